"""What a chapter opens with: enough to try, little to read, and nothing of the answer."""

import re

import numpy as np
import pytest
from answering import STORAGE_IS_REFUSED
from table_of_contents import exercises

from cnnbook.facts import before

MOST_WORDS = 150
KEPT = """wanted => new Promise(done => {
  const look = () =>
    localStorage.getItem("cnnbook-before") === wanted ? done() : setTimeout(look, 20);
  look();
})"""
# Terms that no page may use before it has explained them, in the order in which pages are read.
TERMS = {
    "⌊": r"⌊ ⌋ arredonda para baixo",
    "campo receptivo": r"campo receptivo \(receptive field\)",
    "viés": r"viés \(bias\)",
    "ReLU": r"ReLU, que troca",
    "época": r"época \(epoch\)",
    "lote": r"lote \(batch\)",
}


def text_of(element) -> str:
    joined = re.sub(r"\s+", " ", element.get_text(" "))
    return re.sub(r" ([),.;:])", r"\1", joined.replace("( ", "("))


@pytest.fixture
def opening(pages, exercise):
    [found] = pages[exercise].select("details.before")
    return found


def test_it_is_short_and_has_a_picture_and_a_calculation(opening):
    words = re.findall(r"[^\W\d_]{2,}", text_of(opening).partition("Fig.")[0])
    assert len(words) <= MOST_WORDS + 3  # its title
    [picture] = opening.select("figure img")
    assert picture["alt"].strip() and opening.select_one("figcaption")
    assert len(re.findall(r"(?<!\w)\d+", text_of(opening).partition("Fig.")[0])) >= 4


def test_it_comes_before_the_statement_and_is_open(pages, exercise):
    ids = [section["id"] for section in pages[exercise].select("article section section[id]")]
    assert ids.index("objectives") < ids.index("before") < ids.index("statement")
    assert pages[exercise].select_one("details.before").has_attr("open")


def test_it_does_not_give_the_answer_away(pages, exercise, opening):
    page = pages[exercise]
    [right] = page.select('ul.feedback[data-question="main"] li[data-right]')
    letter = right["data-letter"]
    alternative = page.select_one(f'fieldset[data-question="main"] input[value="{letter}"] + label')
    key = set(re.findall(r"\d[\d.×,]*\d", alternative.get_text()))
    told = set(re.findall(r"\d[\d.×,]*\d", text_of(opening)))
    assert not key & told


def test_terms_are_explained_before_they_are_used(pages):
    order = exercises()  # a list of them names what is to come
    read = ""
    for document in order:
        article = pages[document].select_one("article")
        for hidden in article.select("script, nav, .headerlink"):
            hidden.extract()
        read += " " + text_of(article)
    for term, explained in TERMS.items():
        first = re.search(re.escape(term), read)
        definition = re.search(explained, read)
        assert definition, term
        assert first is None or first.start() >= definition.start() - 160, (
            term, read[first.start() - 80 : first.start() + 40]
        )  # fmt: skip


@pytest.mark.skipif(STORAGE_IS_REFUSED, reason="needs a browser that keeps something")
def test_folding_it_is_remembered_in_every_exercise(open_at_address):
    page = open_at_address(exercises()[0])
    page.locator("details.before > summary").click()
    assert not page.locator("details.before").evaluate("one => one.open")
    page.evaluate(KEPT, "folded")
    other = open_at_address(exercises()[3], context=page.context)
    assert not other.locator("details.before").evaluate("one => one.open")
    other.locator("details.before > summary").click()
    other.evaluate(KEPT, "open")


def test_it_is_printed_though_it_is_folded(open_page):
    page = open_page(exercises()[0])
    page.locator("details.before > summary").click()
    page.emulate_media(media="print")
    assert page.locator("details.before p").first.is_visible()


def test_the_class_edition_has_it(class_edition):
    for exercise in exercises():
        assert 'class="before"' in (class_edition / f"{exercise}.html").read_text("utf-8")


def test_the_miniatures_are_right(signal):
    correlate, correlate2d = signal.correlate, signal.correlate2d
    assert before.CONVOLVED == correlate(before.SIGNAL, before.FILTER, "valid").tolist()
    window = correlate2d(before.IMAGE, before.KERNEL, "valid")
    assert before.WINDOW_OUTPUT[0][0] == str(window[0, 0]).replace("-", "−")
    assert window.shape == (before.window()["places"],) * 2
    assert before.SIGNAL_OUTPUT == correlate(before.PADDED, before.ONES, "same").tolist()
    assert before.pooled_values().tolist() == [[4, 5], [6, 7]]
    both = sum(correlate2d(*pair, "valid") for pair in zip(before.CHANNELS, before.CHANNEL_KERNELS))
    assert before.channels()["total"] == str(both.item())
    shares = np.exp(before.SCORES) / np.exp(before.SCORES).sum()
    assert before.probabilities()["shares"] == "; ".join(f"{one:.2f}" for one in shares).replace(
        ".", ","
    )
