"""The page of mistakes, each with its formula and the exercises in which it appears."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from cnnbook_sphinx import late
from cnnbook_sphinx.exercises.content import OPTIONS, Mistake, known_mistakes
from cnnbook_sphinx.exercises.entries import exercises
from cnnbook_sphinx.exercises.links import inline, uri
from cnnbook_sphinx.exercises.scripts import misconceptions_of
from cnnbook_sphinx.handed_in import checked_mistakes
from cnnbook_sphinx.words import _


class appearances(nodes.General, nodes.Element):
    """Stands for the exercises with a misconception until all chapters have been read."""


class _AnyOption(dict):
    """One that is not known has been reported."""

    def __missing__(self, name: str) -> object:
        return directives.unchanged


class MistakeDirective(SphinxDirective):
    """``{mistake}``: see `cnnbook.questions.mistakes`, which reports what is wrong in it."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = _AnyOption.fromkeys(OPTIONS, directives.unchanged)
    has_content = True

    def run(self) -> list[nodes.Node]:
        one = known_mistakes(self.env).get(self.arguments[0] if self.arguments else "")
        if one is None:
            return []
        section = nodes.section("", nodes.title("", "", *inline(one.name)), ids=[one.id])
        section += self.parse_content_to_nodes()
        section += self._formula(one)
        section += appearances(misconception=one.id)
        return [section]

    def _formula(self, one: Mistake) -> list[nodes.Node]:
        if not one.formula:
            return []
        example = one.formula.example
        mistaken, right = one.formula.formula(**example), one.formula.right(**example)
        return self.parse_text_to_nodes(
            f"{_('An example')}: {one.example}.\n\n"
            f"- {_('With the mistake')}: {mistaken}\n- {_('As it should be')}: {right}\n"
        )


def setup(app: Sphinx) -> None:
    app.add_directive("mistake", MistakeDirective)
    late.add(app, appearances, _appears_in)


def _appears_in(app: Sphinx, docname: str, node: nodes.Element) -> nodes.paragraph:
    paragraph = nodes.paragraph("", "", nodes.Text(_("It appears in: ")))
    checked = checked_mistakes(app.config)
    for one in exercises(app.env):
        met = {*misconceptions_of(app.env, one), *checked.get(one.name, ())}
        if one.name and node["misconception"] in met:
            if len(paragraph.children) > 1:
                paragraph += nodes.Text("; ")
            title = app.env.titles[one.docname].astext()
            address = uri(app, docname, one.docname)
            paragraph += nodes.reference("", title, refuri=address, internal=True)
    paragraph += nodes.Text(".")
    return paragraph
