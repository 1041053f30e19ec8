"""The console script, also as `python -m llama_router_codemod`: the command line without a search for garbage."""

import gc
import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    # `python -m` looks for modules first where it is called, which may be in a checkout: nothing of that is to run.
    del sys.path[0]

# Modules and syntax trees live until the end of the run: looking for garbage among them took a seventh of its time. So
# it does while modules are imported.
gc.disable()

from llama_router_codemod.cli import main  # noqa: E402


def run() -> None:
    """Run the command line, see `cli.main`."""
    try:
        main()
    finally:
        # Python looks for garbage once more at its end, though all of it is given back with the process.
        gc.freeze()


if __name__ == "__main__":
    run()
