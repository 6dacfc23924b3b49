"""Variants of exercise 9: reading the curves of a recorded training."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

from cnnbook.dataset import CLASSES, SUPERCLASSES
from cnnbook.misconceptions import MISCONCEPTIONS, DecimalArithmetic, mistaken
from cnnbook.numbers import THIN_SPACE, decimal, percent, rounded
from cnnbook.figures.small import ACCURACY, LOSS, Scale, curves_template, curves_values
from cnnbook.variants.question import Choice, Claim, Kind, Variant, compose, result
from cnnbook.variants.recorded_curves import CHANCE, curves, deep, shallow

EXERCISE = "treinamento"

_NAMES = ("treino", "validação")

_TABLE = """
| Época | Treino | Validação |
|--:|--:|--:|
| {e0} | {t0} | {v0} |
| {e1} | {t1} | {v1} |
| {e2} | {t2} | {v2} |
| {e3} | {t3} | {v3} |
"""

_LOSS_STATEMENT = """
O gráfico mostra o custo de treino e o de validação {N}, treinada no CIFAR-100 por {n} épocas.
Alguns de seus valores:
"""
_LOSS_ALT = """
    Duas linhas por época, da 1 à {n}: o custo de treino e o de validação. As duas começam perto
    de 4,6 e caem juntas, quase sempre; a de treino termina em {z}.
"""
_LOSS_FIGURE = curves_template(_NAMES, LOSS, ("{a}", "{b}"))

_WRONG_CURVE = """
A conta está certa, mas com a curva de {M}: {oa} − {ob} = {w}. Antes da conta, é preciso conferir na
legenda qual das curvas a pergunta pede, e a pergunta é sobre a de {m}.
"""

_NEIGHBOUR = """
{o} = {la} − {lp}: o segundo valor é o da época {p}, vizinha da que a pergunta pede. Cada época tem
o seu valor: primeiro se acha a época no eixo, e só depois se lê a curva.
"""
_NEIGHBOUR_LATER = """
{ol} = {la} − {ln}: o segundo valor é o da época {next}, vizinha da que a pergunta pede. Cada época
tem o seu valor: primeiro se acha a época no eixo, e só depois se lê a curva.
"""

KINDS: dict[str, Kind] = {
    "drop": Kind(
        statement=_LOSS_STATEMENT
        + _TABLE
        + """
Quanto caiu o custo de {m} da época {a} à época {b}?
""",
        hints=(
            """
            Uma queda é quanto o custo diminuiu entre duas épocas, e não quanto ele vale. Escolha
            primeiro a curva que a pergunta pede.
            """,
            "Queda = custo na época … − custo na época …, os dois lidos na mesma curva.",
            "Na curva de {m}, o custo é {la} na época {a} e {lb} na época {b}. Falta subtrair.",
        ),
        solution="""
            A pergunta é sobre a curva de {m}. Nela, o custo é {la} na época {a} e {lb} na época
            {b}. A queda é o valor do começo menos o do fim:

            > {la} − {lb} = {r}

            O custo de {m} caiu **{r}**.
        """,
        right=Choice(
            "{r}", "{la} − {lb} = {r}: o valor do começo menos o do fim, na curva de {m}."
        ),
        wrong={
            "final-for-drop": Choice(
                "{lb}",
                """
                {lb} é o custo de {m} na época {b}, e não o quanto ele caiu. A queda é a diferença
                entre o valor do começo e o do fim.
                """,
            ),
            "epoch-off-by-one/earlier": Choice("{o}", _NEIGHBOUR),
            "epoch-off-by-one/later": Choice("{ol}", _NEIGHBOUR_LATER),
            "wrong-curve": Choice("{w}", _WRONG_CURVE),
            "from-first-epoch": Choice(
                "{s}",
                """
                {s} = {l1} − {lb}: a queda foi medida desde a época 1. A pergunta é sobre outro
                trecho da curva, que só começa na época {a}.
                """,
            ),
            "difference-for-ratio/quotient": Choice(
                "{qu}",
                """
                {qu} = {la}/{lb} é quantas vezes o custo do fim cabe no do começo. Uma queda é uma
                diferença: subtrai-se um custo do outro.
                """,
            ),
            "difference-for-ratio/average": Choice(
                "{av}",
                """
                {av} = ({la} − {lb})/{k}: a queda foi repartida pelas {k} épocas que passam. Isso é
                uma média por época, e a pergunta é sobre a queda inteira.
                """,
            ),
        },
        figure=_LOSS_FIGURE,
        figure_alt=_LOSS_ALT,
    ),
    "average-drop": Kind(
        statement=_LOSS_STATEMENT
        + _TABLE
        + """
