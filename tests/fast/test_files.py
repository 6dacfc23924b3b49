"""A file is replaced whole or not at all, whatever happens while it is written."""

import errno
import hashlib
import os
import signal
import stat
import subprocess
import sys

import pytest

from cnnbook_files import is_refused, reason, sha256_of, sha256_of_bytes, write_atomically


def test_write_makes_the_folder_and_replaces_the_content(tmp_path):
    path = tmp_path / "new" / "folder" / "file.npz"
    for content in (b"first, and longer", b"second"):
        write_atomically(path, content)
        assert path.read_bytes() == content
    assert os.listdir(path.parent) == ["file.npz"]


def test_a_written_file_can_be_read_by_everyone(tmp_path):
    write_atomically(tmp_path / "file", b"")
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o644


STEPS = ["fsync", "chmod", "replace"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_an_error_names_the_file_that_was_to_be_written(tmp_path, monkeypatch, step, number):
    def fail(*arguments):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError) as error:
        write_atomically(tmp_path / "file", b"")
    assert error.value.filename == str(tmp_path / "file") and is_refused(error.value)


def test_what_can_be_mended_is_said_in_portuguese():
    assert (reason(OSError(errno.ENOSPC, "No space")), reason(OSError(errno.EPERM, "No"))) == (
        "o disco está cheio", "falta permissão",
    )  # fmt: skip
    assert reason(OSError("something else")) == "something else"
    assert not is_refused(FileNotFoundError(errno.ENOENT, "No such file"))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("failure", [OSError("disk full"), KeyboardInterrupt()], ids=repr)
def test_a_failure_leaves_the_old_content_and_nothing_else(tmp_path, monkeypatch, step, failure):
    path = tmp_path / "folder" / "file"
    write_atomically(path, b"old")

    def fail(*arguments):
        raise failure

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(type(failure)):
            write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(path.parent) == ["file"]


KILLED = """
import os, signal, sys
from pathlib import Path
from cnnbook_files import write_atomically

path, step = Path(sys.argv[1]), sys.argv[2]
write_atomically(path, b"old" * 100_000)
setattr(os, step, lambda *arguments: os.kill(os.getpid(), signal.SIGKILL))
write_atomically(path, b"new" * 100_000)
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_leaves_the_old_content_whole(tmp_path, step):
    path = tmp_path / "file"
    killed = subprocess.run([sys.executable, "-c", KILLED, path, step], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old" * 100_000


def test_both_hashes_are_sha256(tmp_path):
    content = b"abc" * 1_000_000  # more than one read of a file
    (tmp_path / "file").write_bytes(content)
    expected = hashlib.sha256(content).hexdigest()
    assert sha256_of(tmp_path / "file") == sha256_of_bytes(content) == expected
