from pathlib import Path

from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.migrate.settings_of_checkout import options_of_checkout
from llama_router_codemod.model.layout import Layout
from llama_router_codemod.model.route import PutRoutes

SET = """\
[tool.llama-router-codemod]
keep-undeclared-fields = true
keep-legacy = true
keep-shims = true
rename-protocols = true
layout = "upstream"
put = "both"
"""


def test_nothing_is_set(tmp_path: Path) -> None:
    assert options_of_checkout(tmp_path) == MigrateOptions()


def test_everything_is_set(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(SET, encoding="utf-8")
    assert options_of_checkout(tmp_path, ("x/",), tmp_path) == MigrateOptions(
        keep_undeclared_fields=True,
        keep_legacy=True,
        keep_shims=True,
        rename_protocols=True,
        put=PutRoutes.BOTH,
        exclude=("x/",),
        host=tmp_path,
        layout=Layout.UPSTREAM,
    )
