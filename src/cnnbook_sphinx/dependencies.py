"""What a chapter's results depend on besides its own code.

When in doubt, more: code that imports in a way that cannot be read here depends on the whole
package. To run a chapter once too often costs seconds; to show what it once said costs trust.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from cnnbook_sphinx import words
from cnnbook_sphinx.handed_in import function

_ROOT = Path(__file__).parents[1]
_PACKAGES = ("cnnbook", "cnnbook_files", "cnnbook_sphinx")
"""This extension, what it needs, and what the latter is a part of."""
_EXTENSION = {".py", ".html", ".js", ".css", ".po"}

_SLOW_TO_IMPORT = {"keras", "matplotlib", "numpy", "tensorflow"}
"""And the same modules whether or not a notebook is there when they are imported."""

_IMPORTING_FUNCTIONS = {
    "__import__", "eval", "exec", "import_module", "run_module", "run_path"
}  # fmt: skip
_SHELL = {"get_ipython().getoutput", "get_ipython().system", "os.system"}
_IMPORTING_MODULES = {"importlib", "runpy", "subprocess"}
_MAGICS_WITH_CODE = {"capture", "prun", "time", "timeit"}
_HARMLESS_MAGICS = {*_MAGICS_WITH_CODE, "config", "matplotlib", "precision"}
_FILE_NAME = re.compile(r"(?![/.])[\w .\-/]{1,100}")


@dataclass(frozen=True)
class Code:
    """What some code says about other files.

    Attributes:
        imports: how many levels up, and the dotted name, of all that it imports.
        slow: its own import statements, outside of functions, of what is slow to import.
        texts: its literal strings that may be names of files.
        unclear: whether it may import what is not in ``imports``.
    """

    imports: frozenset[tuple[int, str]] = frozenset()
    slow: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    unclear: bool = False


@dataclass(frozen=True)
class Reached:
    """Files that code depends on, and statements that import what is slow to import."""

    files: frozenset[Path]
    slow: frozenset[str]


class Dependencies:
    """What chapters depend on, for as long as nothing changes: each file is read once.

    Args:
        requirements: the file that pins the packages; everything depends on it.
        data: functions by their dotted names, as in `handed_in`.
    """

    def __init__(self, requirements: Path, data: Iterable[str] = ()) -> None:
        self._requirements = requirements
        self._data = tuple(data)
        self._hash = cache(lambda path: hashlib.sha256(path.read_bytes()).digest())
        self._read = cache(lambda path: _read(path.read_text("utf-8", errors="replace")))
        self._named = cache(lambda path, folder: [*_files_of(self._read(path), folder, path)])

    def of(self, cells: Iterable[str], folder: Path) -> Reached:
        """What a chapter's cells depend on, directly or through one another.

        Args:
            cells: their code, which may have IPython's magics.
            folder: the chapter's, whose modules it can import and whose files it can open.
        """
        codes = [_read(cell) for cell in cells]
        waiting = [path for code in codes for path in _files_of(code, folder, None)]
        files: set[Path] = set()
        while waiting:
            path = waiting.pop()
            if path in files:
                continue
            files.add(path)
            if path.suffix == ".py":
                codes.append(self._read(path))
                waiting.extend(self._named(path, folder))
        if any(code.unclear for code in codes):
            files.update(_package_files())
        return Reached(
            frozenset(files), frozenset(statement for code in codes for statement in code.slow)
        )

    def of_module(self, name: str) -> frozenset[Path]:
        """What a module that can be imported depends on, itself included."""
        module = import_module(name)
        place = Path(inspect.getfile(module))
        root = place.parents[name.count(".") + hasattr(module, "__path__")]
        return self.of([f"import {name}"], root).files

    def digest(self, files: Iterable[Path]) -> str:
        """Changes exactly when these files, the data they read or the packages change."""
        found = hashlib.sha256(f"{platform.python_version()} {words.tag()}".encode())
        files = set(files)
        if self._requirements.is_file():
            files.add(self._requirements)
            found.update(" ".join(_installed(self._requirements)).encode())
        for path in sorted(files):
            found.update(path.name.encode() + self._hash(path))
        for name in self._data:
            state = function(name)
            if Path(inspect.getfile(state)) in files:
                found.update(repr(state()).encode())
        return found.hexdigest()[:16]


def everything() -> set[Path]:
    """The package, and the extensions, which turn what chapters say into pages."""
    extensions = _ROOT.glob("cnnbook_*/**/*")
    return {*_package_files(), *(path for path in extensions if path.suffix in _EXTENSION)}


def _package_files() -> Iterator[Path]:
    for name in ("cnnbook", "cnnbook_files"):
        for path in (_ROOT / name).rglob("*"):
            if path.is_file() and path.parent.name != "__pycache__":
                yield path


def _files_of(code: Code, folder: Path, path: Path | None) -> Iterator[Path]:
    """Files that code names, which is in ``path``, or in a chapter in ``folder``."""
    for level, name in code.imports:
        parts = name.split(".")
        if not level:
            yield from _module_files(_ROOT if parts[0] in _PACKAGES else folder, parts)
        elif path:
            yield from _module_files(path.parents[level - 1], parts)
    for text in code.texts:
        named = (path.parent if path else folder) / text
        if named.is_file():
            yield named
        elif named.is_dir():
            yield from (
                file for file in named.glob("*") if file.suffix != ".py" and file.is_file()
            )


def _module_files(folder: Path, parts: list[str]) -> Iterator[Path]:
    """Importing a.b.c runs a and a.b as well."""
    for depth in range(1, len(parts) + 1):
        base = folder.joinpath(*parts[:depth])
        for file in (base.with_name(f"{base.name}.py"), base / "__init__.py"):
            if file.is_file():
                yield file


@cache
def _read(source: str) -> Code:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        tree = _parse_notebook_code(source)
        if tree is None:
            return Code(unclear=True)
    nodes = list(ast.walk(tree))
    nested = [_read(code) for node in nodes if (code := _code_of_magic(node))]
    texts = {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return Code(
        frozenset().union(*map(_imports, nodes), *(code.imports for code in nested)),
        frozenset(ast.unparse(node) for node in tree.body if _is_slow(node)),
        frozenset(filter(_FILE_NAME.fullmatch, texts)).union(*(code.texts for code in nested)),
        any(map(_is_unclear, nodes)) or any(code.unclear for code in nested),
    )


def _imports(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Import):
        yield from ((0, alias.name) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        # "from cnnbook import layers" names a module, "from cnnbook.trace import Row" does not.
        module = [node.module] if node.module else []
        yield from ((node.level, ".".join([*module, alias.name])) for alias in node.names)


def _is_slow(node: ast.AST) -> bool:
    names = {name.partition(".")[0] for level, name in _imports(node) if not level}
    return bool(names) and names <= _SLOW_TO_IMPORT


def _is_unclear(node: ast.AST) -> bool:
    """Whether a node may import what it does not name."""
    if isinstance(node, ast.Import):
        return any(alias.name in _IMPORTING_MODULES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.module in _IMPORTING_MODULES
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
    if name in ("run_line_magic", "run_cell_magic"):
        magic = node.args[0]
        return not (isinstance(magic, ast.Constant) and magic.value in _HARMLESS_MAGICS)
    if name in ("getoutput", "system"):
        return ast.unparse(node.func) in _SHELL
    return name in _IMPORTING_FUNCTIONS


def _code_of_magic(node: ast.AST) -> str:
    """What ``%time f()`` or ``%%capture`` runs: the last text that it is given."""
    match node:
        case ast.Call(
            func=ast.Attribute(attr="run_line_magic" | "run_cell_magic"),
            args=[ast.Constant(value=magic), *_, ast.Constant(value=str(code))],
        ) if magic in _MAGICS_WITH_CODE:
            return code
    return ""


def _parse_notebook_code(source: str) -> ast.Module | None:
    """IPython's own syntax, as the Python that it stands for; None if it is neither."""
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        return ast.parse(TransformerManager().transform_cell(source))
    except (SyntaxError, ValueError):
        return None


def _installed(requirements: Path) -> list[str]:
    """The pinned packages in the versions that are here, which may be others."""
    pinned = re.findall(r"^([\w.-]+)==", requirements.read_text("utf-8"), re.MULTILINE)
    names = {_normal(name) for name in pinned}
    found = set()
    for folder in sys.path:
        if os.path.isdir(folder):
            for entry in os.listdir(folder):
                name, extension = os.path.splitext(entry)
                if extension == ".dist-info" and _normal(name.rpartition("-")[0]) in names:
                    found.add(name)
    return sorted(found)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
