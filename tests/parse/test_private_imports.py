from pathlib import Path

from tiny_checkout import tiny_checkout

from llama_router_codemod.parse.private_imports import privately_used

ANSWERS = "_LIMIT = 9\n_UNUSED = 1\n\n\ndef _shorten(text): ...\n\n\nclass Answer: ...\n"


def test_module_without_private_names(tmp_path: Path) -> None:
    symbols = tiny_checkout(
        tmp_path, {"api/answers.py": "class Answer: ...\n", "api/user.py": "from .answers import *\n"}
    )
    assert privately_used(symbols, "api.answers") == frozenset()


def test_own_uses_do_not_count(tmp_path: Path) -> None:
    symbols = tiny_checkout(tmp_path, {"api/answers.py": ANSWERS + "\nprint(_LIMIT)\n"})
    assert privately_used(symbols, "api.answers") == frozenset()


def test_imports_and_attributes(tmp_path: Path) -> None:
    files = {
        "api/answers.py": ANSWERS,
        "api/other.py": "from .answers import Answer, _shorten\n",
        "api/elsewhere.py": "from .words import _UNUSED\n",
        "tests/user.py": "from api import answers\n\nprint(answers._LIMIT, words._UNUSED)\n",
    }
    assert privately_used(tiny_checkout(tmp_path, files), "api.answers") == {"_LIMIT", "_shorten"}
