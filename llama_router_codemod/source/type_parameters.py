"""Type parameters and type aliases (PEP 695) for a Python that does not know them.

Where Python 3.12 or newer runs, nothing of this is needed but the question whether a statement is such an alias.
"""

from __future__ import annotations

import ast
import re
from itertools import pairwise

_TYPE_PARAMETERS = re.compile(
    r"(?:^|(?<=\r))(?P<head>[ \t\f]*(?:async[ \t]+def|def|class|type)[ \t]+\w+)[ \t]*\[", re.MULTILINE
)
_TYPE_ALIAS = re.compile(r"(?:^|(?<=\r))(?P<indent>[ \t\f]*)type(?P<rest>[ \t]+\w+[ \t]*=)", re.MULTILINE)
#: Marks an assignment that is `type X = ...`, where this Python cannot say so otherwise.
_TYPE_STATEMENT = "type statement"


def blanked_type_parameters(text: str) -> str:
    """The text with `[T]` of PEP 695 heads blanked and `type X = ...` an assignment; every position stays as it was."""
    pieces: list[str] = []
    position = 0
    for match in _TYPE_PARAMETERS.finditer(text):
        start, depth, end = match.end() - 1, 0, match.end() - 1
        for end in range(start, len(text)):
            depth += {"[": 1, "]": -1}.get(text[end], 0)
            if depth == 0:
                break
        blank = re.sub(r"[^\r\n]", " ", text[start : end + 1])
        pieces += [text[position:start], re.sub(r" (?=[\r\n])", r"\\", blank)]
        position = end + 1
    pieces.append(text[position:])
    # A statement of its own stands where `type` stood: blanks would be an indentation.
    return _TYPE_ALIAS.sub(r"\g<indent>0;  \g<rest>", "".join(pieces))


def with_type_statements(tree: ast.Module) -> ast.Module:
    """A blanked module with its type aliases marked: each stands behind a statement of its own on its line."""
    body = [*tree.body]
    for before, node in pairwise(tree.body):
        if isinstance(node, ast.Assign) and before.lineno == node.lineno and ast.unparse(before) == "0":
            node.type_comment = _TYPE_STATEMENT
            body.remove(before)
    tree.body = body
    return tree


def is_type_statement(node: ast.stmt) -> bool:
    """Whether a statement is `type X = ...`, which exists from Python 3.12 on."""
    return type(node).__name__ == "TypeAlias" or getattr(node, "type_comment", None) == _TYPE_STATEMENT
