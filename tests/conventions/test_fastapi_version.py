"""Lock files decide, else the range of the project; what they leave open is not known."""

from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.fastapi_version import fastapi_is_at_least

ASKED = "0.120.1"
PACKAGE = '[[package]]\nname = "anyio"\nversion = "9.0"\n\n[[package]]\nname = "{}"\nversion = "{}"\nsource = {{}}\n'


def answer(root: Path, files: dict[str, str]) -> bool | None:
    return fastapi_is_at_least(tiny_checkout(root, {"a.py": "", **files}).checkout, ASKED)


@pytest.mark.parametrize("name", ["uv.lock", "poetry.lock", "pdm.lock"])
@pytest.mark.parametrize(
    ("version", "expected"),
    [("0.120.0", False), ("0.120.1", True), ("0.120", False), ("0.121", True), ("0.99.9", False), ("1.0", True)],
)
def test_a_lock_file(tmp_path: Path, name: str, version: str, expected: bool) -> None:
    assert answer(tmp_path, {name: PACKAGE.format("fastapi", version)}) is expected


@pytest.mark.parametrize(("version", "expected"), [("0.120", True), ("0.120.0", True), ("0.120rc1", False)])
def test_a_version_is_no_text(tmp_path: Path, version: str, expected: bool) -> None:
    checkout = tiny_checkout(tmp_path, {"a.py": "", "uv.lock": PACKAGE.format("fastapi", version)}).checkout
    assert fastapi_is_at_least(checkout, "0.120") is fastapi_is_at_least(checkout, "0.120.0") is expected


def test_a_lock_file_in_another_order(tmp_path: Path) -> None:
    package = '[[package]]\nversion = "{}"\nname = "{}"\n\n'
    packages = (("9.0", "anyio"), ("0.121", "fastapi"), ("0.1", "httpx"))
    assert answer(tmp_path, {"uv.lock": "".join(package.format(*item) for item in packages)}) is True


def test_a_lock_file_with_other_line_endings(tmp_path: Path) -> None:
    checkout = tiny_checkout(tmp_path, {"a.py": "", "uv.lock": ""}).checkout
    (tmp_path / "uv.lock").write_bytes(PACKAGE.format("fastapi", "0.121").replace("\n", "\r\n").encode())
    assert fastapi_is_at_least(checkout, ASKED) is True


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("fastapi==0.121.0 \\", True),
        ("FastAPI == 0.119", False),
        ("fastapi[standard]==0.121", True),
        ("fastapi>=0.121", None),
        ("fastapi==0.*", None),
        ("fastapi-cli==0.121", None),
        ("    # via fastapi==0.121", None),
    ],
)
def test_pinned_requirements(tmp_path: Path, line: str, expected: bool | None) -> None:
    assert answer(tmp_path, {"requirements.txt": f"anyio==9.0\n{line}\n"}) is expected


def test_lock_files_that_disagree(tmp_path: Path) -> None:
    old, new = PACKAGE.format("fastapi", "0.119"), PACKAGE.format("fastapi", "0.121")
    assert answer(tmp_path, {"uv.lock": old + new}) is None
    assert answer(tmp_path, {"uv.lock": old, "requirements.txt": "fastapi==0.121\n"}) is None
    assert answer(tmp_path, {"uv.lock": new, "requirements.txt": "fastapi==0.122\n"}) is True


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("fastapi", None),
        ("fastapi>=0.115.0,<1.0", None),
        ("fastapi >= 0.120.1, < 1.0", True),
        ("fastapi>0.120.1", True),
        ("fastapi[standard]>=0.121,<1", True),
        ("fastapi (>=0.121)", True),
        ("fastapi>=0.115,<0.120.1", False),
        ("fastapi<0.120", False),
        ("fastapi<=0.120.0", False),
        ("fastapi<=0.120.1", None),
        ("fastapi<0.120.2", None),
        ("fastapi==0.120.1", True),
        ("fastapi===0.120.0", False),
        ("fastapi==0.119.*", False),
        ("fastapi==0.120.*", None),
        ("fastapi==0.121.*", True),
        ("fastapi~=0.119.3", False),
        ("fastapi~=0.120.0", None),
        ("fastapi~=0.119", None),
        ("fastapi~=0.121", True),
        ("fastapi~=0", None),
        ("fastapi<0.120.1.0", False),
        ("fastapi>=0.120.1rc1,<1", None),
        ("fastapi>=0.120.1.post1", True),
        ("fastapi==nonsense", None),
        ("fastapi!=0.121", None),
        ("fastapi>=0.121; python_version > '3'", True),
        ("fastapi @ https://example.org/fastapi-0.121.tar.gz", None),
        ("fastapi-cli>=0.121", None),
        ("anyio>=1", None),
    ],
)
def test_the_range_of_the_project(tmp_path: Path, requirement: str, expected: bool | None) -> None:
    project = f'[project]\ndependencies = ["anyio", "{requirement}"]\n'
    assert answer(tmp_path, {"pyproject.toml": project}) is expected


def test_ranges_that_disagree(tmp_path: Path) -> None:
    project = "[project]\ndependencies = [\"fastapi>=0.121; extra == 'a'\", \"fastapi<0.120; extra == 'b'\"]\n"
    assert answer(tmp_path, {"pyproject.toml": project}) is None


def test_a_lock_file_wins_over_the_range(tmp_path: Path) -> None:
    project = '[project]\ndependencies = ["fastapi>=0.121"]\n'
    assert answer(tmp_path, {"pyproject.toml": project, "uv.lock": PACKAGE.format("fastapi", "0.119")}) is False


@pytest.mark.parametrize(
    "project",
    [
        "",
        "[project]\n",
        "[tool.ruff]\n",
        "no toml at all",
        "project = 1\n",
        "[[project]]\n",
        "[project]\ndependencies = 1\n",
        "a = " + "[" * 20_000,
    ],
)
def test_a_project_that_says_nothing(tmp_path: Path, project: str) -> None:
    assert answer(tmp_path, {"pyproject.toml": project}) is None


def test_a_version_that_is_no_number(tmp_path: Path) -> None:
    """Python makes no number of so many digits."""
    version = "9" * 5_000
    assert answer(tmp_path, {"uv.lock": PACKAGE.format("fastapi", version)}) is True
    assert answer(tmp_path, {"requirements.txt": f"fastapi=={version}\n"}) is True
    assert answer(tmp_path, {"pyproject.toml": f'[project]\ndependencies = ["fastapi>={version}"]\n'}) is True


def test_no_file_at_all(tmp_path: Path) -> None:
    assert answer(tmp_path, {}) is None
