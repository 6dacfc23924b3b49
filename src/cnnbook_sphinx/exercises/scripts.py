"""What the browser is given: one script, an index of the exercises, and a bank of variants each.

All are classic scripts, for pages opened from a file may load no module and make no request.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from cnnbook_files import write_if_changed
from cnnbook_sphinx import execution, outputs, steps
from cnnbook_sphinx.edition import is_class
from cnnbook_sphinx.exercises import bundles, entries, numbering, written
from cnnbook_sphinx.exercises.content import (
    RIGHT,
    FaultsError,
    Generator,
    Kind,
    Variant,
    bank,
    explained_in,
    fill,
    form_of,
    known_mistakes,
    mistakes_of,
    only_offered,
    place_of,
    places_in,
    versions,
)
from cnnbook_sphinx.exercises.entries import Exercise
from cnnbook_sphinx.exercises.links import outside_answers
from cnnbook_sphinx.exercises.progress import pages_with
from cnnbook_sphinx.faults import report_all
from cnnbook_sphinx.joined_scripts import joined
from cnnbook_sphinx.words import in_script

_BROWSER = Path(__file__).parent / "browser"
_SCRIPTS = (  # in this order
    "book.js", "checks.js", "tries.js", "mistakes.js", "record.js", "looked.js", "store.js",
    "address.js", "explained.js", "typed.js", "own.js", "question.js", "bank.js", "texts.js",
    "variant.js", "exercise.js", "contents.js", "notices.js", "start.js",
)  # fmt: skip
_STYLES = ("exercises.css", "progress.css", "front.css")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MARKDOWN = MarkdownIt("commonmark").enable("table")


def setup(app: Sphinx) -> None:
    steps.connect(
        app, _write_static, _report_faults_of_banks, _write_what_depends_on_the_book
    )
    # The index must be there before the script that uses it.
    app.add_js_file("exercise-index.js", loading_method="defer", priority=600)
    app.add_js_file("exercises.js", loading_method="defer", priority=601)
    for name in _STYLES:
        app.add_css_file(name)


def engine() -> str:
    """The whole script of the exercises, in the order in which its parts need one another."""
    return joined(_BROWSER / name for name in _SCRIPTS)


def bank_script(generator: Generator) -> str:
    """One exercise's variants as a script that hands them to the engine.

    Raises:
        FaultsError: texts and draws do not fit.
    """
    made = bank.make(generator)
    if faults := generator.faults():
        raise FaultsError(faults)
    kinds = list(made.kinds)
    everyone = [*made.variants, *([made.chapter] if made.chapter else [])]
    of_kind = {kind: [one for one in everyone if one.kind == kind] for kind in kinds}
    forms = {kind: form_of(made.kinds[kind], some) for kind, some in of_kind.items()}
    for kind in (kind for kind, form in forms.items() if not form):
        of_kind[kind] = [only_offered(made.kinds[kind], one) for one in of_kind[kind]]
    columns = {kind: _columns([one.values for one in some]) for kind, some in of_kind.items()}
    values = {kind: iter(rows) for kind, (_, rows) in columns.items()}
    known = {one.id: one.also for some in of_kind.values() for one in some}
    rows = [
        [one.id, kinds.index(one.kind), list(one.order), next(values[one.kind]), known[one.id]]
        for one in everyone
    ]
    content = {
        "exercise": made.exercise,
        "kinds": [
            {"name": kind, "typed": inline_html(forms[kind])}
            | _kind(made.kinds[kind], of_kind[kind], columns[kind][0])
            for kind in kinds
        ],
        "variants": rows[: len(made.variants)],
        "chapter": _all_typed(rows[-1]) if made.chapter else None,
    }
    return f"cnnbook.receiveBank({_compact(content)});\n"


def _all_typed(row: list[Any]) -> list[Any]:
    """A version as one of which no wrong alternative is offered: the chapter has its own."""
    name, kind, order, values, also = row
    return [name, kind, [], values, [*(one for one in order if one != RIGHT), *also]]


def _index_script(app: Sphinx, **versions: dict[str, str]) -> str:
    """Exercises in the book's order, and misconceptions, with the addresses of both.

    Args:
        versions: of the scripts that pages load when they need them: ``banks`` and ``written``,
            by exercise, and ``bundles``, by the kind of page.
    """
    env = app.env
    exercises = []
    for one in entries.exercises(env):
        if one.name:
            exercises.append(
                {
                    "id": one.name,
                    "label": numbering.label(one.number),
                    "title": env.titles[one.docname].astext(),
                    "page": app.builder.get_target_uri(one.docname),
                    "content": one.content,
                    "misconceptions": misconceptions_of(env, one),
                }
            )
    misconceptions = {
        name: {
            "name": inline_html(one.name),
            "mistake": _address(app, place_of(app.config, name)),
            "explained": _address(app, target),
            "statement": _address(app, outside_answers(app, target)),
            "title": env.titles[document].astext() if document in env.titles else document,
        }
        for name, one in known_mistakes(env).items()
        for target in [explained_in(app.config, one)]
        for document in [target.partition("#")[0]]
    }
    content = {
        "exercises": exercises,
        "misconceptions": misconceptions,
        **{kind: _page(app, kind) for kind in ("progress", "review")},
        **versions,
    }
    return f"window.cnnbook = {{ index: {_compact(content)} }};\n"


def misconceptions_of(env: BuildEnvironment, exercise: Exercise) -> list[str]:
    """All mistakes that one can make in an exercise, in its variants and its further questions."""
    names = {*exercise.mistakes}
    if generator := versions(env).get(exercise.name):
        for kind in generator.kinds.values():
            names.update(mistake for name in kind.wrong for mistake in mistakes_of(name))
    return sorted(names)


def _write_static(app: Sphinx) -> None:
    folder = Path(app.doctreedir) / "exercises"
    files = {name: in_script((_BROWSER / name).read_text("utf-8")) for name in _STYLES}
    if not is_class(app.config):
        files["exercises.js"] = engine()
    for name, text in files.items():
        write_if_changed(folder / name, text.encode())
    app.config.html_static_path = [*app.config.html_static_path, str(folder)]


def _report_faults_of_banks(app: Sphinx, env: BuildEnvironment) -> None:
    """In a build that will not come to write them."""
    if execution.is_at_fault(app):
        for generator in versions(env).values():
            try:
                bank_script(generator)
            except FaultsError as error:
                report_all(error.faults)


def _write_what_depends_on_the_book(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.name != "html" or is_class(app.config):
        return
    made = outputs.of(app)
    names = {one.name for one in entries.exercises(app.env)}
    banks = {}
    for name, generator in sorted(versions(app.env).items()):
        if name not in names:
            continue
        file = f"_static/banks/{name}.js"
        try:
            made.make(
                file,
                _made_from(app, generator),
                lambda generator=generator: bank_script(generator).encode(),
            )
        except FaultsError as error:
            report_all(error.faults)
        else:
            banks[name] = outputs.key((made.folder / file).read_bytes())[:8]
    index = _index_script(
        app,
        banks=banks,
        written=written.make_all(app, made),
        bundles=bundles.make_all(app, made),
    ).encode()
    made.make("_static/exercise-index.js", outputs.key(index), lambda: index)


def _made_from(app: Sphinx, generator: Generator) -> str:
    """Differs when an exercise's bank does: of its texts, its draws, and all that makes banks."""
    draws = execution.digest_of_module(app, generator.versions.draws)
    return outputs.key(app.config.cnnbook_digest, generator.versions.text, draws)


