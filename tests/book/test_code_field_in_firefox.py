"""The field for code in another browser: opened, wrong, a hint at a time, right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

firefox = pytest.importorskip("firefox")

CASES = Path(__file__).parents[1] / "checked_code.jsonl"
LOOK = """
const WRONG = %s;
const figure = document.querySelector("figure.live[data-figure=code]");
const seen = (node) => (node.checkVisibility() ? node.textContent : "");
const until = (holds) => new Promise((resolve) => {
  const look = () => (holds() ? resolve() : requestAnimationFrame(look));
  look();
});
const run = async () => {
  figure.querySelector(".live-door button").click();
  await until(() => document.activeElement.tagName === "TEXTAREA");
  const code = figure.querySelector("textarea");
  const verdict = figure.querySelector(".code-verdict");
  const { value, selectionStart, selectionEnd } = code;
  const found = { stub: value, chosen: value.slice(selectionStart, selectionEnd) };
  const enter = { key: "Enter", cancelable: true };
  const press = (keys) => code.dispatchEvent(new KeyboardEvent("keydown", { ...enter, ...keys }));
  code.value = "def f():";
  code.setSelectionRange(8, 8);
  press({});
  found.indented = code.value;
  code.value = WRONG;
  code.dispatchEvent(new Event("input"));
  press({ ctrlKey: true });
  found.wrong = verdict.textContent;
  const paragraphs = () => [...figure.querySelectorAll(".code-told li p")].map(seen).join(" ");
  found.first = paragraphs();
  figure.querySelector(".code-told details").open = true;
  found.second = paragraphs();
  figure.querySelector(".code-told details details").open = true;
  found.third = paragraphs();
  found.kept = sessionStorage.getItem("cnnbook-code-6") === WRONG;
  code.value = WRONG.replace('padding="valid"', 'padding="same"');
  press({ ctrlKey: true });
  found.right = verdict.textContent;
  report(found);
};
run();
"""


def test_each_state_is_the_same_in_firefox(html):
    program = firefox.firefox()
    if not program:
        pytest.skip(f"there is no Firefox here (on Debian: {firefox.INSTALL})")
    stored = map(json.loads, CASES.read_text("utf-8").splitlines())
    [wrong] = [one["code"] for one in stored if one["name"] == "A wrong and B right"]
    found = firefox.reported(program, html, "book/06-conv1d", LOOK % json.dumps(wrong))
    assert "error" not in found, found
    assert "def my_network_a():" in found["stub"] and found["chosen"] == "None"
    assert found["indented"] == "def f():\n    "
    assert found["wrong"] == "Rede A: a corrigir. Rede B: certo."
    assert "256 − 8 + 1 = 249" in found["first"] and "(256, 32)" not in found["first"]
    assert "(256, 32)" in found["second"] and 'use padding="same"' not in found["second"]
    assert 'use padding="same"' in found["third"]
    assert found["kept"] is True
    assert found["right"] == "Rede A: certo. Rede B: certo."
