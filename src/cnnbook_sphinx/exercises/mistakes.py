"""The directive ``{misconceptions}``: every common mistake, its formula, and where it appears."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from cnnbook.misconceptions import MISCONCEPTIONS, Misconception
from cnnbook_sphinx import late
from cnnbook_sphinx.exercises.links import inline, uri
from cnnbook_sphinx.exercises.numbering import exercises
from cnnbook_sphinx.exercises.scripts import misconceptions_of


class appearances(nodes.General, nodes.Element):
    """Stands for the exercises with a misconception until all chapters have been read."""


class Misconceptions(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [self._section(one) for one in MISCONCEPTIONS.values()]

    def _section(self, one: Misconception) -> nodes.section:
        section = nodes.section("", nodes.title("", "", *inline(one.name)), ids=[one.id])
        section += self.parse_text_to_nodes(one.wrong)
        if one.formula:
            section += self._formula(one)
        section += appearances(misconception=one.id)
        return section

    def _formula(self, one: Misconception) -> list[nodes.Node]:
        mistaken, right = one.formula(**one.example), one.right(**one.example)
        return self.parse_text_to_nodes(
            f"Um exemplo: {one.example_text}.\n\n"
            f"- Com o engano: {mistaken}\n"
            f"- O certo: {right}\n"
        )


def setup(app: Sphinx) -> None:
    app.add_directive("misconceptions", Misconceptions)
    late.add(app, appearances, _appears_in)


def _appears_in(app: Sphinx, docname: str, node: nodes.Element) -> nodes.paragraph:
    paragraph = nodes.paragraph("", "", nodes.Text("Aparece em: "))
    for name in (one.docname for one in exercises(app.env)):
        exercise = app.env.metadata[name].get("exercise")
        if exercise and node["misconception"] in misconceptions_of(exercise):
            if len(paragraph.children) > 1:
                paragraph += nodes.Text("; ")
            title = app.env.titles[name].astext()
            address = uri(app, docname, name)
            paragraph += nodes.reference("", title, refuri=address, internal=True)
    paragraph += nodes.Text(".")
    return paragraph
