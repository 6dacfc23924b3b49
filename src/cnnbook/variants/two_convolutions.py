"""Variants of exercise 4: two convolutions in a row, with any mix of padding."""

from __future__ import annotations

import random

from cnnbook.layers import Conv2D
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import integer, shape
from cnnbook.trace import trace
from cnnbook.variants.drawings import blocks_template, blocks_values
from cnnbook.variants.question import Choice, Claim, Kind, Network, Variant, compose, result

EXERCISE = "duas-convolucoes"

_WITH, _WITHOUT = "com preenchimento com zeros", "sem preenchimento com zeros"

_STATEMENT = """
Uma imagem de {{s0}} passa por duas camadas convolucionais, as duas com passo (*stride*) 1:

1. {{f}} filtros de {{k}}×{{k}}×{{c}}, {first};
2. {{g}} filtros de {{l}}×{{l}}×*p*, {second}.

{question}
"""
_SHAPE_QUESTION = (
    "Quantos mapas a segunda camada produz, que forma tem a sua saída e quanto vale *p*?"
)

_FIGURE_ALT = """
    Três blocos, um sob o outro: a entrada, de {s0}; a saída da primeira camada, de {s1}; e a da
    segunda, de {s2}. A espessura cresce com o número de canais.
"""
_FIGURE = blocks_template(("entrada", "depois da primeira", "depois da segunda"))

_ANSWER = "{g} mapas, saída de {s2}, *p* = {f}"

_DEPTHS: dict[str, Choice] = {
    "filters-added": Choice(
        "{fa} mapas, saída de {fs}, *p* = {f}",
        """
        {fa} = {f} + {g}: os filtros das duas camadas foram somados. Os {f} mapas da primeira são
        combinados dentro de cada filtro da segunda e não seguem adiante. Saem tantos mapas quantos
        são os filtros da própria camada.
        """,
    ),
    "own-filters-as-depth": Choice(
        "{g} mapas, saída de {s2}, *p* = {g}",
        """
        *p* = {g} é o número de filtros da segunda camada. A profundidade de um filtro é outra
        coisa: ele atravessa todos os mapas que recebe, e *p* é o número de mapas que chegam à
        camada.
        """,
    ),
    "previous-depth": Choice(
        "{f} mapas, saída de {ps}, *p* = {f}",
        """
        {f} são os mapas que a segunda camada recebe, e não os que ela produz. Cada filtro produz um
        mapa, e por isso a saída tem tantos mapas quantos são os filtros da própria camada.
        """,
    ),
}


def _sized(feedback: str, name: str) -> Choice:
    return Choice(f"{{g}} mapas, saída de {{{name}s}}, *p* = {{f}}", feedback)


_SIZES: dict[str, dict[str, Choice]] = {
    "valid-same": {
        "padding-forgotten": _sized(
            """
            {pf} = {a} − {v}: a borda foi descontada outra vez, como se a segunda camada também
            não tivesse preenchimento. Com preenchimento e passo 1, uma camada devolve o tamanho
            que recebe.
            """,
            "pf",
        ),
        "border-ignored": _sized(
            """
            {n} é o tamanho da imagem, mas a primeira camada não tem preenchimento e já perdeu a
            borda. O preenchimento da segunda conserva o tamanho que ela recebe. O que se perdeu
            antes não volta.
            """,
            "bi",
        ),
        "one-side-only": _sized(
            """
            {os} = {n} − {h}: na primeira camada foi descontada a borda de um lado só. O filtro
            sobra para os dois lados do centro, e a conta precisa tirar {h} de cada um.
            """,
            "os",
        ),
        "one-forgotten": _sized(
            """
            {of} = {n} − {k}: na primeira camada foram contados só os deslocamentos do filtro. As
            posições são uma a mais, porque é preciso contar também a de partida.
            """,
            "of",
        ),
    },
    "same-valid": {
        "padding-forgotten": _sized(
            """
            A primeira camada perdeu uma borda que não perde: {n} − {u} = {pa}, e daí {pa} − {l} +
            1 = {pf}. Ela tem preenchimento e, com passo 1, devolve o tamanho que recebe. Só a
            segunda perde a borda.
            """,
            "pf",
        ),
        "border-ignored": _sized(
            """
            {n} é o tamanho da imagem, e a primeira camada o conserva. A segunda, porém, não tem
            preenchimento: nela o filtro precisa caber inteiro, e a borda se perde dos dois lados.
            """,
            "bi",
        ),
        "one-side-only": _sized(
            """
            {os} = {n} − {h}: na segunda camada foi descontada a borda de um lado só. O filtro sobra
            para os dois lados do centro, e a conta precisa tirar {h} de cada um.
            """,
            "os",
        ),
        "one-forgotten": _sized(
            """
            {of} = {n} − {l}: na segunda camada foram contados só os deslocamentos do filtro. As
            posições são uma a mais, porque é preciso contar também a de partida.
            """,
            "of",
        ),
    },
    "valid-valid": {
        "border-ignored": _sized(
            """
            {n} é o tamanho da imagem, como se os filtros pudessem ser centrados também na borda.
            Nenhuma das camadas tem preenchimento: o filtro precisa caber inteiro, e cada uma
            perde a sua borda.
            """,
            "bi",
        ),
        "one-side-only": _sized(
            """
            {oa} = {n} − {h} e {os} = {oa} − {j}: cada camada descontou a borda de um lado só. O
            filtro sobra para os dois lados do centro, e a conta precisa descontar os dois.
            """,
            "os",
        ),
        "one-forgotten": _sized(
            """
            {oa} = {n} − {k} e {of} = {oa} − {l}: foram contados só os deslocamentos dos filtros.
            Em cada camada as posições são uma a mais, porque é preciso contar também a de
            partida.
            """.replace("{oa}", "{ofa}"),
            "of",
        ),
    },
    "same-same": {
        "padding-forgotten": _sized(
            """
            {pa} = {n} − {u} e {pf} = {pa} − {v}: cada camada perdeu uma borda, como se não tivesse
            preenchimento. Com preenchimento e passo 1, uma camada devolve o tamanho que recebe.
            """,
            "pf",
        ),
    },
}

