"""Questions as a package of QTI 2.1, which Canvas and other platforms import.

`QTI 2.1`_ says what a package holds: a manifest, a file for each question, a test that asks them
all, and their pictures. Of what it allows, this is what Canvas reads (its ``qti_exporter``): the
question in one ``div``; what is told of an alternative in another, without paragraphs, of which
only the first would be read; and the solution as feedback whose name begins with ``general_``.
Hints, which neither QTI nor Canvas gives one by one, are left out.

.. _QTI 2.1: https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree
from lxml import html as parsing

from cnnbook_sphinx.exports import said
from cnnbook_sphinx.exports.containers import in_xml, zipped
from cnnbook_sphinx.exports.drawings import PICTURE, is_drawing, size, standalone
from cnnbook_sphinx.exports.questions import Contents, Question

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
MANIFEST, TEST, PICTURES = "imsmanifest.xml", "test.xml", "pictures"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_SOLUTION = "general_solution"


def write(contents: Contents, questions: Iterable[Question], edition: str = "") -> bytes:
    """A package with the questions, and a test that has a section for each exercise and kind.

    Args:
        contents: of the book: its mistakes and chapters, and the questions' pictures.
        questions: which.
        edition: in the name of the test, instead of the book's.

    Raises:
        TextError: a text has a character that XML cannot hold.
    """
    asked = said.by_category(questions, contents)
    files = {MANIFEST: _manifest(asked, contents), TEST: _test(asked, contents, edition)}
    files |= {_file(one): _item(one, contents) for one in asked}
    shown = sorted({name for one in asked for name in one.pictures})
    files |= {f"{PICTURES}/{name}": standalone(contents.pictures[name]) for name in shown}
    return zipped(files)


def _file(one: Question) -> str:
    return f"{one.name}.xml"


def _manifest(asked: Iterable[Question], contents: Contents) -> bytes:
    # Canvas knows by the name space of QTI that this is its second version.
    names = {None: PACKAGE, "imsqti": QTI}
    root = etree.Element(f"{{{PACKAGE}}}manifest", identifier=contents.short, nsmap=names)
    metadata = _add(root, "metadata")
    _add(metadata, "schema").text = "QTIv2.1 Package"
    _add(metadata, "schemaversion").text = "1.0.0"
    _add(root, "organizations")
    resources = _add(root, "resources")
    kind = {"type": "imsqti_test_xmlv2p1", "href": TEST}
    test = _add(resources, "resource", identifier=f"{contents.short}-test", **kind)
    _add(test, "file", href=TEST)
    for one in asked:
        _add(test, "dependency", identifierref=one.name)
        kind = {"type": "imsqti_item_xmlv2p1", "href": _file(one)}
        item = _add(resources, "resource", identifier=one.name, **kind)
        for file in (_file(one), *(f"{PICTURES}/{name}" for name in one.pictures)):
            _add(item, "file", href=file)
    return _written(root)


def _test(asked: Iterable[Question], contents: Contents, edition: str) -> bytes:
    root = etree.Element(f"{{{QTI}}}assessmentTest", nsmap={None: QTI})
    root.set("identifier", f"{contents.short}-test")
    part = _add(root, "testPart", identifier="all", navigationMode="nonlinear",
                submissionMode="individual")  # fmt: skip
    sections: dict[str, etree._Element] = {}
    for one in asked:
        book, *place = said.category(one, contents, edition)
        root.set("title", in_xml(book))
        title = in_xml(" · ".join(place))
        if title not in sections:
            name = f"section{len(sections) + 1}"
            sections[title] = _add(part, "assessmentSection", identifier=name, title=title,
                                   visible="true")  # fmt: skip
        _add(sections[title], "assessmentItemRef", identifier=one.name, href=_file(one))
    return _written(root)


def _item(one: Question, contents: Contents) -> bytes:
    root = etree.Element(f"{{{QTI}}}assessmentItem", nsmap={None: QTI})
    title = in_xml(said.title(one, contents.chapter(one)))
    for name, value in (("identifier", one.name), ("title", title), ("adaptive", "false"),
                        ("timeDependent", "false"), (_LANGUAGE, contents.language)):  # fmt: skip
        root.set(name, value)
    [right] = [number for number, choice in enumerate(one.alternatives) if choice.is_right]
    response = _add(root, "responseDeclaration", identifier="RESPONSE", cardinality="single",
                    baseType="identifier")  # fmt: skip
    _add(_add(response, "correctResponse"), "value").text = _choice(right)
    score = _add(root, "outcomeDeclaration", identifier="SCORE", cardinality="single",
                 baseType="float")  # fmt: skip
    _add(_add(score, "defaultValue"), "value").text = "0"
    _add(root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple",
         baseType="identifier")  # fmt: skip
    body = _add(root, "itemBody")
    _fill(_add(body, "div"), one.statement, contents)
    asks = _add(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true",
                maxChoices="1")  # fmt: skip
    for number, choice in enumerate(one.alternatives):
        _fill(_add(asks, "simpleChoice", identifier=_choice(number)), choice.text, contents)
    _process(_add(root, "responseProcessing"), len(one.alternatives), right)
    for number, choice in enumerate(one.alternatives):
        _feedback(root, _told(number), _in_lines(said.feedback(choice, contents)), contents)
    _feedback(root, _SOLUTION, one.solution, contents)
    return _written(root)


def _choice(number: int) -> str:
    return f"choice{number + 1}"


def _told(number: int) -> str:
    """The name of what is said to who chose it; Canvas gives some words in it a meaning."""
    return f"told{number + 1}"


def _process(processing: etree._Element, count: int, right: int) -> None:
    """A point for the right alternative; what is told of the one chosen, and the solution."""
    for number in range(count):
        chosen = _add(_add(processing, "responseCondition"), "responseIf")
        match = _add(chosen, "match")
        _add(match, "variable", identifier="RESPONSE")
        _add(match, "baseValue", baseType="identifier").text = _choice(number)
        if number == right:
            score = _add(chosen, "setOutcomeValue", identifier="SCORE")
            _add(score, "baseValue", baseType="float").text = "1"
        _tell(chosen, _told(number))
    _tell(processing, _SOLUTION)


def _tell(where: etree._Element, name: str) -> None:
    told = _add(_add(where, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
    _add(told, "variable", identifier="FEEDBACK")
    _add(told, "baseValue", baseType="identifier").text = name


def _feedback(root: etree._Element, name: str, markup: str, contents: Contents) -> None:
    feedback = _add(root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=name,
                    showHide="show")  # fmt: skip
    _fill(_add(feedback, "div"), markup, contents)


def _in_lines(markup: str) -> str:
    """Paragraphs as lines of one text."""
    return re.sub(r"(<br>)+$", "", re.sub(r"<p>(.*?)</p>\s*", r"\1<br>", markup, flags=re.DOTALL))


def _fill(element: etree._Element, markup: str, contents: Contents) -> None:
    """Put a text of HTML into an element, as XML."""

    def picture(found: re.Match[str]) -> str:
        kept = contents.pictures[found[1]]
        sized = 'width="{}" height="{}" '.format(*size(kept)) if is_drawing(kept) else ""
        return f'<img src="{PICTURES}/{found[1]}" {sized}alt="{found[2]}">'

    shown = PICTURE.sub(picture, in_xml(markup.strip()))
    _copy(parsing.fragment_fromstring(shown, create_parent=True), element)


def _copy(source: etree._Element, target: etree._Element) -> None:
    """Text and elements; rows of a table are in a body, which QTI asks for."""
    if source.tag == "table" and source.find("tr") is not None:
        target = _add(target, "tbody")
    target.text = source.text
    for one in source:
        copied = _add(target, one.tag, **one.attrib)
        copied.tail = one.tail
        _copy(one, copied)


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    space = etree.QName(parent).namespace
    return etree.SubElement(parent, f"{{{space}}}{tag}", attributes)


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written
