"""What the page's check of code is given of the package's: its sentences, its table, its networks.

So nothing that `cnnbook.check` says or decides by is written a second time: the scripts of
``browser/check/`` have only what is done with it.
"""

from __future__ import annotations

import json
from typing import Any

from cnnbook.check.asked import ASKED, EARLIER
from cnnbook.check.table import TABLE
from cnnbook.check.words import catalogue
from cnnbook_laboratory.calculator.stacks import stacks

_SECTIONS = (
    "verdicts", "answer", "networks", "notes", "unreadable", "kinds", "attributes", "findings",
    "seen", "expected", "rules", "fixes", "errors", "mistakes",
)  # fmt: skip
"""Those of ``words.toml`` that are said of networks."""


def content() -> dict[str, Any]:
    """As plain data."""
    asked = {number: [vars(one) for one in every] for number, every in ASKED.items()}
    builders = [one.builder for every in ASKED.values() for one in every]
    return {
        "words": {name: catalogue()[name] for name in _SECTIONS},
        "table": TABLE,
        "asked": asked,
        "networks": {name: stacks()[name].describe() for name in (*builders, EARLIER[1])},
        "earlier": EARLIER,
    }


def head() -> str:
    """The script that hands it over, before those that use it."""
    text = json.dumps(content(), ensure_ascii=False, separators=(",", ":"))
    return f"laboratory.checked = {text};\n"
