"""What live figures show where they do not run: each picture says what it is of, in numbers."""

import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from cnnbook.figures import inside
from cnnbook.figures.sheet import sheet
from cnnbook.inside import drawings, network
from cnnbook.numbers import decimal, shape
from cnnbook.study import results
from cnnbook.study.statistics import Band
from cnnbook_laboratory.calculator.picture import picture
from cnnbook_laboratory.calculator.stacks import stacks
from cnnbook_laboratory.curves import CHANGES, MEASURES


def texts(svg):
    return ["".join(one.itertext()) for one in ElementTree.fromstring(svg).iter() if is_text(one)]


def is_text(node):
    return node.tag.endswith("}text")


def test_the_maps_of_a_picture_have_their_sizes_and_a_scale():
    one = drawings.pictures()[0]
    maps = network.first_maps(one.pixels)
    assert texts(inside.draw(one.pixels, maps)) == [
        shape(one.pixels.shape), shape(maps.shape), "0", decimal(float(maps.max()), 2),
    ]  # fmt: skip


def test_the_scale_goes_from_paper_to_the_colour_of_the_largest_number():
    maps = np.array([[[0.0], [2.0]]])
    ends = inside._shades(maps)[0, :, 0]
    ramp = inside._shades(np.linspace(0, 1, 9)[None, :])[0]
    assert ramp[0].tolist() == ends[0].tolist() and ramp[-1].tolist() == ends[1].tolist()


@pytest.mark.parametrize("name", stacks())
def test_receptive_fields_are_drawn_under_what_they_are(name):
    stack = stacks()[name]
    drawn, _ = picture(stack)
    title, *layers = texts(drawn)
    assert title.endswith(shape(stack.input_shape[:-1]))
    fields = [row.receptive_field for row in stack.rows if len(row.output_shape) > 1]
    said = [shape(field) for field in fields if field]
    assert [text.rpartition(" ")[2] for text in layers] == said
    assert len(re.findall("<rect ", drawn)) >= len(fields)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_sheet_names_what_is_drawn_on_it(measure):
    known, hidden = CHANGES["rate-up"]
    name, scale = MEASURES[measure]
    band = Band.of([run.history[name] for run in results.of(known)])
    found = texts(sheet(band, scale, hidden.configuration.epochs, "o que se mede"))
    assert "o que se mede" in found and "época" in found
    assert {scale.write(value) for value in scale.multiples(scale.step)} <= {*found}
