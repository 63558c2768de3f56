"""What a tree of Python files imports, and which imports break a rule."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PARTS = (
    "dashboard.py", "pages", "serving", "exhibits", "warehouse", "desk", "etl", "bench", "tests",
)  # fmt: skip
EVERYTHING = "**/*.py"
FORBIDDEN_FOLDERS = ("utils", "util", "helpers", "helper", "common", "misc")


@dataclass(frozen=True)
class Rule:
    """Files that match `of` (and not `but`) import only `may`, and never `never`.

    A name stands for itself and everything inside it; the standard library is always allowed.
    """

    sentence: str
    of: tuple[str, ...]
    may: tuple[str, ...] | None = None
    never: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    example: tuple[str, str] = ("", "")  # a file and a line that break the rule

    def breaks(self, module: str) -> bool:
        top = module.partition(".")[0]
        if _inside(module, self.never):
            return True
        allowed = self.may is None or top in sys.stdlib_module_names
        return not allowed and not _inside(module, self.may)


def _inside(module: str, names: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def broken(root: Path, rule: Rule) -> list[str]:
    """ "exhibits/charts.py:3: warehouse.queries" for every import that breaks the rule."""
    found = []
    for path in matching(root, rule.of) - matching(root, rule.but):
        for line, module in imports(root, path):
            if rule.breaks(module):
                found.append(f"{path.relative_to(root)}:{line}: {module}")
    return sorted(found)


def matching(root: Path, patterns: tuple[str, ...]) -> set[Path]:
    files = {
        path
        for part in PARTS
        for path in ([root / part] if part.endswith(".py") else (root / part).rglob("*.py"))
        if path.is_file()
    }
    # Everything is those files: a search for it would go through .venv as well.
    if EVERYTHING in patterns:
        return files
    return files & {path for pattern in patterns for path in _found(root, pattern)}


def _found(root: Path, pattern: str) -> Iterator[Path]:
    yield from root.glob(f"{pattern}/*.py" if pattern.endswith("**") else pattern)


def imports(root: Path, path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported, wherever in the file it stands."""
    package = path.relative_to(root).parent.parts
    for node in _importing(path.read_text(encoding="utf-8")):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            base += [node.module] if node.module else []
            for alias in node.names:
                yield node.lineno, _name(root, ".".join(base), alias.name)
        else:
            yield node.lineno, "__import__"


@cache  # every rule looks at the same texts
def _importing(text: str) -> list[ast.Import | ast.ImportFrom | ast.Name]:
    return [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        or (isinstance(node, ast.Name) and node.id == "__import__")
    ]


def _name(root: Path, package: str, name: str) -> str:
    """`from exhibits import charts` names a module, `from exhibits.model import Note` does not."""
    place = root.joinpath(*package.split("."), name)
    third_party = not (root / package.partition(".")[0]).exists()
    is_module = place.is_dir() or place.with_suffix(".py").is_file()
    return f"{package}.{name}" if is_module and not third_party else package


def forbidden_folders(root: Path) -> list[str]:
    folders = (p for part in PARTS for p in [root / part, *(root / part).rglob("*")] if p.is_dir())
    return sorted({str(p.relative_to(root)) for p in folders if p.name in FORBIDDEN_FOLDERS})
