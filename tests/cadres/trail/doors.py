"""Which functions of the program write rows, and which leave a line in the trail: read from the source."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from config import state

APPS = ("cadres", "assessment", "outcomes", "reports", "config")
RECORD = "cadres.trail.services.record"
COPY = "cadres.bulk.copy_rows"
_MANAGER = frozenset({"objects", "_default_manager", "filter", "exclude", "all"})
_ON_ROWS = frozenset(
    {"create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "_raw_delete"}
)
_ON_ONE = frozenset({"save", "delete"})


@dataclass
class Function:
    """`calls` are the program's functions that it names; `writes` whether it writes a row itself."""

    module: str
    name: str
    calls: set[str] = field(default_factory=set)
    writes: bool = False
    atomic: bool = False

    @property
    def path(self) -> str:
        return f"{self.module}.{self.name}"


@cache
def functions() -> dict[str, Function]:
    """Every function at the top of a module, every method as `Class.method`, every table of functions, by its path.

    A class stands for all its methods: whoever names it may call any of them.
    """
    found: dict[str, Function] = {}
    for app in APPS:
        for path in sorted((state.ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                found |= {one.path: one for one in _read(path)}
    return found


@cache
def callers() -> dict[str, set[str]]:
    """Who names a function."""
    found: dict[str, set[str]] = {path: set() for path in functions()}
    for path, one in functions().items():
        for called in one.calls & set(functions()) - {path}:
            found[called].add(path)
    return found


def reaches(start: str, goal: str) -> bool:
    """Whether `start` comes to `goal` by calls."""
    return any(goal in functions()[path].calls for path in _reached(start))


def covered(path: str, good: Callable[[str], bool], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function is `good`, or is called by such functions only."""
    if good(path):
        return True
    above = callers()[path] - seen
    return bool(above) and all(covered(one, good, seen | {path}) for one in above)


def _reached(start: str) -> set[str]:
    seen, waiting = set[str](), [start]
    while waiting:
        path = waiting.pop()
        if path in functions() and path not in seen:
            seen.add(path)
            waiting += functions()[path].calls
    return seen


def _read(path: Path) -> Iterator[Function]:
    module = ".".join(path.relative_to(state.ROOT).with_suffix("").parts).removesuffix(".__init__")
    tree = ast.parse(path.read_text("utf-8"))
    names = _names(tree, module)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield _function(node, module, node.name, names)
        if isinstance(node, ast.ClassDef):
            yield from _methods(node, module, names)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            for name in _targets(node):
                yield _function(node, module, name, names)


def _methods(node: ast.ClassDef, module: str, names: dict[str, str]) -> Iterator[Function]:
    methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
    own = names | {f"self.{one.name}": f"{module}.{node.name}.{one.name}" for one in methods}
    yield Function(module, node.name, {f"{module}.{node.name}.{one.name}" for one in methods})
    for method in methods:
        yield _function(method, module, f"{node.name}.{method.name}", own)


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _names(tree: ast.Module, module: str) -> dict[str, str]:
    """What each name of a module stands for, as a dotted path."""
    names: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names[node.name] = f"{module}.{node.name}"
        if isinstance(node, ast.Assign | ast.AnnAssign):
            names |= {name: f"{module}.{name}" for name in _targets(node)}
    return names


def _function(node: ast.AST, module: str, name: str, names: dict[str, str]) -> Function:
    function = Function(module, name, atomic="transaction.atomic" in ast.unparse(node))
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id in names:
            function.calls.add(names[inner.id])
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name):
            on = inner.value.id
            function.calls.add(names.get(f"{on}.{inner.attr}", f"{names.get(on, '')}.{inner.attr}"))
        if isinstance(inner, ast.Call) and _writes(inner):
            function.writes = True
    function.writes |= COPY in function.calls
    return function


def _writes(call: ast.Call) -> bool:
    """Whether a call writes rows: a manager's or queryset's method, or save and delete of one object."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in _ON_ONE and not call.args:
        return True
    return call.func.attr in _ON_ROWS and bool(_MANAGER & set(_chain(call.func.value)))


def _chain(node: ast.expr) -> Iterator[str]:
    """The attributes on the way to a call: 'Job.objects.filter(…)' → filter, objects."""
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            yield node.attr
            node = node.value
        else:
            node = node.func
