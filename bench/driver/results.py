"""The figures of a run, as they are kept in a file of JSON."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from samples import Sample
from scenarios import REFERENCE, Metric, Scenario

FORMAT = 1


@dataclass
class ProgramResult:
    """All samples of one program; the first of each program of a scenario were taken in turn, then the second ones."""

    samples: list[Sample] = field(default_factory=list)
    syscalls: int | None = None

    def values(self, metric: Metric) -> list[int]:
        return [getattr(sample, metric.value) for sample in self.samples]

    def median(self, metric: Metric) -> float:
        return median(self.values(metric))


@dataclass
class ScenarioResult:
    name: str
    rows: int
    repeats: int
    checksum: str = ""
    programs: dict[str, ProgramResult] = field(default_factory=dict)

    def ratio(self, driver: str, metric: Metric) -> float | None:
        """A driver's median to libpq's."""
        if driver not in self.programs or REFERENCE not in self.programs:
            return None
        return self.programs[driver].median(metric) / max(self.programs[REFERENCE].median(metric), 1)

    def spread(self, driver: str, metric: Metric) -> float:
        """How far the ratio of a single round is from the median one, typically, as a part of it."""
        own, reference = self.programs[driver].values(metric), self.programs[REFERENCE].values(metric)
        ratios = [mine / max(theirs, 1) for mine, theirs in zip(own, reference)]
        middle = median(ratios)
        return median(abs(ratio - middle) for ratio in ratios) / middle if middle else 0.0


@dataclass
class MicroResult:
    """A benchmark without a server; `per_item` are its counters, in nanoseconds for one of what they name."""

    program: str
    name: str
    cpu_ns: float
    per_item: dict[str, float]


@dataclass
class Results:
    date: str
    machine: dict[str, str | int | float]
    versions: dict[str, str]
    scenarios: list[ScenarioResult] = field(default_factory=list)
    micro: list[MicroResult] = field(default_factory=list)

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"format": FORMAT, **asdict(self)}, indent=1) + "\n")

    @staticmethod
    def load(path: Path) -> "Results":
        """Raises ValueError for a file that is none of ours."""
        read = json.loads(path.read_text())
        if not isinstance(read, dict) or read.pop("format", None) != FORMAT:
            raise ValueError(f"{path} holds no results that this version can read")
        scenarios = [
            ScenarioResult(**{**scenario, "programs": {driver: _program(kept)
                                                       for driver, kept in scenario["programs"].items()}})
            for scenario in read.pop("scenarios")
        ]
        micro = [MicroResult(**kept) for kept in read.pop("micro")]
        return Results(**read, scenarios=scenarios, micro=micro)


def _program(kept: dict) -> ProgramResult:
    return ProgramResult([Sample(**sample) for sample in kept["samples"]], kept["syscalls"])


def empty_result(scenario: Scenario) -> ScenarioResult:
    return ScenarioResult(scenario.name, scenario.rows, scenario.repeats)
