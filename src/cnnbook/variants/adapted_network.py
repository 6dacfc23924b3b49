"""Variants of exercise 8: the network of exercise 7 made to fit other images and classes."""

from __future__ import annotations

import random
from dataclasses import dataclass

from cnnbook.geometry import GeometryError
from cnnbook.layers import Conv2D, Dense, Flatten, GlobalAveragePooling2D, Shape
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import integer, shape
from cnnbook.trace import Row, trace
from cnnbook.figures.small import blocks_template, blocks_values
from cnnbook.variants.question import Choice, Claim, Kind, Network, Variant, compose

EXERCISE = "cifar-100"

_LAST_BLOCK = blocks_template(("saída das convoluções",))
_LAST_BLOCK_ALT = "Um bloco: a saída das convoluções, {w} mapas de {m}."

KINDS: dict[str, Kind] = {
    "adapt": Kind(
        statement="""
            Um conjunto tem imagens de {i}, em {d} classes, que também vêm agrupadas em {e}
            superclasses. Os rótulos são os das classes. Uma rede as classifica com estas camadas:

            1. **conv1**: {f} filtros de {k}×{k}, com preenchimento, passo (*stride*) 2;
            2. **conv2**: {g} filtros de 1×{k}, com preenchimento, passo (1, 2);
            3. **conv3**: {h} filtros de {k}×1, com preenchimento, passo (2, 1);
            4. **conv4**: {w} filtros de {l}×{l}, sem preenchimento, passo {o};
            5. *global average pooling*;
            6. camada densa com softmax, para as classes.

            Qual é a saída das duas últimas camadas, e quantos parâmetros a rede tem ao todo?
        """,
        hints=(
            """
            Para as saídas, pense no que o *global average pooling* faz com cada mapa e em quantas
            unidades a última camada precisa ter. Para o total, conte camada a camada: só as
            convoluções e a densa têm parâmetros.
            """,
            """
            Convolução: (linhas · colunas · canais que chegam + …) · filtros. Densa: (valores que
            chegam + …) · classes. O total é a … de todas.
            """,
            """
            As convoluções têm {a}, {b}, {u} e {v} parâmetros. Ao *pooling* chegam {w} mapas, e à
            densa, {w} valores: ({w} + 1)·{d} = {j}. Falta somar.
            """,
        ),
        solution="""
            **Saídas.** O *global average pooling* troca cada mapa de conv4 por um número. São {w}
            mapas, logo {w} valores, seja qual for o tamanho da imagem. A densa tem uma unidade
            para cada uma das {d} classes.

            **Parâmetros.** Cada filtro tem um peso para cada posição de cada canal que recebe, e
            um viés:

            - conv1: ({k}·{k}·{c} + 1)·{f} = {a};
            - conv2: (1·{k}·{f} + 1)·{g} = {b};
            - conv3: ({k}·1·{g} + 1)·{h} = {u};
            - conv4: ({l}·{l}·{h} + 1)·{w} = {v};
            - densa: ({w} + 1)·{d} = {j}.

            > {a} + {b} + {u} + {v} + {j} = {t}

            Logo, **saídas de {w} e {d} valores, e {t} parâmetros**.
        """,
        answer="saídas de {pooling} e {dense} valores, {total} parâmetros",
        right=Choice(
            {"pooling": "{w}", "dense": "{d}", "total": "{t}"},
            """
            Do *pooling* sai um valor para cada um dos {w} mapas, e da densa, um para cada uma das
            {d} classes. O total é {a} + {b} + {u} + {v} + {j} = {t}.
            """,
        ),
        wrong={
            "one-layer-as-total": Choice(
                {"total": "{j}"},
                """
                ({w} + 1)·{d} = {j} são só os parâmetros da camada densa. O total da rede é a soma
                dos de todas as camadas, e as convoluções também têm os seus.
                """,
            ),
            "superclasses": Choice(
                {"dense": "{e}", "total": "{st}"},
                """
                {e} são as superclasses, e com elas a densa teria ({w} + 1)·{e} = {sj} parâmetros.
                Os rótulos são os das classes, e a saída precisa de uma unidade para cada uma.
                """,
            ),
            "previous-depth": Choice(
                {"dense": "{w}", "total": "{dt}"},
                """
                Na saída da densa ficaram os {w} valores que ela recebe, o que daria ({w} + 1)·{w}
                = {dj} parâmetros. Uma camada densa produz um valor por unidade, e aqui há uma
                unidade por classe.
                """,
            ),
            "pooling-keeps-size": Choice(
                {"pooling": "{q}", "total": "{pt}"},
                """
                {q} = {p}·{w}: as {p} posições de cada mapa foram conservadas, como em um
                *flatten*. O *global average pooling* troca cada mapa por um único número, a sua
                média.
                """,
            ),
            "bias-forgotten": Choice(
                {"total": "{bt}"},
                """
                {bt} são só os pesos: faltam {f} + {g} + {h} + {w} + {d} vieses. Cada filtro, e
                cada unidade da densa, tem um viés além dos pesos.
                """,
            ),
            "own-filters-as-depth": Choice(
                {"total": "{ot}"},
                """
                As convoluções foram contadas como se cada filtro fosse tão profundo quanto são os
                filtros da camada; conv4, por exemplo, como ({l}·{l}·{w} + 1)·{w} = {ov}. Um filtro
                atravessa os mapas que chegam, que são os da camada anterior.
                """,
            ),
            "next-layer": Choice(
                {"pooling": "{d}"},
                """
                {d} é a saída da densa, dada também como a do *pooling*. A saída de uma camada é a
                que se tem logo depois dela, antes da próxima: do *pooling* sai um valor por mapa.
                """,
            ),
            "depth-forgotten": Choice(
                {"total": "{ft}"},
                """
                As convoluções foram contadas como se recebessem um só canal; conv4, por exemplo,
                como ({l}·{l} + 1)·{w} = {fv}. Um filtro tem um peso para cada posição de cada
                canal que recebe.
                """,
            ),
        },
        solution_figure=blocks_template(("conv1", "conv2", "conv3", "conv4")),
        solution_figure_alt="""
            Quatro blocos, um sob o outro, com a forma depois de cada convolução: {s0}, {s1}, {s2}
            e {s3}.
        """,
    ),
    "other-classes": Kind(
        statement="""
            As convoluções de uma rede têm {x} parâmetros ao todo e produzem {w} mapas de {m}.
            Depois delas vêm um *global average pooling* e uma camada densa com softmax. A rede
            classificava imagens em {y} classes. Agora ela vai servir a outro conjunto, com
            imagens do mesmo tamanho, em {d} classes, agrupadas em {e} superclasses. Os rótulos
            são os das classes. Só a camada densa é trocada. Quantos parâmetros a rede passa a ter
            ao todo?
        """,
        hints=(
            """
            Os parâmetros das convoluções não mudam. Os da densa dependem de duas coisas: de
            quantos valores chegam a ela e de quantas classes há agora.
            """,
            "Total = parâmetros das convoluções + (valores que chegam + …) · …",
            "O *pooling* entrega {w} valores, e a nova densa tem ({w} + 1)·{d} = {j} parâmetros. "
            "Falta somar.",
        ),
        solution="""
            O *global average pooling* não tem parâmetros e entrega à densa um valor por mapa:
            {w}. A nova camada densa tem uma unidade para cada uma das {d} classes, cada uma com
            {w} pesos e um viés:

            > ({w} + 1)·{d} = {j}

            As convoluções continuam com {x}. Ao todo:

            > {x} + {j} = {t}

            A rede passa a ter **{t} parâmetros**. O número de classes que ela tinha antes não
            entra na conta.
        """,
        answer="{answer} parâmetros",
        right=Choice(
            "{t}",
            "({w} + 1)·{d} = {j} na nova densa, e as convoluções não mudam: {x} + {j} = {t}.",
        ),
        wrong={
            "one-layer-as-total": Choice(
                "{j}",
                """
                ({w} + 1)·{d} = {j} são só os parâmetros da nova camada densa. O total da rede é a
                soma dos de todas as camadas, e as convoluções conservam os seus.
                """,
            ),
            "superclasses": Choice(
                "{st}",
                """
                {st} = {x} + ({w} + 1)·{e}: a densa ficou com uma unidade por superclasse. Os
                rótulos são os das classes, e a saída precisa de uma unidade para cada uma.
                """,
            ),
            "bias-forgotten": Choice(
                "{bt}",
                """
                {bt} = {x} + {w}·{d}: na densa foram contados só os pesos. Cada unidade tem também
                um viés, que é um parâmetro a mais.
                """,
            ),
            "previous-depth": Choice(
                "{dt}",
                """
                {dt} = {x} + ({w} + 1)·{w}: a nova densa ficou com tantas unidades quantos são os
                valores que recebe. Uma camada densa produz um valor por unidade, e aqui há uma
                unidade por classe.
                """,
            ),
            "weights-per-position": Choice(
                "{rt}",
                """
                {rt} = {x} + {j}·{p}: os parâmetros da densa foram repetidos em cada uma das {p}
                posições de um mapa. Depois do *global average pooling* não há mais posições: de
                cada mapa resta um só número.
                """,
            ),
            "pooling-keeps-size": Choice(
                "{pt}",
                """
                {pt} = {x} + ({q} + 1)·{d}, com {q} = {p}·{w}: as {p} posições de cada mapa foram
                conservadas. O *global average pooling* troca cada mapa por um único número, a sua
                média.
                """,
            ),
        },
        solution_figure=_LAST_BLOCK,
        solution_figure_alt=_LAST_BLOCK_ALT,
    ),
    "flatten": Kind(
        statement="""
            As convoluções de uma rede produzem {w} mapas de {m}. Uma camada densa com softmax
            deve dizer a classe de cada imagem, entre {d}, agrupadas em {e} superclasses. Há duas
            maneiras de ligar os mapas a ela: com um *global average pooling* ou com um *flatten*,
            que põe todos os valores em um só vetor. Quantos parâmetros tem a camada densa em cada
            caso?
        """,
        hints=(
            """
            A camada densa tem um peso para cada valor que recebe e para cada unidade. Comece por
            quantos valores cada uma das duas maneiras entrega a ela.
            """,
            "Com *pooling* chegam … valores; com *flatten*, {p}·… valores. Parâmetros = (valores + "
            "1)·…",
            """
            Com *pooling* chegam {w} valores, e com *flatten*, {p}·{w} = {q}. Em cada caso, some
            um viés e multiplique por {d}.
            """,
        ),
        solution="""
            **Com *pooling*.** Cada mapa vira um número, a sua média: chegam {w} valores. Cada uma
            das {d} unidades tem {w} pesos e um viés:

            > ({w} + 1)·{d} = {j}

            **Com *flatten*.** Cada mapa tem {p} posições, e todas seguem: chegam {p}·{w} = {q}
            valores.

            > ({q} + 1)·{d} = {z}

            Logo, **com *pooling*: {j}; com *flatten*: {z}**.
        """,
        answer="com *pooling*: {pooled}; com *flatten*: {flat}",
        right=Choice(
            {"pooled": "{j}", "flat": "{z}"},
            """
            Chegam à densa {w} valores em um caso e {q} no outro: ({w} + 1)·{d} = {j} e
            ({q} + 1)·{d} = {z}.
            """,
        ),
        wrong={
            "superclasses": Choice(
                {"pooled": "{sj}", "flat": "{sz}"},
                """
                {sj} = ({w} + 1)·{e} e {sz} = ({q} + 1)·{e}: as unidades foram contadas pelas
                superclasses. Se a saída é das classes, há uma unidade para cada classe.
                """,
            ),
            "bias-forgotten": Choice(
                {"pooled": "{bj}", "flat": "{bz}"},
                """
                {bj} = {w}·{d} e {bz} = {q}·{d}: são só os pesos. Cada unidade tem também um viés,
                que é um parâmetro a mais.
                """,
            ),
            "pooling-keeps-size": Choice(
                {"pooled": "{z}"},
                """
                {z} = ({q} + 1)·{d} nos dois casos: o *pooling* foi tratado como o *flatten*, com
                as {p} posições de cada mapa. O *global average pooling* troca cada mapa por um
                único número.
                """,
            ),
            "previous-depth": Choice(
                {"pooled": "{dj}"},
                """
                {dj} = ({w} + 1)·{w}: com *pooling*, a densa ficou com tantas unidades quantos são
                os valores que recebe. Uma camada densa produz um valor por unidade, e aqui há uma
                unidade por classe.
                """,
            ),
            "depth-forgotten": Choice(
                {"flat": "{fz}"},
                """
                {fz} = ({p} + 1)·{d}: com *flatten*, foram contadas as posições de um só mapa.
                Chegam à densa os valores de todos eles, um em seguida ao outro.
                """,
            ),
            "weights-per-position": Choice(
                {"flat": "{pz}"},
                """
                {pz} = {j}·{p}: os parâmetros foram repetidos em cada uma das {p} posições, e com
                eles o viés. Cada unidade tem um peso para cada valor que recebe, mas um viés só.
                """,
            ),
        },
        solution_figure=_LAST_BLOCK,
        solution_figure_alt=_LAST_BLOCK_ALT,
    ),
}


