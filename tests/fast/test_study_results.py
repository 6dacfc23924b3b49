"""The results file: a line for each run, whole or refused, and nothing lost or doubled."""

import errno
import json
import multiprocessing
from dataclasses import replace

import pytest

from cnnbook import records
from cnnbook.configuration import EXERCISE_9, TrainingConfiguration
from cnnbook.study import plan, results
from cnnbook.study.__main__ import _Progress
from cnnbook.study.plan import ALL_GROUPS, Group
from cnnbook.study.results import Result, ResultsError

SMALL = Group("small", TrainingConfiguration("factored_classifier", epochs=2), seeds=3)


def result(seed: int, group: Group = SMALL, accuracy: float = 0.1) -> Result:
    of = group.run(seed)
    return Result(
        run=f"run-{seed}",
        configuration=of,
        history={name: [0.5] * of.epochs for name in results.HISTORY},
        test={"loss": 4.0, "accuracy": accuracy},
        weights_sha256="0" * 64,
        provenance={"cpu": "Processador de teste", "threads": 1},
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "results.jsonl"


def test_what_is_added_is_read(path):
    assert results.read(path) == []
    for seed in (2, 1):
        assert results.add(path, result(seed))
    assert results.read(path) == [result(1), result(2)]


def test_a_run_that_is_there_is_not_added_again(path):
    results.add(path, result(1))
    before = path.read_bytes()
    assert not results.add(path, result(1, accuracy=0.9))
    assert path.read_bytes() == before


def test_a_run_added_is_a_line_added(path):
    for seed in (1, 3):
        results.add(path, result(seed))
    before = path.read_text().splitlines()
    results.add(path, result(2))
    after = path.read_text().splitlines()
    assert len(after) == 3 and [line for line in after if line in before] == before


def test_seeds_are_in_numeric_order(path):
    for seed in (10, 9):
        results.add(path, result(seed))
    assert [found.configuration.seed for found in results.read(path)] == [9, 10]


def test_a_group_has_its_own_runs_only(path):
    other = replace(SMALL, configuration=replace(SMALL.configuration, learning_rate=0.1))
    for of in (result(2), result(1, other), result(1)):
        results.add(path, of)
    assert results.of(SMALL, path) == [result(1), result(2)]
    assert results.of(other, path) == [result(1, other)]


def _add(path, seeds):
    for seed in seeds:
        results.add(path, result(seed))


def test_several_processes_at_once_lose_nothing(path):
    context = multiprocessing.get_context("fork")
    # Each run is added by two of them.
    workers = [
        context.Process(target=_add, args=(path, seeds))
        for seeds in (range(1, 21), range(11, 31), [*range(21, 31), *range(1, 11)])
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert results.read(path) == [result(seed) for seed in range(1, 31)]


def damaged(change) -> str:
    content = json.loads(results._line(result(2)))
    change(content)
    return json.dumps(content)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('{"run":"run-2","conf', id="cut"),
        pytest.param("", id="empty"),
        pytest.param("[]", id="not an object"),
        pytest.param(damaged(lambda of: of.pop("test")), id="a part missing"),
        pytest.param(damaged(lambda of: of.update(more=1)), id="a part too many"),
        pytest.param(damaged(lambda of: of["history"]["loss"].pop()), id="an epoch missing"),
        pytest.param(damaged(lambda of: of["test"].pop("loss")), id="a figure missing"),
        pytest.param(damaged(lambda of: of.update(weights_sha256="")), id="no hash"),
        pytest.param(damaged(lambda of: of["configuration"].update(epochs=0)), id="no epochs"),
        pytest.param(damaged(lambda of: of["test"].update(loss=float("nan"))), id="diverged"),
        pytest.param(damaged(lambda of: of["test"].update(loss=float("inf"))), id="infinite"),
    ],
)
def test_a_damaged_line_is_refused_with_its_number_and_kept(path, line):
    results.add(path, result(1))
    path.write_text(path.read_text() + line + "\n")
    before = path.read_bytes()
    with pytest.raises(ResultsError, match=r"linha 2 .*apague essa linha"):
        results.read(path)
    with pytest.raises(ResultsError):
        results.add(path, result(3))
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [None, b"\xe9 Latin-1"])
def test_a_file_that_cannot_be_read_is_an_error_with_its_name(path, content):
    if content is None:
        path.mkdir(parents=True)
    else:
        path.parent.mkdir()
        path.write_bytes(content)
    with pytest.raises(ResultsError, match=f"{path} não pode ser lido"):
        results.read(path)


def test_a_full_disk_keeps_the_old_file_and_says_what_to_do(path, monkeypatch):
    results.add(path, result(1))
    before = path.read_bytes()

    def fail(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(results, "write_atomically", fail)
    with pytest.raises(ResultsError, match="o disco está cheio.*continua de onde parou"):
        results.add(path, result(2))
    assert path.read_bytes() == before


def test_a_worker_s_result_counts_only_if_it_is_of_today_s_network(path, capsys):
    """As one from a machine with another version of the book is not."""
    progress = _Progress((SMALL,), path, {SMALL.run(1): "run-1", SMALL.run(2): "run-of-today"})
    progress.deliver(result(1))
    for other in (result(2), result(3)):  # of another network; not asked for
        with pytest.raises(ResultsError, match=f"{other.run}.*mesma versão"):
            progress.deliver(other)
    assert results.read(path) == [result(1)]
    assert "1/2 small, semente 1" in capsys.readouterr().out


def test_a_doubled_line_is_refused(path):
    results.add(path, result(1))
    path.write_text(path.read_text() * 2)
    with pytest.raises(ResultsError, match="linha 2 .* repete"):
        results.read(path)


def test_a_record_is_made_compact_without_its_times():
    path = next(records.PACKAGED_RUNS.glob("factored_classifier-*.json"))
    record = records.read(path)
    compact = Result.of(record, EXERCISE_9)
    assert compact.configuration == EXERCISE_9
    assert compact.run == path.stem
    assert set(compact.history) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert compact.test["accuracy"] == pytest.approx(record.test["accuracy"], abs=5e-6)
    assert compact.weights_sha256 == record.weights_sha256
    assert len(results._line(compact)) < 1500


def test_the_plan_asks_for_what_the_book_speaks_of():
    assert len({group.name for group in ALL_GROUPS}) == len(ALL_GROUPS)
    assert len({group.configuration for group in ALL_GROUPS}) == len(ALL_GROUPS)
    assert all(group.seeds >= 5 for group in ALL_GROUPS)


def test_runs_are_asked_for_seed_by_seed_and_once():
    wanted = list(plan.in_order())
    assert [of.seed for of in wanted] == sorted(of.seed for of in wanted)
    assert len(set(wanted)) == len(wanted) == sum(group.seeds for group in ALL_GROUPS)
