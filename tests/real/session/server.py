"""The server of a release as a process of its own, on a free loopback port."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

START_SECONDS = 120
CONFIGURATION = Path(__file__).with_name("run.yaml")
DEPRECATED = re.compile(r"DEPRECATED ROUTE USED: (\w+ \S+)")
LIFETIME = re.compile(r"ignoring expires_after: (\S+ \S+)")
FAILED = re.compile(r"Error executing endpoint route='(\S+)' method=\W*(\w+)")
CHAINED = re.compile(r"direct cause of the following")
#: The line of a call that failed, with its traceback below, which the level that the configuration sets does without.
DRAWN = re.compile(FAILED.pattern + r".*\n.*Traceback \(most recent call last\)")


def written_configuration(directory: Path, server: dict[str, Any], more: dict[str, Any] | None = None) -> Path:
    """The configuration of the session with other settings of the server; `more` adds APIs and providers."""
    configuration = yaml.safe_load(CONFIGURATION.read_text(encoding="utf-8"))
    more = more or {}
    configuration["apis"] += more.get("apis", [])
    configuration["providers"] |= more.get("providers", {})
    if "external_apis_dir" in more:
        configuration["external_apis_dir"] = more["external_apis_dir"]
    path = directory / "run.yaml"
    path.write_text(yaml.safe_dump({**configuration, "server": server}), encoding="utf-8")
    return path


def server_environment(directory: Path, configuration: Path, stub: str) -> dict[str, str]:
    """Of the caller's own, what names the tree and what the guard of its interpreter does; no proxy, no key."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "WITHOUT_COLLECTOR") if name in os.environ}
    return {
        **kept,
        "PYTHONHASHSEED": "0",  # the server goes through its APIs in the order of a set
        "HOME": str(directory),
        "RUNDIR": str(directory),
        "STUB_URL": stub,
        "LLAMA_STACK_CONFIG": str(configuration),
        "NETWORK_ATTEMPTS": str(directory / "network.txt"),
        "LLAMA_STACK_LOG_WIDTH": "2000",  # a line of the log is a line of the file
    }


@contextmanager
def running_server(directory: Path, configuration: Path, stub: str) -> Iterator[tuple[str, int]]:
    """The base URL of the server and the id of its process while it runs; `server.log` in the directory is its log."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    log = directory / "server.log"
    command = [sys.executable, "-m", "uvicorn", "llama_stack.core.server.server:create_app", "--factory"]
    options = ["--host", "127.0.0.1", "--port", str(port), "--no-access-log"]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [*command, *options],
            env=server_environment(directory, configuration, stub),
            cwd=directory,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_up(process, port, log)
        yield base, process.pid
    finally:
        process.terminate()
        process.wait(20)


def wait_until_up(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')[-4000:]}")


def logged(directory: Path) -> dict[str, list[str]]:
    """What the log says, in the order of the session: deprecated routes that were used, lifetimes of files that reached
    the provider, which does not support them, calls that failed, those of them with a traceback, and exceptions with
    another one behind them."""
    log = (directory / "server.log").read_text(encoding="utf-8")
    return {
        "deprecated": [found[1] for found in DEPRECATED.finditer(log)],
        "lifetimes": LIFETIME.findall(log),
        "failed": [f"{found[2].upper()} {found[1]}" for found in FAILED.finditer(log)],
        "chained": CHAINED.findall(log),
        "drawn": [found[0] for found in DRAWN.finditer(log)],
    }