@dataclass(frozen=True)
class _Sizes:
    """One draw: a network of exercise 7's form, up to conv4, and the classes."""

    input_shape: Shape
    convolutions: tuple[Conv2D, ...]
    classes: int
    superclasses: int

    def network(self, classes: int, flatten: bool = False) -> Network:
        between = Flatten() if flatten else GlobalAveragePooling2D()
        return Network(self.input_shape, (*self.convolutions, between, Dense(classes)))

    def asked(self) -> tuple[int, ...]:
        """All that was drawn."""
        conv1, *_, conv4 = self.convolutions
        return (
            *self.input_shape,
            *(layer.filters for layer in self.convolutions),
            conv1.kernel_size[0],  # type: ignore[index]
            conv4.kernel_size[0],  # type: ignore[index]
            conv4.strides[0],  # type: ignore[index]
            self.classes,
            self.superclasses,
        )

    def rows(self) -> tuple[Row, ...]:
        return trace(self.input_shape, self.convolutions)


def draw(random: random.Random) -> Variant | None:
    kind = random.choice(tuple(KINDS))
    side = random.choice((28, 32, 40, 48, 64, 80, 96, 128))
    k, l, o = random.choice((3, 3, 5)), random.choice((2, 3, 3)), random.choice((1, 2, 3))  # noqa: E741
    f, g, h, w = (random.choice((8, 16, 24, 32, 48, 64)) for _ in range(4))
    w = 2 * w
    superclasses = random.choice((2, 3, 4, 5, 6, 8, 10, 12, 20))
    sizes = _Sizes(
        (side, side, random.choice((1, 3))),
        (
            Conv2D(f, k, strides=2, padding="same"),
            Conv2D(g, (1, k), strides=(1, 2), padding="same"),
            Conv2D(h, (k, 1), strides=(2, 1), padding="same"),
            Conv2D(w, l, strides=o),
        ),
        superclasses * random.choice((2, 3, 4, 5, 6, 8, 10)),
        superclasses,
    )
    try:
        rows = sizes.rows()
    except GeometryError:
        return None
    positions = rows[-1].output_shape[0] * rows[-1].output_shape[1]
    if positions == 1 or not 4 <= sizes.classes <= 200 or sizes.classes == w:
        return None
    if kind == "adapt":
        return _adapt(random, sizes, rows)
    return (_other_classes if kind == "other-classes" else _flatten)(random, sizes, rows)


