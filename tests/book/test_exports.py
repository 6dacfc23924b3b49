"""What the book asks, as plain data: each question stands alone, and says what the page says."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from table_of_contents import ROOT

from cnnbook.questions.generator import generators
from cnnbook_sphinx.exports import gift, moodle, qti, versions
from cnnbook_sphinx.exports.containers import TextError
from cnnbook_sphinx.exports.drawings import is_drawing, standalone
from cnnbook_sphinx.exports.questions import FURTHER, MAIN, load, save

LEADS_ELSEWHERE = re.compile(r"\b(exercícios?|capítulos?|páginas?|neste livro)\b", re.I)
CITES_A_LETTER = re.compile(r"\b(alternativa|letra|opção) [a-d]\b", re.I)


def text_of(markup: str) -> str:
    return re.sub(r"\s+", " ", BeautifulSoup(markup, "lxml").get_text()).strip()


def texts(question) -> list[str]:
    said = [text for one in question.alternatives for text in (one.text, one.feedback)]
    return [question.statement, *question.hints, question.solution, *said]


def test_every_question_of_the_pages_is_there(contents, pages):
    for chapter in contents.chapters:
        document = chapter.page.removesuffix(".html")
        choices = pages[document].select("fieldset.alternatives")
        own = [one for one in contents.questions if one.exercise == chapter.exercise]
        assert len(own) == len(choices)
        assert [one.kind for one in own] == [MAIN, *[FURTHER] * (len(own) - 1)]
        for question, fieldset in zip(own, choices):
            labels = fieldset.select(".alternative label")
            shown = [label.get_text(" ", strip=True) for label in labels]
            for alternative, label in zip(question.alternatives, shown):
                words = re.sub(r"\W", "", text_of(alternative.text))
                assert words in re.sub(r"\W", "", label)


def test_names_are_the_questions_own(everything):
    contents, asked = everything
    names = [one.name for one in asked]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"cnn-[a-z0-9-]+", name) for name in names)


def test_every_question_is_whole(everything):
    contents, asked = everything
    for one in asked:
        assert len(one.alternatives) == 4 and sum(c.is_right for c in one.alternatives) == 1
        assert len({text_of(choice.text) for choice in one.alternatives}) == 4
        assert len(one.hints) == 3
        assert len(text_of(one.solution)) > 60, one.name
        assert all(text_of(choice.feedback) for choice in one.alternatives)
        assert set(one.mistakes) <= contents.mistakes.keys()


def test_every_exercise_has_a_solution_that_its_author_wrote(pages, contents):
    for chapter in contents.chapters:
        assert len(pages[chapter.page.removesuffix(".html")].select(".answer .worked")) == 1


def test_every_question_stands_alone(everything):
    contents, asked = everything
    found = {
        one.name: text_of(text)
        for one in asked
        for text in texts(one)
        if LEADS_ELSEWHERE.search(text_of(text)) or CITES_A_LETTER.search(text_of(text))
    }
    assert not found


def test_all_pictures_are_there_and_shown(everything):
    contents, asked = everything
    shown = {name for one in [*asked, *contents.terms] for name in one.pictures}
    assert shown == contents.pictures.keys()
    for one in asked:
        named = {name for text in texts(one) for name in re.findall(r'<img src="([^"]+)"', text)}
        assert named == set(one.pictures)
        for image in BeautifulSoup(" ".join(texts(one)), "lxml").select("img"):
            assert image["alt"].strip()


def test_a_drawing_has_colours_and_a_ground_of_its_own(everything):
    contents, _ = everything
    drawings = [one for one in contents.pictures.values() if is_drawing(one)]
    assert drawings
    for one in drawings:
        alone = standalone(one).decode()
        assert 'xmlns="http://www.w3.org/2000/svg"' in alone and 'width="480"' in alone
        assert "<style>" in alone and 'fill="#fff"' in alone
        assert "vector-effect" not in alone


def test_what_is_saved_is_what_is_loaded(contents, tmp_path):
    save(contents, tmp_path)
    assert load(tmp_path) == contents
    [first, *_] = sorted((tmp_path / "pictures").iterdir())
    first.unlink()
    with pytest.raises(FileNotFoundError, match=first.name):
        load(tmp_path)


def test_terms_have_their_definitions(contents, pages):
    [glossary] = (page for name, page in pages.items() if name.endswith("glossario"))
    assert len(contents.terms) == len(glossary.select("article dt")) > 30
    assert all(text_of(one.definition) for one in contents.terms)


def test_a_class_has_questions_that_no_page_has(contents):
    generator = generators(ROOT / "book" / "versoes")["tamanho-da-saida"]
    everywhere, _ = versions.published(generator, contents.short, 240)
    own, drawings = versions.of_a_class(generator, contents.short, 40, "a secret")
    again, _ = versions.of_a_class(generator, contents.short, 40, "a secret")
    others, _ = versions.of_a_class(generator, contents.short, 40, "another secret")
    known = {one.name for one in everywhere}
    assert own == again and own != others
    assert not known & {one.name for one in own}
    stated = {text_of(one.statement) for one in everywhere}
    assert not stated & {text_of(one.statement) for one in own if not one.pictures}


@pytest.mark.parametrize("form", [moodle, qti, gift], ids=lambda form: form.__name__)
def test_the_same_questions_are_the_same_bytes(everything, form):
    contents, asked = everything
    assert form.write(contents, asked[:40]) == form.write(contents, asked[:40])


@pytest.mark.parametrize("form", [moodle, qti], ids=lambda form: form.__name__)
def test_a_character_that_xml_cannot_hold_is_refused(contents, form):
    broken = replace(contents.questions[0], statement="<p>\x00</p>")
    with pytest.raises(TextError, match="XML"):
        form.write(contents, [broken])


def test_the_class_edition_has_none_of_it(class_edition, contents):
    files = {path.suffix for path in class_edition.rglob("*") if path.is_file()}
    assert not {".apkg", ".xml"} & files - {".xml"}
    names = {path.name for path in (class_edition / "downloads").iterdir()}
    kinds = re.compile("moodle|qti|gift|anki")
    assert not [name for name in names if kinds.search(name)]
