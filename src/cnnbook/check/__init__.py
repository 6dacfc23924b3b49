"""``from cnnbook import check``: what a reader wrote, held against the exercise, and answered.

>>> check.exercise_6(my_network_a, my_network_b)

A function of exercises 1 to 5 is called with several inputs. A network is a Keras model, or a
function without arguments that builds one: then an exception of Keras is explained instead of
stopping the notebook. What is still None is said to be blank. An answer shows itself; ``hint(2)``
and ``hint(3)`` say more, ``passed`` and ``score`` are for who counts, and ``require()`` is for a
teacher's test.

- `asked`, `table`: what exercises ask for, and what is decided by, as data
- `given`, `reading`, `one_layer`, `activations`: from Keras to `steps`;
- `alignment`, `comparison`, `named`: which layer stands for which, and which mistake it is;
- `by_hand`: exercises 1 to 5, in plain Python and NumPy;
- `data`, `of_training`, `ranges`: exercises 8 to 10 besides their networks;
- `curve`: what a reader's own training draws while it goes on;
- `equivalence`: the same outputs, where no layer was recognised;
- `diagnosis`, `simple`, `finding`, `words`, `answer`: what is said.
"""

from __future__ import annotations

from typing import Any

from cnnbook.check.answer import Answer

__all__ = [
    "Answer", "Curve", "exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5",
    "exercise_6", "exercise_7", "exercise_8", "exercise_8_data", "exercise_9", "exercise_10",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """``Curve``, which needs Keras, when it is asked for."""
    if name == "Curve":
        from cnnbook.check.curve import Curve

        return Curve
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def exercise_1(convolution: Any = None) -> Answer:
    """A convolution in NumPy, of an image and a kernel of one channel, without padding."""
    return _by_hand(1, convolution)


def exercise_2(output_size: Any = None) -> Answer:
    """The size of an output, from the sizes of input and kernel and the stride."""
    return _by_hand(2, output_size)


def exercise_3(maps: Any = None) -> Answer:
    """The activation maps of an image and several kernels, in NumPy."""
    return _by_hand(3, maps)


def exercise_4(output_shape: Any = None) -> Answer:
    """The shape after the two convolutions of the exercise, for any image and filters."""
    return _by_hand(4, output_shape)


def exercise_5(output_size: Any = None) -> Answer:
    """The size after several padded convolutions with one stride."""
    return _by_hand(5, output_size)


def _by_hand(exercise: int, function: Any) -> Answer:
    from cnnbook.check.by_hand import TASKS, check_function

    return check_function(TASKS[exercise], function)


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


def exercise_8_data(
    x_train: Any = None, y_train: Any = None, x_test: Any = None, y_test: Any = None
) -> Answer:
    """The images in [0, 1], and the labels in one-hot."""
    from cnnbook.check.data import check_data

    return Answer(8, (check_data(x_train, y_train, x_test, y_test),))


def exercise_9(network: Any = None, history: Any = None, accuracy: Any = None) -> Answer:
    """The network of exercise 8, compiled and trained.

    Args:
        network: after ``fit``.
        history: what ``fit`` returned; without it, what the network keeps of it.
        accuracy: on the test set, from 0 to 1, if it was measured.
    """
    from cnnbook.check.of_networks import check_trained

    return check_trained(9, network, history, accuracy)


def exercise_10(network: Any = None, history: Any = None, accuracy: Any = None) -> Answer:
    """The deeper network; and its training, if it has been trained. Arguments as for 9."""
    from cnnbook.check.of_networks import check_trained

    return check_trained(10, network, history, accuracy)
