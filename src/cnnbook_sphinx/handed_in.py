"""What a book hands in besides its pages, named in its configuration; without a name, nothing.

- ``cnnbook_prepare``: functions that are called before anything is built, without arguments. They
  may end the program, with a line that says what to do.
- ``cnnbook_data``: functions that tell apart what their own module reads from outside the book.
  Chapters that reach the module run again when its function returns something else.
- ``cnnbook_opening``, ``cnnbook_card``, ``cnnbook_cover``: modules with a ``draw`` and, in words,
  an ``ALTERNATIVE``; see `Picture`.
- ``cnnbook_checks``: a module that says, in ``NAMED``, which mistakes are told to who writes the
  code that an exercise asks for, by the exercise's name.
- ``cnnbook_class``: of the class edition: ``title``, ``description``, ``root``, its first page, and
  ``without``, the pages that it does not have.
- ``cnnbook_anki_dates``: the file with the dates of Anki's notes.
- ``cnnbook_only_on_pages``: directives that notebooks leave out, for only a page can show them.
- ``cnnbook_names``: regular expressions of what has digits in the text and is no result of
  anything, such as a name; other numbers must come from code.
- ``cnnbook_package``: the package that a notebook needs and, if there is one, a large one that it
  must not install again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

from sphinx.errors import ConfigError

from cnnbook_sphinx import steps

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_PICTURES = ("opening", "card", "cover")
_MODULES = (*_PICTURES, "checks")


class Picture(Protocol):
    """A module that draws one picture of the book.

    Attributes:
        ALTERNATIVE: what it shows, as a sentence.
        draw: the opening as SVG, without arguments; the card as PNG, from the book's title, width
            and height in pixels; the cover as PNG, from title and subtitle.
    """

    ALTERNATIVE: str
    draw: Callable[..., Any]


def setup(app: Sphinx) -> None:
    for name in ("prepare", "data", "package", "names", "only_on_pages"):
        app.add_config_value(f"cnnbook_{name}", [], "env", [list, tuple])
    for name in _MODULES:
        app.add_config_value(f"cnnbook_{name}", "", "env", [str])
    app.add_config_value("cnnbook_class", {}, "", [dict])
    app.add_config_value("cnnbook_anki_dates", "", "", [str])
    steps.connect(app, _prepare)


def picture(config: Config, name: str) -> Picture | None:
    """The book's ``opening``, ``card`` or ``cover``, a module imported when it is needed."""
    module = config[f"cnnbook_{name}"]
    return import_module(module) if module else None  # type: ignore[return-value]


def checked_mistakes(config: Config) -> Mapping[str, Collection[str]]:
    """By an exercise's name, the mistakes that the check of its code can name."""
    module = config.cnnbook_checks
    return import_module(module).NAMED if module else {}


def function(name: str) -> Callable[[], object]:
    """What the configuration calls by its dotted name.

    Raises:
        ConfigError: there is none.
    """
    module, _, own = name.rpartition(".")
    try:
        return getattr(import_module(module), own)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(f"a configuração pede {name}, que não há: {error}") from None


def _prepare(app: Sphinx, config: Config) -> None:
    for name in _MODULES:
        module = config[f"cnnbook_{name}"]
        if module and not _is_there(module):
            raise ConfigError(f"cnnbook_{name}: não há o módulo {module}")
    for pattern in config.cnnbook_names:
        try:
            re.compile(pattern)
        except (re.error, TypeError) as error:
            message = f"cnnbook_names: “{pattern}” não é uma expressão regular: {error}"
            raise ConfigError(message) from None
    for name in config.cnnbook_prepare:
        function(name)()


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ImportError:  # nor the package that it would be in
        return False
