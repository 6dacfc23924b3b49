"""Every step of the extension is in the one list of them, and none shares a place with another."""

from __future__ import annotations

from small_book import Book
from sphinx.application import Sphinx

from cnnbook_sphinx.steps import STEPS


def test_places_are_distinct_and_in_the_order_of_the_list():
    for event, steps in STEPS.items():
        places = list(steps.values())
        assert places == sorted(set(places)), event
        assert 500 not in places and 800 not in places, event  # where others' listeners are


def test_all_listeners_are_steps_and_all_steps_listen(tmp_path):
    found: dict[str, dict[str, int]] = {}

    def look(app: Sphinx) -> None:
        for event, listeners in app.events.listeners.items():
            for one in listeners:
                module = getattr(one.handler, "__module__", "")
                name = f"{module}.{getattr(one.handler, '__qualname__', '')}"
                if name.startswith("cnnbook_sphinx.") and "<locals>" not in name:
                    name = name.removeprefix("cnnbook_sphinx.")
                    assert name not in found.setdefault(event, {})
                    found[event][name] = one.priority

    built = Book(tmp_path, {"pagina": "# Página\n"}).build(prepare=look)
    assert not built.error
    assert found == STEPS


def test_nothing_is_hung_on_the_application(tmp_path):
    names: set[str] = set()
    Book(tmp_path, {"pagina": "# Página\n"}).build(prepare=lambda app: names.update(vars(app)))
    assert not [name for name in names if "cnnbook" in name]
