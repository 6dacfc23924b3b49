"""The file for Moodle: what its own exporter writes, element by element, and all that is said."""

import base64
import re
from itertools import groupby
from pathlib import Path

import pytest
from lxml import etree

from cnnbook_sphinx.exports import moodle, said

WRITTEN_IN_MOODLE = Path(__file__).parent / "moodle" / "written_in_moodle.xml"
"""Two questions in a category, put into a Moodle 4.1 as its form saves them, and exported by it."""


@pytest.fixture(scope="module")
def quiz(everything):
    contents, asked = everything
    return etree.fromstring(moodle.write(contents, asked))


def choices(quiz):
    return quiz.findall("question[@type='multichoice']")


def forms(quiz) -> dict[str, set]:
    """By an element's path, the forms in which it is there: its attributes, and what is in it.

    Of several alike that follow one another, the first; not whether right parts are counted, of
    which a question with one right answer has none.
    """
    found: dict[str, set] = {}
    for element in quiz.iter(etree.Element):
        around = [one.tag for one in element.iterancestors()][::-1]
        inside = [one.tag for one in element.iterchildren(etree.Element)]
        kept = [name for name, _ in groupby(inside) if name != "shownumcorrect"]
        attributes = tuple(
            (name, "" if name in ("name", "fraction") else value)
            for name, value in sorted(element.attrib.items())
        )
        path = "/".join([*around, element.tag, element.get("type", "")])
        found.setdefault(path, set()).add((attributes, tuple(kept)))
    found.pop("quiz/question/shownumcorrect/", None)
    return found


def test_the_file_has_what_moodle_writes_element_by_element(quiz):
    ours, theirs = forms(quiz), forms(etree.parse(WRITTEN_IN_MOODLE).getroot())
    # None of ours needs a picture in an alternative or in what it is told.
    assert {path for path in theirs if "answer/" not in path} <= ours.keys() <= theirs.keys()
    for path, found in ours.items():
        assert found <= theirs[path], path


def test_each_question_is_whole(quiz, everything):
    contents, asked = everything
    assert quiz.tag == "quiz" and len(choices(quiz)) == len(asked)
    for one in choices(quiz):
        assert len(one.findall("answer")) == 4 and len(one.findall("hint")) == 3
        assert [answer.get("fraction") for answer in one.iter("answer")].count("100") == 1
        assert {answer.get("fraction") for answer in one.iter("answer")} == {"100", "0"}
        assert one.findtext("single") == one.findtext("shuffleanswers") == "true"
        assert float(one.findtext("penalty")) == pytest.approx(1 / 3)


def test_names_are_unique_and_fit(quiz):
    ids = [one.findtext("idnumber") for one in quiz.iter("question")]
    assert len(set(ids)) == len(ids) and all(0 < len(one) <= 100 for one in ids)
    assert all(len(one.findtext("name/text")) <= 250 for one in choices(quiz))


def test_all_that_is_shown_is_in_the_file(quiz):
    some = 0
    for rich in quiz.iter("questiontext", "generalfeedback", "answer", "feedback", "hint"):
        shown = set(re.findall(r"@@PLUGINFILE@@/([^\"]+)", rich.findtext("text") or ""))
        assert shown == {file.get("name") for file in rich.findall("file")}
        assert 'src="' not in (rich.findtext("text") or "").replace('src="@@PLUGINFILE@@/', "")
        for file in rich.findall("file"):
            some += 1
            content = base64.b64decode(file.text, validate=True)
            assert content.lstrip().startswith((b"<svg", b"<?xml", b"\x89PNG"))
    assert some


def test_each_question_is_in_the_category_of_its_exercise_and_kind(quiz, everything):
    contents, asked = everything
    here, found = "", []
    for one in quiz:
        if one.get("type") == "category":
            here = one.findtext("category/text")
            assert here.startswith(f"top/{contents.title} ({contents.edition})/")
        else:
            found.append((one.findtext("idnumber"), here))
    for question, (name, place) in zip(asked, found, strict=True):
        assert question.name == name
        assert contents.chapter(question).label.replace("/", "//") in place
        assert not question.is_version or place.endswith(f"/{question.title}")


def test_wrong_alternatives_name_their_mistakes(quiz, everything):
    contents, asked = everything
    for question, one in zip(asked, choices(quiz)):
        for alternative, answer in zip(question.alternatives, one.iter("answer")):
            told = answer.findtext("feedback/text")
            assert all(contents.mistakes[name] in told for name in alternative.mistakes)
        tags = [tag.findtext("text") for tag in one.iter("tag")]
        assert tags == said.short_tags(question, contents)


def test_tags_are_as_short_as_moodle_keeps_them_and_differ(contents):
    names = {said.mistake(name, contents) for name in contents.mistakes}
    short = {said.shortened(name, 50) for name in names}
    assert len({name.casefold() for name in short}) == len(names)
    assert all(len(name) <= 50 for name in short) and short != names


def test_no_text_means_something_else_in_moodle(quiz):
    """Moodle's filters make pictures of smileys, and links of names between brackets."""
    smileys = re.compile(r"\((?:y|n|h)\)|[:;]-?[)(DPp](?!\w)|\[\[")
    for text in quiz.iter("text"):
        assert not smileys.search(re.sub(r"<[^>]+>", "", text.text or "")), text.text[:200]
