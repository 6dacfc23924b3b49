"""What readers are told of the networks that they can begin with."""

from __future__ import annotations

from cnnbook_sphinx.words import _


def titles() -> dict[str, str]:
    """By the name of each stack."""
    return {
        "two_convolutions": _("Two convolutions"),
        "conv1d_with_pooling": _("A signal, with pooling"),
        "conv1d_with_strides": _("A signal, with strides"),
        "factored_conv2d": _("Factored filters"),
        "factored_classifier": _("Factored filters, for the CIFAR-100"),
        "deeper_factored_classifier": _("The deeper network"),
        "deeper_factored_classifier_stride3": _("The deeper network, with the old stride"),
    }
