"""``python -m cnnbook_sphinx.editions epub pdf``: the book in other shapes."""

from __future__ import annotations

import argparse

from cnnbook_files import is_refused
from cnnbook_sphinx.editions import build
from cnnbook_sphinx.failures import explain


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m cnnbook_sphinx.editions",
        description="Constrói o livro em outros formatos. Rode na raiz do projeto.",
    )
    parser.add_argument("formats", nargs="+", choices=sorted(build.FORMATS), metavar="FORMATO",
                        help=", ".join(sorted(build.FORMATS)))  # fmt: skip
    for name in parser.parse_args().formats:
        try:
            print(f"Pronto: {build.FORMATS[name]()}")
        except build.BuildError as error:
            raise SystemExit(f"Erro: {error}") from None
        except OSError as error:
            if not is_refused(error):
                raise
            raise SystemExit(f"Erro: {explain(error, build.BUILD)}") from None


if __name__ == "__main__":
    main()
