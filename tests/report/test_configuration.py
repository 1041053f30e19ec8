"""Settings as people read them."""

import io

from rich.console import Console

from llama_router_codemod.report.configuration import Configuration, SettingEntry, configuration_text


def test_values_are_written_as_in_toml() -> None:
    entries = [
        SettingEntry(key="accept", value=["LRC104", "é"], origin="command line"),
        SettingEntry(key="machinery", value=True, origin="pyproject.toml:3"),
        SettingEntry(key="ratchet", value=None, origin="default"),
        SettingEntry(key="put", value="served", origin="default"),
    ]
    stream = io.StringIO()
    for item in configuration_text(Configuration(settings=entries)):
        Console(file=stream, width=100).print(item)
    assert [line.rstrip() for line in stream.getvalue().splitlines()] == [
        "setting    value            from",
        'accept     ["LRC104", "é"]  command line',
        "machinery  true             pyproject.toml:3",
        "ratchet                     default",
        'put        "served"         default',
    ]
