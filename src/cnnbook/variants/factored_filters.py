"""Variants of exercise 7: rectangular filters and strides, and what factoring them saves."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from cnnbook.geometry import GeometryError, Padding, output_size
from cnnbook.layers import Conv2D, GlobalAveragePooling2D, Shape
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import integer, shape
from cnnbook.trace import trace
from cnnbook.figures.small import blocks_template, blocks_values, kernels_template
from cnnbook.variants.question import Choice, Claim, Kind, Network, Variant, compose, result

EXERCISE = "filtros-fatorados"


def _network_kind(first: str, second: str, conv2: tuple[str, str], conv3: tuple[str, str]) -> Kind:
    """Four convolutions; conv2 changes only the first axis named, conv3 only the second.

    Args:
        conv2, conv3: kernel and strides of each, as a reader sees them.
    """
    return Kind(
        statement=f"""
            Uma rede recebe uma matriz de {{i}} valores, com um só canal:

            1. **conv1**: {{f}} filtros de {{k}}×{{k}}, com preenchimento, passo (*stride*) {{s}};
            2. **conv2**: {{g}} filtros de {conv2[0]}, com preenchimento, passo ({conv2[1]});
            3. **conv3**: {{h}} filtros de {conv3[0]}, com preenchimento, passo ({conv3[1]});
            4. **conv4**: {{w}} filtros de {{l}}×{{l}}, sem preenchimento, passo {{o}};
            5. ***global average pooling***.

            Os pares são (linhas, colunas). Qual é a saída de conv2, de conv3, de conv4 e do *global
            average pooling*?
        """,
        hints=(
            """
            Siga linhas e colunas em duas contas separadas, camada a camada, cada uma com o seu
            passo. A profundidade é outra pergunta: depende só dos filtros da própria camada.
            """,
            """
            Com preenchimento: ⌈tamanho/…⌉. Sem preenchimento: ⌊(tamanho − …)/…⌋ + 1. *Global
            average pooling*: um … por mapa.
            """,
            f"""
            Depois de conv1 há {{r1}} linhas e {{c1}} colunas. Em conv2 mudam as {first}:
            ⌈{{a}}/{{t}}⌉ = {{b}}. Em conv3, as {second}: ⌈{{d}}/{{u}}⌉ = {{e}}. Em conv4, ⌊({{m}}
            − {{l}})/{{o}}⌋ + 1 = {{r}} linhas e ⌊({{n}} − {{l}})/{{o}}⌋ + 1 = {{z}} colunas.
            Faltam as profundidades e o *pooling*.
            """,
        ),
        solution=f"""
            Com preenchimento, cada direção é dividida pelo seu passo, e o resultado se arredonda
            para cima: o tamanho do filtro não entra. Sem preenchimento ele entra, e arredonda-se
            para baixo.

            1. **conv1**, passo {{s}} nas duas direções: ⌈{{R}}/{{s}}⌉ = {{r1}} linhas e
               ⌈{{C}}/{{s}}⌉ = {{c1}} colunas.
            2. **conv2**, passo ({conv2[1]}): só mudam as {first}, ⌈{{a}}/{{t}}⌉ = {{b}}. São
               {{g}} filtros: {{s1}}.
            3. **conv3**, passo ({conv3[1]}): só mudam as {second}, ⌈{{d}}/{{u}}⌉ = {{e}}. São
               {{h}} filtros: {{s2}}.
            4. **conv4**, sem preenchimento, passo {{o}}: ⌊({{m}} − {{l}})/{{o}}⌋ + 1 = {{r}}
               linhas e ⌊({{n}} − {{l}})/{{o}}⌋ + 1 = {{z}} colunas. São {{w}} filtros: {{s3}}.
            5. ***Global average pooling***: cada mapa vira um número, a sua média. São {{w}}
               mapas, e a saída tem {{w}} valores.

            Logo, **conv2: {{s1}}; conv3: {{s2}}; conv4: {{s3}}; *pooling*: {{w}}**.
        """,
        answer="conv2: {conv2}; conv3: {conv3}; conv4: {conv4}; *pooling*: {pooling}",
        right=Choice(
            {"conv2": "{s1}", "conv3": "{s2}", "conv4": "{s3}", "pooling": "{w}"},
            f"""
            Em conv2 só mudam as {first}, e em conv3, só as {second}. Em conv4, sem preenchimento,
            o filtro entra na conta. Do *pooling* sai um número por mapa.
            """,
        ),
        wrong={
            "axes-swapped": Choice(
                {"conv2": "{xa}", "conv3": "{xb}", "conv4": "{xc}"},
                f"""
                Em conv2 mudaram as {second} no lugar das {first}, e em conv3 o contrário: a saída
                de conv2 ficou {{xa}}. Em um filtro, um passo ou uma forma, o primeiro número é
                sempre o das linhas.
                """,
            ),
            "strides-forgotten": Choice(
                {"conv2": "{fa}", "conv3": "{fb}", "conv4": "{fc}"},
                f"""
                Em conv2 ficaram {{a}} {first}, as mesmas de conv1: o passo {{t}} foi esquecido.
                Com preenchimento, o que não muda o tamanho é o passo 1; um passo maior divide a
                sua direção.
                """,
            ),
            "axis-repeated": Choice(
                {"conv2": "{ya}", "conv3": "{yb}", "conv4": "{yc}"},
                f"""
                Em conv2 o passo {{t}} foi aplicado também às {second}: a saída ficou {{ya}}. No
                passo ({conv2[1]}), cada número vale para uma só direção, e o primeiro é o das
                linhas.
                """,
            ),
            "rounded-down": Choice(
                {"conv2": "{va}", "conv3": "{vb}", "conv4": "{vc}"},
                f"""
                Em conv2, ⌊{{a}}/{{t}}⌋ = {{vq}} {first}, e em conv3, ⌊{{d}}/{{u}}⌋ = {{ve}}
                {second}: o que sobra no fim foi descartado. Com preenchimento, o filtro ainda é
                aplicado ao que sobra, e a divisão se arredonda para cima.
                """,
            ),
            "padding-in-output": Choice(
                {"conv2": "{za}", "conv3": "{zb}", "conv4": "{zc}"},
                f"""
                Em conv2, ⌈({{a}} + {{k1}})/{{t}}⌉ = {{zq}} {first}, e em conv3, ⌈({{d}} +
                {{k1}})/{{u}}⌉ = {{ze}} {second}: os zeros postos nas bordas foram contados na
                saída. O filtro os consome ao percorrer a entrada aumentada, e o tamanho só se
                divide pelo passo.
                """,
            ),
            "filters-added": Choice(
                {"conv2": "{aa}"},
                """
                Em conv2, os {f} mapas que ela recebe foram somados aos seus {g}. Cada filtro
                combina todos os mapas que recebe e produz um só: saem tantos mapas quantos são os
                filtros da própria camada.
                """,
            ),
            "kernel-as-output": Choice(
                {"conv4": "{kc}"},
                """
                Em conv4, o tamanho do filtro, {l}×{l}, foi tomado pelo da saída. A saída tem um
                valor para cada posição que o filtro ocupa, e o filtro não fica em uma só.
                """,
            ),
            "pooling-keeps-size/positions": Choice(
                {"pooling": "{pv}"},
                """
                {pv} = {r}·{z}·{w}: todas as posições de todos os mapas foram conservadas, como em
                um *flatten*. O *global average pooling* troca cada mapa por um único número, a sua
                média: restam tantos valores quantos são os mapas.
                """,
            ),
            "strides-twice": Choice(
                {"conv3": "{tb}", "conv4": "{tc}"},
                f"""
                Em conv3, {{te}} = ⌈{{d}}/{{tt}}⌉: as {second} foram divididas duas vezes por
                {{u}}. Cada camada aplica o seu passo uma única vez em cada direção.
                """,
            ),
            "strides-as-gap": Choice(
                {"conv4": "{gc}"},
                """
                Em conv4, {gr} = ⌊({m} − {l})/{gs}⌋ + 1: o filtro andou de {gs} em {gs}, como se o
                passo fosse o número de posições puladas. O passo é a distância entre duas
                posições seguidas.
                """,
            ),
            "rounded-up": Choice(
                {"conv4": "{uc}"},
                """
                Em conv4, ⌈({m} − {l})/{o}⌉ + 1 = {ur} linhas e ⌈({n} − {l})/{o}⌉ + 1 = {uz}
                colunas: na última posição o filtro passaria do fim. Sem preenchimento ele precisa
                caber inteiro, e a divisão se arredonda para baixo.
                """,
            ),
            "one-forgotten": Choice(
                {"conv4": "{oc}"},
                """
                Em conv4, {or} = ⌊({m} − {l})/{o}⌋: são os deslocamentos do filtro nas linhas. As
                posições são uma a mais em cada direção, porque é preciso contar também a de
                partida.
                """,
            ),
            "border-ignored": Choice(
                {"conv4": "{ic}"},
                """
                Em conv4, ⌈{m}/{o}⌉ = {ir} linhas e ⌈{n}/{o}⌉ = {iz} colunas: é a conta de uma
                camada com preenchimento. Sem ele, o filtro precisa caber inteiro, e o seu tamanho
                entra na conta.
                """,
            ),
            "padding-forgotten": Choice(
                {"conv2": "{pa}", "conv3": "{pb}", "conv4": "{pc}"},
                f"""
                Em conv2, ⌊({{a}} − {{k}})/{{t}}⌋ + 1 = {{pq}} {first}, e em conv3, ⌊({{d}} −
                {{k}})/{{u}}⌋ + 1 = {{pe}} {second}: a borda foi descontada. As duas camadas têm
                preenchimento, e com ele só o passo muda o tamanho.
                """,
            ),
            "previous-depth": Choice(
                {"conv2": "{da}"},
                """
                Em conv2 ficaram os {f} mapas que ela recebe de conv1. Cada filtro produz um mapa: a
                profundidade da saída é o número de filtros da própria camada.
                """,
            ),
            "next-layer": Choice(
                {"conv2": "{s2}", "conv3": "{s2}"},  # so no other mistake changes conv3
                """
                {s2} é a saída de conv3, dada também como a de conv2. A saída de uma camada é a
                que se tem logo depois dela, antes de a próxima mudar o tamanho ou a profundidade.
                """,
            ),
            "pooling-keeps-size": Choice(
                {"pooling": "{w}×{w}"},
                """
                {w}×{w} supõe que o *global average pooling* conserva alguma dimensão espacial.
                Ele troca cada mapa por um único número, a sua média: restam tantos valores
                quantos são os mapas.
                """,
            ),
        },
        solution_figure=blocks_template(("conv1", "conv2", "conv3", "conv4")),
        solution_figure_alt="""
            Quatro blocos, um sob o outro, com a forma depois de cada convolução: {s0}, {s1}, {s2}
            e {s3}. As linhas e as colunas diminuem em camadas diferentes.
        """,
    )


KINDS: dict[str, Kind] = {
    "columns-first": _network_kind("colunas", "linhas", ("1×{k}", "1, {t}"), ("{k}×1", "{u}, 1")),
    "rows-first": _network_kind("linhas", "colunas", ("{k}×1", "{t}, 1"), ("1×{k}", "1, {u}")),
    "parameters": Kind(
        statement="""
            Duas redes recebem {c} mapas de {n}×{n}, e todas as suas camadas usam preenchimento e
            passo 1:

            - **fatorada**: {f} filtros de 1×{k} e, em seguida, {g} filtros de {k}×1;
            - **única**: {g} filtros de {k}×{k}.

            As duas produzem {g} mapas, e cada valor deles depende de uma região de {k}×{k}. Quantos
            parâmetros, entre pesos e vieses, tem cada rede?
        """,
        hints=(
            """
            Conte os pesos de um só filtro de cada camada. A segunda camada da rede fatorada não
            recebe os mesmos mapas que a primeira.
            """,
            "Parâmetros de uma camada = (linhas · colunas · mapas que chegam + …) · número de …",
            """
            Fatorada: (1·{k}·{c} + 1)·{f} = {x} e ({k}·1·{f} + 1)·{g} = {y}, que se somam. Única:
            {k}·{k}·{c} + 1 = {z} por filtro, com {g} filtros.
            """,
        ),
        solution="""
            **Fatorada.** Cada filtro de 1×{k} atravessa os {c} mapas da entrada, e cada filtro de
            {k}×1, os {f} que a primeira camada produz:

            > (1·{k}·{c} + 1)·{f} = {x}
            >
            > ({k}·1·{f} + 1)·{g} = {y}
            >
            > {x} + {y} = {t}

            **Única.** Cada filtro de {k}×{k} atravessa os {c} mapas da entrada:

            > ({k}·{k}·{c} + 1)·{g} = {w}

            Logo, **fatorada: {t}; única: {w}**. O tamanho dos mapas não entra na conta.

            Fatorar nem sempre economiza. Sem os vieses, a rede fatorada tem {k}·{f}·({c} + {g}) =
            {fw} pesos, e a única, {k}·{k}·{c}·{g} = {sw}: {V}.
        """,
        answer="fatorada: {factored}; única: {single}",
        right=Choice(
            {"factored": "{t}", "single": "{w}"},
            """
            {x} + {y} = {t}, e ({k}·{k}·{c} + 1)·{g} = {w}: um filtro tem um peso para cada
            posição de cada mapa que recebe, e um viés.
            """,
        ),
        wrong={
            "depth-forgotten": Choice(
                {"factored": "{dt}", "single": "{dw}"},
                """
                {dt} = (1·{k} + 1)·{f} + ({k}·1 + 1)·{g} e {dw} = ({k}·{k} + 1)·{g}: os filtros
                foram contados como se recebessem um só mapa. Um filtro tem um peso para cada
                posição de cada mapa que recebe.
                """,
            ),
            "bias-forgotten": Choice(
                {"factored": "{bt}", "single": "{bw}"},
                """
                {bt} = 1·{k}·{c}·{f} + {k}·1·{f}·{g} e {bw} = {k}·{k}·{c}·{g}: são só os pesos.
                Cada filtro tem também um viés, que é um parâmetro a mais.
                """,
            ),
            "own-filters-as-depth": Choice(
                {"factored": "{ot}"},
                """
                A segunda camada da rede fatorada foi contada como ({k}·1·{g} + 1)·{g} = {oy}: a
                profundidade de cada filtro foi tomada pelo número de filtros da camada. Um filtro
                atravessa os mapas que chegam, e os que chegam são os da primeira camada.
                """,
            ),
            "one-layer-as-total": Choice(
                {"factored": "{lt}"},
                """
                {lt} = ({k}·1·{f} + 1)·{g} são só os parâmetros da segunda camada. A rede fatorada
                tem duas, e o total é a soma dos parâmetros de todas as suas camadas.
                """,
            ),
            "input-depth": Choice(
                {"factored": "{it}"},
                """
                A segunda camada da rede fatorada foi contada como ({k}·1·{c} + 1)·{g} = {iy}, com a
                profundidade da entrada da rede. A ela chegam os mapas que a primeira camada produz,
                e cada filtro atravessa todos.
                """,
            ),
            "weights-per-position": Choice(
                {"factored": "{pt}", "single": "{pw}"},
                """
                {pt} = {t}·{v} e {pw} = {w}·{v}: os parâmetros foram multiplicados pelas {v}
                posições de cada mapa. A convolução usa os mesmos pesos em todas as posições, e por
                isso o tamanho não entra na conta.
                """,
            ),
            "filters-added": Choice(
                {"factored": "{at}"},
                """
                A segunda camada da rede fatorada foi contada como ({k}·1·{f} + 1)·{fa} = {ay},
                com {fa} = {f} + {g} filtros. Os filtros da primeira já foram contados nela, e a
                segunda só tem os seus.
                """,
            ),
        },
        solution_figure=kernels_template(),
        solution_figure_alt="""
            À esquerda, uma fileira de {k} células, ou 1×{k}, seguida de uma coluna de {k}, ou
            {k}×1. À direita, o quadrado de {k}×{k} células que as duas cobrem juntas.
        """,
    ),
}


def draw(random: random.Random) -> Variant | None:
    kind = random.choice(
        ("columns-first", "columns-first", "rows-first", "rows-first", "parameters")
    )
    if kind == "parameters":
        return _parameters(random)
    try:
        return _network(random, kind)
    except GeometryError:  # conv4 does not fit, at least after one of the mistakes
        return None


def _network(random: random.Random, kind: str) -> Variant | None:
    rows = random.choice((64, 96, 100, 128, 150, 192, 200, 256, 300, 320, 400, 512, 640, 1024))
    columns = random.choice((rows, rows, 96, 128, 160, 200, 256, 300, 480, 512, 768))
    s, t, u = random.choice((1, 2, 2, 3)), random.choice((2, 2, 3, 4)), random.choice((2, 2, 3, 4))
    k, l, o = random.choice((3, 3, 5)), random.choice((2, 3, 3, 4, 5)), random.choice((2, 3, 4))  # noqa: E741
    f, g, h, w = (random.choice((8, 16, 24, 32, 48, 64, 96, 128)) for _ in range(4))
    down = int(kind == "columns-first")  # the axis that conv2 shortens
    kernels = [(k, k), (1, k), (k, 1), (l, l)]
    strides = [(s, s), (1, t), (u, 1), (o, o)]
    if kind == "rows-first":
        kernels[1:3], strides[1:3] = [(k, 1), (1, k)], [(t, 1), (1, u)]
    paddings: list[Padding] = ["same", "same", "same", "valid"]
    filters = (f, g, h, w)
    layers = [Conv2D(*each) for each in zip(filters, kernels, strides, paddings)]
    network = Network((rows, columns, 1), (*layers, GlobalAveragePooling2D()))
    shapes = [row.output_shape for row in trace(*network)]
    if min(shapes[3][:2]) < 3 or f == g:
        return None

    def follow(layer: int, rule: Callable[..., int]) -> list[Shape]:
        """All shapes if this layer's size came from a wrong rule, and the rest were right."""
        return _follow((rows, columns), filters, kernels, strides, paddings, {layer: rule})

    def by(mistake: str) -> Callable[..., int]:
        def rule(
            size: tuple[int, int],
            kernel: tuple[int, int],
            step: tuple[int, int],
            padding: Padding,
            axis: int,
        ) -> int:
            takes_padding = mistake.startswith("strides") or mistake == "kernel-as-output"
            more = {"padding": padding} if takes_padding else {}
            if kernel[axis] == step[axis] == 1:  # nothing to mistake
                return size[axis]
            return mistaken(
                mistake,
                input_size=size[axis],
                kernel_size=kernel[axis],
                strides=step[axis],
                **more,
            ).value

        return rule

    def swapped(size, kernel, step, padding, axis):
        arguments = {"input_size": size, "kernel_size": kernel, "strides": step}
        return mistaken("axes-swapped", **arguments, padding=padding, axis=axis).value

    def repeated(size, kernel, step, padding, axis):
        if axis == down:
            return output_size(size[axis], kernel[axis], step[axis], padding)
        arguments = {"input_size": size, "kernel_size": kernel, "strides": step}
        return mistaken("axis-repeated", **arguments, padding=padding, axis=axis).value

    first, second, third, fourth = shapes[:4]
    values = {
        "i": shape((rows, columns)),
        "R": str(rows),
        "C": str(columns),
        **dict(zip("fghwkloustmn", map(str, (f, g, h, w, k, l, o, u, s, t, *third[:2])))),
        "r1": str(first[0]),
        "c1": str(first[1]),
        "a": str(first[down]),
        "b": str(second[down]),
        "d": str(second[1 - down]),
        "e": str(third[1 - down]),
        "r": str(fourth[0]),
        "z": str(fourth[1]),
        **{f"s{index}": shape(size) for index, size in enumerate(shapes[:4])},
        **blocks_values(shapes[:4]),
    }
    both = _follow((rows, columns), filters, kernels, strides, paddings, {1: swapped, 2: swapped})
    forgotten = follow(1, by("strides-forgotten"))
    twice = follow(2, by("strides-twice"))

    def in_both(mistake: str) -> list[Shape]:
        return _follow(
            (rows, columns), filters, kernels, strides, paddings, dict.fromkeys((1, 2), by(mistake))
        )

    def named(letter: str, sizes: Sequence[Shape]) -> dict[str, str]:
        return {
            f"{letter}a": shape(sizes[1]),
            f"{letter}b": shape(sizes[2]),
            f"{letter}c": shape(sizes[3]),
            f"{letter}q": str(sizes[1][down]),
            f"{letter}e": str(sizes[2][1 - down]),
        }

    depths = {"previous_filters": f, "filters": g}
    mistakes = {
        "axes-swapped": dict(zip(("xa", "xb", "xc"), map(shape, both[1:]))),
        "axis-repeated": named("y", follow(1, repeated)),
        "strides-forgotten": dict(zip(("fa", "fb", "fc"), map(shape, forgotten[1:]))),
        "strides-twice": {
            "tb": shape(twice[2]),
            "tc": shape(twice[3]),
            "te": str(twice[2][1 - down]),
            "tt": str(u * u),
        },
        "padding-forgotten": named("p", in_both("padding-forgotten")),
        "padding-in-output": named("z", in_both("padding-in-output")) | {"k1": str(k - 1)},
        "previous-depth": {
            "da": shape((*second[:2], mistaken("previous-depth", **depths).value)),
        },
        "filters-added": {"aa": shape((*second[:2], mistaken("filters-added", **depths).value))},
        "next-layer": {},
        "pooling-keeps-size": {},
        "pooling-keeps-size/positions": {
            "pv": result("pooling-keeps-size", filters=w, positions=fourth[0] * fourth[1])
        },
    }
    if first[down] % t or second[1 - down] % u:
        mistakes["rounded-down"] = named("v", in_both("rounded-down"))
    at_conv4 = {
        "strides-as-gap": ("gc", "gr", "gz"),
        "one-forgotten": ("oc", "or", "oz"),
        "border-ignored": ("ic", "ir", "iz"),
        "kernel-as-output": ("kc", "kr", "kz"),
    }
    if any((size - l) % o for size in third[:2]):
        at_conv4["rounded-up"] = ("uc", "ur", "uz")
    for mistake, names in at_conv4.items():
        size = follow(3, by(mistake))[3]
        mistakes[mistake] = dict(zip(names, (shape(size), str(size[0]), str(size[1]))))
    mistakes["strides-as-gap"]["gs"] = str(o + 1)
    key = [
        *(Claim("output", size, index) for index, size in enumerate(shapes[1:4], start=1)),
        Claim("output", w, 4),
    ]
    asked = (rows, columns, f, g, h, w, k, l, s, t, u, o)
    return compose(KINDS, kind, asked, values, mistakes, key, [network])


