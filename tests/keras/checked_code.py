"""Pieces of code and what the check says of each: ``tests/checked_code.jsonl``, one a line.

The page's check, which runs nothing, must say the same of them: see
`tests/book/test_checked_code_on_pages.py`. What it cannot read has ``page``, the verdict that it
gives instead. To write the file again::

    .venv/bin/python tests/keras/checked_code.py
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from asked_networks import ALL, Asked
from code_of_networks import IMPORTS, WAYS, function, name_of, plain
from mistakes_in_networks import all_mistakes

FILE = Path(__file__).parents[1] / "checked_code.jsonl"
A, B, C, D, E = ALL
_STYLES = ["as the statement has it", "functional", "added", "arguments named"]
_SINGLE, _DOUBLED = 350, 14  # of all mistakes; pairs of each network


@dataclass(frozen=True)
class Case:
    """``page`` is the page's own verdict, where it cannot say what Python says."""

    name: str
    exercise: int
    code: str
    page: str = ""


def all_cases() -> list[Case]:
    cases = [*_rewritings(), *_mistakes(), *_doubled(), *_odd(), *_unread()]
    assert len({one.name for one in cases}) == len(cases)
    return cases


def number(asked: Asked) -> int:
    return int(asked.function.removeprefix("exercise_"))


def _case(name: str, asked: Asked, code: str, page: str = "") -> Case:
    return Case(f"{asked.name}: {name}", number(asked), code, page)


def _rewritings() -> Iterator[Case]:
    for name, write in WAYS.items():
        for asked in ALL:
            if code := write(asked):
                yield _case(name, asked, code)
    yield Case("A and B", 6, plain(A) + plain(B, named=True).removeprefix(IMPORTS))


def _mistakes() -> Iterator[Case]:
    chosen = random.Random(4).sample(all_mistakes(), _SINGLE)
    for place, one in enumerate(chosen):
        write = WAYS[_STYLES[place % len(_STYLES)]]
        yield Case(f"{one}: {place}", number(one.asked), write(one.written) or "")


def _doubled() -> Iterator[Case]:
    for asked in ALL:
        single = [one for one in all_mistakes() if one.asked is asked and one.argument]
        pairs = [p for p in combinations(single, 2) if p[0].places != p[1].places]
        for first, second in random.Random(2).sample(pairs, _DOUBLED):
            place = second.places[0]
            changed = second.written.items[asked.index(place)].arguments[second.argument]
            written = first.written.but(place, **{second.argument: changed})
            yield _case(f"{first} and {second}", asked, plain(written))


def _odd() -> Iterator[Case]:
    """What is no network of these layers, and what Keras does not build."""
    layers = "layers.Conv2D(8, 3), layers.Flatten()"
    for asked in (A, B, D):
        yield _case("nothing", asked, "")
        yield _case("the notebook's beginning", asked, function(asked, "return None"))
        yield _case("three dots", asked, function(asked, "..."))
        yield _case("return forgotten", asked, plain(asked).replace("return ", "model = "))
        yield _case("no layers", asked, function(asked, "return keras.Sequential()"))
        yield _case("a list", asked, function(asked, f"return [{layers}]"))
        yield _case("a layer", asked, function(asked, "return layers.Flatten()"))
        tensor = WAYS["functional"](asked) or ""
        yield _case("a tensor", asked, tensor.replace("keras.Model(inputs, x)", "x"))
        code = plain(asked)
        changes = {
            "argument misspelt": ('padding="same"', 'pading="same"'),
            "padding unknown": ('padding="same"', 'padding="zeros"'),
            "activation misspelt": ('"relu"', '"relux"'),
            "no input": (f"keras.Input({asked.shape}),", ""),
            "input without channels": (f"Input({asked.shape})", f"Input({asked.shape[:-1]})"),
            "input too small": (f"Input({asked.shape})", f"Input({(2, 2, 3)[-len(asked.shape):]})"),
        }  # fmt: skip
        for name, (old, new) in changes.items():
            assert old in code
            yield _case(name, asked, code.replace(old, new))
        missing = {"A": "(16, 8,", "B": "(16, 8,", "D": "(32, 3,"}[asked.name]
        yield _case("filter's size missing", asked, code.replace(missing, missing[:3] + ","))
        named = code.replace('activation="relu"', 'activation="relu", name="conv"')
        yield _case("one name for all", asked, named)
        yield _case("channels first", asked, code.replace(
            str(asked.shape), str((asked.shape[-1], *asked.shape[:-1]))))  # fmt: skip
    for asked, other in ((A, B), (B, A), (D, E), (E, D), (C, D), (A, D)):
        code = plain(other).replace(f"def {name_of(other)}(", f"def {name_of(asked)}(")
        yield _case(f"the network {other.name}", asked, code)
    yield _case("the stride of before", E, plain(E.but("conv4", strides=3)))
    yield Case("A wrong and B right", 6, plain(A.but("conv2", padding="valid")) + plain(B))
    narrow = plain(B.but("conv1", filters=8))
    yield Case("A blank and B wrong", 6, function(A, "return None") + narrow)


