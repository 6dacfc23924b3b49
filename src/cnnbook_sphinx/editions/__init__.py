"""The book in other shapes than its pages, all from the same sources.

- `ebook`: the EPUB, with hints and answers at the end; `folded` takes them out of
  the pages, and `cover` draws its cover;
- `paper`: the PDF, printed from the EPUB's own files;
- `downloads`: the links to both;
- `standalone`: each exercise as a notebook to take along;
- `doors`: where a reader can write the code that an exercise asks for;
- `class_edition`: the exercises without their answers, and the teacher's key sheet;
- `xhtml`: what both need done to the HTML that Sphinx writes.

``python -m cnnbook_sphinx.editions`` builds them.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from cnnbook_sphinx.editions import class_edition, doors, downloads, ebook, standalone


def setup(app: Sphinx) -> None:
    for part in (class_edition, doors, downloads, ebook, standalone):
        part.setup(app)
