"""The pattern of an exercise: checked on every build, and its answer put together and folded.

An exercise (`numbering`) is a page with the sections of `sections`, in this order, some of them
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
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from cnnbook_sphinx import steps
from cnnbook_sphinx.edition import is_class
from cnnbook_sphinx.exercises.content import (
    Mistake,
    explained_in,
    has_versions,
    mistake_in,
    place_of,
    typed_form,
)
from cnnbook_sphinx.exercises.entries import domain, exercises, number_of
from cnnbook_sphinx.exercises.links import book_link, inline
from cnnbook_sphinx.exercises.nodes import (
    MAIN,
    QUESTION_PARTS,
    alternatives,
    answer,
    answer_title,
    before,
    before_title,
    doors,
    feedback,
    feedback_list,
    further,
    further_title,
    hints,
    question,
    solution,
)
from cnnbook_sphinx.exercises.numbering import QUESTION
from cnnbook_sphinx.exercises.sections import OPTIONAL, SECTIONS, open_in_answer, title
from cnnbook_sphinx.faults import report_at
from cnnbook_sphinx.words import _

logger = logging.getLogger(__name__)

WORKED = "worked"
"""The class of the exercise's own solution, the part of its answer that stands alone."""
FEWEST_QUESTIONS = 6
_NOT_ASKED = (alternatives, hints, solution, feedback)


def setup(app: Sphinx) -> None:
    app.add_transform(_NameSections)
    steps.connect(app, _process, _warn_of_shared_names)


class _NameSections(SphinxTransform):
    """The addresses of an exercise's sections are their names in `SECTIONS`, in any language."""

    default_priority = 400  # before the title's number, and before anything is collected

    def apply(self) -> None:
        document = self.document
        if not is_exercise(self.env, self.env.docname):
            return
        names = {title(name): name for name in SECTIONS}
        for section in _sections(document):
            if name := names.get(section[0].astext()):
                section["ids"] = [name]
                document.ids[name] = section
                document.nameids.update(dict.fromkeys(section["names"], name))


def is_exercise(env: BuildEnvironment, docname: str) -> bool:
    return number_of(env, docname) is not None


def each_alternative() -> str:
    """The title of what the answer says of each alternative."""
    return _("Alternative by alternative")


def key_words() -> str:
    """What an answer says before the right letter."""
    return _("Right alternative:")


def question_label(number: int) -> str:
    """What a further question is called."""
    return f"{_('Question')} {number}"


def _process(app: Sphinx, doctree: nodes.document) -> None:
    # The class edition does this itself, earlier, and then takes the answers out.
    if not is_class(app.config):
        follow(app.env, doctree)


def follow(env: BuildEnvironment, doctree: nodes.document) -> bool:
    """Check the page being read, and put it together if it is an exercise without a fault.

    Questions that have a fault, or stand where there is no exercise, are left out of the page.
    """
    found = [node for kind in QUESTION_PARTS for node in doctree.findall(kind)]
    if is_exercise(env, env.docname):
        if check(env, doctree):
            arrange(env, doctree)
            _note(env, doctree)
            return True
    elif main := next((node for node in found if node.get("exercise")), None):
        report_at(main, f"falta no cabeçalho {QUESTION}: o que o exercício pergunta, em uma frase")
    elif found:
        report_at(found[0], f"perguntas só cabem em um exercício, que tem {QUESTION} no cabeçalho")
    for node in found:
        if node.parent:
            node.parent.remove(node)
    return False


def _warn_of_shared_names(app: Sphinx, env: BuildEnvironment) -> None:
    """Two exercises of one name, such as a copied chapter's, would share a reader's answers."""
    first: dict[str, str] = {}
    for one in exercises(env):
        if one.name and first.setdefault(one.name, one.docname) != one.docname:
            logger.warning(
                "o nome %r, depois de {alternatives}, já é o do exercício em %s",
                one.name, first[one.name], location=one.docname,
            )  # fmt: skip


