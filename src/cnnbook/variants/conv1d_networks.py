"""Variants of exercise 6: 1-D networks that shorten a signal by pooling or by strides."""

from __future__ import annotations

import random
from collections.abc import Sequence

from cnnbook.geometry import output_size
from cnnbook.layers import Conv1D, Dense, Flatten, MaxPooling1D
from cnnbook.misconceptions import mistaken
from cnnbook.numbers import integer, shape
from cnnbook.trace import total_parameters, trace
from cnnbook.figures.small import bars_template, bars_values
from cnnbook.variants.question import Choice, Claim, Kind, Network, Variant, compose, result

EXERCISE = "redes-conv1d"

_ANSWER = "rede A: {a2} e {a3}, {ta} parâmetros; rede B: {b2} e {b3}, {tb} parâmetros"
_RIGHT = {"a2": "{a2}", "a3": "{a3}", "ta": "{t}", "b2": "{b2}", "b3": "{b3}", "tb": "{w}"}

_STATEMENT = """
Duas redes sequenciais recebem uma entrada de forma {i} e a classificam em {d} classes. Todas as
convoluções usam preenchimento com zeros (`padding="same"`).POOLING

- **Rede A**: convolução de {f} filtros de tamanho {k}; *max pooling* de {p}; convolução de {g}
  filtros de tamanho {l}; *max pooling* de {q}; convolução de {h} filtros de tamanho 1; camada densa
  de saída.
- **Rede B**: convolução de {f} filtros de tamanho {k}, com passo {p}; convolução de {g} filtros de
  tamanho {l}, com passo {q}; convolução de {h} filtros de tamanho 1; camada densa de saída.

Antes da densa, os mapas são postos em um só vetor (*flatten*). Qual é a saída da segunda e da
terceira convolução de cada rede, e quantos parâmetros cada rede tem?
"""

_FIGURE = bars_template(
    {
        "Rede A, com pooling": ("conv1", "pool1", "conv2", "pool2", "conv3"),
        "Rede B, com passo": ("conv1", "conv2", "conv3"),
    }
)
_FIGURE_ALT = """
    Barras com o comprimento do sinal depois de cada camada. Na rede A: {n0}, {n1}, {n2}, {n3} e
    {n4}. Na rede B: {n5}, {n6} e {n7}.
"""

_NEXT_LAYER = Choice(
    {"a2": "{na}"},
    """
    {na} é a forma da rede A depois do segundo *pooling*: o comprimento {u} já foi dividido por
    {q}. A pergunta é sobre a segunda convolução, e a saída de uma camada é a que se tem antes da
    seguinte.
    """,
)
_PREVIOUS_DEPTH = Choice(
    {"a3": "{pa}", "b3": "{pb}"},
    """
    Na terceira convolução ficaram os {g} mapas que ela recebe. Cada filtro produz um mapa: a
    profundidade da saída é o número de filtros da própria camada.
    """,
)
_ONE_LAYER = Choice(
    {"ta": "{oa}", "tb": "{ob}"},
    """
    São só os parâmetros da segunda convolução, ({l}·{f} + 1)·{g} = {oa}. O total de uma rede é a
    soma dos parâmetros de todas as suas camadas: as outras convoluções e a densa também têm os
    seus.
    """,
)
_OWN_FILTERS = Choice(
    {"ta": "{qa}", "tb": "{qb}"},
    """
    A segunda convolução foi contada como ({l}·{g} + 1)·{g} = {qy} e a terceira como (1·{h} +
    1)·{h} = {qz}: a profundidade de cada filtro foi tomada pelo número de filtros da camada. Um
    filtro atravessa os mapas que chegam, que são os da camada anterior.
    """,
)
_STRIDES_FORGOTTEN = Choice(
    {"b2": "{sa}", "b3": "{sb}", "tb": "{st}"},
    """
    Na rede B, a segunda convolução manteve o comprimento {sm} que recebe: o passo {q} foi
    esquecido. Com preenchimento, o que não muda o comprimento é o passo 1; um passo maior o divide.
    """,
)
_KERNEL_AS_OUTPUT = Choice(
    {"a3": "{ka}", "b3": "{ka}"},
    """
    Na terceira convolução, o tamanho do filtro, 1, foi tomado pelo comprimento da saída. Com
    preenchimento e passo 1, uma convolução devolve o comprimento que recebe, qualquer que seja o
    filtro.
    """,
)

