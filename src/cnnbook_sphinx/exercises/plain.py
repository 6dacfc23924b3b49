"""An exercise's directives as plain Markdown, for where no Sphinx reads them: in a notebook.

What a page folds stands under a heading of its own, in a cell that JupyterLab opens folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from cnnbook_sphinx.exercises.content import Mistake
from cnnbook_sphinx.exercises.pattern import each_alternative, question_label, title
from cnnbook_sphinx.words import _

_OPENING = re.compile(r" *(:{3,})\{([\w-]+)\} *(.*)")
_OWN = {"alternatives", "right", "wrong", "hints", "question", "solution"}
_ITEM = re.compile(r"- \*\*([a-z])\.\*\*")
_CODE_FENCE = re.compile(r" *(`{3,}|~{3,})")
_FOLDED = '+++ {"jp-MarkdownHeadingCollapsed": true}'


@dataclass
class _Block:
    name: str
    argument: str
    body: list[str | _Block] = field(default_factory=list)


def plain(text: str, mistakes: Mapping[str, Mistake], only_on_pages: Iterable[str] = ()) -> str:
    """A chapter's text without the directives of exercises; all else is left as it is.

    Args:
        mistakes: those that its alternatives cite, by id.
        only_on_pages: directives that are left out, with all that is in them.
    """
    lines: list[str] = []
    feedback: list[str] = []
    questions = 0
    for part in _parse(iter(text.split("\n")), "", _OWN | {*only_on_pages}):
        if part == f"## {title('beyond')}":
            lines += [f"### {each_alternative()}", "", *feedback, "", part]
        elif isinstance(part, str):
            lines.append(part)
        elif part.name == "alternatives":
            choices, feedback = _alternatives(part, mistakes)
            lines += choices
        elif part.name == "hints":
            lines += _folded(f"### {_('Hints')}", part.body)
        elif part.name == "solution":
            lines += _texts(part.body)
        elif part.name == "question":
            questions += 1
            lines += _question(part, questions, mistakes)
    return "\n".join(lines)


def _question(block: _Block, number: int, mistakes: Mapping[str, Mistake]) -> list[str]:
    lines = [f"### {question_label(number)}", ""]
    feedback: list[str] = []
    for part in block.body:
        if isinstance(part, str):
            lines.append(part)
        elif part.name == "alternatives":
            choices, feedback = _alternatives(part, mistakes)
            lines += choices
        elif part.name == "hints":
            heading = _("Hints for question {number}").format(number=number)
            lines += _folded(f"#### {heading}", part.body)
        elif part.name == "solution":
            heading = _("Answer to question {number}").format(number=number)
            lines += _folded(f"#### {heading}", [*_texts(part.body), "", *feedback])
    return [*lines, "", "+++", ""]


def _alternatives(
    block: _Block, mistakes: Mapping[str, Mistake]
) -> tuple[list[str], list[str]]:
    """The choices, and what is said to who makes them, each a list in Markdown."""
    choices: list[str] = []
    feedback: list[str] = []
    letter = ""
    for part in block.body:
        if isinstance(part, str):
            if match := _ITEM.match(part):
                letter = match[1]
            if part.strip() and not part.startswith(":key:"):
                choices.append(part)
        else:
            names = [mistakes[name].name for name in part.argument.split()] or [_("Right")]
            feedback += [f"- **{letter}.** **{'; '.join(names)}.**", "", *part.body, ""]
    return choices, feedback


def _texts(body: list[str | _Block]) -> list[str]:
    return [part for part in body if isinstance(part, str)]


def _folded(heading: str, body: list) -> list[str]:
    return ["", _FOLDED, "", heading, "", "+++", "", *body]


def _parse(lines: Iterator[str], closing: str, names: Set[str]) -> list[str | _Block]:
    """Lines up to the closing fence, with the directives of these names as blocks."""
    parts: list[str | _Block] = []
    code_fence = ""
    for line in lines:
        fence = _CODE_FENCE.match(line)
        if code_fence:
            if fence and fence[1].startswith(code_fence):
                code_fence = ""
        elif fence:
            code_fence = fence[1]
        elif closing and line.strip() == closing:
            break
        elif (match := _OPENING.match(line)) and match[2] in names:
            parts.append(_Block(match[2], match[3], _parse(lines, match[1], names)))
            continue
        parts.append(line)
    return parts