def _unread() -> Iterator[Case]:
    """What the page does not read: it is never told to be wrong."""
    for asked in (A, D):
        for what, changed in {**_changed(asked), **_another_way(asked)}.items():
            yield _case(what, asked, changed, "unknown")
    whole = plain(D)
    yield _case("any size", D, whole.replace("Input((32, 32, 3))", "Input((None, None, 3))"),
                "unknown")  # fmt: skip
    mean = "Lambda(lambda x: keras.ops.mean(x, axis=(1, 2)), output_shape=(128,))"
    yield _case("a mean", D, whole.replace("GlobalAveragePooling2D()", mean), "unknown")
    first = ("Conv2D(32, 3, strides=2", "DepthwiseConv2D(3, depth_multiplier=32, strides=2")
    yield _case("one channel by itself", C, plain(C).replace(*first), "unknown")


def _changed(asked: Asked) -> dict[str, str]:
    """Pieces of the usual ways of writing, changed."""
    ways = {
        name: WAYS[name](asked) or ""
        for name in ("as the statement has it", "added", "functional", "a_list_that_grows")
    }
    changes = {
        "a loop": ("added", "    return", "    for one in ():\n        pass\n    return"),
        "a condition": (
            "added", "    model.add(layers.Dense", "    if True:\n        model.add(layers.Dense"
        ),
        "an activation that is called": (
            "as the statement has it", '"relu"', "lambda x: keras.ops.relu(x)"
        ),
        "a layer that does nothing": (
            "as the statement has it", "layers.Dense", "layers.Identity(), layers.Dense"
        ),
        "a lambda layer": (
            "as the statement has it", "layers.Dense", "layers.Lambda(lambda x: x), layers.Dense"
        ),
        "a copy": ("added", "return model", "return keras.models.clone_model(model)"),
        "a list inserted into": (
            "a_list_that_grows", "    return",
            "    parts.insert(len(parts), layers.Dropout(0))\n    return",
        ),
        "a changed layer": (
            "added", "    return", "    model.layers[-1].use_bias = True\n    return"
        ),
        "a method with another name": (
            "added", "    model.add(layers.Dense", "    put = model.add\n    put(layers.Dense"
        ),
        "paths that join": (
            "functional", "return keras.Model(inputs, x)",
            "y = layers.Add()([x, x])\n    return keras.Model(inputs, y)",
        ),
        "two outputs": ("functional", "Model(inputs, x)", "Model(inputs, [x, x])"),
        "a layer used twice": (
            "functional", "return",
            "last = layers.Activation('linear')\n    x = last(last(x))\n    return",
        ),
    }  # fmt: skip
    assert all(old in ways[way] for way, old, _ in changes.values())
    return {what: ways[way].replace(old, new) for what, (way, old, new) in changes.items()}


def _another_way(asked: Asked) -> dict[str, str]:
    """Code around the network, or another kind of network."""
    whole = plain(asked)
    entry, name = f"keras.Input({asked.shape})", name_of(asked)
    many = f"[{entry}] + [layers.Conv2D(n, 3) for n in (8, 16)]"
    call = "class Net(keras.Model):\n    def call(self, x):\n        return x\n"
    return {
        "an activation with a name": whole.replace('"relu"', "act").replace(
            "def ", "act = keras.activations.get('relu')\n\ndef "
        ),
        "arguments in a dictionary": whole.replace('padding="same"', "**common").replace(
            "def ", "common = {'padding': 'same'}\n\ndef "
        ),
        "a list of many": function(asked, f"return keras.Sequential({many})"),
        "a class": f"{IMPORTS}\n{call}\ndef {name}():\n    return Net()\n",
    }


def answered(case: Case) -> list[dict[str, Any]]:
    """What Python says of a case: each part without what is empty."""
    from cnnbook import check
    from cnnbook.check.asked import ASKED

    there: dict[str, Any] = {}
    exec(compile(case.code, case.name, "exec"), there)
    given = [there.get(one.function) for one in ASKED[case.exercise]]
    answer = getattr(check, f"exercise_{case.exercise}")(*given)
    return [_part(one) for one in answer.parts[: len(given)]]


def _part(part: Any) -> dict[str, Any]:
    """Without its title, which beside a training is another."""
    found = {
        "verdict": part.verdict.value,
        "message": part.message,
        "findings": [
            {"kind": one.kind, "mistake": one.mistake, "places": one.places, "hints": one.hints()}
            for one in part.findings
        ],
        "right": part.right,
        "notes": part.notes,
    }
    return json.loads(json.dumps({name: value for name, value in found.items() if value}))


def line(case: Case) -> str:
    return json.dumps({**asdict(case), "parts": answered(case)}, ensure_ascii=False)


if __name__ == "__main__":
    FILE.write_text("".join(f"{line(case)}\n" for case in all_cases()), "utf-8")
