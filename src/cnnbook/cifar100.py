"""CIFAR-100: found, read, and unpickled only if it is the published one.

The files are pickles, and a pickle can run code when it is read. What is unpickled are the very
bytes whose SHA-256 was the published one's, and even they can make nothing but arrays.
Source: A. Krizhevsky, *Learning Multiple Layers of Features from Tiny Images* (2009),
https://www.cs.toronto.edu/~kriz/cifar.html.
"""

from __future__ import annotations

import io
import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from cnnbook.dataset import CLASSES, IMAGE_SHAPE, Dataset
from cnnbook_files import is_refused, reason, sha256_of, sha256_of_bytes, write_atomically

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
_FOLDER = "cifar-100-python"  # in the archive


class DatasetError(RuntimeError):
    """CIFAR-100 is missing or not the published one; the message says which file and what to do."""


def find() -> Path | None:
    """The folder with the data: ``CIFAR100_DIR`` if set, else where it was downloaded to."""
    if directory := os.environ.get("CIFAR100_DIR"):
        return Path(directory).expanduser()
    for directory in (_keras_home() / "datasets" / f"{_FOLDER}-target" / _FOLDER, _remembered()):
        if directory and _is_folder(directory):
            return directory
    return None


def load(directory: Path | None = None) -> Dataset:
    """Read the real dataset: 50,000 training and 10,000 test images, in uint8.

    Args:
        directory: a folder with the files ``train``, ``test`` and ``meta``; `find`'s without it.

    Raises:
        DatasetError: a file is missing, cut or altered, or cannot be read. Nothing was unpickled
            in that case.
    """
    directory = directory or find()
    if directory is None:
        raise DatasetError(f"o CIFAR-100 não está nesta máquina: {HOW_TO_GET_IT}")
    contents = {name: _read_checked(directory / name) for name in FILES}
    meta = _unpickle(contents.pop("meta"))
    # Each content, as large as its images, goes as soon as it is unpickled.
    x_train, y_train = _images_and_labels(_unpickle(contents.pop("train")))
    x_test, y_test = _images_and_labels(_unpickle(contents.pop("test")))
    return Dataset(
        x_train, y_train, x_test, y_test,
        class_names=tuple(name.decode() for name in meta[b"fine_label_names"]),
        source="cifar-100",
    )  # fmt: skip


def download() -> Path:
    """Fetch the archive that Keras uses, with Keras' own downloader and hash; return the folder.

    Keras takes another folder where it cannot write to its own: `find` will know of it.

    Raises:
        DatasetError: what came is not the published archive, or nothing came, or it could not be
            kept.
    """
    import keras  # here, so that reading files needs no TensorFlow

    try:
        folder = keras.utils.get_file(
            f"{_FOLDER}-target", ARCHIVE_URL, extract=True, file_hash=ARCHIVE_SHA256
        )
    except Exception as error:
        if isinstance(error, OSError) and is_refused(error):
            raise DatasetError(
                f"o CIFAR-100 não pôde ser gravado em {error.filename or _keras_home()} "
                f"({reason(error)}): libere espaço, ou ponha em KERAS_HOME uma pasta em que "
                "você possa gravar, e tente de novo"
            ) from error
        raise DatasetError(
            f"o CIFAR-100 não pôde ser baixado de {ARCHIVE_URL} ({error}); "
            "confira a conexão e tente de novo"
        ) from error
    directory = Path(folder) / _FOLDER
    check_all(directory)
    if not os.environ.get("CIFAR100_DIR") and find() != directory:
        _remember(directory)
    return directory


def prepare() -> None:
    """End the program, in one line that says what to do, if there is data that cannot be used.

    Chapters run in their own folder, so a relative ``CIFAR100_DIR`` becomes absolute.
    """
    if directory := os.environ.get("CIFAR100_DIR"):
        os.environ["CIFAR100_DIR"] = os.path.abspath(os.path.expanduser(directory))
    try:
        if found := find():
            check_all(found)
    except DatasetError as error:
        raise SystemExit(f"Erro: {error}") from None


def state() -> list[tuple[str, int]] | None:
    """Changes when the data comes or goes; its content is checked whenever it is read."""
    if not (directory := find()):
        return None
    there = [(name, directory / name) for name in FILES]
    return [(name, path.stat().st_size) for name, path in there if path.exists()]


def check_all(directory: Path) -> None:
    """Insist that a folder holds the published files, byte for byte. Raises as `check`."""
    for name in FILES:
        check(directory / name)