_STEPS = {
    ("first", "valid"): """
**Tamanho depois da primeira camada.** Sem preenchimento, o filtro de {k} linhas cabe em {n} − {k}
   + 1 = {a} posições, e o mesmo vale para as colunas. Com {f} filtros, são {f} mapas: {s1}.""",
    ("first", "same"): """
**Tamanho depois da primeira camada.** Com preenchimento e passo 1, o tamanho não muda: continua
   {n}. Com {f} filtros, são {f} mapas: {s1}.""",
    ("second", "valid"): """
**Tamanho depois da segunda camada.** Sem preenchimento, {a} − {l} + 1 = {b} posições em cada
direção.""",
    ("second", "same"): """
**Tamanho depois da segunda camada.** Com preenchimento e passo 1, o tamanho não muda: continua
   {b}.""",
}

_LAST_HINTS = {
    "valid-same": """
        A primeira camada leva {n} a {n} − {k} + 1 = {a}, e a segunda não muda o tamanho. Faltam os
        mapas: a segunda recebe {f} e tem {g} filtros.
    """,
    "same-valid": """
        A primeira camada não muda o tamanho, e a segunda leva {n} a {n} − {l} + 1 = {b}. Faltam os
        mapas: a segunda recebe {f} e tem {g} filtros.
    """,
    "valid-valid": """
        A primeira camada leva {n} a {n} − {k} + 1 = {a}, e a segunda, {a} a {a} − {l} + 1 = {b}.
        Faltam os mapas: a segunda recebe {f} e tem {g} filtros.
    """,
    "same-same": """
        Nenhuma das camadas muda o tamanho, que continua {n}. Faltam os mapas: a segunda recebe
        {f} e tem {g} filtros.
    """,
}


def _kind(first: str, second: str) -> Kind:
    words = {"valid": _WITHOUT, "same": _WITH}
    name = f"{first}-{second}"
    return Kind(
        statement=_STATEMENT.format(
            first=words[first], second=words[second], question=_SHAPE_QUESTION
        ),
        hints=(
            """
            São três perguntas separadas: o tamanho, que depende do filtro e do preenchimento; o
            número de mapas; e a profundidade de um filtro. Siga a forma dos dados camada a
            camada.
            """,
            """
            Sem preenchimento: tamanho − … + 1. Com preenchimento e passo 1: o mesmo tamanho.
            Mapas que saem = número de … da própria camada. *p* = número de … que chegam.
            """,
            _LAST_HINTS[name],
        ),
        solution=f"""
1. {_STEPS["first", first].strip()}
2. **Profundidade do filtro.** Um filtro atravessa todos os mapas que recebe. A segunda camada
   recebe {{f}}, logo *p* = {{f}}.
3. {_STEPS["second", second].strip()}
4. **Número de mapas.** É o número de filtros da própria camada, {{g}}. Os filtros da primeira já
   cumpriram seu papel.

São **{_ANSWER}**.
""",
        right=Choice(
            _ANSWER,
            """
            A segunda camada tem {g} filtros, e cada um produz um mapa. Todos atravessam os {f}
            mapas que chegam da primeira, e só as camadas sem preenchimento perdem a borda.
            """
            if name != "same-same"
            else """
            A segunda camada tem {g} filtros, e cada um produz um mapa. Todos atravessam os {f}
            mapas que chegam da primeira, e com preenchimento e passo 1 o tamanho não muda.
            """,
        ),
        wrong=_DEPTHS | _SIZES[name],
        solution_figure=_FIGURE,
        solution_figure_alt=_FIGURE_ALT,
    )


