"""LRC907: `@webmethod` on a Protocol outside the API packages, of which nothing tells what API it is for."""

from pathlib import Path, PurePosixPath

import pytest
from refused_apis import exit_code_of, planned, protocol, refusals

from llama_router_codemod.report.exit_codes import ExitCode

WEATHER = protocol("Weather")


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(WEATHER.replace("@webmethod", "# @webmethod"), id="a comment"),
        pytest.param(WEATHER.replace("(Protocol)", ""), id="no Protocol"),
        pytest.param(
            f"{WEATHER}\n\ndef available_providers():\n    return [{{'api': Api.weather}}]\n", id="an external API"
        ),
    ],
)
def test_no_protocol_with_routes(tmp_path: Path, source: str) -> None:
    assert refusals(planned(tmp_path, {"tests/weather.py": source})) == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(WEATHER, id="Protocol"),
        pytest.param(
            WEATHER.replace("typing import Protocol", "typing import Protocol as P").replace("(Protocol)", "(P)"),
            id="alias",
        ),
        pytest.param(
            WEATHER.replace("from typing import Protocol", "import typing").replace("(Prot", "(typing.Prot"),
            id="dotted",
        ),
    ],
)
def test_a_protocol_with_routes(tmp_path: Path, source: str) -> None:
    migration = planned(tmp_path, {"tests/weather.py": source})
    assert refusals(migration) == [("LRC907", "weather.py", 10, "`Weather.find`")]
    assert PurePosixPath("tests/weather.py") not in {change.path for change in migration.changeset.changes}
    assert exit_code_of(migration) is ExitCode.REFUSED
