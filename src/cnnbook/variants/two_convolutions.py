"""Variants of exercise 4: two convolutions in a row, with any mix of padding."""

from __future__ import annotations

import random

from cnnbook.geometry import output_size
from cnnbook.layers import Conv2D
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import integer, shape
from cnnbook.trace import trace
from cnnbook.figures.small import blocks_template, blocks_values
from cnnbook.variants.question import Choice, Claim, Kind, Network, Variant, compose, result

EXERCISE = "duas-convolucoes"

_WITH, _WITHOUT = "com preenchimento com zeros", "sem preenchimento com zeros"

_STATEMENT = """
Uma imagem de {{n}}×{{n}}, com {{cn}}, passa por duas camadas convolucionais, as duas com passo
(*stride*) 1:

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

_WRONG: dict[str, Choice] = {
    "filters-added": Choice(
        {"maps": "{fa}"},
        """
        {fa} = {f} + {g}: os filtros das duas camadas foram somados. Os {f} mapas da primeira são
        combinados dentro de cada filtro da segunda e não seguem adiante. Saem tantos mapas quantos
        são os filtros da própria camada.
        """,
    ),
    "previous-depth": Choice(
        {"maps": "{f}"},
        """
        {f} são os mapas que a segunda camada recebe, e não os que ela produz. Cada filtro produz um
        mapa, e por isso a saída tem tantos mapas quantos são os filtros da própria camada.
        """,
    ),
    "own-filters-as-depth": Choice(
        {"depth": "{g}"},
        """
        *p* = {g} é o número de filtros da segunda camada. A profundidade de um filtro é outra
        coisa: ele atravessa todos os mapas que recebe, e *p* é o número de mapas que chegam à
        camada.
        """,
    ),
    "input-depth": Choice(
        {"depth": "{c}"},
        """
        *p* = {c} é a profundidade da imagem, e quem a recebe é a primeira camada. À segunda chegam
        os mapas da primeira, e cada filtro dela atravessa todos.
        """,
    ),
    "padding-forgotten": Choice(
        {"side": "{pf}"},
        """
        {pf_steps}: {same} foi descontada uma borda, como se não houvesse preenchimento. Com
        preenchimento e passo 1, uma camada devolve o tamanho que recebe.
        """,
    ),
    "padding-in-output": Choice(
        {"side": "{po}"},
        """
        {po_steps}: {same} foram contados na saída os zeros postos nas bordas. O filtro os consome
        ao percorrer a entrada aumentada, e com passo 1 a saída volta ao tamanho de antes.
        """,
    ),
    "border-ignored": Choice(
        {"side": "{bi}"},
        """
        Do tamanho {n} da imagem chegou-se a {bi} como se, {valid}, o filtro pudesse ser centrado
        também na borda. Sem preenchimento ele precisa caber inteiro, e a borda se perde dos dois
        lados.
        """,
    ),
    "one-side-only": Choice(
        {"side": "{os}"},
        """
        {os_steps}: {valid} foi descontada a borda de um lado só. O filtro sobra para os dois lados
        do centro, e a conta precisa descontar os dois.
        """,
    ),
    "one-forgotten": Choice(
        {"side": "{of}"},
        """
        {of_steps}: {valid} foram contados só os deslocamentos do filtro. As posições são uma a
        mais, porque é preciso contar também a de partida.
        """,
    ),
    "one-too-many": Choice(
        {"side": "{om}"},
        """
        {om_steps}: {valid} foram somadas aos deslocamentos duas posições, a primeira e a última. A
        última já é aonde leva o último deslocamento, e só a de partida se soma.
        """,
    ),
    "full-convolution": Choice(
        {"side": "{fu}"},
        """
        {fu_steps}: {valid} foram contadas também as posições em que o filtro só toca a entrada. Sem
        preenchimento, só contam aquelas em que ele cabe inteiro.
        """,
    ),
    "kernel-each-side": Choice(
        {"side": "{ke}"},
        """
        {ke_steps}: {valid} foi descontado um filtro inteiro de cada lado. Na primeira posição o
        filtro já está dentro da entrada, e de cada lado só se perde a metade que sobra do centro.
        """,
    ),
}
_AT_PADDED = {"padding-forgotten": "pf", "padding-in-output": "po"}
_AT_UNPADDED = {
    "border-ignored": "bi",
    "one-side-only": "os",
    "one-forgotten": "of",
    "one-too-many": "om",
    "full-convolution": "fu",
    "kernel-each-side": "ke",
}
"""The mistakes about a size, by the padding of the layers in which they are made."""


def _wrong(*paddings: str) -> dict[str, Choice]:
    absent = {*(_AT_PADDED if "same" not in paddings else ())}
    absent |= {*(_AT_UNPADDED if "valid" not in paddings else ())}
    return {name: choice for name, choice in _WRONG.items() if name not in absent}


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

São **{{g}} mapas, saída de {{s2}}, *p* = {{f}}**.
""",
        answer="{maps} mapas, saída de {side}×{side}×{maps}, *p* = {depth}",
        right=Choice(
            {"maps": "{g}", "side": "{b}", "depth": "{f}"},
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
        wrong=_wrong(first, second),
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
            1. **Um filtro da primeira camada** atravessa {cs} da imagem: {k}·{k}·{c} pesos e um
               viés, {k}·{k}·{c} + 1 = {x}. São {f} filtros: {x}·{f} = {t}.
            2. **Um filtro da segunda camada** atravessa os {f} mapas que recebe, logo *p* = {f}:
               {l}·{l}·{f} + 1 = {y}. São {g} filtros: {y}·{g} = {w}.

            São **{t} na primeira e {w} na segunda**. O preenchimento e o tamanho da imagem não
            entram na conta.
        """,
        answer="{first} na primeira, {second} na segunda",
        right=Choice(
            {"first": "{t}", "second": "{w}"},
            """
            ({k}·{k}·{c} + 1)·{f} = {t} e ({l}·{l}·{f} + 1)·{g} = {w}: cada filtro tem um peso
            para cada posição de cada canal que recebe, e um viés.
            """,
        ),
        wrong={
            "depth-forgotten": Choice(
                {"first": "{dt}", "second": "{dw}"},
                """
                {dt} = ({k}·{k} + 1)·{f} e {dw} = ({l}·{l} + 1)·{g}: os filtros foram contados
                como se recebessem um só canal. Cada filtro tem um peso para cada posição de cada
                canal que chega.
                """,
            ),
            "bias-forgotten": Choice(
                {"first": "{bt}", "second": "{bw}"},
                """
                {bt} = {k}·{k}·{c}·{f} e {bw} = {l}·{l}·{f}·{g}: são só os pesos. Cada filtro tem
                também um viés, que é um parâmetro a mais.
                """,
            ),
            "own-filters-as-depth": Choice(
                {"second": "{ow}"},
                """
                {ow} = ({l}·{l}·{g} + 1)·{g}: a profundidade de cada filtro da segunda camada foi
                tomada pelo número de filtros dela. Um filtro atravessa os mapas que chegam, que
                são os da primeira.
                """,
            ),
            "filters-added": Choice(
                {"second": "{aw}"},
                """
                {aw} = ({l}·{l}·{f} + 1)·{fa}, com {fa} = {f} + {g}: os filtros das duas camadas
                foram somados. Os da primeira já foram contados nela, e a segunda só tem os seus.
                """,
            ),
            "input-depth": Choice(
                {"second": "{iw}"},
                """
                {iw} = ({l}·{l}·{c} + 1)·{g}: os filtros da segunda camada foram contados com a
                profundidade da imagem. A ela não chega a imagem, e sim os mapas da primeira.
                """,
            ),
            "weights-per-position": Choice(
                {"first": "{pt}", "second": "{pw}"},
                """
                {pt} = {t}·{q} e {pw} = {w}·{q}: os parâmetros foram multiplicados por {q}, o número
                de posições em que cada camada aplica seus filtros. A convolução usa os mesmos
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
        "cn": "1 canal" if c == 1 else f"{c} canais",
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
            "cs": "o único canal" if c == 1 else f"os {c} canais",
            "x": integer(k * k * c + 1),
            "y": integer(k2 * k2 * f + 1),
            "t": integer(one.parameters),
            "w": integer(two.parameters),
        }
        mistakes = _parameters(n, c, f, g, k, k2, (one.parameters, two.parameters))
        key = [Claim("parameters", one.parameters, 0), Claim("parameters", two.parameters, 1)]
    else:
        mistakes = _depths(c, f, g) | _sizes((first, second), n, (k, k2))
        values |= _where(first, second)
        key = [
            Claim("maps", g, 1),
            Claim("output", two.output_shape, 1),
            Claim("depth", f, 1),
        ]
    return compose(KINDS, kind, (n, c, f, g, k, k2), values, mistakes, key, [network])


