"""CIFAR-100 from small files made here: found, refused when damaged, never unpickled unchecked."""

import os
import pickle

import numpy as np
import pytest

from cnnbook import cifar100
from cnnbook.cifar100 import DatasetError
from cnnbook_files import sha256_of

ADVICE = ("make data", "CIFAR100_DIR")


def publish(monkeypatch, directory):
    """Let what is in the directory now be the published files."""
    files = {
        path.name: (path.stat().st_size, sha256_of(path))
        for path in (directory / name for name in cifar100.FILES)
    }
    monkeypatch.setattr(cifar100, "FILES", files)


@pytest.fixture
def published(tmp_path, monkeypatch):
    """A folder with two training images, one test image and three names, taken as published.

    In the first image red grows with the row and green with the column; the others are plain.
    """
    first = [row for row in range(32) for _ in range(32)]
    first += [3 * column for _ in range(32) for column in range(32)]
    first += [200] * 1024
    batches = {
        "train": {
            b"data": np.array([first, [7] * 3072], np.uint8),
            b"fine_labels": [2, 0],
            b"coarse_labels": [9, 9],
        },
        "test": {b"data": np.full((1, 3072), 5, np.uint8), b"fine_labels": [1]},
        "meta": {b"fine_label_names": [b"apple", b"lawn_mower", b"worm"]},
    }
    directory = tmp_path / "cifar-100-python"
    directory.mkdir()
    for name, content in batches.items():
        (directory / name).write_bytes(pickle.dumps(content, protocol=2))
    publish(monkeypatch, directory)
    return directory


def test_load_puts_the_channels_last(published):
    data = cifar100.load(published)
    assert data.x_train.shape == (2, 32, 32, 3)
    assert data.x_train.dtype == np.uint8
    assert data.x_train[0, 4, 10].tolist() == [4, 30, 200]
    assert data.x_train[0, 31, 0].tolist() == [31, 0, 200]
    assert (data.x_train[1] == 7).all()
    assert (data.x_test == 5).all()


def test_load_gives_fine_labels_names_and_origin(published):
    data = cifar100.load(published)
    assert data.y_train.tolist() == [2, 0]
    assert data.y_test.tolist() == [1]
    assert data.class_names == ("apple", "lawn_mower", "worm")
    assert data.is_whole


DAMAGE = {
    "missing": lambda path: path.unlink(),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "altered": lambda path: path.write_bytes(path.read_bytes()[:-1] + b"!"),
}


@pytest.mark.parametrize("name", cifar100.FILES)
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_refused_with_what_was_expected_and_what_to_do(published, name, damage):
    path = published / name
    size, digest = cifar100.FILES[name]
    DAMAGE[damage](path)
    with pytest.raises(DatasetError) as error:
        cifar100.load(published)
    expected = digest if damage == "altered" else f"{size}"
    for text in (str(path), expected, *ADVICE):
        assert text in str(error.value)


def test_a_damaged_file_is_refused_with_what_was_found(published):
    DAMAGE["cut"](published / "meta")
    with pytest.raises(DatasetError, match=f"tem {(published / 'meta').stat().st_size} bytes"):
        cifar100.load(published)
    DAMAGE["altered"](published / "train")
    with pytest.raises(DatasetError, match=sha256_of(published / "train")):
        cifar100.load(published)


class Malicious:
    """Its pickle makes a folder when it is read."""

    def __init__(self, marker):
        self.marker = marker

    def __reduce__(self):
        return os.mkdir, (str(self.marker),)


@pytest.fixture
def marker(published):
    """Where a malicious ``train`` leaves its mark if it is read."""
    marker = published / "code-was-run"
    (published / "train").write_bytes(pickle.dumps(Malicious(marker)))
    return marker


def test_the_malicious_pickle_would_work(published, marker):
    pickle.loads((published / "train").read_bytes())
    assert marker.exists()  # else the tests below could not fail


@pytest.mark.parametrize("same_size", [False, True])
def test_nothing_is_unpickled_before_its_own_check(published, marker, monkeypatch, same_size):
    if same_size:  # so that only the hash tells
        size = (published / "train").stat().st_size
        _, digest = cifar100.FILES["train"]
        monkeypatch.setitem(cifar100.FILES, "train", (size, digest))
    with pytest.raises(DatasetError, match="SHA-256" if same_size else "bytes"):
        cifar100.load(published)
    assert not marker.exists()


def test_nothing_is_unpickled_before_all_are_checked(published, marker, monkeypatch):
    publish(monkeypatch, published)  # train passes its check
    DAMAGE["altered"](published / "meta")
    with pytest.raises(DatasetError, match="meta"):
        cifar100.load(published)
    assert not marker.exists()


