"""The class edition: the exercises with nothing of their answers, and a key sheet for the teacher.

It is another build of the same sources, with ``cnnbook_edition = "class"``. What tells an answer is
taken out of each page as soon as it has been read and checked, before anything else looks at it:
what is not in the page is in no index, script, notebook or other format made from it either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from cnnbook_files import write_atomically
from cnnbook_sphinx import steps
from cnnbook_sphinx.citation import book_citation
from cnnbook_sphinx.edition import is_class
from cnnbook_sphinx.editions import giveaways
from cnnbook_sphinx.editions.giveaways import Around
from cnnbook_sphinx.exercises import marking, pattern
from cnnbook_sphinx.exercises.content import Mistakes, known_mistakes
from cnnbook_sphinx.exercises.entries import Exercise, Key, domain, exercises
from cnnbook_sphinx.exercises.nodes import (
    alternatives,
    answer,
    feedback_list,
    hint_step,
    hints,
    solution,
)
from cnnbook_sphinx.exercises.numbering import label, titled
from cnnbook_sphinx.words import _, tag

logger = logging.getLogger(__name__)

_STYLE = Path(__file__).with_name("key_sheet.css")


def setup(app: Sphinx) -> None:
    steps.connect(app, _configure, _strip, _without_scripts, _write_key_sheet)


def key_sheet() -> str:
    """The name of its file, in the book's language."""
    return f"{_('answer-key')}.html"


def text_for_class(text: str) -> str:
    """An exercise's source up to its answer, with room for the reader's own; no hints."""
    before, found, rest = text.partition(f"## {pattern.title('answer')}\n")
    if not found:
        raise ValueError("o exercício não tem a seção Resposta")
    before = re.sub(r"^(:{3,})\{hints\}.*?^\1\n", "", before, flags=re.MULTILINE | re.DOTALL)
    return f"{before}## {_('Your answer')}\n\n{_('Write the alternative here, and why.')}\n"


def _configure(app: Sphinx, config: Config) -> None:
    if is_class(config):
        # The repository, which these lead to, has the answers.
        config.html_copy_source = config.html_show_sourcelink = False
        config.html_theme_options = {
            name: value
            for name, value in config.html_theme_options.items()
            if name not in ("launch_buttons", "use_repository_button", "use_issues_button")
        } | {"use_download_button": False}


def _strip(app: Sphinx, doctree: nodes.document) -> None:
    docname = app.env.docname
    if not is_class(app.config):
        return
    before = _ids(doctree)
    if not pattern.is_exercise(app.env, docname):
        pattern.follow(app.env, doctree)
        for cited in list(doctree.findall(book_citation)):  # to where the answers are
            cited.parent.parent.remove(cited.parent)
    elif pattern.follow(app.env, doctree):
        keys = list(_keys(doctree, known_mistakes(app.env)))
        domain(app.env).note(docname, keys=tuple(keys))
        _take_answers(doctree)
        _warn_of_giveaways(app, doctree, keys)
    else:  # it is not known where the answer stands
        doctree.children = []
    _forget_labels(app, docname, before - _ids(doctree))


def _take_answers(doctree: nodes.document) -> None:
    beyond = pattern.part(doctree, "beyond")  # which builds on the code and results of the answer
    told = [beyond, *doctree.findall(answer), *doctree.findall(solution)]
    # All but the last step of the solution.
    told += [hint for hint in doctree.findall(hint_step) if hint["number"] == marking.HINTS]
    for node in filter(None, told):
        node.parent.remove(node)
    for choices in doctree.findall(alternatives):
        choices["right"] = ""


def _keys(doctree: nodes.document, known: Mistakes) -> Iterator[Key]:
    lists = {found["question"]: found for found in doctree.findall(feedback_list)}
    for number, found in enumerate(doctree.findall(alternatives)):
        [text] = [
            choice.astext().removeprefix(f"{found['right']}.").strip()
            for choice in found.children
            if choice["letter"] == found["right"]
        ]
        mistakes = {
            said["letter"]: "; ".join(
                known[name].name.replace("*", "") for name in said["misconceptions"]
            )
            for said in lists[found["question"]].children
            if said["misconceptions"]
        }
        yield Key(pattern.question_label(number) if number else "", found["right"], text, mistakes)


def _warn_of_giveaways(app: Sphinx, doctree: nodes.document, keys: list[Key]) -> None:
    exercise = domain(app.env).entries[app.env.docname]
    for key, choices in zip(keys, doctree.findall(alternatives), strict=True):
        texts = {
            choice["letter"]: choice.astext().removeprefix(f"{choice['letter']}.")
            for choice in choices.children
        }
        around = _around(doctree, choices, exercise)
        for problem in giveaways.find(around, texts, key.letter):
            logger.warning("%s: %s", key.question or "exercício", problem, location=choices)


def _around(doctree: nodes.document, choices: alternatives, exercise: Exercise) -> Around:
    name = choices["question"]
    [steps] = [found for found in doctree.findall(hints) if found["question"] == name]
    if name != pattern.MAIN:
        before = choices.parent.children[: choices.parent.index(choices)]
        return Around("", "\n".join(node.astext() for node in before), steps.astext())
    learned, statement = (pattern.part(doctree, name) for name in ("objectives", "statement"))
    assert learned and statement
    objectives = (item.astext() for item in learned.findall(nodes.list_item))
    told = "\n".join([exercise.title, exercise.question, *objectives])
    return Around(told, statement.astext(), steps.astext())


def _ids(doctree: nodes.document) -> set[str]:
    return {name for node in doctree.findall(nodes.Element) for name in node.get("ids", ())}


def _forget_labels(app: Sphinx, docname: str, removed: set[str]) -> None:
    """Names of figures and sections that are gone would stay in the published inventory."""
    for kind in ("labels", "anonlabels"):
        known = app.env.domaindata["std"][kind]
        for name, (document, anchor, *_) in list(known.items()):
            if document == docname and anchor in removed:
                del known[name]


def _without_scripts(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if is_class(app.config):
        context["script_files"] = [
            file for file in context.get("script_files", []) if "exercise" not in str(file)
        ]


def _write_key_sheet(app: Sphinx, exception: Exception | None) -> None:
    """Beside the folder of the class edition, never in it."""
    if exception or not is_class(app.config) or app.builder.name != "html":
        return
    rows = []
    for one in exercises(app.env):
        for key in one.keys:
            rows.append(_row(one, key))
    title = _("Answer key")
    page = (
        f'<!DOCTYPE html>\n<html lang="{tag()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE.read_text('utf-8')}</style></head><body><main>"
        f"<h1>{title}</h1><p>{escape(app.config.html_title)}</p>"
        f"<p>{_('For who teaches: do not publish this file with the class edition.')}</p>"
        f'<table><thead><tr><th scope="col">{_("Exercise")}</th><th scope="col">{_("Right")}</th>'
        f'<th scope="col">{_("Text")}</th>'
        f'<th scope="col">{_("The mistake behind each of the others")}</th>'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table></main></body></html>\n"
    )
    write_atomically(Path(app.outdir).parent / key_sheet(), page.encode())


def _row(one: Exercise, key: Key) -> str:
    name = titled(one.number, one.title)
    if key.question:
        name = f"{label(one.number)}, {key.question.lower()}"
    mistakes = "".join(
        f"<li><b>{letter}</b> {escape(text)}</li>" for letter, text in key.mistakes.items()
    )
    return (
        f'<tr><th scope="row">{escape(name)}</th><td><b>{key.letter}</b></td>'
        f"<td>{escape(key.text)}</td><td><ul>{mistakes}</ul></td></tr>"
    )
