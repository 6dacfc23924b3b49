"""What Sphinx, MyST and docutils say of an author's markup, in Portuguese and with what was meant.

Their other messages pass as they are.
"""

from __future__ import annotations

import ast
import logging
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches

from docutils.parsers.rst import directives, roles
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.util.logging import NAMESPACE

_WHOSE = re.compile(r" \[myst\.\w+\]$")


def setup(app: Sphinx) -> None:
    for handler in logging.getLogger(NAMESPACE).handlers:
        # The first, for the next one puts the place before the message.
        handler.filters.insert(0, _translate)


def in_portuguese(message: str) -> str:
    """A message about markup; the same, if it is none of those known."""
    plain = _WHOSE.sub("", message)
    for pattern, said in _SAID:
        if found := pattern.fullmatch(plain):
            return said(*found.groups())
    return message


def _translate(record: logging.LogRecord) -> bool:
    if record.levelno >= logging.WARNING:
        before = record.getMessage()
        after = in_portuguese(before)
        if after != before:
            record.msg, record.args = after, ()
    return True


def _meant(name: str, known: Iterable[str], shown: str) -> str:
    near = get_close_matches(name, sorted(known), n=1)
    return f"; você quis dizer {shown.format(near[0])}?" if near else ""


def _no_directive(name: str) -> str:
    known = {*directives._directives, *directives._directive_registry, *StandardDomain.directives}
    return f"não há o bloco {{{name}}}{_meant(name, known, '{{{}}}')}"


def _no_role(name: str) -> str:
    known = {*roles._roles, *roles._role_registry, *StandardDomain.roles}
    return f"não há o papel {{{name}}}{_meant(name, known, '{{{}}}')}"


def _no_option(block: str, unknown: str, allowed: str) -> str:
    known = ast.literal_eval(allowed)
    said = []
    for name in ast.literal_eval(unknown):
        has = f"as que tem são {', '.join(known)}" if known else "não tem nenhuma"
        meant = _meant(name, known, "“{}”")
        said.append(f"o bloco {{{block}}} não tem a opção “{name}”{meant}; {has}")
    return "; ".join(said)


def _not_an_option(block: str, option: str, value: str, _why: str) -> str:
    return f"no bloco {{{block}}}, “{value}” não é um valor da opção “{option}”"


def _options_unread(block: str) -> str:
    return (
        f"as opções do bloco {{{block}}} não puderam ser lidas: escreva uma em cada linha, como "
        "“:name: valor”"
    )


def _without_argument(block: str) -> str:
    return f"falta um nome na linha de {{{block}}}: escreva {{{block}}} nome"


def _too_many_arguments(block: str, allowed: str) -> str:
    more = "não vai nada" if allowed == "0" else f"vai só {allowed} palavra"
    return f"na linha de {{{block}}} há palavras a mais: depois do nome {more}"


def _empty(block: str) -> str:
    return f"o bloco {{{block}}} está vazio"


def _no_document(name: str) -> str:
    return f"não há a página “{name}”, a que leva {{doc}}"


def _no_label(name: str) -> str:
    return f"não há o lugar “{name}”: escreva ({name})= antes do título a que o link deve levar"


def _no_target(name: str) -> str:
    return f"o link não leva a lugar nenhum: não há “{name}”"


def _no_picture(path: str) -> str:
    return f"não foi possível ler a figura “{path}”: confira o nome do arquivo"


def _skipped_level(before: str, after: str) -> str:
    level = int(before) + 1
    return f"um título de nível {after} sob um de nível {before}: comece-o por {'#' * level}"


_SAID: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"Unknown directive type: '(.+)'", _no_directive),
        (r"Unknown interpreted text role \"(.+)\"\.", _no_role),
        (r"'(\S+)': Unknown option keys: (\[.*\]) \(allowed: (\[.*\])\)", _no_option),
        (r"'(\S+)': Invalid option value for '(.+?)': (.*): (.*)", _not_an_option),
        (r"'(\S+)': Invalid options format.*", _options_unread),
        (r"Directive '(\S+)': \d+ argument\(s\) required, 0 supplied", _without_argument),
        (r"Directive '(\S+)': maximum (\d+) argument\(s\) allowed, \d+ supplied",
         _too_many_arguments),
        (r"Content block expected for the \"(\S+)\" directive; none found\.", _empty),
        (r"unknown document: '(.+)'", _no_document),
        (r"undefined label: '(.+)'", _no_label),
        (r"'myst' cross-reference target not found: '(.+)'", _no_target),
        (r"local id not found in doc '.+': '(.+)'", _no_target),
        (r"image file not readable: (.+)", _no_picture),
        (r"Non-consecutive header level increase; H(\d) to H(\d)", _skipped_level),
    )
)  # fmt: skip
