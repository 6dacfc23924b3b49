"""What the book asks of Sphinx beyond jupyter-book, as one extension.

- `failures`: what goes wrong ends in a message, not in a traceback;
- `handed_in`: what a book hands in besides its pages: drawings, data, what to do beforehand;
- `edition`: which of the two books is built;
- `addresses`: where the repository and the site are, as far as anybody knows;
- `execution`: chapters run in parallel before they are read, and again only when something they
  depend on (`dependencies`) has changed;
- `values`: the numbers that a chapter publishes reach its prose;
- `exercises`: alternatives that answer back, and the pattern all exercises follow;
- `outputs`, `sources`: nothing is made twice, and nothing is left that should not be there;
- `steps`: in which order all of them do their work;
- `faults`: how an author is told what to mend, all of it in one build;
- `slips`: an author's slips that no other part notices;
- `markup_faults`: what Sphinx and MyST say of markup, in Portuguese;
- `build_times`: a table of how long each chapter took to run;
- `late`: content that is known only when pages are written;
- `citation`: how to cite the book;
- `words`: what the extension says to readers, in the book's language;
- `interface`: what the theme's interface has wrong;
- `maths`: formulas in TeX become MathML;
- `sidebar`: the contents in every page's sidebar, rendered once;
- `assets` (`stylesheet`, `icons`): one small style sheet and one script for all pages;
- `picture_sizes`: a page does not move while its figures arrive;
- `portuguese_search`: the search's index and its script;
- `sharing` (`card`), `entry_pages` (`not_found`): what others see of the book: cards, site map,
  index, 404;
- `policy`: pages that load nothing from elsewhere, and say so to the browser;
- `editions`: the book as EPUB and PDF;
- `exports`: its questions for other programs and on paper.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PARTS = (
    "edition", "words", "addresses", "outputs", "sources", "late", "handed_in", "execution",
    "exercises",
    "slips", "markup_faults", "build_times",
    "citation", "interface", "maths", "picture_sizes", "portuguese_search", "sharing",
    "entry_pages", "sidebar", "assets", "policy", "editions", "exports",
)  # fmt: skip


def setup(app: Sphinx) -> dict[str, object]:
    # Imported here: who needs one part, such as a test, need not wait for all that Sphinx needs.
    failures = import_module(f"{__name__}.failures")
    failures.setup(app)
    with failures.explained(app):
        for name in _PARTS:
            import_module(f"{__name__}.{name}").setup(app)
    # Of what is kept from build to build: another, if pages are read into other nodes.
    return {"parallel_read_safe": False, "parallel_write_safe": True, "env_version": 2}
