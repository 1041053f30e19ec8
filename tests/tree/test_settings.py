import json
from pathlib import Path

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.settings import SETTINGS, Settings, read_settings


def settings(root: Path, text: str) -> Settings:
    (root / "pyproject.toml").write_text(text, encoding="utf-8")
    return read_settings(root)


def test_no_file(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[tool.ruff]\nline-length = 88\n", id="of other tools"),
        pytest.param("[tool.ruff\n", id="broken, and not about this tool"),
        pytest.param("[tool.llama-router-codemod]\n", id="an empty table"),
        pytest.param('[project]\nname = "llama-router-codemod"\n', id="the name elsewhere"),
    ],
)
def test_nothing_is_set(tmp_path: Path, text: str) -> None:
    found = settings(tmp_path, text)
    assert (found, found.exclude) == (Settings(), ())


VALUES = {
    "exclude": (["vendor/", "!vendor/ours.py"], "'vendor/'"),
    "machinery": (True, "1"),
    "ratchet": ("left.txt", "true"),
    "keep-undeclared-fields": (True, "'yes'"),
    "keep-legacy": (False, "0"),
    "keep-shims": (True, "[]"),
    "layout": ("upstream", "'theirs'"),
    "put": ("declared", "'PUT'"),
    "rename-protocols": (True, "'all'"),
    "accept": (["LRC104"], "[104]"),
    "requests": (5, "0"),
    "seed": (0, "true"),
    "timeout": (2.5, "0.5"),
}


def test_every_key(tmp_path: Path) -> None:
    lines = [f"{key} = {json.dumps(value)}" for key, (value, _) in VALUES.items()]
    found = settings(tmp_path, "[tool.llama-router-codemod]\n" + "\n".join(lines))
    assert VALUES.keys() == SETTINGS.keys()
    assert found.values == {key: value for key, (value, _) in VALUES.items()}
    assert found.lines == {key: number for number, key in enumerate(VALUES, 2)}
    assert found.exclude == ("vendor/", "!vendor/ours.py")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("[tool.ruff]\nseed = 1\n[ tool . 'llama-router-codemod' ]\n'seed' = 2\n", 4, id="quoted"),
        pytest.param("[tool]\nx = 1\nllama-router-codemod.seed = 2\n", 3, id="dotted"),
        pytest.param("[tool]\nllama-router-codemod = {seed = 2}\n", 2, id="in one line"),
    ],
)
def test_the_line_of_a_key(tmp_path: Path, text: str, line: int) -> None:
    assert settings(tmp_path, text) == Settings({"seed": 2}, {"seed": line})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.llama-router-codemod\n", "pyproject.toml does not parse: "),
        ('[tool]\nllama-router-codemod = "x"\n', "pyproject.toml: tool.llama-router-codemod is no table"),
        (
            "[tool.llama-router-codemod]\n\nexcludes = []\n",
            "pyproject.toml:3: tool.llama-router-codemod has an unknown key, excludes",
        ),
        ("# llama-router-codemod\nx = " + "[" * 10_000, "pyproject.toml does not parse: "),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        settings(tmp_path, text)
    assert message in raised.value.message


@pytest.mark.parametrize("key", VALUES)
def test_a_value_of_another_type(tmp_path: Path, key: str) -> None:
    with pytest.raises(InputError) as raised:
        settings(tmp_path, f"[tool.llama-router-codemod]\n{key} = {VALUES[key][1]}\n")
    assert raised.value.message == f"pyproject.toml:2: tool.llama-router-codemod.{key} is not {SETTINGS[key].form}"
