"""The browser that tests and measurements drive: the system's Chromium, or Chrome."""

from __future__ import annotations

import shutil

# The first has no windows, and opens a page in a third of the time: the same engine otherwise.
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
INSTALL = "apt-get install chromium-headless-shell"


def chromium() -> str | None:
    """The path of a program, or nothing if there is none."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)
