#!/usr/bin/env python3
"""Draws the panels of the dashboard from a Prometheus: deploy/grafana/draw.py <address> <minutes> <picture.png>

This is no Grafana. It asks the queries of darktrace-connector.json and draws what comes with SVG and Chromium, in the places that the
panels have: it shows what the queries return, not what Grafana looks like.
"""
import html
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

COLUMN, ROW, GAP, MARGIN = 62, 34, 10, 14
COLORS = ["#3274d9", "#e0752d", "#3f9142", "#c4162a", "#8f3bb8", "#0e8a8a", "#b8860b", "#6b7280"]
NAMED = {"green": "#2f8f46", "red": "#c4162a"}
POINTS = 240


def ask(address, path, **parameters):
    with urllib.request.urlopen(f"{address}/api/v1/{path}?{urllib.parse.urlencode(parameters)}", timeout=30) as answer:
        return json.load(answer)["data"]["result"]


def short(value, unit):
    if unit == "bytes":
        for name in ("B", "KiB", "MiB", "GiB"):
            if abs(value) < 1024 or name == "GiB":
                return f"{value:.3g} {name}"
            value /= 1024
    if unit == "s":
        return f"{value * 1000:.3g} ms" if 0 < abs(value) < 1 else f"{value:.3g} s" if abs(value) < 120 else f"{value / 60:.3g} min"
    return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def nice(most, steps=4):
    """Steps of 1, 2 or 5 that reach the most."""
    if most <= 0:
        return [0, 1]
    raw = most / steps
    power = 10 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw)
    return [number * step for number in range(math.ceil(most / step - 1e-9) + 1)]


def steps_of_bytes(most):
    step = 1
    while most / step > 5:
        step *= 2
    return [number * step for number in range(math.ceil(most / step) + 1)]


def legend(template, labels):
    return re.sub(r"{{\s*(\w+)\s*}}", lambda name: labels.get(name.group(1), ""), template) or json.dumps(labels)


def series(panel, address, start, end):
    for target in panel["targets"]:
        expression = target["expr"].replace("$instance", ".*")
        for found in ask(address, "query_range", query=expression, start=start, end=end, step=max(1, (end - start) / POINTS)):
            points = [(float(at), float(value)) for at, value in found["values"]]
            points = [point for point in points if math.isfinite(point[1])]
            if points:
                yield legend(target.get("legendFormat", ""), found["metric"]), points


def text(x, y, words, size=11, anchor="start", color="#52565c", weight=400):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{color}" font-weight="{weight}">'
            f"{html.escape(str(words))}</text>")


def line(points, x, y, step):
    """Pieces where points lie next to each other: what was not there is a gap."""
    pieces, before = [], None
    for at, value in points:
        pieces.append(f"{'M' if before is None or at - before > 2.5 * step else 'L'}{x(at):.1f},{y(value):.1f}")
        before = at
    return " ".join(pieces)