def _follow(size, filters, kernels, strides, paddings, rules) -> list[Shape]:
    """Shapes after each convolution; ``rules`` replace the right one in some of the layers."""
    shapes = []
    for index, layer in enumerate(zip(filters, kernels, strides, paddings)):
        maps, kernel, step, padding = layer
        size = tuple(
            rules[index](size, kernel, step, padding, axis)
            if index in rules
            else output_size(size[axis], kernel[axis], step[axis], padding)
            for axis in (0, 1)
        )
        shapes.append((*size, maps))
    return shapes


def _parameters(random: random.Random) -> Variant | None:
    n, k = random.choice((8, 16, 28, 32, 56, 64)), random.choice((3, 5, 7))
    c, f, g = (random.choice((8, 12, 16, 24, 32, 48, 64, 96, 128)) for _ in range(3))
    first = Conv2D(f, (1, k), padding="same")
    second = Conv2D(g, (k, 1), padding="same")
    single = Conv2D(g, k, padding="same")
    networks = [Network((n, n, c), (first, second)), Network((n, n, c), (single,))]
    x, y = (row.parameters for row in trace(*networks[0]))
    w = trace(*networks[1])[0].parameters
    values = dict(zip("nkcfgxytwz", map(integer, (n, k, c, f, g, x, y, x + y, w, k * k * c + 1))))
    factored_weights, single_weights = x + y - f - g, w - g
    if (factored_weights - single_weights) * (x + y - w) < 0:  # the biases would turn the tables
        return None
    values |= {
        "fw": integer(factored_weights),
        "sw": integer(single_weights),
        "V": "aqui, os dois números são iguais"
        if factored_weights == single_weights
        else "aqui, a fatorada tem menos"
        if factored_weights < single_weights
        else "aqui, a fatorada tem mais, porque há muitos mapas entre as suas duas camadas",
    }

    def counted(mistake: str) -> tuple[str, str]:
        row = mistaken(mistake, kernel_size=(1, k), channels=c, filters=f).value
        column = mistaken(mistake, kernel_size=(k, 1), channels=f, filters=g).value
        return (
            integer(row + column),
            result(mistake, kernel_size=(k, k), channels=c, filters=g),
        )

    both = {"previous_filters": f, "filters": g}
    own = mistaken("own-filters-as-depth", **both).value
    added = mistaken("filters-added", **both).value
    deep = second.parameter_arithmetic((n, n, own)).value
    channels = mistaken("input-depth", network_channels=c, previous_filters=f).value
    shallow = second.parameter_arithmetic((n, n, channels)).value
    many = Conv2D(added, (k, 1)).parameter_arithmetic((n, n, f)).value
    mistakes = {
        "depth-forgotten": dict(zip(("dt", "dw"), counted("depth-forgotten"))),
        "bias-forgotten": dict(zip(("bt", "bw"), counted("bias-forgotten"))),
        "own-filters-as-depth": {"ot": integer(x + deep), "oy": integer(deep)},
        "one-layer-as-total": {"lt": result("one-layer-as-total", parameters=(x, y))},
        "filters-added": {
            "at": integer(x + many),
            "ay": integer(many),
            "fa": integer(added),
        },
    }
    positions = {"positions": n * n}
    mistakes |= {
        "input-depth": {"it": integer(x + shallow), "iy": integer(shallow)},
        "weights-per-position": {
            "pt": result("weights-per-position", parameters=x + y, **positions),
            "pw": result("weights-per-position", parameters=w, **positions),
            "v": integer(n * n),
        },
    }
    key = [Claim("total", x + y, network=0), Claim("total", w, network=1)]
    return compose(KINDS, "parameters", (n, k, c, f, g), values, mistakes, key, networks)
