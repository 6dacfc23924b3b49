"""Files of versions: what is read, and what an author is told."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from types import ModuleType

import pytest

from cnnbook.questions.bank import make
from cnnbook.questions.draw import Draw
from cnnbook.questions.faults import FaultsError
from cnnbook.questions.generator import Generator, generators
from cnnbook.questions.kind import fill
from cnnbook.questions.reading import read

FILE = """\
---
exercise: fracoes
draws: draws_of_a_test
---
# Outras versões: frações

## sum: Soma

Quanto é {{ first }}/{{ below }} + {{ second }}/{{ below }}?

:::{drawing} bar
:labels: um; outro
Uma barra de {{ below }} partes.
:::

::::{alternatives}
- {{ above }} sobre {{ under }}, {{ size }}

  :::{right}
  :size: menor que {{ below }}
  Somam-se os de cima.
  :::
  :::{wrong} below-added
  :changes: under
  {{ wrong.under }} = {{ below }} + {{ below }}. Não se somam os de baixo.
  :::
  :::{wrong} first-only
  :changes: above
  {{ wrong.above }} é só o primeiro. Some os dois.
  :::
  :::{wrong} much
  :size: maior que {{ below }}
  Isso é muito. Compare.
  :::
::::

::::{hints}
1. Que partes?
2. De cima: … + …
3. São {{ first }} e {{ second }}.
   Falta somar.
::::

::::{solution}
{{ first }} + {{ second }} = {{ above }}.

- um
- outro

