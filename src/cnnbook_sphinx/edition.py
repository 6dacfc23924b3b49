"""Which of the two books is being built: the whole one, or the class edition, without answers."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from cnnbook_sphinx import steps

CLASS, STUDENT = "class", "student"


def setup(app: Sphinx) -> None:
    app.add_config_value("cnnbook_edition", STUDENT, "env")
    steps.connect(app, _check)


def is_class(config: Config) -> bool:
    return config.cnnbook_edition == CLASS


def _check(app: Sphinx, config: Config) -> None:
    if config.cnnbook_edition not in (CLASS, STUDENT):
        raise ValueError(f"cnnbook_edition deve ser {CLASS!r} ou {STUDENT!r}")
