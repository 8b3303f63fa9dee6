"""Charts as SVG, written by hand: bars, or dots on a logarithmic scale. Readable in light and in dark."""

import math
from html import escape

from report.told import BASELINE, BEFORE, LEAST, NOW, Bar, Chart, amount

WIDTH, LEFT, RIGHT = 880, 330, 100
TOP, LINE, BOTTOM = 56, 30, 34
STYLE = """
svg{color-scheme:light dark;font:14px system-ui,'Segoe UI',Helvetica,Arial,sans-serif}
.sheet{fill:#fff}text{fill:#1f2328}.soft{fill:#59636e}.grid{stroke:#d1d9e0}
.mark{stroke:#c2410c;stroke-width:2;stroke-dasharray:5 4}
.now{fill:#1f6feb}.before{fill:#8c959f}.baseline{fill:#2da44e}.least{fill:#bf8700}
@media (prefers-color-scheme:dark){.sheet{fill:#0d1117}text{fill:#f0f6fc}.soft{fill:#9198a1}.grid{stroke:#3d444d}
.mark{stroke:#fb923c}.now{fill:#58a6ff}.before{fill:#6e7681}.baseline{fill:#3fb950}.least{fill:#d29922}}
"""
NAMES = {NOW: "this commit", BEFORE: "before", BASELINE: "baseline", LEAST: "least"}
LETTER = 7.4  # the width of one, at the most, at 14 px


def ticks(most: float) -> list[float]:
    """Round values from nil to a little over the most."""
    step = 10 ** math.floor(math.log10(most))
    step = next(step * part for part in (0.2, 0.25, 0.5, 1, 2) if most / (step * part) <= 5.5)
    return [step * number for number in range(math.floor(most / step) + 1)]


class Scale:
    """Where a value is drawn."""

    def __init__(self, chart: Chart):
        values = [bar.value for bar in chart.bars] + ([chart.mark] if chart.mark else [])
        self.log, most = chart.log, max([*values, 1e-9])
        if self.log:
            self.low = math.floor(math.log10(max(min(values), 1e-3)))
            self.high = max(math.ceil(math.log10(most)), self.low + 1)
            self.marks = [10.0**power for power in range(self.low, self.high + 1)]
        else:
            self.most, self.marks = most, ticks(most)

    def __call__(self, value: float) -> float:
        if self.log:
            share = (math.log10(max(value, 10.0**self.low)) - self.low) / (self.high - self.low)
        else:
            share = value / self.most
        return LEFT + share * (WIDTH - LEFT - RIGHT)


def legend(chart: Chart) -> list[str]:
    """What the colours are, where there is more than one."""
    kinds = list(dict.fromkeys(bar.kind for bar in chart.bars))
    parts, x = [], float(LEFT)
    if chart.mark:
        name = f"goal: {amount(chart.mark)}"
        parts.append(f'<line class="mark" x1="{x:.0f}" y1="40" x2="{x + 20:.0f}" y2="40"/>')
        parts.append(f'<text class="soft" x="{x + 27:.0f}" y="45">{name}</text>')
        x += 27 + LETTER * len(name) + 18
    if len(kinds) < 2:
        return parts
    for kind in kinds:
        name = chart.names.get(kind, NAMES[kind])
        parts.append(f'<rect class="{kind}" x="{x:.0f}" y="35" width="11" height="11" rx="2"/>')
        parts.append(f'<text class="soft" x="{x + 17:.0f}" y="45">{escape(name)}</text>')
        x += 17 + LETTER * len(name) + 18
    return parts


def drawn(bar: Bar, y: int, scale: Scale) -> list[str]:
    """One value with its label and its number."""
    end, middle = scale(bar.value), y + LINE / 2
    label = f'<text x="{LEFT - 10}" y="{middle + 5:.1f}" text-anchor="end">{escape(bar.label)}</text>'
    if scale.log:
        shape = f'<circle class="{bar.kind}" cx="{end:.1f}" cy="{middle:.1f}" r="7"/>'
    else:
        width = max(end - LEFT, 1.0)
        shape = f'<rect class="{bar.kind}" x="{LEFT}" y="{y + 5}" width="{width:.1f}" height="{LINE - 10}" rx="2"/>'
    return [label, shape, f'<text x="{end + 11:.1f}" y="{middle + 5:.1f}">{amount(bar.value)}</text>']


def svg(chart: Chart) -> str:
    """The chart as a file."""
    scale, foot = Scale(chart), TOP + LINE * len(chart.bars)
    height = foot + BOTTOM
    parts = [f'<rect class="sheet" width="{WIDTH}" height="{height}" rx="6"/>']
    parts += [f'<text x="16" y="24" font-weight="600">{escape(chart.title)}</text>', *legend(chart)]
    for value in scale.marks:
        x = scale(value)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{foot}"/>')
        said = f"{value:,g}" if value < 1000 else f"{value:,.0f}"
        parts.append(f'<text class="soft" x="{x:.1f}" y="{foot + 20}" text-anchor="middle">{said}</text>')
    parts.append(f'<text class="soft" x="{LEFT - 34}" y="{foot + 20}" text-anchor="end">{escape(chart.unit)}</text>')
    for number, bar in enumerate(chart.bars):
        parts += drawn(bar, TOP + LINE * number, scale)
    if chart.mark:
        x = scale(chart.mark)
        parts.append(f'<line class="mark" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{foot}"/>')
    said = "; ".join(f"{bar.label}: {amount(bar.value)} {chart.unit}" for bar in chart.bars)
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    title = f"<title>{escape(chart.title)}</title><desc>{escape(said)}</desc>"
    return "\n".join([head, title, f"<style>{STYLE}</style>", *parts, "</svg>", ""])
