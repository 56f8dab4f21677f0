"""Whether the programs of each scenario still work and agree: one run of each with few rows, nothing measured."""

import tempfile
from dataclasses import replace
from pathlib import Path

from machine import Cores
from measure import Disagreement, Measurement, programs_of, take
from results import empty_result
from samples import ProgramFailed
from scenarios import REFERENCE, SCENARIOS, Scenario
from servers import PostgreSQL

_READINGS = 1000
_LARGE_VALUES = 2


def check(build: Path, server: PostgreSQL, tables: Path) -> bool:
    """Prints a line for each scenario; false when one of them is broken."""
    server.make_tables(tables, _READINGS, _LARGE_VALUES)
    try:
        with tempfile.TemporaryDirectory(prefix="tusk-check-") as recordings:
            measurement = Measurement(build, server, Cores.any(), Path(recordings))
            return all([_check_scenario(scenario, build, measurement) for scenario in SCENARIOS])
    finally:
        server.drop_tables()


def _check_scenario(scenario: Scenario, build: Path, measurement: Measurement) -> bool:
    few = replace(scenario, rows=min(scenario.few_rows, scenario.rows), repeats=2)
    result = empty_result(few)
    programs = programs_of(few, build)
    built = {program.driver for program in programs}
    try:
        if not {"tusk", REFERENCE} <= built:
            raise ProgramFailed(f"tusk and {REFERENCE} have to be there; built are: {' '.join(sorted(built))}")
        with measurement.served(few) as conninfo:
            for program in programs:
                take(result, program.driver, program.run(conninfo, few.rows, few.repeats).checksum)
    except (ProgramFailed, Disagreement) as trouble:
        print(f"FAILED {scenario.name}: {trouble}")
        return False
    print(f"ok {scenario.name}: {' '.join(result.programs)} read {result.checksum}")
    return True
