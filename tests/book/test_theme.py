"""What is changed in the theme still applies, and changes nothing else."""

from __future__ import annotations

import io
import re

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from settling import show

SAMPLE = ["book/02-tamanho-da-saida", "book/06-conv1d", "book/08-cifar-100", "book/referencias",
          "search"]  # fmt: skip

# Everything that an element's looks depend on, but what only names variables. Kept in the page:
# there is much of it.
REMEMBER = """
() => {
  const names = [...getComputedStyle(document.body)].filter(name => !name.startsWith("--"));
  window.looks = () => [...document.body.querySelectorAll("*")].map(element => {
    const style = getComputedStyle(element);
    return names.map(name => style.getPropertyValue(name)).join("\\n");
  });
  window.valuesOf = look => look.split("\\n").map((value, place) => `${names[place]}: ${value}`);
  return names.length;
}
"""
COMPARE = """
css => {
  // In one go: what a page does by itself between two looks, such as a focus, does not count.
  window.before = looks();
  const trimmed = document.querySelector('link[rel="stylesheet"]');
  const whole = Object.assign(document.createElement("style"), {textContent: css});
  trimmed.disabled = true;
  document.head.append(whole);
  const elements = [...document.body.querySelectorAll("*")];
  const different = looks().flatMap((look, index) => {
    if (look === before[index]) return [];
    const old = new Set(valuesOf(before[index]));
    return valuesOf(look).filter(value => !old.has(value))
      .map(value => [elements[index].outerHTML.slice(0, 80), value]);
  });
  whole.remove();
  trimmed.disabled = false;
  return [elements.length, different.slice(0, 20)];
}
"""


@pytest.mark.parametrize("sample", SAMPLE)
def test_trimmed_styles_look_like_the_whole_ones(look_at, html, sample):
    trimmed = (html / "_static" / "pages.css").read_text("utf-8")
    names = re.match(r"/\* (.*?) \*/", trimmed)[1].split()
    whole = "\n".join((html / "_static" / name).read_text("utf-8") for name in names)
    icons = trimmed[trimmed.index(".fa-solid,.fas") :]
    assert len(trimmed) < 0.35 * len(whole)
    page = look_at(sample, bypass_csp=True, reduced_motion="reduce")
    page.add_style_tag(content="*, *::before, *::after { transition: none !important }")
    page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
    for width, scheme, media in ((1280, "light", "screen"), (390, "dark", "screen"),
                                 (1280, "light", "print")):  # fmt: skip
        show(page, width, scheme, media)
        assert page.evaluate(REMEMBER) > 300
        elements, different = page.evaluate(COMPARE, whole + icons)
        assert elements > 100 and different == []
    assert page.evaluate(COMPARE, whole + icons + "main{top:9px}")[1]  # it would see a difference


ENGLISH = re.compile(
    r"\b(toggle|main|search|page|light|dark|open|close|copy|download|launch|source|contents"
    r"|sidebar|skip|back|next|previous|home|menu|navigation|issue)\b",
    re.IGNORECASE,
)


def test_interface_is_in_portuguese(site_pages):
    for name, text in site_pages.items():
        page = BeautifulSoup(text, "lxml")
        for article in page.select("article, title, .bd-docs-nav li"):
            article.extract()
        said = [
            element[attribute]
            for element in page.body.find_all(True)
            for attribute in ("title", "aria-label", "placeholder", "alt", "data-bs-title")
            if element.has_attr(attribute)
        ]
        said += [string for string in page.body.stripped_strings if "https:" not in string]
        assert said and [words for words in said if ENGLISH.search(words)] == [], name


def test_icons_are_drawn(look_at, exercise):
    page = look_at(exercise)
    icons = page.evaluate(
        """
        [...document.querySelectorAll("i[class*='fa-'], span.fa-solid")]
          .filter(icon => icon.getClientRects().length)
          .map(icon => {
            const style = getComputedStyle(icon), box = icon.getBoundingClientRect();
            return [icon.className, box.width, box.height, style.maskImage.slice(0, 24)];
          })
        """
    )
    assert len(icons) > 5
    for name, width, height, mask in icons:
        assert width >= 12 and height >= 12 and mask == 'url("data:image/svg+xml,', name


def test_code_is_copied_as_it_stands(browser, html):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((html / "book/01-densa-e-convolucional.html").as_uri())
    page.evaluate("document.querySelector('details.answer').open = true")
    cell = page.locator(".cell_input:visible").first
    cell.hover()
    button = cell.get_by_role("button", name="Copiar")
    button.click()
    cell.get_by_role("button", name="Copiado").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == cell.locator("pre").inner_text().rstrip() + "\n"
    context.close()


def test_sidebar_can_be_hidden_on_wide_screens(look_at, exercise):
    page = look_at(exercise, width=1280)
    toggle = page.locator(".primary-toggle")
    assert toggle.get_attribute("aria-expanded") == "true"
    toggle.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "false"
    page.locator(".bd-docs-nav").wait_for(state="hidden")
    toggle.press("Enter")
    page.locator(".bd-docs-nav").wait_for(state="visible")


def test_dialogs_on_a_phone_have_a_button_that_closes_them(look_at, exercise):
    page = look_at(exercise, width=390)
    for kind in ("primary", "secondary"):
        page.locator(f".{kind}-toggle").click()
        dialog = page.locator(f"#pst-{kind}-sidebar-modal")
        dialog.get_by_role("button", name="Fechar").click()
        dialog.wait_for(state="hidden")


def test_paper_has_title_text_and_address_on_white(look_at, exercise):
    page = look_at(exercise, color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.locator("article h1").is_visible()
    for address in page.locator(".printed-address").all():  # where the book knows its own
        assert address.is_visible() and f"{exercise}.html" in address.inner_text()
    for hidden in (".bd-sidebar-primary", ".bd-sidebar-secondary", ".bd-header-article",
                   ".prev-next-footer", "#pst-back-to-top"):  # fmt: skip
        assert not page.locator(hidden).first.is_visible(), hidden
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def brightness(locator) -> list[int]:
    image = Image.open(io.BytesIO(locator.screenshot())).convert("L")
    return sorted(image.tobytes())


def test_drawings_are_light_on_dark_in_dark_mode(look_at, exercise):
    page = look_at(exercise, color_scheme="dark")
    page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
    drawings = page.locator("article img[src$='.svg']:not(.live-pixels):visible")
    for index in range(drawings.count()):
        drawing = drawings.nth(index)
        drawing.scroll_into_view_if_needed()
        shades = brightness(drawing)
        assert shades[len(shades) // 2] < 60 and shades[-len(shades) // 200] > 130, index


def test_pictures_keep_their_colours_in_dark_mode(look_at, pages, exercise):
    if not pages[exercise].select(".image-grid"):
        pytest.skip("no pictures here")
    seen = []
    for scheme in ("light", "dark"):
        page = look_at(exercise, color_scheme=scheme)
        page.evaluate(
            "document.querySelectorAll('details').forEach(element => element.open = true)"
        )
        picture = page.locator(".image-grid img").first
        picture.scroll_into_view_if_needed()
        seen.append(picture.screenshot())
    light, dark = (Image.open(io.BytesIO(data)).convert("RGB") for data in seen)
    assert light.size == dark.size
    middle = (light.width // 2, light.height // 2)
    assert light.getpixel(middle) == dark.getpixel(middle)
    assert light.width >= 90  # pixels on the page, for 32 of the picture
