"""What every page of the built book must be, whatever it is about."""

from __future__ import annotations

import base64
import io
import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
from bs4 import BeautifulSoup
from PIL import Image
from table_of_contents import exercises

from cnnbook import cifar100, sample

SHEET = {
    "densa-e-convolucional": "d",
    "tamanho-da-saida": "b",
    "mapas-de-ativacao": "b",
    "duas-convolucoes": "a",
    "reduzir-o-tamanho": "c",
    "redes-conv1d": "d",
    "filtros-fatorados": "b",
    "cifar-100": "d",
    "treinamento": "d",
    "rede-mais-profunda": "a",
}
"""The keys that the exercise sheet gives. An exercise that is not of the sheet has none here."""

NOISE = re.compile(
    r"Traceback|\{\{|\}\}|oneDNN|absl::|I0000|DeprecationWarning|UserWarning|it/s\]|\x1b|\x08"
)


def article(pages: dict[str, BeautifulSoup], name: str):
    return pages[name].find("article")


def test_language_is_declared(pages, document):
    assert pages[document].html["lang"] == "pt-BR"


def test_no_noise_and_no_unfilled_value(pages, document):
    body = BeautifulSoup(str(article(pages, document)), "lxml")
    if document == "book/contribuir":  # the one page that is about the notation of values
        for code in body.select("pre, code"):
            code.decompose()
    assert NOISE.findall(body.get_text()) == []


def test_no_path_of_the_machine(pages, document, root):
    text = str(pages[document])
    for path in (str(root), str(Path.home()) + "/", "site-packages", "/tmp/"):
        assert path not in text


def test_images_have_a_text_that_describes_them(pages, document):
    for image in article(pages, document).find_all("img"):
        alt = image.get("alt", "")
        assert len(alt) > 10, image
        # myst-nb puts the file's path where an author forgets the text.
        assert not re.search(r"\.(svg|png|jpe?g)$|_build|_images", alt)


def test_drawings_have_captions(pages, document):
    for image in article(pages, document).select("img[src$='.svg']"):
        assert image.find_parent("figure").figcaption.get_text(strip=True)


def test_ids_are_unique(pages, document):
    ids = Counter(element["id"] for element in pages[document].find_all(id=True))
    assert [name for name, count in ids.items() if count > 1] == []


def test_headings_are_in_order(pages, document):
    levels = [
        int(heading.name[1])
        for heading in article(pages, document).find_all(re.compile("^h[1-6]$"))
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:]))


def key_of(page) -> str:
    """The letter that an exercise's page takes for the right one."""
    [right] = page.select("ul.feedback[data-question=main] > [data-right]")
    return right["data-letter"]


def exercise_pages(pages) -> list:
    return [article(pages, name) for name in exercises()]


@cache
def ids_of(path: Path) -> frozenset[str]:
    page = BeautifulSoup(path.read_text("utf-8"), "lxml")
    return frozenset(element["id"] for element in page.find_all(id=True))


def test_links_inside_the_book_are_alive(pages, html, document):
    here = (html / f"{document}.html").resolve()
    for link in pages[document].find_all("a", href=True):
        url = urlsplit(link["href"])
        if url.scheme or url.netloc:
            continue
        target = (here.parent / unquote(url.path)).resolve() if url.path else here
        assert target.exists(), link["href"]
        if url.fragment and target.suffix == ".html":
            assert unquote(url.fragment) in ids_of(target), link["href"]


def test_tables_name_their_rows_columns_and_purpose(pages, document):
    for table in article(pages, document).select("table.book-table"):
        assert table.caption.get_text(strip=True)
        assert table.select("thead th[scope=col]") and table.select("tbody th[scope=row]")


def test_every_exercise_was_executed(pages, exercise):
    assert article(pages, exercise).select(".cell_output")


def test_answer_is_closed_and_holds_the_key(pages, exercise):
    page = article(pages, exercise)
    answers = page.select("details.answer")
    assert not any(answer.has_attr("open") for answer in answers)
    answer = answers[0]
    assert answer.summary.h2.get_text().startswith("Resposta")
    assert f"Alternativa correta: {key_of(page)}." in answer.get_text()
    assert page.get_text().count("Alternativa correta") == 1


def test_each_alternative_is_answered(pages, exercise):
    page = article(pages, exercise)
    assert page.select("fieldset.alternatives")
    for fieldset in page.select("fieldset.alternatives"):
        assert [radio["value"] for radio in fieldset.select("input[type=radio]")] == list("abcd")
        [feedback] = page.select(f"ul.feedback[data-question={fieldset['data-question']}]")
        assert [item["data-letter"] for item in feedback.select("li[data-letter]")] == list("abcd")
        assert len(feedback.select("[data-right]")) == 1


def test_keys_are_those_of_the_exercise_sheet(pages):
    keys = {
        page.select_one("fieldset")["data-exercise"]: key_of(page) for page in exercise_pages(pages)
    }
    assert {name: keys[name] for name in SHEET} == SHEET


def test_common_mistakes_say_where_they_appear(pages):
    mistakes = article(pages, "book/enganos").select("section section")
    assert len(mistakes) > 30
    for mistake in mistakes:
        [appears] = [p for p in mistake.find_all("p") if p.get_text().startswith("Aparece em")]
        assert len(appears.find_all("a")) >= 2, mistake["id"]


@pytest.mark.parametrize(
    "name", ["03-mapas-de-ativacao", "09-treinamento", "10-rede-mais-profunda"]
)
def test_recorded_runs_say_which_they_are(pages, name):
    text = article(pages, f"book/{name}").get_text()
    assert re.search(
        r"Execução registrada em \d\d/\d\d/\d{4}: rede \w+, \d+ épocas, semente \d+", text
    )
    assert "Para repeti-la, rode" in text


def pixels(picture):
    data = base64.b64decode(picture["src"].removeprefix("data:image/png;base64,"))
    return np.asarray(Image.open(io.BytesIO(data)))


def test_the_ten_first_photographs_are_on_the_page(pages):
    grid = article(pages, "book/08-cifar-100").select_one(".image-grid")
    shown = [pixels(picture) for picture in grid.select("img")]
    assert np.array_equal(shown, sample.load().x_train)


def test_page_says_whether_it_has_the_whole_set(pages):
    text = article(pages, "book/08-cifar-100").get_text()
    absent = "não estava na máquina" in text
    assert absent == (cifar100.find() is None)
    assert absent == ("cifar100.download() e depois" in text)


def test_no_page_has_synthetic_images(pages):
    for name, page in pages.items():
        assert not re.search(r"padrão \d|sintétic", page.get_text()), name
