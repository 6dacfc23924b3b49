"""The bands over seeds: the same file for the same runs, with what the text points to in it."""

import re

from cnnbook.figures import many_runs

RUNS = {
    "rasa": [[4.6, 4.5, 4.2], [4.6, 4.4, 4.1], [4.6, 4.3, 4.0]],
    "funda": [[4.6, 4.0, 3.0], [4.6, 4.1, 3.1]],
}


def test_the_same_runs_give_the_same_figure():
    assert many_runs.bands(RUNS, "custo").svg == many_runs.bands(RUNS, "custo").svg


def test_recorded_runs_and_limits_are_drawn():
    plain = many_runs.bands(RUNS, "custo").svg
    with_dots = many_runs.bands(RUNS, "custo", recorded={"rasa": [4.6, 4.4, 4.2]}).svg
    with_limit = many_runs.bands(RUNS, "custo", limits={"limite": 3.5}).svg
    lines = [len(re.findall(r'id="line2d_', svg)) for svg in (plain, with_dots, with_limit)]
    assert lines[1] > lines[0] and lines[2] > lines[0]


def test_groups_may_have_different_lengths():
    groups = {"curta": [[1.0, 2.0]], "longa": [[1.0, 2.0, 3.0]]}
    many_runs.bands(groups, "acurácia", in_percent=True)
