"""The lists of packages and modules that a wheel is made of."""

from pathlib import Path, PurePosixPath

import pytest

from llama_router_codemod.conventions.wheel_lists import WheelList, wheel_lists
from llama_router_codemod.tree.checkout import Checkout


def read(root: Path, name: str, text: str) -> list[WheelList]:
    (root / "lab").mkdir()
    (root / "lab/__init__.py").touch()
    (root / name).write_text(text, encoding="utf-8")
    return list(wheel_lists(Checkout.open(root)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("pyproject.toml", '[tool.ruff]\nsrc = ["packages"]\n', id="other settings"),
        pytest.param("pyproject.toml", '[tool.setuptools.packages.find]\nwhere = ["src"]\n', id="found"),
        pytest.param("pyproject.toml", '[tool.poetry]\npackages = [{include = "lab"}]\n', id="another builder"),
        pytest.param("pyproject.toml", '[tool.setuptools]\npackages = ["lab"\n', id="no TOML"),
        pytest.param("pyproject.toml", 'tool = "packages"\n', id="no table"),
        pytest.param("pyproject.toml", '[tool]\nsetuptools = "packages"\n', id="no table of setuptools"),
        pytest.param("setup.cfg", "[options]\npackages = find:\n", id="found by setup.cfg"),
        pytest.param("setup.cfg", "packages = lab\n", id="no sections"),
        pytest.param("setup.cfg", "[metadata]\nname = packages\n", id="no options"),
        pytest.param("setup.py", "setup(packages=find_packages())\n", id="found by setup.py"),
        pytest.param("setup.py", "setup(packages=[\n", id="no Python"),
        pytest.param("setup.py", "setup(packages={[]: 1})\n", id="nothing that Python could make"),
        pytest.param("setup.py", 'other(packages=["lab"])\n', id="another call"),
        pytest.param("lists.py", 'setup(packages=["lab"])\n', id="another file"),
    ],
)
def test_none(tmp_path: Path, name: str, text: str) -> None:
    assert read(tmp_path, name, text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            "pyproject.toml",
            '[tool.setuptools]\npackages = ["lab", "lab.a"]\npy-modules = ["one"]\npackage-dir = {"lab" = "src"}\n',
            id="TOML",
        ),
        pytest.param(
            "setup.cfg",
            "[options]\npackages =\n    lab\n    lab.a\npy_modules = one\npackage_dir =\n    lab = src\n",
            id="setup.cfg",
        ),
        pytest.param(
            "setup.py",
            "from setuptools import setup\n\nsetup(\n    packages=['lab', 'lab.a'],\n    py_modules=['one'],\n"
            "    package_dir={'lab': 'src'},\n    **others,\n)\n",
            id="setup.py",
        ),
    ],
)
def test_forms(tmp_path: Path, name: str, text: str) -> None:
    directories = {"": ".", "lab": "src"}
    assert read(tmp_path, name, text) == [WheelList(PurePosixPath(name), ("lab", "lab.a"), ("one",), directories)]


def test_names() -> None:
    listed = WheelList(PurePosixPath("src/lab/pyproject.toml"), (), (), {"": "more", "lab": "."})
    paths = map(PurePosixPath, ("src/lab/a/b", "src/lab", "src/lab/more/c", "tests/a"))
    assert [listed.name_of(path) for path in paths] == ["lab.a.b", "lab", "lab.more.c", None]


def test_names_of_a_project_below_another_directory() -> None:
    listed = WheelList(PurePosixPath("pyproject.toml"), (), (), {"": "src"})
    assert listed.name_of(PurePosixPath("src/lab/a")) == "lab.a"
    assert listed.name_of(PurePosixPath("tests/a")) is None
