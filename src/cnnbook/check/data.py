"""The data of exercise 8: images in [0, 1], labels in one-hot, and a test set of its own.

Any number of images will do, as in a sample of CIFAR-100; a note says so. Nothing is copied whole:
with all of CIFAR-100 there may be no memory for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from cnnbook.check.answer import Part, Verdict
from cnnbook.check.finding import Finding
from cnnbook.check.simple import tell
from cnnbook.check.words import say
from cnnbook.dataset import CLASSES, IMAGE_SHAPE, SUPERCLASSES, TEST_IMAGES, TRAINING_IMAGES

_SAMPLE = 500  # images: enough to see a range, and to meet the training set again
_CHUNK = 2000  # images at a time
_LEAKED = 0.05  # CIFAR-100 has a few images in both of its sets
NAMES = ("x_train", "y_train", "x_test", "y_test")


def check_data(*given: Any) -> Part:
    """Check ``x_train``, ``y_train``, ``x_test`` and ``y_test``."""
    title = say("answer.data")
    if all(one is None for one in given):
        return Part(title, Verdict.BLANK, say("simple-parts.blank"))
    try:
        arrays = {name: _array(value) for name, value in zip(NAMES, given, strict=True)}
        findings = list(_findings(arrays))
    except Exception as error:  # a fault of the check is not the reader's
        what = f"{type(error).__name__}: {error}"
        return Part(title, Verdict.UNKNOWN, say("simple-parts.unknown", error=what))
    wrong = {place for finding in findings for place in finding.places}
    right = tuple(name for name in NAMES if name not in wrong)
    verdict = Verdict.WRONG if findings else Verdict.RIGHT
    notes = () if findings else tuple(_notes(arrays))
    return Part(title, verdict, "", tuple(findings), right, len(NAMES), notes)


def _array(value: Any) -> np.ndarray:
    try:
        return np.atleast_1d(np.asarray(value))
    except ValueError:  # lists of several lengths
        return np.empty(0)


def _findings(arrays: dict[str, np.ndarray]) -> Iterator[Finding]:
    images = {name: arrays[name] for name in ("x_train", "x_test")}
    usable = {}
    for name, array in images.items():
        if array.shape[1:] == IMAGE_SHAPE and len(array) and array.dtype.kind in "uif":
            usable[name] = array
        else:
            yield tell("image-shape", name, shape=array.shape)
    swapped = [len(array) for array in images.values()] == [TEST_IMAGES, TRAINING_IMAGES]
    if swapped:
        yield tell("sets-swapped", "x_train")
    yield from _of_scales(usable)
    for name in ("y_train", "y_test"):
        of = name.replace("y", "x")  # whose number says nothing if they are no images
        count = len(arrays[of if of in usable else name])
        yield from _of_labels(name, arrays[name], count)
    if len(usable) == 2 and not swapped and (shared := _shared(**usable)) > _LEAKED:
        yield tell("images-shared", "x_test", "trained-on-test", percent=f"{100 * shared:.0f}")


def _of_scales(images: dict[str, np.ndarray]) -> Iterator[Finding]:
    highest = {name: _highest(array) for name, array in images.items()}
    if len(highest) == 2 and max(highest.values()) > 50 * max(min(highest.values()), 1e-9):
        name = max(highest, key=lambda one: highest[one])
        if max(highest.values()) > 1.5:
            yield tell("one-set-scaled", name, "one-set-scaled", highest=f"{highest[name]:g}")
            return
    for name, array in images.items():
        yield from _of_scale(name, array, highest[name])


def _highest(images: np.ndarray) -> float:
    return float(_some(images).max())


def _some(images: np.ndarray) -> np.ndarray:
    return images[:: max(1, len(images) // _SAMPLE)]


def _of_scale(name: str, images: np.ndarray, highest: float) -> Iterator[Finding]:
    some = _some(images)
    lowest = float(some.min())
    if highest > 1.5:
        yield tell("not-scaled", name, highest=f"{highest:g}")
    elif np.unique(some).size <= 2:
        yield tell("scaled-to-nothing", name)
    elif highest < 0.02:
        yield tell("scaled-twice", name, highest=f"{highest:.4f}")
    elif lowest < -1e-6:
        yield tell("centred", name, lowest=f"{lowest:.2g}", highest=f"{highest:.2g}")


def _of_labels(name: str, labels: np.ndarray, images: int) -> Iterator[Finding]:
    if len(labels) != images:
        yield tell("labels-count", name, labels=len(labels), images=images)
    elif labels.ndim == 1 or (labels.ndim == 2 and labels.shape[1] == 1):
        coarse = labels.dtype.kind in "uif" and int(labels.max(initial=0)) == SUPERCLASSES - 1
        mistake = "superclasses" if coarse and len(labels) > _SAMPLE else ""
        yield tell("not-one-hot", name, mistake, shape=labels.shape)
    elif labels.ndim != 2:
        yield tell("one-hot-twice", name, shape=labels.shape)
    elif labels.shape[1] != CLASSES:
        mistake = "superclasses" if labels.shape[1] == SUPERCLASSES else ""
        yield tell("one-hot-columns", name, mistake, columns=labels.shape[1])
    elif not (np.isin(labels, (0, 1)).all() and (labels.sum(1) == 1).all()):
        yield tell("no-single-one", name)


def _shared(x_train: np.ndarray, x_test: np.ndarray) -> float:
    """The fraction of test images that are training images as well."""
    known = {key for start in range(0, len(x_train), _CHUNK)
             for key in _keys(x_train[start : start + _CHUNK])}  # fmt: skip
    some = list(_keys(_some(x_test)))
    return sum(key in known for key in some) / len(some)


def _keys(images: np.ndarray) -> Iterator[int]:
    """Each image in its 256 levels, whatever the scale, so that rounding does not part equals."""
    scale = 1 if _highest(images) > 1.5 else 255
    levels = np.round(images * np.float32(scale)).astype("uint8")
    return (hash(image.tobytes()) for image in levels)


def _notes(arrays: dict[str, np.ndarray]) -> Iterator[str]:
    if (len(arrays["x_train"]), len(arrays["x_test"])) != (TRAINING_IMAGES, TEST_IMAGES):
        counts = {"train": len(arrays["x_train"]), "test": len(arrays["x_test"])}
        yield say("simple-parts.sample", **counts)
    if arrays["x_train"].dtype == np.float64:
        yield say("simple-parts.float64")
