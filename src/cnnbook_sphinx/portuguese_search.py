"""Search in Portuguese: with or without accents, in the singular or the plural, and by stem.

Sphinx's own Portuguese search stems words as they are written, so "convolucoes" and "convolução"
do not meet, and it leaves numbers out. Here accents go first, "6.208" is 6208, and "3×3" is one
word. One table of endings and one expression serve Python, which makes the index, and the page,
which reads it: the script is written from them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search.pt import SearchPortuguese

from cnnbook_sphinx import steps

# Steps are taken in order; of each, the first ending that fits and leaves enough of the word is
# replaced: (ending, replacement, letters that must be left before it).
Step = list[tuple[str, str, int]]
STEPS: list[Step] = [
    # Plural to singular.
    [("oes", "ao", 1), ("aes", "ao", 1), ("aos", "ao", 1), ("ais", "al", 1), ("eis", "el", 1),
     ("ois", "ol", 1), ("uis", "ul", 1), ("is", "il", 3), ("ns", "m", 1), ("ss", "ss", 1),
     ("us", "us", 1), ("s", "", 3)],
    # "fácil" and "fáceis" meet halfway.
    [("il", "el", 2)],
    # Nouns, adjectives and adverbs made of other words.
    [("amente", "", 3), ("mente", "", 4), ("icional", "", 4), ("acional", "", 4),
     ("cional", "c", 3), ("sional", "s", 3), ("amento", "", 4), ("imento", "", 4),
     ("izacao", "iz", 3), ("acao", "", 3),
     ("icao", "", 4), ("cao", "c", 2), ("sao", "s", 3), ("idade", "", 4), ("avel", "", 4),
     ("ivel", "", 4), ("adora", "", 4), ("ador", "", 4), ("ista", "", 4), ("iva", "", 4),
     ("ivo", "", 4), ("osa", "", 4), ("oso", "", 4), ("encia", "", 4), ("ancia", "", 4)],
    # Verbs.
    [("aram", "", 4), ("eram", "", 4), ("iram", "", 4), ("ando", "", 3), ("endo", "", 3),
     ("indo", "", 3), ("arem", "", 4), ("erem", "", 4), ("ava", "", 4), ("ado", "", 4),
     ("ada", "", 4), ("ido", "", 4), ("ida", "", 4), ("ar", "", 4), ("er", "", 4), ("ir", "", 4),
     ("am", "", 4), ("em", "", 4), ("ou", "", 4)],
    # Gender and the last vowel.
    [("a", "", 3), ("e", "", 3), ("o", "", 3)],
]  # fmt: skip

_NUMBER = "[0-9]+(?:[.,][0-9]+)*"
_TIMES = "[ \u00a0\u202f]*[×xX][ \u00a0\u202f]*"
_LETTER = r"[\p{L}\p{N}_]"  # in Python's expressions, \w
_WORDS = f"({_NUMBER}(?:{_TIMES}{_NUMBER})*)(?!{_LETTER})|{_LETTER}+"
"""Numbers and sizes such as 3×3, which are a group; or words."""
_THOUSANDS = "[.,](?=[0-9]{3}(?![0-9]))"
"""What separates thousands, in Portuguese or in what Keras prints."""

_FIND_WORDS = re.compile(_WORDS.replace(_LETTER, r"\w"))
_FIND_TIMES = re.compile(_TIMES)
_FIND_THOUSANDS = re.compile(_THOUSANDS)
_TEXTS_TOUCH = re.compile(r"(</(?:t[dh]|p|figcaption|text|title)>|</span>(?=<img))(?=<)")

_SPLITTER = """
var splitQuery = query => {
  const text = query.normalize("NFC").replaceAll("\\\\times", "×");
  return [...text.matchAll(/%s/gu)].flatMap(([word, size]) => {
    if (!size) return [word];
    const numbers = size.split(/%s/).map(number =>
      number.replace(/%s/g, "").replaceAll(".", ","));
    return numbers.length > 1 ? [numbers.join("x"), ...numbers] : numbers;
  }).filter(word => !stopwords.includes(word.toLowerCase()));
};
""" % (_WORDS, _TIMES, _THOUSANDS)

_SCRIPT = """
const STEMMER_STEPS = %s;
const foldAccents = word => word.toLowerCase().normalize("NFD").replace(/\\p{M}/gu, "");
class Stemmer {
  stemWord(word) {
    word = foldAccents(word);
    for (const step of STEMMER_STEPS) {
      const found = step.find(([ending, , left]) =>
        word.endsWith(ending) && word.length - ending.length >= left);
      if (found) word = word.slice(0, word.length - found[0].length) + found[1];
    }
    return word;
  }
}
"""


def fold_accents(text: str) -> str:
    """Lower case without accents: "Convoluções" becomes "convolucoes"."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.lower())
        if not unicodedata.category(letter).startswith("M")
    )


def stem(word: str) -> str:
    """What a word has in common with its plural, its feminine and the words made from it."""
    word = fold_accents(word)
    for step in STEPS:
        for ending, replacement, left in step:
            if word.endswith(ending) and len(word) - len(ending) >= left:
                word = word[: len(word) - len(ending)] + replacement
                break
    return word


def words_of(text: str) -> Iterator[str]:
    """Words as they are written; numbers without separators of thousands; sizes, as ``3x3``.

    A size is followed by its numbers, so that "28" finds "28×28".
    """
    text = unicodedata.normalize("NFC", text).replace(r"\times", "×")
    for found in _FIND_WORDS.finditer(text):
        if not found[1]:
            yield found[0]
            continue
        numbers = [
            _FIND_THOUSANDS.sub("", number).replace(".", ",")
            for number in _FIND_TIMES.split(found[1])
        ]
        if len(numbers) > 1:
            yield "x".join(numbers)
        yield from numbers


class FoldedPortuguese(SearchPortuguese):
    """Sphinx's Portuguese with these stems; the words it leaves out count unaccented too."""

    js_splitter_code = _SPLITTER
    js_stemmer_rawcode = ""
    js_stemmer_code = _SCRIPT % json.dumps(STEPS)
    stopwords = SearchPortuguese.stopwords | {*map(fold_accents, SearchPortuguese.stopwords)}

    def init(self, options: dict[str, str]) -> None:
        pass

    def stem(self, word: str) -> str:
        return stem(word)

    def word_filter(self, word: str) -> bool:
        return bool(word)

    def split(self, input: str) -> list[str]:
        return [word for word in words_of(input) if word.lower() not in self.stopwords]


def setup(app: Sphinx) -> None:
    app.add_search_language(FoldedPortuguese)
    steps.connect(app, _configure, _forget, _separate_texts)


def _configure(app: Sphinx, config: Any) -> None:
    # Excerpts would be fetched from the pages, which a browser refuses for files.
    config.html_show_search_summary = False


def _forget(app: Sphinx) -> list[Any]:
    """Leave out of the index words that only an earlier state of a page had."""
    if index := getattr(app.builder, "indexer", None):
        for words in (index._mapping, index._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
    return []


def _separate_texts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Sphinx takes tags away before it looks for words: what two cells hold would be one word."""
    if app.builder.name != "html":
        return
    for node in list(doctree.findall(nodes.raw)):
        text = node.astext()
        if (apart := _TEXTS_TOUCH.sub(r"\1\n", text)) != text:
            raw = nodes.raw(text, apart, **node.non_default_attributes())
            node.replace_self(raw)
