"""Each exercise as a notebook that runs by itself, wherever it is opened.

It is made of the chapter's text with its values written in. Its first cell installs the package, if
the repository that has it is known; what the page folds is folded too, by JupyterLab and Colab from
the notebook's metadata, and by other programs from the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import nbformat
from docutils import nodes
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from cnnbook_files import write_if_changed
from cnnbook_sphinx import execution, outputs, steps
from cnnbook_sphinx.edition import is_class
from cnnbook_sphinx.editions.class_edition import text_for_class
from cnnbook_sphinx.editions.downloads import FOLDER
from cnnbook_sphinx.exercises import entries, numbering
from cnnbook_sphinx.exercises.content import Mistake, known_mistakes
from cnnbook_sphinx.exercises.pattern import each_alternative
from cnnbook_sphinx.exercises.plain import plain
from cnnbook_sphinx.notebooks import fold_answer
from cnnbook_sphinx.words import _

_ROLE = re.compile(r"\{([a-z:]+)\}`(?:([^`<]*?) *<)?([^`>]*)>?`")
_FOLDED = "jp-MarkdownHeadingCollapsed"
_HEADING = re.compile(r"(#+) ")

# What is large and already there, as TensorFlow is in Colab, must not be installed a second time.
_INSTALL = """\
# {comment}
from importlib.util import find_spec

if find_spec("{package}") is None:
    options = "--no-deps" if find_spec("{large}") else ""
    %pip install --quiet {{options}} "{package} @ git+{url}@{branch}"
"""


class StandaloneError(SphinxError):
    category = "Notebook para baixar"


def setup(app: Sphinx) -> None:
    steps.connect(app, _link_from_chapter, _write_all)


def file_of(docname: str) -> str:
    """Where an exercise's notebook lies, seen from the folder of the pages."""
    return f"{FOLDER}/{docname.rpartition('/')[2]}.ipynb"


def make(
    text: str,
    repository: dict[str, str],
    address: Callable[[str], tuple[str, str]],
    mistakes: Mapping[str, Mistake],
    only_on_pages: Sequence[str] = (),
) -> NotebookNode:
    """A chapter's text, with its values, as a notebook.

    Args:
        text: MyST Markdown.
        repository: what the package is installed with, if its place is known: ``url``, ``branch``,
            ``package`` and ``large``.
        address: title and address, which may be empty, of a document that the text names, such as
            ``09-treinamento``.
        mistakes: those that its alternatives cite, by id.
        only_on_pages: directives that are left out.

    Raises:
        StandaloneError: the text has a role or a directive that a notebook would show as it stands.
    """
    import jupytext  # which a build that changes nothing does not need

    text = fold_answer(plain(text, mistakes, only_on_pages))
    text = _ROLE.sub(lambda match: _link(match, address), text)
    notebook = jupytext.reads(text, fmt="md:myst")
    notebook.cells = [part for cell in notebook.cells for part in _tidy(cell)]
    if repository:
        notebook.cells.insert(0, nbformat.v4.new_code_cell(_INSTALL.format(
                comment=_("Installs the book's package, if it is not here yet."), **repository
            )))
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "colab": {"collapsed_sections": _fold(notebook.cells)},
    }
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"  # the same file, build after build
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (
            left := re.search(r"^ *:::+ *\{.*", cell.source, re.M)
        ):
            raise StandaloneError(f"diretiva que um notebook não mostra: {left[0]}")
    nbformat.validate(notebook)
    return notebook


def _tidy(cell: NotebookNode) -> list[NotebookNode]:
    """A cell without what only Sphinx reads; a figure's caption becomes a cell of its own."""
    options = cell.metadata.pop("mystnb", {})
    tags = cell.metadata.get("tags", [])
    if {"hide-input", "remove-input", "remove-cell"} & set(tags):
        cell.metadata["jupyter"] = {"source_hidden": True}
    caption = options.get("figure", {}).get("caption")
    return [cell, nbformat.v4.new_markdown_cell(f"*{caption}*")] if caption else [cell]


def _fold(cells: list[NotebookNode]) -> list[str]:
    """Fold under each heading that is to be folded; return the names that Colab folds by.

    The first text under it, which has the key, and the text about each alternative are put into a
    ``<details>`` as well, for programs that know no folded headings.
    """
    names = []
    follows = False
    for number, cell in enumerate(cells):
        if cell.metadata.get(_FOLDED):
            cell.metadata["id"] = f"fold-{number}"
            names.append(cell.metadata["id"])
            follows = True
        elif cell.cell_type == "markdown":
            if follows or f"### {each_alternative()}\n" in cell.source:
                cell.source = f"<details><summary>Mostrar</summary>\n\n{cell.source}\n\n</details>"
            follows = False
    return names


def _link(match: re.Match[str], address: Callable[[str], tuple[str, str]]) -> str:
    role, text, target = match.groups()
    if role == "code-cell":
        return match[0]
    if role != "doc":
        raise StandaloneError(f"papel que um notebook não mostra: {match[0]}")
    title, url = address(target)
    return f"[{text or title}]({url})" if url else text or title


def _link_from_chapter(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if app.builder.name != "html" or not entries.number_of(app.env, docname):
        return
    href = "../" * docname.count("/") + file_of(docname)
    title = next(iter(doctree.findall(nodes.title)))
    link = (
        f'<p class="chapter-download"><a href="{href}" download>'
        f"{_('Download this chapter as a notebook')}</a></p>"
    )
    title.parent.insert(1, nodes.raw("", link, format="html"))


def _write_all(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.name != "html":
        return
    numbered = {one.docname: one for one in entries.exercises(app.env)}
    # What a notebook says is also in its page, which is written whenever that changes.
    for docname in sorted(numbered.keys() & outputs.of(app).written):
        if text := execution.filled_text(app, docname):
            text = numbering.numbered_text(text, docname, numbered)
            write(app, docname, text_for_class(text) if is_class(app.config) else text)
            outputs.of(app).page(docname)["files"].append(file_of(docname))


def write(app: Sphinx, docname: str, text: str) -> None:
    """Write an exercise's notebook from its text."""
    repository = {}
    url, names = app.config.cnnbook_repository, app.config.cnnbook_package
    if url and names:
        repository = {
            "url": url,
            "branch": app.config.html_theme_options["repository_branch"],
            "package": names[0],
            "large": names[-1],
        }

    def address(name: str) -> tuple[str, str]:
        target = docname.rpartition("/")[0] + "/" + name
        if target not in app.env.titles:
            raise StandaloneError(f"{docname}: o texto aponta para {name!r}, que não existe")
        if is_class(app.config):
            return app.env.titles[target].astext(), ""
        site = app.config.cnnbook_site
        return app.env.titles[target].astext(), site and site + app.builder.get_target_uri(target)

    left_out = app.config.cnnbook_only_on_pages
    notebook = make(text, repository, address, known_mistakes(app.env), left_out)
    made = nbformat.writes(notebook).encode() + b"\n"
    write_if_changed(Path(app.outdir) / file_of(docname), made)
