"""The book as plain jupyter-book has it: no extension of ours, and what it would do written out.

Values stand in the text as numbers, alternatives and answers as lists and folds that jupyter-book
itself brings. What our extension makes out of nothing, such as the list of common mistakes, is left
out, so the plain book is not given more to do than it would have.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import yaml

from cnnbook_sphinx import values

_FOLDS = {"wrong": "Por que não", "right": "Por quê", "hints": "Dicas"}
_FENCE = re.compile(r"( *)(:{3,})(?:\{([\w-]+)\}(.*))?$")
_OPTION = re.compile(r" *:[\w-]+:.*$")
_CELL = re.compile(r"^```\{code-cell\}", re.M)
_NUMBER = re.compile(r"\{exercise\}`(\d+)[^`]*`")
_OURS = {
    "alternatives", "build-times", "citation", "downloads", "exercises", "misconceptions",
    "opening", "progress", "question", "review", "solution",
}  # fmt: skip


def write_out(book: Path, runs: Path) -> None:
    """Turn a copy of the book into the plain one, in place.

    Args:
        book: the copy's folder.
        runs: what chapters published, from a build of the same text by our extension.
    """
    ran = [nbformat.from_dict(json.loads(run.read_bytes())["notebook"]) for run in runs.iterdir()]
    for page in (book / "book").glob("*.md"):
        text = page.read_text("utf-8")
        if text.startswith("---\n") and "kernelspec:" in text:
            text = values.fill(text, values.published(_run_of(text, ran)))
        page.write_text(_plain(text), "utf-8")
    settings = yaml.safe_load((book / "_config.yml").read_text("utf-8"))
    settings["sphinx"].pop("extra_extensions")
    settings.pop("launch_buttons")  # they fail where no repository is named: we find it out
    settings["execute"]["stderr_output"] = "remove"  # TensorFlow's, which our kernels keep quiet
    (book / "_config.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")


def _run_of(text: str, ran: list[nbformat.NotebookNode]) -> nbformat.NotebookNode:
    """The run whose cells are the chapter's."""
    for notebook in ran:
        sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        if len(sources) == len(_CELL.findall(text)) and all(one in text for one in sources):
            return notebook
    raise ValueError("a chapter has not run")


def _plain(text: str) -> str:
    """Our directives as folds of `sphinx-design`, or without their fences."""
    lines: list[str] = []
    open_fences: list[tuple[str, bool]] = []  # each fence, and whether it stays
    options = False
    for line in _NUMBER.sub(lambda found: str(int(found[1])), text).split("\n"):
        fence = _FENCE.match(line)
        if fence and fence[3]:
            name = fence[3]
            open_fences.append((fence[2], name not in _OURS))
            options = name in _FOLDS or name in _OURS
            if name in _FOLDS:
                lines.append(f"{fence[1]}{fence[2]}{{dropdown}} {_FOLDS[name]}")
            elif name not in _OURS:
                lines.append(line)
        elif fence and open_fences and fence[2] == open_fences[-1][0]:
            if open_fences.pop()[1]:
                lines.append(line)
            options = False
        elif not (options and _OPTION.match(line)):
            options = False
            lines.append(line)
    return "\n".join(lines)
