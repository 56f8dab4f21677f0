"""Writes what a person looks at: report.html, and the same charts as report.svg and report.png."""

import shutil
import subprocess
import sys
from pathlib import Path

import page
import sheet
from results import Results

_ZOOM = "2"  # for screens with small pixels


def write(results: Results, folder: Path) -> list[Path]:
    """Returns the files that were written; the PNG is missing where rsvg-convert is."""
    folder.mkdir(parents=True, exist_ok=True)
    html, svg, png = folder / "report.html", folder / "report.svg", folder / "report.png"
    html.write_text(page.draw(results))
    svg.write_text(sheet.draw(results))
    if shutil.which("rsvg-convert") is None:
        print("no report.png: rsvg-convert is missing (Debian's librsvg2-bin)", file=sys.stderr)
        return [html, svg]
    subprocess.run(["rsvg-convert", "--zoom", _ZOOM, "--output", str(png), str(svg)], check=True)
    return [html, svg, png]
