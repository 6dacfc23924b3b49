"""A page is read again when what it is made of has another content, whatever the clock says.

Sphinx compares times, so after a build with the clock ahead it would take no notice of any edit.
"""

from __future__ import annotations

import json
from pathlib import Path
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from cnnbook_files import write_if_changed
from cnnbook_sphinx import steps
from cnnbook_sphinx.outputs import key

CONTENTS = "contents.json"
"""Beside the doctrees: what the builder's last build was made from."""
SHARED = "*"
_SITE = ("_config.yml", "_toc.yml", "conf.py")

_read: WeakKeyDictionary[Sphinx, dict[str, str]] = WeakKeyDictionary()
"""Digests of the pages' own texts, as they were before they were read."""


def setup(app: Sphinx) -> None:
    steps.connect(app, _outdated, _note, _record, _forget)


def contents(app: Sphinx) -> dict[str, str]:
    """Digests of all that the book says: of each page's sources, and of what all pages share."""
    files = (Path(app.srcdir, name) for name in _SITE)
    shared = key(
        app.config.cnnbook_digest,
        app.config.cnnbook_site,
        app.config.cnnbook_repository,
        *(file.read_bytes() for file in files if file.is_file()),
    )
    return {SHARED: shared, **_known(app.env)}


def _record(app: Sphinx, error: Exception | None) -> None:
    if not error:
        text = json.dumps(contents(app), indent=1, sort_keys=True)
        write_if_changed(Path(app.doctreedir) / CONTENTS, text.encode())


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    _read[app] = {name: _text(env, name) for name in env.found_docs}
    return [
        name
        for name in env.found_docs & env.all_docs.keys()
        if _known(env).get(name) != _digest(app, name)
    ]


def _note(app: Sphinx, doctree: nodes.document) -> None:
    # Of the text as it was before it was read: what is edited meanwhile will be read again.
    _known(app.env)[app.env.docname] = _digest(app, app.env.docname)


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _known(env).pop(docname, None)


def _known(env: BuildEnvironment) -> dict[str, str]:
    if not hasattr(env, "cnnbook_known"):
        env.cnnbook_known = {}  # type: ignore[attr-defined]
    return env.cnnbook_known  # type: ignore[attr-defined]


def _text(env: BuildEnvironment, name: str) -> str:
    path = Path(env.doc2path(name))
    return key(path.read_bytes()) if path.is_file() else ""


def _digest(app: Sphinx, name: str) -> str:
    """Of the page's source and of the files it names, but those that its own code has made."""
    made = Path(app.outdir).parent / "jupyter_execute"
    files = (Path(app.srcdir, file).resolve() for file in sorted(app.env.dependencies[name]))
    return key(
        _read[app][name],
        *(file.read_bytes() for file in files if file.is_file() and made not in file.parents),
    )