def _depths(c: int, f: int, g: int) -> dict[str, dict[str, str]]:
    filters = {"previous_filters": f, "filters": g}
    return {
        "filters-added": {"fa": result("filters-added", **filters)},
        "previous-depth": {"f": result("previous-depth", **filters)},
        "own-filters-as-depth": {"g": result("own-filters-as-depth", **filters)},
        "input-depth": {"c": result("input-depth", network_channels=c, previous_filters=f)},
    }


def _where(first: str, second: str) -> dict[str, str]:
    """In which layers one can make a mistake about each padding."""
    places = {
        (True, False): "na primeira camada",
        (False, True): "na segunda camada",
        (True, True): "nas duas camadas",
    }
    return {padding: places[first == padding, second == padding] for padding in {first, second}}


def _sizes(
    paddings: tuple[str, str], n: int, kernels: tuple[int, int]
) -> dict[str, dict[str, str]]:
    """What each mistake makes of the size, if it is made wherever it can be."""
    mistakes: dict[str, dict[str, str]] = {}
    for padding, names in (("same", _AT_PADDED), ("valid", _AT_UNPADDED)):
        for mistake, name in names.items() if padding in paddings else ():
            size, steps = n, []
            for kernel_size, own in zip(kernels, paddings):
                if own == padding:
                    wrong = mistaken(mistake, input_size=size, kernel_size=kernel_size)
                    size = wrong.value
                    steps.append(str(wrong))
                else:
                    size = output_size(size, kernel_size, padding=own)  # type: ignore[arg-type]
            mistakes[mistake] = {name: str(size), f"{name}_steps": " e ".join(steps)}
    return mistakes


def _parameters(
    n: int, c: int, f: int, g: int, k: int, k2: int, right: tuple[int, int]
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
    channels = mistaken("input-depth", network_channels=c, previous_filters=f).value
    positions = (n - k + 1) ** 2
    repeated = [
        result("weights-per-position", parameters=count, positions=positions) for count in right
    ]
    return {
        "depth-forgotten": {"dt": depth[0], "dw": depth[1]},
        "bias-forgotten": {"bt": bias[0], "bw": bias[1]},
        "own-filters-as-depth": {"ow": integer((k2 * k2 * own + 1) * g)},
        "filters-added": {"aw": integer((k2 * k2 * f + 1) * added), "fa": str(added)},
        "input-depth": {"iw": integer((k2 * k2 * channels + 1) * g)},
        "weights-per-position": {"pt": repeated[0], "pw": repeated[1], "q": integer(positions)},
    }
