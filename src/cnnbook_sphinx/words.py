"""The words that the extension itself says to readers, in the book's language.

In the code they are English, in ``_("…")``, in scripts and templates too. Another language is one
file of `_FOLDER`, named after it, which also has what the theme's own catalogues lack; an extension
beside this one has a folder of its own (`add_folder`). In a script the words take their places as
the script is made: no page loads a catalogue.

The language is the process's, as that of `cnnbook.numbers`: Portuguese until `use` is called.
"""

from __future__ import annotations

import json
import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from sphinx.application import Sphinx
from sphinx.config import Config

from cnnbook import numbers
from cnnbook.numbers import decimal
from cnnbook_files import write_atomically
from cnnbook_sphinx import steps
from cnnbook_sphinx.outputs import key

__all__ = ["_", "decimal", "in_script", "tag", "use"]

_FOLDER = Path(__file__).parent / "locale"
_folders = [_FOLDER]
_DOMAINS = ("sphinx", "booktheme")
_IN_SCRIPT = re.compile(r'\b_\(\s*("(?:[^"\\\n]|\\.)*")\s*\)')

_language = numbers.language()


def setup(app: Sphinx) -> None:
    language = app.config.language
    if file := _file(language):
        text = file.read_bytes()
        folder = Path(app.doctreedir) / "locale" / key(text)
        for domain in _DOMAINS:
            compiled = folder / language / "LC_MESSAGES" / f"{domain}.mo"
            if not compiled.is_file():
                write_atomically(compiled, _compiled(file))
            app.add_message_catalog(domain, str(folder))
    steps.connect(app, _speak, _give_templates)


def use(language: str) -> None:
    """Speak this language and write its numbers, here and in processes that start from here.

    Raises:
        ValueError: a language whose numbers are not described.
    """
    global _language
    numbers.use(language)
    _language = language


def add_folder(folder: Path) -> None:
    """Know also the words of an extension beside this one, from its own catalogues."""
    if folder not in _folders:
        _folders.append(folder)
        _translations.cache_clear()


def decimal(value: float, places: int) -> str:
    """A number as the book's language writes it, with so many decimal places."""
    return numbers.decimal(value, places)


def _(message: str) -> str:
    """A word in the book's language."""
    return _translations(_language).gettext(message)


def tag() -> str:
    """The language as HTML names it: ``pt-BR``."""
    return _language.replace("_", "-")


def in_script(script: str) -> str:
    """A script in which each ``_("…")`` has become a word in the book's language."""
    return _IN_SCRIPT.sub(
        lambda found: json.dumps(_(json.loads(found[1])), ensure_ascii=False), script
    )


@cache
def _translations(language: str) -> NullTranslations:
    known = NullTranslations()
    for folder in _folders:
        if file := _file(language, folder):
            added = GNUTranslations(BytesIO(_compiled(file)))
            added.add_fallback(known)
            known = added
    return known


@cache
def _compiled(file: Path) -> bytes:
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(file.read_bytes()), locale=file.stem))
    return compiled.getvalue()


def _file(language: str, folder: Path = _FOLDER) -> Path | None:
    """The catalogue of a language, or of the language that it is a variety of."""
    names = (language.replace("-", "_"), re.split("[-_]", language)[0])
    return next((file for n in names if (file := folder / f"{n}.po").is_file()), None)


def _speak(app: Sphinx, config: Config) -> None:
    use(config.language)


def _give_templates(app: Sphinx) -> None:
    if templates := getattr(app.builder, "templates", None):
        environment: Any = templates.environment
        environment.globals["word"] = _
