"""Variants of exercise 9: reading the curves of a recorded training."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from cnnbook.dataset import CLASSES, SUPERCLASSES
from cnnbook.misconceptions import MISCONCEPTIONS, DecimalArithmetic, mistaken
from cnnbook.numbers import THIN_SPACE, decimal, percent, rounded
from cnnbook.variants.drawings import ACCURACY, LOSS, Scale, curves_template, curves_values
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
            "epoch-off-by-one": Choice(
                "{o}",
                """
                {o} = {la} − {lp}: o segundo valor é o da época {p}, vizinha da que a pergunta
                pede. Cada época tem o seu valor: primeiro se acha a época no eixo, e só depois se
                lê a curva.
                """,
            ),
            "epoch-off-by-one/later": Choice(
                "{ol}",
                """
                {ol} = {la} − {ln}: o segundo valor é o da época {nx}, vizinha da que a pergunta
                pede. Cada época tem o seu valor: primeiro se acha a época no eixo, e só depois se
                lê a curva.
                """,
            ),
            "epoch-off-by-one/start": Choice(
                "{os}",
                """
                {os} = {lq} − {lb}: o primeiro valor é o da época {aq}, vizinha da que a pergunta
                pede. Cada época tem o seu valor: primeiro se acha a época no eixo, e só depois se
                lê a curva.
                """,
            ),
            "from-first-epoch": Choice(
                "{ff}",
                """
                {ff} = {l1} − {lb}: a conta partiu da época 1, o começo do treinamento. A queda se
                mede entre as duas épocas que a pergunta nomeia.
                """,
            ),
            "wrong-curve": Choice("{w}", _WRONG_CURVE),
            "final-for-drop wrong-curve": Choice(
                "{ob}",
                """
                {ob} é o custo na época {b}, e não o quanto ele caiu; e é o da curva de {M}. A queda
                é a diferença entre o valor do começo e o do fim, os dois lidos na curva que a
                pergunta pede.
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
        right=Choice(
            "{r} por época",
            "A queda de {la} − {lb} = {q} se reparte por {b} − {a} = {k} épocas: {q}/{k} = {r}.",
        ),
        wrong={
            "difference-for-ratio": Choice(
                "{q3} por época",
                """
                {q} = {la} − {lb} é a queda inteira, da época {a} à {b}. Uma média por época é uma
                razão: a queda precisa ser dividida pelo número de épocas em que aconteceu.
                """,
            ),
            "epoch-off-by-one": Choice(
                "{o} por época",
                """
                {o} = {q}/{j}: foram contadas {j} épocas, as duas pontas incluídas. Da época {a} à
                {b} o treinamento avança {b} menos {a} épocas, porque a primeira é só o ponto de
                partida.
                """,
            ),
            "final-for-drop": Choice(
                "{f} por época",
                """
                {f} = {lb}/{k}: foi dividido o custo da época {b}, e não o quanto ele caiu. A
                queda é o valor do começo menos o do fim.
                """,
            ),
            "wrong-curve": Choice(
                "{w3} por época",
                """
                {w3} = ({oa} − {ob})/{k}: a conta é essa, mas com a curva de {M}. A pergunta é
                sobre a de {m}, e convém conferir na legenda antes de ler os valores.
                """,
            ),
            "difference-for-ratio wrong-curve": Choice(
                "{dw} por época",
                """
                {dw} = {oa} − {ob} é a queda inteira, e na curva de {M}. Uma média por época é uma
                razão, e os valores se leem na curva que a pergunta pede.
                """,
            ),
            "epoch-off-by-one wrong-curve": Choice(
                "{wo} por época",
                """
                {wo} = ({oa} − {ob})/{j}: os valores são os da curva de {M}, e foram contadas {j}
                épocas, as duas pontas incluídas. Confere-se na legenda qual é a curva pedida, e da
                época {a} à {b} o treinamento avança {b} menos {a} épocas.
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
            "epoch-off-by-one": Choice(
                "{o}",
                """
                {o} = {h} − {lp}: o valor é o da época {p}, vizinha da que a pergunta pede.
                Primeiro se acha a época no eixo, e só depois se lê a curva.
                """,
            ),
            "epoch-off-by-one/later": Choice(
                "{ol}",
                """
                {ol} = {h} − {ln}: o valor é o da época {nx}, vizinha da que a pergunta pede.
                Primeiro se acha a época no eixo, e só depois se lê a curva.
                """,
            ),
            "wrong-curve": Choice(
                "{w}",
                """
                {w} = {h} − {ob}: o valor é o da curva de {M}. A pergunta é sobre a de {m}, e
                convém conferir na legenda antes de ler.
                """,
            ),
            "final-for-drop wrong-curve": Choice(
                "{ob}",
                """
                {ob} é o próprio custo na época {b}, e na curva de {M}. A pergunta é a distância até
                o custo de um palpite uniforme, que é uma diferença, e sobre a curva de {m}.
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
        right=Choice("{r} vezes", "{x}/{c} = {r}: as duas acurácias estão em porcentagem."),
        wrong={
            "accuracy-as-ratio": Choice(
                "{q} vezes",
                """
                {q} = {x}/{y}: uma acurácia em porcentagem foi dividida por uma em fração, e o
                resultado saiu cem vezes maior. As duas precisam estar na mesma unidade antes da
                divisão.
                """,
            ),
            "difference-for-ratio": Choice(
                "{f} vezes",
                """
                {f} = {x} − {c} é a diferença, em pontos percentuais. “Quantas vezes” pede uma
                razão: divide-se uma acurácia pela outra.
                """,
            ),
            "superclasses": Choice(
                "{i} vezes",
                """
                {i} = {x}/{l}: o acaso foi tomado entre as {j} superclasses, que um palpite
                acertaria em {l} de cada 100 vezes. A rede prevê as classes, e é entre elas que o
                acaso deve ser calculado.
                """,
            ),
            "epoch-off-by-one": Choice(
                "{o} vezes",
                """
                {o} é a razão da época {p}, vizinha da que a pergunta pede: nela a acurácia de {m}
                é de {lp}. Primeiro se acha a época no eixo, e só depois se lê a curva.
                """,
            ),
            "epoch-off-by-one/later": Choice(
                "{ol} vezes",
                """
                {ol} é a razão da época {nx}, vizinha da que a pergunta pede: nela a acurácia de {m}
                é de {ln}. Primeiro se acha a época no eixo, e só depois se lê a curva.
                """,
            ),
            "wrong-curve": Choice(
                "{w} vezes",
                """
                {w} é a razão com a curva de {M}, em que a acurácia é de {ob}. A pergunta é sobre
                a de {m}, e convém conferir na legenda antes de ler.
                """,
            ),
            "difference-for-ratio wrong-curve": Choice(
                "{fw} vezes",
                """
                {fw} = {xo} − {c} é a diferença, em pontos percentuais, e com a curva de {M}.
                “Quantas vezes” pede uma razão, e os valores se leem na curva que a pergunta pede.
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
        answer="{loss}; a acurácia é {times} vezes a do acaso.",
        right=Choice(
            {"loss": "O custo de treino ainda cai, e mais épocas podem reduzi-lo", "times": "{r}"},
            """
            Na última época o custo de treino ainda caiu {lp} − {lb} = {q}, e a acurácia, dividida
            pela do acaso na mesma unidade, dá {r}.
            """,
        ),
        wrong={
            "plateau-too-soon": Choice(
                {"loss": "O custo de treino se estabilizou, e mais épocas não o mudariam"},
                """
                Na última época o custo de treino ainda caiu {lp} − {lb} = {q}. Em outras épocas
                ele já caiu mais, mas uma curva só se estabiliza quando as últimas épocas quase
                não a mudam.
                """,
            ),
            "no-reference": Choice(
                {"loss": "O custo de treino já é baixo, e mais épocas não ajudariam"},
                """
                {lb} só parece baixo a quem não o compara com nada. Um palpite uniforme teria
                custo ln {d} = {l}, e a rede ainda está mais perto dele que de zero. Um custo deve
                ser comparado com uma referência e com o das épocas anteriores.
                """,
            ),
            "one-case-generalised": Choice(
                {"loss": "O custo de treino ainda cai, e toda rede melhora com mais épocas"},
                """
                A leitura da curva está certa, mas uma execução não mostra o que acontece com toda
                rede. A curva diz que esta, até aqui, ainda reduz o seu custo de treino.
                """,
            ),
            "accuracy-as-ratio": Choice(
                {"times": "{f}"},
                """
                {f} = {y}/{k}: uma acurácia em porcentagem foi dividida por uma em fração, e o
                resultado saiu cem vezes maior. As duas precisam estar na mesma unidade antes da
                divisão.
                """,
            ),
            "difference-for-ratio": Choice(
                {"times": "{g}"},
                """
                {g} = {y} − {c} é a diferença, em pontos percentuais. “Quantas vezes” pede uma
                razão: divide-se uma acurácia pela outra.
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
    random: random.Random,
    both: tuple[Sequence[float], Sequence[float]],
    needed: set[int],
    percentages: bool = False,
) -> dict[str, str]:
    """Four epochs of both curves: those needed and others near them."""
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


def _loss_values(
    random: random.Random, is_deep: bool, first: int, last: int
) -> tuple[dict[str, str], dict[str, object]]:
    """The values that a question about a drop needs, and the arguments of its formulas."""
    both = curves(_history(is_deep), "loss")
    asked = random.randrange(2)
    own, other = both[asked], both[1 - asked]
    values = _common(is_deep, "loss", LOSS, (first, last)) | _table(
        random, both, {first, last - 1, last}
    )
    values |= {
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
        values |= {"nx": str(last + 1), "ln": decimal(own[last], 2)}
    arguments = {
        "losses": own,
        "first_epoch": first,
        "last_epoch": last,
    }
    return values, arguments | {"other_losses": other}


def _later(arguments: dict[str, object]) -> dict[str, dict[str, str]]:
    """A drop to the epoch after the one that is asked, if there is one."""
    last = arguments["last_epoch"]
    if last == len(arguments["losses"]):  # type: ignore[arg-type]
        return {}
    later = _right_drop(arguments | {"last_epoch": last + 1})  # type: ignore[operator]
    return {"epoch-off-by-one/later": {"ol": later.result}}


def _right_drop(arguments: dict[str, object]) -> DecimalArithmetic:
    return MISCONCEPTIONS["wrong-curve"].right(**arguments)  # type: ignore[misc,return-value]


def _drop(random: random.Random, is_deep: bool) -> Variant | None:
    epochs = _two_epochs(random, len(_history(is_deep)["loss"]))
    if epochs is None:
        return None
    values, arguments = _loss_values(random, is_deep, *epochs)
    other = {"other_losses": arguments.pop("other_losses")}
    right = _right_drop(arguments)
    if right.value <= 0:
        return None
    mistakes = {
        "final-for-drop": {"lb": result("final-for-drop", **arguments)},
        "epoch-off-by-one": {"o": result("epoch-off-by-one", **arguments)},
        "wrong-curve": {"w": result("wrong-curve", **arguments, **other)},
        "final-for-drop wrong-curve": {},
        "epoch-off-by-one/start": {
            "os": _right_drop(arguments | {"first_epoch": epochs[0] + 1}).result,
            "aq": str(epochs[0] + 1),
            "lq": decimal(arguments["losses"][epochs[0]], 2),  # type: ignore[index]
        },
        **_later(arguments),
    }
    if epochs[0] > 1:
        mistakes["from-first-epoch"] = {"ff": result("from-first-epoch", **arguments)}
    key = [Claim("drop", right.value)]
    return compose(KINDS, "drop", [is_deep, values["m"], *epochs], values | {"r": right.result}, mistakes, key)


def _average_drop(random: random.Random, is_deep: bool) -> Variant | None:
    epochs = _two_epochs(random, len(_history(is_deep)["loss"]))
    if epochs is None:
        return None
    values, arguments = _loss_values(random, is_deep, *epochs)
    other = {"other_losses": arguments.pop("other_losses")}
    right, passed = _right_drop(arguments), epochs[1] - epochs[0]
    if right.value <= 0:
        return None
    average = rounded(right.value / passed, 3)
    values |= {
        "q": right.result,
        "k": str(passed),
        "r": decimal(average, 3),
    }
    final = mistaken("final-for-drop", **arguments).value
    wrong = mistaken("wrong-curve", **arguments, **other).value
    mistakes = {
        "difference-for-ratio": {"q3": decimal(right.value, 3)},
        "epoch-off-by-one": {
            "o": decimal(rounded(right.value / (passed + 1), 3), 3),
            "j": str(passed + 1),
        },
        "final-for-drop": {"f": decimal(rounded(final / passed, 3), 3)},
        "wrong-curve": {"w3": decimal(rounded(wrong / passed, 3), 3)},
        "difference-for-ratio wrong-curve": {"dw": decimal(wrong, 3)},
        "epoch-off-by-one wrong-curve": {
            "wo": decimal(rounded(wrong / (passed + 1), 3), 3),
            "j": str(passed + 1),
        },
    }
    key = [Claim("average", average)]
    return compose(KINDS, "average-drop", [is_deep, values["m"], *epochs], values, mistakes, key)


def _chance_loss(random: random.Random, is_deep: bool) -> Variant | None:
    last = random.randint(3, len(_history(is_deep)["loss"]))
    values, arguments = _loss_values(random, is_deep, 1, last)
    other = arguments.pop("other_losses")
    values |= curves_values(curves(_history(is_deep), "loss"), LOSS, (last,))
    # The distance to chance is a drop that starts from chance.
    chance = math.log(CLASSES)
    from_chance = arguments | {"losses": (chance, *arguments["losses"][1:])}  # type: ignore[index]
    right = _right_drop(from_chance)
    mistakes = {
        "final-for-drop": {"lb": result("final-for-drop", **from_chance)},
        "epoch-off-by-one": {"o": result("epoch-off-by-one", **from_chance)},
        "wrong-curve": {
            "w": result(
                "wrong-curve",
                **from_chance,
                other_losses=(chance, *other[1:]),  # type: ignore[index]
            )
        },
        "final-for-drop wrong-curve": {},
        **_later(from_chance),
    }
    values |= {"h": decimal(chance, 2), "r": right.result}
    key = [Claim("below chance", right.value)]
    return compose(KINDS, "chance-loss", [is_deep, values["m"], last], values, mistakes, key)


def _times_chance(random: random.Random, is_deep: bool) -> Variant | None:
    both = curves(_history(is_deep), "accuracy")
    last, asked = random.randint(2, len(both[0])), random.randrange(2)
    own, other = both[asked], both[1 - asked]
    at = {"accuracy": own[last - 1], "chance": CHANCE}

    def ratio(accuracy: float, chance: float = CHANCE) -> DecimalArithmetic:
        right = MISCONCEPTIONS["difference-for-ratio"].right
        return right(accuracy=accuracy, chance=chance)  # type: ignore[misc,return-value]

    groups = 1 / mistaken("superclasses", classes=CLASSES, superclasses=SUPERCLASSES).value

    values = _common(is_deep, "accuracy", ACCURACY, (last,)) | _table(
        random, both, {last - 1, last}, percentages=True
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
        "epoch-off-by-one": {"o": ratio(own[last - 2]).result},
        "wrong-curve": {"w": ratio(other[last - 1]).result},
        "difference-for-ratio wrong-curve": {
            "fw": result("difference-for-ratio", accuracy=other[last - 1], chance=CHANCE),
            "xo": ratio(other[last - 1]).expression.partition("/")[0],
        },
    }
    if last < len(own):
        mistakes["epoch-off-by-one/later"] = {
            "ol": ratio(own[last]).result,
            "nx": str(last + 1),
            "ln": percent(own[last], 1),
        }
    key = [Claim("times chance", rounded(ratio(own[last - 1]).value, 1))]
    return compose(KINDS, "times-chance", [is_deep, values["m"], last], values, mistakes, key)


def _more_epochs(random: random.Random, is_deep: bool) -> Variant | None:
    whole = _history(is_deep)
    last = random.randint(4, len(whole["loss"]))
    history = {name: values[:last] for name, values in whole.items()}
    both = curves(history, "loss")
    accuracy = history["val_accuracy"][-1]
    ratio = MISCONCEPTIONS["accuracy-as-ratio"].right(accuracy=accuracy, chance=CHANCE)  # type: ignore[misc]
    drop = MISCONCEPTIONS["final-for-drop"].right(  # type: ignore[misc]
        losses=both[0], first_epoch=last - 1, last_epoch=last
    )
    values = _common(is_deep, "loss", LOSS, (last,)) | _table(
        random, both, {1, last - 2, last - 1, last}
    )
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
    }
    key = [
        Claim("last drop", drop.value, shown=False),
        Claim("times chance", rounded(ratio.value, 1)),
    ]
    return compose(KINDS, "more-epochs", [is_deep, last], values, mistakes, key)
