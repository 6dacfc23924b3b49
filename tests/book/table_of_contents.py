"""The documents that the book has, for tests that go through them."""

from __future__ import annotations

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def documents() -> list[str]:
    """Every page of the table of contents, such as ``book/02-tamanho-da-saida``."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    chapters = [chapter["file"] for part in contents["parts"] for chapter in part["chapters"]]
    return [contents["root"], *chapters]


def exercises() -> list[str]:
    """Those whose header has the short question, in their order."""
    return [
        name
        for name in documents()
        if "question" in header(name)
    ]


def header(document: str) -> dict:
    """What the document says of itself, before its text."""
    text = (ROOT / f"{document}.md").read_text("utf-8")
    return yaml.safe_load(text.split("---\n")[1]) if text.startswith("---\n") else {}
