"""Variants of exercise 10: two recorded trainings compared, and what a comparison shows."""

from __future__ import annotations

import random
from collections.abc import Sequence

from cnnbook.dataset import CLASSES
from cnnbook.misconceptions import MISCONCEPTIONS, mistaken
from cnnbook.numbers import decimal, percent, rounded
from cnnbook.figures.small import ACCURACY, LOSS, curves_template, curves_values
from cnnbook.variants.question import Choice, Claim, Kind, Variant, compose, result
from cnnbook.variants.recorded_curves import CHANCE, curves, deep, shallow

EXERCISE = "rede-mais-profunda"

Mistakes = dict[str, dict[str, str]]

_MEASURES = ("treino", "validação")
_NETWORKS = ("mais profunda", "anterior")

_TABLE = """
| Época | Mais profunda | Anterior |
|--:|--:|--:|
| {e0} | {t0} | {v0} |
| {e1} | {t1} | {v1} |
| {e2} | {t2} | {v2} |
| {e3} | {t3} | {v3} |
"""

KINDS: dict[str, Kind] = {
    "conclusion": Kind(
        statement="""
A rede do exercício anterior e uma mais profunda foram treinadas do mesmo modo no CIFAR-100. O
gráfico mostra o custo de {m} das duas. Alguns de seus valores:
"""
        + _TABLE
        + """
Na época {e}, a acurácia de validação da mais profunda era de {x}. Um classificador ao acaso,
entre {d} classes, acerta {h}. O que se pode concluir da queda do custo da época {a} à {b}, e
dessa acurácia?
""",
        hints=(
            """
            São três perguntas: de quanto foi cada queda, o que a comparação das duas permite
            dizer, e quantas vezes a acurácia contém a do acaso.
            """,
            """
            Queda = custo na época … − custo na época …, uma conta para cada rede. Razão =
            acurácia/acurácia do acaso, na mesma unidade.
            """,
            """
            Mais profunda: de {la} a {lb}. Anterior: de {oa} a {ob}. Acurácia: {y} contra {c}, em
            porcentagem. Falta subtrair, dividir e não concluir mais do que isso.
            """,
        ),
        solution="""
            **As quedas.** De cada curva, o valor da época {a} menos o da {b}:

            > mais profunda: {la} − {lb} = {q}
            >
            > anterior: {oa} − {ob} = {p}

            A da mais profunda é {G}: nesse trecho ela converge mais {D}.

            **A acurácia.** Em porcentagem, {y}/{c} = {r}.

            Logo, **a queda da mais profunda é {G}, e a acurácia é {r} vezes a do acaso**. Duas
            execuções não permitem dizer mais que isso sobre redes profundas em geral.
        """,
        answer="A queda da mais profunda é {drops}: {claim}. {accuracy}.",
        right=Choice(
            {
                "drops": "{G}, {q} contra {p}",
                "claim": "ela converge mais {D}",
                "accuracy": "A acurácia é {r} vezes a do acaso",
            },
            """
            {la} − {lb} = {q} e {oa} − {ob} = {p}: a comparação vale para estas duas redes e este
            trecho. E a acurácia, dividida pela do acaso na mesma unidade, dá {r}.
            """,
        ),
        wrong={
            "wrong-curve": Choice(
                {"drops": "{G2}, {p} contra {q}", "claim": "ela converge mais {D2}"},
                """
                As curvas foram trocadas: {p} = {oa} − {ob} é a queda da rede anterior, e {q} =
                {la} − {lb}, a da mais profunda. Antes da conta, é preciso conferir na legenda
                qual curva é de qual rede.
                """,
            ),
            "final-for-drop": Choice(
                {"drops": "{G3}, {lb} contra {ob}", "claim": "ela converge mais {D3}"},
                """
                {lb} e {ob} são os custos na época {b}, e não as quedas. A queda é o valor do
                começo menos o do fim: um custo final menor, a partir do mesmo começo, é uma queda
                maior.
                """,
            ),
            "epoch-off-by-one/earlier": Choice(
                {"drops": "{G4}, {q4} contra {p4}", "claim": "ela converge mais {D4}"},
                """
                {q4} = {la} − {lp} e {p4} = {oa} − {op}: os segundos valores são os da época {e4},
                vizinha da que a pergunta pede. Primeiro se acha a época no eixo, e só depois se
                leem as curvas.
                """,
            ),
            "from-first-epoch": Choice(
                {"drops": "{G5}, {q5} contra {p5}", "claim": "ela converge mais {D5}"},
                """
                {q5} = {l1} − {lb} e {p5} = {o1} − {ob}: as quedas foram medidas desde a época 1. A
                pergunta é sobre outro trecho das curvas, que só começa na época {a}.
                """,
            ),
            "one-case-generalised": Choice(
                {"claim": "redes {H} são superiores"},
                """
                Das duas quedas não se conclui tanto. Duas redes, um conjunto e um treinamento não
                mostram uma regra: mostram que uma delas, aqui, convergiu mais depressa.
                """,
            ),
            "plateau-too-soon": Choice(
                {"claim": "ela já se estabilizou"},
                """
                A curva da mais profunda continua a descer depois da época {b}: vai de {lb} a {z}
                na última. Uma curva só se estabiliza quando as épocas seguintes quase não a mudam.
                """,
            ),
            "no-reference": Choice(
                {"accuracy": "A acurácia é baixa, e ela não aprendeu"},
                """
                {x} só parece pouco a quem não a compara com nada. Entre {d} classes, um
                classificador ao acaso acerta {h}, e é contra isso que a acurácia deve ser lida.
                """,
            ),
            "accuracy-as-ratio": Choice(
                {"accuracy": "A acurácia é {f} vezes a do acaso"},
                """
                {f} = {y}/{k}: uma acurácia em porcentagem foi dividida por uma em fração, e o
                resultado saiu cem vezes maior. As duas precisam estar na mesma unidade antes da
                divisão.
                """,
            ),
            "difference-for-ratio": Choice(
                {"accuracy": "A acurácia é {g} vezes a do acaso"},
                """
                {g} = {y} − {c} é a diferença, em pontos percentuais. “Quantas vezes” pede uma
                razão: divide-se uma acurácia pela outra.
                """,
            ),
        },
        figure=curves_template(_NETWORKS, LOSS, ("{a}", "{b}")),
        figure_alt="""
            Duas linhas com o custo de {m} por época: a da rede mais profunda, da época 1 à 16, e
            a da anterior, da 1 à 8. Começam quase no mesmo ponto, e depois das primeiras épocas a
            da mais profunda fica abaixo.
        """,
    ),
    "accuracies": Kind(
        statement="""
A rede do exercício anterior e uma mais profunda foram treinadas do mesmo modo no CIFAR-100, a
primeira por 8 épocas e a segunda por 16. O gráfico mostra a acurácia de {m} das duas. Alguns de
seus valores:
"""
        + _TABLE
        + """
Compare a acurácia da mais profunda na época {b} com a da anterior na época {a}. Quantos pontos
percentuais as separam, e a que se deve a diferença?
""",
        hints=(
            """
            Pontos percentuais são a diferença de duas porcentagens. Para dizer a que ela se deve,
            veja tudo o que muda de um valor ao outro.
            """,
            "Diferença = acurácia da mais profunda na época … − acurácia da … na época …",
            """
            {x} na mais profunda, depois de {b} épocas, e {y} na anterior, depois de {a}. Falta
            subtrair, e notar que não é só a rede que muda.
            """,
        ),
        solution="""
            Na época {b} a mais profunda acerta {x}, e na época {a} a anterior acerta {y}. Em pontos
            percentuais:

            > {X} − {Y} = {r}

            De um valor ao outro mudam duas coisas: a rede e o número de épocas, {b} − {a} = {k} a
            mais. A comparação justa daria às duas o mesmo número de épocas.

            São **{r} pontos, em parte pelas {k} épocas a mais**.
        """,
        answer="{points} pontos, {cause}",
        right=Choice(
            {"points": "{r}", "cause": "em parte pelas {k} épocas a mais"},
            """
            {X} − {Y} = {r}. De um valor ao outro mudam a rede e também o número de épocas, e a
            diferença não se deve só a uma das duas coisas.
            """,
        ),
        wrong={
            "difference-for-ratio": Choice(
                {"points": "{q}"},
                """
                {q} = {X}/{Y} é quantas vezes uma acurácia contém a outra. Pontos percentuais são
                uma diferença: subtrai-se uma da outra.
                """,
            ),
            "epoch-off-by-one/earlier": Choice(
                {"points": "{o}"},
                """
                {o} = {P} − {Y}: o valor da mais profunda é o da época {p}, vizinha da que a
                pergunta pede. Primeiro se acha a época no eixo, e só depois se lê a curva.
                """,
            ),
            "epoch-off-by-one/later": Choice(
                {"points": "{ol}"},
                """
                {ol} = {PL} − {Y}: o valor da mais profunda é o da época {pl}, vizinha da que a
                pergunta pede. Primeiro se acha a época no eixo, e só depois se lê a curva.
                """,
            ),
            "epoch-off-by-one/more": Choice(
                {"cause": "em parte pelas {km} épocas a mais"},
                """
                Foram contadas {km} épocas a mais, as duas pontas incluídas. Da época {a} à {b}
                passam {b} − {a}, porque a primeira é só o ponto de partida.
                """,
            ),
            "wrong-curve": Choice(
                {"points": "{w}"},
                """
                {w} = {X} − {W}: os dois valores são da curva da mais profunda. O da época {a}
                deve ser lido na da rede anterior, e convém conferir na legenda qual é qual.
                """,
            ),
            "one-case-generalised": Choice(
                {"cause": "porque redes mais profundas acertam mais"},
                """
                A explicação esquece que uma das redes treinou por mais épocas. E duas execuções não
                mostram uma regra sobre redes profundas: só o que aconteceu com estas.
                """,
            ),
        },
        figure=curves_template(_NETWORKS, ACCURACY, ("{a}", "{b}")),
        figure_alt="""
            Duas linhas com a acurácia de {m} por época: a da rede mais profunda, da época 1 à 16,
            e a da anterior, da 1 à 8. As duas sobem, e depois das primeiras épocas a da mais
            profunda fica acima.
        """,
    ),
    "stretches": Kind(
        statement="""
O gráfico mostra o custo de treino e o de validação de uma rede mais profunda que a do exercício
anterior, treinada no CIFAR-100 por 16 épocas. Alguns de seus valores:

| Época | Treino | Validação |
|--:|--:|--:|
| {a} | {t0} | {v0} |
| {b} | {t1} | {v1} |
| {c} | {t2} | {v2} |
| {d} | {t3} | {v3} |

Compare dois trechos da curva de {m}: da época {a} à {b} e da época {c} à {d}. Quanto o custo caiu
em média por época em cada um, e em qual a rede aprendeu mais depressa?
""",
        hints=(
            """
            Os trechos têm comprimentos diferentes. Para comparar velocidades, cada queda precisa
            ser repartida pelas épocas em que aconteceu.
            """,
            "Em cada trecho: (custo no começo − custo no …)/(número de … que passam).",
            """
            Na curva de {m}: {la} − {lb} = {q1} em {b} − {a} = {j} épocas, e {lc} − {ld} = {q2} em
            {d} − {c} = {k} épocas. Faltam as divisões.
            """,
        ),
        solution="""
            Em cada trecho da curva de {m}, a queda se divide pelo número de épocas que passam:

            > da {a} à {b}: ({la} − {lb})/{j} = {q1}/{j} = {r1}
            >
            > da {c} à {d}: ({lc} − {ld})/{k} = {q2}/{k} = {r2}

            Logo, **{r1} e {r2} por época: mais depressa no {R} trecho**. Comparar as quedas
            inteiras seria comparar trechos de comprimentos diferentes.
        """,
        answer="{first} e {second} por época: mais depressa no {which} trecho",
        right=Choice(
            {"first": "{r1}", "second": "{r2}", "which": "{R}"},
            "{q1}/{j} = {r1} e {q2}/{k} = {r2}: cada queda foi dividida pelas épocas em que "
            "aconteceu.",
        ),
        wrong={
            "difference-for-ratio": Choice(
                {"first": "{s1}", "second": "{s2}", "which": "{S}"},
                """
                {q1} = {la} − {lb} e {q2} = {lc} − {ld} são as quedas inteiras. A velocidade é uma
                razão: cada queda se divide pelo número de épocas em que aconteceu.
                """,
            ),
            "from-first-epoch": Choice(
                {"first": "{b1}", "second": "{b2}", "which": "{B}"},
                """
                {b1} = ({l1} − {lb})/{bj} e {b2} = ({l1} − {ld})/{bk}: as quedas e as épocas foram
                contadas desde a época 1. Cada trecho começa na sua época, e é dela que se mede.
                """,
            ),
            "epoch-off-by-one/fewer": Choice(
                {"first": "{y1}", "second": "{y2}", "which": "{Y}"},
                """
                {y1} = {q1}/{jn} e {y2} = {q2}/{kn}: foi contada uma época a menos em cada trecho,
                como se nenhuma das pontas entrasse. Só a primeira fica de fora, porque é o ponto de
                partida.
                """,
            ),
            "epoch-off-by-one/more": Choice(
                {"first": "{o1}", "second": "{o2}", "which": "{O}"},
                """
                {o1} = {q1}/{jj} e {o2} = {q2}/{kk}: as épocas foram contadas com as duas pontas.
                A primeira de cada trecho é só o ponto de partida, e a conta deve ter uma a menos.
                """,
            ),
            "wrong-curve": Choice(
                {"first": "{w1}", "second": "{w2}", "which": "{W}"},
                """
                {w1} = {qo}/{j} e {w2} = {qp}/{k}: as quedas são as da curva de {M}. A pergunta é
                sobre a de {m}, e convém conferir na legenda antes de ler.
                """,
            ),
            "final-for-drop": Choice(
                {"first": "{f1}", "second": "{f2}", "which": "{F}"},
                """
                {f1} = {lb}/{j} e {f2} = {ld}/{k}: foram divididos os custos do fim de cada
                trecho, e não as quedas. A queda é o valor do começo menos o do fim.
                """,
            ),
        },
        figure=curves_template(_MEASURES, LOSS, ("{a}", "{b}", "{c}", "{d}")),
        figure_alt="""
            Duas linhas por época, da 1 à 16: o custo de treino e o de validação da rede mais
            profunda. As duas começam perto de 4,6 e caem; a de treino, sempre, e a de validação,
            quase sempre.
        """,
    ),
}


