"""Which modules a piece of Python imports, wherever in it the import stands."""

import ast
from collections.abc import Iterator

#: Calls that import the module named by their first argument.
_IMPORTERS = {"import_module", "__import__"}


def imported_modules(source: str, *, package: str) -> Iterator[tuple[int, str]]:
    """Yield line and full module name of every import in `source`, a module of `package`.

    Imports inside functions, under `if TYPE_CHECKING` and by `import_module("…")` count as those at the top; names
    imported from a module are given as its parts, since they may be modules themselves.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}".lstrip(".")
        elif isinstance(node, ast.Call) and node.args and _name(node.func) in _IMPORTERS:
            argument = node.args[0]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield node.lineno, argument.value


def _absolute(node: ast.ImportFrom, package: str) -> str:
    """Return the module that `from … import` names, with leading dots resolved."""
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, node.module] if node.module else parts)


def _name(function: ast.expr) -> str:
    """Return the last part of a called name."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
