"""Convolutions: plain, depthwise, separable and transposed."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from cnnbook.geometry import Padding, transposed_output_size
from cnnbook.layers.base import Arithmetic, Shape, Window, product
from cnnbook.layers.sliding import Sliding
from cnnbook.numbers import integer, shape


@dataclass(frozen=True)
class _Kernel(Sliding):
    """A sliding window with weights."""

    def _check_kernel(self) -> None:
        self._normalise(
            kernel_size=self.kernel_size,  # type: ignore[attr-defined]
            strides=self.strides,  # type: ignore[attr-defined]
            dilation_rate=self.dilation_rate,  # type: ignore[attr-defined]
        )

    def _refuse_strides_with_dilation(self) -> None:
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:  # type: ignore[attr-defined]
            raise self._fail(
                f"o Keras não aceita passo e dilatação na mesma camada, e há "
                f"strides={self.strides} com dilation_rate={self.dilation_rate}"  # type: ignore[attr-defined]
            )

    def _filters_of(self, channels: int, written: str) -> Arithmetic:
        """The parameters of ``filters`` filters that read so many channels, and their biases."""
        weights = f"{product(*self.kernel_size)}·{written}"  # type: ignore[attr-defined]
        expression = f"({weights} + 1)" if self.use_bias else weights  # type: ignore[attr-defined]
        return Arithmetic(
            f"{expression}·{integer(self.filters)}",  # type: ignore[attr-defined]
            (prod(self.kernel_size) * channels + self.use_bias) * self.filters,  # type: ignore[attr-defined]
        )

    def windows(self, input_shape: Shape) -> tuple[Window, ...]:
        self._check_rank(input_shape, self.rank)
        return tuple(
            self._window(size, *window)
            for size, *window in zip(
                input_shape, self.kernel_size, self.strides, self.dilation_rate  # type: ignore[attr-defined]
            )
        )


@dataclass(frozen=True)
class _Convolution(_Kernel):
    filters: int
    kernel_size: int | Shape
    strides: int | Shape = 1
    padding: Padding = "valid"
    dilation_rate: int | Shape = 1
    groups: int = 1
    use_bias: bool = True

    def __post_init__(self) -> None:
        self._check_positive(filters=self.filters, groups=self.groups)
        self._check_kernel()
        self._refuse_strides_with_dilation()
        if self.filters % self.groups:
            raise self._fail(
                f"{self.filters} filtros não se dividem em {self.groups} grupos iguais"
            )

    def _channels_read(self, input_shape: Shape) -> int:
        """Input channels that each filter reads: all of them, or those of its group."""
        self._check_rank(input_shape, self.rank)
        if input_shape[-1] % self.groups:
            raise self._fail(
                f"{input_shape[-1]} canais da entrada não se dividem em {self.groups} grupos iguais"
            )
        return input_shape[-1] // self.groups

    def output_shape(self, input_shape: Shape) -> Shape:
        self._channels_read(input_shape)
        return (*self._spatial_output(input_shape), self.filters)

    def parameter_arithmetic(self, input_shape: Shape) -> Arithmetic:
        channels = self._channels_read(input_shape)
        written = integer(input_shape[-1])
        if self.groups > 1:
            written = f"({written}/{self.groups})"
        return self._filters_of(channels, written)

    def multiply_accumulates(self, input_shape: Shape) -> int:
        channels = self._channels_read(input_shape)
        return prod(self.output_shape(input_shape)) * prod(self.kernel_size) * channels  # type: ignore[arg-type]


class Conv1D(_Convolution):
    """A convolution over one axis; ``causal`` puts all its zeros before the first element."""

    rank = 1
    paddings = ("valid", "same", "causal")


class Conv2D(_Convolution):
    """A convolution over rows and columns."""

    rank = 2


@dataclass(frozen=True)
class DepthwiseConv2D(_Kernel):
    """Each channel has ``depth_multiplier`` filters of its own, which read that channel alone.

    Strides are the same along both axes: TensorFlow computes no other.
    """

    kernel_size: int | Shape
    strides: int | Shape = 1
    padding: Padding = "valid"
    depth_multiplier: int = 1
    dilation_rate: int | Shape = 1
    use_bias: bool = True

    rank = 2

    def __post_init__(self) -> None:
        self._check_positive(depth_multiplier=self.depth_multiplier)
        self._check_kernel()
        _check_equal_strides(self)

    def output_shape(self, input_shape: Shape) -> Shape:
        return (*self._spatial_output(input_shape), input_shape[-1] * self.depth_multiplier)

    def parameter_arithmetic(self, input_shape: Shape) -> Arithmetic:
        self._check_rank(input_shape, self.rank)
        weights = product(*self.kernel_size)  # type: ignore[misc]
        expression = f"({weights} + 1)" if self.use_bias else weights
        maps = input_shape[-1] * self.depth_multiplier
        return Arithmetic(
            f"{expression}·{_maps(input_shape[-1], self.depth_multiplier)}",
            (prod(self.kernel_size) + self.use_bias) * maps,  # type: ignore[arg-type]
        )

    def multiply_accumulates(self, input_shape: Shape) -> int:
        return prod(self.output_shape(input_shape)) * prod(self.kernel_size)  # type: ignore[arg-type]


@dataclass(frozen=True)
class SeparableConv2D(_Kernel):
    """A `DepthwiseConv2D` without bias, then ``filters`` of 1×1 that combine its maps."""

    filters: int
    kernel_size: int | Shape
    strides: int | Shape = 1
    padding: Padding = "valid"
    dilation_rate: int | Shape = 1
    depth_multiplier: int = 1
    use_bias: bool = True

    rank = 2

    def __post_init__(self) -> None:
        self._check_positive(filters=self.filters, depth_multiplier=self.depth_multiplier)
        self._check_kernel()
        _check_equal_strides(self)

    def output_shape(self, input_shape: Shape) -> Shape:
        return (*self._spatial_output(input_shape), self.filters)

    def parameter_arithmetic(self, input_shape: Shape) -> Arithmetic:
        self._check_rank(input_shape, self.rank)
        maps = input_shape[-1] * self.depth_multiplier
        written = _maps(input_shape[-1], self.depth_multiplier)
        combined = f"({written} + 1)" if self.use_bias else written
        return Arithmetic(
            f"{product(*self.kernel_size)}·{written} + {combined}·{integer(self.filters)}",  # type: ignore[misc]
            prod(self.kernel_size) * maps + (maps + self.use_bias) * self.filters,  # type: ignore[arg-type]
        )

    def multiply_accumulates(self, input_shape: Shape) -> int:
        places = prod(self._spatial_output(input_shape))
        maps = input_shape[-1] * self.depth_multiplier
        return places * maps * (prod(self.kernel_size) + self.filters)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Conv2DTranspose(_Kernel):
    """Each input value, times the kernel, is added to the output at strides from one another.

    What an output reads depends on its place, so no receptive field is given after it; and
    ``output_padding`` is not described.
    """

    filters: int
    kernel_size: int | Shape
    strides: int | Shape = 1
    padding: Padding = "valid"
    dilation_rate: int | Shape = 1
    use_bias: bool = True

    rank = 2

    def __post_init__(self) -> None:
        self._check_positive(filters=self.filters)
        self._check_kernel()
        self._refuse_strides_with_dilation()

    def windows(self, input_shape: Shape) -> None:  # type: ignore[override]
        return None

    def _axes(self, input_shape: Shape):
        self._check_rank(input_shape, self.rank)
        return zip(input_shape, self.kernel_size, self.strides, self.dilation_rate)  # type: ignore[arg-type]

    def output_shape(self, input_shape: Shape) -> Shape:
        sizes = (
            transposed_output_size(size, kernel_size, strides, self.padding, dilation_rate)
            for size, kernel_size, strides, dilation_rate in self._axes(input_shape)
        )
        return (*sizes, self.filters)

    def size_arithmetic(self, input_shape: Shape) -> tuple[Arithmetic, ...]:
        return tuple(
            Arithmetic(self._transposed_expression(*axis), result)
            for axis, result in zip(self._axes(input_shape), self.output_shape(input_shape))
        )

    def _transposed_expression(
        self, size: int, kernel_size: int, strides: int, dilation_rate: int
    ) -> str:
        covered = integer(kernel_size)
        if dilation_rate > 1:
            covered = f"(({kernel_size} − 1)·{dilation_rate} + 1)"
        if self.padding == "same":
            return product(size, strides)
        return f"({integer(size)} − 1)·{strides} + máx({covered}, {strides})"

    def parameter_arithmetic(self, input_shape: Shape) -> Arithmetic:
        self._check_rank(input_shape, self.rank)
        return self._filters_of(input_shape[-1], integer(input_shape[-1]))

    def multiply_accumulates(self, input_shape: Shape) -> int:
        """One product for each input value, weight of a filter, and filter."""
        self._check_rank(input_shape, self.rank)
        return prod(input_shape) * prod(self.kernel_size) * self.filters  # type: ignore[arg-type]


def _check_equal_strides(layer: DepthwiseConv2D | SeparableConv2D) -> None:
    if len(set(layer.strides)) > 1:  # type: ignore[arg-type]
        raise layer._fail(
            f"o passo de uma convolução por canal deve ser o mesmo nos dois eixos, "
            f"e é {shape(layer.strides)}"  # type: ignore[arg-type]
        )


def _maps(channels: int, depth_multiplier: int) -> str:
    """How many maps the channels' own filters give, as a product if there are several of each."""
    return product(channels, *([depth_multiplier] if depth_multiplier > 1 else []))
