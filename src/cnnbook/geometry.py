"""Sizes along one axis of a convolution or pooling: no Keras, no arrays.

Formulas: V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep learning* (2016),
arXiv:1603.07285; for ``same``, the rule that TensorFlow documents under ``tf.nn.convolution``.
"""

from __future__ import annotations

from typing import Literal

Padding = Literal["valid", "same", "causal"]


class GeometryError(ValueError):
    """A layer that cannot exist: the message names it and says what to change."""


def effective_kernel_size(kernel_size: int, dilation_rate: int = 1) -> int:
    """Positions from the first to the last element of a dilated kernel: ``(k - 1)·d + 1``."""
    return (kernel_size - 1) * dilation_rate + 1


def output_size(
    input_size: int,
    kernel_size: int,
    strides: int = 1,
    padding: Padding = "valid",
    dilation_rate: int = 1,
) -> int:
    """Number of places the window takes along an axis of ``input_size`` elements.

    ``valid``: ``⌊(n − k)/s⌋ + 1``, with ``k`` the effective kernel size; ``same``, and ``causal``,
    which puts the zeros before the first element: ``⌈n/s⌉``.

    Raises:
        GeometryError: an argument is not positive, the padding is unknown, or the kernel does
            not fit into the input without padding.
    """
    check_positive(
        input_size=input_size,
        kernel_size=kernel_size,
        strides=strides,
        dilation_rate=dilation_rate,
    )
    if padding in ("same", "causal"):
        return -(-input_size // strides)
    if padding != "valid":
        raise GeometryError(
            f'o livro não descreve padding={padding!r}: use "valid", "same" ou "causal"'
        )
    window = effective_kernel_size(kernel_size, dilation_rate)
    if window > input_size:
        raise GeometryError(
            f"o filtro cobre {window} posições e a entrada tem {input_size}: "
            'diminua o filtro ou use padding="same"'
        )
    return (input_size - window) // strides + 1


def same_padding(
    input_size: int, kernel_size: int, strides: int = 1, dilation_rate: int = 1
) -> tuple[int, int]:
    """Zeros that ``same`` adds before and after an axis; the odd one goes after.

    For 8 elements, a kernel of 3 and a stride of 2 it is ``(0, 1)``: only the end is padded.
    """
    places = output_size(input_size, kernel_size, strides, "same", dilation_rate)
    window = effective_kernel_size(kernel_size, dilation_rate)
    total = max((places - 1) * strides + window - input_size, 0)
    return total // 2, total - total // 2


def transposed_output_size(
    input_size: int,
    kernel_size: int,
    strides: int = 1,
    padding: Padding = "valid",
    dilation_rate: int = 1,
) -> int:
    """Size that a transposed convolution gives an axis of ``input_size`` elements.

    ``valid``: ``(n − 1)·s + max(k, s)``, with ``k`` the effective kernel size; ``same``: ``n·s``.
    These are the sizes that Keras gives without ``output_padding``.
    """
    check_positive(
        input_size=input_size,
        kernel_size=kernel_size,
        strides=strides,
        dilation_rate=dilation_rate,
    )
    if padding == "same":
        return input_size * strides
    if padding != "valid":
        raise GeometryError(f'o livro não descreve padding={padding!r}: use "valid" ou "same"')
    return (input_size - 1) * strides + max(
        effective_kernel_size(kernel_size, dilation_rate), strides
    )


def check_positive(**sizes: int) -> None:
    """Raise GeometryError for the first of the named sizes that is not an integer above zero."""
    for name, size in sizes.items():
        if isinstance(size, bool) or not isinstance(size, int) or size < 1:
            raise GeometryError(f"{name}={size!r} deve ser um inteiro maior que zero")
