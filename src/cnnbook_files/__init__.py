"""Files that are either whole or not there, and hashes to tell one content from another."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from pathlib import Path

_NO_SPACE = {
    errno.ENOSPC: "o disco está cheio",
    errno.EDQUOT: "a cota de disco acabou",
    errno.EFBIG: "o arquivo passa do tamanho permitido",
}
_NO_RIGHT = {
    errno.EACCES: "falta permissão",
    errno.EPERM: "falta permissão",
    errno.EROFS: "o disco só permite leitura",
}


def write_atomically(path: Path, content: bytes) -> None:
    """Replace ``path`` in one step: a reader, or a kill at any moment, finds the old or the new.

    Raises:
        OSError: it could not be written; ``filename`` is its path.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)  # mkstemp's 0600 would hide the file from other users
        os.replace(temporary, path)
    except BaseException as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None
        raise


def is_refused(error: OSError) -> bool:
    """Whether there is no space, or no right: something that whoever runs this can mend."""
    return is_full(error) or error.errno in _NO_RIGHT


def is_full(error: OSError | None) -> bool:
    return error is not None and error.errno in _NO_SPACE


def reason(error: OSError) -> str:
    """Why a file could not be read or written, in Portuguese where that is known."""
    said = error.strerror or " ".join(map(str, error.args))
    return (_NO_SPACE | _NO_RIGHT).get(error.errno or 0, said)


def what_to_do(error: OSError) -> str:
    """About an error that `is_refused`."""
    if is_full(error):
        return "libere espaço em disco, e rode o mesmo comando de novo"
    return "confira de quem são o arquivo e a pasta, e as permissões deles, e rode de novo"


def write_if_changed(path: Path, content: bytes) -> None:
    """As `write_atomically`, but a file that has this content already is left as it is."""
    if not path.is_file() or path.read_bytes() != content:
        write_atomically(path, content)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
