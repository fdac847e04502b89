"""Vega-Lite specifications as plain dicts: made of published figures, which are only placed on paper here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

#: Colours of static/css/hengjian.css.
INK, SOFT, LINE, RED, BLUE, PALE = "#1b1f24", "#575f6a", "#e2e5e9", "#9f1518", "#35557b", "#b3c5dc"
#: Widths in pixels: beside a table, and on a phone.
WIDTHS: Mapping[str, int] = {"wide": 760, "narrow": 270}
_STEPS = tuple(map(Decimal, ("0.1", "0.2", "0.5", "1", "2", "5", "10")))
_MOST_BARS = {"wide": 40, "narrow": 20}


def distribution(
    scores: Sequence[Decimal], line: Decimal | None, words: Mapping[str, str], size: str
) -> dict[str, Any]:
    """How many have which score, in steps of equal width, and where the quota line lies.

    `words`: 'score' and 'count' title the axes, 'line' names the quota line.
    """
    step = step_for(scores, _MOST_BARS[size])
    bars = [
        {"from": _place(low), "to": _place(low + step), "n": count, "in": line is not None and low >= line}
        for low, count in sorted(steps(scores, step).items())
    ]
    layers = [_bars(bars, words)]
    if line is not None:
        layers += _rule(line, f"{words['line']} {line}")
    return _framed(WIDTHS[size], 150, {"layer": layers})


def step_for(scores: Sequence[Decimal], most: int) -> Decimal:
    """The smallest round step that needs at most `most` bars."""
    span = max(scores) - min(scores) if scores else Decimal(0)
    return next((step for step in _STEPS if span / step < most - 1), _STEPS[-1])


def steps(scores: Sequence[Decimal], step: Decimal) -> Counter[Decimal]:
    """How many scores lie in [low, low + step), by low."""
    return Counter(score // step * step for score in scores)


def parts(
    own: Sequence[tuple[str, Decimal]], means: Mapping[str, Decimal], words: Mapping[str, str], size: str
) -> dict[str, Any]:
    """Each part of one score as a bar, with a stroke at the group's mean."""
    rows = [
        {"part": label, "score": _place(score), "mean": _place(means.get(label, score)), "text": str(score)}
        for label, score in own
    ]
    lowest = min([score for _, score in own] + [means.get(label, score) for label, score in own], default=Decimal(0))
    floor = max(Decimal(0), (lowest - 5) // 10 * 10)
    x = {"type": "quantitative", "scale": {"domain": [_place(floor), 100], "nice": False}}
    y = {"field": "part", "type": "nominal", "sort": None, "title": None}
    layers = [
        {
            "mark": {"type": "bar", "color": BLUE, "height": 14},
            "encoding": {"y": y, "x": {**x, "field": "score", "title": None}},
        },
        {
            "mark": {"type": "tick", "color": RED, "thickness": 2, "size": 24},
            "encoding": {"y": y, "x": {**x, "field": "mean"}},
        },
        {
            "mark": {"type": "text", "align": "right", "dx": -6, "color": "#fff", "fontSize": 12},
            "encoding": {"y": y, "x": {**x, "field": "score"}, "text": {"field": "text"}},
        },
    ]
    chart = {"data": {"values": rows}, "layer": layers}
    title = {
        "text": words["legend"],
        "anchor": "start",
        "fontWeight": "normal",
        "fontSize": 12,
        "color": SOFT,
        "offset": 6,
    }
    return _framed(WIDTHS[size] if size == "narrow" else 230, 34 * max(len(rows), 1), chart) | {"title": title}


def _bars(bars: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "data": {"values": list(bars)},
        "mark": {"type": "bar", "binSpacing": 1},
        "encoding": {
            "x": {
                "field": "from",
                "type": "quantitative",
                "title": words["score"],
                "scale": {"zero": False, "nice": False},
            },
            "x2": {"field": "to"},
            "y": {"field": "n", "type": "quantitative", "title": words["count"], "axis": _upright()},
            "color": {
                "field": "in",
                "type": "nominal",
                "scale": {"domain": [False, True], "range": [PALE, BLUE]},
                "legend": None,
            },
        },
    }


def _rule(line: Decimal, text: str) -> list[dict[str, Any]]:
    data = {"values": [{"at": _place(line), "text": text}]}
    x = {"field": "at", "type": "quantitative"}
    return [
        {"data": data, "mark": {"type": "rule", "color": RED, "strokeWidth": 2}, "encoding": {"x": x}},
        {
            "data": data,
            "mark": {"type": "text", "color": RED, "align": "right", "dx": -5, "y": 8, "fontSize": 12},
            "encoding": {"x": x, "text": {"field": "text"}},
        },
    ]


def _upright() -> dict[str, Any]:
    """Axis words that can be read without turning the head, ticks at whole numbers."""
    return {
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "end",
        "titleX": 4,
        "titleY": -8,
        "tickMinStep": 1,
        "format": "d",
    }


def _place(value: Decimal) -> float:
    """A place on paper. The figure itself stays exact, and is written beside as text."""
    return float(value)


def _framed(width: int, height: int, chart: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "background": "#fff",
        "config": {
            "font": "Noto Sans CJK SC",
            "view": {"stroke": None},
            "axis": {
                "labelColor": SOFT,
                "titleColor": SOFT,
                "titleFontWeight": "normal",
                "labelFontSize": 12,
                "titleFontSize": 12,
                "gridColor": LINE,
                "domainColor": LINE,
                "tickColor": LINE,
            },
        },
        **chart,
    }
