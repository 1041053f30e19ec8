"""A flat module that becomes a package: what the other modules of the tree import from it stays there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from run_cli import run

FLAT = Path(__file__).parents[2] / "fixtures" / "flat" / "before"
USER = """
from . import inference
from .inference import Answer, _without_nulls
from .tools import *  # noqa: F403

assert inference.Inference.list_answers
assert _without_nulls({"a": None}) == {}
assert ListToolsResponse(data=[]).data == []  # noqa: F405


def late():
    from mini_api import tools

    return tools.Resource, inference._without_nulls, Answer
"""
SIBLING = '''
def late():
    """from .version import LLAMA_STACK_API_V1 stays as it is here."""
    from . import version
    from .batches.models import BatchJob

    return version, BatchJob
'''


def test_every_kind_of_import_still_works(tmp_path: Path) -> None:
    tree = tmp_path / "flat"
    shutil.copytree(FLAT, tree)
    (tree / "mini_api/user.py").write_text(USER, encoding="utf-8")
    with (tree / "mini_api/tools.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{SIBLING}")
    code, _, err = run("migrate", tree)
    assert code == 0, err
    script = "from mini_api import user\nfrom mini_api.tools.models import late\nprint(user.late(), late())"
    done = subprocess.run([sys.executable, "-c", script], cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tree / "mini_api/user.py").read_text(encoding="utf-8") == USER
    models = (tree / "mini_api/tools/models.py").read_text(encoding="utf-8")
    assert (
        '    """from .version import LLAMA_STACK_API_V1 stays as it is here."""\n    from .. import version\n' in models
    )
    init = (tree / "mini_api/inference/__init__.py").read_text(encoding="utf-8")
    assert "from .models import _without_nulls as _without_nulls\n" in init
