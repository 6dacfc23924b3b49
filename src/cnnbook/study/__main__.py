"""``python -m cnnbook.study``: train what the study still lacks, here or on a Dask cluster."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cnnbook import cifar100
from cnnbook.cifar100 import DatasetError
from cnnbook.configuration import TrainingConfiguration
from cnnbook.dataset import Dataset
from cnnbook.numbers import decimal, percent
from cnnbook.records import DivergedError, RecordError
from cnnbook.study import plan, results
from cnnbook.study.plan import ALL_GROUPS, Group
from cnnbook.study.results import PACKAGED_RESULTS, Result, ResultsError

if TYPE_CHECKING:
    from cnnbook.study.cluster import Settings

_STATE = Path("_build/study")


def main() -> None:
    options = _options()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        if options.run:
            _repeat(*options.run, options.results)
        else:
            _study(options)
    except (ResultsError, DatasetError, RecordError, DivergedError) as error:
        raise SystemExit(f"Erro: {error}") from None
    except KeyboardInterrupt:
        raise SystemExit("\nInterrompido. O mesmo comando continua de onde parou.") from None


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m cnnbook.study",
        description="Treina, com o CIFAR-100, as execuções que ainda faltam no estudo.",
    )
    parser.add_argument(
        "--seeds",
        type=int,
        metavar="N",
        help="pelo menos N sementes em cada grupo (sem isto, as do plano)",
    )
    parser.add_argument(
        "--group",
        action="append",
        choices=[group.name for group in ALL_GROUPS],
        help="só este grupo; pode ser repetido",
    )
    parser.add_argument(
        "--scheduler", metavar="ENDEREÇO", help="de um cluster Dask (tcp://maquina:8786)"
    )
    parser.add_argument(
        "--workers", type=int, metavar="N", help="processos nesta máquina (sem isto, um por núcleo)"
    )
    parser.add_argument(
        "--results",
        type=Path,
        default=PACKAGED_RESULTS,
        metavar="ARQUIVO",
        help="onde ficam os resultados (sem isto: %(default)s)",
    )
    parser.add_argument(
        "--run",
        nargs=2,
        metavar=("GRUPO", "SEMENTE"),
        help="repete uma execução do arquivo, do zero, e compara os pesos finais",
    )
    return parser.parse_args()


def _study(options: argparse.Namespace) -> None:
    groups = tuple(
        replace(group, seeds=max(group.seeds, options.seeds or 0))
        for group in ALL_GROUPS
        if not options.group or group.name in options.group
    )
    try:
        from cnnbook.study.cluster import ClusterError, Settings
    except ModuleNotFoundError as error:
        raise SystemExit(
            f"Erro: o estudo usa o Dask ({error}). Instale-o assim: pip install -e '.[study]'"
        ) from None
    settings = Settings(
        address=options.scheduler,
        workers=options.workers,
        directory=None if options.scheduler else _STATE.absolute(),
    )
    if settings.address is None:
        cifar100.load()  # if it cannot be read here, say so before any process starts
    try:
        complete = run_study(groups, options.results, settings)
    except ClusterError as error:
        raise SystemExit(f"Erro: {error}") from None
    if not complete:
        raise SystemExit("Erro: nem todas as execuções terminaram; rode o mesmo comando de novo")
    print(f"Resultados em {options.results}")


def run_study(
    groups: tuple[Group, ...], path: Path, settings: Settings, data: Dataset | None = None
) -> bool:
    """Train the groups' runs that a results file lacks, adding each as it ends; whether all did.

    Args:
        groups: what is wanted.
        path: of the results.
        settings: where to train; ``load_data`` must load ``data``.
        data: None for what each group names.

    Raises:
        ResultsError: the file cannot be trusted or written, or has a run of networks or data since
            changed, or a worker delivers one.
        ClusterError: nothing can be run.
    """
    from cnnbook.study import today
    from cnnbook.study.cluster import run_all

    wanted = list(plan.in_order(groups))
    done = {result.configuration: result for result in results.read(path)}
    if stale := today.stale((done[of] for of in wanted if of in done), data):
        raise ResultsError(
            "a rede ou os dados mudaram depois destas execuções; apague as linhas delas do "
            f"arquivo de resultados: {', '.join(result.run for result in stale)}"
        )
    missing = [of for of in wanted if of not in done]
    progress = _Progress(groups, path, today.names(missing, data))
    progress.say(f"{len(wanted)} execuções, {len(missing)} por fazer")
    failed = run_all(missing, progress.deliver, settings, progress.say)
    for configuration, why in failed.items():
        progress.say(f"não foi possível treinar {configuration}: {why}")
    return not failed


class _Progress:
    """Stores each result as it comes, and says how far the study is."""

    def __init__(
        self, groups: tuple[Group, ...], path: Path, names: dict[TrainingConfiguration, str]
    ) -> None:
        """``names``: of the runs that are missing, as they are called today."""
        self._groups, self._path, self._names = groups, path, names
        self._began = time.monotonic()
        self._done = 0

    def deliver(self, result: Result) -> None:
        if result.run != self._names.get(result.configuration):
            raise ResultsError(
                f"um trabalhador devolveu {result.run}, que é de outra rede ou de outros dados: "
                "instale em todas as máquinas a mesma versão do livro e rode o mesmo comando, que "
                "continua de onde parou"
            )
        results.add(self._path, result)
        self._done += 1
        of, runs = result.configuration, len(self._names)
        group = next(group for group in self._groups if group.run(of.seed) == of)
        left = (time.monotonic() - self._began) / self._done * (runs - self._done)
        self.say(
            f"{self._done}/{runs} {group.name}, semente {of.seed}: acurácia no teste de "
            f"{percent(result.test['accuracy'])}; resta cerca de {decimal(left / 60, 0)} min"
        )

    def say(self, message: str) -> None:
        print(f"{time.strftime('%H:%M:%S')}  {message}", flush=True)


def _repeat(name: str, seed: str, path: Path) -> None:
    groups = {group.name: group for group in ALL_GROUPS}
    if name not in groups or not seed.isdecimal():
        raise SystemExit(f"Erro: não há execução {name} {seed}; os grupos são {', '.join(groups)}")
    configuration = groups[name].run(int(seed))
    recorded = {result.configuration: result for result in results.read(path)}
    from cnnbook.study import single_run

    with tempfile.TemporaryDirectory() as directory:
        result = single_run.train(configuration, Path(directory))
    print(f"Acurácia no teste: {percent(result.test['accuracy'], 2)}")
    print(f"SHA-256 dos pesos: {result.weights_sha256}")
    if configuration not in recorded:
        print(f"Essa execução não está em {path}.")
    elif recorded[configuration].run != result.run:
        raise SystemExit(
            f"Erro: a que está em {path} é de outra rede, ou de outros dados: "
            f"{recorded[configuration].run}"
        )
    elif recorded[configuration].weights_sha256 == result.weights_sha256:
        print("São, bit a bit, os pesos registrados.")
    else:
        print(
            f"Os registrados são outros ({recorded[configuration].weights_sha256}): "
            "foram calculados em outro processador ou com outras versões?\n"
            f"  registrada: {recorded[configuration].provenance}\n"
            f"  esta:       {result.provenance}"
        )
        raise SystemExit(1)


if __name__ == "__main__":
    main()
