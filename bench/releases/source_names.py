"""What a name in a Python file stands for, read with `ast` alone: through imports, star imports and packages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


class UnreadableError(Exception):
    """The source says something that this reading does not know; the message has it."""


@dataclass(frozen=True)
class Defined:
    """A top-level statement that defines a name, and the file that it stands in."""

    path: Path
    node: ast.stmt


@dataclass
class SourceNames:
    """The names of all modules below one directory."""

    root: Path
    _trees: dict[Path, ast.Module] = field(default_factory=dict)

    def tree(self, path: Path) -> ast.Module:
        if path not in self._trees:
            self._trees[path] = ast.parse(path.read_bytes())
        return self._trees[path]

    def files_with(self, text: str) -> list[Path]:
        """The files that have a text, tests apart."""
        files = sorted(self.root.rglob("*.py"))
        return [path for path in files if text.encode() in path.read_bytes() and "tests" not in path.parts]

    def function(self, name: str) -> Defined | None:
        """The only top-level function of that name; None if there is none. Raises UnreadableError if there are more."""
        found = [
            Defined(path, node)
            for path in self.files_with(f"def {name}(")
            for node in self.tree(path).body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name
        ]
        if len(found) > 1:
            raise UnreadableError(f"{name} is defined in {found[0].path} and {found[1].path}")
        return found[0] if found else None

    def find(self, path: Path, name: str) -> Defined | None:
        """The statement that defines what `name` means in a file; None if it is not in this tree."""
        return self._find(path, name, frozenset())

    def resolve(self, path: Path, name: str) -> Defined:
        """As `find`, but raises UnreadableError where there is none."""
        found = self.find(path, name)
        if found is None:
            raise UnreadableError(f"{path}: {name} is not found")
        return found

    def _find(self, path: Path, name: str, seen: frozenset[tuple[Path, str]]) -> Defined | None:
        if (path, name) in seen:
            return None
        seen |= {(path, name)}
        starred: list[Path] = []
        for node in self.tree(path).body:
            match node:
                case ast.ClassDef(name=own) | ast.FunctionDef(name=own) if own == name:
                    return Defined(path, node)
                case ast.Assign(targets=[ast.Name(id=own)]) if own == name:
                    return Defined(path, node)
                case ast.ImportFrom(names=[ast.alias(name="*")]):
                    starred += filter(None, [self._module(path, node)])
                case ast.ImportFrom(names=names) if (source := self._module(path, node)) is not None:
                    for alias in names:
                        if (alias.asname or alias.name) == name:
                            return self._find(source, alias.name, seen)
                case _:
                    pass
        found = (self._find(source, name, seen) for source in starred)
        return next((item for item in found if item is not None), None)

    def _module(self, path: Path, node: ast.ImportFrom) -> Path | None:
        """The file of the module that a statement imports from; None if it is none of this tree."""
        base = self.root
        if node.level:
            base = path.parents[node.level - 1]
        module = base.joinpath(*(node.module or "").split("."))
        candidates = (module.with_suffix(".py"), module / "__init__.py")
        return next((candidate for candidate in candidates if candidate.is_file()), None)

    def text(self, path: Path, expression: ast.expr | None) -> str | None:
        """The text of a literal, a constant or an f-string of them; None for None."""
        match expression:
            case None | ast.Constant(value=None):
                return None
            case ast.Constant(value=str(value)):
                return value
            case ast.JoinedStr(values=values):
                return "".join(str(self.text(path, value)) for value in values)
            case ast.FormattedValue(value=value, format_spec=None):
                return self.text(path, value)
            case ast.Name(id=name):
                match self.resolve(path, name):
                    case Defined(path=home, node=ast.Assign(value=value)):
                        return self.text(home, value)
            case _:
                pass
        raise UnreadableError(f"{path}: not a text: {ast.unparse(expression)}")

    def entries(self, function: Defined) -> Iterator[tuple[str, ast.ClassDef, Path]]:
        """The entries of the dictionary in a function that maps members of an enum to classes.

        Each is the member's name, the class, and the file that it stands in.
        """
        dictionaries = [node for node in ast.walk(function.node) if isinstance(node, ast.Dict) and node.keys]
        if len(dictionaries) != 1:
            raise UnreadableError(f"{function.path}: {len(dictionaries)} dictionaries where one was expected")
        for key, value in zip(dictionaries[0].keys, dictionaries[0].values, strict=True):
            match key, value:
                case ast.Attribute(attr=member), ast.Name(id=name):
                    match self.resolve(function.path, name):
                        case Defined(path=path, node=ast.ClassDef() as node):
                            yield member, node, path
                            continue
                case _:
                    pass
            raise UnreadableError(f"{function.path}:{value.lineno}: not a class of this tree")
