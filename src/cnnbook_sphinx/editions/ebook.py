"""The book as an EPUB: Sphinx's own builder, with the answers in chapters of their own at the end.

Each exercise links to its answer and back. The other links that led into an answer, from anywhere
in the book, follow it.
"""

from __future__ import annotations

import posixpath
import re
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
from cnnbook_sphinx.editions import cover, xhtml
from cnnbook_sphinx.editions.xhtml import E

STYLES = ("_static/ebook.css", "_static/pygments.css")
ANSWERS = "Respostas"

_EXERCISE = re.compile(r"(?:.*/)?(\d\d)-")
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
        cover.write(out, title, subtitle)
        parts = list(self._parts())
        _follow_answers(parts)
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
        _describe(package.getroot())
        package.write(path, encoding="utf-8", xml_declaration=True)

    def _parts(self) -> Iterator[Part]:
        yield Part("capa", self.config.epub_title, _cover_page(), 1)
        contents = self.config.external_site_map.root
        yield self._page(contents.docname, level=1)
        exercises: list[Part] = []
        for number, tree in enumerate(contents.subtrees, start=1):
            pages = [self._page(str(document), level=2) for document in tree.items]
            exercises += [page for page in pages if exercise_number(page.name)]
            yield _divider(f"parte-{number}", tree.caption, pages)
            yield from pages
        answers = [answer for page in exercises if (answer := take_answer(page))]
        if answers:
            yield _divider("respostas", ANSWERS, answers)
            yield from answers

    def _page(self, document: str, level: int) -> Part:
        title, body = self.env.titles[document].astext(), self.bodies[document]
        if number := exercise_number(document):
            title = f"{number}. {title}"
            body.find(".//h1").addprevious(E.p(f"Exercício {number}", {"class": "number"}))
        return Part(document, title, body, level)


def exercise_number(document: str) -> int | None:
    match = _EXERCISE.match(document)
    return int(match[1]) if match else None


def take_answer(page: Part) -> Part | None:
    """Move a page's answer to a part of its own, with links both ways; None if it has none."""
    found = page.body.xpath("//section[details[@class='answer']]")
    if not found:
        return None
    [section] = found
    [details] = section.findall("details")
    number = exercise_number(page.name)
    answer_name = f"{page.name}-resposta"
    anchor = section.get("id")

    details.find("summary").drop_tree()
    for heading in section.iter("h3", "h4", "h5", "h6"):
        heading.tag = f"h{int(heading.tag[1]) - 1}"
    body = E.body(
        E.section(
            {"id": anchor},
            E.p(f"Resposta do exercício {number}", {"class": "number"}),
            E.h1(page.body.findtext(".//h1")),
            E.p(
                E.a("Voltar ao enunciado", href=f"{posixpath.basename(page.file)}#enunciado"),
                {"class": "to-statement"},
            ),
            *details,
        )
    )
    link = E.a(
        f"Resposta do exercício {number}", href=f"{posixpath.basename(answer_name)}.xhtml#{anchor}"
    )
    section.addprevious(E.p(link, {"class": "to-answer"}))
    section.drop_tree()
    return Part(answer_name, f"Resposta do exercício {number}", body, 2)


def _divider(name: str, title: str, parts: list[Part]) -> Part:
    links = E.ol(*(E.li(E.a(part.title, href=part.file)) for part in parts))
    return Part(name, title, E.body(E.section(E.h1(title), links, {"class": "part"})), 1)


def _cover_page() -> etree._Element:
    image = E.img(src="cover.png", alt=cover.ALTERNATIVE)
    return E.body(E.section(image, {"class": "cover"}))


def _follow_answers(parts: list[Part]) -> None:
    """Let each link lead to the file where its target now is."""
    files = {part.file: set(part.body.xpath("//@id")) for part in parts}
    for part in parts:
        folder = posixpath.dirname(part.file)
        for link in part.body.iter("a"):
            url = urlsplit(link.get("href", ""))
            if url.scheme or url.netloc or not url.fragment:
                continue
            target = posixpath.normpath(posixpath.join(folder, unquote(url.path)))
            target = target if url.path else part.file
            fragment = unquote(url.fragment)
            if fragment not in files.get(target, set()):
                siblings = (target.replace("-resposta", ""), target[:-6] + "-resposta.xhtml")
                holders = [name for name in siblings if fragment in files.get(name, set())]
                if not holders:
                    raise ValueError(
                        f"{part.file}: o link {link.get('href')} não leva a lugar nenhum"
                    )
                target = holders[0]
            path = "" if target == part.file else posixpath.relpath(target, folder or ".")
            link.set("href", f"{path}#{quote(fragment)}")


def _describe(package: etree._Element) -> None:
    """Add to the package what Sphinx leaves out: the cover's role and accessibility."""
    [metadata] = package.findall("opf:metadata", _OPF)
    for name, text in _ACCESSIBILITY:
        meta = etree.SubElement(metadata, f"{{{_OPF['opf']}}}meta", property=name)
        meta.text = text
    for item in package.iterfind("opf:manifest/opf:item", _OPF):
        if item.get("href") == "cover.png":
            item.set("properties", "cover-image")


def setup(app: Sphinx) -> None:
    app.add_builder(EbookBuilder, override=True)
