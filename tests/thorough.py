"""Whether what takes long is tested, too: more releases, more states of migration, more requests. `.ci/run --all` asks
for it."""

import os

THOROUGH = bool(os.environ.get("LRC_THOROUGH"))
