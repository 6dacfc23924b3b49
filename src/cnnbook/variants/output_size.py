"""Variants of exercise 2: the size of a convolution's output, and the kernel for a given size."""

from __future__ import annotations

import random

from cnnbook.geometry import output_size
from cnnbook.layers import Conv2D
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import shape
from cnnbook.variants.drawings import grid_template, grid_values
from cnnbook.variants.question import Choice, Claim, Kind, Network, Variant, compose, result

EXERCISE = "tamanho-da-saida"

_FIGURE_ALT = """
    Grade de {i}. O quadro contínuo é a primeira posição da região, no canto de cima, à esquerda,
    e o tracejado, a última. Cada ponto é o centro de uma posição: são {o} pontos.
"""

KINDS: dict[str, Kind] = {
    "square": Kind(
        statement="""
            Uma convolução percorre uma entrada de {i} valores com uma região de {k}×{k} e passo
            (*stride*) 1. Nenhum valor é acrescentado às bordas. Qual é o tamanho da saída?
        """,
        hints=(
            """
            Procure o número de posições em que a região cabe inteira dentro da entrada. Basta
            contá-las em uma direção: a outra é igual.
            """,
            """
            Em uma direção, as posições são (entrada − região) + …: aos deslocamentos possíveis
            soma-se a posição de partida.
            """,
            "São {n} − {k} = {d} deslocamentos de uma linha. Quantas posições, com a inicial?",
        ),
        solution="""
            A região ocupa {k} linhas seguidas. A primeira posição vai da linha 1 à {k}, e a última
            termina na linha {n}, onde acaba a entrada. Da primeira à última, a região desce
            {n} − {k} = {d} linhas, uma de cada vez. São {d} deslocamentos e, com a posição de
            partida, {d} + 1 = {r} posições. Com as colunas acontece o mesmo.

            > ⌊({n} − {k})/1⌋ + 1 = {r}

            A saída tem **{o}** valores.
        """,
        right=Choice(
            "{o}",
            """
            A região cabe em {r} posições em cada direção, e cada posição dá um único valor:
            {n} − {k} + 1 = {r}.
            """,
        ),
        wrong={
            "border-ignored": Choice(
                "{i}",
                """
                {i} é o tamanho da entrada, a conta de quem imagina que a região pode ser centrada
                em qualquer posição. Nas bordas, porém, parte dela ficaria para fora. Sem
                preenchimento com zeros, só contam as posições em que a região cabe inteira.
                """,
            ),
            "one-side-only": Choice(
                "{os}×{os}",
                """
                {os} = {n} − {h}: foi descontada a metade da região que sobra de um lado do
                centro. Ela sobra para os dois lados, e a conta precisa descontar {h} de cada um.
                """,
            ),
            "kernel-as-output": Choice(
                "{k}×{k}",
                """
                {k}×{k} é o tamanho da região. O da saída é o número de posições que a região pode
                ocupar, pois cada posição dá um único valor.
                """,
            ),
            "one-forgotten": Choice(
                "{d}×{d}",
                """
                {d} = {n} − {k}: são os deslocamentos da região. Cada um leva a uma posição nova,
                mas é preciso contar também aquela de onde ela partiu.
                """,
            ),
            "strides-as-gap": Choice(
                "{sg}×{sg}",
                """
                {sg} = ⌊({n} − {k})/2⌋ + 1: a região andou de 2 em 2, como se passo 1 quisesse
                dizer “pular uma posição”. O passo é a distância entre duas posições seguidas: com
                passo 1, a região vai à posição vizinha.
                """,
            ),
        },
        solution_figure=grid_template(),
        solution_figure_alt=_FIGURE_ALT,
    ),
    "strided": Kind(
        statement="""
            Uma convolução percorre uma entrada de {i} valores com uma região de {k}×{k} e passo
            (*stride*) {s} nas duas direções. Nenhum valor é acrescentado às bordas. Qual é o
            tamanho da saída?
        """,
        hints=(
            """
            Procure em que linhas a região pode começar, se anda de {s} em {s} e precisa caber
            inteira na entrada.
            """,
            "Em uma direção, a saída tem ⌊(entrada − região)/passo⌋ + …",
            """
            ({n} − {k})/{s} = {d}/{s}, que se arredonda para baixo: {q} deslocamentos. Quantas
            posições, com a inicial?
            """,
        ),
        solution="""
            Da primeira posição até encostar no fim, a região pode descer {n} − {k} = {d} linhas.
            Andando de {s} em {s}, são ⌊{d}/{s}⌋ = {q} deslocamentos e, com a posição de partida,
            {q} + 1 = {r} posições. A região começa nas linhas {l}. Com as colunas acontece o mesmo.

            > ⌊({n} − {k})/{s}⌋ + 1 = {r}

            A saída tem **{o}** valores.
        """,
        right=Choice(
            "{o}",
            """
            Andando de {s} em {s}, a região começa nas linhas {l}: são {r} posições em cada direção.
            """,
        ),
        wrong={
            "strides-forgotten": Choice(
                "{sf}×{sf}",
                """
                {sf} = {n} − {k} + 1: são as posições com passo 1. Com passo {s}, a região visita
                só uma em cada {s} delas, e as outras não dão valor nenhum.
                """,
            ),
            "one-forgotten": Choice(
                "{q}×{q}",
                """
                {q} = ⌊({n} − {k})/{s}⌋: são os deslocamentos da região. Cada um leva a uma
                posição nova, mas é preciso contar também aquela de onde ela partiu.
                """,
            ),
            "rounded-up": Choice(
                "{ru}×{ru}",
                """
                {ru} = ⌈({n} − {k})/{s}⌉ + 1: na última dessas posições a região passaria do fim da
                entrada. Sem preenchimento ela precisa caber inteira, e a divisão se arredonda para
                baixo.
                """,
            ),
            "strides-as-gap": Choice(
                "{sg}×{sg}",
                """
                {sg} = ⌊({n} − {k})/{g}⌋ + 1: a região andou de {g} em {g}, como se o passo fosse
                o número de posições puladas. O passo é a distância entre duas posições seguidas.
                """,
            ),
            "strides-twice": Choice(
                "{sw}×{sw}",
                """
                {sw} = ⌊({n} − {k})/{ss}⌋ + 1: o passo {s} foi aplicado duas vezes na mesma
                direção, talvez por valer nas duas. Cada direção tem a sua conta, e nela o passo
                entra uma única vez.
                """,
            ),
            "border-ignored": Choice(
                "{bi}×{bi}",
                """
                {bi} = ⌈{n}/{s}⌉: o tamanho da região não entrou na conta, como se ela pudesse
                ficar em parte para fora da entrada. Isso só é possível com preenchimento com
                zeros. Sem ele, a região precisa caber inteira, e a borda se perde.
                """,
            ),
        },
        solution_figure=grid_template(),
        solution_figure_alt=_FIGURE_ALT,
    ),
    "rectangular": Kind(
        statement="""
            Uma convolução percorre uma entrada de {i} valores com uma região de {kk} e passo
            (*stride*) ({st}). Nenhum valor é acrescentado às bordas. Os pares são (linhas,
            colunas). Qual é o tamanho da saída?
        """,
        hints=(
            """
            São duas contas, uma para as linhas e outra para as colunas. Em cada uma entram só os
            números da sua direção.
            """,
            """
            Linhas: ⌊({n} − …)/…⌋ + 1. Colunas: ⌊({m} − …)/…⌋ + 1. O primeiro número de cada par é
            o das linhas.
            """,
            """
            Linhas: ⌊({n} − {k})/{s}⌋ = {q}. Colunas: ⌊({m} − {c})/{t}⌋ = {p}. Falta contar as
            posições de partida.
            """,
        ),
        solution="""
            Cada direção tem a sua conta, com os seus números:

            - **Linhas**: entrada {n}, região {k}, passo {s}. São ⌊({n} − {k})/{s}⌋ + 1 = {q} + 1
              = {r}.
            - **Colunas**: entrada {m}, região {c}, passo {t}. São ⌊({m} − {c})/{t}⌋ + 1 = {p} + 1
              = {v}.

            A saída tem **{o}** valores.
        """,
        right=Choice(
            "{o}",
            """
            Nas linhas, a região cabe em {r} posições, e nas colunas, em {v}. Cada direção usa o seu
            tamanho, a sua região e o seu passo.
            """,
        ),
        wrong={
            "axes-swapped": Choice(
                "{as}",
                """
                Nas linhas, {ar} = ⌊({n} − {c})/{t}⌋ + 1: entraram a região e o passo das colunas,
                e nas colunas, os das linhas. Em um par, o primeiro número é sempre o das linhas.
                """,
            ),
            "strides-forgotten": Choice(
                "{sf}",
                """
                {sf} é a saída com passo 1: {n} − {k} + 1 = {fr} linhas e {m} − {c} + 1 = {fc}
                colunas. Com passo maior que um em uma direção, a região salta posições nela, e a
                saída encolhe pelo mesmo fator.
                """,
            ),
            "one-forgotten": Choice(
                "{of}",
                """
                {q} = ⌊({n} − {k})/{s}⌋ e {p} = ⌊({m} − {c})/{t}⌋ são os deslocamentos da região. As
                posições são uma a mais em cada direção: falta a de partida.
                """,
            ),
            "rounded-up": Choice(
                "{ru}",
                """
                {ur} = ⌈({n} − {k})/{s}⌉ + 1 e {uc} = ⌈({m} − {c})/{t}⌉ + 1: a divisão foi
                arredondada para cima, e na última posição a região passaria do fim. Sem
                preenchimento ela precisa caber inteira: arredonda-se para baixo.
                """,
            ),
            "border-ignored": Choice(
                "{bi}",
                """
                {br} = ⌈{n}/{s}⌉ e {bc} = ⌈{m}/{t}⌉: o tamanho da região não entrou na conta, como
                se ela pudesse ficar em parte para fora. Sem preenchimento com zeros, ela precisa
                caber inteira, e a borda se perde.
                """,
            ),
        },
        solution_figure=grid_template(),
        solution_figure_alt=_FIGURE_ALT,
    ),
    "inverse": Kind(
        statement="""
            Uma convolução de passo (*stride*) 1 recebe uma entrada de {i} valores, sem
            preenchimento, e sua saída tem {o}. De que tamanho é a região que ela combina em cada
            posição?
        """,
        hints=(
            """
            A conta é a de sempre, lida de trás para a frente: conhecem-se a entrada e a saída, e
            falta a região.
            """,
            """
            Em uma direção, entrada − região + 1 = saída. Isole a região: entrada − … + …
            """,
            "Da entrada para a saída perdem-se {n} − {r} = {d} linhas. A região tem uma linha a "
            "mais que isso.",
        ),
        solution="""
            Com passo 1, a saída tem tantas linhas quantas são as posições da região: entrada −
            região + 1. Para que de {n} linhas restem {r}, perdem-se {n} − {r} = {d}. Uma região
            de 1 linha não perderia nenhuma, e cada linha a mais na região tira uma posição. Logo,
            ela tem {d} + 1 = {k} linhas, e o mesmo número de colunas.

            Conferindo: ⌊({n} − {k})/1⌋ + 1 = {r}.

            A região é de **{k}×{k}**.
        """,
        right=Choice(
            "{k}×{k}",
            "Conferindo: uma região de {k} linhas cabe em {n} − {k} + 1 = {r} posições.",
        ),
        wrong={
            "one-forgotten": Choice(
                "{d}×{d}",
                """
                {d} = {n} − {r} é o que se perde da entrada para a saída. Mas uma região de {d}
                linhas ainda caberia em {n} − {d} + 1 = {dr} posições. Às linhas que se perdem é
                preciso somar a da posição de partida.
                """,
            ),
            "one-side-only": Choice(
                "{os}×{os}",
                """
                {os} = 2·{d} + 1: as {d} linhas que se perdem foram postas de cada lado do centro
                da região. Elas são o que se perde ao todo, somados os dois lados.
                """,
            ),
            "kernel-as-output": Choice(
                "{o}",
                """
                {o} é o tamanho da saída. A região e a saída são coisas diferentes: a saída tem um
                valor para cada posição em que a região cabe na entrada.
                """,
            ),
            "strides-as-gap": Choice(
                "{sg}×{sg}",
                """
                {sg} = {n} − 2·({r} − 1): nessa conta a região anda de 2 em 2, como se passo 1
                quisesse dizer “pular uma posição”. Com passo 1, ela vai de uma posição à vizinha.
                """,
            ),
        },
        solution_figure=grid_template(),
        solution_figure_alt=_FIGURE_ALT,
    ),
}

