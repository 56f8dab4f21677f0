"""The figures of a run as text."""

from results import ProgramResult, Results, ScenarioResult
from scenarios import DRIVERS, SCENARIOS, Chart, Metric, Scenario

_COLUMNS = f"{'':2}{'':14}{'client CPU':>12}{'to libpq':>10}{'wall':>12}{'to libpq':>10}{'peak':>10}{'syscalls':>10}"


def print_table(results: Results) -> None:
    scenarios = {scenario.name: scenario for scenario in SCENARIOS}
    for result in results.scenarios:
        scenario = scenarios.get(result.name)
        if scenario is not None:
            _print_scenario(scenario, result)


def _print_scenario(scenario: Scenario, result: ScenarioResult) -> None:
    print(f"\n{scenario.name}: {scenario.title} ({scenario.server.value})\n  {scenario.detail}")
    print(_COLUMNS)
    for driver in DRIVERS:
        if driver in result.programs:
            print(_line(driver, result))
    for chart in scenario.charts:
        verdict = goal_verdict(chart, result)
        if verdict:
            print(f"  {verdict}")


def _line(driver: str, result: ScenarioResult) -> str:
    program: ProgramResult = result.programs[driver]
    cpu, wall = result.ratio(driver, Metric.CPU), result.ratio(driver, Metric.WALL)
    return (f"  {driver:14}{milliseconds(program.median(Metric.CPU)):>12}{_ratio(cpu):>10}"
            f"{milliseconds(program.median(Metric.WALL)):>12}{_ratio(wall):>10}"
            f"{megabytes(program.median(Metric.MEMORY)):>10}"
            f"{program.syscalls if program.syscalls is not None else '':>10}")


def goal_is_met(chart: Chart, result: ScenarioResult) -> bool | None:
    """Whether tusk reaches a chart's goal; None where there is none. As many digits as are shown decide."""
    if chart.amount_goal is not None:
        return result.programs["tusk"].median(chart.metric) <= chart.amount_goal
    reached = result.ratio("tusk", chart.metric)
    return None if chart.ratio_goal is None or reached is None else round(reached, 2) <= chart.ratio_goal


def goal_text(chart: Chart) -> str:
    if chart.amount_goal is not None:
        return megabytes(chart.amount_goal)
    return "" if chart.ratio_goal is None else f"{chart.ratio_goal:.2f} × libpq"


def reached_text(chart: Chart, result: ScenarioResult) -> str:
    """What tusk reached, in the unit of the chart's goal."""
    if chart.amount_goal is not None:
        return megabytes(result.programs["tusk"].median(chart.metric))
    return f"{result.ratio('tusk', chart.metric):.2f}"


def goal_verdict(chart: Chart, result: ScenarioResult) -> str:
    """One line about a chart's goal; empty where there is none."""
    met = goal_is_met(chart, result) if "tusk" in result.programs else None
    if met is None:
        return ""
    return (f"goal, {chart.metric.label}: at most {goal_text(chart)}: {'reached' if met else 'MISSED'} "
            f"({reached_text(chart, result)})")


def _ratio(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def milliseconds(microseconds: float) -> str:
    if microseconds >= 1_000_000:
        return f"{microseconds / 1e6:.1f} s"
    return f"{microseconds / 1000:.1f} ms" if microseconds < 10_000 else f"{microseconds / 1000:.0f} ms"


def megabytes(kibibytes: float) -> str:
    megas = kibibytes / 1024
    return f"{megas:.1f} MB" if megas < 10 else f"{megas:.0f} MB"
