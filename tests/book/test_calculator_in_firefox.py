"""The calculator in another browser: code is pasted and read, and an edit predicted, then seen."""

from __future__ import annotations

CODE = """
m = Sequential([
  Input((28, 28, 1)), Conv2D(8, 5, name="conv1"),
  LSTM(4), Flatten(), Dense(10, name="classes")])
"""
LOOK = """
const there = (seek) => new Promise((resolve) => {
  const look = () => (seek() ? resolve(seek()) : setTimeout(look, 20));
  look();
});
const figure = document.querySelector("figure.live-on");
const body = figure.querySelector(".live-body");
const press = (name) => [...body.querySelectorAll("button")]
  .find((one) => one.textContent === name && one.checkVisibility()).click();
const results = () => [...body.querySelectorAll(".calculator-results")].map((layer) =>
  [...layer.querySelectorAll("dd")].map((one) => one.innerText.split("\\n")[0]));
const guess = (way) => body.querySelectorAll(".calculator-ask fieldset").forEach((one) =>
  [...one.querySelectorAll("label")].find((label) => label.textContent === way).control.click());
(async () => {
  const found = { isPictureHidden: !figure.querySelector("img").checkVisibility() };
  body.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  const code = body.querySelector(".live-code");
  code.value = CODE;
  code.dispatchEvent(new Event("input", { bubbles: true }));
  press("Ler este código");
  found.said = body.querySelector(".calculator-keras .live-verdict").innerText;
  found.read = results();
  const stride = body.querySelector("[aria-label='passo de conv1']");
  stride.focus();
  stride.value = "2";
  stride.dispatchEvent(new Event("change", { bubbles: true }));
  await there(() => body.querySelector(".calculator-ask"));
  found.hidden = results();
  press("Conferir");
  found.notYet = body.querySelector(".calculator-ask .live-verdict").textContent;
  guess("diminui");
  press("Conferir");
  found.told = [...body.querySelectorAll(".calculator-told li")].map((one) =>
    [one.className, one.textContent]);
  found.seen = results();
  found.address = location.hash;
  found.code = code.value;
  report(found);
})();
"""


def test_code_is_read_and_an_edit_predicted_and_seen_in_firefox(in_firefox):
    found = in_firefox("book/calculadora", LOOK.replace("CODE", repr(CODE)))
    assert found["isPictureHidden"]
    assert [line for line in found["said"].split("\n") if line] == [
        "Camadas lidas: 3.",
        "Linha 4: o livro não faz as contas de LSTM, que ficou de fora.",
    ]
    parameters = [(5 * 5 + 1) * 8, (24 * 24 * 8 + 1) * 10]
    assert [row[:2] for row in found["read"]] == [
        ["24×24×8", str(parameters[0])], ["4608", "0"], ["10", f"{parameters[1] / 1000:.3f}"],
    ]  # fmt: skip
    assert {value for row in found["hidden"] for value in row} == {"?"}
    assert found["notYet"] == "Responda às três antes de conferir."
    assert [kind for kind, _ in found["told"]] == ["right", "right", "wrong"]
    assert "O campo receptivo da última janela não muda: 5×5." in found["told"][2][1]
    assert "esta é a última" in found["told"][2][1]
    assert found["seen"][0][0] == "12×12×8"
    assert found["address"] == "#rede=28x28x1.c2n8k5s2@conv1.f.dn10@classes"
    assert "strides=2" in found["code"]
