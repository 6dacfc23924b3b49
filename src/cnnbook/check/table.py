"""What a check decides by, as data: ``table.toml``, which the page's own check is given as well.

>>> TABLE["costs"]["gap"]
0.8
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("table.toml").read_text("utf-8"))
