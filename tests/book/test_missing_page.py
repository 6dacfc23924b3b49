"""The page for wrong addresses of a book that does not know its own: in any folder and depth."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnbook_sphinx import not_found
from serving import served


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static/icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    for name in ("inicio.html", "search.html"):
        (tmp_path / name).write_text("<!DOCTYPE html><title>Uma página</title>")
    page = not_found.anywhere("Um livro", "inicio.html", "_static/icon.svg")
    (tmp_path / "404.html").write_text(page, "utf-8")
    return tmp_path


@pytest.mark.parametrize("prefix", ["/", "/cursos/turma-a/"])
@pytest.mark.parametrize("missing", ["nada.html", "book/nada", "a/b/c/d.html"])
def test_leads_back_to_the_book(browser, site, prefix, missing):
    with served(site, prefix) as address:
        page = browser.new_context(color_scheme="dark").new_page()
        refused = []
        page.on("console", lambda said: refused.append(said.text) if "Policy" in said.text else 0)
        page.goto(address + missing)
        page.get_by_role("link", name="Buscar no livro").wait_for()
        assert not page.get_by_text("Volte ao endereço").is_visible()
        colour = page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
        assert colour == "rgb(20, 24, 30)" and refused == []
        page.get_by_role("link", name="Ir para o início").click()
        page.wait_for_url(f"{address}inicio.html")
        page.context.close()


def test_without_a_script_it_says_what_to_do(browser, site):
    with served(site, "/turma/") as address:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{address}book/nada.html")
        assert page.get_by_text("Volte ao endereço").is_visible()
        assert not page.locator("a:visible").count()
        page.context.close()
