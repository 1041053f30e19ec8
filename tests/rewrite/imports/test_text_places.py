import re
from pathlib import PurePosixPath

import pytest
from moved_import_cases import MOVES

from llama_router_codemod.model.place import Place
from llama_router_codemod.rewrite.imports.text_places import MAX_BYTES, FileText, file_of, matches, may_mention

PYTHON, GUIDE = PurePosixPath("a.py"), PurePosixPath("a.md")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", False),
        (b"other.apis.agents", False),
        (b"pkg.apis.agents.agents", True),
        (b"apis/agents/agents.py", True),
        (b"pkg.apis.agents.agents\0", False),
        (b"pkg.apis.agents.agents".ljust(MAX_BYTES), True),
        (b"pkg.apis.agents.agents".ljust(MAX_BYTES + 1), False),
    ],
)
def test_may_mention(data: bytes, expected: bool) -> None:
    assert may_mention(data, MOVES) is expected
    assert may_mention(data, {}) is False


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"pkg.apis.agents.agents pkg.apis.agents.agentspkg.apis.agents.agents",
        b"apis/apis/agents/agents.py, apis/agents/agents.py/apis/agents/agents.py",
        b"from pkg.apis.agents.agents.pkg.apis.agents.agents x.pkg.apis.agents.agents",
        b"apisapis/agents/agents.py pkg.apis.apis/agents/agents.py",
    ],
)
@pytest.mark.parametrize("before", [rb"", rb"(?<![\w.])", rb"(?<=/)"])
def test_matches_are_those_of_the_pattern(data: bytes, before: bytes) -> None:
    modules = b"|".join(name.encode() for name in MOVES)
    files = b"|".join(file_of(name).encode() for name in MOVES)
    pattern = re.compile(before + b"(?:" + modules + b"|" + files + b")")
    found = [match.span() for match in matches(pattern, data, MOVES)]
    assert found == [match.span() for match in pattern.finditer(data)]


@pytest.mark.parametrize(
    ("module", "file"), [("pkg.apis.a.b", "apis/a/b.py"), ("pkg.a", "pkg/a.py"), ("pkg.a.b", "a/b.py")]
)
def test_file_of(module: str, file: str) -> None:
    assert file_of(module) == file


def test_place() -> None:
    data = "a\r\né b\nc".encode()
    assert FileText(data, GUIDE).place(0) == Place(GUIDE, 1, 1)
    assert FileText(data, GUIDE).place(data.index(b"b")) == Place(GUIDE, 2, 3)


@pytest.mark.parametrize(
    ("data", "path", "texts"),
    [
        (b"a 'b' # c\n", GUIDE, "a'bc"),
        (b"a 'b' # c\n", PYTHON, "'bc"),
        (b"a 'b' # c\n", PurePosixPath("a.pyi"), "'bc"),
        (b"a 'b' ( # c", PYTHON, "a'bc"),
        ("\r\n'é' + a + 'b'\rx, 'é' # c".encode(), PYTHON, "'bc"),
    ],
)
def test_is_text(data: bytes, path: PurePosixPath, texts: str) -> None:
    file = FileText(data, path)
    found = [letter for letter in "a'bc" if file.is_text(data.index(letter.encode()))]
    assert "".join(found) == texts
