"""What a module needs no more after something was taken out of it: definitions that nothing else refers to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.parse.bound_names import defined_names
from llama_router_codemod.source.statements import Statement
from llama_router_codemod.source.syntax import names_of, parse_source

_PATH = PurePosixPath("<module>")


def unused_definitions(text: str, names: Iterable[str], is_referred: Callable[[str], bool]) -> frozenset[str]:
    """Those of the names, and of what only they use, that the module defines at its top level and nothing uses.

    `is_referred` tells of a name whether another file refers to it. A definition may use itself.
    """
    statements = [(frozenset(defined_names(node)), names_of(node)) for node in parse_source(text, _PATH).body]
    unused: frozenset[str] = frozenset()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        left = [(defined, used) for defined, used in statements if not defined or not defined <= unused]
        own = [used for defined, used in left if defined == {name}]
        is_used = any(name in used for defined, used in left if defined != {name})
        if len(own) == 1 and not is_used and not is_referred(name):
            unused |= {name}
            waiting |= own[0] - unused
    return unused


def without_definitions(text: str, names: frozenset[str]) -> str:
    """The module without these definitions; comments directly above them go with them, others stay."""
    if not names:
        return text
    module = cst.parse_module(text)
    return module.with_changes(body=remaining(module.body, lambda statement: defined_by(statement) not in names)).code


def remaining(
    statements: Sequence[cst.BaseStatement], stays: Callable[[cst.BaseStatement], bool]
) -> list[cst.BaseStatement]:
    """The statements that stay, with the comments above others that do not belong to these."""
    body: list[cst.BaseStatement] = []
    held: list[cst.EmptyLine] = []
    for statement in statements:
        assert isinstance(statement, Statement)
        lines = list(statement.leading_lines)
        if stays(statement):
            body.append(statement.with_changes(leading_lines=[*held, *lines]) if held else statement)
            held = []
        else:
            attached = sum(1 for _ in takewhile(lambda line: line.comment, reversed(lines)))
            above = lines[: len(lines) - attached]
            held += above if any(line.comment for line in above) else []
    return body


def defined_by(statement: cst.BaseStatement) -> str | None:
    """The name that a function, a class, an assignment or a type alias defines, None for any other statement."""
    match statement:
        case cst.FunctionDef(name=cst.Name(value=name)) | cst.ClassDef(name=cst.Name(value=name)):
            return name
        case cst.SimpleStatementLine(
            body=[
                cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))])
                | cst.AnnAssign(target=cst.Name(value=name))
                | cst.TypeAlias(name=cst.Name(value=name))
            ]
        ):
            return name
        case _:
            return None
