"""A training configuration refuses what cannot be trained."""

import pytest

from cnnbook import named_data
from cnnbook.configuration import DATA, TrainingConfiguration


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("epochs", value) for value in (0, -1, True, 2.0, "8")),
        *(("batch_size", value) for value in (0, -1, True, 2.0, None)),
        *(("learning_rate", value) for value in (0, -0.05, float("nan"), float("inf"))),
        *(("seed", value) for value in (-1, True, 1.5)),
    ],
)
def test_an_impossible_value_is_refused_by_name(field, value):
    with pytest.raises(ValueError, match="deve ser") as error:
        TrainingConfiguration(**{"network": "factored_classifier", "epochs": 8, field: value})
    assert f"{field}={value!r}" in str(error.value)


def test_data_without_a_name_is_refused():
    with pytest.raises(ValueError, match="data='cifar-10' não existe: há cifar-100, subset"):
        TrainingConfiguration("net", epochs=1, data="cifar-10")
    assert set(DATA) == set(named_data.SHA256) == set(named_data.SIZES)


def test_the_least_values_are_accepted():
    TrainingConfiguration("net", epochs=1, learning_rate=1e-9, batch_size=1, seed=0)
