"""What the reader asked for at one mapping, in one run and over all runs."""

from dataclasses import dataclass, field
from typing import Any

Leaf = dict[str, Any]
"""A scalar or a list, as JSON Schema."""


@dataclass
class Shape:
    """One mapping. `variants` are its bodies by the `kind` that was chosen in it, '' where none was."""

    variants: dict[str, "Body"] = field(default_factory=dict)

    def add(self, other: "Shape") -> None:
        """Take in what another run asked for."""
        for kind, body in other.variants.items():
            if kind in self.variants:
                self.variants[kind].add(body)
            else:
                self.variants[kind] = body


@dataclass
class Slot:
    """What may stand at one key: any of `leaves`, or a mapping of `shape`, or with `many` a list of such mappings."""

    leaves: list[Leaf] = field(default_factory=list)
    shape: Shape | None = None
    many: bool = False

    def add(self, other: "Slot") -> None:
        """Either may stand there."""
        self.leaves += [leaf for leaf in other.leaves if leaf not in self.leaves]
        self.many |= other.many
        if self.shape and other.shape:
            self.shape.add(other.shape)
        self.shape = self.shape or other.shape


@dataclass
class Body:
    """Keys asked for, those of them that must be there; `named` says that keys are names of the author's own.

    `rule` says that the mapping is also read as a rule of a score, with whatever keys its kind has.
    """

    slots: dict[str, Slot] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    named: bool = False
    rule: bool = False

    def add(self, other: "Body") -> None:
        """What is required in both is required."""
        self.required &= other.required
        self.named |= other.named
        self.rule |= other.rule
        for key, slot in other.slots.items():
            self.slots.setdefault(key, Slot()).add(slot)
