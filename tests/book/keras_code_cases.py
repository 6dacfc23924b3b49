"""Keras code as readers write and paste it, what is read in it, and what is said of it.

What is read is written as links write it, see ``browser/keras/link.js``: ``32x32x3`` enters
(``?``: the code does not say), then a layer after each point, with its arguments by their letters.
"""

from __future__ import annotations

NOT_FOLLOWED = (
    "{line}: “{word}” não é seguido, porque aqui nada é executado: "
    "escreva as camadas uma depois da outra"
)

UNDERSTOOD = {
    "a list": (
        "model = keras.Sequential([keras.Input((32, 32, 3)), layers.Conv2D(8, 3), "
        "layers.Flatten(), layers.Dense(10)])",
        "32x32x3.c2n8k3.f.dn10",
    ),
    "add": (
        "model = Sequential()\nmodel.add(Input(shape=(28, 28, 1)))\nmodel.add(Conv2D(8, 3))\n"
        "model.add(Flatten())",
        "28x28x1.c2n8k3.f",
    ),
    "add in pieces on one line": (
        "m = keras.Sequential(); m.add(layers.Dense(3)); m.add(layers.Dense(4))",
        "?.dn3.dn4",
    ),
    "every way to name a layer": (
        "model = tf.keras.models.Sequential(["
        "tf.keras.layers.Conv2D(1, 1), keras.layers.Conv2D(2, 1), "
        "layers.Conv2D(3, 1), Conv2D(4, 1), L.Conv2D(5, 1)])",
        "?.c2n1k1.c2n2k1.c2n3k1.c2n4k1.c2n5k1",
    ),
    "imported under another name": (
        "from keras.layers import Conv2D as C, Dense as D\nm = Sequential([C(8, 3), D(3)])",
        "?.c2n8k3.dn3",
    ),
    "older names of layers": (
        "m = Sequential([MaxPool2D(), AvgPool2D(3), GlobalAvgPool2D(), Convolution1D(8, 3)])",
        "?.m2.v2k3.ga2.c1n8k3",
    ),
    "arguments by place": (
        'm = Sequential([Conv2D(8, (1, 3), (1, 2), "same", None, 1, 1, "relu", False)])',
        "?.c2n8k1x3s1x2pSb0arelu",
    ),
    "arguments by name in any order": (
        'm = Sequential([Conv2D(use_bias=False, padding="same", kernel_size=3, filters=8)])',
        "?.c2n8k3pSb0",
    ),
    "depthwise by place": (
        'm = Sequential([DepthwiseConv2D(3, 2, "same", 4)])',
        "?.dwk3s2pSm4",
    ),
    "separable": (
        "m = Sequential([SeparableConv2D(8, 3, depth_multiplier=2)])",
        "?.scn8k3m2",
    ),
    "transposed": ("m = Sequential([Conv2DTranspose(8, 3, strides=2)])", "?.ctn8k3s2"),
    "dilated, in groups": (
        "m = Sequential([Conv2D(8, 3, dilation_rate=2, groups=2)])",
        "?.c2n8k3d2g2",
    ),
    "causal": ('m = Sequential([Conv1D(8, 3, padding="causal")])', "?.c1n8k3pC"),
    "pooling": (
        'm = Sequential([MaxPooling2D((3, 3), strides=2, padding="same"), '
        "AveragePooling1D(pool_size=4)])",
        "?.m2k3s2pS.v1k4",
    ),
    "global pooling that keeps its axes": (
        "m = Sequential([GlobalMaxPooling2D(keepdims=True)])",
        "?.gm2e1",
    ),
    "zeros around": (
        "m = Sequential([ZeroPadding2D(2), ZeroPadding2D((1, 2)), ZeroPadding2D(((0, 1), (2, 3))), "
        "ZeroPadding1D((1, 0))])",
        "?.z2p2.z2p1x2.z2p0y1x2y3.z1p1x0",
    ),
    "layers without numbers": (
        'm = Sequential([BatchNormalization(), ReLU(), Softmax(), Activation("tanh"), '
        "Dropout(0.5), SpatialDropout2D(0.25), LeakyReLU(0.1), Rescaling(1 / 4), "
        "Reshape((-1, 4))])",
        "?.bn.re.so.acatanh.drr0_5.sd2r0_25.lrh0_1.sll0_25.rst-1x4",
    ),
    "normalisation without its factor": (
        "m = Sequential([BatchNormalization(momentum=0.9, scale=False)])",
        "?.bnl0",
    ),
    "activations of every form": (
        'm = Sequential([Dense(1, "relu"), Dense(1, activation=keras.activations.relu), '
        'Dense(1, activation=tf.nn.relu), Dense(1, activation="linear"), '
        "Dense(1, activation=None)])",
        "?.dn1arelu.dn1arelu.dn1arelu.dn1.dn1",
    ),
    "what changes nothing here": (
        'm = Sequential([Dense(3, kernel_initializer="he_normal", kernel_regularizer=l2(1e-4), '
        'dtype="float32", trainable=False, bias_constraint=None)])',
        "?.dn3",
    ),
    "names": (
        "m = Sequential([Dense(3, name='saída'), Dense(4, name=\"a.b\")])",
        "?.dn3@saída.dn4@a_b",
    ),
    "sums": (
        "n = 2 * 16\nm = Sequential([Conv2D(n, 2 + 1), Conv2D(n * 2, 3), "
        "Conv2D(2 ** 3, (n // 8, -1 + 2)), Dense(100 // 3 % 10), Dense(int(7.9))])",
        "?.c2n32k3.c2n64k3.c2n8k4x1.dn3.dn7",
    ),
    "names given together": (
        "a, b = 8, 3\nk = s = 2\nm = Sequential([Conv2D(a, b, k, name='x'), MaxPooling2D(k, s)])",
        "?.c2n8k3s2@x.m2s2",
    ),
    "annotated": ("n: int = 5\nm: keras.Model = Sequential([Dense(n)])", "?.dn5"),
    "a shape by its name": (
        "shape = (28, 28, 1)\nm = Sequential([Input(shape), Conv2D(shape[-1] * 8, 3)])",
        "28x28x1.c2n8k3",
    ),
    "input_shape of the first layer": (
        "m = Sequential([Conv2D(8, 3, input_shape=(28, 28, 1))])",
        "28x28x1.c2n8k3",
    ),
    "input_dim of the first layer": ("m = Sequential([Dense(8, input_dim=20)])", "20.dn8"),
    "an input with its batch": (
        "m = Sequential([keras.Input(batch_shape=(None, 64, 2)), Flatten()])",
        "64x2.f",
    ),
    "an InputLayer": ("m = Sequential([layers.InputLayer(shape=(9,)), Dense(2)])", "9.dn2"),
    "comments, and lines that go on": (
        "m = Sequential([  # Conv2D(1, 1)\n    Conv2D(  # filtros\n        8,\n        3),\n"
        "    # Dense(9),\n    Dense(\\\n        3)])  # fim",
        "?.c2n8k3.dn3",
    ),
    "texts of every form": (
        "'''Conv2D(1, 1)'''\nm = Sequential([Conv2D(8, 3, padding='s' 'ame'), "
        "Dense(3, name=f\"x\"), Dense(4, name=r'y')])",
        "?.c2n8k3pS.dn3@x.dn4@y",
    ),
    "what Python's prompt leaves": (
        ">>> m = Sequential([\n...     Dense(3),\n...     Dense(4),\n... ])\n>>> m.summary()",
        "?.dn3.dn4",
    ),
    "a notebook": (
        "%matplotlib inline\n!pip install keras\nimport keras\nfrom keras import layers\n"
        "m = keras.Sequential([layers.Dense(3)])\nm.compile(optimizer=keras.optimizers.SGD(0.1), "
        "loss='mse')\nhistory = m.fit(x, y, epochs=8)\nplt.plot(history.history['loss'])",
        "?.dn3",
    ),
    "a function": (
        'def net(filters=8, classes: int = 10):\n    """Conv2D(1, 1)"""\n    model = Sequential([\n'
        "        Conv2D(filters, 3), Dense(classes)])\n    return model\n\nnet().summary()",
        "?.c2n8k3.dn10",
    ),
    "a function that returns the network": (
        "def net() -> keras.Model:\n    return keras.Sequential([keras.Input((8,)), Dense(3)])",
        "8.dn3",
    ),
    "under a strategy": (
        "with strategy.scope():\n    m = Sequential([Dense(3)])\n    m.add(Dense(4))",
        "?.dn3.dn4",
    ),
    "lines out of a list": (
        "    layers.Conv2D(8, 3),\n    layers.Flatten(),\n    layers.Dense(3),",
        "?.c2n8k3.f.dn3",
    ),
    "add without its beginning": ("model.add(Dense(3))\nmodel.add(Dense(4))", "?.dn3.dn4"),
    "layers kept by name": (
        "conv = Conv2D(8, 3)\nhead = Dense(3)\nm = Sequential([conv, Flatten(), head])",
        "?.c2n8k3.f.dn3",
    ),
    "lists that are joined": (
        "block = [Conv2D(8, 3), ReLU()]\nm = Sequential(block * 2 + [Flatten()] + [*block])",
        "?.c2n8k3.re.c2n8k3.re.f.c2n8k3.re",
    ),
    "a list that grows": (
        "parts = []\nparts.append(Conv2D(8, 3))\nparts.append(Flatten())\nm = Sequential(parts)",
        "?.c2n8k3.f",
    ),
    "a network in a network": (
        "base = Sequential([Input((8, 8, 1)), Conv2D(8, 3)])\nm = Sequential([base, Flatten()])",
        "8x8x1.c2n8k3.f",
    ),
    "a list that grows by others": (
        "parts = [Dense(3)]\nparts += [Dense(4)]\nparts.extend([Flatten()])\n"
        "n = 4\nn *= 2\nm = Sequential(parts + [Dense(n)])",
        "?.dn3.dn4.f.dn8",
    ),
    "a network that is built": (
        "m = Sequential([Dense(3)])\nm.build((None, 20))",
        "20.dn3",
    ),
    "activations as objects": (
        "from keras.activations import relu\n"
        "m = Sequential([Dense(3, activation=relu), Dense(4, activation=layers.ReLU()), "
        "Dense(5, activation=keras.ops.softmax)])",
        "?.dn3arelu.dn4arelu.dn5asoftmax",
    ),
    "the last layer taken back": (
        "m = Sequential([Dense(3), Dense(4)])\nm.pop()\nm.add(Dense(5))",
        "?.dn3.dn5",
    ),
    "layers called one on the other": (
        "inputs = keras.Input(shape=(28, 28, 1))\nx = layers.Conv2D(8, 3)(inputs)\n"
        "x = layers.MaxPooling2D()(x)\nx = tf.nn.relu(x)\nx = layers.Flatten()(x)\n"
        "outputs = layers.Dense(10)(x)\nmodel = keras.Model(inputs, outputs, name='m')",
        "28x28x1.c2n8k3.m2.acarelu.f.dn10",
    ),
    "a network called": (
        "base = Sequential([Conv2D(8, 3)])\ni = Input((8, 8, 1))\n"
        "m = Model(inputs=i, outputs=Dense(2)(base(i)))",
        "8x8x1.c2n8k3.dn2",
    ),
    "two networks, of which the last": (
        "a = Sequential([Dense(3)])\nb = Sequential([Dense(4)])",
        "?.dn4",
    ),
}
"""By what it shows: the code, and what is read. Nothing is said."""

