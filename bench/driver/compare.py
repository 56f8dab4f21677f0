"""What became slower between two runs."""

from dataclasses import dataclass

from results import Results, ScenarioResult
from scenarios import Metric

# A difference counts when it is larger than this and than what single rounds differ by.
_LEAST = {Metric.CPU: 0.05, Metric.WALL: 0.10, Metric.MEMORY: 0.10}
_SPREADS = 3.0
_LEAST_MEMORY_KIB = 512
_LEAST_MICRO = 0.15


@dataclass(frozen=True)
class Difference:
    what: str
    before: str
    after: str
    change: float  # 0.1 for a tenth more
    allowed: float

    @property
    def is_regression(self) -> bool:
        return self.change > self.allowed

    @property
    def is_improvement(self) -> bool:
        return self.change < -self.allowed


def compare(before: Results, after: Results) -> list[Difference]:
    """All of tusk's figures that both runs have. Times are compared as ratios to libpq in the same run, so that the
    runs may be from different days and machines."""
    found: list[Difference] = []
    earlier = {result.name: result for result in before.scenarios}
    for result in after.scenarios:
        if result.name in earlier:
            if (earlier[result.name].rows, earlier[result.name].repeats) != (result.rows, result.repeats):
                raise ValueError(f"{result.name} was another amount of work in one of the two files")
            found += _compare_scenario(earlier[result.name], result)
    if before.machine.get("cpu") == after.machine.get("cpu"):
        found += _compare_micro(before, after)
    if not found:
        raise ValueError("the two files have no figure of tusk's in common")
    return found


def _compare_scenario(before: ScenarioResult, after: ScenarioResult) -> list[Difference]:
    found = []
    for driver in after.programs:
        if not driver.startswith("tusk") or driver not in before.programs:
            continue
        for metric in (Metric.CPU, Metric.WALL):
            old, new = before.ratio(driver, metric), after.ratio(driver, metric)
            if old is None or new is None:
                continue
            noise = _SPREADS * (before.spread(driver, metric) + after.spread(driver, metric))
            found.append(Difference(f"{after.name}, {driver}, {metric.label} to libpq", f"{old:.3f}", f"{new:.3f}",
                                    new / old - 1, max(_LEAST[metric], noise)))
        found.append(_compare_memory(before, after, driver))
    return found


def _compare_memory(before: ScenarioResult, after: ScenarioResult, driver: str) -> Difference:
    old, new = before.programs[driver].median(Metric.MEMORY), after.programs[driver].median(Metric.MEMORY)
    base = max(old, 1.0)
    return Difference(f"{after.name}, {driver}, peak memory in KiB", f"{old:.0f}", f"{new:.0f}", new / base - 1,
                      max(_LEAST[Metric.MEMORY], _LEAST_MEMORY_KIB / base))


def _compare_micro(before: Results, after: Results) -> list[Difference]:
    earlier = {(result.program, result.name): result for result in before.micro}
    return [
        Difference(f"micro {result.program}: {result.name}, ns", f"{old.cpu_ns:.2f}", f"{result.cpu_ns:.2f}",
                   result.cpu_ns / old.cpu_ns - 1, _LEAST_MICRO)
        for result in after.micro
        if (old := earlier.get((result.program, result.name))) is not None and old.cpu_ns > 0
    ]


def print_differences(differences: list[Difference]) -> bool:
    """Regressions first, then improvements; false when there are regressions."""
    regressions = [difference for difference in differences if difference.is_regression]
    for title, shown in (("slower or larger", regressions),
                         ("faster or smaller", [one for one in differences if one.is_improvement])):
        for one in sorted(shown, key=lambda difference: -abs(difference.change)):
            print(f"{title}: {one.what}: {one.before} -> {one.after} "
                  f"({one.change:+.0%}, noise up to {one.allowed:.0%})")
    print(f"{len(differences)} figures compared, {len(regressions)} became worse beyond noise")
    return not regressions
