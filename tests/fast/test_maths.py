"""Maths in a tiny book of its own, built by Sphinx with the extension's part alone."""

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from cnnbook_sphinx.maths import MathsError, mathml


def build(folder, text):
    (folder / "conf.py").write_text(
        "extensions = ['myst_parser', 'sphinx.ext.mathjax', 'maths_alone']\n"
        "myst_enable_extensions = ['dollarmath', 'amsmath']\n"
        "import sys, types\n"
        "from cnnbook_sphinx import maths\n"
        "sys.modules['maths_alone'] = maths\n"
    )
    (folder / "index.md").write_text(text, encoding="utf-8")
    with docutils_namespace():
        app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None)
        app.build()
    return (folder / "out" / "index.html").read_text("utf-8")


def test_pages_have_mathml_and_no_script_for_it(tmp_path):
    html = build(
        tmp_path,
        "# Título\n\nUm $n^2$ e\n\n"
        "$$o = \\left\\lfloor\\frac{n-k}{s}\\right\\rfloor+1$$ (saida)\n\n"
        "Veja {eq}`saida`.\n",
    )
    assert html.count("<math") == 2 and "<mfrac>" in html and 'display="block"' in html
    assert 'id="equation-saida"' in html and "(1)" in html
    assert "mathjax@" not in html.lower() and "\\frac" not in html


def test_bad_tex_fails_with_file_and_line(tmp_path):
    with pytest.raises(MathsError, match=r"index\.md:3: .*frac"):
        build(tmp_path, "# Título\n\nUm $\\frac{a}{b$ errado.\n")


@pytest.mark.parametrize(
    "tex",
    [
        r"\sum_{i=1}^{k} w_i x_i + b", r"\mathrm{ReLU}(x) = \max(0, x)",
        r"\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"\begin{cases} 1 & x>0 \\ 0 \end{cases}",
        r"\mathbb{R}^{32\times 32\times 3}", r"\underbrace{3\cdot3}_{k^2}", r"0{,}5",
        r"\begin{bmatrix}1&2\\3&4\end{bmatrix}", r"\left\lceil \frac{n}{s}\right\rceil",
        r"\text{saída}", r"\hat{y}", r"\nabla_\theta J", r"\lVert x\rVert_2", r"\sqrt[3]{x}",
    ],
)  # fmt: skip
def test_what_such_a_book_writes_is_known(tex):
    assert mathml(tex, displayed=True).startswith("<math")


@pytest.mark.parametrize("tex", [r"\nada{x}", r"\frac{a}{b", r"a_1_2", r"\begin{cases} 1"])
def test_what_is_wrong_is_refused(tex):
    with pytest.raises(ValueError):
        mathml(tex, displayed=False)
