from remaining_uses import remaining

from llama_router_codemod.check.result import Allowed, CheckResult, Leftover
from llama_router_codemod.report.github import LIMIT, github_annotations

TITLE = "title=llama-router-codemod check"


def errors(result: CheckResult) -> list[str]:
    return [line for line in github_annotations(result) if line.startswith("::error")]


def test_nothing_left() -> None:
    assert list(github_annotations(CheckResult(scanned=1, remaining=[]))) == [
        f"::notice {TITLE}::no @webmethod left; 1 Python file scanned"
    ]


def test_an_error_at_each_use() -> None:
    result = CheckResult(scanned=1, remaining=[remaining("100%,a:b.py", owner="50%\n")])
    assert errors(result) == [
        f"::error file=100%25%2Ca%3Ab.py,line=2,col=6,endColumn=15,{TITLE}::@webmethod on 50%25%0A.f (agents)"
    ]


def test_what_moves_the_cursor_is_an_escape() -> None:
    (line,) = errors(CheckResult(scanned=1, remaining=[remaining("a\x1b[31m.py", owner="A\r")]))
    assert line == (f"::error file=a\\x1b[31m.py,line=2,col=6,endColumn=15,{TITLE}::@webmethod on A\\r.f (agents)")


def test_a_step_shows_ten() -> None:
    ten = [remaining(line=number) for number in range(LIMIT)]
    assert len(errors(CheckResult(scanned=1, remaining=ten))) == LIMIT
    found = errors(CheckResult(scanned=1, remaining=[*ten, remaining(line=99)]))
    assert len(found) == LIMIT
    assert found[-1] == f"::error {TITLE}::2 more, see the summary of the job"


def test_other_names_are_errors_only_where_they_fail_the_check() -> None:
    names = [Leftover(path="b.py", line=3, column=1, name="WebMethod")]
    said = f"file=b.py,line=3,col=1,{TITLE}::WebMethod of the webmethod system"
    assert f"::warning {said}" in list(github_annotations(CheckResult(scanned=1, remaining=[], machinery=names)))
    result = CheckResult(scanned=1, remaining=[], machinery=names, fails_on_machinery=True)
    assert errors(result) == [f"::error {said}"]
    assert not any(line.startswith("::warning") for line in github_annotations(result))


def test_an_entry_that_is_gone_is_an_error() -> None:
    result = CheckResult(scanned=1, remaining=[], ratchet=Allowed(new=[], gone=["agents A.g"]))
    assert errors(result) == [
        f"::error {TITLE}::agents A.g: allowed, but not left any more; remove it with --update-ratchet"
    ]
