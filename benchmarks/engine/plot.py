"""How times grow with the text, as a picture."""

from math import log10

from benchmarks.engine.report import ROWS

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 740, 420, 70, 20, 270, 50
COLOURS = ("#1f6f8b", "#c8553d", "#588b3b", "#7b4fa3", "#b8860b", "#3a3a3a", "#d1478c", "#3f7fd1")
LINEAR_MS = 3  # where the line of linear growth begins


def plot(by_size, path):
    """An SVG of later calls against millions of words, both scales logarithmic, with a dashed line of linear growth."""
    sizes = sorted(by_size)
    series = {
        row: [(size, 1000 * by_size[size][row].get("again", by_size[size][row]["first"])) for size in sizes]
        for row in ROWS
        if all(by_size[size].get(row, {}).get("first") for size in sizes)
    }
    powers = max(log10(ms) for points in series.values() for _, ms in points) + 0.2
    span = max(log10(sizes[-1] / sizes[0]), 1e-9)

    def at(size, ms):
        x = LEFT + (WIDTH - LEFT - RIGHT) * log10(size / sizes[0]) / span
        return x, TOP + (HEIGHT - TOP - BOTTOM) * (1 - max(log10(ms), 0) / powers)

    drawing = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
    parts = [
        f'<svg {drawing} font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in range(int(powers) + 1):
        _, y = at(sizes[0], 10**power)
        parts.append(f'<path d="M{LEFT} {y:.0f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(_text(LEFT - 6, y + 4, f"{10**power:,} ms", anchor="end"))
    parts += [_text(at(size, 1)[0], HEIGHT - BOTTOM + 18, f"{size:g}M words", anchor="middle") for size in sizes]
    linear = [at(sizes[0], LINEAR_MS), at(sizes[-1], LINEAR_MS * sizes[-1] / sizes[0])]
    parts.append(_line(linear, "#aaa", "1.5", ' stroke-dasharray="5 4"'))
    beside = -100.0
    for row in sorted(series, key=lambda row: -series[row][-1][1]):
        colour, points = COLOURS[list(ROWS).index(row)], [at(*point) for point in series[row]]
        parts.append(_line(points, colour, "2"))
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        beside = max(points[-1][1] + 4, beside + 15)
        parts.append(_text(WIDTH - RIGHT + 8, beside, ROWS[row].split(",")[0], colour=colour))
    parts.append(_text(LEFT, HEIGHT - 8, "Later calls, one core; dashed: linear growth.", colour="#777"))
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def _line(points, colour, width, more=""):
    where = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path d="M{where}" fill="none" stroke="{colour}" stroke-width="{width}"{more}/>'


def _text(x, y, words, colour="#333", anchor="start"):
    words = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'
