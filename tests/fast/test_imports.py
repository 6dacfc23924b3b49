"""Who imports whom: arithmetic without Keras, the book without Sphinx, nothing from the tests."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
WITHOUT_KERAS = [
    "check.alignment", "check.answer", "check.asked", "check.by_hand", "check.comparison",
    "check.data", "check.diagnosis", "check.finding", "check.ranges", "check.simple", "check.named",
    "check.steps", "check.table", "check.words", "cifar100", "cifar100_names", "configuration",
    "dataset", "geometry", "inside.drawings", "inside.network", "layers", "misconceptions",
    "mistaken_network", "named_data", "numbers", "prose", "provenance", "records", "sample",
    "snapshots", "source_code", "source_runs", "stand_in", "study", "study.claims", "study.plan",
    "study.provenance", "study.results", "study.statistics", "subset", "tables", "trace",
    "questions.bank",
]  # fmt: skip
WITH_KERAS = {
    "architecture", "check.activations", "check.curve", "check.equivalence", "check.given",
    "check.of_networks", "check.of_training", "check.reading", "keras_layers", "networks",
    "record_snapshots", "study.single_run", "study.today", "training",
}  # fmt: skip

# In one process, for starting one costs more than the imports.
IMPORT_ALL = """
import importlib, sys
for module in sys.argv[1:]:
    importlib.import_module(f"cnnbook.{module}")
    heavy = {"keras", "tensorflow", "matplotlib", "sphinx"} & set(sys.modules)
    if heavy:
        sys.exit(f"{module} imports {heavy}")
"""


def test_importing_is_silent_and_loads_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, *WITHOUT_KERAS],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def imports(path, at_import_time=False):
    """Names that a file imports: ``from a import b`` gives ``a`` and ``a.b``."""
    nodes = [ast.parse(path.read_text(encoding="utf-8"))]
    names = set()
    while nodes:
        node = nodes.pop()
        if at_import_time and isinstance(node, ast.FunctionDef):
            continue
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: the checks here read absolute imports only"
            names.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
        nodes.extend(ast.iter_child_nodes(node))
    return names


def packages(path, **options):
    return {name.partition(".")[0] for name in imports(path, **options)}


def test_imports_are_read_from_everywhere_in_a_file(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("import a.b\nif a:\n    from c import d\ndef f():\n    from e import g\n")
    assert imports(path) == {"a.b", "c", "c.d", "e", "e.g"}
    assert packages(path, at_import_time=True) == {"a", "c"}


def test_nothing_in_src_imports_from_the_tests():
    test_modules = {"tests", "pytest", "conftest"}
    assert [path for path in SRC.rglob("*.py") if packages(path) & test_modules] == []


def test_what_the_package_and_the_extension_share_knows_neither():
    own = {name for path in SRC.glob("cnnbook_files/*.py") for name in packages(path)}
    assert own <= {*sys.stdlib_module_names}


def test_the_package_does_not_know_sphinx():
    sphinx = {"cnnbook_laboratory", "cnnbook_sphinx", "sphinx", "docutils", "myst_nb"}
    assert [path for path in SRC.glob("cnnbook/**/*.py") if packages(path) & sphinx] == []


def test_the_extension_for_any_book_does_not_know_that_of_this_one():
    extension = SRC.glob("cnnbook_sphinx/**/*.py")
    assert [path for path in extension if "cnnbook_laboratory" in packages(path)] == []


def test_only_these_modules_need_keras_when_imported():
    needing = {
        ".".join(path.relative_to(SRC / "cnnbook").with_suffix("").parts)
        for path in SRC.glob("cnnbook/**/*.py")
        if packages(path, at_import_time=True) & {"keras", "tensorflow"}
    }
    assert needing == WITH_KERAS


def path_of(module):
    base = SRC.joinpath("cnnbook", *module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def test_the_book_needs_nothing_of_the_cluster():
    needing = [path.stem for path in SRC.rglob("*.py") if packages(path) & {"dask", "distributed"}]
    assert needing == ["cluster"]


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        *((module, f"cnnbook.{keras}") for module in WITHOUT_KERAS for keras in sorted(WITH_KERAS)),
        ("networks", "cnnbook.training"),
        ("keras_layers", "cnnbook.training"),
        ("keras_layers", "cnnbook.networks"),
    ],
)
def test_dependencies_go_one_way(module, forbidden):
    assert forbidden not in imports(path_of(module))
