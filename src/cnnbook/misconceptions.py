"""The mistakes behind wrong alternatives: each named, explained and, where it is one, calculated.

A formula is called with the names of `cnnbook.geometry` and `cnnbook.layers` and answers with the
calculation that the mistake leads to; ``right`` takes the same arguments and answers with the
book's own. A formula may ignore some of them: that is often the mistake.

>>> str(MISCONCEPTIONS["one-side-only"].formula(input_size=10, kernel_size=5))
'10 − 2 = 8'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from cnnbook import layers
from cnnbook.geometry import Padding, output_size
from cnnbook.layers import Arithmetic
from cnnbook.numbers import decimal, integer, rounded


@dataclass(frozen=True)
class DecimalArithmetic(Arithmetic):
    """A calculation with numbers that are not whole, as read from a table or a curve.

    Its terms are rounded before they are used, so that readers who repeat it from what they see
    get the same value.
    """

    value: float  # type: ignore[assignment]
    places: int = 2

    @property
    def result(self) -> str:
        return decimal(self.value, self.places)


@dataclass(frozen=True, kw_only=True)
class Misconception:
    """One mistake.

    Args:
        id: in kebab-case; chapters and variants refer to it.
        name: in Portuguese, an infinitive phrase.
        wrong: Portuguese Markdown: what it gets wrong, ending with the right idea.
        explained_in: where the book explains it: a document, ``#`` and the id of its section.
        formula: what the mistake calculates, if it calculates anything.
        right: the right calculation for the same arguments.
        example: arguments for both that give different values.
        example_text: in Portuguese, what these arguments mean.
    """

    id: str
    name: str
    wrong: str
    explained_in: str
    formula: Callable[..., Arithmetic] | None = None
    right: Callable[..., Arithmetic] | None = None
    example: Mapping[str, object] = field(default_factory=dict)
    example_text: str = ""


# --- Sizes -----------------------------------------------------------------------------------


def _size(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "valid"
) -> Arithmetic:
    layer = layers.Conv1D(1, kernel_size, strides=strides, padding=padding)
    return layer.size_arithmetic((input_size, 1))[0]


def _border_ignored(input_size: int, kernel_size: int = 1, strides: int = 1) -> Arithmetic:
    if strides == 1:
        return Arithmetic(integer(input_size), input_size)
    return _size(input_size, kernel_size, strides, "same")


def _one_side_only(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    lost = kernel_size // 2
    expression = f"{integer(input_size)} − {lost}"
    if strides > 1:
        expression = f"⌈({expression})/{strides}⌉"
    return Arithmetic(expression, -(-(input_size - lost) // strides))


def _kernel_as_output(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "valid"
) -> Arithmetic:
    return Arithmetic(integer(kernel_size), kernel_size)


def _kernel_each_side(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    expression, value = f"{integer(input_size)} − 2·{kernel_size}", input_size - 2 * kernel_size
    if strides > 1:
        expression, value = f"⌈({expression})/{strides}⌉", -(-value // strides)
    return Arithmetic(expression, value)


def _full_convolution(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    if strides == 1:
        value = input_size + kernel_size - 1
        return Arithmetic(f"{integer(input_size)} + {kernel_size} − 1", value)
    value = (input_size + kernel_size - 2) // strides + 1
    return Arithmetic(f"⌊({integer(input_size)} + {kernel_size} − 2)/{strides}⌋ + 1", value)


def _padding_in_output(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    expression = f"{integer(input_size)} + {kernel_size - 1}"
    if strides > 1:
        expression = f"⌈({expression})/{strides}⌉"
    return Arithmetic(expression, -(-(input_size + kernel_size - 1) // strides))


def _padding_forgotten(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    if strides == 1:
        lost = kernel_size - 1
        return Arithmetic(f"{integer(input_size)} − {lost}", input_size - lost)
    return _size(input_size, kernel_size, strides)


def _one_forgotten(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    value = (input_size - kernel_size) // strides
    difference = f"{integer(input_size)} − {kernel_size}"
    return Arithmetic(difference if strides == 1 else f"⌊({difference})/{strides}⌋", value)


def _one_too_many(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    value = (input_size - kernel_size) // strides + 2
    difference = f"{integer(input_size)} − {kernel_size}"
    return Arithmetic(f"{difference if strides == 1 else f'⌊({difference})/{strides}⌋'} + 2", value)


def _rounded_up(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    value = -(-(input_size - kernel_size) // strides) + 1
    return Arithmetic(f"⌈({integer(input_size)} − {kernel_size})/{strides}⌉ + 1", value)


def _rounded_down(input_size: int, kernel_size: int, strides: int = 1) -> Arithmetic:
    return Arithmetic(f"⌊{integer(input_size)}/{strides}⌋", input_size // strides)


def _strides_forgotten(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "valid"
) -> Arithmetic:
    value = output_size(input_size, kernel_size, 1, padding)
    if padding == "same":
        return Arithmetic(integer(input_size), value)
    return Arithmetic(f"{integer(input_size)} − {kernel_size} + 1", value)


def _strides_as_gap(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "valid"
) -> Arithmetic:
    return _size(input_size, kernel_size, strides + 1, padding)


def _strides_twice(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "same"
) -> Arithmetic:
    return _size(input_size, kernel_size, strides**2, padding)


def _size_same(
    input_size: int, kernel_size: int, strides: int = 1, padding: Padding = "same"
) -> Arithmetic:
    return _size(input_size, kernel_size, strides, padding)


def _along_axis(
    input_size: Sequence[int],
    kernel_size: Sequence[int],
    strides: Sequence[int] = (1, 1),
    padding: Padding = "same",
    axis: int = 0,
) -> Arithmetic:
    return _size(input_size[axis], kernel_size[axis], strides[axis], padding)


def _axes_swapped(
    input_size: Sequence[int],
    kernel_size: Sequence[int],
    strides: Sequence[int] = (1, 1),
    padding: Padding = "same",
    axis: int = 0,
) -> Arithmetic:
    return _along_axis(input_size, kernel_size[::-1], strides[::-1], padding, axis)


def _next_layer(input_size: int, pool_size: int) -> Arithmetic:
    value = output_size(input_size, pool_size, pool_size)
    return Arithmetic(f"{integer(input_size)}/{pool_size}", value)


def _this_layer(input_size: int, pool_size: int) -> Arithmetic:
    return Arithmetic(integer(input_size), input_size)


def _pooling_keeps_size(filters: int, positions: int | None = None) -> Arithmetic:
    positions = filters if positions is None else positions
    return Arithmetic(f"{integer(positions)}·{integer(filters)}", positions * filters)


# --- Depths, maps and parameters -------------------------------------------------------------


def _previous_filters(previous_filters: int, filters: int) -> Arithmetic:
    return Arithmetic(integer(previous_filters), previous_filters)


def _own_filters(previous_filters: int, filters: int) -> Arithmetic:
    return Arithmetic(integer(filters), filters)


def _network_channels(network_channels: int, previous_filters: int) -> Arithmetic:
    return Arithmetic(integer(network_channels), network_channels)


def _received_maps(network_channels: int, previous_filters: int) -> Arithmetic:
    return Arithmetic(integer(previous_filters), previous_filters)


def _filters_added(previous_filters: int, filters: int) -> Arithmetic:
    total = previous_filters + filters
    return Arithmetic(f"{integer(previous_filters)} + {integer(filters)}", total)


def _parameters(kernel_size: Sequence[int], channels: int, filters: int) -> Arithmetic:
    kind = {1: layers.Conv1D, 2: layers.Conv2D}[len(kernel_size)]
    layer = kind(filters, tuple(kernel_size), padding="same")
    return layer.parameter_arithmetic((1,) * len(kernel_size) + (channels,))


def _depth_forgotten(kernel_size: Sequence[int], channels: int, filters: int) -> Arithmetic:
    weights = "·".join(map(integer, kernel_size))
    return Arithmetic(f"({weights} + 1)·{integer(filters)}", (prod(kernel_size) + 1) * filters)


def _bias_forgotten(kernel_size: Sequence[int], channels: int, filters: int) -> Arithmetic:
    factors = (*kernel_size, channels, filters)
    return Arithmetic("·".join(map(integer, factors)), prod(factors))


def _one_layer_as_total(parameters: Sequence[int], layer: int = -1) -> Arithmetic:
    return Arithmetic(integer(parameters[layer]), parameters[layer])


def _total(parameters: Sequence[int], layer: int = -1) -> Arithmetic:
    return Arithmetic(" + ".join(map(integer, parameters)), sum(parameters))


def _positions_and_weights(parameters: int, strides: int) -> Arithmetic:
    return Arithmetic(f"{integer(parameters)}/{strides}", parameters // strides)


def _same_parameters(parameters: int, **_: int) -> Arithmetic:
    return Arithmetic(integer(parameters), parameters)


def _weights_per_position(parameters: int, positions: int) -> Arithmetic:
    return Arithmetic(f"{integer(parameters)}·{integer(positions)}", parameters * positions)


def _pooling_learns(pool_size: int, channels: int) -> Arithmetic:
    return Arithmetic(f"{pool_size}·{integer(channels)}", pool_size * channels)


def _pooling_parameters(pool_size: int, channels: int) -> Arithmetic:
    return layers.MaxPooling1D(pool_size).parameter_arithmetic((pool_size, channels))


def _superclasses(classes: int, superclasses: int) -> Arithmetic:
    return Arithmetic(integer(superclasses), superclasses)


def _classes(classes: int, superclasses: int) -> Arithmetic:
    return Arithmetic(integer(classes), classes)


# --- Curves ----------------------------------------------------------------------------------


def _difference(first: float, last: float, places: int) -> DecimalArithmetic:
    first, last = rounded(first, places), rounded(last, places)
    expression = f"{decimal(first, places)} − {decimal(last, places)}"
    return DecimalArithmetic(expression, round(first - last, places), places)


def _drop(
    losses: Sequence[float], first_epoch: int, last_epoch: int, places: int = 2, **_: object
) -> Arithmetic:
    return _difference(losses[first_epoch - 1], losses[last_epoch - 1], places)


def _final_for_drop(
    losses: Sequence[float], first_epoch: int, last_epoch: int, places: int = 2
) -> Arithmetic:
    last = rounded(losses[last_epoch - 1], places)
    return DecimalArithmetic(decimal(last, places), last, places)


def _epoch_off_by_one(
    losses: Sequence[float], first_epoch: int, last_epoch: int, places: int = 2
) -> Arithmetic:
    return _drop(losses, first_epoch, last_epoch - 1, places)


def _from_first_epoch(
    losses: Sequence[float], first_epoch: int, last_epoch: int, places: int = 2
) -> Arithmetic:
    return _drop(losses, 1, last_epoch, places)


def _wrong_curve(
    losses: Sequence[float],
    first_epoch: int,
    last_epoch: int,
    other_losses: Sequence[float],
    places: int = 2,
) -> Arithmetic:
    return _drop(other_losses, first_epoch, last_epoch, places)


def _percentages(accuracy: float, chance: float) -> tuple[float, float]:
    return 100 * rounded(accuracy, 3), 100 * chance


def _times_chance(accuracy: float, chance: float, places: int = 1) -> Arithmetic:
    percentage, reference = _percentages(accuracy, chance)
    expression = f"{decimal(percentage, 1)}/{_shortest(reference)}"
    return DecimalArithmetic(expression, percentage / reference, places)


def _percentage_over_fraction(accuracy: float, chance: float, places: int = 1) -> Arithmetic:
    percentage, _ = _percentages(accuracy, chance)
    expression = f"{decimal(percentage, 1)}/{_shortest(chance)}"
    return DecimalArithmetic(expression, percentage / chance, 0)


def _difference_for_ratio(accuracy: float, chance: float, places: int = 1) -> Arithmetic:
    percentage, reference = _percentages(accuracy, chance)
    expression = f"{decimal(percentage, 1)} − {_shortest(reference)}"
    return DecimalArithmetic(expression, percentage - reference, places)


def _shortest(value: float) -> str:
    text = f"{value:g}"
    return decimal(value, len(text.partition(".")[2]))


_SIZE, _MAPS, _TWO, _SHRINK, _CONV1D, _FACTORED, _CIFAR, _TRAINING, _DEEPER = (
    "book/02-tamanho-da-saida#passo-a-passo",
    "book/03-mapas-de-ativacao#passo-a-passo",
    "book/04-duas-convolucoes#passo-a-passo",
    "book/05-reduzir-o-tamanho#passo-a-passo",
    "book/06-conv1d#passo-a-passo",
    "book/07-filtros-fatorados#passo-a-passo",
    "book/08-cifar-100#passo-a-passo",
    "book/09-treinamento#passo-a-passo",
    "book/10-rede-mais-profunda#passo-a-passo",
)
_DENSE = "book/01-densa-e-convolucional#passo-a-passo"

_TEN_BY_FIVE = {"input_size": 10, "kernel_size": 5}
_TEN_BY_FIVE_TEXT = "entrada de 10, filtro de 5, passo 1, sem preenchimento"
_TWELVE_BY_THREE = {"input_size": 12, "kernel_size": 3, "strides": 2}
_TWELVE_BY_THREE_TEXT = "entrada de 12, filtro de 3, passo 2, sem preenchimento"
_EIGHT_SIXTEEN = {"previous_filters": 8, "filters": 16}
_FILTERS = {"kernel_size": (3, 3), "channels": 8, "filters": 16}
_FILTERS_TEXT = "16 filtros de 3×3 que recebem 8 canais"
_LOSSES = {"losses": (4.60, 4.48, 4.26, 4.12), "first_epoch": 1, "last_epoch": 3}
_LOSSES_TEXT = "queda da época 1 à 3, com custos de 4,60, 4,48, 4,26 e 4,12"

_ALL = (
    Misconception(
        id="border-ignored",
        name="Ignorar a borda",
        wrong="Supõe que o filtro pode ser centrado em qualquer posição, também nas da borda, e "
        "que por isso a saída tem o tamanho da entrada. Sem preenchimento com zeros, o filtro "
        "precisa caber inteiro, e a borda se perde dos dois lados.",
        explained_in=_SIZE,
        formula=_border_ignored,
        right=_size,
        example=_TEN_BY_FIVE,
        example_text=_TEN_BY_FIVE_TEXT,
    ),
    Misconception(
        id="one-side-only",
        name="Descontar a borda de um lado só",
        wrong="Tira da entrada só a metade do filtro que sobra de um lado do centro. O filtro "
        "sobra para os dois lados, e a conta precisa descontar os dois.",
        explained_in=_SIZE,
        formula=_one_side_only,
        right=_size,
        example=_TEN_BY_FIVE,
        example_text=_TEN_BY_FIVE_TEXT,
    ),
    Misconception(
        id="kernel-as-output",
        name="Tomar o tamanho do filtro pelo da saída",
        wrong="Responde com o tamanho do filtro. O tamanho da saída é o número de posições que o "
        "filtro ocupa: cada posição dá um único valor.",
        explained_in=_SIZE,
        formula=_kernel_as_output,
        right=_size,
        example=_TEN_BY_FIVE,
        example_text=_TEN_BY_FIVE_TEXT,
    ),
    Misconception(
        id="kernel-each-side",
        name="Descontar o filtro inteiro de cada lado",
        wrong="Tira da entrada um filtro de cada lado. Com o centro na primeira posição, o filtro "
        "já está dentro da entrada: o que se perde de cada lado é só a metade que sobra do "
        "centro.",
        explained_in=_SIZE,
        formula=_kernel_each_side,
        right=_size,
        example=_TWELVE_BY_THREE | {"strides": 1},
        example_text="entrada de 12, filtro de 3, passo 1, sem preenchimento",
    ),
    Misconception(
        id="full-convolution",
        name="Contar as posições em que o filtro só toca a entrada",
        wrong="Conta todas as posições em que pelo menos um valor do filtro cai na entrada, como "
        "em algumas definições de convolução. Nas redes sem preenchimento, contam só as posições "
        "em que o filtro cabe inteiro.",
        explained_in=_SIZE,
        formula=_full_convolution,
        right=_size,
        example=_TEN_BY_FIVE,
        example_text=_TEN_BY_FIVE_TEXT,
    ),
    Misconception(
        id="padding-forgotten",
        name="Esquecer o preenchimento com zeros",
        wrong="Desconta a borda de uma camada que tem preenchimento. Com ele, o filtro também cabe "
        "nas bordas: só o passo muda o tamanho, e o filtro não entra na conta.",
        explained_in=_TWO,
        formula=_padding_forgotten,
        right=_size_same,
        example={"input_size": 254, "kernel_size": 3},
        example_text="entrada de 254, filtro de 3, passo 1, com preenchimento",
    ),
    Misconception(
        id="padding-in-output",
        name="Contar na saída os zeros do preenchimento",
        wrong="Acrescenta ao tamanho os zeros postos nas bordas. Eles aumentam a entrada que o "
        "filtro percorre, e o filtro os consome: com passo 1, a saída volta ao tamanho de antes.",
        explained_in=_TWO,
        formula=_padding_in_output,
        right=_size_same,
        example={"input_size": 254, "kernel_size": 3},
        example_text="entrada de 254, filtro de 3, passo 1, com preenchimento",
    ),
    Misconception(
        id="one-forgotten",
        name="Esquecer de contar a primeira posição",
        wrong="Divide pelo passo o que o filtro pode andar e para aí. Isso conta os deslocamentos, "
        "e as posições são um a mais: falta somar a inicial.",
        explained_in=_SIZE,
        formula=_one_forgotten,
        right=_size,
        example=_TEN_BY_FIVE,
        example_text=_TEN_BY_FIVE_TEXT,
    ),
    Misconception(
        id="one-too-many",
        name="Contar duas vezes uma posição da ponta",
        wrong="Soma dois aos deslocamentos, um pela primeira posição e outro pela última. A última "
        "já é aonde leva o último deslocamento: soma-se só a inicial.",
        explained_in=_SIZE,
        formula=_one_too_many,
        right=_size,
        example=_TEN_BY_FIVE,
        example_text=_TEN_BY_FIVE_TEXT,
    ),
    Misconception(
        id="rounded-up",
        name="Arredondar para cima sem preenchimento",
        wrong="Conta mais uma posição, em que o filtro ficaria em parte fora da entrada. Sem "
        "preenchimento, o que sobra no fim se perde: arredonda-se para baixo.",
        explained_in=_FACTORED,
        formula=_rounded_up,
        right=_size,
        example=_TWELVE_BY_THREE,
        example_text=_TWELVE_BY_THREE_TEXT,
    ),
    Misconception(
        id="rounded-down",
        name="Arredondar para baixo com preenchimento",
        wrong="Descarta a posição que sobra no fim. Com preenchimento, o filtro ainda pode ser "
        "aplicado nela, porque faltam só valores que os zeros completam: arredonda-se para cima.",
        explained_in=_CONV1D,
        formula=_rounded_down,
        right=_size_same,
        example={"input_size": 1023, "kernel_size": 8, "strides": 4},
        example_text="entrada de 1023, filtro de 8, passo 4, com preenchimento",
    ),
    Misconception(
        id="strides-forgotten",
        name="Esquecer o passo",
        wrong="Faz a conta como se o filtro andasse de uma em uma posição. Com passo *s*, ele "
        "visita só uma em cada *s* posições, e a saída tem cerca de *s* vezes menos.",
        explained_in=_FACTORED,
        formula=_strides_forgotten,
        right=_size,
        example=_TWELVE_BY_THREE,
        example_text=_TWELVE_BY_THREE_TEXT,
    ),
    Misconception(
        id="strides-as-gap",
        name="Contar o passo como posições puladas",
        wrong="Toma o passo pelo número de posições que ficam entre dois lugares do filtro e o "
        "desloca uma posição a mais. O passo é a distância entre duas posições seguidas: com passo "
        "1, nenhuma é pulada.",
        explained_in=_SIZE,
        formula=_strides_as_gap,
        right=_size,
        example={"input_size": 256, "kernel_size": 3, "strides": 3},
        example_text="entrada de 256, filtro de 3, passo 3, sem preenchimento",
    ),
    Misconception(
        id="strides-twice",
        name="Aplicar o passo duas vezes",
        wrong="Divide duas vezes pelo passo na mesma direção. Cada camada aplica seu passo uma "
        "única vez em cada direção.",
        explained_in=_FACTORED,
        formula=_strides_twice,
        right=_size_same,
        example={"input_size": 512, "kernel_size": 3, "strides": 2},
        example_text="entrada de 512, filtro de 3, passo 2, com preenchimento",
    ),
    Misconception(
        id="axes-swapped",
        name="Trocar linhas e colunas",
        wrong="Aplica às linhas o filtro e o passo das colunas, e às colunas os das linhas. Em um "
        "filtro, um passo ou uma forma, o primeiro número é sempre o das linhas.",
        explained_in=_FACTORED,
        formula=_axes_swapped,
        right=_along_axis,
        example={"input_size": (512, 512), "kernel_size": (1, 3), "strides": (1, 2)},
        example_text="linhas da saída de um filtro de 1×3, passo (1, 2), com preenchimento, em uma "
        "entrada de 512×512",
    ),
    Misconception(
        id="axis-repeated",
        name="Usar nas duas direções os números de uma",
        wrong="Aplica às duas direções o filtro e o passo de uma delas. Cada direção tem os seus: "
        "em um par, o primeiro número é o das linhas, e o segundo, o das colunas.",
        explained_in=_FACTORED,
        formula=_axes_swapped,
        right=_along_axis,
        example={"input_size": (512, 512), "kernel_size": (1, 3), "strides": (1, 2)},
        example_text="linhas da saída de um filtro de 1×3, passo (1, 2), com preenchimento, em uma "
        "entrada de 512×512, com os números das colunas",
    ),
    Misconception(
        id="next-layer",
        name="Responder com a saída da camada seguinte",
        wrong="Responde com a forma que se tem depois da camada seguinte. A saída de uma camada é "
        "a que se tem logo depois dela, antes da próxima.",
        explained_in=_CONV1D,
        formula=_next_layer,
        right=_this_layer,
        example={"input_size": 256, "pool_size": 4},
        example_text="convolução com preenchimento em 256 posições, seguida de *pooling* de 4",
    ),
    Misconception(
        id="previous-depth",
        name="Manter a profundidade da camada anterior",
        wrong="Dá à saída o número de mapas que a camada recebe. Cada filtro produz um mapa: a "
        "profundidade da saída é o número de filtros da própria camada.",
        explained_in=_TWO,
        formula=_previous_filters,
        right=_own_filters,
        example=_EIGHT_SIXTEEN,
        example_text="mapas produzidos por uma camada de 16 filtros que recebe 8 mapas",
    ),
    Misconception(
        id="filters-added",
        name="Somar os filtros das duas camadas",
        wrong="Soma os filtros da camada anterior aos da própria camada. Os mapas anteriores são "
        "combinados dentro de cada filtro e não seguem adiante: saem tantos mapas quantos são os "
        "filtros da própria camada.",
        explained_in=_TWO,
        formula=_filters_added,
        right=_own_filters,
        example=_EIGHT_SIXTEEN,
        example_text="mapas produzidos por uma camada de 16 filtros que recebe 8 mapas",
    ),
    Misconception(
        id="own-filters-as-depth",
        name="Tomar o número de filtros pela profundidade de cada um",
        wrong="Dá a cada filtro uma profundidade igual ao número de filtros da camada. Um filtro "
        "atravessa todos os mapas que recebe: sua profundidade é o número de mapas que chegam.",
        explained_in=_TWO,
        formula=_own_filters,
        right=_previous_filters,
        example=_EIGHT_SIXTEEN,
        example_text="profundidade de cada filtro de uma camada de 16 filtros que recebe 8 mapas",
    ),
    Misconception(
        id="input-depth",
        name="Dar a todos os filtros a profundidade da entrada da rede",
        wrong="Supõe que todo filtro atravessa os canais da entrada da rede, em qualquer camada. "
        "Só a primeira recebe essa entrada: cada uma das outras recebe os mapas da anterior, e a "
        "profundidade de seus filtros é o número desses mapas.",
        explained_in=_TWO,
        formula=_network_channels,
        right=_received_maps,
        example={"network_channels": 3, "previous_filters": 8},
        example_text="profundidade de um filtro da segunda camada, que recebe 8 mapas, em uma rede "
        "para imagens de 3 canais",
    ),
    Misconception(
        id="depth-forgotten",
        name="Esquecer a profundidade do filtro",
        wrong="Conta os pesos de um filtro como se ele recebesse um só canal. Um filtro tem um "
        "peso para cada posição de cada canal que recebe.",
        explained_in=_CONV1D,
        formula=_depth_forgotten,
        right=_parameters,
        example=_FILTERS,
        example_text=_FILTERS_TEXT,
    ),
    Misconception(
        id="bias-forgotten",
        name="Esquecer os vieses",
        wrong="Conta só os pesos. Cada filtro, e cada neurônio de uma camada densa, tem também um "
        "viés, que é um parâmetro a mais.",
        explained_in=_CONV1D,
        formula=_bias_forgotten,
        right=_parameters,
        example=_FILTERS,
        example_text=_FILTERS_TEXT,
    ),
    Misconception(
        id="one-layer-as-total",
        name="Tomar uma camada pelo total",
        wrong="Responde com os parâmetros de uma única camada. O total da rede é a soma dos "
        "parâmetros de todas as suas camadas.",
        explained_in=_CONV1D,
        formula=_one_layer_as_total,
        right=_total,
        example={"parameters": (144, 4128, 264, 1539)},
        example_text="rede com camadas de 144, 4128, 264 e 1539 parâmetros",
    ),
    Misconception(
        id="positions-and-weights",
        name="Confundir posições com pesos",
        wrong="Supõe que, com menos posições, há menos pesos. O passo muda quantas vezes o filtro "
        "é aplicado, mas todas as posições compartilham os mesmos pesos.",
        explained_in=_CONV1D,
        formula=_positions_and_weights,
        right=_same_parameters,
        example={"parameters": 144, "strides": 4},
        example_text="convolução de 144 parâmetros, com passo 4",
    ),
    Misconception(
        id="weights-per-position",
        name="Contar pesos novos em cada posição",
        wrong="Multiplica os pesos pelo número de posições, como se cada uma tivesse os seus. Uma "
        "camada convolucional usa os mesmos pesos em todas as posições: é o compartilhamento de "
        "pesos.",
        explained_in=_DENSE,
        formula=_weights_per_position,
        right=_same_parameters,
        example={"parameters": 144, "positions": 256},
        example_text="convolução de 144 parâmetros, aplicada em 256 posições",
    ),
    Misconception(
        id="pooling-keeps-size",
        name="Supor que o *global average pooling* conserva posições",
        wrong="Deixa uma dimensão espacial na saída do *global average pooling*. Ele troca cada "
        "mapa por um único número, a sua média: restam tantos valores quantos são os mapas.",
        explained_in=_FACTORED,
        formula=_pooling_keeps_size,
        right=lambda filters, positions=None: Arithmetic(integer(filters), filters),
        example={"filters": 128},
        example_text="valores que restam de 128 mapas",
    ),
    Misconception(
        id="superclasses",
        name="Contar os grupos de classes em vez das classes",
        wrong="Dá à camada de saída uma unidade por superclasse. A saída tem uma unidade para cada "
        "valor que o rótulo pode ter: se os rótulos são das classes, uma unidade por classe.",
        explained_in=_CIFAR,
        formula=_superclasses,
        right=_classes,
        example={"classes": 100, "superclasses": 20},
        example_text="unidades de saída para 100 classes, agrupadas em 20 superclasses",
    ),
    Misconception(
        id="roles-swapped",
        name="Trocar os papéis das camadas",
        wrong="Atribui à camada densa a localidade e à convolucional o peso para cada entrada. É o "
        "contrário: a convolucional olha uma vizinhança, com os mesmos pesos em toda parte, e a "
        "densa tem um peso para cada valor da entrada.",
        explained_in=_DENSE,
    ),
    Misconception(
        id="inputs-independent",
        name="Supor que uma camada trata as entradas como independentes",
        wrong="Lê a falta de localidade da camada densa como uma suposição de independência. As "
        "duas camadas combinam valores da entrada em cada saída; a convolucional só limita quais, "
        "aos vizinhos.",
        explained_in=_DENSE,
    ),
    Misconception(
        id="layer-and-activation",
        name="Confundir a camada com sua função de ativação",
        wrong="Atribui à camada o que vem da função de ativação. A convolução e a camada densa são "
        "somas ponderadas, com um viés; a não linearidade vem da função aplicada depois, que pode "
        "seguir qualquer uma das duas.",
        explained_in=_DENSE,
    ),
    Misconception(
        id="filters-chosen",
        name="Supor que alguém escolhe os filtros",
        wrong="Supõe que os filtros são escolhidos por quem faz a rede. Escolhem-se quantos são e "
        "o seu tamanho; os valores são ajustados pelo treinamento, para diminuir a função de "
        "custo.",
        explained_in=_MAPS,
    ),
    Misconception(
        id="filters-random",
        name="Supor que os filtros ficam ao acaso",
        wrong="Supõe que os filtros continuam como foram sorteados. O acaso só está nos valores "
        "iniciais: cada correção do treinamento tem um motivo, que é diminuir a função de custo.",
        explained_in=_MAPS,
    ),
    Misconception(
        id="more-layers-shrink",
        name="Esperar que mais camadas reduzam o tamanho",
        wrong="Espera que acrescentar convoluções reduza os mapas. Com preenchimento e passo 1, "
        "cada uma mantém o tamanho; sem preenchimento, tira só as bordas. O que reduz por um fator "
        "é o *pooling* ou um passo maior que 1.",
        explained_in=_SHRINK,
    ),
    Misconception(
        id="pooling-learns",
        name="Supor que o *pooling* tem pesos",
        wrong="Trata o *pooling* como uma camada que aprende. Ele resume cada vizinhança sempre do "
        "mesmo modo, pelo maior valor ou pela média: não tem nenhum parâmetro.",
        explained_in=_SHRINK,
        formula=_pooling_learns,
        right=_pooling_parameters,
        example={"pool_size": 4, "channels": 16},
        example_text="*pooling* de 4 em 16 mapas",
    ),
    Misconception(
        id="no-reference",
        name="Julgar um número sem ter com que compará-lo",
        wrong="Chama um custo ou uma acurácia de baixo ou de alto sem dizer em relação a quê. Um "
        "resultado deve ser comparado com o do acaso e com o do começo do treinamento.",
        explained_in=_TRAINING,
    ),
    Misconception(
        id="plateau-too-soon",
        name="Ver uma curva estável onde ela ainda cai",
        wrong="Toma uma queda mais lenta por uma parada. Uma curva se estabiliza quando as últimas "
        "épocas já quase não a mudam. Enquanto a de treino cai, a rede ainda aprende; se o que "
        "aprende serve para imagens novas, é a de validação que diz.",
        explained_in=_TRAINING,
    ),
    Misconception(
        id="accuracy-as-ratio",
        name="Misturar porcentagem e fração",
        wrong="Divide uma acurácia em porcentagem por um acaso em fração, e o resultado sai cem "
        "vezes maior. As duas precisam estar na mesma unidade antes da divisão.",
        explained_in=_TRAINING,
        formula=_percentage_over_fraction,
        right=_times_chance,
        example={"accuracy": 0.125, "chance": 0.01},
        example_text="quantas vezes o acaso, de 0,01, é uma acurácia de 12,5 %",
    ),
    Misconception(
        id="difference-for-ratio",
        name="Confundir diferença com razão",
        wrong="Subtrai onde a pergunta pede uma divisão, ou divide onde pede uma subtração. A "
        "diferença diz quanto separa dois valores; quantas vezes um contém o outro, ou quanto cabe "
        "a cada época, é o resultado de uma divisão.",
        explained_in=_TRAINING,
        formula=_difference_for_ratio,
        right=_times_chance,
        example={"accuracy": 0.125, "chance": 0.01},
        example_text="quantas vezes o acaso, de 1 %, é uma acurácia de 12,5 %",
    ),
    Misconception(
        id="final-for-drop",
        name="Tomar o valor final pela queda",
        wrong="Responde com o custo da última época. A queda é quanto o custo diminuiu: o valor do "
        "começo menos o do fim.",
        explained_in=_DEEPER,
        formula=_final_for_drop,
        right=_drop,
        example=_LOSSES,
        example_text=_LOSSES_TEXT,
    ),
    Misconception(
        id="epoch-off-by-one",
        name="Errar por uma época",
        wrong="Lê o valor da época vizinha, ou conta uma época a mais entre duas. As épocas são "
        "contadas a partir de 1, e da época *a* à época *b* o treinamento avança *b* − *a* épocas.",
        explained_in=_TRAINING,
        formula=_epoch_off_by_one,
        right=_drop,
        example=_LOSSES,
        example_text=_LOSSES_TEXT,
    ),
    Misconception(
        id="from-first-epoch",
        name="Medir desde a época 1",
        wrong="Toma o começo do treinamento por começo da conta. A queda se mede entre as duas "
        "épocas que a pergunta nomeia, e a primeira delas pode vir bem depois da época 1.",
        explained_in=_DEEPER,
        formula=_from_first_epoch,
        right=_drop,
        example=_LOSSES | {"first_epoch": 2, "last_epoch": 4},
        example_text="queda da época 2 à 4, com custos de 4,60, 4,48, 4,26 e 4,12",
    ),
    Misconception(
        id="wrong-curve",
        name="Ler a curva errada",
        wrong="Faz a conta certa com os valores de outra curva: os de validação no lugar dos de "
        "treino, ou os da outra rede. Antes da conta, é preciso conferir na legenda qual curva a "
        "pergunta pede.",
        explained_in=_DEEPER,
        formula=_wrong_curve,
        right=_drop,
        example=_LOSSES | {"other_losses": (4.60, 4.53, 4.21, 3.99)},
        example_text=_LOSSES_TEXT + "; os da outra curva são 4,60, 4,53, 4,21 e 3,99",
    ),
    Misconception(
        id="one-case-generalised",
        name="Generalizar a partir de um caso",
        wrong="Tira uma regra geral de uma comparação entre duas execuções. Uma comparação vale "
        "para as redes, os dados e o treinamento que foram comparados; uma regra precisa de "
        "muitas.",
        explained_in=_DEEPER,
    ),
)

MISCONCEPTIONS: dict[str, Misconception] = {mistake.id: mistake for mistake in _ALL}
"""Each misconception under its id, in the order in which the book meets them."""


def mistaken(mistake: str, **arguments: object) -> Arithmetic:
    """What a misconception calculates for these arguments.

    Raises:
        ValueError: it has no formula.
    """
    formula = MISCONCEPTIONS[mistake].formula
    if formula is None:
        raise ValueError(f"{mistake}: não há fórmula")
    return formula(**arguments)
