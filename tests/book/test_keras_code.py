"""Keras code read and written in a page: against cases, against Keras, and over random stacks."""

from __future__ import annotations

import inspect
import random
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

import pytest
from keras_code_cases import SAID, UNDERSTOOD
from random_stacks import made, stack, told

from cnnbook import layers
from cnnbook.trace import total_parameters, trace
from cnnbook_laboratory import checked
from cnnbook_laboratory.scripts import BROWSER, script
from cnnbook_sphinx import words

STACKS = 300
MOST_PARAMETERS = 1_000_000
"""Of a model that is built, whose weights take memory."""
ACTIVATED = {"Conv1D", "Conv2D", "Conv2DTranspose", "DepthwiseConv2D", "SeparableConv2D", "Dense"}
READ = """
text => {
  const { networks, said } = laboratory.keras.read(text);
  const network = networks.at(-1);
  const { of } = laboratory.keras.link;
  return [
    network ? of({ input: network.input || ["?"], layers: network.layers }) : "",
    said.map(({ line, text }) => `${line}: ${text}`),
  ];
}
"""


@pytest.fixture
def laboratory(browser):
    words.add_folder(BROWSER.parent / "locale")
    context = browser.new_context()
    page = context.new_page()
    page.set_content('<!DOCTYPE html><html lang="pt-BR"><title>.</title></html>')
    for bundle in ("figure", "arithmetic", "keras"):
        page.add_script_tag(content=script(bundle))
    yield page
    context.close()


def test_code_that_is_understood(laboratory):
    read = {name: laboratory.evaluate(READ, code) for name, (code, _) in UNDERSTOOD.items()}
    assert read == {name: [expected, []] for name, (_, expected) in UNDERSTOOD.items()}


def test_what_is_not_understood_is_said_with_its_line(laboratory):
    read = {name: laboratory.evaluate(READ, code) for name, (code, *_) in SAID.items()}
    assert read == {name: [expected, said] for name, (_, expected, said) in SAID.items()}


def test_layers_bear_the_lines_of_their_calls(laboratory):
    code = "m = Sequential([\n  Conv2D(\n    8, 3), Dense(\n  3),\n\n  Flatten()])"
    lines = "text => laboratory.keras.read(text).networks[0].layers.map((layer) => layer.line)"
    assert laboratory.evaluate(lines, code) == [2, 3, 6]


def test_no_text_stops_the_reader(laboratory):
    """Pieces of code, broken anywhere: there is always an answer."""
    draw = random.Random(3)
    whole = "\n".join(code for code, *_ in [*UNDERSTOOD.values(), *SAID.values()])
    pieces = []
    for _ in range(400):
        start = draw.randrange(len(whole))
        piece = [*whole[start : start + draw.randint(1, 400)]]
        for _ in range(draw.randint(0, 6)):
            piece[draw.randrange(len(piece))] = draw.choice("()[]{},.='\"\\#*:\n\t0a")
        pieces.append("".join(piece))
    read = "texts => texts.map((text) => laboratory.keras.read(text).networks.length)"
    assert len(laboratory.evaluate(read, pieces)) == len(pieces)


@cache
def possible_stacks() -> list[dict[str, Any]]:
    """Random stacks that can exist, some layers with an activation."""
    draw = random.Random(16)
    found: list[dict[str, Any]] = []
    while len(found) < STACKS:
        input_shape, described = stack(draw)
        if told(input_shape, described)["error"] or max(input_shape) > 2000:
            continue
        rows = trace(tuple(input_shape), [made(one) for one in described])
        if total_parameters(rows) > MOST_PARAMETERS:
            continue
        # Keras has it after four axes alone; the book does not mind where it stands.
        if any(one["layer"] == "SpatialDropout2D" for one in described):
            continue
        for one in described:
            if isinstance(one.get("padding"), str):
                one["padding"] = one["padding"].lower()  # as Keras keeps it
            if one["layer"] in ACTIVATED and draw.random() < 0.5:
                one["activation"] = draw.choice(["relu", "tanh"])
        found.append({"input": input_shape, "layers": described})
    return found


