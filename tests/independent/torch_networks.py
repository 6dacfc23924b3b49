"""The networks of exercises 9 and 10 in PyTorch, from the exercises' text alone.

Nothing of the book's package is used here but its reader of CIFAR-100 files: these networks and
their training are written again, so that an error of the book's would not be here too. Initial
weights are drawn as the exercises' framework does by default (Glorot, uniform; zero biases).

``python tests/independent/torch_networks.py [SEEDS]`` trains both with seeds 1 to SEEDS (3) and
adds what comes out to ``torch_results.jsonl``.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

RESULTS = Path(__file__).parent / "torch_results.jsonl"
EPOCHS = {"exercise_9": 8, "exercise_10": 16}
BATCH = 100
LEARNING_RATE = 0.05


class SameConv2d(nn.Conv2d):
    """Zeros around the input so that the output has size ⌈n / stride⌉; an odd one goes last."""

    def forward(self, x: Tensor) -> Tensor:
        padding: list[int] = []
        for size, kernel, stride in reversed(list(zip(x.shape[2:], self.kernel_size, self.stride))):
            missing = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
            padding += [missing // 2, missing - missing // 2]
        return super().forward(functional.pad(x, padding))


def exercise_9() -> nn.Sequential:
    return _classifier([("conv4", nn.Conv2d(64, 128, 3, stride=3))])


def exercise_10() -> nn.Sequential:
    return _classifier(
        [
            ("new1", SameConv2d(64, 64, (1, 3), stride=(1, 2))),
            ("new2", SameConv2d(64, 64, (3, 1), stride=(2, 1))),
            ("conv4", nn.Conv2d(64, 128, 3, stride=1)),
        ]
    )


NETWORKS = {"exercise_9": exercise_9, "exercise_10": exercise_10}


def _classifier(rest: list[tuple[str, nn.Conv2d]]) -> nn.Sequential:
    """From images ``(n, 3, 32, 32)`` to 100 scores; softmax is in the loss."""
    network = nn.Sequential()
    for name, convolution in [
        ("conv1", SameConv2d(3, 32, 3, stride=2)),
        ("conv2", SameConv2d(32, 64, (1, 3), stride=(1, 2))),
        ("conv3", SameConv2d(64, 64, (3, 1), stride=(2, 1))),
        *rest,
    ]:
        network.add_module(name, convolution)
        network.add_module(f"{name}_relu", nn.ReLU())
    network.add_module("pool", nn.AdaptiveAvgPool2d(1))
    network.add_module("flatten", nn.Flatten())
    network.add_module("output", nn.Linear(128, 100))
    for layer in network:
        if isinstance(layer, nn.Conv2d | nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    return network


def scaled(images: np.ndarray) -> Tensor:
    """uint8 ``(n, 32, 32, 3)`` to float32 ``(n, 3, 32, 32)`` in [0, 1], channels last in memory."""
    return torch.from_numpy(images).permute(0, 3, 1, 2).float().div_(255)


def train_epoch(
    network: nn.Module, optimizer: torch.optim.Optimizer, x: np.ndarray, y: Tensor, order: Tensor
) -> float:
    """One pass over ``order``; the mean loss."""
    network.train()
    total = 0.0
    for indices in order.split(BATCH):
        optimizer.zero_grad(set_to_none=True)
        loss = functional.cross_entropy(network(scaled(x[indices.numpy()])), y[indices])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(indices)
    return total / len(order)


@torch.no_grad()
def accuracy(network: nn.Module, x: np.ndarray, y: Tensor) -> float:
    network.eval()
    right = sum(
        int((network(scaled(x[start : start + 500])).argmax(1) == y[start : start + 500]).sum())
        for start in range(0, len(x), 500)
    )
    return right / len(x)


def train(name: str, seed: int, data) -> dict[str, object]:
    """One whole training; what ``torch_results.jsonl`` keeps of it."""
    torch.manual_seed(seed)
    network = NETWORKS[name]().to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE)
    y_train, y_test = (torch.from_numpy(y.astype("int64")) for y in (data.y_train, data.y_test))
    losses = [
        train_epoch(network, optimizer, data.x_train, y_train, torch.randperm(len(y_train)))
        for _ in range(EPOCHS[name])
    ]
    return {
        "network": name,
        "seed": seed,
        "loss": [round(loss, 5) for loss in losses],
        "test_accuracy": accuracy(network, data.x_test, y_test),
        "torch": torch.__version__,
    }


def recorded() -> list[dict]:
    if not RESULTS.exists():
        return []
    return [json.loads(line) for line in RESULTS.read_text().splitlines()]


def main() -> None:
    from cnnbook import cifar100
    from cnnbook_files import write_atomically

    data = cifar100.load()
    torch.set_num_threads(1)
    for seed in range(1, int(sys.argv[1] if len(sys.argv) > 1 else 3) + 1):
        for name in NETWORKS:
            done = recorded()
            if any((run["network"], run["seed"]) == (name, seed) for run in done):
                continue
            done.append(train(name, seed, data))
            print(done[-1]["network"], seed, done[-1]["test_accuracy"], flush=True)
            write_atomically(RESULTS, "".join(json.dumps(run) + "\n" for run in done).encode())


if __name__ == "__main__":
    main()
