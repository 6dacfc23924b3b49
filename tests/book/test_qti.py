"""The packages of QTI 2.1: whole, and read as Canvas reads them."""

import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from cnnbook_sphinx.exports import qti, said

SPACES = {"q": qti.QTI, "p": qti.PACKAGE}


@pytest.fixture(scope="module")
def package(everything):
    contents, asked = everything
    return zipfile.ZipFile(io.BytesIO(qti.write(contents, asked)))


@pytest.fixture(scope="module")
def items(package, everything):
    """Each question, and its file as XML."""
    _, asked = everything
    return [(one, etree.fromstring(package.read(f"{one.name}.xml"))) for one in asked]


def find(element, path: str) -> list:
    return element.xpath(path, namespaces=SPACES)


def words(markup: str) -> str:
    return re.sub(r"\s", "", said.words(markup))


def shown(element) -> str:
    return re.sub(r"\s", "", "".join(element.itertext()))


def test_the_manifest_names_every_file_once(package, everything):
    _, asked = everything
    manifest = etree.fromstring(package.read(qti.MANIFEST))
    assert qti.QTI in manifest.nsmap.values()  # by which Canvas knows the version
    names = {file.get("href") for file in find(manifest, "//p:file")}
    assert names | {qti.MANIFEST} == set(package.namelist())
    assert len(package.namelist()) == len(set(package.namelist()))
    depends = {one.get("identifierref") for one in find(manifest, "//p:dependency")}
    assert depends == {one.name for one in asked}
    resources = find(manifest, "//p:resource")
    assert len({one.get("identifier") for one in resources}) == len(resources) == len(asked) + 1


def test_the_test_asks_every_question_in_the_section_of_its_kind(package, everything):
    contents, asked = everything
    test = etree.fromstring(package.read(qti.TEST))
    assert test.get("title") == f"{contents.title} ({contents.edition})"
    found = {
        one.get("identifier"): (one.get("href"), one.getparent().get("title"))
        for one in find(test, "//q:assessmentItemRef")
    }
    assert found == {
        one.name: (f"{one.name}.xml", " · ".join(said.category(one, contents)[1:])) for one in asked
    }


def test_each_question_says_what_the_book_says(items, everything):
    contents, _ = everything
    for question, item in items:
        [statement] = find(item, "q:itemBody/q:div")
        assert shown(statement) == words(question.statement)
        choices = find(item, ".//q:simpleChoice")
        assert [shown(one) for one in choices] == [words(one.text) for one in question.alternatives]
        [right] = find(item, "q:responseDeclaration/q:correctResponse/q:value")
        assert [one.get("identifier") == right.text for one in choices] == [
            one.is_right for one in question.alternatives
        ]
        [solution] = find(item, "q:modalFeedback[contains(@identifier, 'general_')]")
        assert shown(solution) == words(question.solution)


def test_canvas_finds_what_each_alternative_is_told(items, everything):
    """Its importer goes from a condition to the feedback that it names, and reads one element."""
    contents, _ = everything
    means_something = re.compile("general_|_all|wrong|incorrect|correct|_IC$|_C$|solution")
    for question, item in items:
        conditions = find(item, "q:responseProcessing/q:responseCondition/q:responseIf")
        for alternative, choice, condition in zip(
            question.alternatives, find(item, ".//q:simpleChoice"), conditions, strict=True
        ):
            [chosen] = find(condition, "q:match/q:baseValue")
            assert chosen.text == choice.get("identifier")
            points = find(condition, "q:setOutcomeValue[@identifier='SCORE']/q:baseValue")
            assert [float(one.text) for one in points] == [1.0] * alternative.is_right
            [name] = find(condition, "q:setOutcomeValue[@identifier='FEEDBACK']//q:baseValue")
            assert not means_something.search(name.text)
            [told] = find(item, f"q:modalFeedback[@identifier='{name.text}']")
            [read] = find(told, "(.//q:p | .//q:div)[1]")
            assert shown(read) == words(said.feedback(alternative, contents))


def test_pictures_are_in_the_package_with_what_they_show(package, items):
    some = 0
    for question, item in items:
        images = find(item, "//q:img")
        assert {one.get("src") for one in images} == {
            f"{qti.PICTURES}/{name}" for name in question.pictures
        }
        assert all(one.get("alt").strip() for one in images)
        some += len(images)
        for one in images:
            assert package.read(one.get("src")).lstrip().startswith((b"<svg", b"<?xml", b"\x89PNG"))
    assert some


def test_the_files_are_valid(package):
    """By the schemas that 1EdTech publishes; ``QTI_SCHEMAS`` names a folder that has them."""
    folder = os.environ.get("QTI_SCHEMAS")
    if not folder:
        pytest.skip("QTI_SCHEMAS does not name a folder with the schemas of QTI 2.1")
    schemas = {
        name: etree.XMLSchema(etree.parse(next(Path(folder).rglob(name))))
        for name in ("imsqti_v2p1p1.xsd", "imscp_v1p1.xsd")
    }
    for name in package.namelist():
        if name.endswith(".xml"):
            kind = "imscp_v1p1.xsd" if name == qti.MANIFEST else "imsqti_v2p1p1.xsd"
            schemas[kind].assertValid(etree.fromstring(package.read(name)))
