"""*A rede por dentro* as a reader uses it: what it asks, what it then shows, by any means."""

from __future__ import annotations

import base64
import gzip
import io
import re
import zipfile

import numpy as np
import pytest
from axe import check, open_for_axe
from PIL import Image
from settling import show

from cnnbook.inside import drawings, network
from cnnbook_laboratory import scripts

PAGE = "book/rede-por-dentro"


def switched_on(open_page, document=PAGE, **options):
    page = open_page(document, **options)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    page.get_by_role("button", name="Ligar a rede").click()
    page.locator(".net-picks").wait_for()
    return page


def pick(page, name):
    [one] = [one for one in drawings.pictures() if one.name == name]
    page.get_by_role("button", name=one.alternative).click()


def predict(page, answer):
    part = page.locator(".live-part").first
    part.get_by_label(answer).check()
    part.get_by_role("button", name="Conferir").click()
    return part.locator(".live-verdict").inner_text()


def answer_field(page, rows, columns):
    page.get_by_label("linhas", exact=True).fill(str(rows))
    page.get_by_label("colunas", exact=True).fill(str(columns))
    page.locator("form.live-ask .main").click()
    return page.locator(".live-part").nth(1).locator(".live-verdict").inner_text()


def cover(page):
    page.locator(".live-part").nth(2).get_by_role("button", name="Conferir").click()
    page.get_by_text("A posição que mais pesa").wait_for()


def place_sliders(page, **places):
    for label, value in places.items():
        page.get_by_label(label, exact=True).fill(str(value))


def test_nothing_is_fetched_before_it_is_switched_on(open_page):
    asked = []
    page = open_page(PAGE, prepare=lambda page: page.on("request", lambda r: asked.append(r.url)))
    picture = page.locator("figure.live img")
    assert picture.is_visible()
    fetched = [url for url in asked if "-weights-" in url]
    page.get_by_role("button", name="Ligar a rede").click()
    page.locator(".net-picks").wait_for()
    now = [url for url in asked if "-weights-" in url]
    assert (fetched, len(now), picture.is_visible()) == ([], 1, False)
    assert page.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_picture_s_colours_are_a_photograph_s_on_any_page(open_page, scheme):
    page = open_page(PAGE, color_scheme=scheme)
    style = "one => [getComputedStyle(one).filter, getComputedStyle(one).mixBlendMode]"
    assert page.locator("figure.live img").evaluate(style) == ["none", "normal"]


