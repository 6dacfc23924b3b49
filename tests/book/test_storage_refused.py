"""Where a browser keeps nothing, only memory is lost, and the page says so; all else works.

In a learning platform's frame, where cookies are blocked, and where there is no space left.
"""

from __future__ import annotations

import json
import re

import pytest
from answering import ITEM, REFUSING, RIGHT, SIZE, another, answer, entry, right_letter
from settling import until

from serving import served

expect = pytest.importorskip("playwright.sync_api").expect

FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


@pytest.fixture(scope="module")
def site(html, tmp_path_factory):
    """The book beside a page that shows it as learning platforms do."""
    folder = tmp_path_factory.mktemp("platform")
    (folder / "livro").symlink_to(html)
    for name, rights in (("a", "allow-scripts"), ("b", "allow-scripts allow-forms allow-popups")):
        frame = (
            f'<iframe sandbox="{rights}" src="livro/{SIZE}.html" width="390" height="800"></iframe>'
        )
        (folder / f"{name}.html").write_text(f"<!doctype html><title>x</title>{frame}")
    with served(folder) as address:
        yield address


@pytest.fixture(params=["cookies blocked", "full", "frame a", "frame b"])
def book(request, open_page, browser):
    """A chapter on a phone, as a frame: (its frame, its page)."""
    kind = request.param
    if kind in ("cookies blocked", "full"):
        script = REFUSING if kind == "cookies blocked" else FULL
        page = open_page(SIZE, width=390, prepare=lambda page: page.add_init_script(script))
        yield page.main_frame, page
        return
    context = browser.new_context(viewport={"width": 420, "height": 900})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(error.stack or str(error)))
    page.goto(request.getfixturevalue("site") + f"{kind[-1]}.html")
    frame = page.frames[1]
    frame.wait_for_load_state()
    yield frame, page
    context.close()


def test_a_chapter_works_to_its_end(book):
    frame, page = book
    said = frame.locator(".store-notice.trouble")
    if said.count() == 0:  # full, which shows only when something is to be kept
        answer(frame, "a")
    assert re.search("não permite guardar|Não há mais espaço", said.inner_text())
    assert answer(frame, "c").startswith("Ainda não")
    assert answer(frame, RIGHT[SIZE]).startswith("Certo")
    another(frame)
    assert answer(frame, right_letter(frame, "version"), "version").startswith("Certo")
    assert "certo em outra" in frame.locator(".progress-mark").first.text_content()
    assert page.errors == []


def test_menu_theme_and_copying_work(book):
    frame, page = book
    frame.locator(".primary-toggle").click()
    dialog = frame.locator("#pst-primary-sidebar-modal")
    assert dialog.get_by_role("link", name="Revisão").is_visible()
    dialog.get_by_role("button", name="Fechar").click()
    before = frame.evaluate("document.documentElement.dataset.mode")
    frame.locator("button.theme-switch-button:visible").first.click()
    assert frame.evaluate("document.documentElement.dataset.mode") != before
    frame.locator("details.answer > summary").first.click()
    frame.locator(".copy-code:visible").first.click()
    expect(frame.locator(".copy-code:visible").first).to_have_text(
        re.compile("Copiado|Não foi possível copiar")
    )
    frame.locator(".copy-link:visible").first.click()
    expect(frame.locator(".copied").first).to_have_text(re.compile("Link copiado|Copie daqui: .*#"))
    assert page.errors == []


def test_search_works(book):
    frame, page = book
    frame.locator(".search-button:visible").first.click()
    frame.locator("#pst-search-dialog input[name=q]").fill("stride")
    frame.locator("#pst-search-dialog input[name=q]").press("Enter")
    frame.locator("#search-results li a").first.click()
    frame.locator("article h1").wait_for()
    assert page.errors == []


def test_progress_lives_as_long_as_the_page(open_page, tmp_path):
    page = open_page("book/meu-progresso", prepare=lambda page: page.add_init_script(REFUSING))
    file = tmp_path / "x.json"
    content = {"format": 2, "exercises": {"tamanho-da-saida": entry()}, "review": {}}
    file.write_text(json.dumps(content))
    page.locator("#restore").set_input_files(file)
    page.get_by_text("não pôde guardar o que entrou").wait_for()
    assert "Exercícios certos: 1 de 10." in page.locator(".progress-page").inner_text()
    page.get_by_role("button", name="Apagar tudo").click()
    page.get_by_role("button", name="Sim, apagar").click()
    page.get_by_text("Você ainda não respondeu").wait_for()
    assert page.errors == []


def test_a_script_that_stumbles_stops_no_other(open_page):
    """The first of those that are joined, for one: what follows it, and the exercises, go on."""
    page = open_page(
        SIZE,
        width=390,
        prepare=lambda page: page.add_init_script(
            "Object.defineProperty(window, 'bootstrap', { set() { throw Error('stumbled') } })"
        ),
    )
    page.locator(".primary-toggle").click()
    dialog = page.locator("#pst-primary-sidebar-modal")
    dialog.get_by_role("button", name="Fechar").click()
    dialog.wait_for(state="hidden")
    assert answer(page, "b").startswith("Certo")
    assert any("stumbled" in error for error in page.errors)  # and it is reported


def test_a_review_lives_as_long_as_the_page(open_page):
    page = open_page("book/revisao", prepare=lambda page: page.add_init_script(REFUSING))
    page.get_by_text("não permite guardar").wait_for()
    until(page, "() => cnnbook.reviewPage")
    page.evaluate("item => cnnbook.store.review('one-side-only', item)", ITEM)
    page.get_by_role("heading", name="1 para hoje").wait_for()
    page.get_by_role("button", name="Começar").click()
    page.locator("h2:focus", has_text="Pergunta 1 de 1").wait_for()
    answer(page, right_letter(page, "version"), "version")
    page.get_by_role("button", name="Ver como foi").click()
    page.get_by_role("heading", name="Acertos: 1 de 1").wait_for()
    assert page.errors == []
