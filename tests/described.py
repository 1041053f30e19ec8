"""One module through `move_descriptions`, with what must hold for every result."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from rewrites import check_rewrite

from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.report.messages import message
from llama_router_codemod.rewrite.descriptions.move_descriptions import DescribedModule, move_descriptions
from llama_router_codemod.tree.checkout import Checkout

MODULE = "garden.plants"
PATH = PurePosixPath("garden/plants.py")
HEAD = """import datetime
from typing import Annotated, ClassVar, Literal

import fastapi
import pydantic
from fastapi import Query
from pydantic import BaseModel, Field, fields


"""
DESCRIPTION = 'description="What is grown."'


def model(field: str, docstring: str = "    :param crop: What is grown.\n") -> str:
    """A module with one model, at line 10, that has a field, at line 16, and a docstring about it."""
    lines = "".join(f"    {line}\n" if line else "\n" for line in field.split("\n"))
    text = f'"""A bed.\n\n{docstring}    """' if docstring else '"""A bed."""'
    return f"{HEAD}class Bed(BaseModel):\n    {text}\n\n{lines}"


def moved(root: Path, text: str, others: Mapping[str, str] | None = None) -> DescribedModule:
    """What becomes of garden/plants.py in a tree that has `others` beside it (by file name, below garden)."""
    files = {"__init__.py": "", **(others or {}), PATH.name: text}
    for name, content in files.items():
        file = root / PATH.parent / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
    return move_descriptions(text, MODULE, PATH, Symbols(Checkout.open(root)))


def check(
    root: Path,
    before: str,
    after: str,
    findings: Sequence[tuple[int, str, str]] = (),
    others: Mapping[str, str] | None = None,
) -> None:
    """What holds for every rewrite, and exact findings (line, code, message)."""
    check_rewrite(lambda text: moved(root, text, others).text, before, after)
    found = moved(root, before, others).findings
    assert [(item.place.line, item.code, message(item.facts)) for item in found] == list(findings)
    assert all(finding.place.path == PATH for finding in found)
