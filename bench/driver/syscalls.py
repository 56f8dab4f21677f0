"""How many system calls a scenario's work makes, counted by strace in a run of its own."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from samples import Program

_LONGEST_SECONDS = 60


def count(program: Program, conninfo: str, rows: int) -> int | None:
    """Those of one piece of work: a run with it, less one without. None where strace is missing or may not trace."""
    if shutil.which("strace") is None:
        return None
    without = _count_run(program.command(conninfo, rows, repeats=1, rounds=0, warm_ups=0))
    with_work = _count_run(program.command(conninfo, rows, repeats=1, rounds=1, warm_ups=0))
    return None if without is None or with_work is None else max(with_work - without, 0)


def _count_run(command: list[str]) -> int | None:
    with tempfile.TemporaryDirectory(prefix="tusk-strace-") as folder:
        summary = Path(folder) / "summary"
        try:
            subprocess.run(["strace", "-f", "-c", "-U", "name,calls", "-o", str(summary), *command], check=True,
                           capture_output=True, timeout=_LONGEST_SECONDS)
        except (subprocess.SubprocessError, OSError):
            return None
        calls = re.findall(r"^\S+\s+(\d+)\s*$", summary.read_text(), re.MULTILINE)
        # The last line is strace's own sum.
        return sum(int(number) for number in calls[:-1]) if calls else None
