"""The book as a PDF: the e-book's files, in their order, as one document that WeasyPrint prints.

References carry page numbers and hyphenation follows the language, which is why a browser does not
print it. The typefaces are those that Matplotlib brings, the same as the figures'.
"""

from __future__ import annotations

import base64
import json
import posixpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

import matplotlib
import ziamath
from lxml import etree
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from cnnbook_files import write_atomically
from cnnbook_sphinx.editions.xhtml import LANGUAGE, E
from cnnbook_sphinx.words import _, in_script

_STYLE = Path(__file__).with_name("paper.css")
_TYPEFACES = {
    # family: file name of each of its styles
    "Book Serif": {
        "normal normal": "STIXGeneral.ttf",
        "normal bold": "STIXGeneralBol.ttf",
        "italic normal": "STIXGeneralItalic.ttf",
        "italic bold": "STIXGeneralBolIta.ttf",
    },
    "Book Sans": {
        "normal normal": "DejaVuSans.ttf",
        "normal bold": "DejaVuSans-Bold.ttf",
        "italic normal": "DejaVuSans-Oblique.ttf",
    },
    "Book Mono": {
        "normal normal": "DejaVuSansMono.ttf",
        "normal bold": "DejaVuSansMono-Bold.ttf",
        "italic normal": "DejaVuSansMono-Oblique.ttf",
    },
}
_CODE_SIZE = 8.2  # points, where lines fit
_CODE_WIDTH = 445.0  # points that a line of code has, in the page of paper.css
_CHARACTER = 0.602  # ems that each takes in Book Mono
_FORMULA_SIZE = 16  # of the drawing, which the page then scales
ziamath.config.svg2 = False  # glyphs as paths where they stand: WeasyPrint draws those exactly
_NAMESPACES = {
    "x": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def write(epub: Path, target: Path) -> Path:
    """Print an e-book that lies beside its unpacked files, and return the PDF's path."""
    folder = epub.parent
    fonts = FontConfiguration()
    document = assemble(folder)
    styles = [
        CSS(folder / "_static" / "pygments.css", font_config=fonts),
        CSS(string=font_faces(), font_config=fonts),
        CSS(string=_style(document.findtext("head/title")), font_config=fonts),
    ]
    text = etree.tostring(document, encoding="unicode", method="html")
    printed = HTML(string=f"<!DOCTYPE html>{text}", base_url=f"{folder.resolve()}/").write_pdf(
        stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1", optimize_images=True
    )
    write_atomically(target, printed)
    return target


def _style(title: str) -> str:
    """The style sheet, with the book's title, without its subtitle, at the top of left pages."""
    style = in_script(_STYLE.read_text("utf-8"))
    return style.replace('"{title}"', json.dumps(title.partition(" — ")[0], ensure_ascii=False))


def assemble(folder: Path) -> etree._Element:
    """One HTML document of an unpacked e-book, with its table of contents after the cover."""
    package = etree.parse(folder / "content.opf")
    hrefs = {
        item.get("id"): item.get("href")
        for item in package.iterfind("opf:manifest/opf:item", _NAMESPACES)
    }
    spine = [
        hrefs[item.get("idref")]
        for item in package.iterfind("opf:spine/opf:itemref", _NAMESPACES)
        if item.get("linear") != "no"
    ]
    body = E.body()
    top = _top(folder)
    for number, file in enumerate(spine):
        section = _section(folder, file)
        if file in top:
            section.set("class", f"{section.get('class')} top")
        body.append(section)
        if number == 0:
            body.append(_contents(folder))
    title, *_ = package.xpath("//dc:title/text()", namespaces=_NAMESPACES)
    author, *_ = package.xpath("//dc:creator/text()", namespaces=_NAMESPACES)
    description, *_ = package.xpath("//dc:description/text()", namespaces=_NAMESPACES)
    head = E.head(
        E.meta(charset="utf-8"),
        E.title(title),
        E.meta(name="author", content=author),
        E.meta(name="description", content=description),
    )
    return E.html(head, body, lang=LANGUAGE)


def _section(folder: Path, file: str) -> etree._Element:
    """A file's body as a section; its names are made unique in the whole."""
    page = etree.parse(folder / file).getroot()
    for element in page.iter(etree.Element):
        element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(page)
    here = posixpath.dirname(file)
    for element in page.iter():
        _join_lines(element)
        if "id" in element.attrib:
            element.set("id", _anchor(file, element.get("id")))
        if element.tag == "img":
            element.set("src", posixpath.normpath(posixpath.join(here, element.get("src"))))
        if element.tag == "a" and not urlsplit(element.get("href", "")).scheme:
            url = urlsplit(element.get("href"))
            target = posixpath.normpath(posixpath.join(here, unquote(url.path)))
            element.set("href", "#" + _anchor(target if url.path else file, url.fragment))

    draw_formulas(page)
    fit_code(page)
    for heading in page.iterfind("body//h1"):
        heading.set("data-label", page.findtext("head/title"))  # in the outline
    section = E.div({"class": f"file {_kind(file)}", "id": _anchor(file, "")})
    section.extend(page.find("body"))
    return section


def fit_code(page: etree._Element) -> None:
    """Code in letters as small as its longest line needs, for a broken line would not run."""
    for block in page.iter("pre"):
        longest = max(map(len, "".join(block.itertext()).split("\n")), default=0)
        if longest * _CHARACTER * _CODE_SIZE > _CODE_WIDTH:
            block.set("style", f"font-size:{_CODE_WIDTH / (longest * _CHARACTER):.2f}pt")


def draw_formulas(body: etree._Element) -> None:
    """Put a picture in the place of each ``<math>`` element, which WeasyPrint does not know."""
    for formula in list(body.iter("math")):
        image = _drawn(formula)
        image.tail = formula.tail
        formula.getparent().replace(formula, image)


def _drawn(formula: etree._Element) -> etree._Element:
    """A formula as a picture that scales with the text around it."""
    displayed = formula.get("display") == "block"
    mathml = etree.tostring(formula, encoding="unicode", with_tail=False)
    drawn = ziamath.Math(mathml, size=_FORMULA_SIZE)
    width, _ = drawn.getsize()
    ems, below = width / _FORMULA_SIZE, drawn.getyofst() / _FORMULA_SIZE
    return E.img(
        {"class": "formula displayed" if displayed else "formula"},
        src="data:image/svg+xml;base64," + base64.b64encode(drawn.svg().encode()).decode(),
        alt="".join(formula.itertext()),
        style=f"width:{ems:.3f}em;vertical-align:{below:.3f}em",
    )


def _join_lines(element: etree._Element) -> None:
    """One space for the end of a source line: WeasyPrint may else break a hyphenated word twice."""
    if not any(parent.tag == "pre" for parent in (element, *element.iterancestors())):
        element.text = (element.text or "").replace("\n", " ")
    if not any(parent.tag == "pre" for parent in element.iterancestors()):
        element.tail = (element.tail or "").replace("\n", " ")


def _kind(file: str) -> str:
    if file == "cover.xhtml":
        return "cover-page"
    if "/" not in file:
        return "divider"
    return "answer" if file.endswith("-answer.xhtml") else "chapter"


def _top(folder: Path) -> set[str]:
    """Files that the table of contents puts under no other."""
    points = etree.parse(folder / "toc.ncx").findall("ncx:navMap/ncx:navPoint", _NAMESPACES)
    return {unquote(point.find("ncx:content", _NAMESPACES).get("src")) for point in points}


def _contents(folder: Path) -> etree._Element:
    """The table of contents; the style adds the page numbers."""
    navigation = etree.parse(folder / "toc.ncx")

    def items(points: list[etree._Element]) -> etree._Element:
        listed = E.ol()
        for point in points:
            text = point.findtext("ncx:navLabel/ncx:text", namespaces=_NAMESPACES)
            source = unquote(point.find("ncx:content", _NAMESPACES).get("src"))
            if source == "cover.xhtml":
                continue
            entry = E.li(E.a(text, href="#" + _anchor(source, "")))
            if inner := point.findall("ncx:navPoint", _NAMESPACES):
                entry.append(items(inner))
            listed.append(entry)
        return listed

    top = navigation.findall("ncx:navMap/ncx:navPoint", _NAMESPACES)
    return E.div(
        {"class": "file contents", "id": "sumario"},
        E.h1(_("Contents"), {"data-label": _("Contents")}),
        items(top),
    )


def _anchor(file: str, fragment: str) -> str:
    name = file.removesuffix(".xhtml").replace("/", "-")
    return f"{name}--{fragment}" if fragment else name


def font_faces() -> str:
    """A style sheet with the typefaces of all that is printed."""
    folder = Path(matplotlib.get_data_path(), "fonts", "ttf")
    faces = []
    for family, files in _TYPEFACES.items():
        for style, name in files.items():
            slant, weight = style.split()
            faces.append(
                f'@font-face {{ font-family: "{family}"; font-style: {slant}; '
                f'font-weight: {weight}; src: url("{(folder / name).as_uri()}") }}'
            )
    return "\n".join(faces)