def draw(random: random.Random) -> Variant | None:
    kind = random.choice(tuple(KINDS))
    return {"conclusion": _conclusion, "accuracies": _accuracies, "stretches": _stretches}[kind](
        random
    )


def _measure(name: str, asked: int) -> tuple[Sequence[float], Sequence[float]]:
    """The same curve of the deeper and of the earlier network."""
    return curves(deep(), name)[asked], curves(shallow(), name)[asked]


def _table(
    both: tuple[Sequence[float], Sequence[float]], needed: set[int], percentages: bool = False
) -> dict[str, str]:
    """Four epochs of both networks; a dash where the earlier one had already stopped."""
    others = [epoch for epoch in range(1, len(both[0]) + 1) if epoch not in needed]
    others.sort(key=lambda epoch: (abs(epoch - max(needed) - 1), epoch))

    def show(curve: Sequence[float], epoch: int) -> str:
        if epoch > len(curve):
            return "–"
        value = curve[epoch - 1]
        return percent(value, 1) if percentages else decimal(value, 2)

    values: dict[str, str] = {}
    for row, epoch in enumerate(sorted([*needed, *others[: 4 - len(needed)]])):
        values |= {
            f"e{row}": str(epoch),
            f"t{row}": show(both[0], epoch),
            f"v{row}": show(both[1], epoch),
        }
    return values


