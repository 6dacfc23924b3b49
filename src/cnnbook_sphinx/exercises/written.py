"""The further questions that stand in a chapter, as a script, for the pages that ask them too.

They are taken from the chapter's page as it was written: another page has the same.
"""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.application import Sphinx

from cnnbook_sphinx import outputs
from cnnbook_sphinx.exercises import entries
from cnnbook_sphinx.exercises.content import versions


def make_all(app: Sphinx, made: outputs.Outputs) -> dict[str, str]:
    """Make ``_static/written/NAME.js`` of each exercise without a bank; returns their versions."""
    found = {}
    for one in entries.exercises(app.env):
        if not one.name or one.name in versions(app.env):
            continue
        page = Path(app.builder.get_outfilename(one.docname))
        if one.docname not in made.pages or not page.is_file():
            continue
        facts = made.page(one.docname)
        # Also of a page that stays as it is, while its exercise has lost its bank.
        if one.docname in made.written or "written" not in facts:
            facts["written"] = outputs.key(page.read_bytes())
        file = f"_static/written/{one.name}.js"
        made.make(
            file,
            facts["written"],
            lambda name=one.name, page=page: script(name, page.read_text("utf-8")).encode(),
        )
        found[one.name] = outputs.key((made.folder / file).read_bytes())[:8]
    return found


def script(exercise: str, page: str) -> str:
    """Hands over the questions of an exercise's page, each with the mistakes that one can make."""
    from bs4 import BeautifulSoup

    questions = []
    for section in BeautifulSoup(page, "html.parser").select("section.question"):
        for link in section.select("a.headerlink"):
            link.decompose()
        marked = section.select("[data-misconceptions]")
        mistakes = {one for item in marked for one in str(item["data-misconceptions"]).split()}
        questions.append([section["id"], sorted(mistakes), section.decode_contents().strip()])
    content = {"exercise": exercise, "questions": questions}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"cnnbook.receiveWritten({text});\n"
