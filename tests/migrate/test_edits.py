"""The steps that edit files which stay: draft in, draft out."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from trees import IMPORTS, tree

from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.edits import (
    describe_models,
    describe_shared_models,
    follow_moves,
    integrate_server,
    note_mentions,
    strip_webmethods,
)
from llama_router_codemod.model.move import Move
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.descriptions.unknown_field import UnknownField
from llama_router_codemod.rewrite.imports.mentions import MovedModuleMention
from llama_router_codemod.rewrite.imports.mentions import Reason as Mention

AGENTS = "pkg.apis.agents.agents"
MOVES = {
    AGENTS: Move(
        AGENTS,
        {"Agent": "pkg.apis.agents.models", "Agents": "pkg.apis.agents.service"},
        {},
        ("pkg.apis.agents.models", "pkg.apis.agents.service"),
        remains=False,
    )
}
USER = PurePosixPath("pkg/user.py")
DOCUMENTED = '''\
from pydantic import BaseModel


class Shared(BaseModel):
    """Shared.

    :param x: The x.
    :param y: No field.
    """

    x: int
'''


def begun(root: Path, files: Mapping[str, str]) -> tuple[Draft, Symbols]:
    symbols = tree(root, files)
    return Draft(symbols.checkout), symbols


def test_imports_that_nothing_moves(tmp_path: Path) -> None:
    draft, _ = begun(tmp_path, {str(USER): "from pkg.apis.agents.agents import Agent\n"})
    assert follow_moves(draft, {}) is draft
    draft, _ = begun(tmp_path, {str(USER): "from pkg.apis.version import LLAMA_STACK_API_V1\n"})
    assert follow_moves(draft, MOVES) is draft


def test_imports_and_prefixes_follow(tmp_path: Path) -> None:
    text = 'from pkg.apis.agents.agents import Agent\n\npatch("pkg.apis.agents.agents.Agents")\n'
    draft, _ = begun(tmp_path, {str(USER): text})
    followed = follow_moves(draft, MOVES)
    assert followed.text(USER).startswith("from pkg.apis.agents.models import Agent\n")
    assert list(followed.files) == [USER]


def test_a_server_without_edits(tmp_path: Path) -> None:
    draft, _ = begun(tmp_path, {})
    assert integrate_server(draft, ()) is draft


def test_edits_of_one_file_are_made_in_their_order(tmp_path: Path) -> None:
    draft, _ = begun(tmp_path, {str(USER): "x = 1\n"})
    edits = [(USER, lambda text: text.replace("1", "2")), (USER, lambda text: text.replace("2", "3"))]
    assert integrate_server(draft, edits).text(USER) == "x = 3\n"


def test_a_file_without_webmethods(tmp_path: Path) -> None:
    draft, symbols = begun(tmp_path, {str(USER): "x = 1\n"})
    assert strip_webmethods(draft, symbols, [USER]) is draft


def test_webmethods_are_stripped_with_their_import_and_moved_texts(tmp_path: Path) -> None:
    source = f'''{IMPORTS}class Agents(Protocol):
    @webmethod("/a")
    async def f(self, x: int, y: int) -> None:
        """Do it.

        :param x: The x.
        :param y: The y.
        """
'''
    draft, symbols = begun(tmp_path, {str(USER): source})
    text = strip_webmethods(draft, symbols, [USER], {"Agents": {"f": frozenset({"x"})}}).text(USER)
    assert "webmethod" not in text
    assert ":param x:" not in text
    assert ":param y: The y." in text


def test_a_file_without_descriptions(tmp_path: Path) -> None:
    draft, symbols = begun(tmp_path, {str(USER): "x = 1\n"})
    assert describe_models(draft, symbols, [USER]) is draft


def test_descriptions_move_and_what_stays_is_told(tmp_path: Path) -> None:
    draft, symbols = begun(tmp_path, {str(USER): DOCUMENTED})
    described = describe_models(draft, symbols, [USER])
    assert 'x: int = Field(..., description="The x.")' in described.text(USER)
    assert ":param y: No field." in described.text(USER)
    assert [finding.facts for finding in described.findings] == [UnknownField("Shared", "y")]


def test_shared_models_are_those_that_no_migrated_package_owns(tmp_path: Path) -> None:
    files = {
        "pkg/apis/common/shared.py": DOCUMENTED,
        "pkg/apis/done/routes.py": "router = APIRouter()\n",
        "pkg/apis/done/models.py": DOCUMENTED,
        "pkg/core/types.py": DOCUMENTED,
        "pkg/core/base.py": DOCUMENTED.replace("Shared", "Base"),
        "pkg/apis/common/derived.py": "from pkg.core.base import Base\n\n\nclass Derived(Base): ...\n",
    }
    draft, symbols = begun(tmp_path, files)
    new = PurePosixPath("pkg/apis/common/new.py")
    described = describe_shared_models(draft.created({new: DOCUMENTED}), symbols)
    assert set(described.files) - {new} == {
        PurePosixPath("pkg/apis/common/shared.py"),
        PurePosixPath("pkg/core/base.py"),
    }
    assert described.text(new) == DOCUMENTED


def test_nothing_moved_that_could_be_mentioned(tmp_path: Path) -> None:
    draft, _ = begun(tmp_path, {str(USER): "'pkg.apis.agents.agents'\n"})
    assert note_mentions(draft, {}) is draft


def test_mentions_are_sought_in_what_a_file_will_say(tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text("See pkg.apis.agents.agents.Agent.\n", encoding="utf-8")
    (tmp_path / "pkg-1.dist-info").mkdir()
    (tmp_path / "pkg-1.dist-info/RECORD").write_text("pkg/apis/agents/agents.py,\n", encoding="utf-8")
    gone = {"pkg/gone.py": "'pkg.apis.agents.agents.Agent'\n", str(USER): "'pkg.apis.agents.agents.Agent'\n"}
    draft, _ = begun(tmp_path, gone)
    noted = note_mentions(draft.edited(USER, "x = 1\n"), MOVES)
    mention = MovedModuleMention(Mention.MODULE, f"{AGENTS}.Agent", ("pkg.apis.agents.models.Agent",))
    assert [(str(finding.place.path), finding.facts) for finding in noted.findings] == [
        ("guide.md", mention),
        ("pkg/gone.py", mention),
    ]
