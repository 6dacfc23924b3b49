"""A way to meet each challenge that a page of the book sets with a network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cnnbook.layers import Conv2D, Layer
from cnnbook_laboratory.calculator.stacks import Stack


def changed(stack: Stack, **edits: dict | None) -> Stack:
    """With other arguments for layers by their names; None takes one away."""
    layers: list[Layer] = []
    for layer in stack.layers:
        edit = edits.get(layer.name, {})
        if edit is not None:
            layers.append(replace(layer, **edit))
    return Stack(stack.input_shape, tuple(layers))


def fewer_filters(stack: Stack) -> Stack:
    return changed(
        stack,
        **{
            one.name: {"filters": one.filters // 4}
            for one in stack.layers
            if isinstance(one, Conv2D)
        },
    )


WAYS: dict[tuple[str, str], Callable[[Stack], Stack]] = {
    ("two_convolutions", "twice-the-field"): lambda stack: changed(
        stack, primeira={"dilation_rate": 4}, segunda={"dilation_rate": 2}
    ),
    ("two_convolutions", "half-the-products"): lambda stack: changed(
        stack, primeira={"strides": 2}
    ),
    ("conv1d_with_pooling", "twice-the-field"): lambda stack: changed(
        stack, conv2={"dilation_rate": 4}
    ),
    ("conv1d_with_pooling", "half-the-products"): lambda stack: changed(
        stack, conv1={"strides": 4}, pool1=None, conv2={"strides": 4}, pool2=None
    ),
    ("factored_conv2d", "twice-the-field"): lambda stack: changed(
        stack, conv4={"strides": 1, "dilation_rate": 4}
    ),
    ("factored_conv2d", "half-the-products"): lambda stack: changed(stack, conv1={"strides": 4}),
    ("factored_classifier", "half-the-parameters"): fewer_filters,
    ("factored_classifier", "whole-input"): lambda stack: changed(
        stack, conv4={"strides": 1, "padding": "same", "dilation_rate": 4}
    ),
    ("deeper_factored_classifier", "one-place"): lambda stack: changed(stack, conv4={"strides": 3}),
    ("deeper_factored_classifier", "whole-input"): lambda stack: changed(
        stack, conv4={"padding": "same", "dilation_rate": 2}
    ),
    ("deeper_factored_classifier", "half-the-products"): lambda stack: changed(
        stack, conv1={"strides": 4}, conv4={"padding": "same"}
    ),
}
