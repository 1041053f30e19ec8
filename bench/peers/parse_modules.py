"""The least that a tool on LibCST can do: parse every module below the current directory, in one process."""

from pathlib import Path

import libcst

for path in sorted(Path().rglob("*.py")):
    libcst.parse_module(path.read_bytes())
