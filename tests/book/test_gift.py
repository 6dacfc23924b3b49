"""The file of GIFT, read by a parser that nobody here wrote: gift-pegjs."""

import json
import shutil
import subprocess

import exported
import pytest
from table_of_contents import ROOT

from cnnbook_sphinx.exports import gift, said

PARSE = """
const { parse } = require("gift-pegjs");
const text = require("fs").readFileSync(0, "utf8");
process.stdout.write(JSON.stringify(parse(text)));
"""


@pytest.fixture(scope="module")
def parsed(everything):
    node = shutil.which("node")
    if not node or not (ROOT / "tools" / "node_modules" / "gift-pegjs").is_dir():
        pytest.skip("gift-pegjs is not there: npm ci --prefix tools")
    contents, asked = everything
    read = subprocess.run(
        [node, "-e", PARSE], cwd=ROOT / "tools", input=gift.write(contents, asked),
        capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(read.stdout)


def test_every_question_is_read_as_it_was_written(parsed, everything):
    contents, asked = everything
    asked = [one for one in asked if gift.is_without_pictures(one)]
    read = [one for one in parsed if one["type"] == "MC"]
    assert len(read) == len(asked) > 100
    for question, one in zip(asked, read):
        assert one["stem"]["format"] == "html"
        assert one["stem"]["text"] == " ".join(question.statement.split())
        assert len(one["choices"]) == 4
        for alternative, choice in zip(question.alternatives, one["choices"]):
            assert choice["isCorrect"] == alternative.is_right
            assert choice["text"]["text"] == alternative.text
            told = choice["feedback"]["text"]
            assert all(contents.mistakes[name] in told for name in alternative.mistakes)
        assert one["id"] == question.name
        assert set(one["tags"]) == {*said.short_tags(question, contents)}


def test_what_only_a_picture_says_is_left_out(contents, versions_of):
    whole, asked = exported.with_versions(contents, versions_of)
    written = gift.write(whole, asked).decode()
    for one in asked:
        assert (f"[id:{one.name}]" in written) == gift.is_without_pictures(one)
    assert "<img" not in written
