"""What the checks say: sentences in ``words.toml``, by section and name.

The file comes with the package, for the checks are used where the book's own texts are not.

>>> say("verdicts.blank")
'em branco'
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnnbook.numbers import integer, listed

if TYPE_CHECKING:
    from cnnbook.check.ranges import Known

FILE = Path(__file__).with_name("words.toml")


@cache
def catalogue() -> dict[str, Any]:
    """All sections of the file."""
    return tomllib.loads(FILE.read_text("utf-8"))


def say(key: str, **values: object) -> str:
    """A sentence of the catalogue with its values.

    Args:
        key: section and name, such as ``fixes.input``.

    Raises:
        KeyError: there is none of this name, or it asks for another value.
    """
    found: Any = catalogue()
    for name in key.split("."):
        found = found[name]
    return found.format(**values) if values else found


def mistake_name(mistake: str) -> str:
    """A mistake's name in the book, without its emphasis, as it stands inside a sentence."""
    name = say(f"mistakes.{mistake}.name").replace("*", "")
    return name[0].lower() + name[1:]


def kind_name(kind: str) -> str:
    """What the book calls a kind of layer; Keras' own name where the book has none."""
    return catalogue()["kinds"].get(kind, kind)


def places(names: Sequence[str]) -> str:
    """``conv1, conv2 e conv3``."""
    return listed([*names])


def where(known: Known) -> str:
    """On what images the study's runs were made: it ends a sentence's mention of them."""
    return say(f"where.{known.asked.data}", images=integer(known.training_images))


def begin(text: str) -> str:
    """With a capital, as a sentence begins; not the name of a layer, which has none."""
    return text[:1].upper() + text[1:]
