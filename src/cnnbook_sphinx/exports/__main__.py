"""``python -m cnnbook_sphinx.exports moodle anki``: the book's questions for other programs."""

from __future__ import annotations

import argparse

from cnnbook_files import is_refused
from cnnbook_sphinx.editions import build
from cnnbook_sphinx.exercises.content import FaultsError
from cnnbook_sphinx.exports import make
from cnnbook_sphinx.exports.classes import ClassError, folder
from cnnbook_sphinx.failures import explain


def main() -> None:
    usual = make.Wish()
    parser = argparse.ArgumentParser(
        prog="python -m cnnbook_sphinx.exports",
        description="Leva as perguntas do livro a outros programas e ao papel. Rode na raiz do "
        "projeto.",
    )
    parser.add_argument("formats", nargs="+", choices=sorted(make.FORMATS), metavar="FORMATO",
                        help=", ".join(sorted(make.FORMATS)))  # fmt: skip
    parser.add_argument(
        "--turma",
        default="",
        metavar="NOME",
        help="só com perguntas de uma turma, que não estão no livro publicado",
    )
    for name, default, said in (
        ("variantes", usual.versions, "quantas versões de cada exercício"),
        ("questoes", usual.questions, "quantas questões tem a prova"),
        ("versoes", usual.papers, "quantas versões tem a prova, de A em diante"),
        ("semente", usual.seed, "o número que sorteia a prova: com o mesmo, sai a mesma"),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", default=str(default), metavar="N", help=said)
    asked = parser.parse_args()
    try:
        if asked.turma:
            folder(asked.turma)
        wish = make.Wish(
            asked.turma, _number("VARIANTES", asked.variantes, most=make.MOST_VERSIONS),
            _number("QUESTOES", asked.questoes), _number("VERSOES", asked.versoes),
            _number("SEMENTE", asked.semente, least=0),
        )  # fmt: skip
        for name in asked.formats:
            for path in make.FORMATS[name](wish):
                print(f"Pronto: {path}")
    except FaultsError as error:
        raise SystemExit("\n".join(f"Erro: {fault}" for fault in error.faults)) from None
    except (build.BuildError, ClassError, ValueError) as error:
        raise SystemExit(f"Erro: {error}") from None
    except OSError as error:
        if not is_refused(error):
            raise
        raise SystemExit(f"Erro: {explain(error, build.BUILD)}") from None


def _number(name: str, text: str, least: int = 1, most: int = 10**9) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise ClassError(f"{name}={text}: escreva um número inteiro, de {least} a {most}")
    return int(text)


if __name__ == "__main__":
    main()
