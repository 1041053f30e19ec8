from pathlib import Path

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.settings import Settings, read_settings


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
    assert settings(tmp_path, text) == Settings()


def test_exclude(tmp_path: Path) -> None:
    text = '[tool.llama-router-codemod]\nexclude = ["vendor/", "!vendor/ours.py"]\n'
    assert settings(tmp_path, text) == Settings(("vendor/", "!vendor/ours.py"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.llama-router-codemod\n", "pyproject.toml does not parse: "),
        ('[tool]\nllama-router-codemod = "x"\n', "tool.llama-router-codemod is no table"),
        ("[tool.llama-router-codemod]\nexcludes = []\n", "tool.llama-router-codemod has an unknown key, excludes"),
        ('[tool.llama-router-codemod]\nexclude = "a"\n', "tool.llama-router-codemod.exclude is no list of strings"),
        ("# llama-router-codemod\nx = " + "[" * 10_000, "pyproject.toml does not parse: "),
        ("[tool.llama-router-codemod]\nexclude = [1]\n", "tool.llama-router-codemod.exclude is no list of strings"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        settings(tmp_path, text)
    assert message in raised.value.message
