from pathlib import PurePosixPath

import pytest

from llama_router_codemod.conventions.recordings import TYPE_KEY, Recording, read_recording

JSON = PurePosixPath("recordings/a.json")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", ""),
        ("a.json", "no JSON"),
        ("a.json", "[]"),
        ("a.json", '{"request": {}}'),
        ("a.json", '{"response": {}}'),
        ("a.yaml", '{"request": {}, "response": {}}'),
    ],
)
def test_no_recording(name: str, text: str) -> None:
    assert read_recording(PurePosixPath(name), text.encode()) is None


def test_a_recording() -> None:
    data = '{"test_id": "t", "request": {"a": ["é"]}, "response": {"__type__": "b.C"}}'.encode()
    assert read_recording(JSON, data) == Recording('{"a": ["é"]}')


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (b'{"__type__": "', True),
        (b'{"__type__":"', True),
        (b'{"__type__" :\n  "', True),
        (b'{"type": "', False),
        (b'{"__type__": "a ', False),
        (b'"__type__"', False),
    ],
)
def test_what_stands_before_a_type(before: bytes, expected: bool) -> None:
    assert (TYPE_KEY.search(before) is not None) is expected
