"""What the compliance check of a tree with routers of its own asks of a Protocol's methods."""

import subprocess
import sys

from whole_trees import migrated_tree

SCRIPT = """\
from port.core.resolver import missing_methods
from port.core.server.route_metadata import route_metadata
from port.services.quay import Quay
from port_api import Berths, Cranes, Tides

print([item.route for item in route_metadata(Berths.build_berth)], route_metadata(Tides.list_tides), route_metadata(3))
print(missing_methods(Quay(), Berths), missing_methods(Quay(), Cranes))
"""


def test_the_routes_of_a_method() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=migrated_tree("routed"), capture_output=True, text=True, check=False
    )
    assert done.stdout == "['/berths'] [] []\n[] ['move_crane']\n", done.stderr
