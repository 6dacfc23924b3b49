"""``from cnnbook import check``: what a reader wrote, held against the exercise, and answered.

>>> check.exercise_6(my_network_a, my_network_b)

A network is a Keras model, or a function without arguments that builds one: then an exception of
Keras is explained instead of stopping the notebook. What is still None is said to be blank. An
answer shows itself; ``hint(2)`` and ``hint(3)`` say more, ``passed`` and ``score`` are for who
counts, and ``require()`` is for a teacher's test.

- `given`, `reading`, `one_layer`, `activations`: from Keras to `steps`;
- `alignment`, `comparison`, `named`: which layer stands for which, and which mistake it is;
- `equivalence`: the same outputs, where no layer was recognised;
- `diagnosis`, `finding`, `words`, `answer`: what is said.
"""

from __future__ import annotations

from typing import Any

from cnnbook.check.answer import Answer

__all__ = ["Answer", "exercise_6", "exercise_7", "exercise_8", "exercise_10"]


def exercise_6(network_a: Any = None, network_b: Any = None) -> Answer:
    """Two networks of one dimension, with pooling and with strides."""
    from cnnbook.check.of_networks import check_networks

    return check_networks(6, network_a, network_b)


def exercise_7(network: Any = None) -> Answer:
    """The network of factored filters; its activations are left open."""
    from cnnbook.check.of_networks import check_networks

    return check_networks(7, network)


def exercise_8(network: Any = None) -> Answer:
    """The network of factored filters for CIFAR-100."""
    from cnnbook.check.of_networks import check_networks

    return check_networks(8, network)


def exercise_10(network: Any = None) -> Answer:
    """The deeper network for CIFAR-100."""
    from cnnbook.check.of_networks import check_networks

    return check_networks(10, network)
