"""What files of questions and of mistakes are written in: a header, and directives in Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin

MARKDOWN = MarkdownIt("commonmark").enable("table").use(colon_fence_plugin)
Tell = Callable[[int, str], None]
"""What is told of a fault: its line, and what is wrong."""

_OPENING = re.compile(r"\{([\w-]+)\} *(.*)")
_OPTION = re.compile(r":([\w-]+):(?: +(.*))?$")
_COLONS = re.compile(r" *(:{3,})(?:\{([\w-]+)\}.*| *$)")
_CODE_FENCE = re.compile(r" *(`{3,}|~{3,})(.*)")
_STARTS_A_LINE = re.compile(r" *(- |\d+\. |> ?|\|)")


@dataclass(frozen=True)
class Block:
    """A directive: its name, what stands after it, its options, its content, and where that is."""

    name: str
    argument: str
    options: Mapping[str, str]
    content: str
    line: int
    content_line: int


def front_matter(text: str, tell: Tell) -> tuple[Mapping[str, object], str, int]:
    """Options between lines of ``---``, the rest of the text, and the rest's first line."""
    found = re.match(r"---\n(.*?)^---\n", text, re.S | re.M)
    options = {}
    try:
        options = yaml.safe_load(found[1]) if found else {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        tell(mark.line + 1 if mark else 1, "o cabeçalho entre linhas de --- não pôde ser lido: em "
             "cada linha vai um nome, dois-pontos e um valor, como “exercise: conv1d”")  # fmt: skip
    end = found.end() if found else 0
    options = options if isinstance(options, dict) else {}
    return options, text[end:], text.count("\n", 0, end) + 1


def blocks(text: str, first: int, tell: Tell) -> list[Block]:
    """The directives that stand in a text by themselves, in no other."""
    found = []
    for token in MARKDOWN.parse(text):
        if token.type == "colon_fence" and token.level == 0:
            if block := block_of(token, first, tell):
                found.append(block)
    return found


def tell_unclosed(text: str, first: int, tell: Tell) -> None:
    """Tell of each directive of colons that no line of as many colons closes.

    One inside another has fewer colons, so one with as many shows that the other is still open.
    """
    is_open: list[tuple[int, str, int]] = []
    code = ""

    def tell_of(colons: int, name: str, line: int) -> None:
        tell(line, f"o bloco {{{name}}} não termina: falta uma linha só com {':' * colons}")

    for line, written in enumerate(text.split("\n"), start=first):
        if fence := _CODE_FENCE.match(written):
            if not code:
                code = fence[1]
            elif fence[1].startswith(code) and not fence[2].strip():
                code = ""
        elif code or not (found := _COLONS.match(written)):
            continue
        elif name := found[2]:
            while is_open and is_open[-1][0] <= len(found[1]):
                tell_of(*is_open.pop())
            is_open.append((len(found[1]), name, line))
        else:
            closed = [place for place, one in enumerate(is_open) if one[0] <= len(found[1])]
            for one in reversed(is_open[closed[0] + 1 :] if closed else []):
                tell_of(*one)
            is_open = is_open[: closed[0]] if closed else is_open
    for one in is_open:
        tell_of(*one)


def block_of(token: Token, first: int, tell: Tell) -> Block | None:
    """The directive that a fence is; None if it has no name.

    Args:
        first: the line of the file on which the parsed text begins.
    """
    start, end = token.map or [0, 0]
    opening = _OPENING.match(token.info.strip())
    if opening is None:
        tell(first + start, "um bloco começa com dois-pontos e o seu nome, como "
             "“:::{wrong} one-forgotten”")  # fmt: skip
        return None
    content = token.content.splitlines()
    if len(content) > end - start - 2:
        tell(first + start, f"o bloco {{{opening[1]}}} não é fechado: falta uma linha "
             f"com “{token.markup}”")  # fmt: skip
    options: dict[str, str] = {}
    skipped = 0
    for line in content:
        option = _OPTION.match(line)
        if not option:
            break
        options[option[1]] = option[2] or ""
        skipped += 1
    return Block(
        opening[1], opening[2].strip(), options, "\n".join(content[skipped:]),
        first + start, first + start + 1 + skipped,
    )  # fmt: skip


def joined(text: str) -> str:
    """Markdown with each paragraph, item, row and quoted line on a line of its own.

    Where a text is wrapped says nothing, but a filled line that happens to begin with ``+ 1`` or
    ``16.`` would be an item of a list.
    """
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() and lines and lines[-1] and not _STARTS_A_LINE.match(line):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.rstrip())
    return "\n".join(lines)