def _columns(
    variants: Sequence[Mapping[str, str]],
) -> tuple[dict[str, str], list[list[str]]]:
    """Each place as a template of columns, and the lists of what stands in these, one a variant.

    A shape that a mistake leads to often has most of its numbers in common with the right one:
    where all values of a place are written alike, each of their numbers has a column. Two share
    a column where no variant needs it for both, unless they are the same.
    """
    often = Counter(name for values in variants for name in values)
    columns: list[dict[int, str]] = []
    places = {}
    for name in sorted(often, key=lambda name: (-often[name], name)):
        values = {row: own[name] for row, own in enumerate(variants) if name in own}
        between = {tuple(_NUMBER.split(value)) for value in values.values()}
        if len(between) == 1 and len(words := between.pop()) > 1:
            numbers = {row: _NUMBER.findall(value) for row, value in values.items()}
            parts = [{row: found[part] for row, found in numbers.items()}
                     for part in range(len(words) - 1)]  # fmt: skip
        else:
            words, parts = ("", ""), [values]
        template = words[0]
        for own, word in zip(parts, words[1:]):
            number = _free_for(own, columns)
            columns[number] |= own
            template += f"{{{number}}}{word}"
        places[name] = template
    rows = [[column.get(row, "") for column in columns] for row in range(len(variants))]
    return places, rows


def _free_for(values: Mapping[int, str], columns: list[dict[int, str]]) -> int:
    """The first column in which these values, by their rows, have room; a new one if need be."""
    for number, column in enumerate(columns):
        if all(column.get(row, value) == value for row, value in values.items()):
            return number
    columns.append({})
    return len(columns) - 1


def inline_html(text: str) -> str:
    """A line of Markdown as HTML, without a paragraph around it."""
    return _MARKDOWN.renderInline(text)


def block_html(text: str) -> str:
    """Markdown as HTML; a column's alignment is a class, for the pages' policy forbids styles."""
    html = _MARKDOWN.render(text).replace("<table>", '<table class="table">')
    return re.sub(r' style="text-align:(\w+)"', r' class="to-\1"', html)


def _kind(kind: Kind, variants: Sequence[Variant], columns: Mapping[str, str]) -> dict[str, Any]:
    """A kind's texts, with every answer that some variant knows, in one of its forms."""
    choices = sorted({one for each in variants for one in (*each.order, *each.also)})

    def text(template: str) -> str:
        return fill(template, columns)

    return {
        "fields": sorted(places_in(*columns.values()), key=int),
        "statement": block_html(text(kind.statement)),
        "figure": [text(kind.figure), text(kind.figure_alt)],
        "hints": [block_html(text(hint)) for hint in kind.hints],
        "solution": block_html(text(kind.solution)),
        "solution_figure": [text(kind.solution_figure), text(kind.solution_figure_alt)],
        "choices": {
            choice: {
                "misconceptions": mistakes_of(choice),
                "text": inline_html(text(said.text)),
                "feedback": block_html(text(said.feedback)),
            }
            for choice in choices
            for said in [kind.choice(choice)]
        },
    }


def _page(app: Sphinx, kind: str) -> str:
    """The address of the book's page of the progress, or of the review; empty if it has none."""
    found = pages_with(app.env, kind)
    return _address(app, found[0]) if found else ""


def _address(app: Sphinx, target: str) -> str:
    document, _, anchor = target.partition("#")
    uri = app.builder.get_target_uri(document)
    return f"{uri}#{anchor}" if anchor else uri


def _compact(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