def _dense(inputs: int, units: int) -> int:
    return Dense(units).parameter_arithmetic((inputs,)).value


def _repeated(parameters: int, rows: tuple[Row, ...]) -> int:
    """Counted anew at each position of the last maps."""
    positions = rows[-1].output_shape[0] ** 2
    return mistaken("weights-per-position", parameters=parameters, positions=positions).value


def _values(sizes: _Sizes, rows: tuple[Row, ...]) -> dict[str, str]:
    """What all three kinds of questions need."""
    *size, maps = rows[-1].output_shape
    kept = mistaken("pooling-keeps-size", filters=maps, positions=size[0] * size[1])
    numbers = {
        "w": maps,
        "d": sizes.classes,
        "e": sizes.superclasses,
        "p": size[0] * size[1],
        "q": kept.value,
        "x": sum(row.parameters for row in rows),
        "j": _dense(maps, sizes.classes),
    }
    return {name: integer(value) for name, value in numbers.items()} | {
        "m": shape(size),
        "s0": shape(rows[-1].output_shape),
        **blocks_values((rows[-1].output_shape,)),
    }


def _adapt(random: random.Random, sizes: _Sizes, rows: tuple[Row, ...]) -> Variant | None:
    counts = [row.parameters for row in rows]
    before = sum(counts)
    maps = rows[-1].output_shape[-1]
    values = _values(sizes, rows)
    kept = mistaken(
        "pooling-keeps-size", filters=maps, positions=rows[-1].output_shape[0] ** 2
    ).value
    repeated = mistaken("previous-depth", previous_filters=maps, filters=sizes.classes).value
    groups = mistaken("superclasses", classes=sizes.classes, superclasses=sizes.superclasses).value
    network = sizes.network(sizes.classes)

    def convolutions(mistake: str) -> list[int]:
        return [
            mistaken(
                mistake,
                kernel_size=layer.kernel_size,
                channels=row.input_shape[-1],
                filters=layer.filters,
            ).value
            for layer, row in zip(sizes.convolutions, rows)
        ]

    deep = [
        layer.parameter_arithmetic((*layer.kernel_size, depth)).value  # type: ignore[misc]
        for layer, row in zip(sizes.convolutions, rows)
        for filters in [{"previous_filters": row.input_shape[-1], "filters": layer.filters}]
        for depth in [mistaken("own-filters-as-depth", **filters).value]
    ]
    weights = [*convolutions("bias-forgotten"), maps * sizes.classes]
    shallow = convolutions("depth-forgotten")
    right = before + _dense(maps, sizes.classes)
    conv1, *_, conv4 = sizes.convolutions
    values |= {
        "i": shape(sizes.input_shape),
        "c": str(sizes.input_shape[-1]),
        "k": str(conv1.kernel_size[0]),  # type: ignore[index]
        "l": str(conv4.kernel_size[0]),  # type: ignore[index]
        "o": str(conv4.strides[0]),  # type: ignore[index]
        **dict(zip("fgh", (str(layer.filters) for layer in sizes.convolutions))),
        **dict(zip("abuv", map(integer, counts))),
        "t": integer(right),
        **{f"s{index}": shape(row.output_shape) for index, row in enumerate(rows)},
        **blocks_values([row.output_shape for row in rows]),
    }
    mistakes = {
        "one-layer-as-total": {
            "j": integer(
                mistaken(
                    "one-layer-as-total", parameters=(*counts, _dense(maps, sizes.classes))
                ).value
            )
        },
        "superclasses": {
            "st": integer(before + _dense(maps, groups)),
            "sj": integer(_dense(maps, groups)),
        },
        "previous-depth": {
            "dt": integer(before + _dense(maps, repeated)),
            "dj": integer(_dense(maps, repeated)),
        },
        "pooling-keeps-size": {"pt": integer(before + _dense(kept, sizes.classes))},
        "bias-forgotten": {"bt": integer(sum(weights))},
        "own-filters-as-depth": {
            "ot": integer(sum(deep) + _dense(maps, sizes.classes)),
            "ov": integer(deep[-1]),
        },
        "next-layer": {},
        "depth-forgotten": {
            "ft": integer(sum(shallow) + _dense(maps, sizes.classes)),
            "fv": integer(shallow[-1]),
        },
    }
    key = [Claim("output", maps, -2), Claim("output", sizes.classes, -1), Claim("total", right)]
    return compose(KINDS, "adapt", sizes.asked(), values, mistakes, key, [network])