def test_without_a_script_there_is_a_picture(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    assert page.locator("figure.live img").is_visible()
    assert "xícara" in page.locator("figure.live img").get_attribute("alt")
    assert page.locator(".live-body").count() == 0
    assert not page.locator("table.book-table", has_text="O que a rede responde").is_visible()


def test_the_answer_is_asked_for_before_it_is_shown(open_page):
    page = switched_on(open_page)
    assert page.locator("table.net-bars", has_text="As cinco primeiras").count() == 0
    assert not page.get_by_text("3. O que pesou").is_visible()
    page.locator(".live-part").first.get_by_role("button", name="Conferir").click()
    assert page.get_by_text("Escolha uma previsão antes de conferir.").is_visible()
    said = predict(page, "em 1º lugar")
    assert said.startswith("Não foi o que você previu. A rede errou")
    assert page.locator("table.net-bars", has_text="As cinco primeiras").is_visible()
    assert page.get_by_text("3. O que pesou").is_visible()
    pick(page, "sunflower")
    assert page.locator("table.net-bars", has_text="As cinco primeiras").count() == 0
    assert predict(page, "em 1º lugar").startswith("Você previu. A rede pôs “girassol”")
    assert "Previsões que você acertou: 1 de 2." in page.locator(".live-part").first.inner_text()


def test_a_picture_of_no_class_asks_how_sure_it_will_be(open_page):
    page = switched_on(open_page)
    pick(page, "umbrella")
    assert "nenhuma das cem classes" in page.locator(".live-part").first.inner_text()
    assert "não tem como responder “nenhuma delas”" in predict(page, "mais de 50")


def test_the_page_s_answers_are_the_figure_s(open_page):
    page = switched_on(open_page)
    table = page.locator("table.book-table", has_text="O que a rede responde")
    rows = [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]
    assert len(rows) == len(drawings.pictures())
    for alternative, of_class, place, first, probability in rows:
        page.locator(".net-picks").get_by_role("button", name=alternative).click()
        part = page.locator(".live-part").first
        part.get_by_role("button", name="Mostrar").click()
        row = part.locator("table tbody tr").first
        name, shown = row.locator("th").inner_text(), row.locator("td").first.inner_text()
        assert (name.partition(" ✓")[0], shown) == (first, probability)
        said = part.locator(".live-verdict").inner_text()
        assert f"“{first}”" in said
        if place not in ("—", "1º"):
            assert f"“{of_class}” em {place}." in said and "A rede errou" in said


def test_before_training_all_classes_are_alike(open_page):
    page = switched_on(open_page)
    predict(page, "depois do 5º")
    before = page.locator(".net-sums").inner_text()
    page.get_by_label("antes do treinamento").check()
    table = page.locator("table.net-bars", has_text="antes do treinamento")
    shares = [
        float(text.split("\u202f")[0].replace(",", "."))
        for text in table.locator("td:nth-child(2)").all_inner_texts()
    ]
    assert len(shares) == 5 and max(shares) < 3
    assert page.locator(".net-sums").inner_text() != before


def test_a_region_is_asked_for_and_a_wrong_one_is_drawn(open_page):
    page = switched_on(open_page)
    page.get_by_label("conv2").check()
    region = page.locator(".net-overlay[role=img]")
    assert region.get_attribute("aria-label") == "A região ainda não foi mostrada."
    assert "janela sobre a camada anterior" in answer_field(page, 1, 3)
    tried = region.locator("rect.tried")
    assert (tried.get_attribute("width"), tried.get_attribute("height")) == ("3", "1")
    assert "trocadas" in answer_field(page, 7, 3)
    link = page.locator("figure.live").get_by_role("link", name="Trocar linhas e colunas")
    assert link.get_attribute("href").endswith("enganos.html#axes-swapped")
    assert "Escreva um número" in answer_field(page, "", 3)
    assert answer_field(page, 3, 7).startswith("Certo. ")
    assert region.locator("rect.tried").count() == 0
    place_sliders(page, Linha=2, Coluna=2)
    assert "linhas 3 a 5 e das colunas 5 a 11" in page.locator(".live-part").nth(1).inner_text()
    rect = region.locator("rect.now")
    assert [rect.get_attribute(name) for name in ("x", "y", "width", "height")] == [
        "4", "2", "7", "3",
    ]  # fmt: skip


def test_a_number_is_followed_back_to_its_pixels(open_page):
    page = switched_on(open_page)
    page.get_by_label("conv2").check()
    page.locator("form.live-ask").get_by_role("button", name="Mostrar").click()
    button = page.locator(".net-back").first
    name = button.inner_text()
    button.click()
    assert page.get_by_label("conv1").is_checked()
    assert page.evaluate("document.activeElement.value") == "0"
    said = page.locator(".live-part").nth(1).inner_text()
    assert f"Mapa {name.split()[1]}, linha" in said and "27 produtos (3·3·3)" in said
    shown = page.locator(".net-sums table")
    values = shown.locator("tbody tr:not(.net-how) td:nth-child(2)").all_inner_texts()
    addends = [float(text.replace("−", "-").replace(",", ".")) for text in values]
    total = shown.locator("tfoot td").first.inner_text().replace("−", "-").replace(",", ".")
    assert len(addends) == 4  # three colours and the bias
    assert sum(addends) == pytest.approx(float(total), abs=1e-9)


def test_the_shown_number_is_the_network_s(open_page):
    page = switched_on(open_page)
    maps = network.first_maps(drawings.pictures()[0].pixels)
    for number, row, column in [(1, 1, 1), (1, 8, 9), (9, 16, 16)]:
        place_sliders(page, Mapa=number, Linha=row, Coluna=column)
        expected = f"{maps[row - 1, column - 1, number - 1]:.2f}".replace(".", ",")
        said = f"Mapa {number}, linha {row}, coluna {column}: {expected}."
        page.get_by_text(said).wait_for()


def test_the_lid_is_judged_and_the_logit_split(open_page):
    page = switched_on(open_page)
    predict(page, "depois do 5º")
    place_sliders(page, **{"Linha da tampa": 1, "Coluna da tampa": 1})
    cover(page)
    part = page.locator(".live-part").nth(2)
    said = part.locator(".live-verdict").inner_text()
    assert "das 49 posições" in said or "Das 49 posições" in said
    assert part.get_by_text("Com a tampa aqui, a probabilidade vai de").is_visible()
    rows = part.locator("table tbody tr").all_inner_texts()
    assert len(rows) == 5 and rows[-1].startswith("viés")
    row, column, least = re.search(r"linha (\d), coluna (\d), a leva de .+? a (\d+)", said).groups()
    place_sliders(page, **{"Linha da tampa": row, "Coluna da tampa": column})
    here = part.get_by_text("Com a tampa aqui").inner_text()
    shown = re.search(r" a (\d+),(\d)", here).groups()
    assert abs(float(".".join(shown)) - int(least)) <= 0.55
    pick(page, "apple")
    assert part.locator("table").count() == 0


def test_the_lid_and_the_split_are_of_the_chosen_weights(open_page):
    page = switched_on(open_page)
    predict(page, "depois do 5º")
    part = page.locator(".live-part").nth(2)
    found = {}
    for moment in ("antes", "depois"):
        page.get_by_label(f"{moment} do treinamento").check()
        assert part.locator("table").count() == 0  # what was seen was of the other weights
        assert part.locator(".live-verdict").inner_text() == ""
        cover(page)
        first = page.locator(".live-part").first.locator("tbody tr").first
        name = first.locator("th").inner_text().partition(" ✓")[0]
        assert part.get_by_text(f"dá a {name}.").is_visible()
        assert part.locator("tfoot").inner_text().endswith(f"o logit de “{name}”")
        rows = part.locator("table td:nth-child(2)").all_inner_texts()
        found[moment] = [float(text.replace("−", "-").replace(",", ".")) for text in rows]
        *addends, total = found[moment]
        assert len(addends) == 5 and sum(addends) == pytest.approx(total, abs=1e-9)
        is_alike = part.get_by_text("Aqui nenhuma posição pesa").is_visible()
        assert is_alike == (moment == "antes")
    assert found["antes"][4] == 0  # biases begin with zero
    assert abs(found["antes"][-1]) < 1 < abs(found["depois"][-1])


def picture_file(colour, size=(300, 200)):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "png")
    return {"name": "foto.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


def test_a_photograph_is_opened_and_stays_in_the_browser(open_page):
    page = switched_on(open_page)
    page.locator("input[type=file]").set_input_files(picture_file((200, 100, 50)))
    page.get_by_text("Sua foto.").wait_for()
    pixels = page.locator(".net-picture").first.evaluate(
        "one => [...one.getContext('2d').getImageData(0, 0, 32, 32).data]"
    )
    assert np.array(pixels).reshape(1024, 4)[:, :3].tolist() == [[200, 100, 50]] * 1024
    page.get_by_label("O que a imagem mostra?").select_option("laranja")
    assert "laranja" in page.locator(".live-part").first.inner_text()
    predict(page, "em 1º lugar")
    page.locator("input[type=file]").set_input_files(
        {"name": "nota.txt", "mimeType": "text/plain", "buffer": b"nothing to see"}
    )
    page.get_by_text("O navegador não consegue abrir").wait_for()
    assert page.outside == [] and page.errors == []


def test_a_drawing_is_made_with_the_keyboard(open_page):
    page = switched_on(open_page)
    fold = page.get_by_role("button", name="Desenhar")
    assert fold.get_attribute("aria-expanded") == "false"
    fold.press("Enter")
    page.get_by_label("vermelho", exact=True).check()
    sheet = page.get_by_role("application")
    sheet.focus()
    page.keyboard.press("Space")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.get_by_text("Pincel na linha 17, coluna 20.").is_visible()
    page.get_by_role("button", name="Mostrar à rede").press("Enter")
    page.get_by_text("Seu desenho.").wait_for()
    drawn = page.locator(".net-picture").first.evaluate(
        "one => [...one.getContext('2d').getImageData(0, 0, 32, 32).data]"
    )
    colours = np.array(drawn).reshape(32, 32, 4)[:, :, :3]
    red = (colours == [0xD6, 0x27, 0x28]).all(axis=2)
    assert red.any(axis=1).sum() == 3 and red.any(axis=0).sum() == 7
    page.get_by_role("button", name="Limpar").click()
    page.get_by_role("button", name="Mostrar à rede").click()
    assert page.get_by_label("O que a imagem mostra?").is_visible()


def test_a_pointer_does_what_the_sliders_do(open_page):
    page = switched_on(open_page)
    atlas = page.locator(".net-atlas")
    box = atlas.bounding_box()
    atlas.click(position={"x": box["width"] - 3, "y": box["height"] - 3})
    assert page.get_by_text("Mapa 32, linha").is_visible()
    one = page.locator(".net-pair .net-stack canvas").nth(1)
    box = one.bounding_box()
    one.click(position={"x": 2, "y": box["height"] - 2})
    assert page.get_by_text("Mapa 32, linha 16, coluna 1:").is_visible()


def test_axe_finds_nothing_in_any_state(open_page):
    page = open_for_axe(open_page, PAGE)

    def check_it():
        check(page, within="figure.live", widths=(320, 1280))

    check_it()
    page.get_by_role("button", name="Ligar a rede").click()
    page.locator(".net-picks").wait_for()
    check_it()
    page.get_by_role("button", name="Desenhar").click()
    page.get_by_label("conv2").check()
    answer_field(page, 1, 3)
    predict(page, "em 1º lugar")
    check_it()
    answer_field(page, 3, 7)
    page.get_by_label("antes do treinamento").check()
    cover(page)
    page.get_by_role("button", name="Mostrar à rede").click()
    check_it()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_leaves_a_narrow_page(open_page, width):
    page = switched_on(open_page, width=width)
    page.get_by_role("button", name="Desenhar").click()
    page.get_by_label("conv2").check()
    predict(page, "em 1º lugar")
    answer_field(page, 3, 7)
    cover(page)
    page.get_by_role("button", name="Mostrar à rede").click()
    overflow = page.locator("html").evaluate("page => page.scrollWidth - page.clientWidth")
    assert overflow == 0


def test_its_colours_follow_the_page_s(open_page):
    page = switched_on(open_page, color_scheme="light")
    corner = "one => [...one.getContext('2d').getImageData(0, 0, one.width, one.height).data]"
    light = page.locator(".net-atlas").evaluate(corner)
    show(page, 1280, "dark")
    dark = page.locator(".net-atlas").evaluate(corner)
    lit = [np.array(one).reshape(-1, 4)[:, :3].astype(int).sum() for one in (light, dark)]
    assert lit[0] > 1.2 * lit[1]


def test_what_the_figure_weighs(html):
    static = html / "_static"
    size = {
        path.name: len(gzip.compress(path.read_bytes(), 6))
        for path in [*static.glob("laboratory-*.js"), static / "laboratory.css"]
    }
    [network] = [bytes for name, bytes in size.items() if "-weights-" in name]
    before = size["laboratory-door.js"] + size["laboratory.css"]
    later = sum(size[f"laboratory-{name}.js"] for name in scripts.NEEDED["network"])
    assert before < 10_000 and before + later < 45_000 and network + later < 280_000


def test_paper_has_its_picture(epub):
    with zipfile.ZipFile(epub) as book:
        [text] = [
            book.read(name).decode()
            for name in book.namelist()
            if name.endswith("rede-por-dentro.xhtml")
        ]
        assert "Ligar a rede" not in text and "data-figure" not in text
        picture = text.partition('<figure class="live">')[2].partition("</figure>")[0]
        file = picture.partition('src="')[2].partition('"')[0]
        [drawn] = [name for name in book.namelist() if name.endswith(file.rpartition("/")[2])]
        assert base64.b64decode(
            book.read(drawn).decode().partition("base64,")[2].partition('"')[0]
        ).startswith(b"\x89PNG")


def test_the_class_edition_has_no_such_page(class_edition):
    assert not (class_edition / f"{PAGE}.html").exists()
    assert list(class_edition.rglob("laboratory-*.js")) == []
