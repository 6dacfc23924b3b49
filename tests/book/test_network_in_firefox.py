"""*A rede por dentro* in another browser: the same answers, and the same initial weights."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from cnnbook.inside import drawings

LOOK = """
const find = (within, kind, text) =>
  [...within.querySelectorAll(kind)].find((one) => one.textContent.includes(text));
const there = (seek) => new Promise((resolve) => {
  const look = () => (seek() ? resolve(seek()) : setTimeout(look, 20));
  look();
});
(async () => {
  const figure = document.querySelector("figure.live");
  (await there(() => find(figure, "button", "Ligar a rede"))).click();
  const picks = await there(() => figure.querySelector(".net-picks"));
  const answers = [...picks.querySelectorAll("button")].map((pick) => {
    pick.click();
    find(figure.querySelector(".live-part"), "button", "Mostrar").click();
    const first = find(figure, "table", "As cinco primeiras").rows[0].cells;
    return [pick.getAttribute("aria-label"), first[0].firstChild.data, first[1].textContent];
  });
  const table = find(document, "table.book-table", "O que a rede responde");
  const expected = [...table.tBodies[0].rows].map((row) =>
    [0, 3, 4].map((cell) => row.cells[cell].textContent));
  const { cnn, initial, network: content } = laboratory;
  const weights = initial.weights(cnn.placed(content.layers), content.seeds);
  const digest = await crypto.subtle.digest("SHA-256", weights.buffer);
  report({ answers, expected, digest: [...new Uint8Array(digest)] });
})();
"""


def test_the_network_answers_alike_in_firefox(in_firefox):
    pytest.importorskip("keras")
    from cnnbook import training
    from cnnbook.configuration import EXERCISE_10

    found = in_firefox("book/rede-por-dentro", LOOK)
    assert len(found["answers"]) == len(drawings.pictures())
    assert found["answers"] == found["expected"]
    drawn = np.concatenate([one.ravel() for one in training.build(EXERCISE_10).get_weights()])
    assert bytes(found["digest"]) == hashlib.sha256(drawn.tobytes()).digest()