def _other_classes(random: random.Random, sizes: _Sizes, rows: tuple[Row, ...]) -> Variant | None:
    before = sum(row.parameters for row in rows)
    maps = rows[-1].output_shape[-1]
    kept = mistaken(
        "pooling-keeps-size", filters=maps, positions=rows[-1].output_shape[0] ** 2
    ).value
    old = random.choice((2, 5, 10, 12, 20, 50, 100))
    if old in (sizes.classes, sizes.superclasses):
        return None
    right = before + _dense(maps, sizes.classes)
    mistakes = {
        "one-layer-as-total": {},
        "superclasses": {"st": integer(before + _dense(maps, sizes.superclasses))},
        "bias-forgotten": {"bt": integer(before + maps * sizes.classes)},
        "pooling-keeps-size": {"pt": integer(before + _dense(kept, sizes.classes))},
    }
    mistakes |= {
        "previous-depth": {"dt": integer(before + _dense(maps, maps))},
        "weights-per-position": {
            "rt": integer(before + _repeated(_dense(maps, sizes.classes), rows)),
        },
    }
    return compose(
        KINDS,
        "other-classes",
        (before, *rows[-1].output_shape, sizes.classes, sizes.superclasses, old),
        _values(sizes, rows) | {"y": str(old), "t": integer(right)},
        mistakes,
        [Claim("total", right)],
        [sizes.network(sizes.classes)],
    )


