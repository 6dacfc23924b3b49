"""CIFAR-100, where it is present, is checked before anything is built with it.

A wrong folder in ``CIFAR100_DIR`` would else be a traceback of each chapter that reads images.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnbook import cifar100
from cnnbook.cifar100 import DatasetError

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    app.connect("config-inited", lambda app, config: insist(), priority=100)


def insist() -> None:
    """End the program, with one line that says what to do, if the data cannot be used.

    A `SphinxError` would be followed by jupyter-book's own traceback.
    """
    try:
        if directory := cifar100.find():
            cifar100.check_all(directory)
    except DatasetError as error:
        raise SystemExit(f"Erro: {error}") from None
