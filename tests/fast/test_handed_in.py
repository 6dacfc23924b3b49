"""What the book hands to the extension by name: all of it is there, and what is not is said."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from sphinx.errors import ConfigError

from cnnbook_sphinx import handed_in

BOOK = yaml.safe_load((Path(__file__).parents[2] / "_config.yml").read_text("utf-8"))["sphinx"]


class Config(SimpleNamespace):
    def __getitem__(self, name):
        return vars(self)[name]


def config(**changes):
    return Config(**{name: value for name, value in BOOK["config"].items() if "cnnbook" in name},
                  **changes)  # fmt: skip


def test_all_that_the_book_names_is_there():
    for name in (*BOOK["config"]["cnnbook_prepare"], *BOOK["config"]["cnnbook_data"]):
        assert callable(handed_in.function(name))
    for name in ("opening", "card", "cover"):
        picture = handed_in.picture(config(), name)
        assert callable(picture.draw) and picture.ALTERNATIVE.endswith(".")
    assert "padding-forgotten" in handed_in.checked_mistakes(config())["redes-conv1d"]


@pytest.mark.parametrize("name", ["cnnbook.nothing.state", "cnnbook.records.nothing", "state"])
def test_a_function_that_is_not_there(name):
    with pytest.raises(ConfigError, match=f"a configuração pede {name}"):
        handed_in.function(name)


@pytest.mark.parametrize("module", ["cnnbook.figures.nothing", "nothing.at_all"])
def test_a_picture_that_is_not_there(module):
    changed = config()
    changed.cnnbook_card = module
    with pytest.raises(ConfigError, match=f"cnnbook_card: não há o módulo {module}"):
        handed_in._prepare(None, changed)


def test_a_name_that_is_no_pattern():
    changed = config()
    changed.cnnbook_names = ["Conv[12"]
    with pytest.raises(ConfigError, match="cnnbook_names: “Conv.12” não é uma expressão regular"):
        handed_in._prepare(None, changed)


def test_a_book_that_hands_in_nothing():
    empty = Config(
        cnnbook_prepare=[], cnnbook_names=[], cnnbook_opening="", cnnbook_card="", cnnbook_cover="",
        cnnbook_checks="",
    )  # fmt: skip
    handed_in._prepare(None, empty)
    assert handed_in.checked_mistakes(empty) == {}
    assert handed_in.picture(empty, "cover") is None
