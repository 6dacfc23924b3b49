"""The deck for Anki, imported by Anki's own backend: what it takes, and what it takes over."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import exported
import pytest
from table_of_contents import ROOT

from cnnbook_sphinx.exports import make, versions
from cnnbook_sphinx.exports.anki import cards, dates, package

EARLIER, LATER = date(2026, 1, 1), date(2026, 2, 1)


@pytest.fixture(scope="module")
def deck(contents, versions_of):
    some = {
        name: (versions.some_of_each_kind(found, 1), drawn)
        for name, (found, drawn) in versions_of.items()
    }
    whole, asked = exported.with_versions(contents, some)
    return cards.deck(whole, asked)


def packed(deck, known, today):
    changes = dates.brought_up_to_date(known, deck.digests(), today)
    return package.write(deck.dated(changes), deck.media), changes


@pytest.fixture
def collection(tmp_path):
    anki = pytest.importorskip("anki.collection", reason="pip install -e '.[independent]'")
    opened = anki.Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def take(collection, content, tmp_path):
    """Import a package as Anki does from its menu; returns what its log says."""
    from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    path = tmp_path / "deck.apkg"
    path.write_bytes(content)
    options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True)
    request = ImportAnkiPackageRequest(package_path=str(path), options=options)
    return collection.import_anki_package(request).log


def test_anki_takes_every_note_and_every_picture(collection, deck, tmp_path):
    content, _ = packed(deck, {}, EARLIER)
    log = take(collection, content, tmp_path)
    assert len(log.new) == len(deck.notes) == collection.note_count() == collection.card_count()
    checked = collection.media.check()
    assert not checked.missing and not checked.unused
    for id in collection.find_cards(""):
        card = collection.get_card(id)
        assert card.question() and card.answer()
        assert "{{" not in card.question() + card.answer()
    assert not collection.find_cards("is:due -is:new")


def test_a_changed_text_updates_one_note_and_keeps_the_rest(collection, deck, tmp_path):
    content, known = packed(deck, {}, EARLIER)
    take(collection, content, tmp_path)
    # A reader has studied a card, moved another, and put a tag on a third.
    ids = collection.find_notes("")
    studied, moved, tagged = (collection.get_note(id) for id in ids[:3])
    card = studied.cards()[0]
    collection.sched.set_due_date([card.id], "20")
    before = {id: (c.due, c.ivl, c.did) for id in collection.find_cards("")
              for c in [collection.get_card(id)]}  # fmt: skip
    own = collection.decks.id("my own deck")
    collection.set_deck([moved.cards()[0].id], own)
    tagged.add_tag("mine")
    collection.update_note(tagged)

    first, *rest = deck.notes
    solution = (*first.fields[:6], first.fields[6] + "<p>Mudou.</p>", *first.fields[7:])
    changed = replace(deck, notes=(replace(first, fields=solution), *rest))
    again, later = packed(changed, known, LATER)
    assert [name for name in later if later[name] != known[name]] == [first.name]
    log = take(collection, again, tmp_path)
    assert len(log.updated) == 1 and not log.new and not log.conflicting
    after = {id: (c.due, c.ivl, c.did) for id in collection.find_cards("")
             for c in [collection.get_card(id)]}  # fmt: skip
    kept = {id for id in before if before[id] == after[id]}
    assert set(before) - kept == {moved.cards()[0].id}
    assert after[moved.cards()[0].id][2] == own
    tagged.load()
    assert "mine" in tagged.tags


def test_importing_again_changes_nothing(collection, deck, tmp_path):
    content, _ = packed(deck, {}, EARLIER)
    take(collection, content, tmp_path)
    log = take(collection, content, tmp_path)
    assert not log.new and not log.updated and not log.conflicting


def test_the_same_deck_is_the_same_bytes(deck):
    one, known = packed(deck, {}, EARLIER)
    other, _ = packed(deck, known, LATER)
    assert one == other


def test_another_look_changes_the_note_type_alone(deck):
    _, known = packed(deck, {}, EARLIER)
    types = {note.type: replace(note.type, styles="p {}") for note in deck.notes}
    changed = replace(
        deck, notes=tuple(replace(note, type=types[note.type]) for note in deck.notes)
    )
    _, later = packed(changed, known, LATER)
    assert {name for name in later if later[name] != known[name]} == {
        f"note type {one.name}" for one in types
    }


def test_a_clock_that_is_behind_hides_no_change(deck):
    known = dates.brought_up_to_date({}, deck.digests(), LATER)
    one = next(iter(known))
    changed = {**deck.digests(), one: "another"}
    assert dates.brought_up_to_date(known, changed, EARLIER)[one].day == LATER.isoformat()


def test_a_file_of_dates_that_is_broken_is_refused(tmp_path):
    path = tmp_path / "anki.json"
    for text in ("{", "[]", '{"a": ["b"]}', '{"a": ["b", "yesterday"]}'):
        path.write_text(text, "utf-8")
        with pytest.raises(ValueError, match="anki.json"):
            dates.read(path)


def test_a_card_answers_without_a_script(deck):
    for note in deck.notes:
        if note.name.startswith("cnn-term--"):
            continue
        alternatives = note.fields[1]
        assert alternatives.count("<details>") == alternatives.count("<summary>") == 4
        without = [part for part in (note.type.front, note.type.back) if "<script>" in part]
        assert without  # only an order is a script's
        assert "<script" not in "".join(note.fields)


def test_packages_are_zips_that_say_no_time(deck):
    content, _ = packed(deck, {}, EARLIER)
    with zipfile.ZipFile(BytesIO(content)) as opened:
        assert {one.date_time for one in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {"collection.anki2", "media"} <= set(opened.namelist())


def test_the_dates_of_changes_are_kept_up_to_date(contents, monkeypatch):
    """Else a reader who imports the deck again would not get what has changed."""
    monkeypatch.chdir(ROOT)
    known = dates.read(make.dates_file())
    deck = make.book_deck(contents)
    stale = [name for name, digest in deck.digests().items()
             if name not in known or known[name].digest != digest]  # fmt: skip
    assert not stale and not known.keys() - deck.digests().keys(), (
        "rode “make anki” e ponha book/anki.json no mesmo commit"
    )
