"""Questions as GIFT, a text format that many platforms read: with feedback, without pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from cnnbook_sphinx.exports import said
from cnnbook_sphinx.exports.drawings import PICTURE
from cnnbook_sphinx.exports.questions import Contents, Question

_SPECIAL = re.compile(r"([~=#{}:\\])")


def write(contents: Contents, questions: Iterable[Question], edition: str = "") -> bytes:
    """A file with the questions that need no picture to be answered.

    What a picture of a solution shows is said in words.
    """
    parts = []
    last: list[str] = []
    for one in said.by_category(questions, contents):
        if not is_without_pictures(one):
            continue
        path = said.category(one, contents, edition)
        if path != last:
            last = path
            category = "/".join(["top", *(part.replace("/", "//") for part in path)])
            parts.append(f"$CATEGORY: {category}\n")
        parts.append(_question(one, contents))
    return "\n".join(parts).encode()


def is_without_pictures(question: Question) -> bool:
    """Whether GIFT, which holds no files, can ask it."""
    asked = (question.statement, *(one.text for one in question.alternatives))
    return not any(PICTURE.search(text) for text in asked)


def _question(one: Question, contents: Contents) -> str:
    chapter = contents.chapter(one)
    tags = "".join(f" [tag:{tag}]" for tag in said.short_tags(one, contents))
    lines = [
        f"// [id:{one.name}]{tags}",
        f"::{_escaped(escape(said.title(one, chapter), quote=False))}::"
        f"[html]{_escaped(one.statement)}{{",
    ]
    for choice in one.alternatives:
        mark = "=" if choice.is_right else "~"
        told = _escaped(said.feedback(choice, contents))
        lines.append(f"{mark}{_escaped(choice.text)}#{told}")
    lines += [f"####{_escaped(one.solution)}", "}"]
    return "\n".join(lines) + "\n"


def _escaped(markup: str) -> str:
    """On one line, with pictures said in words, and without what means something in GIFT."""
    said_in_words = PICTURE.sub(lambda found: f"<em>[{found[2]}]</em>", markup)
    one_line = re.sub(r"\s*\n\s*", " ", said_in_words).strip()
    return _SPECIAL.sub(r"\\\1", one_line)
