"""The study's results are of the networks and the data that the book has today."""

import pytest

from cnnbook import records, training
from cnnbook.study import results
from cnnbook.study.plan import GROUPS


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_each_run_has_the_name_of_its_configuration_layers_and_data(group):
    network = training.build(group.configuration)
    for result in results.of(group):
        identity = training.identity_of(result.configuration, network)
        assert result.run == records.name_of(identity)