Da época {a} à época {b}, quanto o custo de {m} caiu em média por época?
""",
        hints=(
            """
            A média por época reparte a queda inteira pelas épocas em que ela aconteceu. São duas
            contas: uma subtração e uma divisão.
            """,
            "Média = (custo na época … − custo na época …)/(número de épocas de uma à outra).",
            """
            Na curva de {m}, a queda inteira é {la} − {lb} = {q}, e da época {a} à {b} passam
            {b} − {a} = {k} épocas. Falta dividir.
            """,
        ),
        solution="""
            Na curva de {m}, o custo é {la} na época {a} e {lb} na época {b}:

            > {la} − {lb} = {q}

            De uma à outra o treinamento avança {b} − {a} = {k} épocas. A queda média é

            > {q}/{k} = {r}

            O custo de {m} caiu em média **{r} por época**.
        """,
        answer="{answer} por época",
        right=Choice(
            "{r}",
            "A queda de {la} − {lb} = {q} se reparte por {b} − {a} = {k} épocas: {q}/{k} = {r}.",
        ),
        wrong={
            "difference-for-ratio": Choice(
                "{q3}",
                """
                {q} = {la} − {lb} é a queda inteira, da época {a} à {b}. Uma média por época é uma
                razão: a queda precisa ser dividida pelo número de épocas em que aconteceu.
                """,
            ),
            "epoch-off-by-one/more": Choice(
                "{o}",
                """
                {o} = {q}/{j}: foram contadas {j} épocas, as duas pontas incluídas. Da época {a} à
                {b} passam {b} − {a}, porque a primeira é só o ponto de partida.
                """,
            ),
            "epoch-off-by-one/fewer": Choice(
                "{of}",
                """
                {of} = {q}/{i}: foi contada uma época a menos, como se nenhuma das duas pontas
                entrasse. Da época {a} à {b} passam {b} − {a}, porque só a primeira é o ponto de
                partida.
                """,
            ),
            "epoch-off-by-one/earlier": Choice(
                "{oe}",
                """
                {oe} = ({la} − {lp})/{k}: o segundo valor é o da época {p}, vizinha da que a
                pergunta pede. Primeiro se acha a época no eixo, e só depois se lê a curva.
                """,
            ),
            "from-first-epoch/epochs": Choice(
                "{se}",
                """
                {se} = {q}/{sk}: a queda foi repartida por todas as épocas que passam
                desde a época 1. Ela aconteceu da época {a} à {b}, e é entre essas que se reparte.
                """,
            ),
            "from-first-epoch": Choice(
                "{s}",
                """
                {s} = ({l1} − {lb})/{sk}: a queda e as épocas foram contadas desde a época 1. A
                pergunta é sobre outro trecho da curva, que só começa na época {a}.
                """,
            ),
            "final-for-drop": Choice(
                "{f}",
                """
                {f} = {lb}/{k}: foi dividido o custo da época {b}, e não o quanto ele caiu. A
                queda é o valor do começo menos o do fim.
                """,
            ),
            "wrong-curve": Choice(
                "{w3}",
                """
                {w3} = ({oa} − {ob})/{k}: a conta é essa, mas com a curva de {M}. A pergunta é
                sobre a de {m}, e convém conferir na legenda antes de ler os valores.
                """,
            ),
        },
        figure=_LOSS_FIGURE,
        figure_alt=_LOSS_ALT,
    ),
    "chance-loss": Kind(
        statement=_LOSS_STATEMENT
        + _TABLE
        + """