KINDS: dict[str, Kind] = {
    f"{first}-{second}": _kind(first, second)
    for first in ("valid", "same")
    for second in ("same", "valid")
} | {
    "parameters": Kind(
        statement=_STATEMENT.format(
            first=_WITHOUT,
            second=_WITH,
            question="Quantos parâmetros, entre pesos e vieses, tem cada uma das camadas?",
        ),
        hints=(
            """
            Conte primeiro os pesos de um só filtro: ele tem um para cada posição de cada canal que
            recebe. O tamanho da imagem não entra.
            """,
            "Parâmetros = (linhas · colunas · canais que chegam + …) · número de …",
            """
            Primeira: ({k}·{k}·{c} + 1)·{f} = {x}·{f}. Segunda, que recebe {f} mapas: ({l}·{l}·{f}
            + 1)·{g} = {y}·{g}.
            """,
        ),
        solution="""
            1. **Um filtro da primeira camada** atravessa os {c} canais da imagem: {k}·{k}·{c}
               pesos e um viés, {k}·{k}·{c} + 1 = {x}. São {f} filtros: {x}·{f} = {t}.
            2. **Um filtro da segunda camada** atravessa os {f} mapas que recebe, logo *p* = {f}:
               {l}·{l}·{f} + 1 = {y}. São {g} filtros: {y}·{g} = {w}.

            São **{t} na primeira e {w} na segunda**. O preenchimento e o tamanho da imagem não
            entram na conta.
        """,
        right=Choice(
            "{t} na primeira, {w} na segunda",
            """
            ({k}·{k}·{c} + 1)·{f} = {t} e ({l}·{l}·{f} + 1)·{g} = {w}: cada filtro tem um peso
            para cada posição de cada canal que recebe, e um viés.
            """,
        ),
        wrong={
            "depth-forgotten": Choice(
                "{dt} na primeira, {dw} na segunda",
                """
                {dt} = ({k}·{k} + 1)·{f} e {dw} = ({l}·{l} + 1)·{g}: os filtros foram contados
                como se recebessem um só canal. Cada filtro tem um peso para cada posição de cada
                canal que chega.
                """,
            ),
            "bias-forgotten": Choice(
                "{bt} na primeira, {bw} na segunda",
                """
                {bt} = {k}·{k}·{c}·{f} e {bw} = {l}·{l}·{f}·{g}: são só os pesos. Cada filtro tem
                também um viés, que é um parâmetro a mais.
                """,
            ),
            "own-filters-as-depth": Choice(
                "{t} na primeira, {ow} na segunda",
                """
                {ow} = ({l}·{l}·{g} + 1)·{g}: a profundidade de cada filtro da segunda camada foi
                tomada pelo número de filtros dela. Um filtro atravessa os mapas que chegam, que
                são os da primeira.
                """,
            ),
            "filters-added": Choice(
                "{t} na primeira, {aw} na segunda",
                """
                {aw} = ({l}·{l}·{f} + 1)·{fa}, com {fa} = {f} + {g}: os filtros das duas camadas
                foram somados. Os da primeira já foram contados nela, e a segunda só tem os seus.
                """,
            ),
            "weights-per-position": Choice(
                "{t} na primeira, {pw} na segunda",
                """
                {pw} = {w}·{q}: os parâmetros da segunda camada foram multiplicados por {q}, o
                número de posições em que ela aplica seus filtros. A convolução usa os mesmos
                pesos em todas as posições, e por isso o tamanho não entra na conta.
                """,
            ),
        },
        solution_figure=_FIGURE,
        solution_figure_alt=_FIGURE_ALT,
    )
}

_SIDES = (
    16, 20, 24, 28, 30, 32, 36, 40, 48, 50, 56, 60, 64, 72, 80, 90, 96, 100, 112, 120, 128, 144,
    150, 160, 180, 192, 200, 220, 224, 240, 256, 300, 320, 384, 400, 480, 512,
)  # fmt: skip
_FILTERS = (4, 5, 6, 8, 10, 12, 16, 18, 20, 24, 30, 32, 40, 48, 64)


