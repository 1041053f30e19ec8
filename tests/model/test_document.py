"""Documents can always be encoded."""

from __future__ import annotations

import enum
import os
from typing import Any

from llama_router_codemod.model.document import Document


class Sort(enum.StrEnum):
    ONE = "one"


class Example(Document):
    name: str
    names: list[str]
    anything: Any
    sort: Sort


def test_text_that_utf8_lacks() -> None:
    name = os.fsdecode(b"caf\xe9.py")
    document = Example(name=name, names=[name], anything={name: ("\ud800",)}, sort=Sort.ONE)
    assert document.sort is Sort.ONE
    assert document.model_dump_json() == (
        r'{"name":"caf\\xe9.py","names":["caf\\xe9.py"],"anything":{"caf\\xe9.py":["\\ud800"]},"sort":"one"}'
    )