@pytest.mark.parametrize("name", ["train", "test", "meta"])
def test_what_is_unpickled_is_what_was_hashed_though_the_file_be_swapped_meanwhile(
    published, tmp_path, monkeypatch, name
):
    expected = cifar100.load(published)
    marker = tmp_path / "code-was-run"

    def swapping(hashing):
        def hash_and_swap(hashed):
            digest = hashing(hashed)
            (published / name).write_bytes(pickle.dumps(Malicious(marker)))
            return digest

        return hash_and_swap

    for function in ("sha256_of", "sha256_of_bytes"):
        monkeypatch.setattr(cifar100, function, swapping(getattr(cifar100, function)))
    checked = [of for of in cifar100.FILES if of != name]
    monkeypatch.setattr(cifar100, "FILES", {of: cifar100.FILES[of] for of in [name, *checked]})
    data = cifar100.load(published)
    assert np.array_equal(data.x_train, expected.x_train)
    assert not marker.exists()


def test_even_a_file_with_the_right_hash_makes_nothing_but_arrays(published, marker, monkeypatch):
    publish(monkeypatch, published)
    with pytest.raises(pickle.UnpicklingError, match="mkdir"):
        cifar100.load(published)
    assert not marker.exists()


@pytest.mark.parametrize("method", ["read_bytes", "stat", "is_file"])
def test_a_file_that_may_not_be_read_is_said_to_be_so(published, monkeypatch, method):
    def refuse(self, *arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(f"pathlib.Path.{method}", refuse)
    with pytest.raises(DatasetError, match=r"cifar-100-python/.* não pode ser lido.*permissões"):
        cifar100.load(published)


def test_a_home_that_may_not_be_looked_into_has_no_data(monkeypatch):
    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.is_dir", refuse)
    assert cifar100.find() is None


def test_without_data_there_is_nothing_to_find_and_load_says_what_to_do():
    assert cifar100.find() is None
    with pytest.raises(DatasetError) as error:
        cifar100.load()
    for text in ADVICE:
        assert text in str(error.value)


def keras_cache(keras_home):
    """Where Keras' downloader leaves the files."""
    return keras_home / "datasets" / "cifar-100-python-target" / "cifar-100-python"


def test_keras_cache_is_found_in_the_home_folder(bare_machine):
    cache = keras_cache(bare_machine / ".keras")
    cache.mkdir(parents=True)
    assert cifar100.find() == cache


def test_keras_cache_is_found_where_keras_home_says(bare_machine, tmp_path, monkeypatch):
    keras_cache(bare_machine / ".keras").mkdir(parents=True)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    assert cifar100.find() is None  # as Keras would not look in the home folder either
    cache = keras_cache(tmp_path / "keras")
    cache.mkdir(parents=True)
    assert cifar100.find() == cache


def test_cifar100_dir_comes_before_keras_cache_and_is_what_load_reads(
    published, bare_machine, monkeypatch
):
    keras_cache(bare_machine / ".keras").mkdir(parents=True)
    monkeypatch.setenv("CIFAR100_DIR", str(published))
    assert cifar100.find() == published
    assert len(cifar100.load().x_train) == 2


def test_a_wrong_cifar100_dir_is_an_error_not_a_fall_back(bare_machine, tmp_path, monkeypatch):
    keras_cache(bare_machine / ".keras").mkdir(parents=True)
    monkeypatch.setenv("CIFAR100_DIR", str(tmp_path / "typo"))
    with pytest.raises(DatasetError, match=r"a pasta \S*typo não existe"):
        cifar100.load()


def test_the_folder_around_the_data_is_answered_with_the_right_one(published, monkeypatch):
    monkeypatch.setenv("CIFAR100_DIR", str(published.parent))
    with pytest.raises(DatasetError, match="ponha essa pasta em CIFAR100_DIR") as error:
        cifar100.load()
    assert f"os arquivos estão em {published}" in str(error.value)


def test_a_home_may_be_abbreviated(published, monkeypatch):
    monkeypatch.setenv("HOME", str(published.parent))
    monkeypatch.setenv("CIFAR100_DIR", f"~/{published.name}")
    assert cifar100.find() == published


def test_a_build_with_wrong_data_ends_at_once_with_what_to_do(published, monkeypatch):
    monkeypatch.setenv("CIFAR100_DIR", str(published))
    cifar100.prepare()
    DAMAGE["altered"](published / "test")
    with pytest.raises(SystemExit) as end:
        cifar100.prepare()
    assert str(end.value).startswith("Erro: ") and str(published / "test") in str(end.value)
    assert "\n" not in str(end.value)
    monkeypatch.delenv("CIFAR100_DIR")
    cifar100.prepare()  # to have none is no error


def test_a_folder_is_where_the_build_started_wherever_chapters_run(published, monkeypatch):
    monkeypatch.chdir(published.parent)
    monkeypatch.setenv("CIFAR100_DIR", published.name)
    cifar100.prepare()
    monkeypatch.chdir(published)
    assert cifar100.find() == published and cifar100.state()