def check(path: Path) -> None:
    """Insist that a file is the published one, byte for byte.

    Raises:
        DatasetError: it is missing, or its size or hash differs, or it cannot be read.
    """
    _insist_on_size(path)
    with _explained(path):
        found = sha256_of(path)
    _insist_on_hash(path, found)


def _read_checked(path: Path) -> bytes:
    """A file's content, which is that of the published one. Raises as `check`."""
    _insist_on_size(path)
    with _explained(path):
        content = path.read_bytes()
    _insist_on_hash(path, sha256_of_bytes(content))
    return content


def _insist_on_size(path: Path) -> None:
    size, _ = FILES[path.name]
    with _explained(path):
        if not path.is_file():
            raise DatasetError(_what_is_missing(path))
        actual_size = path.stat().st_size
    if actual_size != size:
        raise DatasetError(
            f"o arquivo {path} tem {actual_size} bytes, e o publicado tem {size}: está cortado "
            f"ou é outro; apague-o e {HOW_TO_GET_IT}"
        )


def _insist_on_hash(path: Path, found: str) -> None:
    _, digest = FILES[path.name]
    if found != digest:
        raise DatasetError(
            f"o arquivo {path} foi alterado: seu SHA-256 é {found}, e o do publicado é {digest}; "
            f"apague-o e {HOW_TO_GET_IT}"
        )


def _what_is_missing(path: Path) -> str:
    size, _ = FILES[path.name]
    folder = path.parent
    if not folder.is_dir():
        missing = f"a pasta {folder} não existe"
    else:
        missing = f"falta o arquivo {path} ({size} bytes)"
    if (folder / _FOLDER / path.name).is_file():
        right = folder / _FOLDER
        return f"{missing}: os arquivos estão em {right}; ponha essa pasta em CIFAR100_DIR"
    return f"{missing}: {HOW_TO_GET_IT}"


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DatasetError(
            f"o arquivo {path} não pode ser lido ({reason(error)}): confira as "
            "permissões dele e da pasta"
        ) from error


def _keras_home() -> Path:
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")


def _notes() -> tuple[Path, ...]:
    """Where the folder of a download is written down: in the first of these that can be."""
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return (
        Path.home() / ".cache" / "cnnbook" / "cifar-100.txt",
        Path(tempfile.gettempdir()) / f"cnnbook-{user}" / "cifar-100.txt",
    )


def _remember(directory: Path) -> None:
    for note in _notes():
        try:
            return write_atomically(note, f"{directory}\n".encode())
        except OSError:
            continue


def _remembered() -> Path | None:
    for note in _notes():
        try:
            return Path(note.read_text(encoding="utf-8").strip())
        except (OSError, ValueError):
            continue
    return None


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # no right to look
        return False


class _OnlyArrays(pickle.Unpickler):
    """Makes containers, numbers, text and numpy arrays, and nothing else."""

    _ALLOWED = {
        ("numpy", "dtype"),
        ("numpy", "ndarray"),
        ("numpy.core.multiarray", "_reconstruct"),  # as the published files call it
        ("numpy._core.multiarray", "_reconstruct"),
        ("_codecs", "encode"),
    }

    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in self._ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} não é de um conjunto de imagens")
        return super().find_class(module.replace("numpy.core", "numpy._core"), name)


def _unpickle(content: bytes) -> dict:
    return _OnlyArrays(io.BytesIO(content), encoding="bytes").load()


def _images_and_labels(batch: dict) -> tuple[np.ndarray, np.ndarray]:
    # Stored as three planes of rows; Keras wants the channels last.
    images = batch[b"data"].reshape(-1, IMAGE_SHAPE[-1], *IMAGE_SHAPE[:-1]).transpose(0, 2, 3, 1)
    labels = np.array(batch[b"fine_labels"], dtype=np.uint8)
    assert labels.max() < CLASSES
    return np.ascontiguousarray(images), labels


if __name__ == "__main__":
    try:
        found = download()
    except DatasetError as error:
        raise SystemExit(f"Erro: {error}") from None
    except KeyboardInterrupt:
        raise SystemExit("\nInterrompido. Rode o mesmo comando para baixar de novo.") from None
    print(f"O CIFAR-100 está em {found}")
    if find() != found:
        print(f"Para que o livro o use, ponha essa pasta em CIFAR100_DIR: CIFAR100_DIR={found}")