KINDS: dict[str, Kind] = {
    "exact": Kind(
        statement=_STATEMENT.replace("POOLING", ""),
        hints=(
            """
            São duas partes. O comprimento: quem o muda é o *pooling* ou o passo. Os parâmetros:
            quem os tem são os filtros e a camada densa.
            """,
            """
            Comprimento depois de um *pooling* ou de um passo: comprimento/… Parâmetros de uma
            convolução: (tamanho · canais que chegam + …) · filtros. Da densa: (valores que chegam
            + …) · …
            """,
            """
            Comprimentos: {n}/{p} = {u} e {u}/{q} = {v}. Convoluções: {x}, {y} e {z} parâmetros. À
            densa chegam {v}·{h} = {r} valores, em cada rede. Falta somar, e dizer que camada vem
            antes de que *pooling*.
            """,
        ),
        solution="""
            **Comprimentos.** Com preenchimento, uma convolução de passo 1 mantém o comprimento, e
            uma de passo *s* o divide por *s*. O *max pooling* também divide.

            - Rede A: a primeira convolução mantém {n}, e o *pooling* o leva a {n}/{p} = {u}. A
              segunda convolução mantém {u}: {a2}. O segundo *pooling* o leva a {u}/{q} = {v}, e a
              terceira convolução o mantém: {a3}.
            - Rede B: a primeira convolução já leva {n} a {n}/{p} = {u}, e a segunda, {u} a
              {u}/{q} = {v}: {b2}. A terceira mantém: {b3}.

            **Parâmetros.** O passo e o *pooling* não têm pesos. As duas redes têm os mesmos
            filtros, e à densa chegam os mesmos {v}·{h} = {r} valores:

            - convoluções: ({k}·{c} + 1)·{f} = {x}, ({l}·{f} + 1)·{g} = {y} e (1·{g} + 1)·{h} = {z};
            - densa: ({r} + 1)·{d} = {e}.

            > {x} + {y} + {z} + {e} = {t}

            Logo, **rede A: {a2} e {a3}; rede B: {b2} e {b3}; {t} parâmetros em cada uma**.
        """,
        answer=_ANSWER,
        right=Choice(
            _RIGHT,
            """
            A segunda convolução da rede A vem antes do segundo *pooling*, e a da B encurta o
            sinal ela mesma. Os filtros são os mesmos e chegam à densa os mesmos {r} valores: o
            total é o mesmo.
            """,
        ),
        wrong={
            "next-layer": _NEXT_LAYER,
            "previous-depth": _PREVIOUS_DEPTH,
            "one-layer-as-total": _ONE_LAYER,
            "kernel-as-output": _KERNEL_AS_OUTPUT,
            "own-filters-as-depth": _OWN_FILTERS,
            "strides-forgotten": _STRIDES_FORGOTTEN,
            "positions-and-weights": Choice(
                {"tb": "{pw}"},
                """
                Na rede B, os parâmetros das convoluções com passo foram divididos por ele:
                {x}/{p} = {px} e {y}/{q} = {py}. O passo muda quantas vezes o filtro é aplicado, e
                não quantos pesos ele tem.
                """,
            ),
            "depth-forgotten": Choice(
                {"ta": "{dt}", "tb": "{dt}"},
                """
                A segunda convolução foi contada como ({l} + 1)·{g} = {dy} e a terceira como (1 +
                1)·{h} = {dz}, como se recebessem um só canal. Um filtro tem um peso para cada
                posição de cada canal que recebe.
                """,
            ),
            "bias-forgotten": Choice(
                {"ta": "{bt}", "tb": "{bt}"},
                """
                {bt} são só os pesos: faltam {f} + {g} + {h} + {d} vieses. Cada filtro, e cada
                unidade da camada densa, tem um viés além dos pesos.
                """,
            ),
            "pooling-learns": Choice(
                {"ta": "{lt}"},
                """
                Na rede A foram contados pesos também no *pooling*: {p}·{f} = {lp} no primeiro e
                {q}·{g} = {lq} no segundo. O *max pooling* só escolhe o maior valor de cada janela
                e não tem parâmetro nenhum.
                """,
            ),
        },
        solution_figure=_FIGURE,
        solution_figure_alt=_FIGURE_ALT,
    ),
    "remainder": Kind(
        statement=_STATEMENT.replace(
            "POOLING",
            " O *max pooling* não\nusa: o que não completa uma janela é descartado.",
        ),
        hints=(
            """
            Aqui as divisões não são exatas, e as duas redes arredondam de modos diferentes. Siga o
            comprimento em cada uma; só depois conte os parâmetros.
            """,
            """
            *Pooling* sem preenchimento: ⌊comprimento/…⌋. Convolução com preenchimento e passo:
            ⌈comprimento/…⌉. À densa chegam comprimento · … valores.
            """,
            """
            Rede A: ⌊{n}/{p}⌋ = {u} e ⌊{u}/{q}⌋ = {v}. Rede B: ⌈{n}/{p}⌉ = {m} e ⌈{m}/{q}⌉ = {o}.
            Convoluções: {x}, {y} e {z} parâmetros em cada rede. À densa chegam {r} valores na A e
            {s} na B.
            """,
        ),
        solution="""
            **Comprimentos.** Sem preenchimento, o *pooling* descarta o que não completa uma
            janela: arredonda para baixo. Com preenchimento, a convolução com passo ainda visita o
            que sobra: arredonda para cima.

            - Rede A: {n}, depois ⌊{n}/{p}⌋ = {u}. A segunda convolução mantém {u}: {a2}. Depois,
              ⌊{u}/{q}⌋ = {v}, e a terceira convolução dá {a3}.
            - Rede B: ⌈{n}/{p}⌉ = {m} e ⌈{m}/{q}⌉ = {o}: a segunda convolução dá {b2}, e a
              terceira, {b3}.

            **Parâmetros.** Os filtros são os mesmos nas duas redes: ({k}·{c} + 1)·{f} = {x},
            ({l}·{f} + 1)·{g} = {y} e (1·{g} + 1)·{h} = {z}. Só a densa muda, porque recebe outro
            número de valores:

            - rede A: {v}·{h} = {r} valores, ({r} + 1)·{d} = {e} parâmetros, e o total é
              {x} + {y} + {z} + {e} = {t};
            - rede B: {o}·{h} = {s} valores, ({s} + 1)·{d} = {j} parâmetros, e o total é
              {x} + {y} + {z} + {j} = {w}.

            Logo, **rede A: {a2} e {a3}, {t} parâmetros; rede B: {b2} e {b3}, {w} parâmetros**.
        """,
        answer=_ANSWER,
        right=Choice(
            _RIGHT,
            """
            O *pooling* sem preenchimento arredonda para baixo, e a convolução com preenchimento,
            para cima. Por isso chegam à densa {r} valores em uma rede e {s} na outra, e só ela
            muda o total.
            """,
        ),
        wrong={
            "next-layer": _NEXT_LAYER,
            "previous-depth": _PREVIOUS_DEPTH,
            "one-layer-as-total": _ONE_LAYER,
            "kernel-as-output": _KERNEL_AS_OUTPUT,
            "own-filters-as-depth": _OWN_FILTERS,
            "strides-forgotten": _STRIDES_FORGOTTEN,
            "rounded-down": Choice(
                {"b2": "{va}", "b3": "{vb}", "tb": "{vt}"},
                """
                Na rede B, ⌊{n}/{p}⌋ = {vm} e ⌊{vm}/{q}⌋ = {vo}: o que sobra no fim foi descartado,
                como no *pooling*. Com preenchimento, a convolução com passo ainda visita o que
                sobra, e a divisão se arredonda para cima.
                """,
            ),
            "rounded-up": Choice(
                {"a2": "{ra}", "a3": "{rv}", "ta": "{rt}"},
                """
                Na rede A, as divisões do *pooling* foram arredondadas para cima: ⌈{n}/{p}⌉ = {ru}
                e ⌈{ru}/{q}⌉ = {ro}. Sem preenchimento, a última janela precisa caber inteira, e o
                que sobra é descartado: arredonda-se para baixo.
                """,
            ),
            "padding-forgotten": Choice(
                {"b2": "{fa}", "b3": "{fb}", "tb": "{ft}"},
                """
                Na rede B, as convoluções perderam a borda: ⌊({n} − {k})/{p}⌋ + 1 = {fm} e ⌊({fm}
                − {l})/{q}⌋ + 1 = {fo}. Elas têm preenchimento, e com ele o tamanho do filtro não
                entra na conta: só o passo divide, e arredonda-se para cima.
                """,
            ),
        },
        solution_figure=_FIGURE,
        solution_figure_alt=_FIGURE_ALT,
    ),
    "unpadded": Kind(
        statement="""
            Uma rede sequencial recebe uma entrada de forma {i} e a classifica em {d} classes.
            Nenhuma convolução usa preenchimento (`padding="valid"`):

            1. convolução de {f} filtros de tamanho {k}, com passo {p};
            2. convolução de {g} filtros de tamanho {l}, com passo {q};
            3. convolução de {h} filtros de tamanho 1;
            4. camada densa de saída, depois de pôr os mapas em um só vetor (*flatten*).

            Qual é a saída das três convoluções, e quantos parâmetros a rede tem?
        """,
        hints=(
            """
            Sem preenchimento, o tamanho do filtro entra na conta do comprimento. Faça-a camada a
            camada, e deixe os parâmetros para o fim.
            """,
            """
            Comprimento: ⌊(comprimento − filtro)/passo⌋ + … Parâmetros: (tamanho · canais que
            chegam + …) · filtros, e na densa (valores que chegam + …) · …
            """,
            """
            Comprimentos: ⌊({n} − {k})/{p}⌋ + 1 = {m} e ⌊({m} − {l})/{q}⌋ + 1 = {o}. Convoluções:
            {x}, {y} e {z} parâmetros. À densa chegam {o}·{h} = {s} valores.
            """,
        ),
        solution="""
            **Comprimentos.**

            1. ⌊({n} − {k})/{p}⌋ + 1 = {m}: a saída é {b1}.
            2. ⌊({m} − {l})/{q}⌋ + 1 = {o}: a saída é {b2}.
            3. Um filtro de tamanho 1 cabe em todas as posições: ⌊({o} − 1)/1⌋ + 1 = {o}. A saída
               é {b3}.

            **Parâmetros.** As convoluções têm ({k}·{c} + 1)·{f} = {x}, ({l}·{f} + 1)·{g} = {y} e
            (1·{g} + 1)·{h} = {z}. A densa recebe {o}·{h} = {s} valores e tem ({s} + 1)·{d} = {j}.

            > {x} + {y} + {z} + {j} = {w}

            Logo, **{b1}, {b2} e {b3}, com {w} parâmetros**.
        """,
        answer="{conv1}, {conv2} e {conv3}; {total} parâmetros",
        right=Choice(
            {"conv1": "{b1}", "conv2": "{b2}", "conv3": "{b3}", "total": "{w}"},
            """
            Sem preenchimento, cada filtro precisa caber inteiro, e as divisões se arredondam para
            baixo. O total depende do comprimento só pela camada densa, que recebe {s} valores.
            """,
        ),
        wrong={
            "border-ignored": Choice(
                {"conv1": "{ia}", "conv2": "{ib}", "conv3": "{ic}", "total": "{it}"},
                """
                ⌈{n}/{p}⌉ = {im} e ⌈{im}/{q}⌉ = {io}: é a conta de quem usa preenchimento, em que
                o tamanho do filtro não entra. Sem preenchimento, o filtro precisa caber inteiro,
                e a borda se perde.
                """,
            ),
            "one-forgotten": Choice(
                {"conv1": "{oa}", "conv2": "{ob}", "conv3": "{oc}", "total": "{ot}"},
                """
                ⌊({n} − {k})/{p}⌋ = {om} e ⌊({om} − {l})/{q}⌋ = {oo}: são os deslocamentos dos
                filtros. As posições são uma a mais em cada camada, porque falta a de partida.
                """,
            ),
            "rounded-up": Choice(
                {"conv1": "{ra}", "conv2": "{rb}", "conv3": "{rc}", "total": "{rt}"},
                """
                ⌈({n} − {k})/{p}⌉ + 1 = {rm} e ⌈({rm} − {l})/{q}⌉ + 1 = {ro}: a última posição
                ficaria em parte fora do sinal. Sem preenchimento o filtro precisa caber inteiro:
                arredonda-se para baixo.
                """,
            ),
            "strides-as-gap": Choice(
                {"conv1": "{ga}", "conv2": "{gb}", "conv3": "{gc}", "total": "{gt}"},
                """
                ⌊({n} − {k})/{gp}⌋ + 1 = {gm} e ⌊({gm} − {l})/{gq}⌋ + 1 = {go}: o passo foi
                contado como o número de posições puladas. Ele é a distância entre duas posições
                seguidas.
                """,
            ),
            "one-too-many": Choice(
                {"conv1": "{ta}", "conv2": "{tb}", "conv3": "{tc}", "total": "{tt}"},
                """
                ⌊({n} − {k})/{p}⌋ + 2 = {tm} e ⌊({tm} − {l})/{q}⌋ + 2 = {to}: aos deslocamentos
                foram somadas duas posições, a primeira e a última. A última já é aonde leva o
                último deslocamento, e só a de partida se soma.
                """,
            ),
            "kernel-as-output": Choice(
                {"conv3": "{kb}"},
                """
                Na terceira convolução, o tamanho do filtro, 1, foi tomado pelo comprimento da
                saída. Um filtro de tamanho 1 cabe em todas as posições, e o comprimento não muda.
                """,
            ),
            "own-filters-as-depth": Choice(
                {"total": "{qt}"},
                """
                A segunda convolução foi contada como ({l}·{g} + 1)·{g} = {qy} e a terceira como
                (1·{h} + 1)·{h} = {qz}: a profundidade de cada filtro foi tomada pelo número de
                filtros da camada. Um filtro atravessa os mapas que chegam, que são os da camada
                anterior.
                """,
            ),
            "depth-forgotten": Choice(
                {"total": "{dt}"},
                """
                A segunda convolução foi contada como ({l} + 1)·{g} = {dy} e a terceira como (1 +
                1)·{h} = {dz}, como se recebessem um só canal. Um filtro tem um peso para cada
                posição de cada canal que recebe.
                """,
            ),
            "previous-depth": Choice(
                {"conv3": "{pb}"},
                """
                Na terceira convolução ficaram os {g} mapas que ela recebe. Cada filtro produz um
                mapa: a profundidade da saída é o número de filtros da própria camada.
                """,
            ),
            "bias-forgotten": Choice(
                {"total": "{bt}"},
                """
                {bt} são só os pesos: faltam {f} + {g} + {h} + {d} vieses. Cada filtro, e cada
                unidade da camada densa, tem um viés além dos pesos.
                """,
            ),
            "one-layer-as-total": Choice(
                {"total": "{ol}"},
                """
                São só os parâmetros da segunda convolução, ({l}·{f} + 1)·{g} = {ol}. O total de
                uma rede é a soma dos parâmetros de todas as suas camadas.
                """,
            ),
        },
        solution_figure=bars_template({"Comprimento": ("conv1", "conv2", "conv3")}),
        solution_figure_alt="Barras com o comprimento depois de cada convolução: {n0}, {n1} e "
        "{n2}.",
    ),
}