def _drop(losses: Sequence[float], first: int, last: int) -> float:
    right = MISCONCEPTIONS["final-for-drop"].right
    return right(losses=losses, first_epoch=first, last_epoch=last).value  # type: ignore[misc]


def _compared(own: float, other: float) -> tuple[str, str]:
    return ("maior", "depressa") if own > other else ("menor", "devagar")


def _conclusion(random: random.Random) -> Variant | None:
    asked = random.randrange(2)
    own, other = both = _measure("loss", asked)
    first, last = sorted(random.sample(range(1, len(other) + 1), 2))
    if last - first < 2:
        return None
    q, p = _drop(own, first, last), _drop(other, first, last)
    final = [
        mistaken("final-for-drop", losses=losses, first_epoch=first, last_epoch=last).value
        for losses in both
    ]
    if q == p or min(q, p) <= 0:
        return None
    larger, faster = _compared(q, p)
    earlier = [
        mistaken("epoch-off-by-one", losses=losses, first_epoch=first, last_epoch=last).value
        for losses in both
    ]
    whole = [
        mistaken("from-first-epoch", losses=losses, first_epoch=first, last_epoch=last).value
        for losses in both
    ]
    epoch = random.randint(6, len(own))
    accuracy = {"accuracy": deep()["val_accuracy"][epoch - 1], "chance": CHANCE}
    ratio = MISCONCEPTIONS["accuracy-as-ratio"].right(**accuracy)  # type: ignore[misc]
    values = _table(both, {first, last}) | curves_values(both, LOSS, (first, last))
    values |= {
        "m": _MEASURES[asked],
        "a": str(first),
        "b": str(last),
        "e": str(epoch),
        "d": str(CLASSES),
        "x": percent(accuracy["accuracy"], 1),
        "h": percent(CHANCE, 0),
        "la": decimal(own[first - 1], 2),
        "lb": decimal(own[last - 1], 2),
        "oa": decimal(other[first - 1], 2),
        "ob": decimal(other[last - 1], 2),
        "q": decimal(q, 2),
        "p": decimal(p, 2),
        "G": larger,
        "D": faster,
        "y": ratio.expression.partition("/")[0],
        "c": "1",
        "r": ratio.result,
    }
    mistakes: Mistakes = {
        "wrong-curve": dict(zip(("G2", "D2"), _compared(p, q))),
        "one-case-generalised": {"H": "profundas" if q > p else "rasas"},
        "no-reference": {},
        "accuracy-as-ratio": {
            "f": result("accuracy-as-ratio", **accuracy),
            "k": decimal(CHANCE, 2),
        },
        "difference-for-ratio": {"g": result("difference-for-ratio", **accuracy)},
    }
    if final[0] != final[1]:
        mistakes["final-for-drop"] = dict(zip(("G3", "D3"), _compared(*final)))
    if earlier[0] != earlier[1] and min(earlier) > 0:
        mistakes["epoch-off-by-one/earlier"] = {
            **dict(zip(("G4", "D4"), _compared(*earlier))),
            "q4": decimal(earlier[0], 2),
            "p4": decimal(earlier[1], 2),
            "lp": decimal(own[last - 2], 2),
            "op": decimal(other[last - 2], 2),
            "e4": str(last - 1),
        }
    if first > 1 and whole[0] != whole[1]:
        mistakes["from-first-epoch"] = {
            **dict(zip(("G5", "D5"), _compared(*whole))),
            "q5": decimal(whole[0], 2),
            "p5": decimal(whole[1], 2),
            "l1": decimal(own[0], 2),
            "o1": decimal(other[0], 2),
        }
    if rounded(own[-1], 2) < rounded(own[last - 1], 2):
        mistakes["plateau-too-soon"] = {"z": decimal(own[-1], 2)}
    key = [Claim("drop", q), Claim("other drop", p), Claim("times chance", rounded(ratio.value, 1))]
    return compose(KINDS, "conclusion", (asked, first, last, epoch), values, mistakes, key)


