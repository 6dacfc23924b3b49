"""Each colour of a drawing is written once, so that one thing has one colour everywhere."""

import re
from collections import Counter
from pathlib import Path

import cnnbook.figures

_FIGURES = Path(cnnbook.figures.__file__).parent
_COLOUR = re.compile(r"""["'](#(?:[0-9a-fA-F]{3,4}){1,2})["']""")


def test_colours_are_written_in_one_module_alone():
    elsewhere = {
        path.name: found
        for path in _FIGURES.parent.rglob("*.py")
        if path.name != "colours.py" and (found := _COLOUR.findall(path.read_text("utf-8")))
    }
    assert elsewhere == {}


def test_the_colours_that_tell_things_apart_are_distinct():
    text = (_FIGURES / "colours.py").read_text("utf-8")
    written = Counter(colour.lower() for colour in _COLOUR.findall(text))
    assert {colour for colour, times in written.items() if times > 1} <= {"#ffffff"}
    assert len(written) > 4
