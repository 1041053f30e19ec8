import pytest

from llama_router_codemod.contract.service_name import service_name


@pytest.mark.parametrize(
    ("protocol", "expected"),
    [
        ("Batches", "BatchService"),
        ("Models", "ModelService"),
        ("Files", "FileService"),
        ("Boxes", "BoxService"),
        ("Classes", "ClassService"),
        ("Policies", "PolicyService"),
        ("ToolGroups", "ToolGroupService"),
        ("ScoringFunctions", "ScoringFunctionService"),
        ("Databases", "DatabaseService"),
        ("Caches", "CacheService"),
        ("Branches", "BranchService"),
        ("Coaches", "CoachService"),
        ("Dishes", "DishService"),
        ("Safety", "SafetyService"),
        ("VectorIO", "VectorIOService"),
        ("Access", "AccessService"),
        ("Status", "StatusService"),
        ("Analysis", "AnalysisService"),
        ("Inference", "InferenceService"),
        ("BatchService", "BatchService"),
    ],
)
def test_service_name(protocol: str, expected: str) -> None:
    assert service_name(protocol) == expected
