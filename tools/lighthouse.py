"""What Lighthouse, by the version that ``tools/package.json`` pins, says of pages on a phone."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
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
    urls: Sequence[str], chromium: str, at_once: int = 1, **options: object
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each page's address and report. Options are Lighthouse's own; by default all categories.

    Lighthouse waits most of the time, and can look at several pages ``at_once`` where the score for
    performance is not asked for.

    Raises:
        RuntimeError: Lighthouse failed; the message is what it said.
    """
    options = {"onlyCategories": CATEGORIES, **options}
    shares = [share for start in range(at_once) if (share := urls[start::at_once])]
    with ThreadPoolExecutor(at_once) as pool:
        for made in pool.map(lambda share: _reports(share, chromium, options), shares):
            yield from made


def _reports(
    urls: Sequence[str], chromium: str, options: dict[str, object]
) -> list[tuple[str, dict[str, Any]]]:
    ran = subprocess.run(
        ["node", str(_TOOLS / "lighthouse.mjs"), chromium, json.dumps(options), *urls],
        capture_output=True, text=True, encoding="utf-8", timeout=_LONGEST * len(urls),
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(ran.stderr[-2000:])
    made = [json.loads(line) for line in ran.stdout.splitlines()]
    for one in made:
        if error := one["report"].get("runtimeError"):
            raise RuntimeError(f"{one['url']}: {error['message']}")
    return [(one["url"], one["report"]) for one in made]


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
