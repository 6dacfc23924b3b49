"""The training of exercises 9 and 10: how it was asked for, and what may come of it."""

from __future__ import annotations

from types import SimpleNamespace

import keras
import numpy as np
import pytest

from cnnbook import check, networks
from cnnbook.check import ranges
from cnnbook.check.answer import Verdict
from cnnbook.study import plan, results

SIZES = {"whole": ranges.WHOLE, "part": ranges.SUBSET}
BUILDERS = {9: networks.factored_classifier, 10: networks.deeper_factored_classifier}


def compiled(exercise, optimizer=None, loss="categorical_crossentropy", network=None):
    model = network or BUILDERS[exercise]()
    optimizer = optimizer or keras.optimizers.SGD(learning_rate=0.05)
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    return model


def history(exercise, run=0, steps=None, known=ranges.WHOLE, **changes):
    measures = {**known[exercise].runs[run].history, **changes}
    steps = steps or known[exercise].steps
    measures = {name: values for name, values in measures.items() if values is not None}
    return SimpleNamespace(history=measures, params={"steps": steps})


def training(exercise, model=None, record=None, accuracy=None):
    model = model or compiled(exercise)
    record = record or history(exercise)
    return getattr(check, f"exercise_{exercise}")(model, record, accuracy).parts[1]


@pytest.mark.parametrize("exercise", BUILDERS)
def test_nothing_trained_is_no_training(exercise):
    function = getattr(check, f"exercise_{exercise}")
    for given in ((), (BUILDERS[exercise],), (compiled(exercise),)):
        part = function(*given).parts[-1]
        assert part.verdict in (Verdict.BLANK, Verdict.RIGHT)
        assert not (exercise == 9 and part.verdict is Verdict.RIGHT)


@pytest.mark.parametrize("exercise", BUILDERS)
@pytest.mark.parametrize("size", SIZES)
def test_every_run_of_the_study_is_right(exercise, size):
    model, known = compiled(exercise), SIZES[size]
    for number, run in enumerate(known[exercise].runs):
        record = history(exercise, number, known=known)
        part = training(exercise, model, record, run.test["accuracy"])
        assert part.verdict is Verdict.RIGHT, part
        ended, *more, seeds = part.notes
        assert "sementes" in seeds
        assert ("com o CIFAR-100 inteiro" in ended) == (size == "whole") == (not more)
        assert ("com uma parte do CIFAR-100" in ended) == (size == "part") == bool(more)


@pytest.mark.parametrize("exercise", BUILDERS)
def test_a_run_of_one_size_is_not_one_of_the_other(exercise):
    for one, other in ((ranges.WHOLE, ranges.SUBSET), (ranges.SUBSET, ranges.WHOLE)):
        record = history(exercise, steps=other[exercise].steps, known=one)
        assert [said.kind for said in training(exercise, record=record).findings] == [
            "loss-outside"
        ]


@pytest.mark.parametrize("exercise", BUILDERS)
@pytest.mark.parametrize("size", SIZES)
def test_a_run_that_the_range_does_not_know_is_in_it(exercise, size):
    """Each of the study's, by the range of all the others."""
    for measure in (lambda r: r.history["loss"][-1], lambda r: r.test["accuracy"]):
        values = [measure(run) for run in SIZES[size][exercise].runs]
        for number, value in enumerate(values):
            assert value in ranges.Range.of(values[:number] + values[number + 1 :])


@pytest.mark.parametrize(
    ("known", "other"),
    [
        (ranges.WHOLE, plan.NINE_SLOWER),
        (ranges.WHOLE, plan.NINE_FASTER),
        (ranges.SUBSET, plan.NINE_SUBSET_SLOWER),
    ],
)
def test_a_run_with_another_rate_is_outside(known, other):
    """So that a range says something."""
    for run in results.of(other):
        assert run.history["loss"][-1] not in known[9].last_loss


SGD = keras.optimizers.SGD
COMPILED = {
    "adam": (lambda: keras.optimizers.Adam(0.05), None, "optimizer", ""),
    "sgd by its name": (lambda: "sgd", None, "learning-rate", ""),
    "ten times the rate": (lambda: SGD(0.5), None, "learning-rate", ""),
    "momentum": (lambda: SGD(0.05, momentum=0.9), None, "momentum", ""),
    "sparse": (None, "sparse_categorical_crossentropy", "sparse-loss", ""),
    "sparse object": (None, keras.losses.SparseCategoricalCrossentropy(), "sparse-loss", ""),
    "mean squared error": (None, "mse", "loss", ""),
    "binary": (None, keras.losses.BinaryCrossentropy(), "loss", ""),
    "logits": (None, keras.losses.CategoricalCrossentropy(from_logits=True), "softmax-twice",
               "softmax-twice"),
}  # fmt: skip