class _Draw:
    """The sizes of one draw, and the numbers that every kind of question needs."""

    def __init__(self, random: random.Random) -> None:
        self.classes = random.randint(2, 10)
        self.channels = random.choice((1, 1, 2, 3))
        self.filters = (
            random.choice((4, 8, 12, 16, 24, 32)),
            random.choice((8, 12, 16, 20, 24, 32, 48, 64)),
            random.choice((4, 6, 8, 10, 12, 16)),
        )
        self.kernels = (
            random.choice((3, 4, 5, 6, 7, 8, 9, 11)),
            random.choice((3, 4, 5, 6, 7, 8, 9)),
            1,
        )
        self.strides = random.choice((2, 2, 3, 4, 4, 5)), random.choice((2, 2, 3, 4, 4, 5))

    def asked(self, length: int) -> tuple[int, ...]:
        """All that was drawn, for an input of this length."""
        kernels = self.kernels[:2]
        return length, self.channels, self.classes, *self.filters, *kernels, *self.strides

    @property
    def depths(self) -> tuple[int, ...]:
        """Channels that each convolution receives."""
        return self.channels, *self.filters[:2]

    def parameters(self, length: int) -> list[int]:
        """Of the three convolutions and of the dense layer after ``length`` positions."""
        layers = [
            Conv1D(filters, kernel, padding="same")
            for filters, kernel in zip(self.filters, self.kernels)
        ]
        convolutions = [
            layer.parameter_arithmetic((kernel, depth)).value
            for layer, kernel, depth in zip(layers, self.kernels, self.depths)
        ]
        values = length * self.filters[-1]
        return [*convolutions, Dense(self.classes).parameter_arithmetic((values,)).value]

    def total(self, length: int) -> str:
        return integer(sum(self.parameters(length)))

    def without(self, mistake: str, length: int) -> list[int]:
        """Parameters as `parameters`, all by a wrong formula that knows the dense layer too."""
        rows = zip(self.kernels, self.depths, self.filters)
        counts = [
            mistaken(mistake, kernel_size=(kernel,), channels=depth, filters=filters).value
            for kernel, depth, filters in rows
        ]
        flat = length * self.filters[-1]
        dense = Dense(self.classes, use_bias=mistake != "bias-forgotten")
        return [*counts, dense.parameter_arithmetic((flat,)).value]

    def by_own_filters(self, length: int) -> list[int]:
        """Parameters as `parameters`, if each filter were as deep as its layer has filters."""
        counts = self.parameters(length)
        for layer in (1, 2):
            received, own, kernel = self.depths[layer], self.filters[layer], self.kernels[layer]
            filters = {"previous_filters": received, "filters": own}
            depth = mistaken("own-filters-as-depth", **filters).value
            counts[layer] = Conv1D(own, kernel).parameter_arithmetic((kernel, depth)).value
        return counts

    def follow(self, mistake: str, length: int) -> tuple[int, int]:
        """Lengths after the first two convolutions by a wrong formula."""
        sizes = []
        for kernel, strides in zip(self.kernels[:2], self.strides):
            length = mistaken(mistake, input_size=length, kernel_size=kernel, strides=strides).value
            sizes.append(length)
        return sizes[0], sizes[1]

    def values(self, length: int) -> dict[str, str]:
        (f, g, h), (k, l, _), (p, q) = self.filters, self.kernels, self.strides  # noqa: E741
        x, y, z, _ = self.parameters(length)
        numbers = {
            "n": length,
            "c": self.channels,
            "d": self.classes,
            "f": f,
            "g": g,
            "h": h,
            "k": k,
            "l": l,
            "p": p,
            "q": q,
            "x": x,
            "y": y,
            "z": z,
        }
        return {name: integer(value) for name, value in numbers.items()} | {
            "i": f"({length}, {self.channels})"
        }

    def convolutions(self, padding: str, strides: Sequence[int]) -> list[Conv1D]:
        return [
            Conv1D(filters, kernel, strides=stride, padding=padding)  # type: ignore[arg-type]
            for filters, kernel, stride in zip(self.filters, self.kernels, (*strides, 1))
        ]


