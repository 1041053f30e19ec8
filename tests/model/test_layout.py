from llama_router_codemod.model.layout import FACTORY_FILES, OWN_FILES


def test_the_files_of_a_package() -> None:
    assert OWN_FILES.stems == ("service", "models", "routes")
    assert FACTORY_FILES.stems == ("api", "models", "fastapi_routes")
