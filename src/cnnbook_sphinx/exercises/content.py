"""What a book hands in: its common mistakes, and which exercises have further versions.

No other room of the extension knows where they come from; those that need a type take it from here.

``cnnbook_mistakes`` is the page with them, such as ``book/enganos``. What is wrong in it is said in
every build, and a page is read again when what it shows of a mistake is written anew.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from cnnbook.questions import mistakes as written
from cnnbook.questions.mistakes import OPTIONS, Mistake, Mistakes
from cnnbook.variants.bank import GENERATORS
from cnnbook_sphinx import steps
from cnnbook_sphinx.faults import report_all

__all__ = [
    "OPTIONS", "Mistake", "Mistakes", "explained_in", "has_versions", "known_mistakes",
    "mistake_in", "place_of",
]  # fmt: skip

_SHOWN = "mistakes"
"""In a page's metadata: of each mistake that it names, what it shows."""


def setup(app: Sphinx) -> None:
    app.add_config_value("cnnbook_mistakes", "book/enganos", "env", [str])
    steps.connect(app, _forget, _report, _outdated)


def known_mistakes(env: BuildEnvironment) -> Mistakes:
    """The book's mistakes, as they stood in the file when they were first asked for in a build."""
    return _read(Path(env.srcdir, f"{env.config.cnnbook_mistakes}.md"))


def has_versions(exercise: str) -> bool:
    """Whether there are more versions of an exercise than that of its page."""
    return exercise in GENERATORS


def mistake_in(env: BuildEnvironment, name: str) -> Mistake:
    """A mistake, for the page being read, which shows its name and where it is explained."""
    found = known_mistakes(env)[name]
    env.metadata[env.docname].setdefault(_SHOWN, {})[name] = _shown(found)
    return found


def place_of(config: Config, mistake: str) -> str:
    """Where the mistake stands in the book: a document, ``#`` and an id."""
    return f"{config.cnnbook_mistakes}#{mistake}"


def explained_in(config: Config, mistake: Mistake) -> str:
    """Where the book explains it: a document, ``#`` and an id."""
    return posixpath.join(posixpath.dirname(config.cnnbook_mistakes), mistake.explained_in)


@cache
def _read(path: Path) -> Mistakes:
    return written.read(path)


def _forget(app: Sphinx) -> None:
    _read.cache_clear()


def _shown(mistake: Mistake | None) -> list[str]:
    return [mistake.name, mistake.explained_in] if mistake else []


def _report(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    known = known_mistakes(env)
    if known.path.is_file():  # without it, each chapter that cites one is told
        report_all(known.faults)
    for generator in GENERATORS.values():
        versions = getattr(generator, "versions", None)
        if versions and versions.path.is_relative_to(env.srcdir):
            report_all(written.unknown_in(versions, known))


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterator[str]:
    known = known_mistakes(env)
    for docname in env.found_docs & env.all_docs.keys():
        shown = env.metadata[docname].get(_SHOWN, {})
        if any(_shown(known.get(name)) != before for name, before in shown.items()):
            yield docname