def draw(random: random.Random) -> Variant | None:
    kind = random.choices(("exact", "remainder", "unpadded"), (5, 2, 1))[0]
    sizes = _Draw(random)
    return _unpadded(random, sizes) if kind == "unpadded" else _two(random, sizes, kind)


def _two(random: random.Random, sizes: _Draw, kind: str) -> Variant | None:
    p, q = sizes.strides
    length = p * q * random.randint(6, 60)
    if kind == "remainder":
        length += random.randint(1, p * q - 1)
    if length > 2048:
        return None
    conv = sizes.convolutions("same", (1, 1))
    pools = MaxPooling1D(p), MaxPooling1D(q)
    top = Flatten(), Dense(sizes.classes)
    shape_in = (length, sizes.channels)
    a = Network(shape_in, (conv[0], pools[0], conv[1], pools[1], conv[2], *top))
    b = Network(shape_in, (*sizes.convolutions("same", sizes.strides), *top))
    rows_a, rows_b = trace(*a), trace(*b)
    a2, a3 = rows_a[2].output_shape, rows_a[4].output_shape
    b2, b3 = rows_b[1].output_shape, rows_b[2].output_shape
    if kind == "remainder" and a3 == b3:
        return None
    total_a, total_b = total_parameters(rows_a), total_parameters(rows_b)
    lengths = [row.output_shape[0] for row in (*rows_a[:5], *rows_b[:3])]
    f, g, h = sizes.filters
    values = sizes.values(length) | {
        "a2": shape(a2),
        "a3": shape(a3),
        "b2": shape(b2),
        "b3": shape(b3),
        "t": integer(total_a),
        "w": integer(total_b),
        "u": str(a2[0]),
        "v": str(a3[0]),
        "m": str(rows_b[0].output_shape[0]),
        "o": str(b2[0]),
        "r": integer(a3[0] * h),
        "s": integer(b3[0] * h),
        "e": integer(rows_a[-1].parameters),
        "j": integer(rows_b[-1].parameters),
        **bars_values(lengths),
    }
    counts = sizes.parameters(a3[0])
    following = mistaken("next-layer", input_size=a2[0], pool_size=q).value
    depth = mistaken("previous-depth", previous_filters=g, filters=h).value
    one_layer = result("one-layer-as-total", parameters=counts, layer=1)
    third = mistaken("kernel-as-output", input_size=a3[0], kernel_size=1, padding="same").value
    first_b = rows_b[0].output_shape[0]
    unstrided = mistaken(
        "strides-forgotten",
        input_size=first_b,
        kernel_size=sizes.kernels[1],
        strides=q,
        padding="same",
    ).value
    own = sizes.by_own_filters(a3[0]), sizes.by_own_filters(b3[0])
    mistakes = {
        "own-filters-as-depth": {
            "qa": integer(sum(own[0])),
            "qb": integer(sum(own[1])),
            "qy": integer(own[0][1]),
            "qz": integer(own[0][2]),
        },
        "strides-forgotten": {
            "sa": shape((unstrided, g)),
            "sb": shape((unstrided, h)),
            "st": sizes.total(unstrided),
            "sm": str(first_b),
        },
        "next-layer": {"na": shape((following, g))},
        "previous-depth": {"pa": shape((a3[0], depth)), "pb": shape((b3[0], depth))},
        "one-layer-as-total": {"oa": one_layer, "ob": one_layer},
        "kernel-as-output": {"ka": shape((third, h))},
    }
    if kind == "exact":
        if counts[0] % p or counts[1] % q:  # half a weight would be no likely mistake
            return None
        fewer = [
            mistaken("positions-and-weights", parameters=count, strides=strides).value
            for count, strides in zip(counts, sizes.strides)
        ]
        shallow = sizes.without("depth-forgotten", a3[0])
        learnt = [
            mistaken("pooling-learns", pool_size=pool_size, channels=channels).value
            for pool_size, channels in ((p, f), (q, g))
        ]
        mistakes |= {
            "positions-and-weights": {
                "pw": integer(sum(fewer) + sum(counts[2:])),
                "px": integer(fewer[0]),
                "py": integer(fewer[1]),
            },
            "depth-forgotten": {
                "dt": integer(sum(shallow)),
                "dy": integer(shallow[1]),
                "dz": integer(shallow[2]),
            },
            "bias-forgotten": {"bt": integer(sum(sizes.without("bias-forgotten", a3[0])))},
            "pooling-learns": {
                "lt": integer(total_a + sum(learnt)),
                "lp": integer(learnt[0]),
                "lq": integer(learnt[1]),
            },
        }
    else:
        up = [length]
        for pool_size in (p, q):
            window = {"input_size": up[-1], "kernel_size": pool_size, "strides": pool_size}
            up.append(mistaken("rounded-up", **window).value)
        lost = sizes.follow("padding-forgotten", length)
        if lost[1] < 1:
            return None
        down = sizes.follow("rounded-down", length)
        mistakes |= {
            "rounded-down": {
                "va": shape((down[1], g)),
                "vb": shape((down[1], h)),
                "vt": sizes.total(down[1]),
                "vm": str(down[0]),
                "vo": str(down[1]),
            },
            "rounded-up": {
                "ra": shape((up[1], g)),
                "rv": shape((up[2], h)),
                "rt": sizes.total(up[2]),
                "ru": str(up[1]),
                "ro": str(up[2]),
            },
            "padding-forgotten": {
                "fa": shape((lost[1], g)),
                "fb": shape((lost[1], h)),
                "ft": sizes.total(lost[1]),
                "fm": str(lost[0]),
                "fo": str(lost[1]),
            },
        }
    key = [
        Claim("output", a2, 2, 0),
        Claim("output", a3, 4, 0),
        Claim("total", total_a, network=0),
        Claim("output", b2, 1, 1),
        Claim("output", b3, 2, 1),
        Claim("total", total_b, network=1),
    ]
    return compose(KINDS, kind, sizes.asked(length), values, mistakes, key, [a, b])