Um classificador que desse a mesma probabilidade a cada uma das {d} classes teria custo ln {d} =
{h}. Quanto o custo de {m} da época {b} está abaixo desse valor?
""",
        hints=(
            """
            Um custo sozinho não diz se é alto ou baixo. Aqui a referência é o custo de quem não
            sabe nada, e a pergunta é a distância até ela.
            """,
            "Distância = custo do palpite uniforme − custo de … na época …",
            "O palpite uniforme tem custo {h}, e na curva de {m} o da época {b} é {lb}. Falta "
            "subtrair.",
        ),
        solution="""
            O custo de quem dá a mesma probabilidade às {d} classes é {h}. Na curva de {m}, o da
            época {b} é {lb}. A distância é a diferença:

            > {h} − {lb} = {r}

            O custo de {m} está **{r} abaixo** do de um palpite uniforme.
        """,
        right=Choice(
            "{r}", "{h} − {lb} = {r}: a distância do custo de {m} até o de um palpite uniforme."
        ),
        wrong={
            "final-for-drop": Choice(
                "{lb}",
                """
                {lb} é o próprio custo de {m} na época {b}. A pergunta é a distância até o custo
                de um palpite uniforme, que é uma diferença.
                """,
            ),
            "epoch-off-by-one/earlier": Choice(
                "{o}",
                """
                {o} = {h} − {lp}: o valor é o da época {p}, vizinha da que a pergunta pede.
                Primeiro se acha a época no eixo, e só depois se lê a curva.
                """,
            ),
            "epoch-off-by-one/later": Choice(
                "{ol}",
                """
                {ol} = {h} − {ln}: o valor é o da época {next}, vizinha da que a pergunta pede.
                Primeiro se acha a época no eixo, e só depois se lê a curva.
                """,
            ),
            "from-first-epoch": Choice(
                "{s}",
                """
                {s} = {l1} − {lb}: é quanto o custo caiu desde a época 1. A pergunta é a distância
                até o custo de um palpite uniforme, que não depende de treinamento nenhum.
                """,
            ),
            "difference-for-ratio": Choice(
                "{qu}",
                """
                {qu} = {h}/{lb} é quantas vezes um custo cabe no outro. Quanto um valor está abaixo
                de outro é uma diferença: subtrai-se.
                """,
            ),
            "wrong-curve": Choice(
                "{w}",
                """
                {w} = {h} − {ob}: o valor é o da curva de {M}. A pergunta é sobre a de {m}, e
                convém conferir na legenda antes de ler.
                """,
            ),
        },
        figure=curves_template(_NAMES, LOSS, ("{b}",)),
        figure_alt=_LOSS_ALT,
    ),
    "times-chance": Kind(
        statement="""
O gráfico mostra a acurácia de treino e a de validação {N}, treinada no CIFAR-100 por {n} épocas.
Alguns de seus valores:
"""
        + _TABLE
        + """
