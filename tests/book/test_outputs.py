"""Nothing changed means nothing done, and the site is what its sources give, whatever happened."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time

import pytest
from bs4 import BeautifulSoup
from small_book import KERNEL, MISTAKES, Book
from test_exercise_pattern import GOOD

from cnnbook_sphinx import outputs
from cnnbook_sphinx.editions import downloads

CHAPTER = "book/01-exercicio"
PAGES = {
    CHAPTER: KERNEL.replace("---\n\n", "question: Quanto é?\n---\n\n")
    + GOOD.split("---\n")[-1]
    + "\n```{code-cell}\nprint('executado')\n```\n\n"
    '```{image} ../figura.svg\n:alt: Um quadrado\n```\n',
    "book/sobre": KERNEL
    + "# Sobre\n\nTexto.\n\n```{code-cell}\n1 + 1\n```\n\n:::{build-times}\n:::\n"
    "\n:::{downloads}\n:::\n",
    "outra": "# Outra\n\nVeja {doc}`book/sobre`.\n",
    "book/enganos": MISTAKES,
}  # fmt: skip
ALWAYS = {"index", "search", "404"}
"""What Sphinx writes whenever it writes anything."""

VERSION = re.compile(r'(?:src|href)="((?:\.\./|/)*)([\w./-]+\.(?:js|css))(?:\?v=(\w*))?"')


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """A book that was built once."""
    book = Book(tmp_path_factory.mktemp("clean"), PAGES, 'cnnbook_mistakes = "book/enganos"\n')
    book.write("figura.svg", (book.folder / "icon.svg").read_text())
    built = book.build()
    assert (built.error, built.warnings) == ("", "")
    return book


@pytest.fixture
def book(clean, tmp_path):
    """A copy of that book, and of what was built, in the same state."""
    shutil.copytree(clean.folder, tmp_path / "book")  # which keeps the times
    copy = object.__new__(Book)
    copy.folder, copy.html = tmp_path / "book", tmp_path / "book" / "_build" / "html"
    built = copy.build()
    assert (built.error, built.warnings) == ("", "")
    return copy


def edit(book, name, old, new):
    path = book.folder / f"{name}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def same_as_from_nothing(book, folder, but_what_ran=True):
    """Build a copy of the sources from nothing; the names of the files that differ.

    What ran is not run again, unless that is asked for.
    """
    shutil.copytree(book.folder, folder, ignore=shutil.ignore_patterns("_build"))
    if but_what_ran:
        cache = "_build/.jupyter_cache"
        shutil.copytree(book.folder / cache, folder / cache)
    other = object.__new__(Book)
    other.folder, other.html = folder, folder / "_build" / "html"
    assert other.build().error == ""
    ours, clean = book.files(), other.files()
    return {name for name in ours.keys() | clean.keys() if ours.get(name) != clean.get(name)}


def test_nothing_changed_means_nothing_done(book):
    before = book.state()
    built = book.build()
    assert built.read == built.written == []
    assert book.state() == before


def test_an_edit_does_the_work_of_its_page(book):
    styles = (book.html / "_static/pages.css").stat()
    edit(book, "outra", "Veja", "Leia dropdown modal tooltip")  # words that are classes elsewhere
    built = book.build()
    assert built.read == ["outra"]
    assert set(built.written) == {"outra", *ALWAYS}
    assert "Leia" in book.page("outra")
    assert (book.html / "_static/pages.css").stat() == styles


def test_a_new_title_is_shown_everywhere(book):
    edit(book, "outra", "# Outra", "# Mais uma")
    built = book.build()
    assert built.read == ["outra"]
    for name in PAGES:
        assert "Mais uma" in book.page(name) and ">Outra<" not in book.page(name)


def test_a_mistake_written_anew_changes_what_shows_it(book, tmp_path):
    edit(book, "book/enganos", "Não é assim.", "Não é bem assim.")  # which no other page says
    built = book.build()
    assert built.read == ["book/enganos"]
    assert set(built.written) == {"book/enganos", *ALWAYS}
    edit(book, "book/enganos", "Descontar de um lado só", "Descontar só de um lado")
    built = book.build()
    assert set(built.read) == {"book/enganos", CHAPTER}
    for name in (f"{CHAPTER}.html", "_static/exercise-index.js", f"downloads/{CHAPTER[5:]}.ipynb"):
        said = (book.html / name).read_text("utf-8")
        assert "Descontar só de um lado" in said and "Descontar de um lado só" not in said
    assert same_as_from_nothing(book, tmp_path / "again") == set()


def test_times_are_shown_in_one_place(clean, tmp_path):
    differ = same_as_from_nothing(clean, tmp_path / "again", but_what_ran=False)
    assert differ <= {"book/sobre.html"}
    times = re.compile(r"<td><p>[\d,]+</p></td>")
    shown = clean.page("book/sobre")
    assert times.search(shown)
    assert times.sub("", shown) == times.sub(
        "", (tmp_path / "again/_build/html/book/sobre.html").read_text("utf-8")
    )


def test_what_has_no_source_any_more_is_removed(book, tmp_path):
    gone = [
        f"{CHAPTER}.html", f"_sources/{CHAPTER}.md", "_images/figura.svg",
        "downloads/01-exercicio.ipynb", "_static/banks/tamanho-da-saida.js",
    ]  # fmt: skip
    assert [name for name in gone if not (book.html / name).is_file()] == []
    (book.folder / f"{CHAPTER}.md").unlink()
    (book.folder / "versoes/01-tamanho.md").unlink()
    book.list_pages([name for name in PAGES if name != CHAPTER])
    assert book.build().warnings == ""
    assert [name for name in gone if (book.html / name).exists()] == []
    assert "Um exercício" not in "".join(map(book.page, ["outra", "book/enganos", "search"]))
    assert same_as_from_nothing(book, tmp_path / "again") == set()


def test_what_no_build_made_is_removed(book):
    book.html.joinpath("velha").mkdir()
    book.html.joinpath("velha/pagina.html").write_text("velha")
    book.html.joinpath(".nojekyll").touch()
    assert book.build().written == []
    assert not book.html.joinpath("velha").exists() and book.html.joinpath(".nojekyll").exists()


@pytest.mark.parametrize("damage", ["_static/pages.css", "_static/exercise-index.js", "outra.html"])
def test_what_was_damaged_is_made_again(book, damage):
    before = book.files()
    (book.html / damage).write_text("/* estragado */")
    book.build()
    assert book.files() == before
    (book.html / damage).unlink()
    book.build()
    assert book.files() == before


@pytest.mark.parametrize("moment", ["env-updated", "html-page-context", "build-finished"])
def test_a_build_that_was_cut_short_is_followed_by_one_that_works(book, tmp_path, moment):
    edit(book, "outra", "Veja", "Leia")
    edit(book, "book/sobre", "# Sobre", "# Sobre isto")

    class Killed(BaseException):
        """Nothing of the build runs after it, as when the process is killed."""

    def stop(app):
        def now(app, *arguments):
            if moment != "html-page-context" or arguments[0] == "index":
                raise Killed

        app.connect(moment, now, priority=700)

    with pytest.raises(Killed):
        book.build(stop)
    assert (built := book.build()).error == "" and built.warnings == ""
    assert same_as_from_nothing(book, tmp_path / "again") == set()


def test_warnings_are_said_again_until_they_are_mended(book):
    edit(book, "outra", "book/sobre", "nada")
    for _ in range(2):
        assert "não há a página “nada”" in book.build().warnings
    edit(book, "outra", "nada", "book/sobre")
    assert book.build().warnings == ""
    assert book.build().read == []


def test_edits_after_a_build_with_the_clock_ahead_are_seen(book, monkeypatch, tmp_path):
    ahead = time.time() + 1e8
    edit(book, "outra", "Veja", "Leia")
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: ahead)
        patched.setattr(time, "time_ns", lambda: int(ahead * 1e9))
        book.build()
    for path in book.folder.rglob("*"):
        os.utime(path, (ahead, ahead))
    book.build()
    edit(book, "outra", "Leia", "Note")
    book.folder.joinpath("figura.svg").write_text(
        book.folder.joinpath("figura.svg").read_text().replace("8v8", "7v7")
    )
    book.build()
    assert "Note" in book.page("outra")
    assert b"7v7" in book.html.joinpath("_images/figura.svg").read_bytes()
    assert same_as_from_nothing(book, tmp_path / "again") == set()


def versions(book):
    """Of every page, each script and style it loads, with the version it names."""
    return {
        page: {match[1]: match[2] for match in VERSION.findall(book.page(page))}
        for page in [*PAGES, "index", "search"]
    }


def test_addresses_carry_the_content_of_their_files(book):
    def check():
        for page, files in versions(book).items():
            assert {"_static/pages.css", "_static/exercise-index.js"} <= files.keys()
            for name, version in files.items():
                content = (book.html / name).read_bytes()
                assert version == outputs.key(content)[:8], (page, name)
        index = (book.html / "_static/exercise-index.js").read_text("utf-8")
        bank = (book.html / "_static/banks/tamanho-da-saida.js").read_bytes()
        assert f'"banks":{{"tamanho-da-saida":"{outputs.key(bank)[:8]}"}}' in index

    check()
    before = versions(book)
    edit(book, CHAPTER, "# Um exercício", "# O exercício")  # which the index has
    book.build()
    check()
    for page, files in versions(book).items():
        assert files["_static/exercise-index.js"] != before[page]["_static/exercise-index.js"]
        assert files["_static/pages.css"] == before[page]["_static/pages.css"]


def test_formats_older_than_the_pages_are_not_offered(book, tmp_path):
    made = tmp_path / "made.pdf"
    made.write_bytes(b"%PDF-")
    pdf = book.html / downloads.FOLDER / "livro.pdf"

    def publish():
        downloads.publish(made, pdf, book.folder / "_build/doctrees-html", "pdf", "PDF")
        book.build()
        assert f'href="../downloads/{pdf.name}"' in book.page("book/sobre")

    publish()
    assert book.build().written == [] and pdf.exists()
    edit(book, "outra", "Veja", "Leia")
    book.build()
    assert not pdf.exists() and pdf.name not in book.page("book/sobre")
    publish()
    pdf.write_bytes(b"another")
    book.build()
    assert not pdf.exists() and pdf.name not in book.page("book/sobre")


def test_many_files_of_a_kind_stand_under_its_name(book, tmp_path):
    made = tmp_path / "made.pdf"
    made.write_bytes(b"%PDF-")
    for name, group in {"a": "De um tipo", "b": "De um tipo", "c": ""}.items():
        target = book.html / downloads.FOLDER / f"{name}.pdf"
        downloads.publish(
            made, target, book.folder / "_build/doctrees-html", "pdf", f"Livro {name}", group
        )
    book.build()
    listed = BeautifulSoup(book.page("book/sobre"), "lxml").select_one("li:has(> p)").parent
    items = listed.find_all("li", recursive=False)
    assert [one.p.get_text().partition(" (")[0] for one in items] == ["Livro c", "De um tipo"]
    under = items[1].select("ul > li")
    assert [one.a["href"] for one in under] == ["../downloads/a.pdf", "../downloads/b.pdf"]


def test_what_only_making_needs_is_not_even_loaded():
    """Matplotlib draws the card and covers, jupytext makes notebooks: both take long to load."""
    load = "import cnnbook_sphinx as s, importlib, sys; "
    load += "[importlib.import_module(f'{s.__name__}.{name}') for name in s._PARTS]; "
    load += "print(*{'matplotlib', 'jupytext', 'tensorflow'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", load], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