:::{drawing} bar
Outra barra.
:::
::::
"""


@pytest.fixture
def draws(monkeypatch):
    module = ModuleType("draws_of_a_test")
    module.DRAWINGS = {"bar": lambda labels: f"<svg>{' '.join(labels)} {{part}}</svg>"}

    def draw(random):
        first, second, below = (random.randint(1, 9) for _ in range(3))
        return Draw(
            kind="sum",
            asked=(first, second, below),
            numbers={"first": first, "second": second, "below": below, "above": first + second,
                     "under": below},
            wrong={"below-added": {"under": 2 * below}, "first-only": {"above": first}, "much": {}},
            key=(),
            drawing={"part": below},
        )  # fmt: skip

    module.draw = draw
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


@pytest.fixture
def written(tmp_path):
    def write(old="", new="", name="01-fracoes.md"):
        assert old in FILE
        path = tmp_path / name
        path.write_text(FILE.replace(old, new, 1) if old else FILE, encoding="utf-8")
        return path

    return write


def found(path, draws=200):
    """Lines and messages of all faults, those of draws included."""
    try:
        generator, source = Generator(read(path)), random.Random(1)
        for _ in range(draws):
            generator.draw(source)
        return {(fault.line, fault.message) for fault in generator.faults()}
    except FaultsError as error:
        return {(fault.line, fault.message) for fault in error.faults}


def test_a_file_without_faults(written, draws):
    generator = Generator(read(written()))
    assert found(written()) == set()
    kind = generator.kinds["sum"]
    variant = generator.draw(random.Random(3))
    texts = {name: fill(kind.choice(name).text, variant.values) for name in variant.order}
    drawn = generator.numbers(random.Random(3)).numbers
    assert texts["right"] == f"{drawn['above']} sobre {drawn['below']}, menor que {drawn['below']}"
    assert len(texts) == 4
    assert kind.solution.splitlines() == ["{0} + {2} = {3}.", "", "- um", "- outro"]
    assert fill(kind.figure, variant.values) == f"<svg>um outro {drawn['below']}</svg>"
    assert fill(kind.hints[2], variant.values).endswith("Falta somar.")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("exercise: fracoes\n", "", 1, "falta “exercise:” no cabeçalho"),
        ("draws: draws_of_a_test", "draws: nowhere.at", 1, "não foi possível usar nowhere.at"),
        ("## sum: ", "## Soma de frações: ", 7, "o nome de uma pergunta tem só letras minúsculas"),
        ("## sum: Soma", "## sum", 7, "falta o título"),
        ("Quanto é {{ first }}/{{ below }} + {{ second }}/{{ below }}?", "", 7, "tem enunciado"),
        ("{drawing} bar\n:labels", "{drawing} pie\n:labels", 13, "não há um desenho “pie”"),
        ("Uma barra de {{ below }} partes.\n", "", 11, "diga, sob o desenho, o que ele mostra"),
        ("{hints}", "{dicas}", 37, "“{dicas}” não tem lugar aqui"),
        ("3. São", "4) São", 37, "são três pistas"),
        (":changes: under", ":changes: below", 23, "a frase das alternativas não tem “below”"),
        (":changes: under\n", "", 23, "diga que partes da resposta este engano muda"),
        ("{wrong} first-only", "{wrong} below-added", 27, "“below-added” já tem resposta"),
        ("{wrong} first-only", "{errado} first-only", 27, "só há {right} e {wrong}"),
        ("{right}\n  :size", "{wrong} other\n  :size", 16, "falta {right}"),
        ("Isso é muito. Compare.\n", "", 31, "falta o que dizer a quem responde por “much”"),
        ("{{ wrong.above }} é só", "{{ wrong.acima }} é só", 29, "nada preenche"),
        ("São {{ first }} e", "São {{ primeiro }} e", 40, "nada preenche {{ primeiro }}"),
        ("São {{ first }} e", "São {{ first e", 40, "falta “}}” depois de “{{ first e"),
        ("  :::{wrong} much\n  :size: maior que {{ below }}\n  Isso é muito. Compare.\n  :::\n", "",
         7, "e nenhum texto o responde: escreva “:::{wrong} much”"),
        ("  :::{wrong} much",
         "  :::{wrong} rare\n  :changes: above\n  Raro. Não.\n  :::\n  :::{wrong} much",
         31, "nenhum sorteio de “sum” leva ao engano “rare”"),
        ("{{ first }} + {{ second }} = {{ above }}", "{{ above }}", 0, ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(written, draws, old, new, line, message):
    faults = found(written(old, new))
    if not message:
        assert faults == set()
        return
    assert [at for at, text in sorted(faults) if message in text] == [line], faults


def test_all_faults_of_all_files_are_told_together(written, draws, tmp_path):
    written("exercise: fracoes\n", "")
    written("3. São", "4) São", "02-outro.md")
    written(name="03-mais-um.md")
    found = generators(tmp_path)
    assert {fault.path.name for fault in found.faults} == {"01-fracoes.md", "02-outro.md",
                                                          "03-mais-um.md"}  # fmt: skip
    assert "fracoes" in found.named


def test_two_mistakes_may_have_one_text(written, draws):
    path = written("{wrong} first-only", "{wrong} first-only, second-only")
    given = draws.draw

    def draw(random):
        one = given(random)
        second = {"second-only": {"above": one.numbers["second"]}}
        return replace(one, wrong={**one.wrong, **second})

    draws.draw = draw
    assert found(path) == set()
    drawn = draws.draw(random.Random(3))
    kind = Generator(read(path)).kinds["sum"]
    for name, number in (("first-only", "first"), ("second-only", "second")):
        values = {**kind.values(drawn), **kind.mistaken(drawn)[name]}
        assert fill(kind.choice(name).feedback, values).startswith(
            f"{drawn.numbers[number]} é só o primeiro."
        )
    assert found(written("{wrong} first-only", "{wrong} first-only, below-added", "02.md")) == {
        (27, "“below-added” já tem resposta nesta pergunta")
    }


def test_words_that_follow_from_a_number_stand_in_the_sentence(written, draws):
    words = "{{ under | 2: meios | # avos }}"
    path = written("sobre {{ under }},", f"sobre {words},")
    assert found(path) == set()
    kind = Generator(read(path)).kinds["sum"]
    given = draws.draw(random.Random(3))
    drawn = replace(given, numbers={**given.numbers, "under": 2})
    values = {**kind.values(drawn), **kind.mistaken(drawn)["below-added"]}
    assert "sobre meios," in fill(kind.choice("right").text, values)
    doubled = drawn.wrong["below-added"]["under"]
    assert f"sobre {doubled} avos," in fill(kind.choice("below-added").text, values)
    assert kind.said("under", 2) == "meios"


def test_a_number_that_no_text_uses_is_told(written, draws):
    given = draws.draw
    draws.draw = lambda random: replace(one := given(random), numbers={**one.numbers, "odd": 1})
    assert {text for _, text in found(written())} == {
        "draws_of_a_test calcula “odd”, e nenhum texto o usa"
    }


def test_draws_that_fail_are_told_with_their_own_line(written, draws):
    def draw(random):
        return tupla  # noqa: F821

    draws.draw = draw
    [(line, text)] = found(written())
    assert line == 1 and "NameError: name 'tupla' is not defined" in text
    assert f"{__file__}, linha {draw.__code__.co_firstlineno + 1}" in text


def test_a_mistake_that_is_always_right_is_told(written, draws):
    given = draws.draw

    def draw(random):
        one = given(random)
        return replace(one, wrong={**one.wrong, "first-only": {"above": one.numbers["above"]}})

    draws.draw = draw
    message = "nenhum sorteio de “sum” dá uma pergunta: “first-only” leva sempre à resposta certa"
    assert found(written()) == {(7, message)}
    with pytest.raises(FaultsError, match="first-only” leva sempre"):
        make(Generator(read(written())))
