"""The report as one page of HTML that needs nothing from anywhere."""

from html import escape

import chart
import theme
from drawn import charts_of, where
from results import MicroResult, Results, ScenarioResult
from scenarios import DRIVERS, SCENARIOS, Metric
from sheet import LEAD, LEGEND
from table import goal_is_met, goal_text, megabytes, milliseconds, reached_text


def draw(results: Results) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>tusk beside libpq</title>'
        f"<style>{theme.page_style()}</style></head><body><main>"
        f'<h1>tusk beside libpq</h1><p>{LEAD}</p><p class="note">{escape(where(results))}</p>'
        f"{_legend()}{_charts(results)}{_goals(results)}{_figures(results)}{_micro(results.micro)}"
        "</main></body></html>\n")


def _legend() -> str:
    items = "".join(
        f'<li><svg viewBox="0 0 14 14" aria-hidden="true"><rect class="{name}" x=".5" y=".5" width="13" height="13" '
        f'rx="3"/></svg>{escape(what)}</li>' for name, what in LEGEND)
    return f'<ul class="legend">{items}</ul>'


def _charts(results: Results) -> str:
    charts = charts_of(results)
    # One height for all, so that the rows of the grid align however many fit beside each other.
    tall = max((one.height for one in charts), default=0)
    drawn = "".join(
        f'<svg viewBox="0 0 {chart.WIDTH} {tall}" role="img" '
        f'aria-label="{escape(one.title)}, {one.chart.metric.label}">'
        f"{one.svg(tall)}</svg>" for one in charts)
    return f'<div class="charts">{drawn}</div>'


def _goals(results: Results) -> str:
    rows = ""
    for one in charts_of(results):
        met = goal_is_met(one.chart, one.result)
        if met is None:
            continue
        verdict = '<td class="reached">reached</td>' if met else '<td class="not">missed</td>'
        rows += (f'<tr><td class="what">{escape(one.title)}</td>'
                 f"<td>{one.chart.metric.label}</td><td>{goal_text(one.chart)}</td>"
                 f"<td>{reached_text(one.chart, one.result)}</td>{verdict}</tr>")
    return _table("Goals", ["work", "measured by", "at most", "tusk", ""], rows) if rows else ""


def _figures(results: Results) -> str:
    rows = ""
    titles = {scenario.name: scenario for scenario in SCENARIOS}
    for result in results.scenarios:
        scenario = titles.get(result.name)
        if scenario is None:
            continue
        rows += (f'<tr class="scenario"><th colspan="7">{escape(scenario.title)} '
                 f'<span class="note">{escape(scenario.name)}, {escape(scenario.server.value)}</span></th></tr>')
        rows += "".join(_figure_row(driver, result) for driver in DRIVERS if driver in result.programs)
    heads = ["driver", "client CPU", "to libpq", "wall time", "to libpq", "peak memory", "system calls"]
    return _table("All figures", heads, rows,
                  "Medians of the rounds. Peak memory is what it grew by above the program's start; system calls are "
                  "those of one piece of work, in a run of its own.")


def _figure_row(driver: str, result: ScenarioResult) -> str:
    program = result.programs[driver]
    emphasis = ' class="tusk"' if driver.startswith("tusk") else ""
    cells = [chart.LABELS[driver], milliseconds(program.median(Metric.CPU)), _ratio(result, driver, Metric.CPU),
             milliseconds(program.median(Metric.WALL)), _ratio(result, driver, Metric.WALL),
             megabytes(program.median(Metric.MEMORY)), "" if program.syscalls is None else f"{program.syscalls:,}"]
    return f"<tr{emphasis}>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _ratio(result: ScenarioResult, driver: str, metric: Metric) -> str:
    ratio = result.ratio(driver, metric)
    return "" if ratio is None else escape(chart.ratio_text(ratio))


def _micro(results: list[MicroResult]) -> str:
    rows = "".join(
        f'<tr><td>{escape(one.program)}</td><td class="what">{escape(one.name)}</td>'
        f"<td>{_nanoseconds(one.cpu_ns)}</td>"
        f"<td>{', '.join(f'{_nanoseconds(value)} a {escape(name)}' for name, value in one.per_item.items())}</td></tr>"
        for one in results)
    return _table("In memory, without a server", ["program", "benchmark", "CPU", "each"], rows,
                  "Medians of three repetitions of the programs in bench/micro.") if rows else ""


def _nanoseconds(value: float) -> str:
    for unit, size in (("ns", 1.0), ("µs", 1e3), ("ms", 1e6)):
        if value < 1000 * size:
            return f"{value / size:.3g} {unit}" if value < 100 * size else f"{value / size:.0f} {unit}"
    return f"{value / 1e9:.2f} s"


def _table(title: str, heads: list[str], rows: str, note: str = "") -> str:
    cells = "".join(f"<th>{head}</th>" for head in heads)
    shown = f'<p class="note">{note}</p>' if note else ""
    return (f'<h2>{title}</h2>{shown}<div class="wide"><table><thead><tr>{cells}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>")
