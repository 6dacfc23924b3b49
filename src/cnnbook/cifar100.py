"""CIFAR-100: found, checked by hash, and only then read.

The files are pickles, and a pickle can run code when it is read: none is opened before its
SHA-256 is the published archive's. Source: A. Krizhevsky, *Learning Multiple Layers of Features
from Tiny Images* (2009), https://www.cs.toronto.edu/~kriz/cifar.html.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import numpy as np

from cnnbook.dataset import CLASSES, IMAGE_SHAPE, Dataset
from cnnbook.files import sha256_of

ARCHIVE_URL = "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz"
ARCHIVE_SHA256 = "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7"
FILES = {  # name in the archive: size in bytes and SHA-256
    "train": (155249918, "735e79b04f092ca3d2e6d07f368c0a7d70d48c48d28865950cc24454cf45129b"),
    "test": (31049707, "4b67687d9933c4db8f0831104447f15b93774f4f464bd0516f0f0f2ac83b7864"),
    "meta": (1473, "a5d4786345c961390f865e93b434dbd5c6904ce880667e0cb888c97d449f28b9"),
}
SHA256 = {name: digest for name, (_, digest) in FILES.items()}

HOW_TO_GET_IT = (
    "para baixar o conjunto, rode `make data` (ou `python -m cnnbook.cifar100`); "
    "se já o tem, ponha em CIFAR100_DIR a pasta que contém train, test e meta"
)


class DatasetError(RuntimeError):
    """CIFAR-100 is missing or not the published one; the message says which file and what to do."""


def find() -> Path | None:
    """The folder with the data: ``CIFAR100_DIR`` if set, else Keras' cache if it is there."""
    if directory := os.environ.get("CIFAR100_DIR"):
        return Path(directory)
    cached = _keras_home() / "datasets" / "cifar-100-python-target" / "cifar-100-python"
    return cached if cached.is_dir() else None


def load(directory: Path | None = None) -> Dataset:
    """Read the real dataset: 50,000 training and 10,000 test images, in uint8.

    Args:
        directory: a folder with the files ``train``, ``test`` and ``meta``; `find`'s without it.

    Raises:
        DatasetError: a file is missing, cut or altered. Nothing was unpickled in that case.
    """
    directory = directory or find()
    if directory is None:
        raise DatasetError(f"o CIFAR-100 não está nesta máquina: {HOW_TO_GET_IT}")
    for name in FILES:
        check(directory / name)
    meta = _unpickle(directory / "meta")
    x_train, y_train = _images_and_labels(directory / "train")
    x_test, y_test = _images_and_labels(directory / "test")
    return Dataset(
        x_train, y_train, x_test, y_test,
        class_names=tuple(name.decode() for name in meta[b"fine_label_names"]),
        source="cifar-100",
    )  # fmt: skip


def download() -> Path:
    """Fetch the archive that Keras uses, with Keras' own downloader and hash; return the folder.

    Raises:
        DatasetError: what came is not the published archive, or nothing came.
    """
    import keras  # here, so that reading files needs no TensorFlow

    try:
        folder = keras.utils.get_file(
            "cifar-100-python-target", ARCHIVE_URL, extract=True, file_hash=ARCHIVE_SHA256
        )
    except Exception as error:
        raise DatasetError(
            f"o CIFAR-100 não pôde ser baixado de {ARCHIVE_URL} ({error}); "
            "confira a conexão e tente de novo"
        ) from error
    directory = Path(folder) / "cifar-100-python"
    for name in FILES:
        check(directory / name)
    return directory


def check(path: Path) -> None:
    """Insist that a file is the published one, byte for byte.

    Raises:
        DatasetError: it is missing, or its size or hash differs.
    """
    size, digest = FILES[path.name]
    if not path.is_file():
        raise DatasetError(f"falta o arquivo {path} ({size} bytes): {HOW_TO_GET_IT}")
    if (actual_size := path.stat().st_size) != size:
        raise DatasetError(
            f"o arquivo {path} tem {actual_size} bytes, e o publicado tem {size}: está cortado "
            f"ou é outro; apague-o e {HOW_TO_GET_IT}"
        )
    if (found := sha256_of(path)) != digest:
        raise DatasetError(
            f"o arquivo {path} foi alterado: seu SHA-256 é {found}, e o do publicado é {digest}; "
            f"apague-o e {HOW_TO_GET_IT}"
        )


def _keras_home() -> Path:
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")


def _unpickle(checked_path: Path) -> dict:
    with checked_path.open("rb") as file:
        return pickle.load(file, encoding="bytes")


def _images_and_labels(checked_path: Path) -> tuple[np.ndarray, np.ndarray]:
    batch = _unpickle(checked_path)
    # Stored as three planes of rows; Keras wants the channels last.
    images = batch[b"data"].reshape(-1, IMAGE_SHAPE[-1], *IMAGE_SHAPE[:-1]).transpose(0, 2, 3, 1)
    labels = np.array(batch[b"fine_labels"], dtype=np.uint8)
    assert labels.max() < CLASSES
    return np.ascontiguousarray(images), labels


if __name__ == "__main__":
    try:
        print(f"O CIFAR-100 está em {download()}")
    except DatasetError as error:
        raise SystemExit(f"Erro: {error}") from None
