"""What is measured: the scenarios, in the order of the report, and the charts that each one has in it."""

from dataclasses import dataclass
from enum import Enum


class Server(Enum):
    """Whom the programs of a scenario talk to."""

    SOCKET = "PostgreSQL, Unix socket"
    TCP = "PostgreSQL, TCP"
    REPLAY = "replay server, Unix socket"


class Metric(Enum):
    """What of a round is compared. Each is the name of a property of `samples.Sample`."""

    CPU = "cpu_us"
    WALL = "wall_us"
    MEMORY = "peak_growth_kib"

    @property
    def label(self) -> str:
        return {"cpu_us": "client CPU", "wall_us": "wall time", "peak_growth_kib": "peak memory"}[self.value]


@dataclass(frozen=True)
class Chart:
    """One comparison in the report. The goal is tusk's ratio to libpq, or an amount of the metric's unit."""

    metric: Metric = Metric.CPU
    ratio_goal: float | None = None
    amount_goal: float | None = None
    title: str = ""  # the scenario's own unless given, and so the detail
    detail: str = ""


@dataclass(frozen=True)
class Scenario:
    """One kind of work, done by every driver that has a program for it: bench/live/<program>/<driver>.cpp."""

    name: str
    title: str
    detail: str
    program: str
    rows: int
    repeats: int = 1  # pieces of work in a round, so that a round is long enough to measure
    rounds: int = 7
    server: Server = Server.SOCKET
    charts: tuple[Chart, ...] = (Chart(),)
    few_rows: int = 100  # for the check that the programs agree
    same_core: bool = False  # no other core has to be woken for each round trip
    without: tuple[str, ...] = ()  # drivers that would take too long
    seconds: float = 10.0  # roughly what a measurement takes; only the time left is estimated from it


DRIVERS = ("tusk", "tusk_typed", "floor", "libpq", "libpq_single", "libpqxx")
REFERENCE = "libpq"

MILLION = 1_000_000

SCENARIOS = (
    Scenario(
        "rows_stream", "A million rows, streamed", "int8, float8, text, bool, timestamptz; each row decoded once",
        "rows_stream", MILLION, rounds=5, seconds=50,
        charts=(
            Chart(ratio_goal=0.45),
            Chart(Metric.MEMORY, amount_goal=6 * 1024, title="Memory for a million rows",
                  detail="how much the stream adds to the program's peak"),
        ),
    ),
    Scenario(
        "rows_stream_replay", "A million rows, streamed from memory",
        "the same bytes; the server only sends, so the client limits",
        "rows_stream", MILLION, rounds=5, server=Server.REPLAY, seconds=50, charts=(Chart(ratio_goal=0.12),),
    ),
    Scenario(
        "rows_kept", "A million rows, kept", "all rows fetched first, then every field of them read",
        "rows_kept", MILLION, rounds=5, seconds=50,
    ),
    Scenario(
        "rows_kept_replay", "A million rows, kept, from memory", "the same from a server that only sends",
        "rows_kept", MILLION, rounds=5, server=Server.REPLAY, seconds=50, charts=(Chart(ratio_goal=0.40),),
    ),
    Scenario(
        "rows_to_vector", "A million structs in a vector", "structs that own a std::string each",
        "rows_to_vector", MILLION, rounds=5, seconds=50,
    ),
    Scenario(
        "rows_to_vector_replay", "A million structs in a vector, from memory",
        "the same from a server that only sends",
        "rows_to_vector", MILLION, rounds=5, server=Server.REPLAY, seconds=50, charts=(Chart(ratio_goal=0.45),),
    ),
    Scenario(
        "pg_type", "The catalogue of types", "500 × some 620 rows of 12 columns; MagicStack's query 1",
        "pg_type", 1, repeats=500, seconds=35, charts=(Chart(ratio_goal=0.60),),
    ),
    Scenario(
        "generate_series", "A thousand integers", "500 × 1,000 rows of one int4; MagicStack's query 2",
        "generate_series", 1000, repeats=500, seconds=20,
    ),
    Scenario(
        "large_object", "Values of 8 kB", "100 × 100 rows of bytea; MagicStack's query 3",
        "large_object", 100, repeats=100, seconds=25,
    ),
    Scenario(
        "bytea", "Values of a megabyte", "100 rows of bytea, 1 MB each",
        "bytea", 100, few_rows=2, seconds=30, charts=(Chart(ratio_goal=0.35),),
    ),
    Scenario(
        "int4_array", "Arrays to vectors", "500 × 100 rows of int4[100]; MagicStack's query 4",
        "int4_array", 100, repeats=500, seconds=30, charts=(Chart(ratio_goal=1.0),),
    ),
    Scenario(
        "one_row", "A row by its key", "20,000 executions, client and server on one core",
        "one_row", 20_000, same_core=True, seconds=30,
        charts=(Chart(ratio_goal=1.0), Chart(Metric.WALL, ratio_goal=1.0, title="A row by its key, wall time")),
    ),
    Scenario(
        "one_plus_one", "SELECT 1 + 1", "20,000 executions on one core; MagicStack's query 7",
        "one_plus_one", 1, repeats=20_000, same_core=True, seconds=25,
    ),
    Scenario(
        "executemany", "executemany of 100,000 rows", "four values each, in one transaction; libpq in pipeline mode",
        "executemany", 100_000, rounds=5, without=("libpqxx",), seconds=20,
    ),
    Scenario(
        "batch_insert", "executemany of 1,000 rows", "10 × 1,000 rows of four values; MagicStack's query 6",
        "executemany", 1000, repeats=10, seconds=25,
    ),
    Scenario(
        "connect", "Connect over TCP with SCRAM", "50 connections after the process's first, without TLS",
        "connect", 50, server=Server.TCP, few_rows=2, seconds=30, charts=(Chart(ratio_goal=0.33),),
    ),
)


def named(names: list[str]) -> list[Scenario]:
    """The scenarios of these names, all of them for none. Raises ValueError for a name that there is not."""
    known = {scenario.name: scenario for scenario in SCENARIOS}
    for name in names:
        if name not in known:
            raise ValueError(f"there is no scenario '{name}'; there are: {' '.join(known)}")
    return [known[name] for name in names] or list(SCENARIOS)
