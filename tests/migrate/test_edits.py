"""The steps that edit files which stay: draft in, draft out."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from trees import IMPORTS, tree

from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.edits import (
    describe_models,
    describe_shared_models,
    follow_mentions,
    follow_moves,
    integrate_server,
    strip_webmethods,
)
from llama_router_codemod.model.move import Move
from llama_router_codemod.model.place import Place
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
    assert follow_moves(draft, {}).files == {}
    draft, _ = begun(tmp_path, {str(USER): "from pkg.apis.version import LLAMA_STACK_API_V1\n"})
    assert follow_moves(draft, MOVES).files == {}


def test_imports_and_prefixes_follow(tmp_path: Path) -> None:
    text = 'from pkg.apis.agents.agents import Agent\n\npatch("pkg.apis.agents.agents.Agents")\n'
    draft, _ = begun(tmp_path, {str(USER): text})
    followed = follow_moves(draft, MOVES)
    assert followed.text(USER).startswith("from pkg.apis.agents.models import Agent\n")
    assert list(followed.files) == [USER]


def test_a_server_without_edits(tmp_path: Path) -> None:
    draft, _ = begun(tmp_path, {})
    assert integrate_server(draft, ()).files == {}


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
    assert follow_mentions(draft, {}).files == {}


GUIDE = PurePosixPath("guide.md")


def mentioned(root: Path, guide: bytes, *others: tuple[str, str]) -> Draft:
    """A draft that edits one of the checkout's files and takes another away, and what follows of their mentions."""
    (root / GUIDE).write_bytes(guide)
    (root / "pkg-1.dist-info").mkdir()
    (root / "pkg-1.dist-info/RECORD").write_text("pkg/apis/agents/agents.py,\n", encoding="utf-8")
    draft, _ = begun(root, {str(USER): "'pkg.apis.agents.agents.Agent'\n", **dict(others)})
    return draft


def test_mentions_are_followed_in_what_a_file_will_say(tmp_path: Path) -> None:
    draft = mentioned(tmp_path, b"See pkg.apis.agents.agents.Agent, of\r\npkg.apis.agents.agents.\r\n")
    followed = follow_mentions(draft.edited(USER, "y = 'pkg.apis.agents.agents.Agents'\n"), MOVES)
    assert followed.text(GUIDE) == "See pkg.apis.agents.models.Agent, of\npkg.apis.agents.agents.\n"
    assert followed.text(USER) == "y = 'pkg.apis.agents.service.Agents'\n"
    homes = ("pkg.apis.agents.models", "pkg.apis.agents.service")
    assert [(finding.place, finding.facts) for finding in followed.findings] == [
        (Place(GUIDE, 2, 1), MovedModuleMention(Mention.MODULE, AGENTS, homes))
    ]


def test_mentions_in_a_new_file_and_in_the_old_one(tmp_path: Path) -> None:
    """The old one is asked for what is not certain: people know its lines."""
    draft = mentioned(tmp_path, b"")
    new = PurePosixPath("pkg/new.py")
    text = "# pkg.apis.agents.agents.Agent\n# pkg.apis.agents.agents\n"
    followed = follow_mentions(draft.deleted(USER).created({new: text}), MOVES)
    assert followed.text(new) == "# pkg.apis.agents.models.Agent\n# pkg.apis.agents.agents\n"
    assert not followed.exists(USER)
    assert followed.findings == ()


def test_a_file_in_another_encoding_is_left_with_a_finding(tmp_path: Path) -> None:
    draft = mentioned(tmp_path, "é pkg.apis.agents.agents.Agent\n".encode("latin-1"))
    followed = follow_mentions(draft, MOVES)
    assert set(followed.files) == {USER}
    mention = MovedModuleMention(Mention.MODULE, f"{AGENTS}.Agent", ("pkg.apis.agents.models.Agent",))
    assert [(finding.place, finding.facts) for finding in followed.findings] == [(Place(GUIDE, 1, 3), mention)]


def test_a_recording_and_a_test_that_asks_for_what_it_recorded(tmp_path: Path) -> None:
    """The name in the request of `a.json` stays in Python: its answer is found by a hash of what the test asks."""
    for name, request in (("a", "pkg.apis.agents.agents.Agent"), ("b", "Hello")):
        answer = '{"__type__": "pkg.apis.agents.agents.Agents"}'
        text = f'{{"request": {{"body": "{request}"}}, "response": {answer}}}'
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    texts = "'pkg.apis.agents.agents.Agent', 'pkg.apis.agents.agents.Agents'\n"
    followed = follow_mentions(mentioned(tmp_path, b"", ("pkg/asks.py", texts)), MOVES)
    assert {str(path) for path in followed.files} == {"b.json", "pkg/asks.py"}
    assert '{"__type__": "pkg.apis.agents.service.Agents"}' in followed.text(PurePosixPath("b.json"))
    kept = "'pkg.apis.agents.agents.Agent', 'pkg.apis.agents.service.Agents'\n"
    assert followed.text(PurePosixPath("pkg/asks.py")) == kept
    places = [(str(finding.place.path), finding.place.column) for finding in followed.findings]
    assert places == [("a.json", 23), ("a.json", 81), ("pkg/asks.py", 2), ("pkg/user.py", 2)]
