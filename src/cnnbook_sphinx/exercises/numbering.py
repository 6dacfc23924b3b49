"""Which documents are exercises, and their numbers: the order in which ``_toc.yml`` lists them.

A document is an exercise if its front matter has ``question``, what it asks in a few words. Its
number goes into its title as the document is read, so that whatever shows the title shows the
number: menus, links, the search, the e-book. If a number changes, all documents are read again.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole
from sphinx_external_toc.api import SiteMap, TocTree
from sphinx_external_toc.parsing import parse_toc_yaml

from cnnbook_sphinx import steps
from cnnbook_sphinx.exercises.entries import Exercise, domain, exercises, number_of
from cnnbook_sphinx.exercises.nodes import alternatives
from cnnbook_sphinx.faults import report
from cnnbook_sphinx.words import _

QUESTION = "question"
_COLON = ": "
_FRONT_MATTER = re.compile(r"\A---\n(.*?)^(?:---|\.\.\.)$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^# ", re.MULTILINE)
_ROLE = re.compile(r"\{exercise\}`([^`]+)`")


class NumberingError(SphinxError):
    """A text asks for the number of what is no exercise."""

    category = "Número de exercício"


def setup(app: Sphinx) -> None:
    steps.connect(app, _number, _read_again, _write_again, _mark)
    app.add_transform(_NumberTitle)
    app.add_role("exercise", _Number())


def label(number: int) -> str:
    """What an exercise is called, wherever its number stands alone: ``Exercício 4``."""
    return f"{_('Exercise')} {number}"


def titled(number: int, title: str) -> str:
    """An exercise's title with its number."""
    return f"{label(number)}{_COLON}{title}"


def parts(app: Sphinx) -> list[tuple[str, list[Exercise]]]:
    """The exercises of each part of the table of contents that has some, under its caption."""
    found = {one.docname: one for one in exercises(app.env)}
    site_map = getattr(app.config, "external_site_map", None)
    if not site_map:
        return [("", list(found.values()))]
    listed = (
        (tree.caption or "", [found[name] for name in _inside(site_map, tree) if name in found])
        for tree in site_map.root.subtrees
    )
    return [(caption, some) for caption, some in listed if some]


def numbered_text(text: str, docname: str, exercises: Mapping[str, Exercise]) -> str:
    """A document's source with its number in the title, and the numbers that ``{exercise}`` asks.

    For where no Sphinx reads it.
    """
    front = _FRONT_MATTER.match(text)
    begin = front.end() if front else 0
    before, text = text[:begin], text[begin:]
    if docname in exercises:
        text = _TITLE.sub(f"# {titled(exercises[docname].number, '')}", text, count=1)
    return before + _ROLE.sub(lambda match: _number_in(exercises, docname, match[1]), text)


def of_book(contents: Path) -> dict[str, Exercise]:
    """The exercises of a book by their documents' names, read from its table of contents."""
    return _of(_documents(parse_toc_yaml(contents)), contents.parent)


def _documents(site_map: SiteMap) -> Iterator[str]:
    """All that a table of contents lists, in the order of reading."""

    yield site_map.root.docname
    for tree in site_map.root.subtrees:
        yield from _inside(site_map, tree)


def _inside(site_map: SiteMap, tree: TocTree) -> Iterator[str]:
    for item in tree.items:
        if str(item) in site_map:
            yield str(item).removesuffix(".md")
            for inner in site_map[str(item)].subtrees:
                yield from _inside(site_map, inner)


def _of(documents: Iterable[str], folder: Path) -> dict[str, Exercise]:
    found: dict[str, Exercise] = {}
    for name in documents:
        if question := _question(folder / f"{name}.md"):
            found[name] = Exercise(name, len(found) + 1, question)
    return found


def _question(path: Path) -> str:
    if not path.is_file():
        return ""
    # What is wrong with the file is for who reads the document to say.
    front = _FRONT_MATTER.match(path.read_text("utf-8", errors="replace"))
    try:
        fields = yaml.safe_load(front[1]) if front else {}
    except yaml.YAMLError:
        return ""
    return str(fields.get(QUESTION, "")).strip() if isinstance(fields, dict) else ""


def _number(app: Sphinx) -> None:
    site_map = getattr(app.config, "external_site_map", None)
    root = Path(app.srcdir)
    documents = (
        _documents(site_map)
        if site_map
        else sorted(
            path.relative_to(root).with_suffix("").as_posix()
            for path in root.rglob("*.md")
            if Path(app.outdir) not in path.parents  # which has copies of the sources
        )
    )
    domain(app.env).number(_of(documents, root))


def _read_again(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> set[str]:
    return set(env.found_docs) if domain(env).is_renumbered else set()


def _write_again(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    return env.found_docs if domain(env).is_renumbered else ()


def _mark(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let styles tell the number from the rest of the heading; copies of the title are plain."""
    number = number_of(app.env, docname)
    title = next(doctree.findall(nodes.title), None)
    if number is None or title is None or title[0].astext() != titled(number, ""):
        return
    parts = ((label(number), "exercise-number"), (_COLON, "exercise-colon"))
    title[0:1] = [nodes.inline("", text, classes=[name]) for text, name in parts]


class _NumberTitle(SphinxTransform):
    """Put the number before the title, and let ``{ref}`` find the exercise by its own name."""

    default_priority = 500  # before domains collect labels and their titles

    def apply(self) -> None:
        number = number_of(self.env, self.env.docname)
        title = next(self.document.findall(nodes.title), None)
        if number is None or title is None:
            return
        domain(self.env).note(self.env.docname, title=title.astext())
        title.insert(0, nodes.Text(titled(number, "")))
        section = title.parent
        named = (node["exercise"] for node in self.document.findall(alternatives))
        name = next(filter(None, named), None)
        if name and isinstance(section, nodes.section):
            section["names"].append(name)
            self.document.nametypes[name] = True
            self.document.nameids[name] = section["ids"][0]


class _Number(SphinxRole):
    """``{exercise}`09-treinamento```: the number of an exercise, for a sentence to use."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            text = _number_in(domain(self.env).entries, self.env.docname, self.text)
        except NumberingError as error:
            report(*self.get_source_info(), str(error))
            text = self.text
        return [nodes.Text(text)], []


def _number_in(exercises: Mapping[str, Exercise], docname: str, target: str) -> str:
    name = posixpath.join(posixpath.dirname(docname), target)
    if name not in exercises:
        raise NumberingError(f"{target!r} não é um exercício do sumário")
    return str(exercises[name].number)
