"""Colours for any number of participants."""

from decimal import Decimal

import pytest

from scoring.after.colours import colour
from scoring.after.ranking import ranks
from scoring.language.extent import Extent
from scoring.language.scheme import ColourBand, Colours
from tests.scoring.build import HANGJIN

BOARD = HANGJIN.colours[0]
LETTERS = {"green": "G", "yellow": "Y", "red": "R"}


JIUYUAN = Colours(
    "area",
    (
        ColourBand("red", Extent("bottom", Decimal("0.3"), 3)),
        ColourBand("green", Extent("top", Decimal("0.4"), 4, "up")),
    ),
    "yellow",
    "grey",
    "",
)


def coloured(rule: Colours, scores: list[Decimal]) -> dict[Decimal, str]:
    """The colour of each score among all of them."""
    return {score: colour(rule, *place, len(scores)) for score, place in ranks(scores).items()}


@pytest.mark.parametrize("expected", ["GGGGYYRR", "GGGGYYYRR", "GGGGYYYRRR", "GGGGYYYYYRRR"])
def test_at_most_so_many_of_each_colour_for_any_number(expected: str) -> None:
    scores = [Decimal(score) for score in range(len(expected), 0, -1)]
    found = coloured(JIUYUAN, scores)
    assert "".join(LETTERS[found[score]] for score in scores) == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], ""),
        ([9], "Y"),
        ([9, 8, 7], "YYY"),
        ([9, 8, 7, 6], "GYYY"),
        ([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], "GGGYYYYYYR"),
        ([9, 8, 7, 7, 5, 4, 3, 2, 1, 0], "GGGGYYYYYR"),
        ([9, 8, 7, 6, 5, 4, 3, 2, 1, 1], "GGGYYYYYRR"),
        ([5] * 10, "RRRRRRRRRR"),
    ],
)
def test_bands_by_place_from_both_ends(scores: list[int], expected: str) -> None:
    found = coloured(BOARD, [Decimal(score) for score in scores])
    assert "".join(LETTERS[found[Decimal(score)]] for score in scores) == expected
