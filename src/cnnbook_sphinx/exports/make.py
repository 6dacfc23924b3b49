"""Each format as one function, run at the root of the project, that says which files it made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from cnnbook_files import write_atomically
from cnnbook_sphinx.editions import build
from cnnbook_sphinx.editions.downloads import FOLDER, publish
from cnnbook_sphinx.exercises.content import (
    ExhaustedError,
    Generator,
    Generators,
    generators,
)
from cnnbook_sphinx.exports import classes, gift, moodle, qti, versions
from cnnbook_sphinx.exports.anki import cards, dates, package
from cnnbook_sphinx.exports.classes import ClassError
from cnnbook_sphinx.exports.questions import Contents, Question, load
from cnnbook_sphinx.exports.reading import NAME as BUILDER
from cnnbook_sphinx.exports.reading import SHOWS
from cnnbook_sphinx.words import _

VERSIONS = 60
"""Of each exercise in Moodle's files: with all, two pass the 2 MB that PHP takes by default."""
MOST_VERSIONS = 1000
"""That are drawn in less than a minute."""
VERSIONS_OF_A_KIND = 4
"""In Anki, which shows a question many times."""


@dataclass(frozen=True)
class Wish:
    """What a teacher asks for.

    Attributes:
        group: the class whose own questions are wanted; empty for the pages' questions.
        versions: how many of each exercise.
        questions, papers: of an exam.
        seed: what chooses an exam's questions and their orders.
    """

    group: str = ""
    versions: int = VERSIONS
    questions: int = 10
    papers: int = 4
    seed: int = 1


def moodle_files(wish: Wish) -> list[Path]:
    """The pages' questions, and a file for each exercise with versions; a class's are its own."""
    return _files_of_questions(wish, "moodle", "xml", "Moodle", moodle.write)


def qti_packages(wish: Wish) -> list[Path]:
    """The same as packages of QTI, which Canvas imports."""
    return _files_of_questions(wish, "qti", "zip", "Canvas (QTI)", qti.write)


def gift_file(wish: Wish) -> list[Path]:
    """The questions that need no picture."""
    contents = read()
    if wish.group:
        asked, more = _with_versions(contents, wish)
        return [_own_file(wish, "gift.txt", gift.write(more, asked, wish.group))]
    label = _("GIFT: the questions that need no picture")
    return [_published("gift", "gift.txt", gift.write(contents, contents.questions), label)]


def anki_deck(wish: Wish) -> list[Path]:
    """Questions, some versions of each kind, and the glossary; the dates of changes are kept."""
    contents = read()
    if wish.group:
        asked, more = _with_versions(contents, wish)
        deck = cards.deck(more, asked, wish.group)
        path = classes.folder(wish.group) / "anki.json"
        return [_own_file(wish, "anki.apkg", _packed(deck, path))]
    label = _("Anki: questions and glossary, to revise")
    return [_published("anki", "anki.apkg", _packed(book_deck(contents), dates_file()), label)]


def book_deck(contents: Contents) -> cards.Deck:
    """The deck that is published with the book."""
    found, whole = _with_versions(contents, Wish())
    some = versions.some_of_each_kind(found, VERSIONS_OF_A_KIND)
    return cards.deck(whole, [*contents.questions, *some])


def dates_file() -> Path:
    """Where it is kept when the notes of the book's deck last changed."""
    return Path(build.setting("cnnbook_anki_dates", "book/anki.json"))


def exam_papers(wish: Wish) -> list[Path]:
    """An exam's papers and its key; without a class, of what anyone can read in the book."""
    from cnnbook_sphinx.exports import exam  # needs Pango, which only this does

    contents = read()
    if wish.group:
        asked, contents = _with_versions(contents, wish)
        seed = f"{classes.seed(wish.group)} {wish.seed}"
        name = f"{_subject(contents)} ({wish.group})"
        folder = classes.folder(wish.group) / f"prova-{wish.seed}"
    else:
        found, contents = _with_versions(contents, wish)
        asked = [*contents.questions, *found]
        seed, name = str(wish.seed), _subject(contents)
        folder = build.BUILD / f"prova-{wish.seed}"
    chosen = exam.choose(asked, wish.questions, seed)
    papers = exam.papers(chosen, wish.papers, seed)
    printed = {
        f"prova-{paper.letter}.pdf": exam.print_paper(paper, contents, name) for paper in papers
    }
    printed[f"{_('answer-key')}.pdf"] = exam.print_key(papers, contents, name)
    # Only now: whatever fails, fails before a file is there.
    for file, content in printed.items():
        write_atomically(folder / file, content)
    return [folder / file for file in printed]


