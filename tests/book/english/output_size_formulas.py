"""Of the book's wrong formulas, those that this one exercise needs."""

from cnnbook import misconceptions

_NAMES = (
    "border-ignored", "one-side-only", "kernel-as-output", "kernel-each-side", "full-convolution",
    "one-forgotten", "one-too-many", "rounded-up", "strides-forgotten", "strides-as-gap",
    "strides-twice", "axes-swapped", "axis-repeated",
)  # fmt: skip
MISCONCEPTIONS = {name: misconceptions.MISCONCEPTIONS[name] for name in _NAMES}
