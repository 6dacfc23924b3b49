"""A build that cannot go on ends with what is wrong and what to do: no traceback, nothing cut.

Of a file that it could not write Sphinx only warns, and leaves it cut short; jupyter-book puts a
traceback of its own under every error, whoever made it.
"""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import NAMESPACE

from cnnbook_files import is_full, is_refused, reason, what_to_do

_WRITERS = ("builders.html", "builders._epub_base")
"""Those of Sphinx' modules that warn of files that they could not write."""

_OF_DATABASE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}


class WritingError(SphinxError):
    """No space, or no right; the message says where, and what to do."""

    category = "Erro"


def setup(app: Sphinx) -> None:
    """Explain what goes wrong from now on, in the build and before it."""
    for name in _WRITERS:
        logging.getLogger(f"{NAMESPACE}.sphinx.{name}").addFilter(_stop_at_what_was_not_written)
    with explained(app):
        for folder in (app.outdir, app.doctreedir):
            Path(folder).mkdir(parents=True, exist_ok=True)
    emit, build = app.events.emit, app.build

    def emit_and_explain(name: str, *arguments: Any, **options: Any) -> list[Any]:
        if app.phase is not BuildPhase.INITIALIZATION:  # the build explains what it is told
            return emit(name, *arguments, **options)
        with explained(app):
            return emit(name, *arguments, **options)

    def build_and_explain(*arguments: Any, **options: Any) -> None:
        with explained(app), _nothing_cut(Path(app.outdir)):
            build(*arguments, **options)
        if app.statuscode and _is_of_jupyter_book(app):
            raise SystemExit(
                "\nErro: um aviso conta como erro. Corrija o que os avisos acima dizem, e construa "
                "de novo."
            )

    app.events.emit = emit_and_explain  # type: ignore[method-assign]
    app.build = build_and_explain  # type: ignore[method-assign]


@contextmanager
def explained(app: Sphinx) -> Iterator[None]:
    """Turn what whoever runs this can mend into a message; anything else passes as it is.

    Raises:
        SystemExit: with the message, where jupyter-book would print a traceback.
        SphinxError: the message, elsewhere.
    """
    try:
        yield
    except KeyboardInterrupt:
        if not _is_of_jupyter_book(app):
            raise
        raise SystemExit("\nInterrompido. O mesmo comando continua de onde parou.") from None
    except Exception as error:
        if refused := find_refused(error):
            _end(app, WritingError(explain(refused, Path(app.outdir))))
        if isinstance(error, SphinxError) and not error.__cause__:
            _end(app, error)
        raise


def explain(error: OSError, folder: Path) -> str:
    """What could not be read or written, why, and what to do."""
    place = error.filename2 or error.filename or folder
    return f"não foi possível ler ou gravar {place}: {reason(error)}; {what_to_do(error)}"


def find_refused(error: BaseException | None) -> OSError | None:
    """A lack of space or of right among an error, its causes, and those it is a group of."""
    if error is None:
        return None
    if isinstance(error, OSError) and is_refused(error):
        return error
    if isinstance(error, sqlite3.Error):  # the cache that chapters' results are handed over in
        if number := _OF_DATABASE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF):
            return OSError(number, os.strerror(number))
    for inner in getattr(error, "exceptions", ()):
        if found := find_refused(inner):
            return found
    return find_refused(error.__cause__)


def _end(app: Sphinx, error: SphinxError) -> NoReturn:
    if _is_of_jupyter_book(app):
        raise SystemExit(f"\n{error.category}: {error}") from None
    raise error from None


def _is_of_jupyter_book(app: Sphinx) -> bool:
    return "jupyter_book" in app.config.extensions


def _stop_at_what_was_not_written(record: logging.LogRecord) -> bool:
    arguments = record.args if isinstance(record.args, tuple) else ()
    for error in arguments:
        if isinstance(error, OSError) and is_refused(error):
            if not error.filename and arguments[0] is not error:
                error.filename = str(arguments[0])
            raise WritingError(record.getMessage()) from error
    return True


@contextmanager
def _nothing_cut(folder: Path) -> Iterator[None]:
    """Remove what was being written when there was no more space: the newest of what is new."""
    before = dict(_times(folder))
    try:
        yield
    except Exception as error:
        if is_full(find_refused(error)):
            new = {path: time for path, time in _times(folder) if before.get(path) != time}
            for path, time in new.items():
                if time == max(new.values()):
                    path.unlink(missing_ok=True)
        raise


def _times(folder: Path) -> Iterator[tuple[Path, int]]:
    return ((path, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file())
