"""Marks of stacked routes: one for all that say the same, `@RouteMark()` above one that a route does not share."""

from pathlib import Path

import pytest
from written_routes import BARE, check_endpoints

ENDPOINT = """\
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]) -> int:
        return await svc.f()
    """
OPTIONS = 'response_model=int, response_description="OK"'


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        pytest.param(("", "", ""), ("", "", ""), id="nothing"),
        pytest.param(("x", "x", "x"), ("", "", "x"), id="the same"),
        pytest.param(("x", "y", "y"), ("x", "", "y"), id="another at the top"),
        pytest.param(("x", "", ""), ("x", "", ""), id="only at the top"),
        pytest.param(("", "", "x"), ("", "-", "x"), id="only at the bottom"),
        pytest.param(("x", "", "x"), ("x", "-", "x"), id="not in the middle"),
    ],
)
def test_marks(tmp_path: Path, said: tuple[str, ...], marks: tuple[str, ...]) -> None:
    methods, endpoint = "", ""
    for number, (scope, mark) in enumerate(zip(said, marks, strict=True)):
        option = f', required_scope="{scope}"' if scope else ""
        methods += f'@webmethod("/{number}", "GET", "v1"{option})\n'
        below = {"": "", "-": "    @RouteMark()\n"}.get(mark, f'    @RouteMark(required_scope="{mark}")\n')
        endpoint += f'    @router.get("/v1/{number}", {OPTIONS})\n{below}'
    check_endpoints(tmp_path, "", f"{methods}async def f(self) -> int: ...\n", BARE, endpoint + ENDPOINT)
