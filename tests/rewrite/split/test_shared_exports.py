import libcst as cst
import pytest

from llama_router_codemod.rewrite.split.shared_exports import shared_exports
from llama_router_codemod.rewrite.split.statements import Statement


def shared(source: str) -> tuple[str, str] | None:
    """The statements of models.py and service.py; P and Q are the names of the service."""
    module = cst.parse_module(f"x = 1\n{source}")
    found = shared_exports(Statement.of(module.body[1], module), module, {"P", "Q"})
    return None if found is None else (found.models.code, found.service.code)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("P = 1\n", id="another statement"),
        pytest.param("__all__ = ['M']\n", id="only models"),
        pytest.param("__all__ = [*names]\n", id="computed"),
        pytest.param("__all__ = ['P', *names]\n", id="partly computed"),
        pytest.param("__all__ += ['P']\n", id="more"),
        pytest.param("if x:\n    __all__ = ['P']\n", id="in a block"),
    ],
)
def test_nothing_to_share(source: str) -> None:
    assert shared(source) is None


@pytest.mark.parametrize(
    ("source", "models", "service"),
    [
        pytest.param("__all__ = ['M', 'P', 'N', 'Q']\n", "__all__ = ['M', 'N']\n", "__all__ = ['P', 'Q']\n", id="list"),
        pytest.param("__all__ = ('M', 'P')\n", "__all__ = ['M']\n", "__all__ = ['P']\n", id="tuple"),
        pytest.param("__all__ = 'M', 'P'\n", "__all__ = ['M']\n", "__all__ = ['P']\n", id="bare tuple"),
        pytest.param("__all__ = ['P']\n", "__all__ = []\n", "__all__ = ['P']\n", id="only the service"),
        pytest.param(
            "__all__: list[str] = ['M', 'P']\n",
            "__all__: list[str] = ['M']\n",
            "__all__: list[str] = ['P']\n",
            id="annotated",
        ),
        pytest.param(
            "# Public.\n__all__ = [  # sorted\n    'M',  # the model\n    # the service\n    'P',\n]  # end\n",
            "# Public.\n__all__ = [  # sorted\n    'M',  # the model\n]  # end\n",
            "__all__ = [  # sorted\n    # the service\n    'P',\n]\n",
            id="comments",
        ),
    ],
)
def test_exports(source: str, models: str, service: str) -> None:
    assert shared(source) == (models, f"\n{service}")
