"""A chapter as it is written: what makes it run again, what does not, and where its lines are."""

from __future__ import annotations

import os

import pytest
from myst_nb.core.config import NbParserConfig
from myst_parser.config.main import MdParserConfig

from cnnbook_sphinx.dependencies import Dependencies
from cnnbook_sphinx.running.chapters import ChapterError, load, read_text
from cnnbook_sphinx.running.runs import Run, Runs

CHAPTER = """\
---
file_format: mystnb
kernelspec:
  display_name: Python 3
  name: python3
---

# Um título

```{code-cell}
---
tags: [hide-input]
mystnb:
  image:
    alt: Um texto
---
first = 1

second = 2
```

```{code-cell}
:tags: [remove-cell]

third = 3
```

```{code-cell}
first = 1
```
"""


def chapter(tmp_path, text=CHAPTER, **settings):
    markdown = MdParserConfig(enable_extensions={"colon_fence"})
    settings = NbParserConfig(execution_mode="cache", **settings)
    requirements = tmp_path / "requirements.txt"
    return load(tmp_path / "chapter.md", text, markdown, settings, Dependencies(requirements))


def key(tmp_path, old="", new="", **settings):
    assert old in CHAPTER
    return chapter(tmp_path, CHAPTER.replace(old, new), **settings).key


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Um título", "Outro"),
        ("Um texto", "Outro texto"),
        ("hide-input", "remove-input"),
        ("Python 3", "Outro nome"),
        ("  display_name: Python 3\n  name: python3", "  {name: python3}"),
        ("kernelspec:", '"kernelspec":'),
    ],
)
def test_what_only_the_page_shows_runs_nothing(tmp_path, old, new):
    assert key(tmp_path, old, new) == key(tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("third = 3", "third = 4"),
        ("third = 3", "third = 3 "),
        ("hide-input", "raises-exception"),
        ("hide-input", "skip-execution"),
        ("name: python3", "name: other"),
        ("kernelspec:", "execution: {allow_errors: true}\nkernelspec:"),
        ("kernelspec:", "mystnb: {execution_allow_errors: true}\nkernelspec:"),
        ("kernelspec:", "mystnb: {execution_in_temp: true}\nkernelspec:"),
        ("third = 3", "import cnnbook.geometry"),
    ],
)
def test_what_running_depends_on_runs_again(tmp_path, old, new):
    assert key(tmp_path, old, new) != key(tmp_path)


@pytest.mark.parametrize("name", ["Python 3  # nota", '"Python 3"', "'Python 3'"])
def test_the_key_is_of_what_the_header_says_and_not_of_how(tmp_path, name):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("a==1")
    before = key(tmp_path, "Python 3", name)
    requirements.write_text("a==2")
    assert key(tmp_path, "Python 3", name) != before


def test_a_header_without_a_kernel_leaves_the_choice_to_jupyter(tmp_path):
    text = CHAPTER.replace("kernelspec:\n  display_name: Python 3\n  name: python3\n", "")
    assert "kernelspec" not in chapter(tmp_path, text).to_run().metadata


def test_a_kernel_s_alias_is_used(tmp_path):
    found = chapter(tmp_path, kernel_rgx_aliases={"py.*": "python9"})
    assert found.to_run().metadata.kernelspec.name == "python9"
    assert found.read(CHAPTER).metadata.kernelspec.name == "python9"


def test_only_what_running_depends_on_is_run(tmp_path):
    text = CHAPTER.replace("hide-input", "hide-input, raises-exception")
    cells = chapter(tmp_path, text).to_run().cells
    assert [cell.metadata for cell in cells] == [
        {"tags": ["raises-exception"]}, {"tags": []}, {"tags": []}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "runs"),
    [
        ("", True),
        ("mystnb: {execution_mode: 'off'}", False),
        ("mystnb: {execution_mode: force}", False),
        ("mystnb: {no_such_setting: 1}", True),
    ],
)
def test_a_chapter_may_say_that_it_is_not_run(tmp_path, header, runs):
    text = CHAPTER.replace("kernelspec:", f"{header}\nkernelspec:")
    assert chapter(tmp_path, text).runs_here == runs


def test_chapters_may_be_left_out_by_name(tmp_path):
    assert not chapter(tmp_path, execution_excludepatterns=["chap*"]).runs_here
    assert chapter(tmp_path, execution_excludepatterns=["other*"]).runs_here


