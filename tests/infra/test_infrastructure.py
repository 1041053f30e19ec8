from pathlib import Path, PurePosixPath

import pytest
from trees import SERVER, tree

from llama_router_codemod.infra.infrastructure import fill_template, infrastructure


@pytest.mark.parametrize(
    ("template", "conditions", "filled"),
    [
        pytest.param("a\n", set(), "a\n", id="plain"),
        pytest.param("import $a.b as ${a}c\n", set(), "import X.b as Xc\n", id="names"),
        pytest.param("#if one\na\n#end\nb\n", set(), "b\n", id="does not apply"),
        pytest.param("#if one\na\n#end\nb\n", {"one"}, "a\nb\n", id="applies"),
        pytest.param("#if one\na\n#else\nb\n#end\n", set(), "b\n", id="else"),
        pytest.param("#if one\na\n#else\nb\n#end\n", {"one"}, "a\n", id="not else"),
        pytest.param("#if one\na\n#if two\nb\n#end\nc\n#end\nd\n", {"one"}, "a\nc\nd\n", id="nested"),
        pytest.param("#if one\na\n#if two\nb\n#else\nc\n#end\n#end\nd\n", {"two"}, "d\n", id="nested, outer left out"),
        pytest.param("    # a comment\n# if so\n", set(), "    # a comment\n# if so\n", id="comments stay"),
    ],
)
def test_fill_template(template: str, conditions: set[str], filled: str) -> None:
    assert fill_template(template, frozenset(conditions), {"a": "X"}) == filled


def test_a_name_without_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill_template("$b\n", frozenset(), {"a": "X"})


def test_a_tree_without_server(tmp_path: Path) -> None:
    found = infrastructure(tree(tmp_path, {}))
    assert list(map(str, found.sources)) == [
        "pkg/apis/router_utils.py",
        "pkg/apis/routers.py",
        "pkg/apis/request_model.py",
    ]
    assert found.modules.router_utils == "pkg.apis.router_utils"
    assert found.modules.registry == "pkg.apis.routers"
    assert found.modules.datatypes == "pkg.apis.datatypes"
    assert found.request_model == "pkg.apis.request_model"
    assert found.refusals == ()


def test_beside_the_server_and_in_common(tmp_path: Path) -> None:
    files = {
        **SERVER,
        "pkg/apis/common/errors.py": "",
        "pkg/apis/datatypes.py": "# Copyright\n# All of us\n\nclass Api(Enum): ...\n",
    }
    found = infrastructure(tree(tmp_path, files))
    assert list(map(str, found.sources)) == [
        "pkg/core/server/router_utils.py",
        "pkg/core/server/routers.py",
        "pkg/apis/common/request_model.py",
    ]
    assert all(source.startswith('# Copyright\n# All of us\n\n"""') for source in found.sources.values())


def test_what_an_earlier_run_wrote_stays(tmp_path: Path) -> None:
    first = infrastructure(tree(tmp_path, {}))
    written = {str(path): f"{source}\nedited = True\n" for path, source in first.sources.items()}
    found = infrastructure(tree(tmp_path, written))
    assert (found.sources, found.refusals) == ({}, ())


def test_a_file_of_someone_else_is_refused(tmp_path: Path) -> None:
    found = infrastructure(tree(tmp_path, {"pkg/apis/routers.py": "x = 1\n"}))
    assert [(item.code, item.place.path) for item in found.refusals] == [
        ("LRC904", PurePosixPath("pkg/apis/routers.py"))
    ]
