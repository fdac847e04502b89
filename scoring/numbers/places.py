"""How many decimals a county enters and publishes."""

from dataclasses import dataclass
from decimal import Decimal

from scoring.numbers.rounding import Exact, rounded


@dataclass(frozen=True)
class Places:
    """Decimals: an entered value has at most `stored`, a published figure exactly `published`, rounded by `mode`."""

    stored: int
    published: int
    mode: str

    def publish(self, value: Exact) -> Decimal:
        """The figure that `value` is published as."""
        return rounded(value, self.published, self.mode)