def check(env: BuildEnvironment, doctree: nodes.document) -> bool:
    """Whether a page follows the pattern; whatever does not is reported."""
    faults: list[tuple[nodes.Node, str]] = []
    titles = [section[0].astext() for section in _sections(doctree)]
    needed = [title(name) for name in SECTIONS if name not in OPTIONAL]
    optional = {title(name) for name in OPTIONAL}
    if titles != [one for one in map(title, SECTIONS) if one in titles or one not in optional]:
        faults.append((doctree, f"as seções devem ser {needed}, e são {titles}"))
    main = None
    if choices := part(doctree, "choices"):
        for kind in (alternatives, hints):
            found = list(choices.findall(kind))
            if len(found) != 1:
                place = title("choices")
                problem = f"em {place!r} deve haver um, e só um, bloco {{{kind.__name__}}}"
                faults.append((choices, problem))
        main = next(choices.findall(alternatives), None)
    if main and not main["exercise"]:
        faults.append((main, "falta o nome do exercício: {alternatives} nome-do-exercicio"))
    answered = part(doctree, "answer")
    if answered and main and main["right"]:
        keys = re.findall(rf"{key_words()} ([a-z])\b", answered.astext())
        if keys != [main["right"]]:
            problem = f'deve haver um só "{key_words()} {main["right"]}", e há {keys}'
            faults.append((answered, problem))
    if answered and len(list(answered.findall(solution))) > 1:
        faults.append((answered, f"em {title('answer')!r} cabe um só bloco {{solution}}"))
    questions = list(doctree.findall(question))
    for name, same in _by_name(questions).items():
        if len(same) > 1 or name == MAIN:
            faults.append((same[-1], f"já há uma pergunta com o nome {name!r} nesta página"))
    count = len(questions)
    named = main if main and main["exercise"] and not main["faulty"] else None
    if named and not has_versions(env, named["exercise"]) and count < FEWEST_QUESTIONS:
        problem = (
            f"sem um arquivo de versões em {env.config.cnnbook_versions}, o exercício precisa de "
            f"{FEWEST_QUESTIONS} perguntas em {title('questions')!r}, e tem {count}"
        )
        faults.append((named, problem))
    faults += [
        (node, "este bloco está fora do lugar: a pergunta do exercício fica em "
         f"{title('choices')!r}, e cada outra em um bloco {{question}}")
        for kind in QUESTION_PARTS for node in doctree.findall(kind)
        if not _is_in_place(node, choices)
        and not (answered and isinstance(node, solution) and _is_within(node, answered))
    ]  # fmt: skip
    for node, problem in faults:
        report_at(node, problem)
    said = any(node["faulty"] for kind in QUESTION_PARTS for node in doctree.findall(kind))
    return not faults and not said


def _by_name(questions: list[question]) -> dict[str, list[question]]:
    found: dict[str, list[question]] = {}
    for node in questions:
        found.setdefault(node["name"], []).append(node)
    return found


def _is_in_place(node: nodes.Element, choices: nodes.section | None) -> bool:
    if isinstance(node, feedback):
        return "letter" in node  # {alternatives} gave it one
    place: nodes.Element | None = node
    while place is not None and not isinstance(place, question):
        if place is choices:
            return not isinstance(node, solution)
        place = place.parent
    return place is not None


def _is_within(node: nodes.Node, section: nodes.section) -> bool:
    return any(one is node for one in section.findall(type(node)))


def arrange(env: BuildEnvironment, doctree: nodes.document) -> None:
    """Name the questions of a page, and put each one's feedback at the end of its answer."""
    choices, stated = part(doctree, "choices"), part(doctree, "statement")
    assert choices and stated
    # What its cells show is evidence; the text around them says what must not change unnoticed.
    statement = "\n".join(
        node.astext() for node in stated.children if "cell" not in node["classes"]
    )
    _arrange_one(choices, MAIN, statement)
    _fold_what_comes_before(doctree)
    if yours := part(doctree, "yours"):
        yours += doors()
    each = nodes.section("", nodes.title("", each_alternative()), ids=["each-alternative"])
    each += _take_feedback(env, choices, MAIN)
    _fold(doctree, each)

    questions = list(doctree.findall(question))
    for node in doctree.findall(hints):
        node["another"] = _("Another question") if questions else _("Another version")
    for number, found in enumerate(questions, start=1):
        name = found["name"]
        asked = [node for node in found.children if not isinstance(node, _NOT_ASKED)]
        _arrange_one(found, name, "\n".join(node.astext() for node in asked))
        [worked] = found.findall(solution)
        worked["question"] = name
        worked += _take_feedback(env, found, name)
        section = nodes.section("", nodes.title("", question_label(number)), ids=[name])
        section += found.children
        section["classes"].append("question")
        found.replace_self(section)
    if questions:
        _index(doctree, [question["name"] for question in questions])


def _index(doctree: nodes.document, names: list[str]) -> None:
    """List the further questions before the first of them; a script marks what was answered."""
    asked = part(doctree, "questions")
    assert asked
    index = nodes.bullet_list(classes=["question-index"])
    for number, name in enumerate(names, start=1):
        link = nodes.reference("", question_label(number), refid=name, internal=True)
        index += nodes.list_item("", nodes.paragraph("", "", link))
    first = next(node for node in asked.children if isinstance(node, nodes.section))
    asked.insert(asked.index(first), index)


