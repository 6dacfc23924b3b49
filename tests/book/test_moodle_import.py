"""The file for Moodle, imported by a Moodle that is there: ``MOODLE_DIR`` is its folder."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from cnnbook_sphinx.exports import moodle, said

SCRIPT = Path(__file__).parent / "moodle" / "in_moodle.php"


@pytest.fixture(scope="module")
def written(everything):
    contents, asked = everything
    return moodle.write(contents, asked)


@pytest.fixture(scope="module")
def in_moodle(written, tmp_path_factory):
    """What a Moodle made of the file, in a course of its own that is then deleted."""
    folder, php = os.environ.get("MOODLE_DIR"), shutil.which("php")
    if not folder or not php:
        pytest.skip("MOODLE_DIR does not name the folder of a Moodle, or PHP is not there")
    file = tmp_path_factory.mktemp("moodle") / "questions.xml"
    file.write_bytes(written)
    # An older Moodle on a newer PHP is told of what is deprecated, at every step.
    quiet = ["-d", "error_reporting=22527", "-d", "display_errors=stderr"]
    run = subprocess.run(
        [php, *quiet, SCRIPT, folder, file], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, (run.stdout + run.stderr)[-3000:]
    return json.loads(run.stdout.rpartition("\n")[2])


def test_moodle_takes_every_question_as_it_was_written(in_moodle, everything):
    contents, asked = everything
    assert in_moodle["taken"], in_moodle["said"]
    assert len(in_moodle["questions"]) == len(asked) > 200
    for question, one in zip(asked, in_moodle["questions"]):
        assert one["idnumber"] == question.name and one["type"] == "multichoice"
        assert one["name"] == said.title(question, contents.chapter(question))
        assert one["category"] == said.category(question, contents)
        assert set(one["tags"]) == set(said.short_tags(question, contents))
        assert one["hints"] == [hint.strip() for hint in question.hints]
        assert one["penalty"] == pytest.approx(1 / 3) and one["shuffled"]
        for alternative, answer in zip(question.alternatives, one["answers"], strict=True):
            assert answer["text"] == alternative.text
            assert answer["fraction"] == alternative.is_right
            assert answer["feedback"] == said.feedback(alternative, contents).strip()


def test_moodle_has_every_picture_that_a_question_shows(in_moodle, everything):
    contents, asked = everything
    for question, one in zip(asked, in_moodle["questions"]):
        files = dict(one["files"])
        for answer in one["answers"]:
            files |= dict(answer["files"])
        assert files.keys() == set(question.pictures)
        assert set(files.values()) <= {"image/svg+xml", "image/png"}


def test_who_is_wrong_reads_the_mistake_and_a_hint_and_tries_again(in_moodle, everything):
    contents, asked = everything
    for question, one in zip(asked, in_moodle["tries"]):
        wrong = [choice for choice in question.alternatives if not choice.is_right]
        assert one["feedback"] in [said.feedback(choice, contents).strip() for choice in wrong]
        assert one["hint"] == question.hints[0].strip()
        for told in (one["feedback"], one["hint"]):
            assert squeezed(told) in squeezed(one["shown"])
        assert one["mark"] == pytest.approx(2 / 3)


def squeezed(markup: str) -> str:
    """The words that one reads, without the space between them: Moodle changes paragraphs."""
    return re.sub(r"\s", "", re.sub(r"<[^>]+>", "", markup))


def test_moodle_gives_back_what_it_took(in_moodle, written):
    """Element by element: what its own exporter writes of what its importer made of our file."""
    ours = by_name(etree.fromstring(written))
    theirs = by_name(etree.fromstring(in_moodle["exported"].encode()))
    assert ours.keys() == theirs.keys()
    for name, question in ours.items():
        assert plain(question) == plain(theirs[name]), name


def by_name(quiz) -> dict:
    return {one.findtext("idnumber"): one for one in quiz.iterfind("question[@type='multichoice']")}


def plain(element) -> tuple:
    """An element as data: a number's digits and the order of tags say nothing."""
    inside = [plain(one) for one in element.iterchildren(etree.Element)]
    text = (element.text or "").strip()
    if element.tag == "defaultgrade":
        text = float(text)
    if element.tag == "tags":
        inside.sort()
    return (element.tag, dict(element.attrib), text, inside)
