"""One chart: what a scenario cost by each driver, as bars whose lengths are ratios to libpq."""

from dataclasses import dataclass
from html import escape

from results import ScenarioResult
from scenarios import DRIVERS, REFERENCE, Chart, Metric, Scenario
from table import goal_is_met, megabytes, milliseconds

WIDTH = 400
LABELS = {"tusk": "tusk", "tusk_typed": "tusk, typed", "floor": "floor", "libpq": "libpq", "libpq_single": "libpq, 1 row",
          "libpqxx": "libpqxx"}

_MARGIN = 18
_BARS_AT = 104  # the bars' beginning, from the left
_VALUES = 100  # room for the figures behind the longest bar
_TOP = 66  # the first bar, from above
_STEP = 23
_THICK = 14
_BOTTOM = 34
_LONGEST = 1.5  # a longer bar than so many times libpq's is cut


@dataclass(frozen=True)
class _Scale:
    pixels_of_one: float

    def x(self, ratio: float) -> float:
        return _BARS_AT + ratio * self.pixels_of_one


def is_drawable(result: ScenarioResult) -> bool:
    return "tusk" in result.programs and REFERENCE in result.programs


def height(bars: int) -> int:
    return _TOP + bars * _STEP + _BOTTOM


def bars_of(result: ScenarioResult) -> int:
    return sum(driver in result.programs for driver in DRIVERS)


def draw(scenario: Scenario, chart: Chart, result: ScenarioResult, tall: int) -> str:
    """A fragment of SVG, `WIDTH` wide and `tall` high."""
    drivers = [driver for driver in DRIVERS if driver in result.programs]
    ratios = {driver: result.ratio(driver, chart.metric) or 0.0 for driver in drivers}
    longest = min(max([*ratios.values(), _goal_ratio(chart, result) or 0.0, 1.0]), _LONGEST)
    scale = _Scale((WIDTH - _BARS_AT - _MARGIN - _VALUES) / longest)
    end = _TOP + len(drivers) * _STEP
    parts = [f'<rect class="card" x="0.5" y="0.5" width="{WIDTH - 1}" height="{tall - 1}" rx="10"/>',
             _text(_MARGIN, 30, chart.title or scenario.title, "text title"),
             _text(_MARGIN, 48, scenario.detail, "muted small"),
             _line("rule", scale.x(1), _TOP - 5, end)]
    for number, driver in enumerate(drivers):
        parts += _bar(driver, ratios[driver], _amount(chart.metric, result, driver), scale, _TOP + number * _STEP)
    parts += _goal(chart, result, scale, end)
    parts.append(_text(WIDTH - _MARGIN, end + 18, f"{chart.metric.label}, {_server(scenario)}", "muted small", "end"))
    return "".join(parts)


def _bar(driver: str, ratio: float, amount: str, scale: _Scale, top: float) -> list[str]:
    shown = min(ratio, _LONGEST)
    length = max(shown * scale.pixels_of_one, 2.0)
    baseline = top + 11.5
    strong = " strong" if driver.startswith("tusk") else ""
    parts = [_text(_BARS_AT - 9, baseline, LABELS[driver], "text" + strong, "end"),
             f'<rect class="{driver}" x="{_BARS_AT}" y="{top}" width="{length:.1f}" height="{_THICK}" rx="3"/>']
    if ratio > _LONGEST:
        cut = _BARS_AT + length - 16
        parts += [f'<line class="cut" x1="{cut + at:.1f}" y1="{top + _THICK + 2}" x2="{cut + at + 5:.1f}" y2="{top - 2}"/>'
                  for at in (0, 6)]
    at = _BARS_AT + length + 7
    figures = f'<tspan class="text{strong}">{ratio_text(ratio)}</tspan><tspan class="muted" dx="6">{escape(amount)}</tspan>'
    parts.append(f'<text x="{at:.1f}" y="{baseline}">{figures}</text>')
    return parts


def _goal(chart: Chart, result: ScenarioResult, scale: _Scale, end: float) -> list[str]:
    ratio = _goal_ratio(chart, result)
    if ratio is None:
        return []
    state = "met" if goal_is_met(chart, result) else "missed"
    x = scale.x(ratio)
    amount = f"{chart.ratio_goal:.2f}" if chart.ratio_goal is not None else megabytes(chart.amount_goal or 0)
    return [_line(f"{state}-line", x, _TOP - 3, _TOP + _THICK + 3),
            f'<path class="{state}" d="M{x - 4.5:.1f} {_TOP - 9}h9l-4.5 6z"/>',
            _text(_MARGIN, end + 18, f"goal: at most {amount}", f"{state} small")]


def _goal_ratio(chart: Chart, result: ScenarioResult) -> float | None:
    if chart.amount_goal is not None:
        return chart.amount_goal / max(result.programs[REFERENCE].median(chart.metric), 1)
    return chart.ratio_goal


def _amount(metric: Metric, result: ScenarioResult, driver: str) -> str:
    amount = result.programs[driver].median(metric)
    return megabytes(amount) if metric is Metric.MEMORY else milliseconds(amount)


def _server(scenario: Scenario) -> str:
    return scenario.server.value


def ratio_text(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 9.95 else f"{ratio:.0f}"


def _text(x: float, y: float, text: str, classes: str, anchor: str = "start") -> str:
    return f'<text class="{classes}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(classes: str, x: float, top: float, bottom: float) -> str:
    return f'<line class="{classes}" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}"/>'
