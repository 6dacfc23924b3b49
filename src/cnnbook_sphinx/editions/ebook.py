"""The book as an EPUB: Sphinx's own builder, with hints and answers in chapters at the end.

They follow the exercises. Each exercise links to them and back. The other links that led into an
answer, from anywhere in the book, follow it. Pages that only a script fills are left out.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from lxml import etree
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder

from cnnbook.files import write_atomically
from cnnbook_sphinx.editions import answers, xhtml
from cnnbook_sphinx.editions.xhtml import E
from cnnbook_sphinx.exercises import numbering

STYLES = ("_static/ebook.css", "_static/pygments.css")
ANSWERS = "Respostas"
HINTS = "Pistas"
_ANSWER = "-resposta.xhtml"

_OPF = {"opf": "http://www.idpf.org/2007/opf"}
# What a reader with special needs wants to know before opening the book (EPUB Accessibility 1.1).
_ACCESSIBILITY = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "displayTransformability"),
    ("schema:accessibilityHazard", "none"),
    (
        "schema:accessibilitySummary",
        "Todas as figuras têm texto alternativo, e as tabelas têm legenda e cabeçalhos.",
    ),
)


@dataclass
class Part:
    """One file of the book: where it goes, what it is called and what it contains."""

    name: str  # without a suffix
    title: str
    body: etree._Element
    level: int  # in the table of contents
    number: int | None = None  # of an exercise

    @property
    def file(self) -> str:
        return f"{self.name}.xhtml"


class EbookBuilder(Epub3Builder):
    """Keeps all pages; then answers move, links follow them, and files are written."""

    bodies: dict[str, etree._Element]

    def init(self) -> None:
        super().init()
        self.bodies = {}

    def get_outdated_docs(self) -> Iterator[str]:
        yield from self.env.found_docs  # moving answers needs all pages at once

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        outfilename: str | None = None,
        event_arg: Any = None,
    ) -> None:
        """Keep what a document contains; the theme's templates are not for paper."""
        if "body" in addctx:
            self.bodies[pagename] = xhtml.parse(addctx["body"])

    def copy_static_files(self) -> None:
        folder = Path(self.outdir, "_static")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ebook.css").write_bytes(Path(__file__).with_name("ebook.css").read_bytes())
        (folder / "pygments.css").write_text(self.highlighter.get_stylesheet(), "utf-8")

    def gen_pages_from_extensions(self) -> None:
        pass

    def get_toc(self) -> None:
        """Write all files, in order, and tell Sphinx what the table of contents is."""
        title, _, subtitle = self.config.epub_title.partition(" — ")
        out = Path(self.outdir)
        from cnnbook_sphinx.editions import cover  # with matplotlib, which no other builder needs

        cover.write(out, title, subtitle)
        parts = list(self._parts())
        left_out = {f"{name}.xhtml" for name in self.bodies} - {part.file for part in parts}
        _follow_answers(parts, left_out)
        for part in parts:
            folder = posixpath.dirname(part.name)
            to_root = "../" if folder else ""
            xhtml.save_embedded_images(part.body, out / "_images", f"{to_root}_images")
            styles = [to_root + style for style in STYLES]
            write_atomically(out / part.file, xhtml.document(part.title, part.body, styles))
        self.refnodes = [
            {"level": part.level, "refuri": quote(part.file), "text": escape(part.title)}
            for part in parts
        ]

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        return super().toc_metadata(level, navpoints) | {"uid": escape(self.config.epub_identifier)}

    def build_content(self) -> None:
        for file in Path(self.outdir, "_static").iterdir():
            if f"_static/{file.name}" not in STYLES:
                file.unlink()  # put there by extensions, for their pages
        super().build_content()
        path = Path(self.outdir, "content.opf")
        package = etree.parse(path)
        _describe(package.getroot(), Path(self.outdir))
        package.write(path, encoding="utf-8", xml_declaration=True)

    def _parts(self) -> Iterator[Part]:
        yield Part("capa", self.config.epub_title, _cover_page(self.config.epub_title), 1)
        contents = self.config.external_site_map.root
        yield self._page(contents.docname, level=1)
        trees = []
        for number, tree in enumerate(contents.subtrees, start=1):
            documents = [document for document in map(str, tree.items) if self._is_text(document)]
            has_divider = tree.caption and len(documents) > 1
            pages = [self._page(document, 2 if has_divider else 1) for document in documents]
            divider = [_divider(f"parte-{number}", tree.caption, pages)] if has_divider else []
            trees.append([*divider, *pages])
        exercises = [page for pages in trees for page in pages if page.number]
        folded = list(_folded(exercises))
        # What is about the exercises comes before what is about the book.
        for pages in trees:
            yield from pages
            if exercises and exercises[-1] in pages:
                yield from folded

    def _is_text(self, document: str) -> bool:
        """Not one of the pages that show what a reader's browser has stored."""
        return not self.bodies[document].xpath(
            "//*[contains(@class, 'progress-page') or contains(@class, 'review-page')]"
        )

    def _page(self, document: str, level: int) -> Part:
        body = self.bodies[document]
        answers.flatten_questions(body)
        number = numbering.number_of(self.env, document)
        return Part(document, self.env.titles[document].astext(), body, level, number)


