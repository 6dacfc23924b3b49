"""Exams on paper: the same for a seed, another order in each paper, and a key that fits."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from cnnbook_sphinx.exports import classes, exam


@pytest.fixture(scope="module")
def papers(contents):
    return exam.papers(exam.choose(contents.questions, 6, "7"), 4, "7")


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def test_a_seed_is_an_exam(contents):
    one = exam.choose(contents.questions, 6, "7")
    assert one == exam.choose(contents.questions, 6, "7")
    assert one != exam.choose(contents.questions, 6, "8")
    assert len({question.exercise for question in one}) == 6


def test_papers_ask_the_same_in_other_orders(papers):
    names = [sorted(one.name for one in paper.questions) for paper in papers]
    assert all(one == names[0] for one in names)
    assert len({tuple(one.name for one in paper.questions) for paper in papers}) > 1
    assert len({tuple(paper.key()) for paper in papers}) > 1
    assert [paper.letter for paper in papers] == ["A", "B", "C", "D"]


def test_the_key_is_that_of_the_paper(papers, contents):
    for paper in papers:
        for letter, question in zip(paper.key(), paper.questions):
            assert question.alternatives["abcd".index(letter)].is_right
    printed = text_of(exam.print_key(papers, contents, "Prova"))
    for paper in papers:
        assert f"{paper.letter}{''.join(paper.key())}" in printed


def test_a_paper_asks_all_and_answers_nothing(papers, contents):
    from bs4 import BeautifulSoup

    paper = papers[0]
    pdf = exam.print_paper(paper, contents, "Prova")
    printed = text_of(pdf)
    assert "ProvaA" in printed and "Nome:" in printed
    for question in paper.questions:
        assert question.name not in printed
        for choice in question.alternatives:
            told = re.sub(r"\W", "", BeautifulSoup(choice.feedback, "lxml").get_text())[:60]
            assert told not in re.sub(r"\W", "", printed)
    assert exam.print_paper(paper, contents, "Prova") == pdf


@pytest.mark.parametrize("count", [0, -1, 10_000])
def test_an_exam_of_too_many_questions_is_refused(contents, count):
    with pytest.raises(exam.ExamError, match="QUESTOES"):
        exam.choose(contents.questions, count, "7")


def test_too_many_papers_are_refused(contents):
    with pytest.raises(exam.ExamError, match="VERSOES"):
        exam.papers(contents.questions, 27, "7")


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".x", "a b", "x" * 61])
def test_a_class_whose_name_is_no_folder_is_refused(name):
    with pytest.raises(classes.ClassError, match="TURMA"):
        classes.folder(name)


def test_a_class_keeps_its_secret(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one = classes.seed("2026-1")
    assert one == classes.seed("2026-1") != classes.seed("2026-2")
    (tmp_path / "turmas" / "2026-1" / "segredo.txt").write_text("x", "utf-8")
    with pytest.raises(classes.ClassError, match="segredo.txt"):
        classes.seed("2026-1")
