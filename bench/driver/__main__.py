"""Runs the benchmarks and reports on them. ./dev bench builds what is needed and calls this; see docs/benchmarks.md."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

import check
import compare
import machine
import micro
import report
import scenarios
from measure import Disagreement, Measurement
from progress import Progress
from results import Results
from samples import ProgramFailed
from servers import PostgreSQL
from table import print_table

SOURCE = Path(__file__).resolve().parents[2]
TABLES = SOURCE / "bench" / "live" / "tables.sql"
LARGE_VALUES = 100


def main() -> int:
    arguments = _parse()
    try:
        return arguments.command(arguments)
    except (ValueError, OSError, ProgramFailed, Disagreement) as trouble:
        print(f"error: {trouble}", file=sys.stderr)
        return 2


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/driver", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="measures scenarios, all unless named, and draws the report")
    _add_places(run)
    run.add_argument("--output", type=Path, required=True, help="the folder of results, recordings and the report")
    run.add_argument("--micro", action="store_true", help="the benchmarks without a server, too")
    run.add_argument("scenario", nargs="*")
    run.set_defaults(command=_run)

    listed = commands.add_parser("scenarios", help="lists the scenarios, all unless named; fails for an unknown name")
    listed.add_argument("scenario", nargs="*")
    listed.set_defaults(command=_list)

    checked = commands.add_parser("check", help="runs every program once with few rows, and compares checksums")
    _add_places(checked)
    checked.set_defaults(command=_check)

    compared = commands.add_parser("compare", help="what became worse; exit status 1 when something did")
    compared.add_argument("before", type=Path)
    compared.add_argument("after", type=Path)
    compared.set_defaults(command=_compare)

    drawn = commands.add_parser("report", help="draws the report of kept results again")
    drawn.add_argument("results", type=Path)
    drawn.add_argument("folder", type=Path)
    drawn.set_defaults(command=_report)
    return parser.parse_args()


def _add_places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--build", type=Path, required=True, help="the build folder with bench/ in it")
    parser.add_argument("--server", default="15", help="the PostgreSQL, by the version in TUSK_TEST_SOCKET_<version>")


def _run(arguments: argparse.Namespace) -> int:
    chosen = scenarios.named(arguments.scenario)
    server = PostgreSQL.from_environment(arguments.server)
    cores = machine.Cores.choose()
    results = Results(
        datetime.now().astimezone().isoformat(timespec="seconds"), machine.describe(cores),
        machine.versions(SOURCE, arguments.build, server.version()))
    programs = micro.programs(arguments.build) if arguments.micro else []
    progress = Progress(sum(one.seconds for one in chosen) + micro.SECONDS_EACH * len(programs))

    server.make_tables(TABLES, scenarios.MILLION, LARGE_VALUES)
    recordings = arguments.output / "recordings"
    # Of an earlier run's tables.
    for old in recordings.glob("*"):
        old.unlink()
    measurement = Measurement(arguments.build, server, cores, recordings)
    for scenario in chosen:
        progress.begin(scenario.name)
        results.scenarios.append(measurement.measure(scenario, progress))
    for program in programs:
        progress.begin(program.name)
        results.micro += micro.run(program, cores, progress)
    progress.end()
    _publish(results, arguments.output)
    return 0


def _publish(results: Results, output: Path) -> None:
    kept = output / "results" / f"{results.date.replace(':', '').replace('T', '-')[:17]}.json"
    results.save(kept)
    print_table(results)
    print()
    for written in [kept, *report.write(results, output)]:
        print(f"wrote {written}")


def _list(arguments: argparse.Namespace) -> int:
    for scenario in scenarios.named(arguments.scenario):
        print(f"{scenario.name:24}{scenario.title}: {scenario.detail}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    return 0 if check.check(arguments.build, PostgreSQL.from_environment(arguments.server), TABLES) else 1


def _compare(arguments: argparse.Namespace) -> int:
    differences = compare.compare(Results.load(arguments.before), Results.load(arguments.after))
    return 0 if compare.print_differences(differences) else 1


def _report(arguments: argparse.Namespace) -> int:
    for written in report.write(Results.load(arguments.results), arguments.folder):
        print(f"wrote {written}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
