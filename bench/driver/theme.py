"""The report's colours, for light and for dark surroundings; every shape names a class, never a colour."""

_FONT = 'Inter, "Helvetica Neue", "Segoe UI", "DejaVu Sans", sans-serif'

_LIGHT = {
    "page": "#f6f5f2", "card": "#ffffff", "edge": "#e6e4de", "text": "#1c1e21", "muted": "#71757c",
    "tusk": "#e2570e", "tusk_typed": "#f0945a", "floor": "#eceae4", "floor_edge": "#b5b1a6", "libpq": "#7d8590",
    "libpq_single": "#a7adb5", "libpqxx": "#c3c8ce", "rule": "#7d8590", "met": "#2b8a3e", "missed": "#c92a2a",
}
_DARK = {
    "page": "#131417", "card": "#1c1e22", "edge": "#2c2f35", "text": "#eceef0", "muted": "#9298a1",
    "tusk": "#ff7a2f", "tusk_typed": "#b9602f", "floor": "#2a2d32", "floor_edge": "#6a6f78", "libpq": "#8d959f",
    "libpq_single": "#6c737c", "libpqxx": "#535961", "rule": "#8d959f", "met": "#51cf66", "missed": "#ff6b6b",
}


def _rules(colours: dict[str, str]) -> str:
    bars = "".join(f".{name}{{fill:{colours[name]}}}"
                   for name in ("tusk", "tusk_typed", "libpq", "libpq_single", "libpqxx", "met", "missed"))
    return (
        f".page{{fill:{colours['page']}}}.card{{fill:{colours['card']};stroke:{colours['edge']}}}"
        f".cut,.figures{{stroke:{colours['card']}}}.text{{fill:{colours['text']}}}.muted{{fill:{colours['muted']}}}"
        f".floor{{fill:{colours['floor']};stroke:{colours['floor_edge']}}}"
        f".rule{{stroke:{colours['rule']}}}.met-line{{stroke:{colours['met']}}}"
        f".missed-line{{stroke:{colours['missed']}}}{bars}"
    )


_SHAPES = (
    f"svg text{{font-family:{_FONT};font-size:12px}}"
    "svg .head{font-size:26px;font-weight:700}svg .lead{font-size:14px}svg .title{font-size:15px;font-weight:600}"
    "svg .small{font-size:11px}svg .strong{font-weight:600}"
    ".rule{stroke-dasharray:2 3}.floor{stroke-dasharray:3 2}.met-line,.missed-line{stroke-width:2}"
    ".cut{stroke-width:3;fill:none}.figures{stroke-width:5px;stroke-linejoin:round;paint-order:stroke}"
)


def svg_style() -> str:
    """For a picture that stands alone: light."""
    return _SHAPES + _rules(_LIGHT)


def page_style() -> str:
    """For the page: as whoever looks at it prefers."""
    return f"{_SHAPES}{_rules(_LIGHT)}{_surroundings(_LIGHT)}@media(prefers-color-scheme:dark){{{_rules(_DARK)}" \
           f"{_surroundings(_DARK)}}}{_LAYOUT}"


def _surroundings(colours: dict[str, str]) -> str:
    return (f":root{{color-scheme:light dark;--text:{colours['text']};--muted:{colours['muted']};"
            f"--page:{colours['page']};--card:{colours['card']};--edge:{colours['edge']};"
            f"--tusk:{colours['tusk']};--met:{colours['met']};--missed:{colours['missed']}}}")


_LAYOUT = f"""
*{{box-sizing:border-box}}
body{{margin:0;background:var(--page);color:var(--text);font:15px/1.55 {_FONT}}}
main{{max-width:1280px;margin:0 auto;padding:40px 20px 60px}}
h1{{font-size:34px;line-height:1.15;margin:0 0 6px;letter-spacing:-.02em}}
h2{{font-size:21px;margin:48px 0 12px;letter-spacing:-.01em}}
p{{margin:0 0 10px;max-width:76ch}}
.note{{color:var(--muted)}}
.charts{{display:grid;grid-template-columns:repeat(auto-fill,minmax(370px,1fr));gap:16px;margin-top:24px}}
.charts svg{{display:block;width:100%;height:auto}}
.legend{{display:flex;flex-wrap:wrap;gap:6px 22px;margin:18px 0 0;padding:0;list-style:none;font-size:13.5px}}
.legend svg{{width:14px;height:14px;vertical-align:-2px;margin-right:7px}}
.wide{{overflow-x:auto;background:var(--card);border:1px solid var(--edge);border-radius:10px}}
table{{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:13.5px}}
th,td{{padding:6px 14px;text-align:right;white-space:nowrap;border-top:1px solid var(--edge)}}
thead th{{border-top:0;color:var(--muted);font-weight:500}}
th:first-child,td:first-child{{text-align:left}}
td.what{{text-align:left;white-space:normal}}
tr.scenario th{{padding-top:16px;font-weight:600;text-align:left}}
tr.tusk td{{color:var(--tusk);font-weight:600}}
.reached{{color:var(--met);font-weight:600}}.not{{color:var(--missed);font-weight:600}}
"""