SAID = {
    "a layer that the book does not have": (
        "m = Sequential([\n  Dense(3),\n  LSTM(5),\n  Dense(4)])",
        "?.dn3.dn4",
        ["3: o livro não faz as contas de LSTM, que ficou de fora"],
    ),
    "a name that has no value": (
        "m = Sequential([Conv2D(filters, 3)])",
        "?.c2n1k3",
        ["1: não se sabe quanto vale filters em Conv2D; foi usado 1"],
    ),
    "a value that cannot be": (
        'm = Sequential([Conv2D(8, "3", padding=1 + x)])',
        "?.c2n8k1",
        [
            "1: não se sabe quanto vale kernel_size em Conv2D; foi usado 1",
            '1: não se sabe quanto vale padding em Conv2D; foi usado "valid"',
        ],
    ),
    "an argument that is missing": (
        "m = Sequential([Conv2D(8)])",
        "?.c2n8k1",
        ["1: em Conv2D falta kernel_size; foi usado 1"],
    ),
    "an argument misspelt": (
        "m = Sequential([Conv2D(8, 3, stride=2)])",
        "?.c2n8k3",
        ["1: Conv2D não tem o argumento stride, que ficou de fora"],
    ),
    "values too many": (
        "m = Sequential([Flatten(1, 2)])",
        "?.f",
        ["1: Flatten não recebe tantos valores; os que sobram ficaram de fora"],
    ),
    "a loop": (
        "m = Sequential()\nfor n in (8, 16):\n    m.add(Conv2D(n, 3))\n    m.add(ReLU())\n"
        "m.add(Flatten())",
        "?.f",
        [NOT_FOLLOWED.format(line=2, word="for")],
    ),
    "a comprehension": (
        "m = Sequential([Flatten()] + [Dense(3) for i in range(2)])",
        "?.f",
        [NOT_FOLLOWED.format(line=1, word="for")],
    ),
    "a condition": (
        "m = Sequential([Dense(3) if big else Dense(2), Dense(4)])",
        "?.dn4",
        [NOT_FOLLOWED.format(line=1, word="if")],
    ),
    "paths that join": (
        "i = Input((8, 8, 1))\nx = Conv2D(8, 3)(i)\ny = Add()([x, x])\nm = Model(i, Flatten()(y))",
        "8x8x1.c2n8k3.f",
        ["3: Add junta vários caminhos, e aqui as camadas ficam em uma só fila; ficou de fora"],
    ),
    "channels first": (
        'm = Sequential([Conv2D(8, 3, data_format="channels_first")])',
        "?.c2n8k3",
        ["1: aqui os canais vêm sempre por último, e data_format ficou de fora"],
    ),
    "a shape that is no tuple": (
        "m = Sequential([Input(784), Dense(3)])",
        "784.dn3",
        ["1: a forma da entrada é uma tupla, (784,), com a vírgula; foi lida assim"],
    ),
    "a shape without sizes": (
        "m = Sequential([\nInput((None, None, 3)), Conv2D(8, 3)])",
        "?.c2n8k3",
        ["2: a forma da entrada não tem tamanhos com que se possa fazer conta, e ficou de fora"],
    ),
    "a bracket that does not close": (
        "m = Sequential()\nm.add(Dense(3)\nm.add(Dense(4))",
        "?.dn3.dn4",
        ["2: o “(” que abre aqui não fecha"],
    ),
    "a bracket too many": (
        "m = Sequential([Dense(3)])\nm.add(Dense(4)))",
        "?.dn3",
        [
            "2: o “)” aqui não fecha nada",
            "2: “m.add(Dense(4))” não foi entendido, e ficou de fora",
        ],
    ),
    "spaces that do not fit": (
        "m = Sequential()\nm.add(Dense(3))\n  m.add(Dense(4))",
        "?.dn3.dn4",
        ["3: os espaços no começo da linha não combinam com os das linhas vizinhas"],
    ),
    "a function without a body": (
        "def f():\nm = Sequential([Dense(3)])",
        "?.dn3",
        ["2: os espaços no começo da linha não combinam com os das linhas vizinhas"],
    ),
    "spaces of no block": (
        "def f():\n        n = 3\n    m = Sequential([Dense(n)])",
        "?.dn3",
        ["3: os espaços no começo da linha não combinam com os das linhas vizinhas"],
    ),
    "a value without a name after one with it": (
        'm = Sequential([Conv2D(8, 3, padding="same", 2)])',
        "?.c2n8k3pS",
        ["1: “…” não foi entendido, e ficou de fora"],
    ),
    "an argument given twice": (
        "m = Sequential([Dense(3, units=4)])",
        "?.dn4",
        ["1: em Dense, units foi dado duas vezes"],
    ),
    "two inputs": (
        "m = Sequential([Input((8,)), Input((9,)), Dense(3)])",
        "8.dn3",
        ["1: “Input” não foi entendido, e ficou de fora"],
    ),
    "layers changed afterwards": (
        "m = Sequential([Dense(3)])\nm.layers[0].units = 4\nprint(m.layers)",
        "?.dn3",
        ["2: “m.layers[0].units” não foi entendido, e ficou de fora"],
    ),
    "layers handed to a function": (
        "m = Sequential([Dense(3)])\nwiden(m, 4)\nm.summary()",
        "?.dn3",
        ["2: “widen(…)” não foi entendido, e ficou de fora"],
    ),
    "an activation that is not known": (
        "m = Sequential([Dense(3, activation=act), Dense(4, activation=lambda x: x)])",
        "?.dn3.dn4",
        ["1: não se sabe quanto vale activation em Dense; foi usado None"],
    ),
    "what is no layer": (
        "m = Sequential([Dense(3), 5, other])",
        "?.dn3",
        [
            "1: o que se acrescenta aqui não é uma camada, e ficou de fora",
            "1: “other” não foi entendido, e ficou de fora",
        ],
    ),
    "what is no code": ("A rede tem três camadas.", "", []),
    "nothing": ("", "", []),
}
"""By what it shows: the code, what is read (empty: no network), and what is said, with the line."""
