"""Descriptions of layers that know their own arithmetic, without Keras.

Names and arguments are those of ``keras.layers``; shapes are channels-last and without the batch
axis: ``(steps, channels)`` in 1-D, ``(rows, columns, channels)`` in 2-D. Every layer answers:

- ``output_shape(input_shape)``, a tuple;
- ``size_arithmetic(input_shape)``, how each spatial size comes about, an `Arithmetic` per axis;
- ``parameter_arithmetic(input_shape)``, how its parameters are counted;
- ``multiply_accumulates(input_shape)``, products summed to make one output (biases, activations
  and normalisations, one operation per value, are not counted);
- ``windows(input_shape)``, a `Window` per spatial axis: what one output reads.

Layers that join several inputs (`Add`, `Concatenate`, …) take one shape for each of them.

All raise `GeometryError`, with the layer's name, where the layer cannot exist. Not described, for
the book has no use for them: 3-D, recurrent, attention and upsampling layers, and data with the
channels first.
"""

from cnnbook.layers.base import Arithmetic, Layer, Shape, Window
from cnnbook.layers.convolution import (
    Conv1D,
    Conv2D,
    Conv2DTranspose,
    DepthwiseConv2D,
    SeparableConv2D,
)
from cnnbook.layers.dense import Dense
from cnnbook.layers.elementwise import (
    Activation,
    BatchNormalization,
    Dropout,
    InputLayer,
    LeakyReLU,
    ReLU,
    Rescaling,
    Softmax,
    SpatialDropout1D,
    SpatialDropout2D,
)
from cnnbook.layers.merging import Add, Average, Concatenate, Maximum, Multiply
from cnnbook.layers.pooling import (
    AveragePooling1D,
    AveragePooling2D,
    GlobalAveragePooling1D,
    GlobalAveragePooling2D,
    GlobalMaxPooling1D,
    GlobalMaxPooling2D,
    MaxPooling1D,
    MaxPooling2D,
)
from cnnbook.layers.reshaping import Flatten, Reshape, ZeroPadding1D, ZeroPadding2D

__all__ = [
    "Activation", "Add", "Arithmetic", "Average", "AveragePooling1D", "AveragePooling2D",
    "BatchNormalization", "Concatenate", "Conv1D", "Conv2D", "Conv2DTranspose", "Dense",
    "DepthwiseConv2D", "Dropout", "Flatten", "GlobalAveragePooling1D", "GlobalAveragePooling2D",
    "GlobalMaxPooling1D", "GlobalMaxPooling2D", "InputLayer", "Layer", "LeakyReLU", "MaxPooling1D",
    "MaxPooling2D", "Maximum", "Multiply", "ReLU", "Rescaling", "Reshape", "SeparableConv2D",
    "Shape", "Softmax", "SpatialDropout1D", "SpatialDropout2D", "Window", "ZeroPadding1D",
    "ZeroPadding2D",
]  # fmt: skip
