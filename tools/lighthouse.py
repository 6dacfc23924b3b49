"""What Lighthouse, by the version that ``tools/package.json`` pins, says of pages on a phone."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
INSTALL = "npm ci --prefix tools"

_TOOLS = Path(__file__).parent
_LONGEST = 300  # seconds, for one page on a busy machine


def why_missing() -> str:
    """What must be installed before Lighthouse runs; empty if nothing."""
    if not shutil.which("node"):
        return "Node.js is missing (on Debian: apt-get install nodejs npm)"
    if not (_TOOLS / "node_modules" / "lighthouse").exists():
        return f"Lighthouse is not installed: {INSTALL}"
    return ""


def reports(
    urls: Sequence[str], chromium: str, **options: object
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each page's address and report. Options are Lighthouse's own; by default all categories.

    Raises:
        RuntimeError: Lighthouse failed; the message is what it said.
    """
    options = {"onlyCategories": CATEGORIES, **options}
    ran = subprocess.run(
        ["node", str(_TOOLS / "lighthouse.mjs"), chromium, json.dumps(options), *urls],
        capture_output=True, text=True, encoding="utf-8", timeout=_LONGEST * len(urls),
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(ran.stderr[-2000:])
    for line in ran.stdout.splitlines():
        made = json.loads(line)
        if error := made["report"].get("runtimeError"):
            raise RuntimeError(f"{made['url']}: {error['message']}")
        yield made["url"], made["report"]


def scores(report: dict[str, Any]) -> dict[str, int]:
    """The score of each category that was asked for, from 0 to 100."""
    found = report["categories"].values()
    return {category["id"]: round(100 * (category["score"] or 0)) for category in found}


def costly(report: dict[str, Any]) -> list[str]:
    """The audits that cost a category points."""
    return [
        f"{category['id']}: {audit['title']}"
        for category in report["categories"].values()
        for reference in category["auditRefs"]
        for audit in [report["audits"][reference["id"]]]
        if reference["weight"] and audit["scoreDisplayMode"] != "notApplicable"
        and (audit["score"] or 0) < 0.9
    ]  # fmt: skip


def without_the_machine(address: str) -> dict[str, object]:
    """Options under which the machine's speed, and what else it does, change nothing.

    The network is simulated in any case: Lighthouse's slow fourth generation. The time of the
    server at this address and that of the processor are taken for none.
    """
    origin = address.rstrip("/")
    return {
        "throttling": {
            "rttMs": 150, "throughputKbps": 1638.4, "requestLatencyMs": 562.5,
            "downloadThroughputKbps": 1474.56, "uploadThroughputKbps": 675,
            "cpuSlowdownMultiplier": 0.001,
        },
        "precomputedLanternData": {
            "additionalRttByOrigin": {origin: 0}, "serverResponseTimeByOrigin": {origin: 0},
        },
    }  # fmt: skip
