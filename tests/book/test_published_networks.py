"""The page's arithmetic against what others have published of well-known networks.

Each network is given to the page as Keras code, so that the reader is tried as well.
"""

from __future__ import annotations

import pytest

from cnnbook_laboratory.scripts import script

MEASURED = """
code => {
  const { networks: [{ input, layers }], said } = laboratory.keras.read(code);
  const { trace, totalParameters, totalMultiplyAccumulates } = laboratory.trace;
  const { rows, error } = trace(input, layers);
  const maps = rows.filter((row) => row.outputShape.length === 3 && row.outputShape[0] > 1);
  return {
    error, said,
    parameters: totalParameters(rows),
    products: totalMultiplyAccumulates(rows),
    field: maps.at(-1).receptiveField,
    layers: rows.map((row) => [row.layer.name, row.parameterArithmetic.value,
                               row.outputShape.join("×"), row.multiplyAccumulates]),
  };
}
"""


@pytest.fixture
def measured(browser):
    context = browser.new_context()
    page = context.new_page()
    page.set_content('<!DOCTYPE html><html lang="pt-BR"><title>.</title></html>')
    for bundle in ("figure", "arithmetic", "keras"):
        page.add_script_tag(content=script(bundle))

    def measure(code: str) -> dict:
        found = page.evaluate(MEASURED, code)
        assert (found["error"], found["said"]) == ("", [])
        return found

    yield measure
    context.close()


def sequential(*lines: str) -> str:
    return "model = keras.Sequential([\n" + ",\n".join(lines) + "\n])"


DENSE_END = (
    "layers.Flatten()", "layers.Dense(4096)", "layers.Dense(4096)", "layers.Dense(1000)",
)  # fmt: skip


def vgg(*blocks: int) -> str:
    """K. Simonyan and A. Zisserman, *Very deep convolutional networks* (2015), table 1."""
    filters = (64, 128, 256, 512, 512)
    lines = ["keras.Input((224, 224, 3))"]
    for count, maps in zip(blocks, filters, strict=True):
        lines += [f'layers.Conv2D({maps}, 3, padding="same", activation="relu")'] * count
        lines.append("layers.MaxPooling2D()")
    return sequential(*lines, *DENSE_END)


def alexnet() -> str:
    """With one tower: A. Krizhevsky, *One weird trick* (2014), as in torchvision."""
    return sequential(
        "Input((224, 224, 3)), ZeroPadding2D(2), Conv2D(64, 11, strides=4), MaxPooling2D(3, 2)",
        'Conv2D(192, 5, padding="same"), MaxPool2D(3, strides=2)',
        'Conv2D(384, 3, padding="same"), Conv2D(256, 3, 1, "same")',
        'Conv2D(256, (3, 3), (1, 1), "same")',
        "MaxPooling2D(pool_size=3, strides=2)",
        *DENSE_END,
    )


def mobilenet() -> str:
    """A. Howard and others, *MobileNets* (2017), table 1."""
    blocks = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5,
              (1024, 2), (1024, 1)]  # fmt: skip
    rest = ("BatchNormalization()", "ReLU(6.)")
    lines = ["Input((224, 224, 3))"]
    lines += ['Conv2D(32, 3, 2, "same", use_bias=False)', *rest]
    for filters, strides in blocks:
        lines += [f'DepthwiseConv2D(3, {strides}, "same", use_bias=False)', *rest]
        lines += [f'Conv2D({filters}, 1, padding="same", use_bias=False)', *rest]
    lines += [
        "GlobalAveragePooling2D(keepdims=True)",
        "Dropout(1e-3)",
        "Conv2D(1000, 1)",
        "Flatten()",
    ]
    return sequential(*lines)


# Parameters: the tables of keras.applications (VGG16, VGG19, MobileNet) and of torchvision.models
# (VGG11, VGG13, AlexNet), both in their documentation. Products in billions: torchvision's table,
# and for MobileNet the paper's. Receptive fields of the last maps: A. Araujo, W. Norris and J. Sim,
# Distill (2019), doi:10.23915/distill.00021 (alexnet_v2, vgg_16, mobilenet_v1).
PUBLISHED = {
    "AlexNet": (alexnet(), 61_100_840, 0.71, 195),
    "VGG-11": (vgg(1, 1, 2, 2, 2), 132_863_336, 7.61, None),
    "VGG-13": (vgg(2, 2, 2, 2, 2), 133_047_848, 11.31, None),
    "VGG-16": (vgg(2, 2, 3, 3, 3), 138_357_544, 15.47, 212),
    "VGG-19": (vgg(2, 2, 4, 4, 4), 143_667_240, 19.63, None),
    "MobileNet": (mobilenet(), 4_253_864, 0.569, 315),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_is_published_of_a_network(measured, name):
    code, parameters, billions, field = PUBLISHED[name]
    found = measured(code)
    assert found["parameters"] == parameters
    assert found["products"] / 1e9 == pytest.approx(billions, rel=0.01)
    if field:
        assert found["field"] == [field, field]


def test_lenet_layer_by_layer(measured):
    """Y. LeCun and others, *Gradient-based learning applied to document recognition* (1998), II.B.

    The paper counts the trainable parameters of C1, C5 and F6 and the connections of C1 and C5,
    biases included. C3 joins only some of its maps, which no layer here does: it is not compared.
    """
    found = measured(
        sequential(
            'Input((32, 32, 1)), Conv2D(6, 5, activation="tanh", name="C1")',
            'AveragePooling2D(2, name="S2"), Conv2D(16, 5, name="C3")',
            'AveragePooling2D(2, name="S4"), Conv2D(120, 5, name="C5")',
            'Flatten(), Dense(84, activation="tanh", name="F6"), Dense(10)',
        )
    )
    layers = {
        name: (parameters, shape, products) for name, parameters, shape, products in found["layers"]
    }
    assert {name: layers[name][0] for name in ("C1", "C5", "F6")} == {
        "C1": 156, "C5": 48_120, "F6": 10_164,
    }  # fmt: skip
    assert [layers[name][1] for name in ("C1", "S2", "C3", "S4", "C5")] == [
        "28×28×6", "14×14×6", "10×10×16", "5×5×16", "1×1×120",
    ]  # fmt: skip
    connections = {"C1": 122_304, "C5": 48_120}
    biases = {"C1": 28 * 28 * 6, "C5": 120}
    assert {name: layers[name][2] + biases[name] for name in connections} == connections
