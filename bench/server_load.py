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
        """What the process has used so far, from /proc."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def best_of(servers: dict[str, Server], request: str, rounds: int, requests: int) -> dict[str, dict[str, float]]:
    """The highest rate and the lowest CPU time of a request, of each server; their rounds alternate."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in servers}
    for _ in range(rounds):
        for name, server in servers.items():
            start, before = time.perf_counter(), server.cpu_seconds()
            for _ in range(requests):
                server.send(request, REQUESTS[request])
            taken = time.perf_counter() - start
            found[name].append((requests / taken, (server.cpu_seconds() - before) / requests))
    return {
        name: {"rate": max(rate for rate, _ in results), "cpu": min(cpu for _, cpu in results)}
        for name, results in found.items()
    }


def main(legacy: str, migrated: str, directory: str, rounds: str, requests: str) -> None:
    guard = SESSION / "guard"
    with ExitStack() as stack:
        stub = stack.enter_context(running_stub())
        servers = {}
        for name, tree in {"legacy": legacy, "migrated": migrated}.items():
            home = Path(directory) / f"server-{name}"
            home.mkdir()
            os.environ |= {
                "PYTHONPATH": os.pathsep.join([str(guard), tree]),
                "PYTHONPYCACHEPREFIX": str(Path(directory) / "compiled"),
            }
            base, process = stack.enter_context(running_server(home, written_configuration(home, {"port": 8321}), stub))
            servers[name] = Server(base, process)
        best = {request: best_of(servers, request, int(rounds), int(requests)) for request in REQUESTS}
    print(json.dumps(best))


if __name__ == "__main__":
    main(*sys.argv[1:])
