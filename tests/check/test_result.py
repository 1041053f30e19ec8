import pytest
from remaining_uses import remaining

from llama_router_codemod.check.result import Allowed, CheckResult, Leftover

LEFT = remaining()
NAME = Leftover(path="a.py", line=1, column=1, name="__webmethod__")
FOUND = CheckResult(scanned=1, remaining=[LEFT])


def test_identity() -> None:
    use = LEFT._replace(path="a.py", api="agents", owner="Agents", method="list_agents")
    assert use.identity == "agents Agents.list_agents"
    assert use._replace(api=None).identity == "a.py Agents.list_agents"
    assert use._replace(api=None, owner=None, method=None).identity == "a.py -"


@pytest.mark.parametrize(
    ("result", "is_clean"),
    [
        pytest.param(CheckResult(scanned=1, remaining=[]), True, id="nothing"),
        pytest.param(FOUND, False, id="a use"),
        pytest.param(FOUND._replace(ratchet=Allowed(new=[], gone=[])), True, id="an allowed use"),
        pytest.param(FOUND._replace(ratchet=Allowed(new=[LEFT.identity], gone=[])), False, id="a new use"),
        pytest.param(CheckResult(1, [], ratchet=Allowed(new=[], gone=["a A.f"])), False, id="an entry too many"),
        pytest.param(CheckResult(1, [], machinery=[NAME]), True, id="another name"),
        pytest.param(CheckResult(1, [], machinery=[NAME], fails_on_machinery=True), False, id="another name, asked"),
    ],
)
def test_clean(result: CheckResult, is_clean: bool) -> None:
    assert result.is_clean is is_clean


def test_what_fails_is_what_is_not_allowed() -> None:
    assert FOUND.failing == [LEFT]
    other = remaining("b.py", None, None)
    both = CheckResult(1, [LEFT, other], ratchet=Allowed(new=[other.identity], gone=[]))
    assert both.failing == [other]
