"""A bank has no faults, and what the browser gets of it says what it says."""

import json

import pytest
from filled_variants import GENERATORS, bank_of

from cnnbook.questions.kind import fill
from cnnbook_sphinx.exercises import scripts


@pytest.mark.parametrize("exercise", GENERATORS)
def test_texts_and_draws_fit(exercise):
    bank_of(exercise)
    assert GENERATORS[exercise].faults() == []


@pytest.mark.parametrize("exercise", GENERATORS)
def test_every_text_of_every_variant_is_handed_out(exercise, monkeypatch):
    bank = bank_of(exercise)
    monkeypatch.setattr(scripts.bank, "make", lambda generator: bank)
    script = scripts.bank_script(GENERATORS[exercise])
    content = json.loads(script.removeprefix("cnnbook.receiveBank(").removesuffix(");\n"))
    assert len(content["variants"]) == len(bank.variants)
    assert bool(content["chapter"]) == bool(bank.chapter)
    everyone = [*bank.variants, *([bank.chapter] if bank.chapter else [])]
    handed_out = [*content["variants"], *([content["chapter"]] if bank.chapter else [])]
    for variant, (id_, number, order, values, also) in zip(everyone, handed_out):
        kind, texts = bank.kinds[variant.kind], content["kinds"][number]
        assert id_ == variant.id
        if variant is bank.chapter:  # the chapter has alternatives of its own
            assert (order, tuple(also)) == ([], (*variant.wrong, *variant.also))
        else:
            assert tuple(order) == variant.order
            assert tuple(also) == (variant.also if texts["typed"] else ())
        filling = dict(zip(texts["fields"], values, strict=True))
        handed = [*texts["figure"], *texts["solution_figure"]]
        written = [
            kind.figure, kind.figure_alt, kind.solution_figure, kind.solution_figure_alt,
        ]  # fmt: skip
        handed += [texts["statement"], *texts["hints"], texts["solution"]]
        written += map(scripts.block_html, (kind.statement, *kind.hints, kind.solution))
        for name in (*order, *also):
            said = kind.choice(name)
            handed += [texts["choices"][name]["text"], texts["choices"][name]["feedback"]]
            written += [scripts.inline_html(said.text), scripts.block_html(said.feedback)]
        for given, template in zip(handed, written, strict=True):
            assert fill(given, filling) == fill(template, variant.values)


def test_values_share_a_column_where_no_variant_needs_it_for_both():
    values = (
        {"size": "3", "side": "3", "one": "7"},
        {"size": "4", "side": "4", "other": "9"},
        {"size": "5", "side": "5", "one": "8", "both": "2"},
    )
    places, rows = scripts._columns(values)
    assert places == {"size": "{0}", "side": "{0}", "one": "{1}", "other": "{1}", "both": "{2}"}
    assert rows == [["3", "7", ""], ["4", "9", ""], ["5", "8", "2"]]


def test_a_size_shares_the_numbers_that_it_has_in_common():
    values = (
        {"right": "6×4×16", "wrong": "8×4×16", "steps": "1 e 2"},
        {"right": "7×5×1.024", "wrong": "9×5×1.024", "steps": "3"},
    )
    places, rows = scripts._columns(values)
    assert places == {"right": "{0}×{1}×{2}", "steps": "{3}", "wrong": "{4}×{1}×{2}"}
    assert rows == [["6", "4", "16", "1 e 2", "8"], ["7", "5", "1.024", "3", "9"]]
