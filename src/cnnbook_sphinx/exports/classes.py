"""A class's own questions, which nobody else can make: drawn from a secret that its folder keeps.

The pages' versions have their answers in the site, and whoever has the book can draw them again.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from cnnbook_files import write_atomically

FOLDER = Path("turmas")
"""At the root of the project, beside what is built and published, and in no repository."""
_SECRET = "segredo.txt"
_NAME = re.compile(r"[\w.-]{1,60}")


class ClassError(ValueError):
    """A class that cannot have questions of its own; the message says why."""


def folder(name: str) -> Path:
    """Where the class's files go.

    Raises:
        ClassError: the name cannot be a folder's.
    """
    if not _NAME.fullmatch(name) or name.startswith("."):
        raise ClassError(
            f"TURMA={name!r} não pode ser o nome de uma pasta: use letras, números, pontos, "
            "hífens e sublinhados, como TURMA=2026-1"
        )
    return FOLDER / name


def seed(name: str) -> str:
    """The class's secret; it is made when it is first asked for, and the same ever after.

    Raises:
        ClassError: the file with the secret has something else.
    """
    path = folder(name) / _SECRET
    if not path.is_file():
        write_atomically(path, f"{secrets.token_hex(16)}\n".encode())
    found = path.read_text("utf-8", "replace").strip()
    if not re.fullmatch(r"[0-9a-f]{32}", found):
        raise ClassError(
            f"{path} não tem um segredo de 32 dígitos: apague o arquivo, e outro será criado, "
            "com outras perguntas"
        )
    return found
