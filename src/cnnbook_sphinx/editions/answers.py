"""An exercise's page for paper: questions as plain lists, and hints and answers taken out of it.

What a page folds cannot be folded on paper, and not in every e-book reader: it goes to the end of
the book, with links both ways.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from cnnbook_sphinx.editions.xhtml import E
from cnnbook_sphinx.exercises.pattern import MAIN

# Code that a page folds, such as a figure's, would stand open before what it makes.
_NOT_FOR_PAPER = (
    "//*[contains(concat(' ', @class, ' '), ' needs-script ')] | //div[@class='verdict']"
    " | //details[contains(concat(' ', @class, ' '), ' hide ')]"
)


@dataclass(frozen=True)
class Taken:
    """What was folded in a page: by question, the hints and the answer."""

    hints: dict[str, list[etree._Element]]
    answers: dict[str, list[etree._Element]]


def flatten_questions(body: etree._Element) -> None:
    """Turn the form controls of each question into a list of its alternatives."""
    for element in body.xpath(_NOT_FOR_PAPER):
        element.drop_tree()
    for choices in body.xpath("//fieldset[contains(@class, 'alternatives')]"):
        items = E.ul({"class": "alternatives"})
        for label in choices.xpath(".//div[@class='alternative']/label"):
            label.tag = "li"
            label.attrib.clear()
            items.append(label)
        items.tail = choices.tail
        choices.getparent().replace(choices, items)


def take(body: etree._Element, hints_file: str, answers_file: str, number: int) -> Taken:
    """Take hints and answers out of an exercise's page and leave links in their places."""
    taken = Taken({}, {})
    for box in body.xpath("//div[@class='hints']"):
        name = box.get("data-question")
        steps = box.findall("details")
        for step in steps:
            step.find("summary").drop_tree()
            step.tag = "li"
            step.attrib.clear()
            step.tail = None
        taken.hints[name] = steps
        _replace(box, _link("to-hints", "Pistas", f"{hints_file}#{hints_id(number)}"))
    for details in body.xpath("//details[@class='answer']"):
        name = details.get("data-question")
        details.find("summary").drop_tree()
        # The answer's heading goes with it, one level up: its section is a page of its own.
        for heading in details.iter("h3", "h4", "h5", "h6"):
            heading.tag = f"h{int(heading.tag[1]) - 1}"
        taken.answers[name] = list(details)
        text = f"Resposta do exercício {number}"
        if name != MAIN:
            text += f", {question_title(name).lower()}"
        link = _link("to-answer", text, f"{answers_file}#{answer_id(name)}")
        section = details.getparent()
        _replace(section if name == MAIN else details, link)
    return taken


def question_title(name: str) -> str:
    return "" if name == MAIN else name.replace("-", " ").capitalize()


def answer_id(name: str) -> str:
    return "resposta" if name == MAIN else f"resposta-{name}"


def hints_id(number: int) -> str:
    return f"exercicio-{number}"


def _replace(old: etree._Element, new: etree._Element) -> None:
    new.tail = old.tail
    old.getparent().replace(old, new)


def _link(kind: str, text: str, href: str) -> etree._Element:
    return E.p(E.a(text, href=href), {"class": kind})
