"""The builder ``questions``: reads the resolved pages once, and writes what they ask as plain data.

What is exported stands alone: of a statement its subsections are left out, of an exercise's answer
all but its ``{solution}``; links lead nowhere outside the book, and only their words stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.dummy import DummyBuilder

from cnnbook_sphinx import words
from cnnbook_sphinx.exercises import entries
from cnnbook_sphinx.exercises.content import known_mistakes
from cnnbook_sphinx.exercises.nodes import (
    alternatives,
    answer,
    feedback,
    feedback_list,
    hint_step,
    hints,
    solution,
)
from cnnbook_sphinx.exercises.pattern import MAIN, WORKED
from cnnbook_sphinx.exercises.scripts import inline_html
from cnnbook_sphinx.exports import questions as plain
from cnnbook_sphinx.exports.markup import Writer, pictures_in
from cnnbook_sphinx.exports.questions import FURTHER, Alternative, Chapter, Contents, Question, Term

NAME = "questions"
SHOWS = [
    (NAME, kind, place)
    for place, kind in enumerate(
        ("image/svg+xml", "image/png", "text/html", "text/markdown", "text/plain")
    )
]
"""For ``nb_mime_priority_overrides``: which of an output's shapes is taken."""


class QuestionsBuilder(DummyBuilder):
    """Keeps what each page asks; at the end one file has it all, in the book's order."""

    name = NAME
    epilog = ""
    supported_image_types = ["image/svg+xml", "image/png"]

    def init(self) -> None:
        self.asked: dict[str, list[Question]] = {}
        self.terms: list[Term] = []
        self.pictures: dict[str, bytes] = {}

    def get_outdated_docs(self) -> set[str]:
        return set(self.env.found_docs)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        one = entries.domain(self.env).entries.get(docname)
        if one and one.name:
            writer = Writer(Path(self.srcdir), one.name)
            short = self.config.cnnbook_short_name
            self.asked[docname] = list(_questions(doctree, short, one.name, writer))
            self.pictures |= writer.pictures
        if docname == self.config.cnnbook_glossary:
            writer = Writer(Path(self.srcdir), "term")
            self.terms += _terms(doctree, writer)
            self.pictures |= writer.pictures

    def finish(self) -> None:
        found = [one for one in entries.exercises(self.env) if one.docname in self.asked]
        asked = [question for one in found for question in self.asked[one.docname]]
        contents = Contents(
            title=self.config.html_title,
            short=self.config.cnnbook_short_name,
            edition=self.config.version,
            language=words.tag(),
            chapters=tuple(
                Chapter(one.name, one.number, one.title, f"{one.docname}.html") for one in found
            ),
            questions=tuple(asked),
            mistakes={
                name: inline_html(one.name) for name, one in known_mistakes(self.env).items()
            },
            terms=tuple(self.terms),
            site=self.config.cnnbook_site,
            pictures=self.pictures,
        )
        plain.save(contents, Path(self.outdir))


def setup(app: Sphinx) -> None:
    app.add_config_value("cnnbook_glossary", "book/glossario", "env", [str])
    app.add_config_value("cnnbook_short_name", "book", "env", [str])
    app.add_builder(QuestionsBuilder)


def _questions(
    doctree: nodes.document, short: str, exercise: str, writer: Writer
) -> Iterator[Question]:
    said = {one["question"]: one for one in doctree.findall(feedback_list)}
    helped = {one["question"]: one for one in doctree.findall(hints)}
    worked = {one["question"]: one for one in doctree.findall(solution)}
    for choices in doctree.findall(alternatives):
        name = choices["question"]
        if name == MAIN:
            [stated] = (one for one in doctree.findall(nodes.section) if "statement" in one["ids"])
            asked = [one for one in stated.children if not isinstance(one, nodes.section)]
            statement = writer.html(asked)
            [answered] = doctree.findall(answer)
            solved = writer.html(_worked(answered))
        else:
            section = choices.parent
            statement = writer.html(section.children[: section.index(choices)])
            solved = writer.html(worked[name].children)
        told = {one["letter"]: one for one in said[name].findall(feedback)}
        offered = tuple(
            _alternative(words_of, told[words_of["letter"]], writer)
            for words_of in choices.children
        )
        steps = tuple(writer.html(one.children) for one in helped[name].findall(hint_step))
        texts = [statement, solved, *steps]
        texts += [text for one in offered for text in (one.text, one.feedback)]
        yield Question(
            name=name_of(short, exercise, "" if name == MAIN else name),
            exercise=exercise,
            kind=plain.MAIN if name == MAIN else FURTHER,
            statement=statement,
            alternatives=offered,
            hints=steps,
            solution=solved,
            pictures=pictures_in(texts, writer.pictures),
        )


def name_of(short: str, exercise: str, question: str = "") -> str:
    """A question's name in all formats.

    >>> name_of("cnn", "conv1d", "zeros-of-relu")
    'cnn-conv1d--zeros-of-relu'
    """
    return f"{short}-{exercise}--{question}" if question else f"{short}-{exercise}"


def _alternative(words_of: nodes.Element, told: feedback, writer: Writer) -> Alternative:
    # Its letter stands before it; its mistakes, and where they are explained, around what is said.
    text = writer.html(words_of.children[1:])
    body = [one for one in told.children[1:] if "explained" not in one["classes"]]
    return Alternative(text, writer.html(body), tuple(told["misconceptions"]))


def _worked(answered: answer) -> list[nodes.Node]:
    """The answer's ``{solution}``; without one, what its first section says before any code."""
    for node in answered.findall(nodes.container):
        if WORKED in node["classes"]:
            return list(node.children)
    first = next((one for one in answered.children if isinstance(one, nodes.section)), answered)
    found: list[nodes.Node] = []
    for node in first.children[1:]:
        if isinstance(node, (nodes.container, nodes.section, nodes.figure)):
            break
        found.append(node)
    while found and found[-1].astext().rstrip().endswith(":"):  # announces the code
        found.pop()
    return found


def _terms(page: nodes.document, writer: Writer) -> Iterator[Term]:
    for item in page.findall(nodes.definition_list_item):
        [term, definition] = item.children
        assert isinstance(term, nodes.term) and isinstance(definition, nodes.definition)
        said = writer.html(definition.children)
        name = (term["ids"] or [nodes.make_id(term.astext())])[0]
        yield Term(name, writer.html(term.children), said, pictures_in([said], writer.pictures))
