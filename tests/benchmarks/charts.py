"""Two kinds of charts as SVG text: bars of shares, and lines over a logarithmic number of plans."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 720, 380
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 44, 48
COLOURS = ("#b3261e", "#1f6f8b", "#7a8b1f", "#6b4fa0", "#8a5a00")
Points = Sequence[tuple[float, float]]


def _svg(title: str, parts: Sequence[str], height: int = HEIGHT) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="DejaVu Sans, Arial, sans-serif" font-size="12">'
    )
    back = f'<rect width="{WIDTH}" height="{height}" fill="white"/>'
    named = f'<text x="{LEFT}" y="22" font-size="14" font-weight="bold">{escape(title)}</text>'
    return "\n".join([head, back, named, *parts, "</svg>"]) + "\n"


def bars(title: str, values: Mapping[str, float], notes: Mapping[str, str]) -> str:
    """Horizontal bars of shares between 0 and 1, each with its note behind the number."""
    parts, left, full = [], 190, WIDTH - 190 - 170
    for at, (name, value) in enumerate(values.items()):
        y = TOP + at * 34
        parts += [
            f'<text x="{left - 8}" y="{y + 16}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{left}" y="{y}" width="{full}" height="22" fill="#eee"/>',
            f'<rect x="{left}" y="{y}" width="{full * value:.1f}" height="22" fill="{COLOURS[bool(at)]}"/>',
            f'<text x="{left + full + 8}" y="{y + 16}">{value:.0%} ({escape(notes[name])})</text>',
        ]
    return _svg(title, parts, TOP + len(values) * 34 + 16)


def _scale(low: float, high: float, start: float, end: float):
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)


def lines(title: str, series: Mapping[str, Points], unit: str, *, log: bool = False) -> str:
    """Lines over the number of plans (logarithmic); `log` makes the other axis logarithmic too, else it is a share."""
    xs = sorted({x for points in series.values() for x, _ in points})
    values = [y for points in series.values() for _, y in points if y > 0]
    x_of = _scale(math.log10(xs[0]), math.log10(xs[-1]), LEFT, WIDTH - RIGHT)
    if log:
        low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        ticks = [10.0**n for n in range(low, high + 1)]
        scale = _scale(low, high, HEIGHT - BOTTOM, TOP)

        def y_of(value: float) -> float:
            return scale(math.log10(max(value, 10.0**low)))
    else:
        ticks = [0, 0.25, 0.5, 0.75, 1]
        y_of = _scale(0, 1, HEIGHT - BOTTOM, TOP)
    parts = []
    for tick in ticks:
        y, label = y_of(tick), f"{tick:g}" if log else f"{tick:.0%}"
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    for x in xs:
        at = x_of(math.log10(x))
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{x:,.0f}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 10}">plans; {escape(unit)}</text>')
    ends = []
    for at, (name, points) in enumerate(series.items()):
        colour = COLOURS[at % len(COLOURS)]
        places = [(x_of(math.log10(x)), y_of(y)) for x, y in sorted(points)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
        ends.append((places[-1][1], name, colour))
    below = TOP - 12.0
    for y, name, colour in sorted(ends):
        below = max(y, below + 15)
        label = f'<text x="{WIDTH - RIGHT + 12}" y="{below + 4:.1f}" fill="{colour}">{escape(name)}</text>'
        parts.append(label)
    return _svg(title, parts)
