"""All charts on one sheet, as a picture for the README."""

from html import escape

import chart
import theme
from drawn import DrawnChart, charts_of, where
from results import Results

_COLUMNS = 3
_GAP = 16
_MARGIN = 28
_HEAD = 104
_FOOT = 44

LEAD = ("What one client spends on the same work, as a ratio to libpq with binary results in the same run. "
        "Shorter is better.")
LEGEND = (
    ("tusk", "tusk, this library"),
    ("floor", "floor: written by hand for the one statement, checks nothing"),
    ("libpq", "libpq = 1"),
    ("libpqxx", "libpqxx, over libpq"),
)


def draw(results: Results) -> str:
    """A whole document of SVG."""
    charts = charts_of(results)
    rows = [charts[at:at + _COLUMNS] for at in range(0, len(charts), _COLUMNS)]
    width = 2 * _MARGIN + _COLUMNS * chart.WIDTH + (_COLUMNS - 1) * _GAP
    parts: list[str] = []
    top = _HEAD
    for row in rows:
        tall = max(one.height for one in row)
        parts += [_placed(one, column, top, tall) for column, one in enumerate(row)]
        top += tall + _GAP
    height = top - _GAP + _FOOT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"<style>{theme.svg_style()}</style>"
        f'<rect class="page" width="{width}" height="{height}"/>{_head(width)}{"".join(parts)}'
        f'<text class="muted small" x="{_MARGIN}" y="{height - 17}">{escape(where(results))}</text></svg>\n')


def _placed(one: DrawnChart, column: int, top: int, tall: int) -> str:
    return f'<g transform="translate({_MARGIN + column * (chart.WIDTH + _GAP)} {top})">{one.svg(tall)}</g>'


def _head(width: int) -> str:
    parts = [f'<text class="text head" x="{_MARGIN}" y="47">tusk beside libpq</text>',
             f'<text class="muted lead" x="{_MARGIN}" y="76">{LEAD}</text>']
    at = width - _MARGIN
    for name, what in reversed(LEGEND):
        label = what.split(",")[0].split(":")[0]
        at -= round(6.9 * len(label))
        parts.append(f'<text class="text" x="{at}" y="46">{label}</text>')
        at -= 20
        parts.append(f'<rect class="{name}" x="{at}" y="36" width="13" height="13" rx="3"/>')
        at -= 18
    return "".join(parts)
