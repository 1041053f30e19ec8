from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.webmethod import (
    MetadataField,
    WebmethodConvention,
    files_naming_webmethod,
    webmethod_convention,
    webmethod_names,
)

WEBMETHOD = """\
    from dataclasses import dataclass, field


    class Named:
        name: str | None = None


    @dataclass
    class WebMethod(Named):
        route: str
        method: str | None = None
        {field}


    def webmethod({arguments}):
        def wrap(func):
            func.__webmethod__ = WebMethod({given})
            return func
        return wrap
    """
NAME = MetadataField("name", "str | None", "None")


def convention(root: Path, source: str) -> WebmethodConvention:
    return webmethod_convention(tiny_checkout(root, {"pkg/schema_utils.py": source}))


def metadata(root: Path, field: str, arguments: str, given: str) -> tuple[MetadataField, ...]:
    """The metadata beside the inherited name, where the dataclass has a field and the decorator gives it something."""
    source = WEBMETHOD.format(field=field, arguments=f"route, method=None, {arguments}", given=f"route=route, {given}")
    inherited, *others = convention(root, source).metadata
    assert inherited == NAME
    return tuple(others)


def test_a_tree_without_the_decorator_has_the_usual_one(tmp_path: Path) -> None:
    found = convention(tmp_path, "")
    assert (found.module, found.arguments) == (None, ("route", "method", "level"))
    assert all(map(found.takes, ("route", "deprecated", "public", "experimental", "require_authentication")))
    assert not found.takes("timeout")
    assert [field.name for field in found.metadata if field.default not in {"None", "False"}] == [
        "require_authentication"
    ]


def test_comments_above_a_field(tmp_path: Path) -> None:
    field = "# How long,\n        # in seconds.\n        timeout: int = 3  # or more"
    (found,) = metadata(tmp_path, field, "timeout=3", "timeout=timeout")
    assert found.comments == ("# How long,", "# in seconds.")


def test_a_method_of_that_name_is_none(tmp_path: Path) -> None:
    assert convention(tmp_path, "class A:\n    def webmethod(self, route): ...\n").module is None


def test_one_of_the_tests_is_none(tmp_path: Path) -> None:
    files = {"docs/a.py": "def webmethod(x): ...\n", "pkg/b.py": "def webmethod(route): ...\n"}
    assert (
        webmethod_convention(tiny_checkout(tmp_path, {**files, "a/tests/c.py": files["docs/a.py"]})).module == "pkg.b"
    )


def test_a_decorator_without_a_dataclass(tmp_path: Path) -> None:
    found = convention(tmp_path, "def webmethod(route, public=False, *, method=None, timeout=3): ...\n")
    assert (found.module, found.arguments) == ("pkg.schema_utils", ("route", "public"))
    assert found.by_name == {"route", "public", "method", "timeout"}
    assert found.metadata == (MetadataField("public", "bool", "False"),)


def test_a_decorator_without_a_dataclass_that_takes_anything(tmp_path: Path) -> None:
    found = convention(tmp_path, "def webmethod(route, /, **options): ...\n")
    assert found.arguments == ("route",)
    assert found.takes("experimental")
    assert not found.takes("timeout")


def test_the_order_of_its_arguments(tmp_path: Path) -> None:
    source = WEBMETHOD.format(field="", arguments="level, route, method=None", given="route=route")
    found = convention(tmp_path, source)
    assert found.arguments == ("level", "route", "method")
    assert found.metadata == (NAME,)


def test_arguments_that_are_handed_on(tmp_path: Path) -> None:
    source = WEBMETHOD.format(
        field="deprecated: bool = False", arguments="route, method=None, **more", given="route, method, **more"
    )
    found = convention(tmp_path, source)
    assert found.takes("deprecated")
    assert found.takes("name")
    assert found.arguments == ("route", "method")