def _unpadded(random: random.Random, sizes: _Draw) -> Variant | None:
    length = random.randint(60, 1500)
    layers = sizes.convolutions("valid", sizes.strides)
    network = Network((length, sizes.channels), (*layers, Flatten(), Dense(sizes.classes)))
    middle = output_size(length, sizes.kernels[0], sizes.strides[0])
    if middle < 2 * sizes.kernels[1]:
        return None
    rows = trace(*network)
    b1, b2, b3 = (row.output_shape for row in rows[:3])
    total = total_parameters(rows)
    f, g, h = sizes.filters
    lengths = [size[0] for size in (b1, b2, b3)]
    values = sizes.values(length) | {
        "b1": shape(b1),
        "b2": shape(b2),
        "b3": shape(b3),
        "w": integer(total),
        "m": str(b1[0]),
        "o": str(b2[0]),
        "s": integer(b3[0] * h),
        "j": integer(rows[-1].parameters),
        **bars_values(lengths),
    }

    def followed(mistake: str, letter: str) -> dict[str, str]:
        first, second = sizes.follow(mistake, length)
        return {
            f"{letter}a": shape((first, f)),
            f"{letter}b": shape((second, g)),
            f"{letter}c": shape((second, h)),
            f"{letter}t": sizes.total(second),
            f"{letter}m": str(first),
            f"{letter}o": str(second),
        }

    p, q = sizes.strides
    counts = sizes.parameters(b3[0])
    depth = mistaken("previous-depth", previous_filters=g, filters=h).value
    third = mistaken("kernel-as-output", input_size=b3[0], kernel_size=1).value
    own, shallow = sizes.by_own_filters(b3[0]), sizes.without("depth-forgotten", b3[0])
    mistakes = {
        "border-ignored": followed("border-ignored", "i"),
        "one-forgotten": followed("one-forgotten", "o"),
        "strides-as-gap": followed("strides-as-gap", "g") | {"gp": str(p + 1), "gq": str(q + 1)},
        "one-too-many": followed("one-too-many", "t"),
        "kernel-as-output": {"kb": shape((third, h))},
        "own-filters-as-depth": {
            "qt": integer(sum(own)),
            "qy": integer(own[1]),
            "qz": integer(own[2]),
        },
        "depth-forgotten": {
            "dt": integer(sum(shallow)),
            "dy": integer(shallow[1]),
            "dz": integer(shallow[2]),
        },
        "previous-depth": {"pb": shape((b3[0], depth))},
        "bias-forgotten": {"bt": integer(sum(sizes.without("bias-forgotten", b3[0])))},
        "one-layer-as-total": {"ol": result("one-layer-as-total", parameters=counts, layer=1)},
    }
    if (length - sizes.kernels[0]) % p or (b1[0] - sizes.kernels[1]) % q:
        mistakes["rounded-up"] = followed("rounded-up", "r")
    key = [Claim("output", row.output_shape, index) for index, row in enumerate(rows[:3])]
    key.append(Claim("total", total))
    return compose(KINDS, "unpadded", sizes.asked(length), values, mistakes, key, [network])
