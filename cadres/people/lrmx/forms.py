"""A 干部任免审批表 read from a file or made new, with values changed: what is not changed stays, byte by byte.

What exactly stays: the declaration, comments, elements nobody knows, attributes, white space between elements, the
way each unchanged value is written (CDATA, references, `<A/>` or `<A></A>`), the encoding and its mark, line ends.
A changed value keeps being CDATA where it was; `<A/>` becomes `<A>…</A>`; an element that was not there is put where
the format has it, set in like its neighbour.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cadres.people.lrmx import elements
from cadres.people.lrmx.encodings import Encoding, decoded
from cadres.people.lrmx.markup import Element, parsed, spliced
from cadres.people.lrmx.values import cleaned, marked_up
from cadres.workbooks.faults import Unreadable

MOST_BYTES = 10 * 1024 * 1024
_PLACE = {name: place for place, name in enumerate(elements.ELEMENTS)}
_CURE = "请用任免审批表编辑器打开原表，重新保存为 .lrmx 后再上传。"


class Member(NamedTuple):
    """Someone of the family: a third person, whose data is shown to nobody but those who need it."""

    relation: str
    name: str
    born: str
    party: str
    work: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the file as it stands (`content`), its text in UTF-8 and the elements found in it."""

    content: bytes
    encoding: Encoding
    text: bytes
    root: Element

    def value(self, name: str) -> str:
        """An element's value, cleaned; '' where it is blank or missing."""
        found = self._elements().get(name)
        return cleaned(found.text) if found else ""

    def has(self, name: str) -> bool:
        """Whether the element is there, blank or not."""
        return name in self._elements()

    def family(self) -> list[Member]:
        """The members of the family, blank lines left out."""
        found = self._elements().get(elements.FAMILY)
        items = [_member(item) for item in found.children if item.name == elements.ITEM] if found else []
        return [member for member in items if any(member)]

    def strange(self) -> list[str]:
        """Names of elements that the format is not known to have; they are kept."""
        return [name for name in self._elements() if name not in elements.ELEMENTS]

    def changed(self, values: Mapping[str, str]) -> "Form":
        """The form with these values; a value that reads the same already is not touched.

        Raises KeyError for an element that the format does not have, or that holds others (the family).
        """
        known = self._elements()
        ordered = sorted(values.items(), key=lambda pair: _PLACE.get(pair[0], 0))
        changes = [change for name, value in ordered for change in self._change(name, value, known)]
        return read_form(self._written(spliced(self.text, _together(changes)))) if changes else self

    def _elements(self) -> dict[str, Element]:
        return {child.name: child for child in self.root.children}

    def _change(self, name: str, value: str, known: dict[str, Element]) -> Iterator[tuple[int, int, bytes]]:
        if name == elements.FAMILY or name not in elements.ELEMENTS:
            raise KeyError(name)
        if self.value(name) == cleaned(value):
            return
        element = known.get(name)
        yield self._exchange(element, value) if element else self._addition(name, value, known)

    def _exchange(self, element: Element, value: str) -> tuple[int, int, bytes]:
        inside = marked_up(value, literal=element.literal, line=self._line()).encode()
        if element.inner != (element.end, element.end):
            return (*element.inner, inside)
        opening = self.text[element.start : element.end - 2].rstrip()
        return element.start, element.end, opening + b">" + inside + f"</{element.name}>".encode()

    def _addition(self, name: str, value: str, known: dict[str, Element]) -> tuple[int, int, bytes]:
        """Behind the last element that the format has before it, set in as that one is."""
        inside = f"<{name}>{marked_up(value, line=self._line())}</{name}>".encode()
        before = [one for one in known.values() if one.name in _PLACE and _PLACE[one.name] < _PLACE[name]]
        if not before:
            first = self.root.children[0]
            return first.start, first.start, inside + self._space_before(first)
        anchor = max(before, key=lambda one: one.end)
        return anchor.end, anchor.end, self._space_before(anchor) + inside

    def _space_before(self, element: Element) -> bytes:
        ahead = self.text[: element.start]
        return ahead[len(ahead.rstrip()) :]

    def _line(self) -> str:
        return "\r\n" if b"\r\n" in self.text else "\n"

    def _written(self, text: bytes) -> bytes:
        return self.encoding.written(text.decode())


def _together(changes: list[tuple[int, int, bytes]]) -> Iterator[tuple[int, int, bytes]]:
    """Additions at one place, in the order of the format, as one change."""
    at: dict[tuple[int, int], bytes] = {}
    for start, end, instead in changes:
        at[start, end] = at.get((start, end), b"") + instead
    yield from ((start, end, instead) for (start, end), instead in at.items())


def _member(item: Element) -> Member:
    values = {child.name: cleaned(child.text) for child in item.children}
    return Member(*(values.get(name, "") for name in elements.MEMBER))


def read_form(content: bytes) -> Form:
    """The form in a file. Raises Unreadable, with the cure, for what is none."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"文件超过 {MOST_BYTES // 1024 // 1024} MB", "请压缩照片后重新保存上传。")
    words, encoding = decoded(content)
    text = words.encode()
    root = parsed(text)
    _is_form(root)
    return Form(content, encoding, text, root)


def _is_form(root: Element) -> None:
    if root.name != elements.ROOT or not root.children:
        raise Unreadable("不是干部任免审批表（.lrmx）的内容", _CURE)
    names = [child.name for child in root.children]
    twice = sorted({name for name in names if names.count(name) > 1 and name in elements.ELEMENTS})
    if twice:
        said = "、".join(f"{elements.ELEMENTS[name]}（{name}）" for name in twice)
        raise Unreadable(f"下列栏目出现了两次：{said}", _CURE)


def new_form(values: Mapping[str, str], family: Iterable[Member] = ()) -> Form:
    """A form made new, with every element the format always has; `values` by element, KeyError for one unknown."""
    if not values.keys() <= elements.ELEMENTS.keys() - {elements.FAMILY}:
        raise KeyError(*sorted(values.keys() - elements.ELEMENTS.keys() | values.keys() & {elements.FAMILY}))
    names = [name for name in elements.ELEMENTS if name not in elements.OPTIONAL or values.get(name)]
    lines = [_family(family) if name == elements.FAMILY else _line_of(name, values.get(name, "")) for name in names]
    text = '<?xml version="1.0" encoding="utf-8"?>\n<Person>\n' + "".join(lines) + "</Person>\n"
    return read_form(text.encode())


def _line_of(name: str, value: str) -> str:
    return f"  <{name}>{marked_up(cleaned(value))}</{name}>\n"


def _family(members: Iterable[Member]) -> str:
    items = "".join(
        "    <Item>"
        + "".join(f"<{name}>{marked_up(part)}</{name}>" for name, part in zip(elements.MEMBER, member, strict=True))
        + "</Item>\n"
        for member in members
    )
    return f"  <{elements.FAMILY}>\n{items}  </{elements.FAMILY}>\n" if items else _line_of(elements.FAMILY, "")
