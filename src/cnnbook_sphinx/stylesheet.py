"""Style sheets cut down to the rules that some page may use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import tinycss2

_NESTED = {"media", "supports", "layer", "container"}
_STRINGS = re.compile(r"[\"'`]([^\"'`\n]*)[\"'`]")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NAMES = re.compile(r'\b(?:class|id)="([^"]*)"')
_ELEMENTS = re.compile(r"<([a-z][a-z0-9-]*)")
_DEFINITION = re.compile(r"""(?<=[{;])(--[\w-]+):(?:"[^"]*"|'[^']*'|[^;{}"'])*(?:;|(?=}))""")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")


def names_in_page(html: str) -> set[str]:
    """Classes, ids and elements of a page."""
    names = {name for value in _NAMES.findall(html) for name in value.split()}
    return names | set(_ELEMENTS.findall(html))


def names_in_script(script: str) -> set[str]:
    """Every word in the strings of a script, and what the HTML in them has.

    Any of the words may be a class that the script gives to an element.
    """
    words = {word for text in _STRINGS.findall(script) for word in _WORD.findall(text)}
    return words | names_in_page(script.replace('\\"', '"'))


def trimmed(css: str, names: set[str]) -> str:
    """The style sheet without comments, imports, fonts, and rules that can match nothing.

    Args:
        css: a style sheet.
        names: every class, id and element that pages have or scripts may add.
    """
    kept = "".join(_rules(_parsed(css), names))
    while (shorter := _without_unused_variables(kept)) != kept:
        kept = shorter
    return kept


@lru_cache(maxsize=2)  # parsing takes longest, and a process may build several editions
def _parsed(css: str) -> list[Any]:
    return tinycss2.parse_stylesheet(css, True, True)


def _rules(rules: Iterable[Any], names: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [text for text in _selectors(rule.prelude, names)]
            body = tinycss2.serialize(rule.content).strip()
            if selectors and body:
                yield f"{','.join(selectors)}{{{_compact(body)}}}"
        elif rule.type == "at-rule":
            prelude = tinycss2.serialize(rule.prelude).strip()
            if rule.lower_at_keyword in _NESTED and rule.content is not None:
                inner = "".join(_rules(tinycss2.parse_rule_list(rule.content, True, True), names))
                if inner:
                    yield f"@{rule.at_keyword} {prelude}{{{inner}}}"
            elif rule.lower_at_keyword not in ("charset", "import", "font-face"):
                content = "" if rule.content is None else tinycss2.serialize(rule.content)
                ending = ";" if rule.content is None else f"{{{_compact(content)}}}"
                yield f"@{rule.at_keyword} {prelude}{ending}"


def _selectors(prelude: list[Any], names: set[str]) -> Iterator[str]:
    selector: list[Any] = []
    for token in [*prelude, None]:
        if token is None or token == ",":
            if _required(selector) <= names:
                yield tinycss2.serialize(selector).strip()
            selector = []
        else:
            selector.append(token)


def _required(selector: list[Any]) -> set[str]:
    """What a page must have for a selector to match; what stands in parentheses is not counted."""
    required = set()
    before = None
    for token in selector:
        if token.type == "hash":
            required.add(token.value)
        elif token.type == "ident" and before != ":":
            required.add(token.value if before == "." else token.lower_value)
        before = token.value if token.type == "literal" else None
    return required


def _without_unused_variables(css: str) -> str:
    used = set(_VARIABLE.findall(css))
    return _DEFINITION.sub(lambda match: match[0] if match[1] in used else "", css)


def _compact(declarations: str) -> str:
    return re.sub(r"\s*\n\s*", " ", re.sub(r"/\*.*?\*/", "", declarations, flags=re.DOTALL)).strip()
