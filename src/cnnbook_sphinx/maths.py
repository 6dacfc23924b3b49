"""TeX maths as MathML, made when the book is built: pages need no script and no font for it.

The converter is the package math-core. What it does not know fails the build, with file and line.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.math import get_node_equation_number

from cnnbook_sphinx import steps
from cnnbook_sphinx.words import _

_RENDERER = "mathml"


class MathsError(SphinxError):
    category = "Fórmula com erro"


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer(_RENDERER, (_inline, None), (_displayed, None))
    steps.connect(app, _choose)


def mathml(tex: str, displayed: bool) -> str:
    """A ``<math>`` element that also stands in XHTML.

    Raises:
        ValueError: the TeX is wrong, or uses a command that is not known.
    """
    try:
        return _converter().convert_with_local_state(tex, displaystyle=displayed)
    except LatexError as error:
        raise ValueError(str(error)) from None


@lru_cache(maxsize=1)
def _converter() -> LatexToMathML:
    return LatexToMathML(xml_namespace=True, fancy_error=False)


def _choose(app: Sphinx, config: Any) -> None:
    config.html_math_renderer = _RENDERER


def _inline(self: Any, node: nodes.math) -> None:
    self.body.append(_converted(node, displayed=False))
    raise nodes.SkipNode


def _displayed(self: Any, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(_converted(node, displayed=True) + "</div>\n")
    raise nodes.SkipNode


def _converted(node: nodes.math | nodes.math_block, displayed: bool) -> str:
    try:
        return mathml(node.astext(), displayed)
    except ValueError as error:
        place: nodes.Node = node
        while place.line is None and place.parent is not None:
            place = place.parent  # a formula inside a paragraph has no line of its own
        raise MathsError(
            f"{place.source or ''}:{place.line or 1}: {node.astext()!r}: {error}"
        ) from None
