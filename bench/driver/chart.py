"""One chart: what a scenario cost by each driver, as bars whose lengths are ratios to libpq."""

from html import escape

from results import ScenarioResult
from scenarios import DRIVERS, REFERENCE, Chart, Metric, Scenario
from table import goal_is_met, goal_text, megabytes, milliseconds

WIDTH = 400
LABELS = {"tusk": "tusk", "tusk_typed": "tusk, typed", "floor": "floor", "libpq": "libpq",
          "libpq_single": "libpq, 1 row", "libpqxx": "libpqxx"}

_MARGIN = 18
_BARS_AT = 104  # the bars' beginning, from the left
_VALUES = 100  # room for the figures behind the longest bar
_TOP = 66  # the first bar, from above
_STEP = 23
_THICK = 14
_BOTTOM = 34
_LONGEST = 1.5  # a longer bar than so many times libpq's is cut


# The same in all charts, so that one sees at a glance where libpq's bars end.
_PIXELS_OF_ONE = (WIDTH - _BARS_AT - _MARGIN - _VALUES) / _LONGEST


def _x(ratio: float) -> float:
    return _BARS_AT + min(ratio, _LONGEST) * _PIXELS_OF_ONE


def is_drawable(result: ScenarioResult) -> bool:
    return "tusk" in result.programs and REFERENCE in result.programs


def height(bars: int) -> int:
    return _TOP + bars * _STEP + _BOTTOM


def bars_of(result: ScenarioResult) -> int:
    return sum(driver in result.programs for driver in DRIVERS)


def draw(scenario: Scenario, chart: Chart, result: ScenarioResult, tall: int) -> str:
    """A fragment of SVG, `WIDTH` wide and `tall` high."""
    drivers = [driver for driver in DRIVERS if driver in result.programs]
    end = _TOP + len(drivers) * _STEP
    parts = [f'<rect class="card" x="0.5" y="0.5" width="{WIDTH - 1}" height="{tall - 1}" rx="10"/>',
             _text(_MARGIN, 30, chart.title or scenario.title, "text title"),
             _text(_MARGIN, 48, chart.detail or scenario.detail, "muted small"),
             _line("rule", _x(1), _TOP - 5, end)]
    parts += _goal(chart, result, tall)
    for number, driver in enumerate(drivers):
        ratio = result.ratio(driver, chart.metric) or 0.0
        parts += _bar(driver, ratio, _amount(chart.metric, result, driver), _TOP + number * _STEP)
    what = f"{chart.metric.label}, {scenario.server.value}"
    parts.append(_text(WIDTH - _MARGIN, tall - 16, what, "muted small", "end"))
    return "".join(parts)


def _bar(driver: str, ratio: float, amount: str, top: float) -> list[str]:
    length = max(_x(ratio) - _BARS_AT, 2.0)
    baseline = top + 11.5
    strong = " strong" if driver.startswith("tusk") else ""
    parts = [_text(_BARS_AT - 9, baseline, LABELS[driver], "text" + strong, "end"),
             f'<rect class="{driver}" x="{_BARS_AT}" y="{top}" width="{length:.1f}" height="{_THICK}" rx="3"/>']
    if ratio > _LONGEST:
        cut = _BARS_AT + length - 16
        parts += [f'<path class="cut" d="M{cut + at:.1f} {top + _THICK + 2}l5 -{_THICK + 4}"/>' for at in (0, 6)]
    figures = (f'<tspan class="text{strong}">{escape(ratio_text(ratio))}</tspan>'
               f'<tspan class="muted" dx="6">{escape(amount)}</tspan>')
    parts.append(f'<text class="figures" x="{_BARS_AT + length + 7:.1f}" y="{baseline}">{figures}</text>')
    return parts


def _goal(chart: Chart, result: ScenarioResult, tall: int) -> list[str]:
    """A mark over tusk's bar, which is the first one, and a line of text."""
    ratio = _goal_ratio(chart, result)
    if ratio is None:
        return []
    met = goal_is_met(chart, result)
    state = "met" if met else "missed"
    return [_line(f"{state}-line", _x(ratio), _TOP - 4, _TOP + _THICK),
            f'<path class="{state}" d="M{_x(ratio) - 4.5:.1f} {_TOP - 9}h9l-4.5 6z"/>',
            _text(_MARGIN, tall - 16, f"goal {goal_text(chart)}: {'reached' if met else 'missed'}", f"{state} small")]


def _goal_ratio(chart: Chart, result: ScenarioResult) -> float | None:
    if chart.amount_goal is not None:
        return chart.amount_goal / max(result.programs[REFERENCE].median(chart.metric), 1)
    return chart.ratio_goal


def _amount(metric: Metric, result: ScenarioResult, driver: str) -> str:
    amount = result.programs[driver].median(metric)
    return megabytes(amount) if metric is Metric.MEMORY else milliseconds(amount)


def ratio_text(ratio: float) -> str:
    if ratio < 0.005:
        return "<0.01"
    return f"{ratio:.2f}" if ratio < 9.95 else f"{ratio:.0f}"


def _text(x: float, y: float, text: str, classes: str, anchor: str = "start") -> str:
    return f'<text class="{classes}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(classes: str, x: float, top: float, bottom: float) -> str:
    return f'<line class="{classes}" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}"/>'
