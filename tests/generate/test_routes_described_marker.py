import pytest

from llama_router_codemod.generate.routes import described_marker


@pytest.mark.parametrize(
    ("annotation", "marker", "expected"),
    [
        pytest.param("str", "", "str", id="no marker"),
        pytest.param("Annotated[str, Depends(f)]", "Depends", "Annotated[str, Depends(f)]", id="dependency"),
        pytest.param("Annotated[str, Body]", "Body", "Annotated[str, Body(description='T(')]", id="no call"),
        pytest.param("Annotated[str, Body()]", "Body", "Annotated[str, Body(description='T(')]", id="empty call"),
        pytest.param(
            "Annotated[str, Form(..., alias=f(x))]",
            "Form",
            "Annotated[str, Form(..., alias=f(x), description='T(')]",
            id="nested parentheses",
        ),
        pytest.param(
            "Annotated[str, Form(alias='a)b')]",
            "Form",
            "Annotated[str, Form(alias='a)b', description='T(')]",
            id="parentheses in a string",
        ),
        pytest.param(
            "Annotated[str, Form(alias='description=')]",
            "Form",
            "Annotated[str, Form(alias='description=', description='T(')]",
            id="the word in a string",
        ),
        pytest.param(
            "Annotated[str, Form(description='Own')]", "Form", "Annotated[str, Form(description='Own')]", id="has one"
        ),
        pytest.param("Annotated[str, Form(**OPTIONS)]", "Form", "Annotated[str, Form(**OPTIONS)]", id="may have one"),
        pytest.param(
            "Annotated[str, 'Form()', fastapi.Form()]",
            "Form",
            "Annotated[str, 'Form()', fastapi.Form(description='T(')]",
            id="dotted, behind a string",
        ),
        pytest.param(
            "Annotated[str, MyForm(), Form()]",
            "Form",
            "Annotated[str, MyForm(), Form(description='T(')]",
            id="behind a longer name",
        ),
    ],
)
def test_described_marker(annotation: str, marker: str, expected: str) -> None:
    assert described_marker(annotation, marker, "T(") == expected
    assert described_marker(annotation, marker, None) == annotation


def test_each_parameter_has_its_own_description() -> None:
    annotation = "Annotated[UploadFile, File()]"
    assert described_marker(annotation, "File", "One.") == "Annotated[UploadFile, File(description='One.')]"
    assert described_marker(annotation, "File", "Two.") == "Annotated[UploadFile, File(description='Two.')]"
