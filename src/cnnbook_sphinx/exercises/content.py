"""What a book hands in: its common mistakes, and its exercises' further versions.

No other room of the extension knows where they come from; those that need a type take it from here.

``cnnbook_mistakes`` is the page with the mistakes, such as ``book/enganos``; ``cnnbook_versions``
is the folder with the versions, a file for each exercise that has any. What is wrong in them is
said in every build, and a page is read again when what it shows of them is written anew.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from cnnbook.questions import bank
from cnnbook.questions import mistakes as written
from cnnbook.questions.bank import Bank, ExhaustedError
from cnnbook.questions.blocks import tell_unclosed
from cnnbook.questions.faults import FaultsError
from cnnbook.questions.generator import Generator, Generators, generators
from cnnbook.questions.kind import RIGHT, Kind, fill, mistakes_of, places_in
from cnnbook.questions.mistakes import OPTIONS, Mistake, Mistakes
from cnnbook.questions.typed import form_of, only_offered, typed_form
from cnnbook.questions.version import Variant
from cnnbook_sphinx import steps
from cnnbook_sphinx.exercises.entries import exercises
from cnnbook_sphinx.exercises.sections import SECTIONS, title
from cnnbook_sphinx.faults import report, report_all

__all__ = [
    "OPTIONS", "RIGHT", "Bank", "ExhaustedError", "FaultsError", "Generator", "Generators", "Kind",
    "Mistake", "Mistakes", "Variant", "bank", "explained_in", "fill", "form_of",
    "generators", "has_versions", "known_mistakes", "mistake_in", "mistakes_of", "only_offered",
    "place_of", "places_in", "read_mistakes", "tell_unclosed", "typed_form", "versions",
]  # fmt: skip

_SHOWN = "mistakes"
"""In a page's metadata: of each mistake that it names, what it shows."""
_VARIED = "versions"
"""In a page's metadata: its exercise, and whether that has further versions."""


def setup(app: Sphinx) -> None:
    app.add_config_value("cnnbook_mistakes", "book/enganos", "env", [str])
    app.add_config_value("cnnbook_versions", "book/versoes", "env", [str])
    steps.connect(app, _forget, _report, _outdated, _report_unused)


def known_mistakes(env: BuildEnvironment) -> Mistakes:
    """The book's mistakes, as they stood in the file when they were first asked for in a build."""
    own_ids = tuple((title(name), name) for name in SECTIONS)
    return read_mistakes(Path(env.srcdir, f"{env.config.cnnbook_mistakes}.md"), own_ids)


def versions(env: BuildEnvironment) -> Generators:
    """What draws the exercises' further versions, as their files stood when first asked for."""
    return _read_versions(Path(env.srcdir, env.config.cnnbook_versions))


def has_versions(env: BuildEnvironment, exercise: str) -> bool:
    """Whether the exercise of the page being read has more versions than that page's own."""
    found = exercise in versions(env).named
    env.metadata[env.docname][_VARIED] = [exercise, found]
    return found


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


read_mistakes = cache(written.read)
_read_versions = cache(generators)


def _forget(app: Sphinx) -> None:
    read_mistakes.cache_clear()
    _read_versions.cache_clear()


def _shown(mistake: Mistake | None) -> list[str]:
    return [mistake.name, mistake.explained_in] if mistake else []


def _report(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    known = known_mistakes(env)
    if known.path.is_file():  # without it, each chapter that cites one is told
        report_all(known.faults)
    found = versions(env)
    report_all(found.faults)
    for generator in found.values():
        report_all(written.unknown_in(generator.versions, known))


def _report_unused(app: Sphinx, env: BuildEnvironment) -> None:
    """Versions of an exercise that no page has; nobody knows if the pages have faults."""
    names = {one.name for one in exercises(env)}
    if "" not in names:
        for path, exercise in versions(env).files.items():
            if exercise not in names and not _is_asked(env, exercise):
                meant = get_close_matches(exercise, names, n=1)
                hint = f"; você quis dizer “{meant[0]}”?" if meant else ""
                report(path, 1, f"nenhum capítulo tem o exercício “{exercise}”{hint}")


def _is_asked(env: BuildEnvironment, exercise: str) -> bool:
    """Whether a page has the exercise, though it has faults, or is left out of the contents."""
    mark = re.compile(rf"\{{alternatives\}} +{re.escape(exercise)}\s")
    folders = {Path(env.doc2path(name)).parent for name in env.found_docs}
    files = (file for folder in folders for file in folder.glob("*.md"))
    return any(mark.search(file.read_text("utf-8", "replace")) for file in files)


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterator[str]:
    known, varied = known_mistakes(env), versions(env).named
    for docname in env.found_docs & env.all_docs.keys():
        shown = env.metadata[docname].get(_SHOWN, {})
        exercise, had_versions = env.metadata[docname].get(_VARIED, ("", False))
        if (exercise in varied) != had_versions or any(
            _shown(known.get(name)) != before for name, before in shown.items()
        ):
            yield docname
