"""The modules that make the document, as they are written for a checkout."""

from pathlib import Path, PurePosixPath

from archive_documents import GENERATOR, archive

from llama_router_codemod.conventions.docs_generator import docs_generator
from llama_router_codemod.infra.document_modules import ENDPOINTS, WEBMETHODS, document_modules
from llama_router_codemod.infra.document_modules import GENERATOR as MODULE
from llama_router_codemod.infra.infrastructure import infrastructure
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout


def written(tree: Path, *names: str) -> dict[PurePosixPath, str]:
    symbols = Symbols(Checkout.open(tree))
    generator = docs_generator(symbols)
    assert generator is not None
    return document_modules(symbols, generator, infrastructure(symbols), names)


def test_what_is_published_is_written_out(tmp_path: Path) -> None:
    found = written(archive(tmp_path / "tree"), MODULE, ENDPOINTS)
    assert [path.as_posix() for path in found] == [
        f"{GENERATOR}/fastapi_generator.py",
        f"{GENERATOR}/router_endpoints.py",
    ]
    document, endpoints = found.values()
    for line in (
        'TAGS: dict[str, str] = {"Maps": "Maps (Soon)"}',
        'STREAMS: tuple[str, ...] = ("StreamChunk", )',
        "\"400\": (\"BadRequest400\", \"The request is not understood\", {'status': 400, 'detail': 'No such page'})",
        'home = Path(__file__).parent.parent / "supplementary"',
        "def write_html(",
        "from archive.apis.datatypes import Error",
    ):
        assert line in document
    assert 'LEVELS: tuple[str, ...] = ("v1", "v1alpha", )' in endpoints
    assert "from archive.apis.routers import get_all_routers" in endpoints
    assert "from archive.schema_utils import ExtraBodyField" in endpoints
    assert "capabilities" not in document + endpoints


def test_what_is_not_published_is_left_out(tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    generator, program = tree / GENERATOR / "pyopenapi/generator.py", tree / GENERATOR / "generate.py"
    text = generator.read_text(encoding="utf-8")
    for old in ("stability_order", "base_path", "x-llama-stack-extra-body-params"):
        text = text.replace(old, "other")
    generator.write_text(text, encoding="utf-8")
    program.write_text(program.read_text(encoding="utf-8").replace("write_html", "write"), encoding="utf-8")
    document, endpoints, webmethods = written(tree, MODULE, ENDPOINTS, WEBMETHODS).values()
    for word in ("stability_filter", "supplement", "extra_body", "write_html", "LEVELS", "ExtraBodyField"):
        assert word not in document + endpoints + webmethods
    assert "return (self.route.name,)" in endpoints