O CIFAR-100 tem {d} classes, agrupadas em {j} superclasses, e a rede prevê as classes. Um
classificador ao acaso acerta uma em cada {d} imagens: sua acurácia é de {h}. Quantas vezes a do
acaso é a acurácia de {m} da época {b}?
""",
        hints=(
            """
            “Quantas vezes” pede uma razão entre a acurácia lida e a do acaso. Escolha a curva e a
            época antes de fazer a conta.
            """,
            "Razão = acurácia de … na época …/acurácia do acaso, as duas na mesma unidade.",
            "Na curva de {m}, a acurácia da época {b} é de {lb}, e a do acaso, de {h}. Falta "
            "dividir.",
        ),
        solution="""
            Na curva de {m}, a acurácia da época {b} é de {lb}. A do acaso, na mesma unidade, é de
            {h}:

            > {x}/{c} = {r}

            A acurácia de {m} é **{r} vezes** a do acaso.
        """,
        answer="{answer} vezes",
        right=Choice("{r}", "{x}/{c} = {r}: as duas acurácias estão em porcentagem."),
        wrong={
            "accuracy-as-ratio": Choice(
                "{q}",
                """
                {q} = {x}/{y}: uma acurácia em porcentagem foi dividida por uma em fração, e o
                resultado saiu cem vezes maior. As duas precisam estar na mesma unidade antes da
                divisão.
                """,
            ),
            "difference-for-ratio": Choice(
                "{f}",
                """
                {f} = {x} − {c} é a diferença, em pontos percentuais. “Quantas vezes” pede uma
                razão: divide-se uma acurácia pela outra.
                """,
            ),
            "superclasses": Choice(
                "{i}",
                """
                {i} = {x}/{l}: o acaso foi tomado entre as {j} superclasses, que um palpite
                acertaria em {l} de cada 100 vezes. A rede prevê as classes, e é entre elas que o
                acaso deve ser calculado.
                """,
            ),
            "epoch-off-by-one/earlier": Choice(
                "{o}",
                """
                {o} é a razão da época {p}, vizinha da que a pergunta pede: nela a acurácia de {m}
                é de {lp}. Primeiro se acha a época no eixo, e só depois se lê a curva.
                """,
            ),
            "epoch-off-by-one/later": Choice(
                "{ol}",
                """
                {ol} é a razão da época {next}, vizinha da que a pergunta pede: nela a acurácia de
                {m} é de {ln}. Primeiro se acha a época no eixo, e só depois se lê a curva.
                """,
            ),
            "wrong-curve": Choice(
                "{w}",
                """
                {w} é a razão com a curva de {M}, em que a acurácia é de {ob}. A pergunta é sobre
                a de {m}, e convém conferir na legenda antes de ler.
                """,
            ),
        },
        figure=curves_template(_NAMES, ACCURACY, ("{b}",)),
        figure_alt="""
            Duas linhas por época, da 1 à {n}: a acurácia de treino e a de validação. As duas
            começam perto de 1 % e sobem juntas; a de treino termina em {z}.
        """.replace("1 %", f"1{THIN_SPACE}%"),
    ),
    "more-epochs": Kind(
        statement="""
O treinamento {N} foi interrompido na época {b}. O gráfico mostra o custo de treino e o de
validação até ali. Alguns de seus valores:
"""
        + _TABLE
        + """