_IN_CHAPTER = (10, 5)


def draw(random: random.Random) -> Variant | None:
    kind = random.choice(("square", "strided", "strided", "rectangular", "inverse"))
    return {
        "square": _square,
        "strided": _strided,
        "rectangular": _rectangular,
        "inverse": _inverse,
    }[kind](random)


def _square(random: random.Random) -> Variant | None:
    n, k = random.randint(6, 28), random.choice((3, 5, 7, 9))
    if k > n // 2 + 2 or (n, k) == _IN_CHAPTER:
        return None
    out, size = output_size(n, k), {"input_size": n, "kernel_size": k}
    return compose(
        random,
        KINDS,
        "square",
        _common((n, n), (k, k), (1, 1))
        | {"n": str(n), "k": str(k), "d": str(n - k), "r": str(out)},
        {
            "border-ignored": {},
            "one-side-only": {"os": result("one-side-only", **size), "h": str(k // 2)},
            "kernel-as-output": {},
            "one-forgotten": {"d": result("one-forgotten", **size)},
            "strides-as-gap": {"sg": result("strides-as-gap", **size)},
        },
        [Claim("size", (out, out))],
        [_network((n, n), (k, k), (1, 1))],
    )


def _strided(random: random.Random) -> Variant | None:
    n, k, s = random.randint(8, 28), random.randint(2, 7), random.randint(2, 4)
    out = output_size(n, k, s)
    if k > n // 2 or out < 3:
        return None
    size = {"input_size": n, "kernel_size": k, "strides": s}
    mistakes = {
        "strides-forgotten": {"sf": result("strides-forgotten", **size)},
        "one-forgotten": {"q": result("one-forgotten", **size)},
        "strides-as-gap": {"sg": result("strides-as-gap", **size), "g": str(s + 1)},
        "border-ignored": {"bi": result("border-ignored", **size)},
        "strides-twice": {
            "sw": result("strides-twice", **size, padding="valid"),
            "ss": str(s * s),
        },
    }
    if (n - k) % s:
        mistakes["rounded-up"] = {"ru": result("rounded-up", **size)}
    *starts, last = (str(1 + s * place) for place in range(out))
    return compose(
        random,
        KINDS,
        "strided",
        _common((n, n), (k, k), (s, s))
        | {
            "n": str(n),
            "k": str(k),
            "s": str(s),
            "d": str(n - k),
            "q": str(out - 1),
            "r": str(out),
            "l": f"{', '.join(starts)} e {last}",
        },
        mistakes,
        [Claim("size", (out, out))],
        [_network((n, n), (k, k), (s, s))],
    )


def _rectangular(random: random.Random) -> Variant | None:
    n, m = random.randint(8, 24), random.randint(8, 28)
    k, c = random.choice((1, 2, 3, 4, 5)), random.choice((1, 2, 3, 4, 5, 7))
    s, t = random.choice(((1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2), (1, 1)))
    if n == m or k == c:
        return None
    rows, columns = output_size(n, k, s), output_size(m, c, t)
    if min(rows, columns) < 3:
        return None

    def wrong(mistake: str) -> tuple[str, str]:
        return (
            result(mistake, input_size=n, kernel_size=k, strides=s),
            result(mistake, input_size=m, kernel_size=c, strides=t),
        )

    both = {
        "input_size": (n, m),
        "kernel_size": (k, c),
        "strides": (s, t),
        "padding": "valid",
    }
    swapped = [result("axes-swapped", **both, axis=axis) for axis in (0, 1)]
    forgotten, ignored = wrong("one-forgotten"), wrong("border-ignored")
    mistakes = {
        "axes-swapped": {"as": "×".join(swapped), "ar": swapped[0]},
        "one-forgotten": {"of": "×".join(forgotten)},
        "border-ignored": {"bi": "×".join(ignored), "br": ignored[0], "bc": ignored[1]},
    }
    if (s, t) != (1, 1):
        fast = wrong("strides-forgotten")
        mistakes["strides-forgotten"] = {"sf": "×".join(fast), "fr": fast[0], "fc": fast[1]}
    if (n - k) % s or (m - c) % t:
        up = wrong("rounded-up")
        mistakes["rounded-up"] = {"ru": "×".join(up), "ur": up[0], "uc": up[1]}
    return compose(
        random,
        KINDS,
        "rectangular",
        _common((n, m), (k, c), (s, t))
        | dict(zip("nmkcst", map(str, (n, m, k, c, s, t))))
        | {
            "kk": shape((k, c)),
            "st": f"{s}, {t}",
            "q": str(rows - 1),
            "p": str(columns - 1),
            "r": str(rows),
            "v": str(columns),
        },
        mistakes,
        [Claim("size", (rows, columns))],
        [_network((n, m), (k, c), (s, t))],
    )


def _inverse(random: random.Random) -> Variant | None:
    n, k = random.randint(8, 28), random.randint(3, 11)
    if 2 * k > n + 4:
        return None
    out = output_size(n, k)
    mistakes: dict[str, dict[str, str]] = {"kernel-as-output": {}}
    for name, values in (
        ("one-forgotten", lambda size: {"d": str(size), "dr": str(output_size(n, size))}),
        ("one-side-only", lambda size: {"os": str(size)}),
        ("strides-as-gap", lambda size: {"sg": str(size)}),
    ):
        size = _kernel_for(name, n, out)
        if size is not None and not (name == "one-side-only" and size % 2 == 0):  # no centre
            mistakes[name] = values(size)
    return compose(
        random,
        KINDS,
        "inverse",
        _common((n, n), (k, k), (1, 1))
        | {"n": str(n), "k": str(k), "d": str(n - out), "r": str(out)},
        mistakes,
        [Claim("kernel_size", (k, k)), Claim("size", (out, out), shown=False)],
        [_network((n, n), (k, k), (1, 1))],
    )


def _kernel_for(mistake: str, input_size: int, output: int) -> int | None:
    """The largest kernel that would give this output, if the wrong formula were right."""
    sizes = [
        size
        for size in range(1, input_size + 1)
        if mistaken(mistake, input_size=input_size, kernel_size=size).value == output
    ]
    return sizes[-1] if sizes else None


def _common(
    input_size: tuple[int, int], kernel_size: tuple[int, int], strides: tuple[int, int]
) -> dict[str, str]:
    sizes = tuple(map(output_size, input_size, kernel_size, strides))
    return {"i": shape(input_size), "o": shape(sizes)} | grid_values(
        input_size, kernel_size, strides, sizes
    )


def _network(
    input_size: tuple[int, int], kernel_size: tuple[int, int], strides: tuple[int, int]
) -> Network:
    return Network((*input_size, 1), (Conv2D(1, kernel_size, strides=strides),))
