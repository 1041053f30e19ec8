"""New and changed files: what stays as it is first, then whose settings hold, then what ruff refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.formatting import format_files, keep_style

LONG_CALL = f"value = function({', '.join(['argument'] * 7)})\n"
BROKEN_CALL = f"value = function(\n    {', '.join(['argument'] * 7)}\n)\n"
UNSORTED = "import sys\nimport os\n"
SORTED = "import os\nimport sys\n"


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def format_one(root: Path, text: str, name: str = "pkg/new.py") -> str:
    formatted = format_files({PurePosixPath(name): text}, root)
    assert list(formatted) == [PurePosixPath(name)]
    return formatted[PurePosixPath(name)]


# No change


def test_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(subprocess, "run")
    assert format_files({}, tmp_path) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment\n",
        LONG_CALL,
        SORTED,
        "import os\r\nimport sys\r\n",
        "import unused\n",
        '"""Docstring: é."""\n\nfrom __future__ import annotations\n\nimport os\n\nfrom .x import y\n',
        "import sys  # isort: skip\nimport os\n\n# fmt: off\na  =  1\n",
    ],
)
def test_formatted_file_stays_as_it_is(tmp_path: Path, text: str) -> None:
    assert format_one(tmp_path, text) == text


COMPLAINS = "lint.select = ['F']\n"
STARS = "from .a import *\nfrom .b import *\n"


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        pytest.param({}, STARS, id="no settings"),
        pytest.param({"ruff.toml": "lint.select = ['I']\n"}, STARS, id="another rule"),
        pytest.param(
            {"ruff.toml": f"{COMPLAINS}lint.per-file-ignores.'pkg/**/__init__.py' = ['F403']\n"}, STARS, id="tolerated"
        ),
        pytest.param({"ruff.toml": COMPLAINS}, "from .a import *  # noqa: F403\n", id="said already"),
        pytest.param({"ruff.toml": COMPLAINS}, "from .a import *  # all of it\n", id="with a comment"),
        pytest.param({"ruff.toml": COMPLAINS}, '"""\nfrom .a import *\n"""\n', id="in a text"),
    ],
)
def test_star_imports_that_stay_as_they_are(tmp_path: Path, settings: dict[str, str], text: str) -> None:
    write(tmp_path, settings)
    assert format_one(tmp_path, text, "pkg/new/__init__.py") == text


@pytest.mark.parametrize("name", ["pkg/new/__init__.py", "pkg/[new]/é.py"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_star_imports_that_ruff_complains_about(tmp_path: Path, name: str, end: str) -> None:
    write(tmp_path, {"ruff.toml": f"{COMPLAINS}lint.per-file-ignores.'old/__init__.py' = ['F403']\n"})
    given = f'"""A form\ffeed."""{end}{end}from .a import *{end}from .b import B{end}from .c import *{end}'
    excused = given.replace("*", "*  # noqa: F403")
    assert format_one(tmp_path, given, name) == format_one(tmp_path, excused, name) == excused
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(excused, newline="")
    ruff = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--select=F403", "."], cwd=tmp_path, check=False
    )
    assert ruff.returncode == 0


def test_checkout_is_not_touched(tmp_path: Path) -> None:
    settings = f"[tool.ruff]\ncache-dir = '{tmp_path}/cache'\n"
    write(tmp_path, {"pyproject.toml": settings, "pkg/new.py": UNSORTED, "pkg/old.py": UNSORTED})
    before = {path: path.is_dir() or path.read_bytes() for path in tmp_path.rglob("*")}
    assert format_one(tmp_path, UNSORTED) == SORTED
    assert {path: path.is_dir() or path.read_bytes() for path in tmp_path.rglob("*")} == before


# Without settings


def test_default_style(tmp_path: Path) -> None:
    assert format_one(tmp_path, f"{UNSORTED}{LONG_CALL}x = 'a'\n") == f'{SORTED}\n{LONG_CALL}x = "a"\n'


def test_default_target_is_python_3_12(tmp_path: Path) -> None:
    # The last Python that had distutils was 3.11.
    assert format_one(tmp_path, "import distutils\nimport os\n") == "import os\n\nimport distutils\n"


def test_settings_of_the_user_do_not_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    write(tmp_path, {"home/ruff/ruff.toml": "[format]\nquote-style = 'single'\n"})
    assert format_one(tmp_path / "checkout", "x = 'a'\n") == 'x = "a"\n'


def test_second_run_changes_nothing(tmp_path: Path) -> None:
    once = format_one(tmp_path, "import sys, os\nfrom a import (c,b)\ndef f(x,):\n  return x\n")
    assert format_one(tmp_path, once) == once


def test_line_endings_survive(tmp_path: Path) -> None:
    assert format_one(tmp_path, "import sys\r\nimport os\r\nx=1\r\n") == "import os\r\nimport sys\r\n\r\nx = 1\r\n"


def test_batch_takes_two_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[str] = []

    def run(arguments: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        commands.append(arguments[1])
        return original(arguments, **options)

    original = subprocess.run
    monkeypatch.setattr(subprocess, "run", run)
    files = {PurePosixPath(f"pkg/{number}.py"): f"{UNSORTED}x  =  {number}\n" for number in range(50)}
    assert format_files(files, tmp_path) == {
        path: text.replace("  ", " ").replace(UNSORTED, f"{SORTED}\n") for path, text in files.items()
    }
    assert commands == ["check", "format"]


@pytest.mark.parametrize("name", ["-v.py", "two words.py", "é/ß.py", "__init__.py", "stub.pyi", "a[b]*.py"])
def test_odd_name(tmp_path: Path, name: str) -> None:
    assert format_one(tmp_path, UNSORTED, name) == SORTED


# First-party packages


IMPORTS = "import zlib\nfrom pkg.datatypes import Api\nimport fastapi\nfrom .models import Model\n"
FIRST_PARTY = "import zlib\n\nimport fastapi\n\nfrom pkg.datatypes import Api\n\nfrom .models import Model\n"
THIRD_PARTY = "import zlib\n\nimport fastapi\nfrom pkg.datatypes import Api\n\nfrom .models import Model\n"


def test_package_that_is_not_in_the_checkout(tmp_path: Path) -> None:
    assert format_one(tmp_path, IMPORTS, "other/new.py") == THIRD_PARTY


@pytest.mark.parametrize("place", ["pkg", "src/pkg"])
@pytest.mark.parametrize("settings", ["", "[tool.ruff]\nline-length = 100\n", '[tool.ruff]\nsrc = ["src", "."]\n'])
def test_package_of_the_checkout(tmp_path: Path, place: str, settings: str) -> None:
    write(tmp_path, {"pyproject.toml": settings, f"{place}/datatypes.py": ""})
    assert format_one(tmp_path, IMPORTS, f"{place}/apis/new.py") == FIRST_PARTY


def test_package_in_a_source_directory_of_the_settings(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[tool.ruff]\nsrc = ["python"]\n', "python/pkg/datatypes.py": ""})
    assert format_one(tmp_path, IMPORTS, "python/pkg/new.py") == FIRST_PARTY


def test_package_below_no_source_directory(tmp_path: Path) -> None:
    # Ruff takes it for the file's own package when all directories between them are packages.
    write(tmp_path, {"lib/pkg/__init__.py": "", "lib/pkg/datatypes.py": ""})
    assert format_one(tmp_path, IMPORTS, "lib/pkg/apis/new.py") == THIRD_PARTY
    write(tmp_path, {"lib/pkg/apis/__init__.py": ""})
    assert format_one(tmp_path, IMPORTS, "lib/pkg/apis/new.py") == FIRST_PARTY


def test_module_that_is_new_in_the_same_batch(tmp_path: Path) -> None:
    files = {PurePosixPath("pkg/new.py"): IMPORTS, PurePosixPath("pkg/datatypes.py"): ""}
    assert format_files(files, tmp_path)[PurePosixPath("pkg/new.py")] == FIRST_PARTY


# The checkout's settings


@pytest.mark.parametrize("name", ["pyproject.toml", "ruff.toml", ".ruff.toml"])
def test_settings_of_the_checkout(tmp_path: Path, name: str) -> None:
    table = "[tool.ruff]\n" if name == "pyproject.toml" else ""
    write(tmp_path, {name: f"{table}line-length = 80\n"})
    assert format_one(tmp_path, LONG_CALL) == BROKEN_CALL


def test_precedence_in_one_directory(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.ruff]\nline-length = 120\n", "ruff.toml": "line-length = 80\n"})
    assert format_one(tmp_path, LONG_CALL) == BROKEN_CALL
    write(tmp_path, {".ruff.toml": "line-length = 120\n"})
    assert format_one(tmp_path, LONG_CALL) == LONG_CALL


def test_pyproject_without_ruff_settings(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"pyproject.toml": '[project]\nname = "x"\nrequires-python = ">=3.8"\n[tool.black]\nline-length = 80\n'},
    )
    assert format_one(tmp_path, LONG_CALL) == LONG_CALL


def test_settings_of_the_repository_around_the_root(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.ruff]\nline-length = 80\n", "server/pkg/datatypes.py": ""})
    root = tmp_path / "server"
    assert format_one(root, LONG_CALL) == LONG_CALL
    (tmp_path / ".git").mkdir()
    assert format_one(root, LONG_CALL) == BROKEN_CALL
    assert format_one(root, IMPORTS) == THIRD_PARTY
    write(tmp_path, {"pyproject.toml": '[tool.ruff]\nsrc = ["server"]\n'})
    assert format_one(root, IMPORTS) == FIRST_PARTY


def test_paths_in_the_settings_start_where_the_settings_are(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path, {"ruff.toml": '[lint.per-file-ignores]\n"server/pkg/keep.py" = ["I"]\n'})
    assert format_one(tmp_path / "server", UNSORTED, "pkg/keep.py") == UNSORTED
    assert format_one(tmp_path / "server", UNSORTED) == SORTED


def test_settings_above_the_repository_do_not_hold(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.ruff]\nline-length = 80\n"})
    (tmp_path / "repository/.git").mkdir(parents=True)
    assert format_one(tmp_path / "repository", LONG_CALL) == LONG_CALL


def test_settings_that_extend_another_file(tmp_path: Path) -> None:
    write(
        tmp_path, {"base/ruff.toml": "line-length = 80\n", "pyproject.toml": '[tool.ruff]\nextend = "base/ruff.toml"\n'}
    )
    assert format_one(tmp_path, LONG_CALL) == BROKEN_CALL


@pytest.mark.parametrize("name", ["~/line.toml", "$BASE/line.toml", "home/${NAME}.toml", "pkg/../home/line.toml"])
def test_settings_that_extend_what_ruff_makes_of_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BASE", str(tmp_path / "home"))
    monkeypatch.setenv("NAME", "line")
    write(tmp_path, {"home/line.toml": "line-length = 80\n", "a/b/c.py": "", "ruff.toml": f'extend = "{name}"\n'})
    (tmp_path / "pkg").symlink_to("a/b")
    assert format_one(tmp_path, LONG_CALL) == BROKEN_CALL
    # The error is not ruff's: the file was found.
    write(tmp_path, {"home/line.toml": "line-length = \n"})
    with pytest.raises(InputError) as caught:
        format_one(tmp_path, LONG_CALL)
    assert caught.value.message.startswith(f"{tmp_path}/home/line.toml does not parse: ")


@pytest.mark.parametrize("name", ["$NOT_SET/a.toml", "${HOME:-/dev}/zero", "$$a.toml"])
def test_settings_that_extend_what_cannot_be_followed(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"ruff.toml": f'extend = "{name}"\n'})
    with pytest.raises(InputError) as caught:
        format_one(tmp_path, LONG_CALL)
    assert str(caught.value) == (
        f"{tmp_path}/ruff.toml: extends {name}, which has a variable that cannot be followed\nWrite out the path."
    )


@pytest.mark.parametrize(
    "settings",
    [
        'exclude = ["pkg"]\nforce-exclude = true\n',
        'force-exclude = true\n[lint]\nexclude = ["pkg/*"]\n[format]\nexclude = ["pkg/*"]\n',
        'include = ["other/*.py"]\n',
        '[lint]\nselect = ["E"]\nignore = ["I001"]\nunfixable = ["I"]\n',
    ],
)
def test_settings_that_leave_the_file_out(tmp_path: Path, settings: str) -> None:
    write(tmp_path, {"ruff.toml": settings})
    assert format_one(tmp_path, f"{UNSORTED}\nx  =  1\n") == f"{SORTED}\nx = 1\n"


def test_settings_for_the_sorting_of_imports(tmp_path: Path) -> None:
    write(tmp_path, {"ruff.toml": "[lint.isort]\nforce-single-line = true\n[format]\nquote-style = 'single'\n"})
    assert format_one(tmp_path, 'from a import c, b\n\nx = "y"\n') == "from a import b\nfrom a import c\n\nx = 'y'\n"


def test_settings_for_one_path(tmp_path: Path) -> None:
    write(tmp_path, {"ruff.toml": '[lint.per-file-ignores]\n"pkg/keep.py" = ["I"]\n'})
    assert format_one(tmp_path, UNSORTED, "pkg/keep.py") == UNSORTED
    assert format_one(tmp_path, UNSORTED) == SORTED


# Changed files


CHANGED = PurePosixPath("pkg/old.py")
CODE = "\nx = 1\n"
LOOSE_CODE = "\nx  =  1\n"


def keep_one(root: Path, before: str, after: str) -> str:
    kept = keep_style({CHANGED: before}, {CHANGED: after}, (), root)
    assert list(kept) == [CHANGED]
    return kept[CHANGED]


def test_no_changed_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(subprocess, "run")
    assert keep_style({}, {}, (), tmp_path) == {}


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        pytest.param(UNSORTED + LOOSE_CODE, UNSORTED + LOOSE_CODE * 2, UNSORTED + LOOSE_CODE * 2, id="neither"),
        pytest.param(SORTED + LOOSE_CODE, UNSORTED + LOOSE_CODE, SORTED + LOOSE_CODE, id="only sorted"),
        pytest.param(UNSORTED + CODE, UNSORTED + LOOSE_CODE, UNSORTED + CODE, id="only formatted"),
        pytest.param(SORTED + CODE, UNSORTED + LOOSE_CODE, SORTED + CODE, id="sorted and formatted"),
        pytest.param(CODE[1:], f"import os\n{CODE}", f"import os\n{CODE}", id="first import"),
    ],
)
def test_style_of_before(tmp_path: Path, before: str, after: str, kept: str) -> None:
    assert keep_one(tmp_path, before, after) == kept


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"import os\n\nfrom a import b\r\n{CODE}", id="mixed line endings"),
        pytest.param(f"# ruff: noqa\nimport os\n{CODE}", id="no rules in the file"),
        pytest.param(f"# ruff: noqa: I001\nimport os\n{CODE}", id="not this rule in the file"),
        pytest.param(f"# isort: skip_file\nimport os\n{CODE}", id="no sorting in the file"),
        pytest.param(f"# isort: off\nimport os\n{CODE}", id="no sorting from here"),
    ],
)
def test_imports_that_ruff_does_not_sort(tmp_path: Path, text: str) -> None:
    after = text.replace("import os\n", UNSORTED)
    assert keep_one(tmp_path, text, after) == after


@pytest.mark.parametrize(
    "settings",
    [
        'exclude = ["pkg"]\n',
        'extend-exclude = ["pkg/old.py"]\n',
        'include = ["other/*.py"]\n',
        '[lint]\nexclude = ["pkg/*"]\n',
        '[lint.per-file-ignores]\n"pkg/old.py" = ["I"]\n',
    ],
)
def test_settings_that_leave_a_changed_file_out(tmp_path: Path, settings: str) -> None:
    write(tmp_path, {"ruff.toml": settings})
    assert keep_one(tmp_path, SORTED, UNSORTED) == UNSORTED


def test_settings_that_do_not_choose_the_rule(tmp_path: Path) -> None:
    """Sorted is sorted: isort itself may be what keeps the order."""
    write(tmp_path, {"ruff.toml": '[lint]\nselect = ["E"]\n'})
    assert keep_one(tmp_path, SORTED, UNSORTED) == SORTED


def test_settings_for_changed_files(tmp_path: Path) -> None:
    settings = 'line-length = 40\n[lint.isort]\ncombine-as-imports = true\nknown-third-party = ["pkg"]\n'
    write(tmp_path, {"ruff.toml": settings, "pkg/datatypes.py": ""})
    before = "import fastapi\nfrom pkg.datatypes import First\n"
    after = before + "from pkg.datatypes import Second as Other\n"
    assert keep_one(tmp_path, before, after) == (
        "import fastapi\nfrom pkg.datatypes import (\n    First,\n    Second as Other,\n)\n"
    )


def test_long_import_in_a_file_that_is_only_formatted(tmp_path: Path) -> None:
    names = [f"name_{number}" for number in range(20)]
    long = f"from a import {', '.join(names)}\n"
    wrapped = "\n".join(["from a import (", *(f"    {name}," for name in names), ")\n"])
    assert keep_one(tmp_path, UNSORTED, UNSORTED + long) == UNSORTED + wrapped


def test_missing_required_import_is_no_matter(tmp_path: Path) -> None:
    write(tmp_path, {"ruff.toml": '[lint.isort]\nrequired-imports = ["from __future__ import annotations"]\n'})
    assert keep_one(tmp_path, SORTED, UNSORTED) == SORTED


def test_changed_file_with_an_error_of_its_own(tmp_path: Path) -> None:
    assert keep_one(tmp_path, f"{SORTED}\nreturn\n", f"{UNSORTED}\nreturn\n") == f"{SORTED}\nreturn\n"


def test_import_of_a_created_module(tmp_path: Path) -> None:
    write(tmp_path, {"pkg/datatypes.py": "", "tests/test_old.py": ""})
    path, created = PurePosixPath("tests/test_old.py"), PurePosixPath("pkg/models.py")
    before = "import zlib\n\nimport fastapi\n\nfrom pkg.datatypes import Api\n"
    after = before.replace("import fastapi\n", "import fastapi\nfrom pkg.models import Model\n")
    kept = keep_style({path: before}, {path: after}, [created], tmp_path)
    assert kept == {path: f"{before}from pkg.models import Model\n"}


def test_checkout_with_changed_files_is_not_touched(tmp_path: Path) -> None:
    write(tmp_path, {"ruff.toml": f"cache-dir = '{tmp_path}/cache'\n", "pkg/old.py": SORTED})
    before = {path: path.is_dir() or path.read_bytes() for path in tmp_path.rglob("*")}
    assert keep_one(tmp_path, SORTED, UNSORTED) == SORTED
    assert {path: path.is_dir() or path.read_bytes() for path in tmp_path.rglob("*")} == before


# Refusals


def test_text_that_does_not_parse(tmp_path: Path) -> None:
    with pytest.raises(
        ValueError, match=r"^ruff format finds an error in a new file:\nerror: Failed to parse pkg/new.py:1:5: "
    ):
        format_one(tmp_path, "def :\n")


@pytest.mark.parametrize(
    "settings",
    [
        "no-such-option = 1\n",
        "line-length = 'long'\n",
        "src = 1\n",
        'required-version = "<0.1"\n',
        'extend = "gone.toml"\n',
    ],
)
def test_settings_that_ruff_rejects(tmp_path: Path, settings: str) -> None:
    write(tmp_path, {"ruff.toml": settings})
    with pytest.raises(InputError, match=r"(?s)^ruff check failed:\n.+") as caught:
        format_one(tmp_path, SORTED)
    assert caught.value.remedy == "Make `ruff check` accept the ruff configuration of the checkout, then run again."


def test_settings_that_are_no_toml(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool\n"})
    with pytest.raises(InputError) as caught:
        format_one(tmp_path, SORTED)
    assert caught.value.message.startswith(f"{tmp_path}/pyproject.toml does not parse: ")
    assert caught.value.remedy == "Mend the file and run again."


def test_settings_in_which_ruff_is_no_table(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[tool]\nruff = "x"\n'})
    with pytest.raises(InputError) as caught:
        format_one(tmp_path, SORTED)
    assert caught.value.message == f"{tmp_path}/pyproject.toml: tool.ruff is no table"
    write(tmp_path, {"pyproject.toml": 'tool = "x"\n'})
    assert format_one(tmp_path, UNSORTED) == SORTED


def test_syntax_newer_than_the_target(tmp_path: Path) -> None:
    write(tmp_path, {"ruff.toml": 'target-version = "py311"\n'})
    text = "def f[T](x: T) -> T:\n    return x\n"
    assert format_one(tmp_path, f"{UNSORTED}{text}") == f"{SORTED}\n\n{text}"


@pytest.mark.parametrize("name", ["a[b]c", "$HOME", "${X}", "*", "?", "\U0001f600", "a b", 'q"q', "a=1"])
@pytest.mark.parametrize("settings", ["", "[tool.ruff]\nline-length = 100\n", '[tool.ruff]\nsrc = ["."]\n'])
def test_the_path_of_the_checkout_does_not_matter(tmp_path: Path, name: str, settings: str) -> None:
    root = tmp_path / name
    write(root, {"pyproject.toml": settings, "pkg/datatypes.py": ""})
    assert format_one(root, IMPORTS) == FIRST_PARTY
