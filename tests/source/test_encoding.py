from pathlib import PurePosixPath

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.source.encoding import read_text, write_text

PATH = PurePosixPath("a.py")
BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"", "", id="empty"),
        pytest.param(b"a\nb\n", "a\nb\n", id="line feeds"),
        pytest.param(b"a\r\nb\r\n", "a\nb\n", id="CRLF"),
        pytest.param(b"a\r\nb", "a\nb", id="CRLF without the last"),
        pytest.param(b"a\r\nb\n", "a\r\nb\n", id="mixed"),
        pytest.param(b"a\rb\r", "a\nb\n", id="carriage returns"),
        pytest.param(b"a\rb\n", "a\rb\n", id="a carriage return among line feeds"),
        pytest.param(BOM + b"a\n", "a\n", id="byte order mark"),
        pytest.param(BOM + b"a\r\n", "a\n", id="byte order mark and CRLF"),
        pytest.param("ü\n".encode(), "ü\n", id="not ASCII"),
    ],
)
def test_what_is_read_is_written_back(data: bytes, text: str) -> None:
    assert read_text(data, PATH) == text
    assert write_text(text, like=data) == data


@pytest.mark.parametrize(
    ("like", "written"),
    [
        pytest.param(b"", b"x\ny\n", id="a new file"),
        pytest.param(b"a\n", b"x\ny\n", id="line feeds"),
        pytest.param(b"a\r\n", b"x\r\ny\r\n", id="CRLF"),
        pytest.param(b"a\r\nb\n", b"x\ny\n", id="mixed"),
        pytest.param(BOM + b"a\r\n", BOM + b"x\r\ny\r\n", id="byte order mark and CRLF"),
    ],
)
def test_a_new_text_takes_after_an_old_file(like: bytes, written: bytes) -> None:
    assert write_text("x\ny\n", like) == written


def test_other_encodings_are_bad_input() -> None:
    with pytest.raises(InputError, match="not UTF-8"):
        read_text(b"\xff", PATH)
