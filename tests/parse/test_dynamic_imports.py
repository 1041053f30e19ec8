import ast

import pytest

from llama_router_codemod.parse.dynamic_imports import TELLS, WORDS, dynamic_imports

NAMES = ("lab.apis.boxes", "lab.apis.boxes.boxes", "lab.apis.lids.lids", "lab.core")


def meant(text: str) -> list[str]:
    data = text.encode()
    found = [pattern for _, pattern in dynamic_imports(ast.parse(text), data, "lab.apis.boxes")]
    assert not found or (any(word in data for word in WORDS) and TELLS.search(data))
    return [name for name in NAMES if any(pattern.fullmatch(name) for pattern in found)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("importlib.import_module('lab.apis.boxes.boxes')", ["lab.apis.boxes.boxes"], id="a literal"),
        pytest.param("import_module(name='lab.core')", ["lab.core"], id="by keyword"),
        pytest.param("__import__('lab.core', fromlist=['x'])", ["lab.core"], id="the builtin"),
        pytest.param("sys.modules['lab.core']", ["lab.core"], id="a module that is there"),
        pytest.param("import_module(f'lab.apis.{a}')", ["lab.apis.boxes"], id="a format"),
        pytest.param("import_module(f'lab.apis.{a}.{a}')", ["lab.apis.boxes.boxes", "lab.apis.lids.lids"], id="two"),
        pytest.param("import_module('lab.apis.' + a + '.boxes')", ["lab.apis.boxes.boxes"], id="a sum"),
        pytest.param("import_module('.boxes', 'lab.apis.boxes')", ["lab.apis.boxes.boxes"], id="relative"),
        pytest.param("import_module('..lids.lids', package='lab.apis.boxes')", ["lab.apis.lids.lids"], id="above"),
        pytest.param("import_module('.boxes', __package__)", ["lab.apis.boxes.boxes"], id="relative to the module"),
        pytest.param("import_module('....x', 'lab')", [], id="above the top"),
        pytest.param("import_module(name)", [], id="any name"),
        pytest.param("import_module(\n    name\n) or __import__(name, package='lab')", [], id="any name, on lines"),
        pytest.param("import_module(\n    f'lab.{a}'\n)", ["lab.core"], id="on lines"),
        pytest.param("sys.modules[name]", [], id="any module that is there"),
        pytest.param("load('lab.core')", [], id="another call"),
        pytest.param("modules['lab.core']", [], id="another subscript"),
    ],
)
def test_what_is_imported(text: str, names: list[str]) -> None:
    assert meant(text) == names
