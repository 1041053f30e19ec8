"""LRC315, and the lists that are edited: a wheel has what came, and nothing that went."""

from pathlib import PurePosixPath

import pytest
from trees import told

from llama_router_codemod.conventions.wheel_lists import WheelList
from llama_router_codemod.rewrite.packaging.wheel_lists import ListChanges, follow_files, unlisted_modules

HERE = {"": "."}
BEFORE = ["lab/__init__.py", "lab/apis/__init__.py", "lab/apis/a.py", "lab/apis/b/__init__.py", "lab/apis/b/b.py"]
AFTER = [*BEFORE[:2], "lab/apis/a/__init__.py", "lab/apis/a/models.py", *BEFORE[3:4], "lab/apis/b/m.py", "lab/new.py"]


def changes(packages: tuple[str, ...], modules: tuple[str, ...] = (), path: str = "pyproject.toml") -> ListChanges:
    listed = WheelList(PurePosixPath(path), packages, modules, HERE)
    return ListChanges.of(listed, [*map(PurePosixPath, BEFORE)], [*map(PurePosixPath, AFTER)])


@pytest.mark.parametrize(
    ("packages", "modules", "expected"),
    [
        pytest.param(("lab",), (), ListChanges(), id="the package of all alone"),
        pytest.param(("other", "lab.a"), ("one",), ListChanges(), id="others"),
        pytest.param(("lab", "lab.apis"), (), ListChanges(("lab.apis.a",)), id="a package in a listed one"),
        pytest.param(("lab.apis.b",), (), ListChanges(("lab.apis.a",)), id="beside a listed one"),
        pytest.param(("lab.apis.a", "lab.apis.b"), (), ListChanges(), id="listed already"),
        pytest.param((), ("lab.apis.a",), ListChanges(("lab.apis.a",), (), ("lab.apis.a",)), id="once a module"),
        pytest.param((), ("lab.old",), ListChanges((), ("lab.new",)), id="a module beside a listed one"),
        pytest.param(("lab",), ("lab.old",), ListChanges(), id="a module in a listed package"),
    ],
)
def test_changes(packages: tuple[str, ...], modules: tuple[str, ...], expected: ListChanges) -> None:
    assert changes(packages, modules) == expected


def test_a_package_in_a_new_one() -> None:
    listed = WheelList(PurePosixPath("pyproject.toml"), ("lab",), (), HERE)
    before = [PurePosixPath("lab/__init__.py")]
    after = [*before, PurePosixPath("lab/a/__init__.py"), PurePosixPath("lab/a/b/__init__.py")]
    assert ListChanges.of(listed, before, after) == ListChanges(("lab.a", "lab.a.b"))
    assert ListChanges.of(listed, after, before) == ListChanges()
    assert ListChanges.of(WheelList(listed.path, ("lab", "lab.a"), (), HERE), after, before).gone == ("lab.a",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            '[tool.setuptools]\n# all\npackages = [\n  "lab.b", # why\n  "lab.d",\n]\npy-modules = ["lab.c"]\n',
            '[tool.setuptools]\n# all\npackages = [\n  "lab.b", # why\n  "lab.c",\n  "lab.d",\n]\npy-modules = []\n',
            id="sorted",
        ),
        pytest.param(
            '[tool.setuptools]\npackages = [\n  "lab.b",\n  "lab.x", # gone\n  # the end\n]\n',
            '[tool.setuptools]\npackages = [\n  "lab.b",\n  "lab.c",\n  # the end\n]\n',
            id="in place of another one",
        ),
        pytest.param(
            '[tool.setuptools]\npy-modules = ["lab.c", "lab.m"]\n',
            '[tool.setuptools]\npy-modules = ["lab.m"]\npackages = ["lab.c"]\n',
            id="the first package",
        ),
        pytest.param(
            '[tool.setuptools]\npackages = {find = {}}\npy-modules = ["lab.c"]\n',
            "[tool.setuptools]\npackages = {find = {}}\npy-modules = []\n",
            id="packages that are found",
        ),
        pytest.param(
            '[tool.setuptools]\npackages = ["lab.d", "lab.b"]\n',
            '[tool.setuptools]\npackages = ["lab.d", "lab.b", "lab.c"]\n',
            id="in no order",
        ),
        pytest.param(
            '[tool.setuptools]\r\npackages = [\r\n    "lab.b",\r\n]\r\n',
            '[tool.setuptools]\r\npackages = [\r\n    "lab.b",\r\n    "lab.c",\r\n]\r\n',
            id="other line endings",
        ),
    ],
)
def test_lists(before: str, after: str) -> None:
    assert follow_files(before, ListChanges(("lab.c",), (), ("lab.c", "lab.x"))) == after


def test_modules() -> None:
    text = '[tool.setuptools]\npy-modules = ["a", "c"]\n'
    assert follow_files(text, ListChanges((), ("b",), ("c",))) == '[tool.setuptools]\npy-modules = ["a", "b"]\n'


@pytest.mark.parametrize("path", ["setup.cfg", "docs/setup.py"])
def test_a_list_for_people(path: str) -> None:
    listed = WheelList(PurePosixPath(path), (), (), HERE)
    found = unlisted_modules(listed, ListChanges(("lab.b",), ("lab.a",), ("lab.c", "lab.d")))
    assert told(found) == [("LRC315", 1, "add `lab.a`, `lab.b`"), ("LRC315", 1, "drop `lab.c`, `lab.d`")]


def test_a_list_that_is_edited() -> None:
    listed = WheelList(PurePosixPath("lab/pyproject.toml"), (), (), HERE)
    assert list(unlisted_modules(listed, ListChanges(("lab.b",)))) == []
