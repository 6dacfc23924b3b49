"""The pattern of an exercise: checked on every build, and its answer put together and folded.

An exercise (`numbering`) is a page with the sections below, in this order, the last of them
optional. What its alternatives say to who chooses them stands beside them in the source, and is
moved here to the end of the answer; the same is done for each further question.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from cnnbook.misconceptions import MISCONCEPTIONS
from cnnbook.variants.bank import GENERATORS
from cnnbook_sphinx.exercises.links import book_link, inline
from cnnbook_sphinx.exercises.marking import (
    PatternError,
    alternatives,
    feedback,
    hints,
    question,
    solution,
)
from cnnbook_sphinx.exercises.numbering import QUESTION, exercises, number_of

logger = logging.getLogger(__name__)

SECTIONS = (
    "O que você vai aprender",
    "Enunciado",
    "Alternativas",
    "Resposta",
    "Para ir além",
)
QUESTIONS = "Outras perguntas"
EACH_ALTERNATIVE = "Alternativa por alternativa"
MAIN = "principal"
"""The name, in a page, of the exercise itself; its further questions are ``pergunta-1`` and on."""
FEWEST_QUESTIONS = 6
MISTAKES_PAGE = "book/erros-comuns"

_KEY = re.compile(r"Alternativa correta: ([a-z])\b")


class feedback_list(nodes.General, nodes.Element):
    """The `feedback` of one question, in the order of its alternatives."""


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", _process)
    app.connect("env-check-consistency", _warn_of_shared_names)


def is_exercise(env: BuildEnvironment, doctree: nodes.document) -> bool:
    """Whether the document being read is one.

    Raises:
        PatternError: its front matter and its text do not agree on that.
    """
    main = next((node for node in doctree.findall(alternatives) if node["exercise"]), None)
    if number_of(env, env.docname):
        return True
    if main:
        raise _fault(
            main, f"falta no cabeçalho {QUESTION}: o que o exercício pergunta, em uma frase"
        )
    return False


def _process(app: Sphinx, doctree: nodes.document) -> None:
    # The class edition does this itself, earlier, and then takes the answers out.
    if app.config.cnnbook_edition != "class" and is_exercise(app.env, doctree):
        check(doctree)
        arrange(doctree)
        [main, *others] = doctree.findall(alternatives)
        app.env.metadata[app.env.docname]["exercise"] = {
            "id": main["exercise"],
            "content": main["content"],
            "misconceptions": _misconceptions(doctree, [main]),
            "questions": _misconceptions(doctree, others),
        }


def _warn_of_shared_names(app: Sphinx, env: BuildEnvironment) -> None:
    """Two exercises of one name, such as a copied chapter's, would share a reader's answers."""
    first: dict[str, str] = {}
    for one in exercises(env):
        name = env.metadata[one.docname].get("exercise", {}).get("id")
        if name and first.setdefault(name, one.docname) != one.docname:
            logger.warning(
                "o nome %r, depois de {alternatives}, já é o do exercício em %s",
                name, first[name], location=one.docname,
            )  # fmt: skip


def check(doctree: nodes.document) -> None:
    """Insist that a page follows the pattern.

    Raises:
        PatternError: it does not; the message has the file, the line and what is missing.
    """
    sections = list(_sections(doctree))
    titles = [title for title, _ in sections]
    if titles not in (list(SECTIONS), [*SECTIONS, QUESTIONS]):
        raise _fault(doctree, f"as seções devem ser {list(SECTIONS)}, e são {titles}")
    parts = dict(sections)
    for kind in (alternatives, hints):
        if len(list(parts["Alternativas"].findall(kind))) != 1:
            raise _fault(
                parts["Alternativas"], f"deve haver um, e só um, bloco {{{kind.__name__}}}"
            )
    [main] = parts["Alternativas"].findall(alternatives)
    if not main["exercise"]:
        raise _fault(main, "falta o nome do exercício: {alternatives} nome-do-exercicio")
    keys = _KEY.findall(parts["Resposta"].astext())
    if keys != [main["right"]]:
        raise _fault(
            parts["Resposta"],
            f'deve haver um só "Alternativa correta: {main["right"]}", e há {keys}',
        )
    count = len(list(doctree.findall(question)))
    if main["exercise"] not in GENERATORS and count < FEWEST_QUESTIONS:
        raise _fault(
            main,
            f"sem um gerador em cnnbook.variants, o exercício precisa de {FEWEST_QUESTIONS} "
            f"perguntas em {QUESTIONS!r}, e tem {count}",
        )


def arrange(doctree: nodes.document) -> None:
    """Name the questions of a page, and put each one's feedback at the end of its answer."""
    parts = dict(_sections(doctree))
    # What its cells show is evidence; the text around them says what must not change unnoticed.
    statement = "\n".join(
        node.astext() for node in parts["Enunciado"].children if "cell" not in node["classes"]
    )
    _arrange_one(parts["Alternativas"], MAIN, statement)
    answer = parts["Resposta"]
    title, *rest = answer.children
    each = nodes.section(
        "", nodes.title("", EACH_ALTERNATIVE), ids=[nodes.make_id(EACH_ALTERNATIVE)]
    )
    each += _take_feedback(parts["Alternativas"], MAIN)
    answer.children = []
    answer += [*_folded(MAIN, title, [*rest, each])]

    for number, found in enumerate(list(doctree.findall(question)), start=1):
        name = f"pergunta-{number}"
        _arrange_one(found, name, found.astext())
        [worked] = found.findall(solution)
        inside = [*worked.children, _take_feedback(found, name)]
        worked.replace_self(_folded(name, nodes.inline("", "Resposta"), inside))
        section = nodes.section("", nodes.title("", f"Pergunta {number}"), ids=[name])
        section += found.children
        section["classes"].append("question")
        found.replace_self(section)


