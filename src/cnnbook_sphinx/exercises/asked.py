"""All that each exercise asks besides itself, for the page that shows a reader's progress."""

from __future__ import annotations

import json

from sphinx.application import Sphinx

from cnnbook_sphinx.exercises import entries
from cnnbook_sphinx.exercises.content import versions
from cnnbook_sphinx.exercises.progress import pages_with


def script(app: Sphinx) -> str:
    """By exercise: its questions' names in their order, and the names and titles of its kinds.

    And the address of the page of the review, empty if the book has none.
    """
    known = versions(app.env)
    content = {}
    for one in entries.exercises(app.env):
        generator = known.get(one.name)
        kinds = generator.kinds.items() if generator else ()
        content[one.name] = {
            "questions": one.questions,
            "kinds": [[name, kind.title] for name, kind in kinds],
        }
    review = next(iter(pages_with(app.env, "review")), None)
    address = app.builder.get_target_uri(review) if review else ""
    said = json.dumps({"asked": content, "review": address}, ensure_ascii=False)
    return f"Object.assign(cnnbook.book, {said});\n"