def _accuracies(random: random.Random) -> Variant | None:
    asked = random.randrange(2)
    own, other = both = _measure("accuracy", asked)
    first, last = random.randint(1, len(other)), random.randint(4, len(own))
    if last - first < 2:
        return None

    def points(fraction: float) -> float:
        return rounded(100 * rounded(fraction, 3), 1)

    x, y = points(own[last - 1]), points(other[first - 1])
    before, same = points(own[last - 2]), points(own[first - 1])
    right = rounded(x - y, 1)
    ratio = MISCONCEPTIONS["difference-for-ratio"].right  # here it is the mistake
    arguments = {"accuracy": own[last - 1], "chance": rounded(other[first - 1], 3)}
    quotient = ratio(**arguments)  # type: ignore[misc]
    values = _table(both, {first, last - 1, last}, percentages=True)
    values |= curves_values(both, ACCURACY, (first, last))
    values |= {
        "m": _MEASURES[asked],
        "a": str(first),
        "b": str(last),
        "x": percent(own[last - 1], 1),
        "y": percent(other[first - 1], 1),
        "X": decimal(x, 1),
        "Y": decimal(y, 1),
        "k": str(last - first),
        "r": decimal(right, 1),
    }
    if right <= 0:
        return None
    mistakes: Mistakes = {
        "difference-for-ratio": {"q": quotient.result},
        "epoch-off-by-one/more": {"km": str(last - first + 1)},
        "one-case-generalised": {},
    }
    if before > y:
        mistakes["epoch-off-by-one/earlier"] = {
            "o": decimal(before - y, 1),
            "P": decimal(before, 1),
            "p": str(last - 1),
        }
    if last < len(own) and (after := points(own[last])) > y:
        mistakes["epoch-off-by-one/later"] = {
            "ol": decimal(after - y, 1),
            "PL": decimal(after, 1),
            "pl": str(last + 1),
        }
    if x > same:
        mistakes["wrong-curve"] = {"w": decimal(x - same, 1), "W": decimal(same, 1)}
    key = [Claim("points", right), Claim("epochs", last - first)]
    return compose(KINDS, "accuracies", (asked, first, last), values, mistakes, key)


