"""Measures scenarios: the programs of one take turns, so that what disturbs the machine disturbs all of them."""

from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import ContextManager, Iterator

import syscalls
from machine import Cores
from progress import Progress
from results import ProgramResult, ScenarioResult, empty_result
from samples import Program
from scenarios import DRIVERS, Scenario, Server
from servers import PostgreSQL, record, replay


class Disagreement(Exception):
    """Two programs of a scenario saw different values, or one saw other values the second time."""


def programs_of(scenario: Scenario, build: Path) -> list[Program]:
    """Those that take part and were built: libpqxx, for one, may not be installed."""
    folder = build / "bench" / "live" / scenario.program
    found = [Program(driver, folder / driver) for driver in DRIVERS]
    return [program for program in found if program.driver not in scenario.without and program.path.is_file()]


class Measurement:
    """What all scenarios of a run share."""

    def __init__(self, build: Path, server: PostgreSQL, cores: Cores, recordings: Path) -> None:
        self._build = build
        self._server = server
        self._cores = cores
        self._recordings = recordings

    def measure(self, scenario: Scenario, progress: Progress) -> ScenarioResult:
        with self.served(scenario) as conninfo:
            return self._measure_served(scenario, conninfo, progress)

    @contextmanager
    def served(self, scenario: Scenario) -> Iterator[str]:
        """The connection string of the scenario's server, which runs on the core that the scenario wants."""
        core = self._cores.client if scenario.same_core else self._cores.server
        if core is not None:
            self._server.pin(core)
        with self._connection(scenario) as conninfo:
            yield conninfo

    def _connection(self, scenario: Scenario) -> ContextManager[str]:
        if scenario.server is not Server.REPLAY:
            return nullcontext(self._server.conninfo(scenario.server))
        recording = self._recordings / f"readings-{scenario.rows}"
        tools = self._build / "bench" / "replay"
        if not recording.exists():
            record(tools / "record", self._server.conninfo(Server.SOCKET), scenario.rows, recording)
        return replay(tools / "serve", recording, self._cores.server)

    def _measure_served(self, scenario: Scenario, conninfo: str, progress: Progress) -> ScenarioResult:
        result = empty_result(scenario)
        programs = programs_of(scenario, self._build)
        piece = scenario.seconds / (scenario.rounds * max(len(programs), 1))
        for number in range(1, scenario.rounds + 1):
            for program in programs:
                run = program.run(conninfo, scenario.rows, scenario.repeats, self._cores.client)
                take(result, program.driver, run.checksum)
                result.programs[program.driver].samples.append(run.sample)
                progress.advance(piece, f"{scenario.name}, round {number} of {scenario.rounds}")
        for program in programs:
            # Not libpqxx: tracing its round trips would take minutes, and its calls are libpq's.
            if program.driver != "libpqxx":
                result.programs[program.driver].syscalls = syscalls.count(program, conninfo, scenario.rows)
        return result


def take(result: ScenarioResult, driver: str, checksum: str) -> None:
    """Notes what a program saw. Raises Disagreement when others saw something else."""
    result.programs.setdefault(driver, ProgramResult())
    result.checksum = result.checksum or checksum
    if checksum != result.checksum:
        raise Disagreement(f"{result.name}: {driver} read {checksum}, the others {result.checksum}")
