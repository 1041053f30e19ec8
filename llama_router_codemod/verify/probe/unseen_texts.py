"""Texts that a server makes for those who watch it: nobody sees them here, and to make them takes long.

The exception handler of llama-stack prints a traceback for each refused request, and its endpoints lay out each body
for a line of the log.
"""

from __future__ import annotations

import importlib
import traceback
from contextlib import suppress
from typing import Any

_PLACE_OF_FILE = 4


def leave_out_unseen_texts() -> None:
    """From now on tracebacks are printed to named files only, and what rich would lay out is its `repr`."""
    print_exception = traceback.print_exception

    def print_to_file(*args: Any, **options: Any) -> None:
        if options.get("file") is not None or len(args) > _PLACE_OF_FILE:
            print_exception(*args, **options)

    traceback.print_exception = print_to_file
    with suppress(ImportError):  # then the server has none, either
        pretty: Any = importlib.import_module("rich.pretty")
        pretty.pretty_repr = lambda value, **options: repr(value)
