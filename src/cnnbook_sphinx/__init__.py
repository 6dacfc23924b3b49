"""What the book asks of Sphinx beyond jupyter-book, as one extension.

- `execution`: chapters run in parallel before they are read, and again only when something they
  depend on (`dependencies`) has changed;
- `values`: the numbers that a chapter publishes reach its prose;
- `exercises`: alternatives that answer back, and the pattern all exercises follow;
- `build_times`: a table of how long each chapter took to run;
- `interface`: the theme in Portuguese, without what the book does not use.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from cnnbook_sphinx import build_times, execution, exercises, interface


def setup(app: Sphinx) -> dict[str, bool]:
    for part in (execution, exercises, build_times, interface):
        part.setup(app)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
