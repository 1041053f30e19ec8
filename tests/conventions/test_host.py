from pathlib import Path

import pytest
from trees import SERVER, tree

from llama_router_codemod.conventions.host import with_host
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.checkout import Checkout

ENUM = "from enum import Enum\n\n\nclass Api(Enum):\n    a = 'a'\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    """A package, and no environment around it."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    write(tmp_path / "package/zoo_api.py", "from stack.schema_utils import webmethod\n")
    return Checkout.open(tmp_path / "package")


def write(file: Path, text: str = "") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def environment(root: Path) -> Path:
    """An environment in which a stack is installed, its APIs and its server in a package each."""
    packages = root / "lib/python3.12/site-packages"
    for name in ("stack_api/__init__.py", "stack/__init__.py", "stack/core/server/server.py", "other/__init__.py"):
        write(packages / name)
    write(packages / "stack_api/datatypes.py", ENUM)
    write(packages / "other/datatypes.py", "class Date: ...\n")
    return root


def host_files(checkout: Checkout) -> list[str]:
    """What stands beside a package, by the path in its host."""
    assert checkout.host is not None
    return [str(path.relative_to(checkout.host)) for path in checkout.files if not checkout.is_own(path)]


def test_a_checkout_with_apis_of_its_own(tmp_path: Path) -> None:
    checkout = tree(tmp_path, {}).checkout
    assert with_host(checkout, None) is checkout
    with pytest.raises(InputError, match="has APIs of its own"):
        with_host(checkout, tmp_path)


def test_a_directory_that_is_a_package_itself(tmp_path: Path) -> None:
    """Later steps say so."""
    write(tmp_path / "__init__.py")
    checkout = Checkout.open(tmp_path)
    assert with_host(checkout, None) is checkout


def test_no_host(package: Checkout, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"/package: no API found"):
        with_host(package, None)
    with pytest.raises(InputError, match=r"^--host .*/package: no API found"):
        with_host(package, tmp_path / "package")
    with pytest.raises(InputError, match="no such directory"):
        with_host(package, tmp_path / "nothing")


def test_a_checkout_as_host(package: Checkout, tmp_path: Path) -> None:
    """Its packages of APIs and server, without tests."""
    tree(tmp_path / "host", {**SERVER, "tests/external/zoo_api.py": "", "docs/page.py": ""})
    write(tmp_path / "host/tests/fake/core/server/server.py")
    checkout = with_host(package, tmp_path / "host")
    assert checkout.host is not None
    assert {path.partition("/")[0] for path in host_files(checkout)} == {"pkg"}
    assert checkout.module_name(checkout.host / "pkg/core/resolver.py") == "pkg.core.resolver"


@pytest.mark.parametrize("given", ["env", "env/bin/python", "env/lib/python3.12/site-packages/../../.."])
def test_an_environment_as_host(package: Checkout, tmp_path: Path, given: str) -> None:
    write(environment(tmp_path / "env") / "bin/python")
    checkout = with_host(package, tmp_path / given)
    assert host_files(checkout) == [
        "stack/__init__.py",
        "stack/core/server/server.py",
        "stack_api/__init__.py",
        "stack_api/datatypes.py",
    ]
    assert "stack_api.datatypes" in checkout.modules


def test_an_environment_without_one(package: Checkout, tmp_path: Path) -> None:
    write(environment(tmp_path / "env") / "bin/python")
    (tmp_path / "env/lib/python3.12/site-packages/stack_api/datatypes.py").unlink()
    with pytest.raises(InputError, match="no API found"):
        with_host(package, tmp_path / "env/bin/python")


@pytest.mark.parametrize("place", ["package/.venv", "package/venv", ".venv"])
def test_an_environment_around_the_package(package: Checkout, tmp_path: Path, place: str) -> None:
    environment(tmp_path / place)
    assert len(host_files(with_host(package, None))) == 4


def test_a_directory_that_declares_no_routes(tmp_path: Path) -> None:
    environment(tmp_path / ".venv")
    write(tmp_path / "notes/a.py")
    with pytest.raises(InputError, match="no API found"):
        with_host(Checkout.open(tmp_path / "notes"), None)


def test_the_active_environment(package: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", str(environment(tmp_path / "elsewhere")))
    assert len(host_files(with_host(package, None))) == 4