def _folded(exercises: list[Part]) -> Iterator[Part]:
    hints, moved = take_folded(exercises)
    yield from hints
    if moved:
        yield _divider("respostas", ANSWERS, moved)
        yield from moved


def take_folded(exercises: list[Part]) -> tuple[list[Part], list[Part]]:
    """Move all hints to one part, and each exercise's answers to a part of its own."""
    hints: list[etree._Element] = []
    moved: list[Part] = []
    hints_name = ""
    for page in exercises:
        hints_name = posixpath.join(posixpath.dirname(page.name), "pistas-dos-exercicios")
        answer_name = f"{page.name}-resposta"
        number = page.number or 0
        heading = page.title.removeprefix(numbering.titled(number, ""))
        hints_file, answer_file = (
            f"{posixpath.basename(name)}.xhtml" for name in (hints_name, answer_name)
        )
        taken = answers.take(page.body, hints_file, answer_file, number)
        back = f"{posixpath.basename(page.file)}#enunciado"
        if taken.hints:
            hints.append(_hints_of(number, taken, back))
        if taken.answers:
            title = f"Resposta do exercício {number}"
            body = _answers_of(title, heading, taken, back)
            moved.append(Part(answer_name, title, body, 2))
    if not hints:
        return [], moved
    body = E.body(E.section(E.h1(HINTS), *hints))
    return [Part(hints_name, HINTS, body, 1)], moved


def _hints_of(number: int, taken: answers.Taken, back: str) -> etree._Element:
    section = E.section(
        E.h2(numbering.label(number)), _back_to(back), {"id": answers.hints_id(number)}
    )
    for name, steps in taken.hints.items():
        if title := answers.question_title(name):
            section.append(E.h3(title))
        section.append(E.ol(*steps))
    return section


def _answers_of(title: str, heading: str, taken: answers.Taken, back: str) -> etree._Element:
    [main, *others] = taken.answers
    section = E.section(
        {"id": answers.answer_id(main)},
        E.p(title, {"class": "number"}),
        E.h1(heading),
        _back_to(back),
        *taken.answers[main],
    )
    for name in others:
        inside = E.section({"id": answers.answer_id(name)}, E.h2(answers.question_title(name)))
        inside.extend(taken.answers[name])
        section.append(inside)
    return E.body(section)


def _back_to(statement: str) -> etree._Element:
    return E.p(E.a("Voltar ao enunciado", href=statement), {"class": "to-statement"})


def _divider(name: str, title: str, parts: list[Part]) -> Part:
    links = E.ol(*(E.li(E.a(part.title, href=part.file)) for part in parts))
    return Part(name, title, E.body(E.section(E.h1(title), links, {"class": "part"})), 1)


def _cover_page(title: str) -> etree._Element:
    from cnnbook_sphinx.editions import cover

    name, _, subtitle = title.partition(" — ")
    image = E.img(src="cover.png", alt=cover.alternative(name, subtitle))
    return E.body(E.section(image, {"class": "cover"}))


def _follow_answers(parts: list[Part], left_out: set[str]) -> None:
    """Let each link lead to the file where its target now is; links to no file become text."""
    files = {part.file: set(part.body.xpath("//@id")) for part in parts}
    for part in parts:
        folder = posixpath.dirname(part.file)
        for link in list(part.body.iter("a")):
            url = urlsplit(link.get("href", ""))
            if url.scheme or url.netloc:
                continue
            target = posixpath.normpath(posixpath.join(folder, unquote(url.path)))
            target = target if url.path else part.file
            if target in left_out:
                _unlink(link)
                continue
            fragment = unquote(url.fragment)
            other = (
                target.replace(_ANSWER, ".xhtml")
                if target.endswith(_ANSWER)
                else target.replace(".xhtml", _ANSWER)
            )
            holders = [
                name
                for name in (target, other)
                if name in files and (not fragment or fragment in files[name])
            ]
            if not holders:
                raise ValueError(f"{part.file}: o link {link.get('href')} não tem destino")
            path = "" if holders[0] == part.file else posixpath.relpath(holders[0], folder or ".")
            link.set("href", f"{path}#{quote(fragment)}" if fragment else path or "#")


def _unlink(link: etree._Element) -> None:
    """A link to no file becomes text; an item of a list that is nothing else goes."""
    item = next(link.iterancestors("li"), None)
    if item is not None and item.text_content().strip() == link.text_content().strip():
        item.drop_tree()
    else:
        link.drop_tag()


def _describe(package: etree._Element, folder: Path) -> None:
    """Add to the package what Sphinx leaves out: what is special in files, and accessibility."""
    [metadata] = package.findall("opf:metadata", _OPF)
    for name, text in _ACCESSIBILITY:
        meta = etree.SubElement(metadata, f"{{{_OPF['opf']}}}meta", property=name)
        meta.text = text
    for item in package.iterfind("opf:manifest/opf:item", _OPF):
        path = folder / unquote(item.get("href"))
        if path.name == "cover.png":
            item.set("properties", "cover-image")
        elif path.suffix == ".xhtml" and path.is_file() and b"<math" in path.read_bytes():
            item.set("properties", "mathml")


def setup(app: Sphinx) -> None:
    app.add_builder(EbookBuilder, override=True)
