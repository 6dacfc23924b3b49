"""Downloading CIFAR-100 with Keras: what comes is checked, and is found again afterwards."""

import errno
import hashlib
import os
import subprocess
import sys
import tarfile

import keras
import pytest

from cnnbook import cifar100
from cnnbook.cifar100 import DatasetError
from cnnbook_files import reason, sha256_of_bytes


def test_a_failed_download_says_from_where_and_why(monkeypatch):
    def fail(*arguments, **options):
        raise Exception("URL fetch failure")

    monkeypatch.setattr(keras.utils, "get_file", fail)
    with pytest.raises(DatasetError) as error:
        cifar100.download()
    for text in (cifar100.ARCHIVE_URL, "URL fetch failure", "confira a conexão"):
        assert text in str(error.value)


def test_an_altered_file_in_the_folder_that_keras_returns_is_refused(monkeypatch, tmp_path):
    folder = tmp_path / "cifar-100-python"
    folder.mkdir()
    (folder / "train").write_bytes(b"altered")
    monkeypatch.setattr(keras.utils, "get_file", lambda *arguments, **options: tmp_path)
    with pytest.raises(DatasetError, match="train"):
        cifar100.download()


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """The folder that Keras returns, where its own home cannot be written to."""
    folder = tmp_path / "fallback" / "cifar-100-python"
    folder.mkdir(parents=True)
    for name in cifar100.FILES:
        (folder / name).write_bytes(b"tiny")
    files = {name: (4, sha256_of_bytes(b"tiny")) for name in cifar100.FILES}
    monkeypatch.setattr(cifar100, "FILES", files)
    monkeypatch.setattr(keras.utils, "get_file", lambda *arguments, **options: folder.parent)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    assert cifar100.find() is None
    return folder


@pytest.mark.parametrize("home", ["writable", "unwritable"])
def test_what_keras_put_elsewhere_is_found_again(elsewhere, monkeypatch, tmp_path, home):
    if home == "unwritable":
        (tmp_path / "file").write_text("")  # nobody, not even root, can make a folder in a file
        monkeypatch.setenv("HOME", str(tmp_path / "file" / "home"))
    assert cifar100.download() == elsewhere
    assert cifar100.find() == elsewhere
    (tmp_path / "fallback").rename(tmp_path / "moved")
    assert cifar100.find() is None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_download_that_cannot_be_kept_is_not_blamed_on_the_network(monkeypatch, number):
    def fail(*arguments, **options):
        raise OSError(number, os.strerror(number), "/where/it/went")

    monkeypatch.setattr(keras.utils, "get_file", fail)
    with pytest.raises(DatasetError, match="/where/it/went.*KERAS_HOME") as error:
        cifar100.download()
    assert reason(OSError(number, "")) in str(error.value)
    assert "conexão" not in str(error.value)


# In a process of its own, because Keras reads KERAS_HOME only once.
DOWNLOAD = """
import sys
from cnnbook import cifar100
from cnnbook_files import sha256_of_bytes

cifar100.ARCHIVE_URL, cifar100.ARCHIVE_SHA256 = sys.argv[1:]
cifar100.FILES = {name: (4, sha256_of_bytes(b"tiny")) for name in cifar100.FILES}
assert cifar100.find() is None
try:
    assert cifar100.download() == cifar100.find()
except cifar100.DatasetError as error:
    sys.exit(f"refused: {error}")
"""


@pytest.mark.parametrize("right_hash", [True, False])
def test_an_archive_is_accepted_by_its_hash_and_found_where_keras_put_it(
    monkeypatch, tmp_path, right_hash
):
    folder = tmp_path / "cifar-100-python"
    folder.mkdir()
    for name in cifar100.FILES:
        (folder / name).write_bytes(b"tiny")
    archive = tmp_path / "archive.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(folder, folder.name)
    digest = hashlib.sha256(archive.read_bytes() if right_hash else b"another").hexdigest()

    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    done = subprocess.run(
        [sys.executable, "-c", DOWNLOAD, archive.as_uri(), digest],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if right_hash:
        assert done.returncode == 0, done.stderr
    else:
        assert "refused: o CIFAR-100 não pôde ser baixado" in done.stderr
