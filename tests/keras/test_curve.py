"""The curve of a reader's own training: over the right runs, in one output, and in words."""

from __future__ import annotations

import re
import textwrap
from html import unescape

import nbformat
import pytest
from nbclient import NotebookClient

from cnnbook.check import Curve, ranges
from cnnbook.check.curve import Growing
from cnnbook.numbers import decimal, integer

SIZES = {"whole": ranges.WHOLE, "part": ranges.SUBSET}


def alternative(shown: str) -> str:
    [alt] = re.findall(r'<img alt="([^"]*)"', shown)
    return unescape(alt)


def caption(shown: str) -> str:
    [text] = re.findall(r"<figcaption>(.*)</figcaption>", shown)
    return unescape(text)


@pytest.mark.parametrize("exercise", [9, 10])
@pytest.mark.parametrize("size", SIZES)
def test_it_is_drawn_over_the_runs_on_as_many_images(exercise, size, capsys):
    known = SIZES[size][exercise]
    curve = Curve(exercise)
    curve.set_params({"steps": known.steps})
    curve.on_train_begin()
    curve.on_epoch_end(0, {"loss": 4.6})
    curve.on_epoch_end(1, {"loss": 4.5})
    beginning, *epochs = capsys.readouterr().out.splitlines()  # no notebook: lines
    assert f"{len(known.runs)} execuções" in beginning
    assert ("uma parte do CIFAR-100" in beginning) == (size == "part")
    assert (integer(known.training_images) in beginning) == (size == "part")
    second = [losses[1] for losses in known.losses]
    least, most = decimal(min(second), 2), decimal(max(second), 2)
    assert len(epochs) == 2
    assert epochs[1] == f"Época 2: 4,50; nas execuções do livro, de {least} a {most}."


def test_a_training_of_another_size_stands_alone(capsys):
    curve = Curve(9)
    curve.set_params({"steps": 7})
    curve.on_train_begin()
    curve.on_epoch_end(0, {"loss": 4.6})
    beginning, epoch = capsys.readouterr().out.splitlines()
    assert "sem comparação" in beginning and epoch == "Época 1: 4,60."
    assert "execuções do livro" not in curve._growing.drawing().svg


def test_it_goes_on_after_the_last_epoch_of_the_book():
    growing = Growing(ranges.SUBSET[9])
    growing.losses += [4.0] * (ranges.SUBSET[9].asked.epochs + 1)
    assert repr(growing) == f"Época {len(growing.losses)}: 4,00."
    growing._repr_html_()


def test_who_does_not_see_it_reads_every_epoch_and_it_fits_a_phone():
    growing = Growing(ranges.SUBSET[10])
    growing.losses += [4.6, 4.5, 4.4]
    shown = growing._repr_html_()
    said = alternative(shown)
    assert [said.count(f"Época {epoch}:") for epoch in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert said.startswith("Custo de treino") and "max-width: 100%" in shown
    seen = caption(shown)
    assert "uma parte do CIFAR-100" in seen and seen.endswith(repr(growing))


TRAINING = """
    import keras
    from cnnbook import check, networks, stand_in
    from cnnbook.check import ranges

    data = stand_in.make(ranges.SUBSET[9].steps, 1)
    network = networks.factored_classifier()
    network.compile(keras.optimizers.SGD(0.001), "categorical_crossentropy")
    labels = keras.utils.to_categorical(data.y_train, 100)
    history = network.fit(
        data.x_train / 255, labels, batch_size=1, epochs=2, verbose=0, callbacks=[check.Curve(9)]
    )
"""


def test_in_a_notebook_one_output_grows(tmp_path):
    """By a kernel of its own: each epoch takes the place of the one before."""
    cell = nbformat.v4.new_code_cell(textwrap.dedent(TRAINING).strip())
    notebook = nbformat.v4.new_notebook(cells=[cell])
    (tmp_path / "home").mkdir()
    updates = []

    class Client(NotebookClient):
        def process_message(self, message, *rest):
            if message["msg_type"] == "update_display_data":
                updates.append(message["content"]["data"]["text/plain"])
            return super().process_message(message, *rest)

    Client(
        notebook, timeout=600, kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()  # fmt: skip
    assert [text.partition(":")[0] for text in updates] == ["Época 1", "Época 2"]
    [output] = [one for one in notebook.cells[0].outputs if one.output_type != "stream"]
    assert output.output_type == "display_data"
    assert output.data["text/plain"] == updates[-1]
    said = alternative(output.data["text/html"])
    assert updates[0] in said and updates[1] in said and "uma parte do CIFAR-100" in said
