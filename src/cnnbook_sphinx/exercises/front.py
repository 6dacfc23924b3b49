"""The front page: ``{opening}``, a sentence and a picture, and ``{exercises}``, one card each.

Both are whole without a script, which only marks what the reader has done and where to go on. The
numbers, titles and questions are the exercises' own.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from cnnbook_files import write_atomically
from cnnbook_sphinx import late, steps
from cnnbook_sphinx.exercises import numbering
from cnnbook_sphinx.exercises.entries import Exercise, exercises
from cnnbook_sphinx.handed_in import Picture, picture
from cnnbook_sphinx.words import _

PICTURE = "opening.svg"


class start_link(nodes.General, nodes.Element):
    """Stands for the link to the first exercise."""


class opening_picture(nodes.General, nodes.Element):
    """Stands for the picture, which is drawn into a page and linked from an e-book."""


class exercise_cards(nodes.General, nodes.Element):
    """Stands for the list of the exercises."""


class Opening(SphinxDirective):
    has_content = True

    def run(self) -> list[nodes.Node]:
        words = nodes.container("", *self.parse_content_to_nodes(), start_link())
        words["classes"] = ["opening-words"]
        whole = nodes.container("", words)
        whole["classes"] = ["opening"]
        if picture(self.config, "opening"):
            figure = nodes.container("", opening_picture())
            figure["classes"] = ["opening-picture"]
            whole += figure
        return [whole]


class Exercises(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [exercise_cards()]


def setup(app: Sphinx) -> None:
    app.add_directive("opening", Opening)
    app.add_directive("exercises", Exercises)
    late.add(app, start_link, _start)
    app.add_node(opening_picture)
    steps.connect(app, _draw)
    late.add(app, exercise_cards, _cards)


def _start(app: Sphinx, docname: str, node: nodes.Element) -> nodes.Node | None:
    first = next(iter(exercises(app.env)), None)
    if not first:
        return None
    text = _("Begin with exercise {number}").format(number=first.number)
    link = nodes.reference("", text, refuri=_uri(app, docname, first), internal=True)
    return nodes.paragraph("", "", link, classes=["start"])


def _draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    opening = picture(app.config, "opening")
    for node in list(doctree.findall(opening_picture)):
        assert opening
        node.replace_self(_drawn(opening, app, docname))


def _drawn(opening: Picture, app: Sphinx, docname: str) -> nodes.Node:
    drawn = opening.draw()
    if app.builder.name == "html":  # in the page itself, to take the colours that it has
        named = f'<svg role="img" aria-label="{opening.ALTERNATIVE}" '
        return nodes.raw("", drawn.replace("<svg ", named, 1), format="html")
    folder = Path(app.outdir) / app.builder.imagedir
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / PICTURE, drawn.encode())
    address = "../" * docname.count("/") + f"{app.builder.imagedir}/{PICTURE}"
    return nodes.raw("", f'<img src="{address}" alt="{opening.ALTERNATIVE}" />', format="html")


def _cards(app: Sphinx, docname: str, node: nodes.Element) -> nodes.Node:
    """A list for each part of the book, under the part's name."""
    found = nodes.container()
    found["classes"] = ["exercise-cards"]
    for caption, some in numbering.parts(app):
        if caption:
            found += nodes.paragraph("", caption, classes=["part"])
        found += nodes.bullet_list("", *(_card(app, docname, one) for one in some))
    return found


def _card(app: Sphinx, docname: str, one: Exercise) -> nodes.list_item:
    name = nodes.inline("", numbering.label(one.number), classes=["exercise-number"])
    colon = nodes.inline("", ": ", classes=["exercise-colon"])
    question = nodes.inline("", one.question, classes=["question"])
    uri = _uri(app, docname, one)
    link = nodes.reference("", "", name, colon, question, refuri=uri, internal=True)
    title = nodes.paragraph("", one.title, classes=["title"])
    return nodes.list_item("", nodes.paragraph("", "", link), title)


def _uri(app: Sphinx, docname: str, one: Exercise) -> str:
    return str(app.builder.get_relative_uri(docname, one.docname))
