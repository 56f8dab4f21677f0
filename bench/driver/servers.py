"""The servers that the programs talk to: a PostgreSQL that is already running, and the replay server."""

import os
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from scenarios import Server

ROLE = "tusk_trust"


@dataclass(frozen=True)
class PostgreSQL:
    """One of the servers of tests/support/servers, whose first comment lists its roles."""

    socket_folder: str
    port: str

    @staticmethod
    def from_environment(version: str) -> "PostgreSQL":
        try:
            return PostgreSQL(os.environ[f"TUSK_TEST_SOCKET_{version}"], os.environ[f"TUSK_TEST_PORT_{version}"])
        except KeyError as missing:
            raise SystemExit(f"no server to measure with: {missing} is not set; ./dev bench starts one") from None

    def conninfo(self, server: Server) -> str:
        if server is Server.TCP:
            return (f"host=127.0.0.1 port={self.port} user=tusk password=secret-tusk dbname=tusk sslmode=disable")
        return f"host={self.socket_folder} port={self.port} user={ROLE} dbname=tusk sslmode=disable"

    def psql(self, *arguments: str) -> str:
        """Runs psql as the superuser and returns what it prints."""
        return subprocess.run(
            ["psql", "--quiet", "--no-psqlrc", "--no-align", "--tuples-only", "--host", self.socket_folder,
             "--port", self.port, "--username", "postgres", "--dbname", "tusk", *arguments],
            check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

    def make_tables(self, script: Path, readings: int, large_values: int) -> None:
        self.psql("--set", f"readings={readings}", "--set", f"large_values={large_values}", "--set", f"role={ROLE}",
                  "--file", str(script))

    def drop_tables(self) -> None:
        self.psql("--command", "SET client_min_messages = warning; DROP SCHEMA bench CASCADE; "
                               f"ALTER ROLE {ROLE} RESET ALL")

    def version(self) -> str:
        return self.psql("--command", "SHOW server_version")

    def pin(self, core: int) -> bool:
        """Lets the processes of connections to come run on one core; false where that is not allowed."""
        try:
            pid = int((Path(self.socket_folder) / "data" / "postmaster.pid").read_text().splitlines()[0])
            os.sched_setaffinity(pid, {core})
            return True
        except OSError:
            return False


def record(recorder: Path, conninfo: str, rows: int, recording: Path) -> None:
    recording.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([str(recorder), conninfo, str(rows), str(recording)], check=True)


@contextmanager
def replay(server: Path, recording: Path, core: int | None) -> Iterator[str]:
    """Serves a recording while the block runs; what it is entered with is the connection string."""
    pin = None if core is None else lambda: os.sched_setaffinity(0, {core})
    # Not below the build folder: the path of a Unix socket is limited to 107 bytes.
    with tempfile.TemporaryDirectory(prefix="tusk-replay-") as folder:
        process = subprocess.Popen([str(server), str(recording), folder], stdout=subprocess.PIPE, preexec_fn=pin)
        try:
            assert process.stdout is not None
            if process.stdout.readline() != b"ready\n":
                raise RuntimeError("the replay server did not start")
            yield f"host={folder} port=5432 user={ROLE} dbname=tusk sslmode=disable"
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
