"""Values as JSON, with their types where an implementation would notice them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from enum import IntEnum, StrEnum
from io import BytesIO
from typing import Any

import pytest
from fastapi import UploadFile
from pydantic import BaseModel
from starlette.datastructures import Headers

from llama_router_codemod.verify.probe.values import record_value


class Point(BaseModel):
    x: int
    y: int = 0


class Binding(StrEnum):
    CLOTH = "cloth"


class Number(IntEnum):
    ONE = 1


@pytest.mark.parametrize("value", [None, True, 1, 1.0, "a", [], {}, ["a", [1]], {"a": {"b": None}}], ids=repr)
def test_json_is_recorded_as_it_is(value: Any) -> None:
    assert repr(record_value(value)) == repr(value)


@pytest.mark.parametrize(
    ("value", "record"),
    [
        (Point(x=1), {"$model": "Point", "value": {"x": 1, "y": 0}, "set": ["x"]}),
        (Binding.CLOTH, {"$enum": "Binding", "value": "cloth"}),
        (Number.ONE, {"$enum": "Number", "value": 1}),
        ((1, [None]), [1, [None]]),
        ({1: "a"}, {"1": "a"}),
        ({"b", "a"}, {"$set": ["a", "b"]}),
        (frozenset({Binding.CLOTH}), {"$set": [{"$enum": "Binding", "value": "cloth"}]}),
        (b"\xff", {"$bytes": "/w=="}),
        (date(2025, 1, 2), {"$time": "2025-01-02"}),
        (datetime(2025, 1, 2, tzinfo=UTC), {"$time": "2025-01-02T00:00:00+00:00"}),
        (
            [Point(x=1), {"k": (1, None)}],
            [{"$model": "Point", "value": {"x": 1, "y": 0}, "set": ["x"]}, {"k": [1, None]}],
        ),
        (object(), {"$type": "object"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_types_are_recorded(value: Any, record: Any) -> None:
    assert record_value(value) == record
    assert json.loads(json.dumps(record)) == record


def test_upload_can_still_be_read() -> None:
    upload = UploadFile(BytesIO(b"content"), filename="a.txt", headers=Headers({"content-type": "text/plain"}))
    record = {"$upload": "a.txt", "content_type": "text/plain", "content": "Y29udGVudA=="}
    assert record_value(upload) == record
    assert upload.file.read() == b"content"
