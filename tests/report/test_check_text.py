import pytest
from remaining_uses import remaining

from llama_router_codemod.check.result import Allowed, CheckResult, Kind, Leftover
from llama_router_codemod.report.check_text import check_text

LEFT = remaining()
LINES = '    @webmethod(route="/a")\n     ^^^^^^^^^\n'


def printed(result: CheckResult) -> str:
    return "\n".join(item.plain for item in check_text(result))


@pytest.mark.parametrize(
    ("result", "text"),
    [
        pytest.param(CheckResult(scanned=1, remaining=[]), "no @webmethod left; 1 Python file scanned", id="none"),
        pytest.param(
            CheckResult(scanned=1, remaining=[LEFT, remaining(owner=None, api=None)]),
            f"a.py:2:6: @webmethod on A.f (agents)\n{LINES}a.py:2:6: @webmethod on f (no API)\n{LINES}"
            "2 @webmethod left in 1 file; 1 Python file scanned",
            id="two in a file",
        ),
        pytest.param(
            CheckResult(scanned=1, remaining=[remaining(kind=Kind.OTHER, source="\tmake('é\x0b', webmethod)")]),
            "a.py:2:14: webmethod is used in A.f (agents)\n    make('é\\x0b', webmethod)\n                  ^^^^^^^^^\n"
            "1 @webmethod left in 1 file; 1 Python file scanned",
            id="characters of several bytes, and of none",
        ),
        pytest.param(
            CheckResult(
                scanned=1,
                remaining=[LEFT],
                machinery=[
                    Leftover(path="b.py", line=line, column=1, name=name)
                    for line, name in ((3, "WebMethod"), (4, "webmethod"), (9, "WebMethod"))
                ],
                ratchet=Allowed(new=[], gone=["agents A.g"]),
            ),
            "b.py:3:1: WebMethod, webmethod of the webmethod system\n"
            "agents A.g: allowed, but not left any more; remove it with --update-ratchet\n"
            "1 @webmethod left in 1 file; 1 of them allowed; 3 other names of the webmethod system; "
            "1 Python file scanned",
            id="allowed, and other names",
        ),
    ],
)
def test_check(result: CheckResult, text: str) -> None:
    assert printed(result) == text
