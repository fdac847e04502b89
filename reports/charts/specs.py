"""Vega-Lite specifications as plain dicts: made of published figures, which are only placed on paper here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

#: Colours of static/css/hengjian.css.
INK, SOFT, LINE, RED, BLUE, PALE = "#1b1f24", "#575f6a", "#e2e5e9", "#9f1518", "#35557b", "#b3c5dc"
#: Widths in pixels: above a table; on a phone or in a side column.
NARROW = 230
WIDTHS: Mapping[str, int] = {"wide": 1040, "narrow": NARROW}
_STEPS = tuple(map(Decimal, ("0.1", "0.2", "0.5", "1", "2", "5", "10")))
_MOST_BARS = {"wide": 40, "narrow": 16}


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


def parts(own: Sequence[tuple[str, Decimal]], means: Mapping[str, Decimal], words: Mapping[str, str]) -> dict[str, Any]:
    """Each part of one score as a dot on its line, with a stroke at the group's mean and the way between them.

    `words`: 'own' and 'mean' name the two marks.
    """
    rows = [_part(label, score, means.get(label, score)) for label, score in own]
    y = {"field": "part", "type": "nominal", "sort": None, "title": None, "axis": {"grid": True, "ticks": False}}
    x = {
        "type": "quantitative",
        "title": None,
        "scale": {"zero": False, "padding": 14},
        "axis": {"tickCount": 4, "grid": False},
    }
    layers = [
        _mark({"type": "rule", "color": PALE, "strokeWidth": 4}, y, {**x, "field": "mean"}),
        _mark({"type": "tick", "color": RED, "thickness": 2, "size": 20}, y, {**x, "field": "mean"}),
        _mark({"type": "circle", "color": BLUE, "size": 110, "opacity": 1}, y, {**x, "field": "score"}),
        _mark({"type": "text", "dy": -13, "color": INK, "fontSize": 12}, y, {**x, "field": "score"}),
    ]
    layers[0]["encoding"]["x2"] = {"field": "score"}
    layers[3]["encoding"]["text"] = {"field": "text"}
    legend = {
        "text": f"● {words['own']}　┃ {words['mean']}",
        "anchor": "start",
        "fontWeight": "normal",
        "fontSize": 12,
        "color": SOFT,
    }
    chart = {"title": legend, "data": {"values": rows}, "layer": layers}
    return _framed(NARROW, 46 * max(len(rows), 1), chart)


def _part(label: str, score: Decimal, mean: Decimal) -> dict[str, Any]:
    return {"part": label, "score": _place(score), "mean": _place(mean), "text": str(score)}


def _mark(mark: Mapping[str, Any], y: Mapping[str, Any], x: Mapping[str, Any]) -> dict[str, Any]:
    return {"mark": dict(mark), "encoding": {"y": dict(y), "x": dict(x)}}


def _bars(bars: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "data": {"values": list(bars)},
        "mark": {"type": "rect", "stroke": "#fff", "strokeWidth": 1},
        "encoding": {
            "x": {
                "field": "from",
                "type": "quantitative",
                "title": words["score"],
                "scale": {"zero": False, "nice": False},
            },
            "x2": {"field": "to"},
            "y": {"field": "n", "type": "quantitative", "title": words["count"], "axis": _upright()},
            "y2": {"datum": 0},
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
            "mark": {"type": "text", "color": RED, "align": "left", "dx": 5, "y": 8, "fontSize": 12},
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
