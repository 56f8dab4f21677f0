"""What the figures were measured on, and with which versions."""

import os
import platform
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cores:
    """Where programs run. With one core alone they share it."""

    client: int | None
    server: int | None

    @staticmethod
    def any() -> "Cores":
        """Wherever the system lets them run: for what is not measured."""
        return Cores(client=None, server=None)

    @staticmethod
    def choose() -> "Cores":
        usable = sorted(os.sched_getaffinity(0))
        return Cores(client=usable[-1], server=usable[0])


def describe(cores: Cores) -> dict[str, str | int | float]:
    return {
        "cpu": cpu_model(),
        "cores": os.cpu_count() or 1,
        "kernel": f"{platform.system()} {platform.release()}",
        "client_core": -1 if cores.client is None else cores.client,
        "server_core": -1 if cores.server is None else cores.server,
        "load_at_start": round(os.getloadavg()[0], 2),
    }


def cpu_model() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return re.sub(r"\((R|TM)\)", "", found.group(1)) if found else platform.machine()


def versions(source: Path, build: Path, postgresql: str) -> dict[str, str]:
    return {
        "tusk": output(["git", "-C", str(source), "describe", "--always", "--dirty"]) or "unknown",
        "PostgreSQL": postgresql.split(" ")[0],
        "libpq": package_version("libpq5"),
        "libpqxx": package_version("libpqxx-*"),
        "compiler": compiler(build),
    }


def package_version(pattern: str) -> str:
    """Of a Debian package, without its revision; empty elsewhere."""
    listed = output(["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Version}\n", pattern])
    installed = [line.split(" ")[1] for line in listed.splitlines() if line.startswith("installed ")]
    return installed[0].split("-")[0] if installed else ""


def compiler(build: Path) -> str:
    found = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.+)$", (build / "CMakeCache.txt").read_text(), re.MULTILINE)
    first_line = output([found.group(1), "--version"]).splitlines()[:1] if found else []
    return re.sub(r"^c\+\+ ", "g++ ", first_line[0]) if first_line else ""


def output(command: list[str]) -> str:
    """What a command prints; empty where it is missing or fails."""
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