@pytest.mark.parametrize("exercise", BUILDERS)
@pytest.mark.parametrize("slip", COMPILED)
def test_how_it_was_compiled(exercise, slip):
    optimizer, loss, kind, mistake = COMPILED[slip]
    model = compiled(exercise, optimizer and optimizer(), loss or "categorical_crossentropy")
    part = training(exercise, model)
    assert [(one.kind, one.mistake) for one in part.findings] == [(kind, mistake)]
    assert part.verdict is Verdict.WRONG and 0 < part.score < 1
    assert all(part.findings[0].hints())


@pytest.mark.parametrize(
    "loss",
    [
        keras.losses.CategoricalCrossentropy(),
        keras.losses.categorical_crossentropy,
        "CategoricalCrossentropy",
    ],
)
def test_other_ways_of_naming_the_loss(loss):
    assert training(9, compiled(9, loss=loss)).verdict is Verdict.RIGHT


def test_logits_and_a_linear_output_are_right_together():
    source = networks.factored_classifier()
    linear = keras.layers.Dense(100)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    network = keras.Sequential([keras.Input((32, 32, 3)), *source.layers[:-1], linear])
    assert training(9, compiled(9, loss=loss, network=network)).verdict is Verdict.RIGHT
    wrong = keras.Sequential([keras.Input((32, 32, 3)), *source.layers[:-1], linear])
    assert [one.kind for one in training(9, compiled(9, network=wrong)).findings] == ["no-softmax"]


LOSSES = [4.5, 4.4, 4.3, 4.2, 4.1, 4.0, 3.9, 3.8]
FITTED = {
    "one epoch less": ({"loss": LOSSES[:7]}, 500, "epochs", ""),
    "twice the batch": ({}, 250, "batch", ""),
    "a batch of 32": ({}, 1563, "batch", ""),
    "the test set": ({}, 100, "trained-on-test", "trained-on-test"),
    "both sets": ({}, 600, "batch", ""),
    "half of the part": ({}, 150, "batch", ""),
    "the test images of the part": ({}, 100, "trained-on-test", "trained-on-test"),
    "no accuracy": ({"accuracy": None, "val_accuracy": None}, 500, "metrics", ""),
    "went on from before": ({"loss": [value - 1.5 for value in LOSSES]}, 500, "loss-outside", ""),
    "flat": ({"loss": [4.61] * 8}, 500, "loss-flat", "no-reference"),
    "lost": ({"loss": [4.6, *[float("nan")] * 7]}, 500, "loss-lost", ""),
}


@pytest.mark.parametrize("slip", FITTED)
def test_how_it_was_trained(slip):
    changes, steps, kind, mistake = FITTED[slip]
    part = training(9, record=history(9, steps=steps, **changes))
    assert [(one.kind, one.mistake) for one in part.findings] == [(kind, mistake)]


def test_another_size_is_said_to_be_like_neither():
    [one] = training(9, record=history(9, steps=1563)).findings
    first, rule, fix = one.hints()
    assert "1563 atualizações" in first and "lotes de 32" in first and "não tem execuções" in first
    for known in ranges.known(9):
        assert f"em lotes de {known.asked.batch_size} dão {known.steps}" in rule
        assert f"batch_size={known.asked.batch_size}" in fix


def test_without_what_fit_says_the_updates_are_those_of_the_network():
    model, record = compiled(9), history(9, known=ranges.SUBSET)
    known = ranges.SUBSET[9]
    model.optimizer.iterations.assign(known.steps * known.asked.epochs)
    part = training(9, model, record.history)
    assert part.verdict is Verdict.RIGHT and "com uma parte" in part.notes[0]


def test_the_deeper_network_is_watched_on_the_test_set():
    part = training(10, record=history(10, val_loss=None))
    assert [one.kind for one in part.findings] == ["validation"]


@pytest.mark.parametrize(
    ("accuracy", "kind", "mistake"),
    [
        (0.01, "accuracy-chance", "one-set-scaled"),
        (12.9, "accuracy-percent", "accuracy-as-ratio"),
        (0.9, "accuracy-outside", ""),
    ],
)
def test_the_accuracy_on_the_test_set(accuracy, kind, mistake):
    part = training(9, accuracy=accuracy)
    assert [(one.kind, one.mistake) for one in part.findings] == [(kind, mistake)]


def test_a_wrong_configuration_is_told_before_its_result():
    part = training(9, compiled(9, SGD(0.5)), history(9, loss=[4.61] * 8))
    assert [one.kind for one in part.findings] == ["learning-rate"]


def test_what_fit_leaves_in_the_network_is_read_too():
    """And a training of one's own, of a few images, is told for what it is."""
    model = compiled(9)
    images = np.random.default_rng(1).random((20, 32, 32, 3)).astype("float32")
    labels = keras.utils.to_categorical(np.arange(20), 100)
    model.fit(images, labels, batch_size=10, epochs=1, verbose=0)
    kinds = [one.kind for one in check.exercise_9(model).parts[1].findings]
    assert kinds == ["epochs", "batch"]
