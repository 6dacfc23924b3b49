"""Questions as Moodle XML, which Moodle 4 and 5 import: feedback, hints, pictures and tags as well.

Moodle never takes a question for one that it has: what is imported again is there twice. The
edition is in the category's name, so that the old one can be deleted whole.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from lxml import etree

from cnnbook_sphinx.exports import said
from cnnbook_sphinx.exports.containers import in_xml
from cnnbook_sphinx.exports.drawings import PICTURE, is_drawing, size, standalone
from cnnbook_sphinx.exports.questions import Contents, Question
from cnnbook_sphinx.words import _

_PENALTY = "0.3333333"
"""For each try but the first, of three: as many as a question has hints."""
_LONGEST_NAME = 250


def write(contents: Contents, questions: Iterable[Question], edition: str = "") -> bytes:
    """A file with the questions, each in the category of its exercise and kind.

    Args:
        contents: of the book: its mistakes and chapters, and the questions' pictures.
        questions: which; those of one category follow one another.
        edition: in the name of the category, instead of the book's.

    Raises:
        TextError: a text has a character that XML cannot hold.
    """
    root = etree.Element("quiz")
    last: list[str] = []
    for one in said.by_category(questions, contents):
        path = said.category(one, contents, edition)
        if path != last:
            _category(root, path, contents.short)
            last = path
        _question(root, one, contents)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _category(root: etree._Element, path: list[str], short: str) -> None:
    question = etree.SubElement(root, "question", type="category")
    name = "/".join(["top", *(part.replace("/", "//") for part in path)])
    _text(etree.SubElement(question, "category"), name)
    _rich(question, "info", "")
    _plain(question, "idnumber", f"{short}-{hashlib.sha256(name.encode()).hexdigest()[:12]}")


def _question(root: etree._Element, one: Question, contents: Contents) -> None:
    chapter = contents.chapter(one)
    question = etree.SubElement(root, "question", type="multichoice")
    name = said.shortened(said.title(one, chapter), _LONGEST_NAME)
    _text(etree.SubElement(question, "name"), name)
    _rich(question, "questiontext", one.statement, contents)
    _rich(question, "generalfeedback", one.solution, contents)
    _plain(question, "defaultgrade", "1")
    _plain(question, "penalty", _PENALTY)
    _plain(question, "hidden", "0")
    _plain(question, "idnumber", one.name)
    _plain(question, "single", "true")
    _plain(question, "shuffleanswers", "true")
    _plain(question, "answernumbering", "abc")
    _plain(question, "showstandardinstruction", "0")
    _rich(question, "correctfeedback", _("Right."))
    _rich(question, "partiallycorrectfeedback", "")
    _rich(question, "incorrectfeedback", _("Not yet."))
    for choice in one.alternatives:
        fraction = "100" if choice.is_right else "0"
        answer = _rich(question, "answer", choice.text, contents, fraction=fraction)
        _rich(answer, "feedback", said.feedback(choice, contents), contents)
    for hint in one.hints:
        _rich(question, "hint", hint, contents)
    tags = etree.SubElement(question, "tags")
    for tag in said.short_tags(one, contents):
        _text(etree.SubElement(tags, "tag"), tag)


def _rich(
    parent: etree._Element, tag: str, markup: str, contents: Contents | None = None, **more: str
) -> etree._Element:
    """A text of HTML, with the files that it shows."""
    element = etree.SubElement(parent, tag, format="html", **more)
    files: dict[str, bytes] = {}

    def picture(found: re.Match[str]) -> str:
        assert contents
        name, says = found.groups()
        kept = contents.pictures[name]
        files[name] = standalone(kept)
        sized = 'width="{}" height="{}" '.format(*size(kept)) if is_drawing(kept) else ""
        style = "max-width: 100%; height: auto"
        return f'<img src="@@PLUGINFILE@@/{name}" {sized}alt="{says}" style="{style}">'

    _text(element, PICTURE.sub(picture, markup.strip()))
    for name, content in files.items():
        file = etree.SubElement(element, "file", name=name, path="/", encoding="base64")
        file.text = base64.b64encode(content).decode()
    return element


def _text(parent: etree._Element, text: str) -> None:
    element = etree.SubElement(parent, "text")
    kept = in_xml(text)
    element.text = etree.CDATA(kept.replace("]]>", "]]&gt;")) if "<" in kept else kept


def _plain(parent: etree._Element, tag: str, value: str) -> None:
    etree.SubElement(parent, tag).text = value
