from textwrap import dedent

from llama_router_codemod.rewrite.server.register_factories import Factory, register_factories

BEFORE = dedent(
    """\
    from lab_api import tides

    # All of them.
    _ROUTER_FACTORIES: dict[str, Any] = {
        "tides": tides.fastapi_routes.create_router,  # the first
    }
    """
)


def test_one_entry_for_each_api() -> None:
    found = register_factories(
        BEFORE,
        [
            Factory("moon", "lab_api.moons", "fastapi_routes.create_router"),
            Factory("stars", "sky_api.stars", "fastapi_routes.create_stars_router"),
        ],
    )
    assert found == dedent(
        """\
        from lab_api import tides, moons
        from sky_api import stars

        # All of them.
        _ROUTER_FACTORIES: dict[str, Any] = {
            "tides": tides.fastapi_routes.create_router,  # the first
            "moon": moons.fastapi_routes.create_router,
            "stars": stars.fastapi_routes.create_stars_router,
        }
        """
    )


def test_a_plain_assignment() -> None:
    found = register_factories("_ROUTER_FACTORIES = {}\n", [Factory("moon", "api.moons", "r.create_router")])
    assert "from api import moons\n" in found
    assert '"moon": moons.r.create_router' in found


def test_nothing_to_register() -> None:
    assert register_factories(BEFORE, []) == BEFORE
