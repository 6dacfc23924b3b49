"""``make exercicio NOME=...``: the files of a new exercise, which builds and passes its tests.

They hold a small exercise that works, with notes of what to change, and the new chapter is entered
in ``_toc.yml`` after the last exercise.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
TARGETS = {
    "chapter.md": "book/{file}.md",
    "versions.md": "book/versoes/{file}.md",
    "draws.py": "src/cnnbook/draws/{module}.py",
    "facts.py": "src/cnnbook/facts/{module}.py",
}
_CHAPTER = re.compile(r"^( *)- file: book/(\d+)-[\w-]+$", re.MULTILINE)


class RefusedError(Exception):
    """The exercise cannot be made; the message says why and what to do."""


def make(name: str, root: Path) -> list[Path]:
    """Write the files of an exercise, and its line in ``_toc.yml``; all of them, or none.

    Raises:
        RefusedError: the name cannot be one, or is taken.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise RefusedError(
            f"{name!r} não pode ser o nome de um exercício: use letras minúsculas sem acento, "
            "números e hífens, como em make exercicio NOME=campo-receptivo"
        )
    contents = root / "_toc.yml"
    toc = contents.read_text("utf-8")
    chapters = list(_CHAPTER.finditer(toc))
    number = max(int(chapter[2]) for chapter in chapters) + 1
    names = {
        "file": f"{number:02}-{name}",
        "module": name.replace("-", "_"),
    }
    texts = {
        root / target.format(**names): _filled((TEMPLATES / template).read_text("utf-8"), name)
        for template, target in TARGETS.items()
    }
    taken = [path for path in texts if path.exists()]
    taken += sorted((root / "book").glob(f"[0-9]*-{name}.md"))
    if taken:
        raise RefusedError(f"já existe {taken[0].relative_to(root)}: escolha outro nome")
    last = chapters[-1]
    entry = f"\n{last[1]}- file: book/{names['file']}"
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    contents.write_text(toc[: last.end()] + entry + toc[last.end() :], encoding="utf-8")
    return list(texts)


def _filled(text: str, name: str) -> str:
    title = name.replace("-", " ").capitalize()
    module = name.replace("-", "_")
    return text.replace("TITLE", title).replace("MODULE", module).replace("NAME", name)


def main(arguments: list[str]) -> int:
    root = Path.cwd()
    try:
        [name] = arguments
        made = make(name, root)
    except ValueError:
        print("Diga o nome do exercício: make exercicio NOME=campo-receptivo", file=sys.stderr)
        return 2
    except RefusedError as error:
        print(error, file=sys.stderr)
        return 2
    print("Foram criados, com um exemplo que funciona, para você trocar pelo seu:")
    for path in made:
        print(f"  {path.relative_to(root)}")
    print("e o capítulo entrou em _toc.yml. Veja como ficou: make book")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
