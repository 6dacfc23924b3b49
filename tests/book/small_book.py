"""Books of a few pages, built in this process, for what can be seen without the whole one."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

CONFIG = """\
extensions = ["myst_nb", "cnnbook_sphinx"]
project = "Um Livro — pequeno"
html_title = project
language = "pt_BR"
html_theme = "sphinx_book_theme"
# Said here, for Sphinx remembers the suffixes of other books that were built in this process.
source_suffix = {".md": "myst-nb"}
exclude_patterns = ["_build", "enganos.md", "versoes"]
cnnbook_mistakes = "enganos"
cnnbook_versions = "versoes"
myst_enable_extensions = ["colon_fence", "dollarmath"]
nb_execution_mode = "cache"
html_use_index = False
html_favicon = "icon.svg"
"""
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>\n'
MISTAKES = "# Erros comuns\n\n" + "".join(
    f":::{{mistake}} {name}\n:name: {title}\n:explained-in: enganos#erros-comuns\n\n"
    "Não é assim.\n:::\n\n"
    for name, title in {
        "border-ignored": "Ignorar a borda",
        "one-side-only": "Descontar de um lado só",
        "rounded-up": "Arredondar para cima",
        "kernel-as-output": "Tomar o *filtro* pela saída",
    }.items()
)
"""The mistakes of a book that shows them on no page."""
VERSIONS = """\
---
exercise: tamanho-da-saida
draws: small_draws
---
# Outras versões

## difference: Diferença

Quanto é {{ first }} − {{ second }}?

::::{alternatives}
- {{ result }}

  :::{right}
  Isso mesmo.
  :::
  :::{wrong} border-ignored
  :changes: result
  Falta tirar {{ second }}.
  :::
  :::{wrong} one-side-only
  :changes: result
  {{ wrong.result }} é o que dá a soma.
  :::
  :::{wrong} rounded-up
  :changes: result
  {{ wrong.result }} passa de um.
  :::
::::

::::{hints}
1. Que conta é?
2. Tire um número do outro.
3. Tire {{ second }} de {{ first }}.
::::

::::{solution}
{{ first }} − {{ second }} = {{ result }}.
::::
"""
"""Of the exercise of such a book that has further versions."""
KERNEL = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

"""


@dataclass
class Built:
    """What a build did: pages read, pages written, what it warned of or failed with."""

    read: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    said: str = ""
    warnings: str = ""
    error: str = ""


class Book:
    """A book in a folder, with ``index`` as its root, which lists all other pages."""

    def __init__(self, folder: Path, pages: dict[str, str], config: str = "") -> None:
        self.folder = folder
        self.html = folder / "_build" / "html"
        self.write("conf.py", CONFIG + config)
        self.write("icon.svg", ICON)
        self.write("requirements.txt", "")
        self.write("enganos.md", MISTAKES)
        if any("{alternatives} tamanho-da-saida" in text for text in pages.values()):
            self.write("versoes/01-tamanho.md", VERSIONS)
        for name, text in pages.items():
            self.write(f"{name}.md", text)
        self.list_pages(list(pages))

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def list_pages(self, names: list[str]) -> None:
        names = [name for name in names if name != "index"]
        listed = "\n".join(names)
        self.write("index.md", f"# Início\n\n```{{toctree}}\n{listed}\n```\n")

    def build(
        self, prepare: Callable[[Sphinx], None] | None = None, builder: str = "html"
    ) -> Built:
        built = Built()
        build = self.folder / "_build"
        said, warnings = io.StringIO(), io.StringIO()
        try:
            with patch_docutils(), docutils_namespace():
                app = Sphinx(
                    str(self.folder), str(self.folder), str(build / builder),
                    str(build / f"doctrees-{builder}"), builder, status=said, warning=warnings,
                )  # fmt: skip
                app.connect("source-read", lambda app, name, text: built.read.append(name))
                app.connect("html-page-context", lambda app, name, *_: built.written.append(name))
                if prepare:
                    prepare(app)
                app.build()
        except SphinxError as error:
            built.error = str(error)
        built.said, built.warnings = said.getvalue(), warnings.getvalue()
        return built

    def page(self, name: str) -> str:
        return (self.html / f"{name}.html").read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """All files of the site."""
        return {
            path.relative_to(self.html).as_posix(): path.read_bytes()
            for path in sorted(self.html.rglob("*"))
            if path.is_file()
        }

    def state(self) -> dict[str, tuple[int, int]]:
        """Of every file in the build's folder, what changes when it is written."""
        return {
            str(path): (path.stat().st_ino, path.stat().st_mtime_ns)
            for path in (self.folder / "_build").rglob("*")
        }
