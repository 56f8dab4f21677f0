"""Runs the benchmarks of bench/micro, which are programs of Google Benchmark, and takes their figures over."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from machine import Cores
from progress import Progress
from results import MicroResult

SECONDS_EACH = 15.0  # roughly; only the time left is estimated from it

# Long enough for medians of a few to be stable, short enough for all of them in a few minutes.
_OPTIONS = ["--benchmark_min_time=0.05", "--benchmark_repetitions=3", "--benchmark_report_aggregates_only=true"]
_RATES = {"items_per_second", "bytes_per_second"}
_NANOSECONDS = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}


def programs(build: Path) -> list[Path]:
    return sorted(path for path in (build / "bench" / "micro").glob("bench_*") if path.is_file())


def run(program: Path, cores: Cores, progress: Progress) -> list[MicroResult]:
    with tempfile.TemporaryDirectory(prefix="tusk-micro-") as folder:
        out = Path(folder) / "out.json"
        subprocess.run([str(program), f"--benchmark_out={out}", "--benchmark_out_format=json", *_OPTIONS], check=True,
                       capture_output=True, preexec_fn=lambda: os.sched_setaffinity(0, {cores.client}))
        progress.advance(SECONDS_EACH, program.name)
        return [_result(program.name, entry) for entry in json.loads(out.read_text())["benchmarks"]
                if entry.get("aggregate_name") == "median"]


def _result(program: str, entry: dict) -> MicroResult:
    own = {"real_time", "cpu_time", "iterations", "repetitions", "threads", "family_index",
           "per_family_instance_index", "repetition_index"} | _RATES
    # Google Benchmark's inverted rates are seconds an item.
    counters = {name: value * 1e9 for name, value in entry.items()
                if isinstance(value, float) and name not in own}
    return MicroResult(program.removeprefix("bench_"), entry["run_name"],
                       entry["cpu_time"] * _NANOSECONDS[entry["time_unit"]], counters)