def _fold_what_comes_before(doctree: nodes.document) -> None:
    """Make the section that prepares for the exercise one that its reader may fold."""
    if section := part(doctree, "before"):
        _replace(section, before, before_title)


def _fold(doctree: nodes.document, each: nodes.section) -> None:
    """Make the section that answers the exercise an `answer`, with what is said of each choice."""
    section = part(doctree, "answer")
    assert section
    for worked in list(section.findall(solution)):  # open already, and not the whole answer
        worked.replace_self(nodes.container("", *worked.children, classes=[WORKED]))
    for inner in [node for node in section.children if isinstance(node, nodes.section)]:
        if inner[0].astext() not in open_in_answer():
            _replace(inner, further, further_title)
    section += each
    _replace(section, answer, answer_title)["question"] = MAIN


def _replace(
    section: nodes.section, kind: type[nodes.section], kind_of_title: type[nodes.title]
) -> nodes.section:
    """Put a section of another kind, with a title of that kind, where a plain one is."""
    title, *rest = section.children
    made = kind("", kind_of_title("", "", *title.children, **title.attributes), *rest)
    made.update_all_atts_concatenating(section)
    made.source, made.line = section.source, section.line
    section.replace_self(made)
    return made


def _arrange_one(container: nodes.Element, name: str, statement: str) -> None:
    for kind in (alternatives, hints):
        [node] = container.findall(kind)
        node["question"] = name
    [choices] = container.findall(alternatives)
    # Tells a reader's browser that an exercise is no longer the one that was answered.
    text = re.sub(r"\s+", " ", statement + choices.astext())
    choices["typed"] = typed_form([choice.astext()[2:].strip() for choice in choices.children])
    choices["content"] = hashlib.sha256(text.encode()).hexdigest()[:8]


def _take_feedback(env: BuildEnvironment, container: nodes.Element, name: str) -> feedback_list:
    taken = feedback_list(question=name)
    for node in list(container.findall(feedback)):
        node.parent.remove(node)
        mistakes = [mistake_in(env, one) for one in node["misconceptions"]]
        node.children = [
            _heading(env, node["letter"], mistakes),
            *node.children,
            *_where_explained(env, mistakes, inside=name == MAIN),
        ]
        for child in node.children:
            child.parent = node
        taken += node
    return taken


def _heading(env: BuildEnvironment, letter: str, mistakes: list[Mistake]) -> nodes.paragraph:
    """The letter, and the name of the mistake behind it."""
    heading = nodes.paragraph("", "", nodes.strong("", f"{letter}."), nodes.Text(" "))
    if not mistakes:
        heading += nodes.strong("", _("Right"), classes=["mistake"])
    for index, one in enumerate(mistakes):
        if index:
            heading += nodes.Text("; ")
        link = book_link("", "", *inline(one.name), target=place_of(env.config, one.id))
        heading += nodes.strong("", "", link, classes=["mistake"])
    heading += nodes.Text(".")
    return heading


def _where_explained(
    env: BuildEnvironment, mistakes: list[Mistake], inside: bool
) -> Iterator[nodes.paragraph]:
    targets = dict.fromkeys(explained_in(env.config, one) for one in mistakes)
    if targets:
        links = [
            book_link("", "", target=target, keeps_answers=True, inside=inside)
            for target in targets
        ]
        separated = [part for link in links for part in (nodes.Text("; "), link)][1:]
        yield nodes.paragraph(
            "", "", nodes.Text(_("Where the book explains it: ")), *separated, nodes.Text("."),
            classes=["explained"],
        )  # fmt: skip


def _note(env: BuildEnvironment, doctree: nodes.document) -> None:
    main, *others = doctree.findall(alternatives)
    mistakes = {name for said in doctree.findall(feedback) for name in said["misconceptions"]}
    domain(env).note(
        env.docname, name=main["exercise"], content=main["content"],
        questions=tuple(one["question"] for one in others), mistakes=tuple(sorted(mistakes)),
    )  # fmt: skip


def part(doctree: nodes.document, name: str) -> nodes.section | None:
    """The section of a page that `SECTIONS` has under this name."""
    sections = _sections(doctree)
    return next((one for one in sections if one[0].astext() == title(name)), None)


def _sections(doctree: nodes.document) -> Iterator[nodes.section]:
    for page in doctree.children:
        if isinstance(page, nodes.section):
            yield from (inner for inner in page.children if isinstance(inner, nodes.section))
