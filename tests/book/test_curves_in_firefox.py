"""*Curvas* in another browser: a curve is drawn, by its handles and by a pointer, then judged."""

from __future__ import annotations

import statistics

from cnnbook.study import results
from cnnbook_laboratory.curves import CHANGES

STEPS = 10
PER_UNIT = 100
LOOK = """
const figure = document.querySelector("figure.live-on");
const body = figure.querySelector(".live-body");
const press = (name) =>
  [...body.querySelectorAll("button")].find((one) => one.textContent === name).click();
const handles = () => [...body.querySelectorAll(".curves-epochs input")];
const drawn = () => handles().map((one) => one.getAttribute("aria-valuetext"));
const plot = body.querySelector("svg.curves-plot");
const changed = (node, kind) => node.dispatchEvent(new Event(kind, { bubbles: true }));
const point = (kind, x, y) => {
  const box = plot.getBoundingClientRect();
  plot.dispatchEvent(new PointerEvent(kind, {
    bubbles: true, buttons: 1, clientX: box.left + x * box.width, clientY: box.top + y * box.height,
  }));
};
const found = { isPictureHidden: !figure.querySelector("img").checkVisibility() };
const change = body.querySelector("select");
change.value = "rate-up";
changed(change, "change");
body.querySelector("input[value=loss]").click();
body.querySelector(".curves-epochs").open = true;
found.before = drawn();
for (const one of handles()) {  // as the arrow keys do
  one.stepDown(STEPS);
  changed(one, "input");
}
found.lower = drawn();
found.early = body.querySelectorAll(".curves-run, .curves-table").length;
press("Conferir");
found.verdict = body.querySelector(".live-verdict").textContent;
found.runs = body.querySelectorAll("path.curves-run").length;
found.rows = body.querySelectorAll(".curves-table tbody tr").length;
found.focus = document.activeElement.textContent;
press("Desenhar de novo");
plot.setPointerCapture = () => {};  // of a pointer that is not there
point("pointerdown", 0.16, 0.1);
point("pointermove", 0.95, 0.8);
found.pointed = drawn();
change.value = "epochs";
changed(change, "change");
press("Conferir");  // nothing is drawn yet
press("Conferir");
found.flat = body.querySelector(".live-verdict").textContent;
found.link = body.querySelector(".live-verdict a").getAttribute("href");
report(found);
"""


def value(text):
    return float(text.partition(": ")[2].replace(",", "."))


def test_a_curve_is_drawn_and_judged_in_firefox(in_firefox):
    found = in_firefox("book/prever-curvas", LOOK.replace("STEPS", str(STEPS)))
    assert found["isPictureHidden"] and found["early"] == 0
    before, after = (
        [[round(1000 * loss) / 1000 for loss in run.history["loss"]] for run in results.of(group)]
        for group in CHANGES["rate-up"]
    )
    middle = [round(PER_UNIT * statistics.median(at)) for at in zip(*before)]
    assert [round(PER_UNIT * value(one)) for one in found["before"]] == middle
    lower = [one - STEPS for one in middle]
    assert [round(PER_UNIT * value(one)) for one in found["lower"]] == lower
    inside = sum(
        min(at) <= one / PER_UNIT <= max(at) for one, at in zip(lower, zip(*after), strict=True)
    )
    assert found["verdict"].startswith(
        f"Dentro da faixa de todas as {len(after)} execuções em {inside} de {len(lower)} épocas."
    )
    assert (found["runs"], found["rows"]) == (len(after), len(lower))
    assert found["focus"] == "Desenhar de novo"
    pointed = [value(one) for one in found["pointed"]]
    assert pointed == sorted(pointed, reverse=True) and pointed[0] > pointed[-1] + 1
    assert "Você desenhou o fim plano, e ali a curva ainda muda" in found["flat"]
    assert found["link"].endswith("enganos.html#plateau-too-soon")
