"""CIFAR-100, where it is present, is checked before anything is built with it.

A wrong folder in ``CIFAR100_DIR`` would else be a traceback of each chapter that reads images.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnbook import cifar100
from cnnbook.cifar100 import DatasetError
from cnnbook_sphinx import steps

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def setup(app: Sphinx) -> None:
    steps.connect(app, _insist)


def insist() -> None:
    """End the program, with one line that says what to do, if the data cannot be used.

    A `SphinxError` would be followed by jupyter-book's own traceback.
    """
    try:
        if directory := cifar100.find():
            cifar100.check_all(directory)
    except DatasetError as error:
        raise SystemExit(f"Erro: {error}") from None


def _insist(app: Sphinx, config: Config) -> None:
    insist()
