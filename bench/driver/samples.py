"""Runs one benchmark program once and reads the line that it prints."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """What one round of one program cost."""

    cpu_us: int
    wall_us: int
    peak_growth_kib: int


@dataclass(frozen=True)
class Run:
    """What one run of a program found and cost."""

    rows: int
    checksum: str
    sample: Sample


class ProgramFailed(Exception):
    """A benchmark program ended with an error; the text is what it said."""


@dataclass(frozen=True)
class Program:
    """One driver's program for one scenario."""

    driver: str
    path: Path

    def command(self, conninfo: str, rows: int, repeats: int, rounds: int = 1, warm_ups: int = 1) -> list[str]:
        return [str(self.path), f"--rows={rows}", f"--repeats={repeats}", f"--rounds={rounds}",
                f"--warm-ups={warm_ups}", conninfo]

    def run(self, conninfo: str, rows: int, repeats: int, core: int | None = None) -> Run:
        """A process of its own, so that no driver warms memory up for the next one, with one round to warm up."""
        pin = None if core is None else lambda: os.sched_setaffinity(0, {core})
        ended = subprocess.run(self.command(conninfo, rows, repeats), capture_output=True, text=True, preexec_fn=pin)
        if ended.returncode != 0:
            raise ProgramFailed(ended.stderr.strip() or f"{self.path} ended with status {ended.returncode}")
        line = json.loads(ended.stdout)
        return Run(line["rows"], line["checksum"],
                   Sample(line["cpu_us"][0], line["wall_us"][0], line["peak_growth_kib"]))
