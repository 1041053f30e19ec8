"""What a class says of its configuration as a Pydantic model: keywords behind its bases, `model_config`, `Config`."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def extra_of(node: ast.ClassDef) -> str | None:
    """What the body of a class says of fields that it does not declare: `allow`, `ignore` or `forbid`; None for nothing
    that can be read. A keyword behind its bases stands before its `model_config`."""
    return next((value for name, expression in _options(node) if name == "extra" if (value := _word(expression))), None)


def _options(node: ast.ClassDef) -> Iterator[tuple[str | None, ast.expr]]:
    yield from ((keyword.arg, keyword.value) for keyword in node.keywords)
    for statement in node.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id="model_config")], value=value)
                | ast.AnnAssign(target=ast.Name(id="model_config"), value=value)
            ):
                yield from _entries(value)
            case ast.ClassDef(name="Config", body=body):
                for item in body:
                    if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
                        yield item.targets[0].id, item.value
            case _:
                pass


def _entries(value: ast.expr | None) -> Iterator[tuple[str | None, ast.expr]]:
    """The entries of a dictionary, or of a call that makes one (`ConfigDict`)."""
    match value:
        case ast.Call(keywords=keywords):
            yield from ((keyword.arg, keyword.value) for keyword in keywords)
        case ast.Dict(keys=keys, values=values):
            names = (key.value if isinstance(key, ast.Constant) else None for key in keys)
            yield from zip(map(str, names), values, strict=True)
        case _:
            pass


def _word(value: ast.expr) -> str | None:
    """The word in an option's value: a text, or a member of an enum (`Extra.allow`)."""
    match value:
        case ast.Constant(value=str(word)) | ast.Attribute(attr=word):
            return word
        case _:
            return None
