"""A step of a series, made by hand for the tests of the reports."""

from __future__ import annotations

from pathlib import PurePosixPath

from llama_router_codemod.contract.served_verb import OtherVerbServedAsPost
from llama_router_codemod.migrate.migration import Migration, Part
from llama_router_codemod.migrate.series import SeriesStep, ServedRoute
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.tree.changeset import Changeset, FileChange

FINDING = Finding(Place(PurePosixPath("shop/apis/stock/stock.py"), 16, 5), OtherVerbServedAsPost("PUT", "/v1/stock"))
CHANGES = Changeset((FileChange(PurePosixPath("shop/apis/stock/service.py"), None, b"a\n"),))
STOCK = SeriesStep(
    Part.APIS,
    "stock",
    ("stock",),
    (ServedRoute("GET", "/v1/stock/{id}", "count"),),
    Migration(CHANGES, (FINDING,), (), 7),
)
