"""What a chapter depends on: the modules it reaches, their data, the packages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import cnnbook
from cnnbook_sphinx import dependencies
from cnnbook_sphinx.dependencies import Dependencies

PACKAGE = Path(cnnbook.__file__).parent
ROOT = Path(__file__).parents[2]
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["sphinx"]["config"]


def reached(*cells, folder=Path("nowhere")):
    return Dependencies(Path("requirements.txt")).of(cells, folder)


def names(*cells):
    return {path.stem for path in reached(*cells).files if path.suffix == ".py"} - {"__init__"}


def names_below(folder):
    return {path.stem for path in (Path(cnnbook.__file__).parent / folder).glob("[a-z]*.py")}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import numpy", set()),
        ("from cnnbook.geometry import output_size", {"geometry"}),
        ("from cnnbook import geometry", {"geometry"}),
        ("import cnnbook.tables as t", names_below("layers") | {
            "tables", "trace", "receptive_field", "geometry", "numbers"
        }),
        ("def f():\n    from cnnbook_files import sha256_of", set()),
        ("from cnnbook.figures.images import ImageGrid", {"images", "numbers"}),
        ("from cnnbookish import geometry", set()),
    ],
)
def test_reached_modules(code, expected):
    assert names(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        "%matplotlib inline\nfrom cnnbook import geometry",
        "%%capture out\nfrom cnnbook import geometry",
        "%time from cnnbook import geometry",
        "%%time\n%config InlineBackend.figure_formats = ['svg']\nfrom cnnbook import geometry",
    ],
)
def test_ipython_s_own_syntax_is_read(code):
    assert names(code) == {"geometry"}


@pytest.mark.parametrize(
    "code",
    [
        "import importlib\nimportlib.import_module(name)",
        "from importlib import import_module",
        "__import__('cnnbook.' + name)",
        "exec(text)",
        "import runpy",
        "import subprocess",
        "import os\nos.system('python -m cnnbook')",
        "!ls",
        "files = !ls",
        "%run other.py",
        "%%bash\npython -m cnnbook",
        "this is no Python",
        "%%capture\nthis is no Python",
    ],
)
def test_code_whose_imports_cannot_be_read_depends_on_the_whole_package(code):
    assert {*PACKAGE.rglob("*.py")} <= reached(code).files


@pytest.mark.parametrize(
    "code",
    [
        "from importlib.metadata import version", "import platform\nplatform.system()",
        "model.evaluate(x)",
    ],
)
def test_code_that_only_looks_like_it_does_not(code):
    assert names(code) == set()


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package in place of the book's; a function writes a file of it."""

    def write(name, text):
        path = tmp_path / "src" / "cnnbook" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    write("__init__.py", "")
    monkeypatch.setattr(dependencies, "_ROOT", tmp_path / "src")
    return write


@pytest.mark.parametrize(
    "text",
    ["from . import other", "from .other import f", "from .other import (\n    f)",
     "def g():\n    from ..cnnbook.other import f"],
)  # fmt: skip
def test_relative_imports_count(package, text):
    package("one.py", text)
    other = package("other.py", "")
    assert other in reached("import cnnbook.one").files


def test_relative_imports_from_folder_to_folder(package):
    package("a/__init__.py", "from .b import f")
    package("a/b.py", "from ..c.d import f")
    package("c/__init__.py", "")
    package("c/d.py", "")
    assert names("from cnnbook import a") == {"b", "d"}


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ('PATH = Path(__file__).with_name("results.jsonl")', "results.jsonl"),
        ('PATH = Path(__file__).parent / "runs"', "runs/one.json"),
        ('PATH = Path(__file__).parent / "runs/one.json"', "runs/one.json"),
    ],
)
def test_files_that_a_module_names_count(package, text, file):
    package("reading.py", text)
    data = package(file, "1")
    assert data in reached("from cnnbook import reading").files


def test_files_and_modules_beside_the_chapter_count(tmp_path):
    (tmp_path / "helper.py").write_text("import second")
    for name in ("second.py", "numbers.csv", "other.csv"):
        (tmp_path / name).write_text("")
    found = reached("import helper", "open('numbers.csv')", folder=tmp_path).files
    assert {path.name for path in found} == {"helper.py", "second.py", "numbers.csv"}