@pytest.mark.parametrize(
    ("header", "timeout"),
    [("", 30), ("mystnb: {execution_timeout: 7}", 7), ("execution: {timeout: 8}", 8)],
)
def test_time_limit(tmp_path, header, timeout):
    text = CHAPTER.replace("kernelspec:", f"{header}\nkernelspec:")
    assert chapter(tmp_path, text).timeout == timeout


@pytest.mark.parametrize(("cell", "line"), [(0, 1), (0, 3), (1, 1), (2, 1)])
def test_lines_of_cells_are_found_in_the_chapter(tmp_path, cell, line):
    found = chapter(tmp_path)
    code = found.code_cells[cell].source.split("\n")[line - 1]
    number = found.line_of(cell, line)
    assert CHAPTER.split("\n")[number - 1] == code
    assert number > (28 if cell == 2 else 0)  # the last cell begins as the first


def test_cells_can_take_their_code_from_a_file(tmp_path):
    (tmp_path / "code.py").write_text("loaded = 1\n")
    text = CHAPTER.replace(":tags: [remove-cell]\n\nthird = 3", ":load: code.py")
    found = chapter(tmp_path, text)
    assert found.code_cells[1].source.strip() == "loaded = 1"
    # The line after the one that opens the cell.
    assert "load: code.py" in text.split("\n")[found.line_of(1)]
    before = found.key
    (tmp_path / "code.py").write_text("loaded = 2\n")
    assert chapter(tmp_path, text).key != before


def test_a_page_without_code_is_no_chapter(tmp_path):
    assert chapter(tmp_path, "# Só texto\n") is None


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (":tags: [remove-cell]", ":tags: [remove-cell", 22),
        (":tags: [remove-cell]", ":load: no-such-file.py", 1),
        ("display_name: Python 3", "display_name: {a: b}", 1),
        ("kernelspec:\n", "kernelspec: python3\nother:\n", 1),
    ],
)
def test_what_cannot_be_read_says_where(tmp_path, old, new, line):
    with pytest.raises(ChapterError, match=rf"chapter\.md:{line}: "):
        chapter(tmp_path, CHAPTER.replace(old, new).replace("third = 3\n", ""))


@pytest.mark.parametrize(
    ("content", "line"),
    [("um\ndois: solução\n".encode("latin-1"), 2), ("um\n".encode("utf-16"), 1)],
)
def test_another_encoding_says_where_and_what_to_do(tmp_path, content, line):
    path = tmp_path / "chapter.md"
    path.write_bytes(content)
    with pytest.raises(ChapterError, match=rf"chapter\.md:{line}: .*UTF-8.*iconv"):
        read_text(path)


def test_text_is_read_as_sphinx_reads_it(tmp_path):
    path = tmp_path / "chapter.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\nsolu\xc3\xa7\xc3\xa3o\r\n")
    assert read_text(path) == "---\nsolução\n"


def test_a_run_is_kept(tmp_path):
    found = chapter(tmp_path)
    notebook = found.to_run()
    notebook.cells[0].outputs = [{"output_type": "stream", "name": "stdout", "text": "é\n1"}]
    assert Runs(tmp_path / "runs").get(found) is None
    Runs(tmp_path / "runs").put(found, Run(notebook, 1.5))
    kept = Runs(tmp_path / "runs").get(found)
    assert kept.seconds == 1.5 and kept.notebook == notebook
    assert Runs(tmp_path / "runs").get(chapter(tmp_path, CHAPTER.replace("third", "t"))) is None


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_a_damaged_run_is_none(tmp_path, cut):
    found = chapter(tmp_path)
    runs = Runs(tmp_path / "runs")
    runs.put(found, Run(found.to_run(), 1.5))
    [file] = (tmp_path / "runs").iterdir()
    file.write_bytes(file.read_bytes()[:cut])
    assert Runs(tmp_path / "runs").get(found) is None


def test_old_runs_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr("cnnbook_sphinx.running.runs._KEPT", 2)
    for age in range(8):
        (tmp_path / f"{age}.json").write_text("")
        os.utime(tmp_path / f"{age}.json", (1000 - age, 1000 - age))
    Runs(tmp_path).forget_old(chapters=1)
    assert sorted(path.stem for path in tmp_path.glob("*.json")) == ["0", "1", "2"]
