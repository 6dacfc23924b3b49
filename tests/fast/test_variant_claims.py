"""Comparisons that the variants make of networks."""

import random

from filled_variants import GENERATORS

from cnnbook.questions.kind import fill


def test_factored_filters_are_told_when_they_save_and_when_not():
    """The rule M·(E + S) < k·E·S, from the numbers of the question alone."""
    generator, source, said = GENERATORS["filtros-fatorados"], random.Random(0), set()
    for draw in filter(None, (generator.numbers(source) for _ in range(1500))):
        if draw.kind != "parameters":
            continue
        _, kernel, channels, between, maps = draw.asked
        factored, single = between * (channels + maps), kernel * channels * maps
        word = "iguais" if factored == single else "menos" if factored < single else "mais"
        kind = generator.kinds[draw.kind]
        assert word in fill(kind.solution, kind.values(draw)).rpartition("aqui,")[2]
        said.add(word)
    assert said >= {"menos", "mais"}