A acurácia de validação está em {x}, e a de um classificador ao acaso entre {d} classes é de {h}.
O que se pode concluir?
""",
        hints=(
            """
            São duas perguntas. Sobre o custo: as últimas épocas ainda o mudam? Sobre a acurácia:
            quantas vezes ela contém a do acaso?
            """,
            "Última queda = custo de treino na época … − o da época … Razão = acurácia/acurácia do "
            "acaso.",
            """
            Da época {p} à {b} o custo de treino foi de {lp} a {lb}. E a acurácia de {x} se
            compara com {h}, na mesma unidade.
            """,
        ),
        solution="""
            **O custo.** Na última época o de treino ainda caiu:

            > {lp} − {lb} = {q}

            Uma curva que se estabilizou quase não mudaria. E {lb} só parece baixo a quem não o
            compara com nada: um palpite uniforme teria custo ln {d} = {l}.

            **A acurácia.** Em porcentagem, a do acaso é de {h}:

            > {y}/{c} = {r}

            Logo, **o custo ainda cai, e a acurácia é {r} vezes a do acaso**.
        """,
        answer="{conclusion}; a acurácia é {ratio} vezes a do acaso.",
        right=Choice(
            {
                "conclusion": "O custo de treino ainda cai, e mais algumas épocas podem reduzi-lo",
                "ratio": "{r}",
            },
            """
            Na última época o custo de treino ainda caiu {lp} − {lb} = {q}, e a acurácia, dividida
            pela do acaso na mesma unidade, dá {r}.
            """,
        ),
        wrong={
            "plateau-too-soon": Choice(
                {"conclusion": "O custo de treino se estabilizou, e mais épocas não o mudariam"},
                """
                Na última época o custo de treino ainda caiu {lp} − {lb} = {q}. Em outras épocas
                ele já caiu mais, mas uma curva só se estabiliza quando as últimas épocas quase
                não a mudam.
                """,
            ),
            "no-reference": Choice(
                {
                    "conclusion": "O custo de treino já é baixo o bastante, e mais épocas não "
                    "ajudariam"
                },
                """
                {lb} só parece baixo a quem não o compara com nada. Um palpite uniforme teria
                custo ln {d} = {l}, e a rede ainda está mais perto dele que de zero. Um custo deve
                ser comparado com uma referência e com o das épocas anteriores.
                """,
            ),
            "one-case-generalised": Choice(
                {"conclusion": "O custo de treino ainda cai, e toda rede melhora com mais épocas"},
                """
                O custo ainda cai, mas uma execução não mostra o que acontece com toda rede. A curva
                diz que esta, até aqui, ainda reduz o seu custo de treino.
                """,
            ),
            "accuracy-as-ratio": Choice(
                {"ratio": "{f}"},
                """
                {f} = {y}/{k}: uma acurácia em porcentagem foi dividida por uma em fração, e o
                resultado saiu cem vezes maior. As duas precisam estar na mesma unidade antes da
                divisão.
                """,
            ),
            "difference-for-ratio": Choice(
                {"ratio": "{g}"},
                """
                {g} = {y} − {c} é a diferença, em pontos percentuais. “Quantas vezes” pede uma
                razão: divide-se uma acurácia pela outra.
                """,
            ),
            "superclasses": Choice(
                {"ratio": "{i}"},
                """
                {i} = {y}/{sl}: o acaso foi tomado entre as {j} superclasses do CIFAR-100, que um
                palpite acertaria em {sl} de cada 100 vezes. A rede prevê as classes, e é entre elas
                que o acaso deve ser calculado.
                """,
            ),
        },
        figure=curves_template(_NAMES, LOSS, ("{b}",)),
        figure_alt="""
            Duas linhas por época, da 1 à {b}: o custo de treino e o de validação. As duas partem
            de perto de 4,6 e caem; a de treino ainda desce na época {b}.
        """,
    ),
}


def draw(random: random.Random) -> Variant | None:
    kind = random.choices(tuple(KINDS), (4, 4, 2, 3, 2))[0]
    is_deep = random.random() < 0.6
    return {
        "drop": _drop,
        "average-drop": _average_drop,
        "chance-loss": _chance_loss,
        "times-chance": _times_chance,
        "more-epochs": _more_epochs,
    }[kind](random, is_deep)


def _history(is_deep: bool) -> dict[str, tuple[float, ...]]:
    return deep() if is_deep else shallow()


def _common(is_deep: bool, measure: str, scale: Scale, marks: Sequence[int]) -> dict[str, str]:
    both = curves(_history(is_deep), measure)
    show = percent if measure == "accuracy" else decimal
    return {
        "N": "de uma rede mais profunda que a do exercício" if is_deep else "da rede do exercício",
        "n": str(len(both[0])),
        "z": show(both[0][-1], 1 if measure == "accuracy" else 2),
        "d": str(CLASSES),
        **curves_values(both, scale, marks),
    }


def _table(
    both: tuple[Sequence[float], Sequence[float]], needed: set[int], percentages: bool = False
) -> dict[str, str]:
    """Four epochs of both curves: those needed and others after the last of them."""
    others = [epoch for epoch in range(1, len(both[0]) + 1) if epoch not in needed]
    last = max(needed)
    others.sort(key=lambda epoch: (abs(epoch - last - 1), epoch))
    epochs = sorted([*needed, *others[: 4 - len(needed)]])

    def show(value: float) -> str:
        return percent(value, 1) if percentages else decimal(value, 2)

    values: dict[str, str] = {}
    for row, epoch in enumerate(epochs):
        values |= {
            f"e{row}": str(epoch),
            f"t{row}": show(both[0][epoch - 1]),
            f"v{row}": show(both[1][epoch - 1]),
        }
    return values


def _two_epochs(random: random.Random, epochs: int) -> tuple[int, int] | None:
    first, last = sorted(random.sample(range(1, epochs + 1), 2))
    return (first, last) if last - first > 1 else None  # or its neighbour is the first one


class _Reading:
    """A question about a drop of one of the two loss curves, and what its mistakes read instead."""

    def __init__(self, is_deep: bool, asked: int, first: int, last: int, from_first: bool) -> None:
        both = curves(_history(is_deep), "loss")
        self.own, self.other = both[asked], both[1 - asked]
        self.first, self.last = first, last
        self.values = _common(is_deep, "loss", LOSS, (first, last)) | _table(
            both, {first, last - 1, last} | ({1} if from_first else set())
        )
        own, other = self.own, self.other
        self.values |= {
            "m": _NAMES[asked],
            "M": _NAMES[1 - asked],
            "a": str(first),
            "b": str(last),
            "p": str(last - 1),
            "la": decimal(own[first - 1], 2),
            "lb": decimal(own[last - 1], 2),
            "lp": decimal(own[last - 2], 2),
            "l1": decimal(own[0], 2),
            "oa": decimal(other[first - 1], 2),
            "ob": decimal(other[last - 1], 2),
        }
        if last < len(own):
            self.values |= {"next": str(last + 1), "ln": decimal(own[last], 2)}

    def by(self, mistake: str, **changed: object) -> DecimalArithmetic:
        """What a mistake makes of the drop; ``right`` makes none."""
        arguments = {"losses": self.own, "first_epoch": self.first, "last_epoch": self.last}
        if mistake == "wrong-curve":
            arguments["other_losses"] = self.other
        if mistake == "right":
            return MISCONCEPTIONS["wrong-curve"].right(**arguments | changed)  # type: ignore
        return mistaken(mistake, **arguments | changed)  # type: ignore[return-value]

    def later(self, **changed: object) -> DecimalArithmetic | None:
        """The drop to the epoch after the last, which is one off too."""
        if self.last == len(self.own):
            return None
        return self.by("right", last_epoch=self.last + 1, **changed)


def _drawn(random: random.Random, is_deep: bool) -> tuple[int, int, int, bool] | None:
    epochs = _two_epochs(random, len(_history(is_deep)["loss"]))
    if epochs is None:
        return None
    return random.randrange(2), *epochs, epochs[0] > 1 and random.random() < 0.6


def _drop(random: random.Random, is_deep: bool) -> Variant | None:
    drawn = _drawn(random, is_deep)
    if drawn is None:
        return None
    _, first, last, from_first = drawn
    reading = _Reading(is_deep, *drawn)
    right = reading.by("right")
    if right.value <= 0:
        return None
    passed = last - first
    found = {
        "final-for-drop": ("lb", reading.by("final-for-drop").value, {}),
        "epoch-off-by-one/earlier": ("o", reading.by("epoch-off-by-one").value, {}),
        "wrong-curve": ("w", reading.by("wrong-curve").value, {}),
        "difference-for-ratio/quotient": ("qu", _quotient(reading.own, first, last), {}),
        "difference-for-ratio/average": (
            "av", rounded(right.value / passed, 2), {"k": str(passed)}
        ),
    }  # fmt: skip
    if later := reading.later():
        found["epoch-off-by-one/later"] = ("ol", later.value, {})
    if from_first:
        found["from-first-epoch"] = ("s", reading.by("from-first-epoch").value, {})
    key = [Claim("drop", right.value)]
    values = reading.values | {"r": right.result}
    return compose(KINDS, "drop", (is_deep, *drawn), values, _shown(found, 2), key)


def _shown(
    found: Mapping[str, tuple[str, float, Mapping[str, str]]], places: int
) -> dict[str, dict[str, str]]:
    """By mistake, the name of its value, the value and others; those of no drop are left out."""
    return {
        mistake: {name: decimal(value, places), **more}
        for mistake, (name, value, more) in found.items()
        if rounded(value, places) > 0
    }


def _quotient(losses: Sequence[float], first: int, last: int) -> float:
    return rounded(losses[first - 1], 2) / rounded(losses[last - 1], 2)


def _average_drop(random: random.Random, is_deep: bool) -> Variant | None:
    drawn = _drawn(random, is_deep)
    if drawn is None:
        return None
    _, first, last, from_first = drawn
    reading, passed = _Reading(is_deep, *drawn), last - first
    right = reading.by("right")
    if right.value <= 0:
        return None
    average = rounded(right.value / passed, 3)
    more, fewer = str(passed + 1), str(passed - 1)
    found = {
        "difference-for-ratio": ("q3", right.value, {}),
        "epoch-off-by-one/more": ("o", right.value / (passed + 1), {"j": more}),
        "epoch-off-by-one/earlier": ("oe", reading.by("epoch-off-by-one").value / passed, {}),
        "final-for-drop": ("f", reading.by("final-for-drop").value / passed, {}),
        "wrong-curve": ("w3", reading.by("wrong-curve").value / passed, {}),
    }
    if passed > 2:
        found["epoch-off-by-one/fewer"] = ("of", right.value / (passed - 1), {"i": fewer})
    if from_first:
        whole = reading.by("from-first-epoch").value / (last - 1)
        found["from-first-epoch"] = ("s", whole, {"sk": str(last - 1)})
    if first > 1:
        spread = right.value / (last - 1)
        found["from-first-epoch/epochs"] = ("se", spread, {"sk": str(last - 1)})
    values = reading.values | {"q": right.result, "k": str(passed), "r": decimal(average, 3)}
    key = [Claim("average", average)]
    return compose(KINDS, "average-drop", (is_deep, *drawn), values, _shown(found, 3), key)


def _chance_loss(random: random.Random, is_deep: bool) -> Variant | None:
    last, asked = random.randint(3, len(_history(is_deep)["loss"])), random.randrange(2)
    reading = _Reading(is_deep, asked, 1, last, from_first=True)
    reading.values |= curves_values(curves(_history(is_deep), "loss"), LOSS, (last,))
    # The distance to chance is a drop that starts from chance.
    chance = math.log(CLASSES)
    own, other = ({"losses": (chance, *curve[1:])} for curve in (reading.own, reading.other))
    right = reading.by("right", **own)
    found = {
        "final-for-drop": ("lb", reading.by("final-for-drop").value, {}),
        "epoch-off-by-one/earlier": ("o", reading.by("epoch-off-by-one", **own).value, {}),
        "wrong-curve": ("w", reading.by("right", **other).value, {}),
        "from-first-epoch": ("s", reading.by("from-first-epoch").value, {}),
        "difference-for-ratio": ("qu", _quotient(own["losses"], 1, last), {}),
    }
    if later := reading.later(**own):
        found["epoch-off-by-one/later"] = ("ol", later.value, {})
    return compose(
        KINDS,
        "chance-loss",
        (is_deep, asked, last),
        reading.values | {"h": decimal(chance, 2), "r": right.result},
        _shown(found, 2),
        [Claim("below chance", right.value)],
    )


def _superclass_chance() -> float:
    return 1 / mistaken("superclasses", classes=CLASSES, superclasses=SUPERCLASSES).value


def _times_chance(random: random.Random, is_deep: bool) -> Variant | None:
    both = curves(_history(is_deep), "accuracy")
    last, asked = random.randint(2, len(both[0])), random.randrange(2)
    own, other = both[asked], both[1 - asked]
    at = {"accuracy": own[last - 1], "chance": CHANCE}

    def ratio(accuracy: float, chance: float = CHANCE) -> DecimalArithmetic:
        right = MISCONCEPTIONS["difference-for-ratio"].right
        return right(accuracy=accuracy, chance=chance)  # type: ignore[misc,return-value]

    groups = _superclass_chance()
    values = _common(is_deep, "accuracy", ACCURACY, (last,)) | _table(
        both, {last - 1, last}, percentages=True
    )
    values |= {
        "m": _NAMES[asked],
        "M": _NAMES[1 - asked],
        "b": str(last),
        "p": str(last - 1),
        "lb": percent(own[last - 1], 1),
        "lp": percent(own[last - 2], 1),
        "ob": percent(other[last - 1], 1),
        "h": percent(CHANCE, 0),
        "x": ratio(own[last - 1]).expression.partition("/")[0],
        "c": "1",
        "y": decimal(CHANCE, 2),
        "j": str(SUPERCLASSES),
        "r": ratio(own[last - 1]).result,
    }
    mistakes = {
        "accuracy-as-ratio": {"q": result("accuracy-as-ratio", **at)},
        "difference-for-ratio": {"f": result("difference-for-ratio", **at)},
        "superclasses": {
            "i": ratio(own[last - 1], groups).result,
            "l": ratio(own[last - 1], groups).expression.partition("/")[2],
        },
        "epoch-off-by-one/earlier": {"o": ratio(own[last - 2]).result},
        "wrong-curve": {"w": ratio(other[last - 1]).result},
    }
    if last < len(own):
        mistakes["epoch-off-by-one/later"] = {
            "ol": ratio(own[last]).result,
            "next": str(last + 1),
            "ln": percent(own[last], 1),
        }
    key = [Claim("times chance", rounded(ratio(own[last - 1]).value, 1))]
    return compose(KINDS, "times-chance", (is_deep, asked, last), values, mistakes, key)


def _more_epochs(random: random.Random, is_deep: bool) -> Variant | None:
    whole = _history(is_deep)
    last = random.randint(4, len(whole["loss"]))
    history = {name: values[:last] for name, values in whole.items()}
    both = curves(history, "loss")
    accuracy = history["val_accuracy"][-1]
    times = MISCONCEPTIONS["accuracy-as-ratio"].right
    ratio = times(accuracy=accuracy, chance=CHANCE)  # type: ignore[misc]
    among_groups = times(accuracy=accuracy, chance=_superclass_chance())  # type: ignore[misc]
    drop = MISCONCEPTIONS["final-for-drop"].right(  # type: ignore[misc]
        losses=both[0], first_epoch=last - 1, last_epoch=last
    )
    values = _common(is_deep, "loss", LOSS, (last,)) | _table(both, {1, last - 2, last - 1, last})
    values |= curves_values(both, LOSS, (last,))
    values |= {
        "b": str(last),
        "p": str(last - 1),
        "x": percent(accuracy, 1),
        "h": percent(CHANCE, 0),
        "c": "1",
        "lp": decimal(both[0][-2], 2),
        "lb": decimal(both[0][-1], 2),
        "q": drop.result,
        "l": decimal(math.log(CLASSES), 2),
        "y": ratio.expression.partition("/")[0],
        "r": ratio.result,
    }
    at = {"accuracy": accuracy, "chance": CHANCE}
    mistakes: dict[str, dict[str, str]] = {
        "plateau-too-soon": {},
        "no-reference": {},
        "one-case-generalised": {},
        "accuracy-as-ratio": {
            "f": result("accuracy-as-ratio", **at),
            "k": decimal(CHANCE, 2),
        },
        "difference-for-ratio": {"g": result("difference-for-ratio", **at)},
        "superclasses": {
            "i": among_groups.result,
            "sl": among_groups.expression.partition("/")[2],
            "j": str(SUPERCLASSES),
        },
    }
    key = [
        Claim("last drop", drop.value, shown=False),
        Claim("times chance", rounded(ratio.value, 1)),
    ]
    return compose(KINDS, "more-epochs", (is_deep, last), values, mistakes, key)
