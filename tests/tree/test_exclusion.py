from pathlib import Path, PurePosixPath

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.exclusion import Exclusion, exclusions

NAMES = tuple(map(PurePosixPath, ("app/main.py", "vendor/a.py", "vendor/b/c.py", "app/vendor/d.py")))


def found(root: Path, *patterns: str) -> list[tuple[str, str, list[str]]]:
    return [(item.pattern, item.origin, list(map(str, item.paths))) for item in exclusions(root, patterns, NAMES)]


def test_no_patterns(tmp_path: Path) -> None:
    assert exclusions(tmp_path, (), NAMES) == ()


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        pytest.param("nothing/", [], id="that match nothing"),
        pytest.param("vendor/", ["vendor/a.py", "vendor/b/c.py", "app/vendor/d.py"], id="a directory anywhere"),
        pytest.param("/vendor/", ["vendor/a.py", "vendor/b/c.py"], id="a directory at the root"),
        pytest.param("vendor/*.py", ["vendor/a.py"], id="a star ends at a slash"),
        pytest.param("vendor/**/c.py", ["vendor/b/c.py"], id="two stars do not"),
        pytest.param("d.py", ["app/vendor/d.py"], id="a name anywhere"),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, paths: list[str]) -> None:
    assert found(tmp_path, pattern) == [(pattern, "--exclude", paths)]


def test_the_last_pattern_decides(tmp_path: Path) -> None:
    assert found(tmp_path, "/vendor/*", "!/vendor/b/", "a.py") == [
        ("/vendor/*", "--exclude", []),
        ("!/vendor/b/", "--exclude", []),
        ("a.py", "--exclude", ["vendor/a.py"]),
    ]


def test_settings_come_first(tmp_path: Path) -> None:
    text = '[tool.llama-router-codemod]\nexclude = ["/vendor/"]\n'
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    expected = [Exclusion("/vendor/", "pyproject.toml", NAMES[1:3]), Exclusion("app/main.py", "--exclude", NAMES[:1])]
    assert exclusions(tmp_path, ["app/main.py"], NAMES) == tuple(expected)


def test_no_pattern(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^--exclude: ! is no pattern\n"):
        exclusions(tmp_path, ["!"], NAMES)