WHOLE = """
stacks => stacks.map(({ input, layers }) => {
  const { SIGNATURES, NEEDED, read, write } = laboratory.keras;
  const { link } = laboratory.keras;
  // All arguments, as the calculator keeps them.
  const whole = { input, layers: layers.map((layer) => {
    const { described } = SIGNATURES[layer.layer];
    const usual = Object.entries(described).filter(([, one]) => one !== NEEDED);
    return { name: "", ...Object.fromEntries(usual), ...layer };
  }) };
  const code = write(whole);
  const { networks: [again], said } = read(code);
  return {
    code, said, link: link.of(whole),
    written_again: write({ input: again.input, layers: again.layers }),
    by_link: link.read(link.of(whole)) && write(link.read(link.of(whole))),
  };
})
"""


def test_random_stacks_written_read_and_run(laboratory):
    """Their code is read as the same stack; and, run, makes the model that they describe."""
    from cnnbook.keras_layers import layers_of

    stacks = possible_stacks()
    all_written = laboratory.evaluate(WHOLE, stacks)
    assert len({one["code"] for one in all_written}) > 250
    for wanted, written in zip(stacks, all_written, strict=True):
        code = written["code"]
        assert written["said"] == []
        assert written["written_again"] == code
        assert written["by_link"], written["link"]
        assert without_names(written["by_link"]) == without_names(code), written["link"]
        there: dict[str, Any] = {}
        exec(renamed(code), there)
        model = there["model"]
        expected = [made(one).describe() for one in described(wanted["layers"])]
        assert [one.describe() for one in layers_of(model)] == expected
        assert activations_of(model.layers) == [
            one.get("activation", "linear") for one in wanted["layers"] if one["layer"] in ACTIVATED
        ]


def activations_of(of_keras: list[Any]) -> list[str]:
    return [one.get_config()["activation"] for one in of_keras if type(one).__name__ in ACTIVATED]


def without_names(code: str) -> str:
    return re.sub(r'name="[^"]*"', "", code)


def renamed(code: str) -> str:
    """Names that Keras takes: each layer's own."""
    lines = code.splitlines()
    return "\n".join(
        line.replace('name="', f'name="n{number}_') for number, line in enumerate(lines)
    )


def described(descriptions: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Without what only Keras has."""
    for one in descriptions:
        kind = getattr(layers, one["layer"])
        yield {
            key: value
            for key, value in one.items()
            if key == "layer" or key in {field.name for field in fields(kind)}
        }


def test_signatures_are_those_of_keras_and_of_the_book(laboratory):
    import keras

    signatures = laboratory.evaluate("laboratory.keras.SIGNATURES")
    needed = laboratory.evaluate("laboratory.keras.NEEDED")
    for name, signature in signatures.items():
        in_keras = [
            one
            for one in inspect.signature(getattr(keras.layers, name).__init__).parameters
            if one not in ("self", "kwargs")
        ]
        order = signature["order"] if signature["order"] != [""] else []
        assert order == in_keras[: len(order)], name
        book = {
            field.name: needed if field.default is MISSING else field.default
            for field in fields(getattr(layers, name))
            if field.name != "name"
        }
        assert signature["described"] == book, name
        passed_over = laboratory.evaluate(
            "names => names.map(laboratory.keras.changesNothing)", in_keras
        )
        unknown = [
            one
            for one, is_known in zip(in_keras, passed_over)
            if not is_known and one not in order and one not in book
        ]
        assert unknown == [], name
    merging = {"Add", "Average", "Concatenate", "Maximum", "Multiply"}
    others = {"Arithmetic", "Layer", "Shape", "Window", "InputLayer"}
    assert {*signatures} == {*layers.__all__} - merging - others
    aliases = laboratory.evaluate("laboratory.keras.ALIASES")
    assert {
        name
        for name, kind in aliases.items()
        if getattr(keras.layers, name) is not getattr(keras.layers, kind)
    } == set()


def test_activations_are_those_of_keras(laboratory):
    from keras.src.activations import ALL_OBJECTS_DICT

    laboratory.add_script_tag(content=checked.head() + script("check"))
    known = laboratory.evaluate("laboratory.check.answer.ACTIVATIONS")
    assert {*known} == {one for one in ALL_OBJECTS_DICT if one}
