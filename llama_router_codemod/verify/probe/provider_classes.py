"""Find the provider classes of one API by reading their source, without importing any of them.

Providers are often duck-typed (`LocalfsFilesImpl` names no Protocol among its bases) and often need packages that are
not installed, so neither `__subclasses__` nor an import finds all of them.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


@dataclass(frozen=True)
class ProviderClass:
    """One class of a provider: where it is, its base names, and the source text of its methods' arguments."""

    module: str
    qualname: str
    bases: tuple[str, ...]
    arguments: dict[str, str]

    def __hash__(self) -> int:
        return hash((self.module, self.qualname))


def last_name(node: ast.expr) -> str:
    return ast.unparse(node).split("[")[0].rsplit(".", 1)[-1]


def classes_of(body: list[ast.stmt], module: str, prefix: str = "") -> Iterator[ProviderClass]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            methods = [item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
            yield ProviderClass(
                module,
                f"{prefix}{node.name}",
                tuple(last_name(base) for base in node.bases),
                {method.name: ast.unparse(method.args) for method in methods},
            )
            yield from classes_of(node.body, module, f"{prefix}{node.name}.")


@cache
def all_classes(root: Path, package: str) -> tuple[tuple[tuple[str, ...], ProviderClass], ...]:
    """Every class below `root`, the directory of `package`, with the folders that lead to its file."""
    found = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        module = ".".join((package, *(part for part in parts if part != "__init__")))
        for cls in classes_of(ast.parse(path.read_bytes()).body, module):
            found.append((parts, cls))
    return tuple(found)


def provider_classes(root: Path, package: str, api: str, protocol: str, routed: Collection[str]) -> list[ProviderClass]:
    """The classes that implement `api`: those with its Protocol as a base, or in its folder with half its methods.

    A provider that has one of the first kind is served by that; the others that it has are parts of it, which may take
    the methods in their own way, as `OpenAIResponsesImpl` of llama-stack's agents does from 37222c660 on.
    """
    classes = all_classes(root, package)
    named = {parts[:3] for parts, cls in classes if protocol in cls.bases}
    chosen = []
    for parts, cls in classes:
        in_folder = len(parts) > 2 and parts[0] in ("inline", "remote") and parts[1] == api and parts[:3] not in named
        defined = sum(name in cls.arguments for name in routed)
        if protocol in cls.bases or (in_folder and defined * 2 >= len(routed)):
            chosen.append(cls)
    return chosen


def agreed_arguments(declared: ast.stmt, implementations: list[str]) -> str:
    """The source of the arguments of a Protocol's method, with what all implementations have in another way.

    The type of an argument is theirs if all write the same; an argument is required, or has a default, as all have it.
    """
    assert isinstance(declared, ast.FunctionDef | ast.AsyncFunctionDef)
    own = _arguments(declared.args)
    theirs = list(map(arguments_of, implementations))
    parts = []
    for name, argument in own.items():
        others = [arguments[name] for arguments in theirs if name in arguments]
        annotation, default = argument
        if len(others) == len(theirs):
            annotation = others[0][0] if len({item[0] for item in others}) == 1 else annotation
            default = others[0][1] if len({item[1] for item in others}) == 1 else default
        text = f"{name}: {annotation}" if annotation else name
        parts.append(f"{text} = {default}" if default is not None else text)
    # An argument without a default may stand behind one with a default here: all are passed by name.
    return ", ".join(["self", "*", *parts] if parts else ["self"])


def arguments_of(source: str) -> dict[str, tuple[str | None, str | None]]:
    """The annotation and the default of each argument but `self`, as source, of the arguments of a method."""
    function = ast.parse(f"def f({source}): ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    return _arguments(function.args)


def _arguments(arguments: ast.arguments) -> dict[str, tuple[str | None, str | None]]:
    positional = [*arguments.posonlyargs, *arguments.args]
    missing: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    defaults = [*missing, *arguments.defaults, *arguments.kw_defaults]
    pairs = list(zip([*positional, *arguments.kwonlyargs], defaults, strict=True))
    is_bound = bool(positional) and positional[0].arg in ("self", "cls")
    return {
        item.arg: (ast.unparse(item.annotation) if item.annotation else None, ast.unparse(default) if default else None)
        for item, default in pairs[is_bound:]
    }
