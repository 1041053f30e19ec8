from pathlib import Path, PurePosixPath

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.rewrite.server.unread_metadata import UnreadMetadata, unread_metadata


def found(root: Path, text: str, path: str = "lab/auth.py") -> list[tuple[int, str]]:
    findings = list(unread_metadata(tiny_checkout(root, {path: text}), [PurePosixPath(path)]))
    assert all(isinstance(item.facts, UnreadMetadata) for item in findings)
    return [(item.place.line, item.facts.attribute) for item in findings]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("f.__webmethods__", id="an attribute"),
        pytest.param('getattr(f, "__webmethods__", [])', id="getattr"),
        pytest.param('hasattr(f, "__webmethod__")', id="hasattr"),
        pytest.param('setattr(f, "__webmethods__", [])', id="setattr"),
        pytest.param('"Reads __webmethods__."', id="a text"),
        pytest.param('def webmethod(): ...\nf.__dict__["__webmethods__"]', id="the decorator itself"),
    ],
)
def test_what_is_understood(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


@pytest.mark.parametrize("path", ["tests/test_auth.py", "docs/generator.py"])
def test_what_serves_no_request(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, 'f.__dict__["__webmethods__"]', path) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('f.__dict__.get("__webmethods__")', id="a dictionary"),
        pytest.param('MARK = "__webmethods__"', id="a constant"),
        pytest.param('attrgetter("__webmethods__")(f)', id="an attrgetter"),
        pytest.param('getattr(f, *("__webmethods__",))', id="an unpacked argument"),
        pytest.param('hasattr(f, "__webmethods__", 1)', id="a call that fails"),
    ],
)
def test_what_is_not(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, f"\n{text}\n") == [(2, "__webmethods__")]
