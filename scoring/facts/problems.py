"""What keeps a run from being published, and the facts that each problem is about, as they were entered."""

from collections.abc import Iterable, Iterator, Mapping

from scoring.model.verdict import Entered


class Problems:
    """Problems in words, each once. Few have facts, and those without cost nothing."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._about: dict[str, list[Entered]] = {}

    def add(self, told: str, *about: Entered) -> None:
        """One problem, and the facts that it is about where they are at hand."""
        self._told.add(told)
        if about:
            self._about.setdefault(told, []).extend(about)

    def update(self, told: Iterable[str]) -> None:
        """Several, of no facts in particular."""
        self._told.update(told)

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    @property
    def about(self) -> Mapping[str, tuple[Entered, ...]]:
        """The facts by problem, where any are known."""
        return {told: tuple(found) for told, found in self._about.items()}
