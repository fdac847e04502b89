"""The JSON Schema of the scheme language, draft 7: what editors complete and check by."""

from collections.abc import Mapping
from typing import Any

from scoring.load import read_scheme
from scoring.rules import RULES
from scoring.rules import read as read_rule
from scoring.schema.probe import NAME, explored
from scoring.schema.shape import Body, Shape, Slot
from scoring.telling.key_words import key_word

Json = dict[str, Any]
_HEAD = ("kind", "label", "short", "clause")


def schema() -> Json:
    """The whole schema."""
    return _Export().whole()


class _Export:
    """Rules are definitions, one for each set of keys that the rule above adds (such as `weight`)."""

    def __init__(self) -> None:
        self._rules = {kind: _only(explored(lambda entry: read_rule(entry, NAME), kind)) for kind in RULES}
        self._definitions: Json = {}

    def whole(self) -> Json:
        """Head, top and definitions."""
        top = self._mapping(explored(read_scheme))
        return {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "衡鉴考核方案",
            **top,
            "definitions": self._definitions,
        }

    def _mapping(self, shape: Shape) -> Json:
        if len(shape.variants) == 1:
            return self._body(_only(shape))
        return self._by_kind({kind: self._body(body) for kind, body in shape.variants.items() if kind})

    def _by_kind(self, kinds: Mapping[str, Json]) -> Json:
        chosen = [
            {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": then}
            for kind, then in kinds.items()
        ]
        known = {"properties": {"kind": {"enum": list(kinds)}}, "required": ["kind"]}
        return {"type": "object", **known, "allOf": chosen}

    def _body(self, body: Body) -> Json:
        if body.rule:
            return self._rule({key: slot for key, slot in body.slots.items() if key not in _HEAD}, body.required)
        others = self._slot(body.slots[NAME]) if body.named and NAME in body.slots else body.named
        own = {key: _described(key, self._slot(slot)) for key, slot in body.slots.items() if key != NAME}
        required = sorted(body.required - {NAME})
        return {"type": "object", "properties": own, "required": required, "additionalProperties": others}

    def _rule(self, more: Mapping[str, Slot], required: set[str]) -> Json:
        """A reference to rules with these further keys; the definition is made when it is first asked for."""
        name = "_".join(["rule", *sorted(more)])
        if name not in self._definitions:
            self._definitions[name] = {}
            bodies = {kind: self._with(body, more, required) for kind, body in self._rules.items()}
            self._definitions[name] = self._by_kind(bodies)
        return {"$ref": f"#/definitions/{name}"}

    def _with(self, body: Body, more: Mapping[str, Slot], required: set[str]) -> Json:
        found = self._body(Body({**body.slots, **more}, body.required | required & more.keys(), body.named))
        found["properties"]["kind"] = {"enum": list(RULES)}
        return found

    def _slot(self, slot: Slot) -> Json:
        found = list(slot.leaves)
        if slot.shape:
            below = self._mapping(slot.shape)
            found.append({"type": "array", "items": below, "minItems": 1} if slot.many else below)
        return found[0] if len(found) == 1 else {"anyOf": found} if found else {}


def _described(key: str, found: Json) -> Json:
    """With the office's word for the key, which editors show."""
    word = key_word(key)
    return found if word == key else {"description": word, **found}


def _only(shape: Shape) -> Body:
    (body,) = shape.variants.values()
    return body
