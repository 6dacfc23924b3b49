"""In which order a build goes through the extension's steps: all that listen to Sphinx's events.

Events stand in the order in which a build comes to them, and the steps of each in theirs. Sphinx's
own listeners and those of other extensions have priority 500, its checks of the configuration 800.
Between "source-read" and "doctree-read" a page is parsed, and its exercise gets its number
(`exercises.numbering`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STEPS: dict[str, dict[str, int]] = {
    # The configuration is known.
    "config-inited": {
        "handed_in._prepare": 100,
        "edition._check": 200,
        "words._speak": 300,
        "addresses._configure": 400,  # what buttons and links are made from
        "assets._add_folders": 450,  # to lists of our own, before the theme adds to them
        "execution._prepare": 510,
        "maths._choose": 520,
        "portuguese_search._configure": 530,
        "editions.class_edition._configure": 550,
    },
    # What was kept of the build before is there.
    "builder-inited": {
        "outputs._start": 100,
        "words._give_templates": 200,
        "addresses._say_what_is_missing": 510,
        "exercises.numbering._number": 520,
        "exercises.scripts._write_static": 530,
        "exercises.content._forget": 540,
        "assets._forget_where_they_are": 550,
        "assets._write_scripts": 555,
        "assets._keep_templates": 560,
        "assets._colour_code_only_when_pages_are_written": 570,
    },
    # Which pages must be read.
    "env-get-outdated": {
        "outputs._read_all_after_a_broken_build": 510,
        "sources._outdated": 520,
        "exercises.numbering._read_again": 530,
        "exercises.content._outdated": 540,
    },
    "env-before-read-docs": {
        "outputs._begin_reading": 100,
        "exercises.content._report": 200,  # also if a chapter cannot run
        "slips._check_contents": 205,
        "slips._check_versions": 210,
        "execution._run_chapters": 510,
    },
    # One page after another is read.
    "env-purge-doc": {"sources._forget": 510},
    "source-read": {
        "slips._check_blocks": 90,
        "slips._check_numbers": 100,  # before the values are there
        "execution._fill_values": 510,
    },
    "doctree-read": {
        # Before tables of contents, images and labels are collected from the page.
        "editions.class_edition._strip": 100,
        "exercises.pattern._process": 510,
        "late._note": 520,
        "slips._check_page": 530,
        "sources._note": 900,  # when all files that the page needs are known
    },
    # All pages have been read; which must be written.
    "env-updated": {
        "exercises.scripts._report_faults_of_banks": 90,  # too, if the build will stop
        "execution._stop_at_faults": 100,
        "exercises.numbering._write_again": 510,
        "late._write_again": 520,
    },
    "env-get-updated": {"outputs._write_all_when_all_change": 900},  # when numbers are there
    "env-check-consistency": {
        "exercises.pattern._warn_of_shared_names": 510,
        "exercises.content._report_unused": 520,
    },
    # One page after another is written.
    "write-started": {"outputs._begin_writing": 510},
    "doctree-resolved": {
        "exercises.numbering._mark": 510,
        "late._resolve": 520,
        "exercises.front._draw": 530,
        "exercises.links._resolve": 540,
        "editions.standalone._link_from_chapter": 550,
        "portuguese_search._separate_texts": 560,
    },
    "html-page-context": {
        "outputs._begin_page": 1,
        "sidebar._replace": 600,  # what the theme made at 500 and 501, from here on
        "interface._mend_buttons": 700,
        "picture_sizes._apply": 710,
        "sharing._describe": 720,
        "editions.class_edition._without_scripts": 730,
        "assets._choose": 740,
        "policy._apply": 950,  # of the page as it will be
        "outputs._end_page": 999,
    },
    "html-collect-pages": {
        "portuguese_search._forget": 510,
        "entry_pages._not_found": 520,
    },
    # All pages have been written.
    "build-finished": {
        "entry_pages._write_index": 450,  # before one is made by default
        "sources._record": 510,
        "exercises.scripts._write_what_depends_on_the_book": 520,
        "editions.class_edition._write_key_sheet": 530,
        "editions.downloads._keep": 540,
        "editions.standalone._write_all": 550,
        "sharing._write_site_files": 850,
        "assets._put_together": 900,  # what all that was written needs
        "entry_pages._anchor_not_found": 950,
        "outputs._end": 990,
    },
}
_PACKAGE = __name__.rpartition(".")[0]


def connect(app: Sphinx, *handlers: Callable[..., Any]) -> None:
    """Let each step take its place.

    Raises:
        KeyError: it has none.
    """
    places = {
        name: (event, place) for event, steps in STEPS.items() for name, place in steps.items()
    }
    for handler in handlers:
        name = f"{handler.__module__}.{handler.__name__}".removeprefix(f"{_PACKAGE}.")
        event, place = places[name]
        app.connect(event, handler, place)
