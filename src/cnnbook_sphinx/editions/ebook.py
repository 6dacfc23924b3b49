"""The book as an EPUB: Sphinx's own builder, with hints and answers in chapters at the end.

They follow the exercises. Each exercise links to them and back. The other links that led into an
answer, from anywhere in the book, follow it. Pages that only a script fills are left out.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from docutils import nodes
from lxml import etree
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder

from cnnbook_files import write_atomically
from cnnbook_sphinx.editions import folded, xhtml
from cnnbook_sphinx.editions.xhtml import E
from cnnbook_sphinx.exercises import entries, numbering
from cnnbook_sphinx.exercises.entries import Exercise
from cnnbook_sphinx.exercises.links import STATEMENT
from cnnbook_sphinx.exercises.nodes import for_the_script
from cnnbook_sphinx.handed_in import picture
from cnnbook_sphinx.words import _

COVER = "cover.png"
STYLES = ("_static/ebook.css", "_static/pygments.css")
_ANSWER = "-answer.xhtml"

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
        "All figures have an alternative text, and tables have a caption and headings.",
    ),
)


@dataclass
class Part:
    """One file of the book: where it goes, what it is called and what it contains."""

    name: str  # without a suffix
    title: str
    body: etree._Element
    level: int  # in the table of contents
    exercise: Exercise | None = None
    taken: folded.Taken = field(default_factory=folded.Taken)

    @property
    def file(self) -> str:
        return f"{self.name}.xhtml"


class EbookBuilder(Epub3Builder):
    """Keeps all pages; then answers move, links follow them, and files are written."""

    bodies: dict[str, etree._Element]
    taken: dict[str, folded.Taken]

    def init(self) -> None:
        super().init()
        folded.use_pages_visitors(self.app)
        self.bodies, self.taken = {}, {}
        self._for_the_script: set[str] = set()

    def get_outdated_docs(self) -> Iterator[str]:
        yield from self.env.found_docs  # moving answers needs all pages at once

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        self.taken[docname] = folded.Taken()
        if next(doctree.findall(for_the_script), None):
            self._for_the_script.add(docname)
        super().write_doc(docname, doctree)

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
        cover = picture(self.config, "cover")
        if cover:
            write_atomically(out / COVER, cover.draw(title, subtitle))
            self.config.epub_cover = (COVER, "")
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
        if cover := picture(self.config, "cover"):
            title = self.config.epub_title
            yield Part("cover", title, _cover_page(title, cover.ALTERNATIVE), 1)
        contents = self.config.external_site_map.root
        yield self._page(contents.docname, level=1)
        trees = []
        for number, tree in enumerate(contents.subtrees, start=1):
            documents = [document for document in map(str, tree.items) if self._is_text(document)]
            has_divider = tree.caption and len(documents) > 1
            pages = [self._page(document, 2 if has_divider else 1) for document in documents]
            divider = [_divider(f"part-{number}", tree.caption, pages)] if has_divider else []
            trees.append([*divider, *pages])
        exercises = [page for pages in trees for page in pages if page.exercise]
        folded = list(_folded(exercises))
        # What is about the exercises comes before what is about the book.
        for pages in trees:
            yield from pages
            if exercises and exercises[-1] in pages:
                yield from folded

    def _is_text(self, document: str) -> bool:
        """Not one of the pages that show what a reader's browser has stored."""
        return document not in self._for_the_script

    def _page(self, document: str, level: int) -> Part:
        title = self.env.titles[document].astext()
        exercise = entries.domain(self.env).entries.get(document)
        return Part(document, title, self.bodies[document], level, exercise, self.taken[document])


def _folded(exercises: list[Part]) -> Iterator[Part]:
    if any(page.taken.hints for page in exercises):
        hints = [_hints_of(page) for page in exercises if page.taken.hints]
        body = E.body(E.section(E.h1(_("Hints")), *hints))
        yield Part(folded.hints_page(exercises[0].name), _("Hints"), body, 1)
    if moved := [_answers_of(page) for page in exercises if page.taken.answers]:
        yield _divider("answers", _("Answers"), moved)
        yield from moved


def _hints_of(page: Part) -> etree._Element:
    assert page.exercise
    number = page.exercise.number
    section = E.section(
        E.h2(numbering.label(number)), _back_to(page), {"id": folded.hints_id(number)}
    )
    for place, steps in enumerate(page.taken.hints.values()):
        if title := folded.question_title(place):
            section.append(E.h3(title))
        section.append(E.ol(*xhtml.parse(steps)))
    return section


def _answers_of(page: Part) -> Part:
    """A part of its own, with the answers to all questions of a page."""
    assert page.exercise
    [main, *others] = page.taken.answers
    title = folded.answer_title(page.exercise.number)
    section = E.section(
        {"id": folded.answer_id(main)},
        E.p(title, {"class": "number"}),
        E.h1(page.exercise.title),
        _back_to(page),
        *xhtml.parse(page.taken.answers[main]),
    )
    for place, name in enumerate(others, start=1):
        heading = E.h2(folded.question_title(place))
        inside = E.section({"id": folded.answer_id(name)}, heading)
        inside.extend(xhtml.parse(page.taken.answers[name]))
        section.append(inside)
    return Part(folded.answers_page(page.name), title, E.body(section), 2)


def _back_to(page: Part) -> etree._Element:
    statement = f"{posixpath.basename(page.file)}#{STATEMENT}"
    return E.p(E.a(_("Back to the question"), href=statement), {"class": "to-statement"})


def _divider(name: str, title: str, parts: list[Part]) -> Part:
    links = E.ol(*(E.li(E.a(part.title, href=part.file)) for part in parts))
    return Part(name, title, E.body(E.section(E.h1(title), links, {"class": "part"})), 1)


def _cover_page(title: str, shows: str) -> etree._Element:
    name = title.replace(" — ", ", ")
    image = E.img(src=COVER, alt=f"Capa: {name}. {shows}")
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
        meta.text = _(text)
    for item in package.iterfind("opf:manifest/opf:item", _OPF):
        path = folder / unquote(item.get("href"))
        if path.name == COVER:
            item.set("properties", "cover-image")
        elif path.suffix == ".xhtml" and path.is_file() and b"<math" in path.read_bytes():
            item.set("properties", "mathml")


def setup(app: Sphinx) -> None:
    app.add_builder(EbookBuilder, override=True)
    folded.setup(app)