def test_data_of_the_package_is_named_by_the_modules_that_read_it():
    data = {path.name for path in PACKAGE.rglob("*") if path.suffix in (".json", ".npz", ".jsonl")}
    code = "from cnnbook import records, sample, snapshots\nfrom cnnbook.study import results"
    assert len(data) > 5
    assert data <= {path.name for path in reached(code).files}


def test_what_is_slow_to_import_is_known_beforehand(package):
    package("plots.py", "import matplotlib.pyplot as plt\ndef f():\n    import tensorflow")
    cells = "import keras", "from cnnbook import plots\nimport PIL, os", "%matplotlib inline"
    assert reached(*cells).slow == {"import keras", "import matplotlib.pyplot as plt"}


def test_each_file_is_read_once_for_all_chapters(package, monkeypatch):
    package("one.py", "from cnnbook import other")
    package("other.py", "from cnnbook import one")
    read = []
    parse = dependencies.ast.parse
    monkeypatch.setattr(
        dependencies.ast, "parse", lambda text, *rest: read.append(text) or parse(text, *rest)
    )
    dependencies._read.cache_clear()
    known = Dependencies(Path("requirements.txt"))
    for number in range(10):
        known.of([f"from cnnbook import one, other  # {number}"], Path("nowhere"))
    assert sorted(text for text in read if not text.endswith(tuple("0123456789"))) == [
        "", "from cnnbook import one", "from cnnbook import other"
    ]  # fmt: skip


@pytest.fixture
def requirements(tmp_path, monkeypatch):
    monkeypatch.delenv("CIFAR100_DIR", raising=False)
    monkeypatch.delenv("CNNBOOK_RUNS", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    path = tmp_path / "requirements.txt"
    path.write_text("a==1\n")
    return path


ARITHMETIC = "from cnnbook import geometry"
RECORDS = "from cnnbook import records"
DATA = "from cnnbook import cifar100"
STUDY = "from cnnbook.study import results"


def changes(code: str, requirements: Path, edit) -> bool:
    def digest() -> str:
        known = Dependencies(requirements, CONFIG["cnnbook_data"])
        return known.digest(known.of([code], requirements.parent).files)

    before = digest()
    assert before == digest()
    edit()
    return before != digest()


@pytest.mark.parametrize("code", ["", ARITHMETIC, RECORDS, DATA])
def test_all_depend_on_the_pinned_packages(code, requirements):
    assert changes(code, requirements, lambda: requirements.write_text("a==2\n"))


@pytest.mark.parametrize(("code", "depends"), [(ARITHMETIC, False), (RECORDS, True), (DATA, False)])
def test_who_depends_on_records(code, depends, requirements, tmp_path, monkeypatch):
    monkeypatch.setenv("CNNBOOK_RUNS", str(tmp_path / "runs"))
    (tmp_path / "runs").mkdir()
    record = tmp_path / "runs" / "run.json"
    record.write_text("{}")
    assert changes(code, requirements, lambda: record.write_text("{ }")) == depends


@pytest.mark.parametrize(("pinned", "depends"), [("b==1", True), ("B.b==1", False), ("", False)])
def test_a_pinned_package_in_another_version_counts(
    pinned, depends, requirements, tmp_path, monkeypatch
):
    requirements.write_text(f"a==1\n{pinned}\n")
    installed = tmp_path / "installed"
    (installed / "b-1.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(installed)

    def upgrade():
        (installed / "b-1.dist-info").rename(installed / "b-2.dist-info")

    assert changes("", requirements, upgrade) == depends


@pytest.mark.parametrize(("code", "depends"), [(ARITHMETIC, False), (RECORDS, False), (DATA, True)])
def test_who_depends_on_the_presence_of_the_data(
    code, depends, requirements, tmp_path, monkeypatch
):
    assert (
        changes(code, requirements, lambda: monkeypatch.setenv("CIFAR100_DIR", str(tmp_path)))
        == depends
    )
