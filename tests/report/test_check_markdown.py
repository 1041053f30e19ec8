from remaining_uses import remaining

from llama_router_codemod.check.result import Allowed, CheckResult, Leftover
from llama_router_codemod.report.check_markdown import check_markdown


def test_nothing_left() -> None:
    assert check_markdown(CheckResult(scanned=1, remaining=[])) == (
        "## @webmethod\n\nno @\u200bwebmethod left; 1 Python file scanned\n"
    )


def test_tables() -> None:
    new, allowed = remaining(), remaining(api="tools")
    result = CheckResult(
        scanned=1,
        remaining=[new, allowed],
        machinery=[Leftover(path="b.py", line=3, column=1, name="WebMethod")],
        ratchet=Allowed(new=[new.identity], gone=["agents A.g"]),
    )
    assert check_markdown(result) == (
        "## @webmethod\n\n"
        "2 @\u200bwebmethod left in 1 file; 1 of them allowed; 1 other name of the webmethod system; "
        "1 Python file scanned\n\n"
        "| place | left | line |\n| --- | --- | --- |\n"
        '| `a.py:2` | @\u200bwebmethod on A.f (agents) | `@webmethod(route="/a")` |\n\n'
        "| place | name of the webmethod system |\n| --- | --- |\n| `b.py:3` | `WebMethod` |\n\n"
        "| allowed, but not left any more |\n| --- |\n| `agents A.g` |\n"
    )