@pytest.mark.parametrize(
    ("field", "arguments", "given", "default", "keeps_none"),
    [
        pytest.param("timeout: int = 3", "timeout=3", "timeout=timeout", "3", True, id="both have the default"),
        pytest.param("timeout: int = 3", "timeout=5", "timeout=timeout", "5", True, id="that of the decorator wins"),
        pytest.param("timeout: int", "timeout=5", "timeout=timeout", "5", True, id="that of the decorator alone"),
        pytest.param("timeout: int", "*, timeout", "timeout=timeout", None, True, id="required"),
        pytest.param("timeout: int = 3", "**more", "**more", "3", True, id="handed on"),
        pytest.param("timeout: int = 3", "timeout=None", "", "3", True, id="not given"),
        pytest.param("timeout: int = 3", "timeout=None", "timeout=timeout or 3", "3", False, id="instead of None"),
        pytest.param("timeout: int", "timeout=3", "timeout=int(timeout)", "3", False, id="converted"),
    ],
)
def test_defaults(
    tmp_path: Path, field: str, arguments: str, given: str, default: str | None, keeps_none: bool
) -> None:
    expected = (MetadataField("timeout", "int", default, keeps_none),)
    assert metadata(tmp_path, field, arguments, given) == expected


def spellings(root: Path, source: str) -> frozenset[str]:
    names = "from pkg.schema_utils import webmethod as wm\n\nother = wm\nx = 1\n"
    files = {"pkg/schema_utils.py": "def webmethod(route): ...\n", "pkg/names.py": names, "pkg/api.py": source}
    return webmethod_names(tiny_checkout(root, files), "pkg.api")


def test_no_module_no_spellings(tmp_path: Path) -> None:
    assert webmethod_names(tiny_checkout(tmp_path, {"pkg/api.py": ""}), "elsewhere") == frozenset()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("import os\n", {"os.webmethod"}, id="a module that has none"),
        pytest.param("from os import path\n", set(), id="another name"),
        pytest.param("from pkg.schema_utils import webmethod\n", {"webmethod"}, id="by name"),
        pytest.param("from .schema_utils import webmethod as wm\n", {"wm"}, id="by another name"),
        pytest.param("from pkg.schema_utils import *\n", {"webmethod"}, id="star"),
        pytest.param("from pkg import schema_utils as s\n", {"s.webmethod"}, id="by its module"),
        pytest.param("import pkg.schema_utils\n", {"pkg.schema_utils.webmethod"}, id="in full"),
        pytest.param("if x:\n    from pkg.schema_utils import webmethod\n", {"webmethod"}, id="inside a statement"),
        pytest.param("from pkg.names import wm, other\n", {"wm", "other"}, id="by another module's names"),
        pytest.param("from pkg.names import wm as mark, x\n", {"mark"}, id="by a name for such a name"),
        pytest.param("from pkg.names import *\n", {"wm", "other"}, id="another module's names by a star"),
        pytest.param("from pkg.names import wm\nown = wm\na = b\nb = a\n", {"wm", "own"}, id="assigned"),
    ],
)
def test_spellings(tmp_path: Path, source: str, expected: set[str]) -> None:
    assert spellings(tmp_path, source) == expected


def test_files_that_name_it(tmp_path: Path) -> None:
    files = {
        "pkg/schema_utils.py": "def webmethod(route): ...\n",
        "pkg/names.py": (
            "from pkg import schema_utils as s\nfrom s import webmethod as wm\n\n"
            "x = s.webmethod\nverb = webmethod.method\n"
        ),
        "pkg/a.py": "from pkg.names import wm\n",
        "pkg/b.py": "from pkg.names import x\n",
        "pkg/c.py": "xwm = wmx = 1\n",
        "pkg/d.py": "print(verb)\n",
    }
    found = files_naming_webmethod(tiny_checkout(tmp_path, files))
    assert [path.name for path in found] == ["a.py", "b.py", "names.py", "schema_utils.py"]


def test_a_copy_that_no_name_can_import(tmp_path: Path) -> None:
    source = "def webmethod(route): ...\n"
    files = {"pkg/schema_utils.py": source, "pkg/copy of schema_utils.py": source}
    assert webmethod_convention(tiny_checkout(tmp_path, files)).module == "pkg.schema_utils"
