"""The stepped window in another browser: each state, by the same words."""

from __future__ import annotations

LOOK = """
const figure = document.querySelector("figure.live-on");
const body = figure.querySelector(".live-body");
const field = (form) => form.querySelector("input");
const forms = () => [...body.querySelectorAll("form")].filter((one) => one.checkVisibility());
const verdict = (form) => form.nextSibling.textContent;
const answer = (form, text) => {
  field(form).value = text;
  form.querySelector("button").click();
  return verdict(form);
};
const count = (kind) => body.querySelectorAll(`.step-ladder rect.${kind}`).length;
const slide = (name, value) => {
  const label = [...body.querySelectorAll("label")].find((one) => one.textContent === name);
  label.control.value = value;
  label.control.dispatchEvent(new Event("input", { bubbles: true }));
};
const isPictureHidden = !figure.querySelector("img").checkVisibility();
const found = { asked: count("bar"), isPictureHidden };
slide("Entrada (n)", 10);
slide("Passo (s)", 1);
slide("Janela (k)", 5);
const [size] = forms();
found.missed = answer(size, "8");
found.drawn = [count("bar"), count("beyond")];
found.known = answer(size, "6");
const value = forms()[1];
found.wrong = answer(value, "999");
const { state, window: at } = laboratory.stepper;
const now = state.read(laboratory.page.asked("janela"));
const axes = state.axes(now);
const numbers = state.numbers(now, axes);
const place = at.target(numbers, axes, now.operation);
const right = at.place(numbers, axes, now.operation, Math.floor(place / 6), place % 6).value;
found.right = answer(value, String(right));
found.sum = body.querySelector(".step-sums tfoot").textContent;
found.expected = laboratory.numbers.integer(right);
body.querySelector("button.main:focus").click();
found.said = body.querySelector("p.live-only-read").textContent;
slide("Dilatação (d)", 3);
found.impossible = body.textContent;
report(found);
"""


def test_each_state_is_the_same_in_firefox(in_firefox):
    found = in_firefox("book/passo-a-passo", LOOK)
    assert (found["asked"], found["isPictureHidden"]) == (1, True)
    assert "Ainda não: 8." in found["missed"] and "10 − 2 = 8" in found["missed"]
    assert found["drawn"] == [6, 2]
    assert found["known"] == "Certo. ⌊(10 − 5)/1⌋ + 1 = 6."
    assert "Confira termo a termo" in found["wrong"]
    assert found["right"].startswith(f"Certo. A saída é {found['expected']}.")
    assert found["sum"].endswith(f"= {found['expected']}")
    assert "da saída: " in found["said"]
    assert "Esta camada não existe: o filtro cobre 13 posições" in found["impossible"]
