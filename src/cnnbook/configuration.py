"""What defines a training run, and the runs that the book shows."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace

DATA = ("cifar-100", "subset")
"""What a run can be trained on: all of CIFAR-100, or `cnnbook.subset`."""


@dataclass(frozen=True)
class TrainingConfiguration:
    """Everything that a run's result depends on, the data and the machine aside.

    Stochastic gradient descent without momentum, categorical cross-entropy, and the test set as
    validation set, as in the exercises.

    Args:
        network: the name of a builder in `cnnbook.networks`.
        epochs: passes over the training set.
        learning_rate: of the optimiser, constant.
        batch_size: images per update.
        seed: of the initial weights and of each epoch's order of the images.
        data: one of `DATA`.
    """

    network: str
    epochs: int
    learning_rate: float = 0.05
    batch_size: int = 100
    seed: int = 1
    data: str = "cifar-100"

    def __post_init__(self) -> None:
        for name in ("epochs", "batch_size"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise ValueError(f"{name}={value!r} deve ser um inteiro maior que zero")
        if not 0 < self.learning_rate < math.inf:
            raise ValueError(
                f"learning_rate={self.learning_rate!r} deve ser um número maior que zero"
            )
        object.__setattr__(self, "learning_rate", float(self.learning_rate))  # 1 is the same as 1.0
        if isinstance(self.seed, bool) or not isinstance(self.seed, int) or self.seed < 0:
            raise ValueError(f"seed={self.seed!r} deve ser um inteiro, zero ou maior")
        if self.data not in DATA:
            raise ValueError(f"data={self.data!r} não existe: há {', '.join(DATA)}")

    def asked(self) -> dict[str, object]:
        """All but the data's name, as plain data."""
        return {name: value for name, value in asdict(self).items() if name != "data"}

    def identity(
        self, architecture: dict[str, object], data_sha256: dict[str, str]
    ) -> dict[str, object]:
        """The run as plain data, with the network (`architecture_of` it) and the data.

        Two runs are the same configuration exactly where this is equal: change a layer of the
        builder, or a byte of the data, and old records no longer apply. The data is told by its
        digests, and not by its name.
        """
        return self.asked() | {
            "optimizer": "SGD",
            "loss": "categorical_crossentropy",
            "architecture": architecture,
            "data_sha256": data_sha256,
        }


EXERCISE_9 = TrainingConfiguration(network="factored_classifier", epochs=8)
EXERCISE_10 = TrainingConfiguration(network="deeper_factored_classifier", epochs=16)
RECORDED = (EXERCISE_9, EXERCISE_10)

_SUBSET_BATCH = 20
"""In batches of 100, so few images would give too few updates to leave chance behind."""
EXERCISE_9_SUBSET = replace(EXERCISE_9, batch_size=_SUBSET_BATCH, data="subset")
EXERCISE_10_SUBSET = replace(EXERCISE_10, batch_size=_SUBSET_BATCH, data="subset")
