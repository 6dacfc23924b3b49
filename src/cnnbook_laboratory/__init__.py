"""Interactive figures, which pose a question and draw the reader's answer: a Sphinx extension.

It knows convolutions, which `cnnbook_sphinx` does not.

- `figures`: what all figures share as directives and as HTML;
- `code_field`: a field for Keras code, answered on the page; `checked`: what its check is given;
- `curves`: *Curvas: prever antes de ver*;
- `network`: *A rede por dentro*;
- `scripts`: which scripts a page gets: those of the figures that it has;
- `stepper`: a window that is stepped over its input;
- `calculator`: a network to edit, with what it costs and sees;
- `browser/`: these scripts and their styles: `browser/arithmetic/` is `cnnbook`'s arithmetic once
  more, equal text by text, `browser/keras/` reads and writes Keras code, and each figure has a
  folder;
- `locale/`: their words.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PARTS = (
    "code_field", "curves", "figures", "network", "scripts", "stepper", "calculator.directive",
)  # fmt: skip


def setup(app: Sphinx) -> dict[str, object]:
    # Imported here: who needs one part, such as a test, need not wait for all that Sphinx needs.
    words = import_module("cnnbook_sphinx.words")
    words.add_folder(Path(__file__).parent / "locale")
    for name in _PARTS:
        import_module(f"{__name__}.{name}").setup(app)
    return {"parallel_read_safe": False, "parallel_write_safe": True, "env_version": 1}
