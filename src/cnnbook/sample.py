"""A few images of CIFAR-100 that come with the package, so that every page can show real ones.

``python -m cnnbook.sample`` makes them from the whole set, after its hashes were checked.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from cnnbook import cifar100, records
from cnnbook.cifar100 import DatasetError
from cnnbook.dataset import Dataset
from cnnbook_files import sha256_of_bytes, write_atomically

PACKAGED_SAMPLE = Path(__file__).parent / "recorded_sample"
TRAINING_INDICES = tuple(range(10))
"""Which training images: the first ten, as the exercise asks for."""
TEST_INDICES = (9, 27, 28)
"""Which test images: three apples, one of them green, and two bicycles to compare."""
HOW_TO_REPAIR = "baixe de novo o repositório do livro ou rode python -m cnnbook.sample"
_NAMES = ("images.npz", "about.json")


def load(directory: Path = PACKAGED_SAMPLE) -> Dataset:
    """The images of `TRAINING_INDICES` and `TEST_INDICES`, in that order, with their labels.

    Raises:
        DatasetError: a file is missing, or is not what was written.
    """
    images_path, about_path = (directory / name for name in _NAMES)
    try:
        about = json.loads(about_path.read_text(encoding="utf-8"))
        content = images_path.read_bytes()
        if (found := sha256_of_bytes(content)) != about["images_sha256"]:
            raise ValueError(f"o SHA-256 de {images_path.name} é {found}")
        x_train, y_train, x_test, y_test = records.unpack_arrays(content)
        names = tuple(about["class_names"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DatasetError(
            f"as imagens que vêm com o livro, em {directory}, não podem ser lidas ({error}); "
            f"{HOW_TO_REPAIR}"
        ) from error
    return Dataset(x_train, y_train, x_test, y_test, class_names=names, source="sample")


def record(whole: Dataset, directory: Path = PACKAGED_SAMPLE) -> None:
    """Write the sample of a whole set, and what it was taken from."""
    images_path, about_path = (directory / name for name in _NAMES)
    training, test = list(TRAINING_INDICES), list(TEST_INDICES)
    arrays: list[np.ndarray] = [
        whole.x_train[training], whole.y_train[training], whole.x_test[test], whole.y_test[test]
    ]  # fmt: skip
    content = records.pack_arrays(arrays)
    about = {
        "from": cifar100.ARCHIVE_URL,
        "files_sha256": cifar100.SHA256,
        "training_indices": training,
        "test_indices": test,
        "images_sha256": sha256_of_bytes(content),
        "class_names": whole.class_names,
    }
    write_atomically(images_path, content)
    text = json.dumps(about, indent=1, ensure_ascii=False)
    write_atomically(about_path, (text + "\n").encode())


if __name__ == "__main__":
    try:
        record(cifar100.load())
    except DatasetError as error:
        raise SystemExit(f"Erro: {error}") from None
    print(f"A amostra está em {PACKAGED_SAMPLE}")