def _flatten(random: random.Random, sizes: _Sizes, rows: tuple[Row, ...]) -> Variant | None:
    maps, positions = rows[-1].output_shape[-1], rows[-1].output_shape[0] ** 2
    kept = mistaken("pooling-keeps-size", filters=maps, positions=positions).value
    pooled, flat = _dense(maps, sizes.classes), _dense(kept, sizes.classes)
    mistakes = {
        "superclasses": {
            "sj": integer(_dense(maps, sizes.superclasses)),
            "sz": integer(_dense(kept, sizes.superclasses)),
        },
        "bias-forgotten": {
            "bj": integer(maps * sizes.classes),
            "bz": integer(kept * sizes.classes),
        },
        "pooling-keeps-size": {},
        "previous-depth": {"dj": integer(_dense(maps, maps))},
        "depth-forgotten": {"fz": integer(_dense(positions, sizes.classes))},
        "weights-per-position": {"pz": integer(_repeated(pooled, rows))},
    }
    return compose(
        KINDS,
        "flatten",
        (*rows[-1].output_shape, sizes.classes, sizes.superclasses),
        _values(sizes, rows) | {"z": integer(flat)},
        mistakes,
        [Claim("parameters", pooled, network=0), Claim("parameters", flat, network=1)],
        [sizes.network(sizes.classes), sizes.network(sizes.classes, flatten=True)],
    )
