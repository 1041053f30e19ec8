"""Sends the same requests to the servers of two trees in turns, and prints what they took as JSON.

    python server_load.py LEGACY MIGRATED DIRECTORY ROUNDS REQUESTS

Runs in an environment of the release, of whose package the trees are copies.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path

SESSION = Path(__file__).parent.parent / "tests" / "real" / "session"
sys.path.insert(0, str(SESSION))

from server import running_server, written_configuration  # noqa: E402 - a directory of the tests, not a package
from stub import running_stub  # noqa: E402

ROW = {"input_query": "2+2?", "generated_answer": "4", "expected_answer": "4"}
BODY = json.dumps({"input_rows": [ROW], "scoring_functions": {"basic::equality": None}})
REQUESTS = {"GET /v1/health": None, "POST /v1/scoring/score": BODY}


class Server:
    """A running server and a connection to it."""

    def __init__(self, base: str, process: int) -> None:
        self.connection = http.client.HTTPConnection(base.removeprefix("http://"))
        self.process = process

    def send(self, request: str, body: str | None) -> None:
        method, path = request.split(" ")
        self.connection.request(method, path, body, {"content-type": "application/json"} if body else {})
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{request}: {answer.status} {content!r}")

    def cpu_seconds(self) -> float:
        """What the process has used so far."""
        # Linux makes the clock of a process so; Python has no clock_getcpuclockid(3), and /proc tells hundredths only.
        return time.clock_gettime((~self.process << 3) | 2)


def turns_of(servers: dict[str, Server], request: str, rounds: int, requests: int) -> dict[str, dict[str, list[float]]]:
    """The seconds on the clock and the CPU seconds of a request in each round, by server.

    The servers take turns, and another begins each round.
    """
    found: dict[str, dict[str, list[float]]] = {name: {"clock": [], "cpu": []} for name in servers}
    for number in range(rounds):
        for name, server in list(servers.items())[:: -1 if number % 2 else 1]:
            start, before = time.perf_counter(), server.cpu_seconds()
            for _ in range(requests):
                server.send(request, REQUESTS[request])
            found[name]["clock"].append((time.perf_counter() - start) / requests)
            found[name]["cpu"].append((server.cpu_seconds() - before) / requests)
    return found


def main(legacy: str, migrated: str, directory: str, rounds: str, requests: str) -> None:
    guard = SESSION / "guard"
    with ExitStack() as stack:
        stub = stack.enter_context(running_stub())
        servers = {}
        for name, tree in {"legacy": legacy, "migrated": migrated}.items():
            home = Path(directory) / f"server-{name}"
            home.mkdir()
            os.environ["PYTHONPATH"] = os.pathsep.join([str(guard), tree])
            base, process = stack.enter_context(running_server(home, written_configuration(home, {"port": 8321}), stub))
            servers[name] = Server(base, process)
        turns = {request: turns_of(servers, request, int(rounds), int(requests)) for request in REQUESTS}
    print(json.dumps(turns))


if __name__ == "__main__":
    main(*sys.argv[1:])
