"""What the checks of code say: the mistakes have the book's names, no sentence is left over."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from cnnbook.check.finding import Finding, Spot, grouped
from cnnbook.check.named import NAMED
from cnnbook.check.words import catalogue, mistake_name, say
from cnnbook.questions.mistakes import read

ROOT = Path(__file__).parents[2]
BOOK = read(ROOT / "book/enganos.md")
NAMES = sorted({name for names in NAMED.values() for name in names})


def sentences(section, path=()):
    for name, value in section.items():
        if isinstance(value, dict):
            yield from sentences(value, (*path, name))
        else:
            yield ".".join((*path, name)), value


SENTENCES = dict(sentences(catalogue()))


def test_each_mistake_has_the_name_that_it_has_in_the_book():
    for name, words in catalogue()["mistakes"].items():
        assert words["name"] == BOOK[name].name


def test_every_mistake_that_is_named_is_in_the_catalogue_and_the_other_way_round():
    assert NAMES == sorted(catalogue()["mistakes"])


def test_exercises_are_those_of_the_book():
    texts = [path.read_text("utf-8") for path in (ROOT / "book").glob("[0-9][0-9]-*.md")]
    names = {name for text in texts for name in re.findall(r"\{alternatives\} (\S+)", text)}
    assert NAMED.keys() <= names


def test_a_name_stands_inside_a_sentence():
    assert mistake_name("border-ignored") == "ignorar a borda"
    assert "*" not in mistake_name("pooling-keeps-size")


@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_is_said_somewhere(key):
    """By its own name, or by one that code makes of a kind, an attribute or an error."""
    section, *_, name = key.split(".")
    name = key.split(".")[1] if section == "simple" else name
    folder = ROOT / "src/cnnbook/check"
    code = "\n".join(p.read_text("utf-8") for p in [*folder.glob("*.py"), folder / "table.toml"])
    whole = re.search(rf"[\"']{re.escape(key)}[\"']", code)
    made = section in ("verdicts", "kinds", "attributes", "mistakes", "where") or (
        re.search(rf"[\"']{re.escape(name)}[\"']", code)
        and (section == "simple" or f'"{section}.{{' in code)
    )
    assert whole or made


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_is_whole(key):
    text = SENTENCES[key]
    assert text == text.strip() and "  " not in text
    for _, name, _, _ in Formatter().parse(text):
        assert name is None or name.isidentifier(), text


def finding(place, mistake="bias-forgotten", kind="bias"):
    return Finding(
        kind, "Confira {places}.", "regra.", (Spot(place, "vê.", "deve.", "use."),), mistake
    )


def test_one_mistake_in_several_places_is_told_once():
    [one] = grouped([finding("conv1"), finding("conv2"), finding("conv3")])
    assert one.places == ("conv1", "conv2", "conv3")
    assert one.hints()[0].startswith("Confira conv1, conv2 e conv3.")


def test_what_has_no_name_is_not_joined():
    assert len(grouped([finding("conv1", ""), finding("conv2", "")])) == 2
    assert len(grouped([finding("conv1"), finding("conv1", "border-ignored", "padding")])) == 2


def test_each_hint_says_only_what_the_one_before_did_not():
    first, rule, fix = finding("conv1").hints()
    assert first == "Confira conv1. Vê. Engano provável: esquecer os vieses.".replace("Vê", "vê")
    assert (rule, fix) == ("Regra. deve.", "Use.")


def test_a_sentence_needs_its_values():
    with pytest.raises(KeyError):
        say("fixes.missing", place="conv1")