def _stretches(random: random.Random) -> Variant | None:
    asked = random.randrange(2)
    both = curves(deep(), "loss")
    own, other = both[asked], both[1 - asked]
    a, b, c, d = sorted(random.sample(range(1, len(own) + 1), 4))
    j, k = b - a, d - c
    if j == k or min(j, k) < 2:
        return None
    drops = _drop(own, a, b), _drop(own, c, d)
    others = _drop(other, a, b), _drop(other, c, d)
    finals = tuple(
        mistaken("final-for-drop", losses=own, first_epoch=first, last_epoch=last).value
        for first, last in ((a, b), (c, d))
    )
    if min(*drops, *others) <= 0:
        return None

    def averages(falls: Sequence[float], epochs: Sequence[int]) -> tuple[float, ...]:
        return tuple(rounded(fall / passed, 3) for fall, passed in zip(falls, epochs))

    readings = {
        "right": averages(drops, (j, k)),
        "difference-for-ratio": drops,
        "epoch-off-by-one/more": averages(drops, (j + 1, k + 1)),
        "wrong-curve": averages(others, (j, k)),
        "final-for-drop": averages(finals, (j, k)),
    }
    if min(a, j, k) > 1:
        both_whole = _drop(own, 1, b), _drop(own, 1, d)
        readings["from-first-epoch"] = averages(both_whole, (b - 1, d - 1))
    if min(j, k) > 2:
        readings["epoch-off-by-one/fewer"] = averages(drops, (j - 1, k - 1))
    if any(first == second for first, second in readings.values()):
        return None

    def answer(reading: str, letter: str) -> dict[str, str]:
        first, second = readings[reading]
        return {
            f"{letter}1": decimal(first, 3),
            f"{letter}2": decimal(second, 3),
            letter.upper(): "primeiro" if first > second else "segundo",
        }

    values = answer("right", "r") | curves_values(both, LOSS, (a, b, c, d))
    for row, (name, epoch) in enumerate(zip("abcd", (a, b, c, d))):
        values |= {
            name: str(epoch),
            f"l{name}": decimal(own[epoch - 1], 2),
            f"t{row}": decimal(both[0][epoch - 1], 2),
            f"v{row}": decimal(both[1][epoch - 1], 2),
        }
    values |= {
        "m": _MEASURES[asked],
        "M": _MEASURES[1 - asked],
        "j": str(j),
        "k": str(k),
        "q1": decimal(drops[0], 2),
        "q2": decimal(drops[1], 2),
    }
    mistakes = {
        "difference-for-ratio": answer("difference-for-ratio", "s"),
        "epoch-off-by-one/more": answer("epoch-off-by-one/more", "o")
        | {"jj": str(j + 1), "kk": str(k + 1)},
        "wrong-curve": answer("wrong-curve", "w")
        | {"qo": decimal(others[0], 2), "qp": decimal(others[1], 2)},
        "final-for-drop": answer("final-for-drop", "f"),
    }
    if "from-first-epoch" in readings:
        mistakes["from-first-epoch"] = answer("from-first-epoch", "b") | {
            "l1": decimal(own[0], 2),
            "bj": str(b - 1),
            "bk": str(d - 1),
        }
    if "epoch-off-by-one/fewer" in readings:
        mistakes["epoch-off-by-one/fewer"] = answer("epoch-off-by-one/fewer", "y") | {
            "jn": str(j - 1),
            "kn": str(k - 1),
        }
    first, second = readings["right"]
    key = [Claim("average", first), Claim("average of the other", second)]
    return compose(KINDS, "stretches", (asked, a, b, c, d), values, mistakes, key)