def draw(random: random.Random) -> Variant | None:
    kind = random.choice(tuple(KINDS))
    n, c = random.choice(_SIDES), random.choice((1, 3, 3, 4))
    if kind == "parameters":
        n = 8 * random.randint(1, 8)  # or the products with all the positions would be enormous
    f, g = random.choice(_FILTERS), random.choice(_FILTERS)
    k, k2 = random.choice((3, 5, 7)), random.choice((3, 5, 7))
    first, second = ("valid", "same") if kind == "parameters" else kind.split("-")
    layers = Conv2D(f, k, padding=first), Conv2D(g, k2, padding=second)  # type: ignore[arg-type]
    network = Network((n, n, c), layers)
    one, two = trace(*network)
    values = {
        "n": str(n),
        "c": str(c),
        "f": str(f),
        "g": str(g),
        "k": str(k),
        "l": str(k2),
        "a": str(one.output_shape[0]),
        "b": str(two.output_shape[0]),
        "s0": shape(network.input_shape),
        "s1": shape(one.output_shape),
        "s2": shape(two.output_shape),
        **blocks_values((network.input_shape, one.output_shape, two.output_shape)),
    }
    if kind == "parameters":
        values |= {
            "x": integer(k * k * c + 1),
            "y": integer(k2 * k2 * f + 1),
            "t": integer(one.parameters),
            "w": integer(two.parameters),
        }
        mistakes = _parameters(n, c, f, g, k, k2, two.parameters)
        key = [Claim("parameters", one.parameters, 0), Claim("parameters", two.parameters, 1)]
    else:
        mistakes = _depths(f, g, two.output_shape[0]) | _sizes(first, second, n, k, k2, g)
        key = [
            Claim("maps", g, 1),
            Claim("output", two.output_shape, 1),
            Claim("depth", f, 1),
        ]
    return compose(random, KINDS, kind, values, mistakes, key, [network])


def _depths(f: int, g: int, side: int) -> dict[str, dict[str, str]]:
    filters = {"previous_filters": f, "filters": g}
    added = mistaken("filters-added", **filters)
    previous = mistaken("previous-depth", **filters)
    return {
        "filters-added": {"fa": added.result, "fs": shape((side, side, added.value))},
        "own-filters-as-depth": {"g": result("own-filters-as-depth", **filters)},
        "previous-depth": {"f": previous.result, "ps": shape((side, side, previous.value))},
    }


def _sizes(first: str, second: str, n: int, k: int, k2: int, g: int) -> dict[str, dict[str, str]]:
    """What each mistake about the border makes of the size, after one layer and after both."""

    def after(mistake: str, padding: str) -> tuple[int, int]:
        """Follow a mistake that is made in the layers with this padding, and only there."""
        size, sizes = n, []
        for kernel_size, own in ((k, first), (k2, second)):
            if own == padding:
                size = mistaken(mistake, input_size=size, kernel_size=kernel_size).value
            elif own == "valid":
                size -= kernel_size - 1
            sizes.append(size)
        return sizes[0], sizes[1]

    def values(name: str, sizes: tuple[int, int], middle: str) -> dict[str, str]:
        return {
            name: str(sizes[1]),
            f"{name}s": shape((sizes[1], sizes[1], g)),
            middle: str(sizes[0]),
        }

    mistakes: dict[str, dict[str, str]] = {}
    if "same" in (first, second):
        mistakes["padding-forgotten"] = values("pf", after("padding-forgotten", "same"), "pa") | {
            "u": str(k - 1),
            "v": str(k2 - 1),
        }
    if "valid" in (first, second):
        halves = [size // 2 for size, own in ((k, first), (k2, second)) if own == "valid"]
        mistakes["border-ignored"] = values("bi", after("border-ignored", "valid"), "bia")
        mistakes["one-side-only"] = values("os", after("one-side-only", "valid"), "oa") | {
            "h": str(halves[0]),
            "j": str(halves[-1]),
        }
        mistakes["one-forgotten"] = values("of", after("one-forgotten", "valid"), "ofa")
    return mistakes


def _parameters(
    n: int, c: int, f: int, g: int, k: int, k2: int, second: int
) -> dict[str, dict[str, str]]:
    def both(mistake: str) -> tuple[str, str]:
        return (
            result(mistake, kernel_size=(k, k), channels=c, filters=f),
            result(mistake, kernel_size=(k2, k2), channels=f, filters=g),
        )

    depth, bias = both("depth-forgotten"), both("bias-forgotten")
    filters = {"previous_filters": f, "filters": g}
    own = mistaken("own-filters-as-depth", **filters).value
    added = mistaken("filters-added", **filters).value
    positions = (n - k + 1) ** 2
    return {
        "depth-forgotten": {"dt": depth[0], "dw": depth[1]},
        "bias-forgotten": {"bt": bias[0], "bw": bias[1]},
        "own-filters-as-depth": {"ow": integer((k2 * k2 * own + 1) * g)},
        "filters-added": {"aw": integer((k2 * k2 * f + 1) * added), "fa": str(added)},
        "weights-per-position": {
            "pw": result("weights-per-position", parameters=second, positions=positions),
            "q": integer(positions),
        },
    }