FORMATS: Mapping[str, Callable[[Wish], Sequence[Path]]] = {
    "moodle": moodle_files,
    "qti": qti_packages,
    "gift": gift_file,
    "anki": anki_deck,
    "prova": exam_papers,
}


def _subject(contents: Contents) -> str:
    """What an exam is about: the book's title without what it says of the book."""
    return contents.title.partition(" — ")[0]


def _files_of_questions(
    wish: Wish, kind: str, suffix: str, program: str, write: Callable[..., bytes]
) -> list[Path]:
    contents = read()
    if wish.group:
        asked, more = _with_versions(contents, wish)
        return [_own_file(wish, f"{kind}.{suffix}", write(more, asked, wish.group))]
    content = write(contents, contents.questions)
    made = [_published(kind, f"{kind}.{suffix}", content, _("Questions of the pages"), program)]
    for exercise, found, pictures in _versions(contents, wish):
        whole = replace(contents, pictures={**contents.pictures, **pictures})
        chapter = whole.chapter(found[0])
        label = _("Versions of {chapter}").format(chapter=chapter.label)
        name = f"{kind}-{chapter.number:02d}-{exercise}.{suffix}"
        made.append(_published(kind, name, write(whole, found), label, program))
    return made


@cache
def read() -> Contents:
    """What the pages ask, as they are now.

    Raises:
        BuildError: the book has faults.
    """
    output = build.BUILD / BUILDER
    build.sphinx(BUILDER, output, nb_mime_priority_overrides=SHOWS)
    return load(output)


@cache
def _generators() -> Generators:
    return generators(Path(build.setting("cnnbook_versions", "book/versoes")))


def _versions(
    contents: Contents, wish: Wish
) -> Iterator[tuple[str, list[Question], dict[str, bytes]]]:
    """Of each exercise that has any, in the book's order: its versions, and their drawings."""
    found = _generators()
    for chapter in contents.chapters:
        if generator := found.get(chapter.exercise):
            if wish.group:
                made = _of_the_class(generator, contents, wish)
            else:
                made = versions.published(generator, contents.short, wish.versions)
            yield (chapter.exercise, *made)


def _of_the_class(
    generator: Generator, contents: Contents, wish: Wish
) -> tuple[list[Question], dict[str, bytes]]:
    try:
        return versions.of_a_class(
            generator, contents.short, wish.versions, classes.seed(wish.group)
        )
    except ExhaustedError as error:
        raise ClassError(
            f"o exercício “{generator.exercise}” só tem {error.found} perguntas além das do livro: "
            f"peça menos, como VARIANTES={error.found}"
        ) from error


def _with_versions(contents: Contents, wish: Wish) -> tuple[list[Question], Contents]:
    """All versions that are wished for, and the book's contents with their drawings."""
    asked: list[Question] = []
    pictures = dict(contents.pictures)
    for _exercise, found, drawn in _versions(contents, wish):
        asked += found
        pictures |= drawn
    return asked, replace(contents, pictures=pictures)


def _packed(deck: cards.Deck, path: Path) -> bytes:
    changes = dates.brought_up_to_date(dates.read(path), deck.digests(), date.today())
    packed = package.write(deck.dated(changes), deck.media)
    dates.write(path, changes)
    return packed


def _published(kind: str, name: str, content: bytes, label: str, group: str = "") -> Path:
    file = build.BUILD / BUILDER / f"{build.name()}-{name}"
    write_atomically(file, content)
    target = build.BUILD / "html" / FOLDER / file.name
    return publish(file, target, build.doctrees(build.BUILD / BUILDER), kind, label, group)


def _own_file(wish: Wish, name: str, content: bytes) -> Path:
    path = classes.folder(wish.group) / name
    write_atomically(path, content)
    return path
