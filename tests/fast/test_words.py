"""Each extension's catalogues have each word that its code asks for, and no other."""

import ast
import json
import re
from pathlib import Path

import pytest

import cnnbook_laboratory
from cnnbook_sphinx import words

ROOTS = [Path(words.__file__).parent, Path(cnnbook_laboratory.__file__).parent]
CATALOGUES = sorted(path for root in ROOTS for path in (root / "locale").glob("*.po"))
of_each_catalogue = pytest.mark.parametrize(
    "catalogue", CATALOGUES, ids=lambda path: f"{path.parents[1].name}-{path.stem}"
)
THEME = "# Of the theme."
# In Python some are named where they do not stand in a call of their own.
_IN_DATA = re.compile(r'"([^"\n]+)"')
_HOLE = re.compile(r"\$?\{\w+\}")


def entries(path):
    own = path.read_text("utf-8").partition(THEME)[0]
    found = re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', own, re.MULTILINE)
    return {json.loads(f'"{name}"'): json.loads(f'"{text}"') for name, text in found}


def asked(root):
    """Each message of an extension's code by the file that asks for it."""
    found = {}
    for path in sorted(root.rglob("*")):
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                    if isinstance(node.args[0], ast.Constant):
                        found[node.args[0].value] = path
        elif path.suffix in (".js", ".css"):
            for text in re.findall(r'\b_\(\s*("(?:[^"\\\n]|\\.)*")', path.read_text("utf-8")):
                found[json.loads(text)] = path
        elif path.suffix == ".html":
            for _, text in re.findall(r"\bword\((['\"])(.*?)\1\)", path.read_text("utf-8")):
                found[text] = path
    return found


@of_each_catalogue
def test_every_word_has_a_translation(catalogue):
    there = entries(catalogue)
    wanted = asked(catalogue.parents[1])
    assert {text: path.name for text, path in wanted.items() if not there.get(text)} == {}


@of_each_catalogue
def test_no_translation_is_left_over(catalogue):
    root = catalogue.parents[1]
    named = {
        text for path in root.rglob("*.py") for text in _IN_DATA.findall(path.read_text("utf-8"))
    }
    assert entries(catalogue).keys() - asked(root).keys() - named == set()


@of_each_catalogue
def test_translations_have_the_same_holes(catalogue):
    for name, text in entries(catalogue).items():
        assert sorted(_HOLE.findall(name)) == sorted(_HOLE.findall(text)), name


def test_what_asks_for_words_does_not_use_their_function_for_something_else():
    for path in (path for root in ROOTS for path in root.rglob("*.py")):
        for scope in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(scope, ast.FunctionDef):
                continue
            nodes = list(ast.walk(scope))
            calls = any(
                isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_" for node in nodes
            )
            assigned = any(
                isinstance(node, ast.Name) and node.id == "_" and isinstance(node.ctx, ast.Store)
                for node in nodes
            )
            assert not (calls and assigned), f"{path.name}: {scope.name}"


def test_scripts_leave_no_word_to_be_looked_up():
    scripts = [path for root in ROOTS for kind in ("js", "css") for path in root.rglob(f"*.{kind}")]
    for path in scripts:
        assert '_("' not in words.in_script(path.read_text("utf-8")), path.name


def test_a_script_speaks_the_books_language():
    script = 'say(_("Not yet"), x_("Not yet"));'
    assert words.in_script(script) == 'say("Ainda não", x_("Not yet"));'


def test_a_language_without_a_catalogue_speaks_english():
    try:
        words.use("en")
        assert words._("Not yet") == "Not yet"
        assert words.tag() == "en"
    finally:
        words.use("pt_BR")
    assert words._("Not yet") == "Ainda não"
    assert words.tag() == "pt-BR"


def test_varieties_share_a_catalogue():
    assert words._file("pt") == words._file("pt_BR") == words._file("pt-PT")
