"""Variants of exercise 2: the size of a convolution's output, and the kernel for a given size."""

from __future__ import annotations

import random

from cnnbook.geometry import GeometryError, output_size
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
            "one-too-many": Choice(
                "{om}×{om}",
                """
                {om} = {n} − {k} + 2: aos deslocamentos foram somadas duas posições, a primeira e a
                última. A última já é aonde leva o último deslocamento, e só a de partida se soma.
                """,
            ),
            "full-convolution": Choice(
                "{fu}×{fu}",
                """
                {fu} = {n} + {k} − 1: foram contadas todas as posições em que a região toca a
                entrada, mesmo que só com um valor. Sem preenchimento com zeros, ela precisa caber
                inteira.
                """,
            ),
            "kernel-each-side": Choice(
                "{ke}×{ke}",
                """
                {ke} = {n} − 2·{k}: foi descontada uma região inteira de cada lado. Na primeira
                posição a região já está dentro da entrada, e de cada lado só se perde a metade
                que sobra do centro.
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
            "rounded-up one-too-many": Choice(
                "{ru}×{ru}",
                """
                Dois enganos levam a {ru}. Em ⌈({n} − {k})/{s}⌉ + 1 = {ru} a divisão foi arredondada
                para cima, e na última posição a região passaria do fim. Em ⌊({n} − {k})/{s}⌋ + 2
                = {ru} a última posição foi contada duas vezes. A região precisa caber inteira, e
                aos deslocamentos se soma só a posição de partida.
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
            "kernel-as-output": Choice(
                "{k}×{k}",
                """
                {k}×{k} é o tamanho da região. O da saída é o número de posições que a região pode
                ocupar, pois cada posição dá um único valor.
                """,
            ),
            "full-convolution": Choice(
                "{fu}×{fu}",
                """
                {fu} = ⌊({n} + {k} − 2)/{s}⌋ + 1: foram contadas também as posições em que a região
                só toca a entrada. Sem preenchimento com zeros, ela precisa caber inteira.
                """,
            ),
            "kernel-each-side": Choice(
                "{ke}×{ke}",
                """
                {ke} = ⌈({n} − 2·{k})/{s}⌉: foi descontada uma região inteira de cada lado. Na
                primeira posição a região já está dentro da entrada, e de cada lado só se perde a
                metade que sobra do centro.
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
        answer="{rows}×{columns}",
        right=Choice(
            {"rows": "{r}", "columns": "{v}"},
            """
            Nas linhas, a região cabe em {r} posições, e nas colunas, em {v}. Cada direção usa o seu
            tamanho, a sua região e o seu passo.
            """,
        ),
        wrong={
            "axes-swapped": Choice(
                {"rows": "{ar}", "columns": "{ac}"},
                """
                Nas linhas, {ar} = ⌊({n} − {c})/{t}⌋ + 1: entraram a região e o passo das colunas,
                e nas colunas, os das linhas. Em um par, o primeiro número é sempre o das linhas.
                """,
            ),
            "axis-repeated/rows": Choice(
                {"columns": "{xc}"},
                """
                Nas colunas, {xc} = ⌊({m} − {k})/{s}⌋ + 1: entraram a região e o passo das linhas.
                Cada direção tem os seus, e em um par o segundo número é o das colunas.
                """,
            ),
            "axis-repeated/columns": Choice(
                {"rows": "{ar}"},
                """
                Nas linhas, {ar} = ⌊({n} − {c})/{t}⌋ + 1: entraram a região e o passo das colunas.
                Cada direção tem os seus, e em um par o primeiro número é o das linhas.
                """,
            ),
            "one-too-many": Choice(
                {"rows": "{mr}", "columns": "{mc}"},
                """
                {mr} = ⌊({n} − {k})/{s}⌋ + 2 e {mc} = ⌊({m} − {c})/{t}⌋ + 2: aos deslocamentos foram
                somadas duas posições, a primeira e a última. A última já é aonde leva o último
                deslocamento, e só a de partida se soma.
                """,
            ),
            "kernel-as-output": Choice(
                {"rows": "{k}", "columns": "{c}"},
                """
                {kk} é o tamanho da região. O da saída é o número de posições que a região pode
                ocupar, pois cada posição dá um único valor.
                """,
            ),
            "kernel-each-side": Choice(
                {"rows": "{er}", "columns": "{ec}"},
                """
                Foi descontada uma região inteira de cada lado, e a saída ficou com {er}×{ec}. Na
                primeira posição a região já está dentro da entrada, e de cada lado só se perde a
                metade que sobra do centro.
                """,
            ),
            "strides-forgotten": Choice(
                {"rows": "{fr}", "columns": "{fc}"},
                """
                Foi feita a conta do passo 1: {n} − {k} + 1 = {fr} linhas e {m} − {c} + 1 = {fc}
                colunas. Com passo maior que um em uma direção, a região salta posições nela, e a
                saída encolhe pelo mesmo fator.
                """,
            ),
            "one-forgotten": Choice(
                {"rows": "{q}", "columns": "{p}"},
                """
                {q} = ⌊({n} − {k})/{s}⌋ e {p} = ⌊({m} − {c})/{t}⌋ são os deslocamentos da região. As
                posições são uma a mais em cada direção: falta a de partida.
                """,
            ),
            "rounded-up one-too-many": Choice(
                {"rows": "{ur}", "columns": "{uc}"},
                """
                Dois enganos levam a {ur} linhas e {uc} colunas: arredondar para cima, como em
                ⌈({n} − {k})/{s}⌉ + 1 = {ur}, quando a região passaria do fim; ou contar duas vezes
                a última posição, como em ⌊({n} − {k})/{s}⌋ + 2 = {ur}. A região precisa caber
                inteira, e aos deslocamentos se soma só a posição de partida.
                """,
            ),
            "rounded-up": Choice(
                {"rows": "{ur}", "columns": "{uc}"},
                """
                {ur} = ⌈({n} − {k})/{s}⌉ + 1 e {uc} = ⌈({m} − {c})/{t}⌉ + 1: a divisão foi
                arredondada para cima, e na última posição a região passaria do fim. Sem
                preenchimento ela precisa caber inteira: arredonda-se para baixo.
                """,
            ),
            "border-ignored": Choice(
                {"rows": "{br}", "columns": "{bc}"},
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
            "one-too-many": Choice(
                "{om}×{om}",
                """
                {om} = {n} − {r} + 2: às linhas que se perdem foram somadas duas, uma por ponta. Da
                primeira posição à última, cada deslocamento já leva a uma posição nova, e só a de
                partida se soma.
                """,
            ),
            "kernel-each-side": Choice(
                "{ke}×{ke}",
                """
                {ke} = {d}/2: as {d} linhas que se perdem foram repartidas em duas regiões, uma de
                cada lado. Na primeira posição a região já está dentro da entrada, e de cada lado só
                se perde a metade que sobra do centro.
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

Mistakes = dict[str, dict[str, str]]


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
    if not 1 < n - k or k > n // 2 + 2 or (n, k) == _IN_CHAPTER:
        return None
    out, size = output_size(n, k), {"input_size": n, "kernel_size": k}
    mistakes: Mistakes = {
        "border-ignored": {},
        "one-side-only": {"os": result("one-side-only", **size), "h": str(k // 2)},
        "kernel-as-output": {},
        "one-forgotten": {"d": result("one-forgotten", **size)},
        "one-too-many": {"om": result("one-too-many", **size)},
        "strides-as-gap": {"sg": result("strides-as-gap", **size)},
        "full-convolution": {"fu": result("full-convolution", **size)},
    }
    return compose(
        KINDS,
        "square",
        (n, k),
        _common((n, n), (k, k), (1, 1))
        | {"n": str(n), "k": str(k), "d": str(n - k), "r": str(out)},
        mistakes | _each_side(n, k, 1),
        [Claim("size", (out, out))],
        [_network((n, n), (k, k), (1, 1))],
    )


def _each_side(n: int, k: int, s: int) -> Mistakes:
    size = mistaken("kernel-each-side", input_size=n, kernel_size=k, strides=s)
    return {"kernel-each-side": {"ke": size.result}} if size.value > 0 else {}


def _strided(random: random.Random) -> Variant | None:
    n, k, s = random.randint(10, 36), random.randint(2, 7), random.randint(2, 4)
    out = output_size(n, k, s)
    if k > n // 2 or out < 4:
        return None
    size = {"input_size": n, "kernel_size": k, "strides": s}
    mistakes: Mistakes = {
        "strides-forgotten": {"sf": result("strides-forgotten", **size)},
        "one-forgotten": {"q": result("one-forgotten", **size)},
        "strides-as-gap": {"sg": result("strides-as-gap", **size), "g": str(s + 1)},
        "border-ignored": {"bi": result("border-ignored", **size)},
        "kernel-as-output": {},
        "full-convolution": {"fu": result("full-convolution", **size)},
        "strides-twice": {
            "sw": result("strides-twice", **size, padding="valid"),
            "ss": str(s * s),
        },
    }
    if (n - k) % s:
        mistakes["rounded-up one-too-many"] = {"ru": result("rounded-up", **size)}
    others = [mistaken(mistake, **size).value for mistake in ("one-side-only", "one-too-many")]
    *starts, last = (str(1 + s * place) for place in range(out))
    return compose(
        KINDS,
        "strided",
        (n, k, s),
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
        mistakes | _each_side(n, k, s),
        [Claim("size", (out, out))],
        [_network((n, n), (k, k), (s, s))],
        also=[
            {"answer": shape((other, other))}
            for other in others
            # Two mistakes together, where they agree, are offered as such.
            if other != mistaken("rounded-up", **size).value or not (n - k) % s
        ],
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

    def wrong(mistake: str, *names: str, **more: object) -> dict[str, dict[str, str]]:
        sizes = [
            mistaken(mistake, input_size=size, kernel_size=kernel, strides=step, **more)
            for size, kernel, step in ((n, k, s), (m, c, t))
        ]
        if min(size.value for size in sizes) < 1:
            return {}
        return {mistake: dict(zip(names, (size.result for size in sizes)))}

    both = {
        "input_size": (n, m),
        "kernel_size": (k, c),
        "strides": (s, t),
        "padding": "valid",
    }
    try:
        swapped = [result("axes-swapped", **both, axis=axis) for axis in (0, 1)]
    except GeometryError:  # a region of columns that has no room among the rows
        return None
    mistakes: Mistakes = {
        "axes-swapped": dict(zip(("ar", "ac"), swapped)),
        "axis-repeated/columns": {"ar": result("axis-repeated", **both, axis=0)},
        "axis-repeated/rows": {"xc": result("axis-repeated", **both, axis=1)},
        "kernel-as-output": {},
        **wrong("one-forgotten", "q", "p"),
        **wrong("border-ignored", "br", "bc"),
        **wrong("kernel-each-side", "er", "ec"),
    }
    if (s, t) != (1, 1):
        mistakes |= wrong("strides-forgotten", "fr", "fc")
    up, many = wrong("rounded-up", "ur", "uc"), wrong("one-too-many", "mr", "mc")
    if (n - k) % s and (m - c) % t:
        mistakes["rounded-up one-too-many"] = up["rounded-up"]
    else:
        mistakes |= many | (up if (n - k) % s or (m - c) % t else {})
    return compose(
        KINDS,
        "rectangular",
        (n, m, k, c, s, t),
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
        also=[
            dict(zip(("rows", "columns"), sizes.values()))
            for mistake in ("one-side-only", "full-convolution", "strides-as-gap")
            for sizes in wrong(mistake, "r", "v").values()
        ]
        + [
            dict(zip(("rows", "columns"), sizes.values()))
            for sizes in wrong("strides-twice", "r", "v", padding="valid").values()
        ],
    )


def _inverse(random: random.Random) -> Variant | None:
    n, k = random.randint(8, 28), random.randint(3, 11)
    if 2 * k > n + 4:
        return None
    out = output_size(n, k)
    mistakes: Mistakes = {"kernel-as-output": {}}
    others = []
    for name, values in (
        ("one-forgotten", lambda size: {"d": str(size), "dr": str(output_size(n, size))}),
        ("one-too-many", lambda size: {"om": str(size)}),
        ("one-side-only", lambda size: {"os": str(size)}),
        ("strides-as-gap", lambda size: {"sg": str(size)}),
        ("kernel-each-side", lambda size: {"ke": str(size)}),
    ):
        *rest, size = _kernels_for(name, n, out) or [0]
        others += rest
        if size and name == "one-side-only" and size % 2 == 0:  # it has no centre
            others.append(size)
        elif size:
            mistakes[name] = values(size)
    return compose(
        KINDS,
        "inverse",
        (n, k),
        _common((n, n), (k, k), (1, 1))
        | {"n": str(n), "k": str(k), "d": str(n - out), "r": str(out)},
        mistakes,
        [Claim("kernel_size", (k, k)), Claim("size", (out, out), shown=False)],
        [_network((n, n), (k, k), (1, 1))],
        also=[{"answer": shape((size, size))} for size in others],
    )


def _kernels_for(mistake: str, input_size: int, output: int) -> list[int]:
    """All kernels that would give this output, if the wrong formula were right."""
    return [
        size
        for size in range(1, input_size + 1)
        if mistaken(mistake, input_size=input_size, kernel_size=size).value == output
    ]


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
