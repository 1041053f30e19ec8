"""Looks at one tree, in the tree's own interpreter, and writes a record of what it serves.

    python -m llama_router_codemod.verify.probe OPTIONS.json

The options are a message (messages/options.py); each line of the output is one too (messages/progress.py).
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import sys
from pathlib import Path

from llama_router_codemod.verify.messages.message_file import read_message, write_message
from llama_router_codemod.verify.messages.options import ProbeOptions
from llama_router_codemod.verify.messages.progress import IMPORTED, Progress, progress_line
from llama_router_codemod.verify.probe.bytecode import keep_bytecode
from llama_router_codemod.verify.probe.run import run
from llama_router_codemod.verify.probe.unseen_texts import leave_out_unseen_texts


def report(progress: Progress) -> None:
    """Print an event, past whatever the server makes of the standard output."""
    print(progress_line(progress), file=sys.__stdout__, flush=True)


def main(options_file: str) -> None:
    """Record the tree that the options in a file name."""
    options = read_message(ProbeOptions, Path(options_file))
    logging.disable(logging.CRITICAL)
    # The exception handler of a tree prints a traceback for every refused request.
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        asyncio.run(_record(options))


async def _record(options: ProbeOptions) -> None:
    """Write the record; asyncio makes a text of what its main task returns, so this returns nothing."""

    def reached(progress: Progress) -> None:
        if progress == IMPORTED:
            keep_bytecode(options.bytecode)
        report(progress)

    write_message(options.record, await run(options, reached))


if __name__ == "__main__":
    gc.disable()  # what is imported and built stays; see run.py for the requests
    leave_out_unseen_texts()
    main(*sys.argv[1:])
    os._exit(0)  # without what the server's modules left for the end, as threads and connections
