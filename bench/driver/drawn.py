"""Which charts a run's report has, in order."""

from dataclasses import dataclass

import chart
from results import Results, ScenarioResult
from scenarios import SCENARIOS, Chart, Scenario


@dataclass(frozen=True)
class DrawnChart:
    scenario: Scenario
    chart: Chart
    result: ScenarioResult

    @property
    def title(self) -> str:
        return self.chart.title or self.scenario.title

    def svg(self, tall: int) -> str:
        return chart.draw(self.scenario, self.chart, self.result, tall)

    @property
    def height(self) -> int:
        return chart.height(chart.bars_of(self.result))


def charts_of(results: Results) -> list[DrawnChart]:
    measured = {result.name: result for result in results.scenarios}
    return [DrawnChart(scenario, one, measured[scenario.name])
            for scenario in SCENARIOS if scenario.name in measured and chart.is_drawable(measured[scenario.name])
            for one in scenario.charts]


def where(results: Results) -> str:
    """The machine and the versions, in a line."""
    machine, versions = results.machine, results.versions
    named = ", ".join(f"{name} {version}" for name, version in versions.items() if version and name != "compiler")
    return (f"{machine['cpu']}, {machine['cores']} cores, {machine['kernel']}; "
            f"{versions.get('compiler', '')}; {named}; {results.date[:10]}")
