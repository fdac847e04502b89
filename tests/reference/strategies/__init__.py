"""Random methods and random counties, drawn piece by piece so that hypothesis can shrink them to something readable."""

from tests.reference.strategies.methods import methods
from tests.reference.strategies.sheets import sheets
from tests.reference.strategies.words import CADRE, Entry

__all__ = ["CADRE", "Entry", "methods", "sheets"]