def _arrange_one(container: nodes.Element, name: str, statement: str) -> None:
    for kind in (alternatives, hints):
        [node] = container.findall(kind)
        node["question"] = name
    [choices] = container.findall(alternatives)
    # Tells a reader's browser that an exercise is no longer the one that was answered.
    text = re.sub(r"\s+", " ", statement + choices.astext())
    choices["content"] = hashlib.sha256(text.encode()).hexdigest()[:8]


def _take_feedback(container: nodes.Element, name: str) -> feedback_list:
    taken = feedback_list(question=name)
    for node in list(container.findall(feedback)):
        node.parent.remove(node)
        node.children = [_heading(node), *node.children, *_where_explained(node)]
        for child in node.children:
            child.parent = node
        taken += node
    return taken


def _heading(node: feedback) -> nodes.paragraph:
    """The letter, and the name of the mistake behind it."""
    heading = nodes.paragraph("", "", nodes.strong("", f"{node['letter']}."), nodes.Text(" "))
    if not node["misconceptions"]:
        heading += nodes.strong("", "Certa", classes=["mistake"])
    for index, name in enumerate(node["misconceptions"]):
        if index:
            heading += nodes.Text("; ")
        mistake = book_link(
            "", "", *inline(MISCONCEPTIONS[name].name), target=f"{MISTAKES_PAGE}#{name}"
        )
        heading += nodes.strong("", "", mistake, classes=["mistake"])
    heading += nodes.Text(".")
    return heading


def _where_explained(node: feedback) -> Iterator[nodes.paragraph]:
    targets = dict.fromkeys(MISCONCEPTIONS[name].explained_in for name in node["misconceptions"])
    if targets:
        links = [book_link("", "", target=target) for target in targets]
        separated = [part for link in links for part in (nodes.Text("; "), link)][1:]
        yield nodes.paragraph(
            "", "", nodes.Text("Onde o livro explica: "), *separated, nodes.Text("."),
            classes=["explained"],
        )  # fmt: skip


def _folded(name: str, title: nodes.Node, inside: list[nodes.Node]) -> list[nodes.Node]:
    """A ``<details>`` whose summary is the title; in other formats than HTML it stays open."""
    opening = f'<details class="answer" data-question="{name}"><summary>'
    return [
        nodes.raw("", opening, format="html"),
        title,
        nodes.raw("", "</summary>", format="html"),
        *inside,
        nodes.raw("", "</details>", format="html"),
    ]


def _misconceptions(doctree: nodes.document, of: list[alternatives]) -> list[str]:
    names = {node["question"] for node in of}
    found = {
        name
        for listed in doctree.findall(feedback_list)
        if listed["question"] in names
        for node in listed.children
        for name in node["misconceptions"]
    }
    return sorted(found)


def _sections(doctree: nodes.document) -> Iterator[tuple[str, nodes.section]]:
    for page in doctree.children:
        if isinstance(page, nodes.section):
            for section in page.children:
                if isinstance(section, nodes.section):
                    yield section[0].astext(), section


def _fault(node: nodes.Node, problem: str) -> PatternError:
    source, line = node.source or node.document.get("source", ""), node.line or 1
    return PatternError(f"{source}:{line}: {problem}")
