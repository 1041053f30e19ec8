from llama_router_codemod.model.errors import InputError


def test_what_is_wrong_stands_above_what_to_do() -> None:
    assert str(InputError("a.py: not UTF-8", "Save it as UTF-8.")) == "a.py: not UTF-8\nSave it as UTF-8."
