"""Exercises that answer back.

- `nodes`: what a page of exercises is made of;
- `marking`: how an author writes them, in the chapter;
- `entries`: what is known of each exercise;
- `numbering`: which documents are exercises, and their numbers;
- `content`: what a book hands in: its common mistakes, and which exercises have versions;
- `front`: the opening of the book and its exercises as cards;
- `pattern`: what every exercise has, checked, and put together for the page;
- `html`: the page's form controls and folds, which work without a script;
- `browser/`: the script and the styles, which only add;
- `scripts`: what that script is given: banks of variants, an index;
- `mistakes`, `progress`: the pages about common mistakes and about the reader's progress;
- `links`: links to places that are named as data.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from cnnbook_sphinx.exercises import (
    content,
    entries,
    front,
    html,
    links,
    marking,
    mistakes,
    numbering,
    pattern,
    progress,
    scripts,
)


def setup(app: Sphinx) -> None:
    for name, directive in marking.DIRECTIVES.items():
        app.add_directive(name, directive)
    parts = (
        content, entries, numbering, front, pattern, html, scripts, mistakes, progress, links,
    )  # fmt: skip
    for part in parts:
        part.setup(app)
