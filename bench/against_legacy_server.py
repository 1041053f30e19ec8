"""Does the migrated server answer as many requests a second as the legacy server?

    python bench/against_legacy_server.py

Starts the server of llama-stack 0.3.5 twice, from the release and from its migrated copy, and sends both the same
requests in turns: a cheap GET and a small POST, one after the other on one connection. The release and its environment
are those of the tests. Printed are requests per second on the clock and the CPU time that the server's process took for
one request; the CPU time decides, since it depends less on what else the machine does. The turns are short and many,
and compared with their neighbours: what a processor does in a second changes by a third with what runs beside. Exit 1
if the migrated server takes more than the legacy one, beyond what two runs of one server differ in.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from llama_stack_release import PROJECT, release_interpreter, release_tree
from migrated_copy import copied_tree, migrate
from release_env import compile_tree

# The legacy server beside itself gave 0.97 to 1.02 in twelve comparisons on a busy machine.
LARGEST_RATIO = 1.06


def measured(rounds: int, requests: int) -> dict[str, dict[str, dict[str, list[float]]]]:
    """What `server_load.py` measured, by request and by tree."""
    release, python = release_tree(), release_interpreter()
    with tempfile.TemporaryDirectory() as directory:
        migrated = copied_tree(release, Path(directory) / "migrated")
        done = migrate(migrated)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        for tree in (release, migrated):
            compile_tree(python, tree / "llama_stack")
        script = PROJECT / "bench" / "server_load.py"
        command = [str(python), str(script), str(release), str(migrated), directory, str(rounds), str(requests)]
        return dict(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=60, help="turns that each server takes")
    parser.add_argument("--requests", type=int, default=25, help="of each kind in a round")
    options = parser.parse_args()
    slower = False
    for request, trees in measured(options.rounds, options.requests).items():
        print(f"{request}, {options.rounds} rounds of {options.requests}")
        for tree, turns in trees.items():
            clock, cpu = (statistics.median(turns[kind]) for kind in ("clock", "cpu"))
            print(f"  {tree:8} {1 / clock:7.0f} requests/s, {cpu * 1000:6.3f} ms of CPU time each")
        pairs = zip(trees["migrated"]["cpu"], trees["legacy"]["cpu"], strict=True)
        ratio = statistics.median(migrated / legacy for migrated, legacy in pairs)
        print(f"  ratio of CPU time {ratio:.3f}, at most {LARGEST_RATIO}")
        slower |= ratio > LARGEST_RATIO
    return int(slower)


if __name__ == "__main__":
    sys.exit(main())
