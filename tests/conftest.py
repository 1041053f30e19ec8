"""Options of the test suite. Being here also puts this directory on the path of the tests below it."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write fixtures/*/after and findings.txt anew instead of comparing",
    )
