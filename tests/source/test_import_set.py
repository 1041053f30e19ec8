from llama_router_codemod.source.import_set import Import, ImportSet


def test_nothing() -> None:
    assert ImportSet("pkg.apis.agents").render() == ""


def test_render() -> None:
    imports = ImportSet("pkg.apis.agents")
    imports.add("typing", "Any")
    imports.add("typing", "Annotated")
    imports.add("typing", "Any")
    imports.add("typing", "Any", "Whatever")
    imports.add("pkg.apis.agents.models", "Agent")
    imports.add("pkg.apis.agents.parts.wheels", "Wheel")
    imports.add("pkg.apis.agents", "name")
    imports.add("pkg.apis.agentship", "Ship")
    imports.add_module("xml.dom")
    imports.add_module("datetime", "dates")
    assert imports.render() == (
        "import datetime as dates\n"
        "import xml.dom\n"
        "from .models import Agent\n"
        "from pkg.apis.agents import name\n"
        "from pkg.apis.agents.parts.wheels import Wheel\n"
        "from pkg.apis.agentship import Ship\n"
        "from typing import Annotated, Any, Any as Whatever\n"
    )


def test_update_leaves_out_what_is_bound_anyway() -> None:
    imports, other = ImportSet("pkg"), ImportSet("pkg")
    imports.add("a", "b")
    for name in ("b", "c", "d"):
        other.add("a", name)
    other.add("e", "c")
    other.add_module("f.g")
    other.add_module("h", "i")
    imports.update(other, without={"c", "f"})
    assert imports.render() == "import h as i\nfrom a import b, d\n"


def test_include_nothing() -> None:
    imports = ImportSet("pkg")
    imports.include([])
    assert imports.render() == ""


def test_include() -> None:
    imports = ImportSet("pkg")
    imports.include([Import("a", "b"), Import("a", "b", "b"), Import("a", "c", "d"), Import("pkg.e", "f")])
    imports.include({Import("x.y", None), Import("z", None, "w")})
    assert imports.render() == "import x.y\nimport z as w\nfrom .e import f\nfrom a import b, c as d\n"


def test_one_name_from_several_modules() -> None:
    imports = ImportSet("shop")
    imports.include([Import("shop.web", "Body"), Import("fastapi", "Body"), Import("shop.web", "Shelf")])
    imports.include([Import("other", "Body")])
    assert imports.render() == "from .web import Shelf\nfrom fastapi import Body\n"


def test_one_name_under_several() -> None:
    imports = ImportSet("shop")
    imports.include([Import("fastapi", "Body", "FastBody"), Import("shop.web", "Body"), Import("other", "Body", "Far")])
    assert (
        imports.render()
        == "from .web import Body\nfrom fastapi import Body as FastBody\nfrom other import Body as Far\n"
    )