def chart(panel, address, start, end, left, top, width, height):
    unit = panel["fieldConfig"]["defaults"].get("unit", "short")
    found = list(series(panel, address, start, end))
    rows = [[]]
    used = 0
    for number, (name, _) in enumerate(found):
        takes = 26 + 6.1 * len(name)
        if used + takes > width - 24 and rows[-1]:
            rows.append([])
            used = 0
        rows[-1].append((number, name, used))
        used += takes
    inner_left, inner_right = left + 58, left + width - 14
    inner_top, inner_bottom = top + 36, top + height - 30 - 16 * len(rows)
    most = max((value for _, points in found for _, value in points), default=1)
    ticks = steps_of_bytes(most) if unit == "bytes" else nice(most)
    x = lambda at: inner_left + (at - start) / (end - start) * (inner_right - inner_left)
    y = lambda value: inner_bottom - value / ticks[-1] * (inner_bottom - inner_top)
    for tick in ticks:
        yield f'<path d="M{inner_left},{y(tick):.1f} H{inner_right}" stroke="#e4e6e9"/>' + text(inner_left - 6, y(tick) + 4, short(tick, unit), anchor="end")
    minutes = (end - start) / 60
    every = next(step for step in (1, 2, 5, 10, 15, 30, 60) if minutes / step <= 6) * 60
    for at in range(int(start // every + 1) * every, int(end) + 1, every):
        yield f'<path d="M{x(at):.1f},{inner_top} V{inner_bottom}" stroke="#f0f1f3"/>' + (
            text(x(at), inner_bottom + 15, time.strftime("%H:%M", time.gmtime(at)), anchor="middle") if x(at) < inner_right - 8 else "")
    for number, (_, points) in enumerate(found):
        color = COLORS[number % len(COLORS)]
        yield f'<path d="{line(points, x, y, max(1, (end - start) / POINTS))}" fill="none" stroke="{color}" stroke-width="1.8" stroke-linejoin="round"/>'
    for place, row in enumerate(rows):
        at = inner_bottom + 34 + 16 * place
        for number, name, offset in row:
            yield f'<rect x="{left + 14 + offset:.1f}" y="{at - 6}" width="12" height="3" fill="{COLORS[number % len(COLORS)]}"/>' + text(left + 31 + offset, at, name)
    if not found:
        yield text(left + width / 2, top + height / 2, panel["fieldConfig"]["defaults"].get("noValue", "no data"), 13, "middle")


def stat(panel, address, end, left, top, width, height):
    defaults = panel["fieldConfig"]["defaults"]
    words = {value: shown["text"] for mapping in defaults.get("mappings", []) for value, shown in mapping["options"].items()}
    found = [(legend(target.get("legendFormat", ""), one["metric"]), float(one["value"][1]))
             for target in panel["targets"] for one in ask(address, "query", query=target["expr"].replace("$instance", ".*"), time=end)]
    each = (height - 46) / max(1, len(found))
    for number, (name, value) in enumerate(found):
        color = [step["color"] for step in defaults["thresholds"]["steps"] if step["value"] is None or value >= step["value"]][-1]
        middle = top + 40 + each * (number + 0.5)
        yield text(left + width / 2, middle - 8, name, 12, "middle")
        yield text(left + width / 2, middle + 18, words.get(str(int(value)), short(value, "short")), 24, "middle", NAMED.get(color, color), 600)


def main(address, minutes, picture):
    dashboard = json.loads(pathlib.Path(__file__).with_name("darktrace-connector.json").read_text())
    end = time.time()
    start = end - float(minutes) * 60
    width = 24 * COLUMN + 2 * MARGIN
    height = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in dashboard["panels"]) * ROW + 2 * MARGIN
    parts = []
    for panel in dashboard["panels"]:
        at = panel["gridPos"]
        left, top = MARGIN + at["x"] * COLUMN + GAP / 2, MARGIN + at["y"] * ROW + GAP / 2
        wide, high = at["w"] * COLUMN - GAP, at["h"] * ROW - GAP
        parts.append(f'<rect x="{left}" y="{top}" width="{wide}" height="{high}" rx="3" fill="#fff" stroke="#dcdfe3"/>')
        parts.append(text(left + 14, top + 23, panel["title"], 13, color="#1f2328", weight=600))
        parts += stat(panel, address, end, left, top, wide, high) if panel["type"] == "stat" else chart(panel, address, start, end, left, top, wide, high)
    page = (f'<body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'style="background:#f4f5f7;display:block;font-family:system-ui,sans-serif">{"".join(parts)}</svg>')
    with tempfile.TemporaryDirectory() as directory:
        source = pathlib.Path(directory, "dashboard.html")
        source.write_text(f'<!doctype html><meta charset="utf-8">{page}')
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={directory}/profile",
                        f"--window-size={width},{height}", f"--screenshot={pathlib.Path(picture).absolute()}", source.as_uri()],
                       check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main(*sys.argv[1:])
