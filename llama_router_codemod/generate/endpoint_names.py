"""The names that an endpoint gives its own parameters and variables, apart from those of the method."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from llama_router_codemod.model.operation import LocatedParameter, Location, Operation

FIELDS = frozenset({Location.BODY_FIELD, Location.QUERY_FIELD})


@dataclass(frozen=True)
class EndpointNames:
    """The request model, the query model, the service, the result of its call, and the utility that streams it."""

    request: str = "request"
    query: str = "query"
    service: str = "svc"
    result: str = "result"
    event_stream: str = "event_stream"

    def value(self, item: LocatedParameter) -> str:
        """The expression that has a parameter's value in the endpoint."""
        owner = {Location.BODY_FIELD: f"{self.request}.", Location.QUERY_FIELD: f"{self.query}."}
        return owner.get(item.location, "") + item.parameter.name


def endpoint_names(operation: Operation, event_stream: str = "event_stream", service: str = "svc") -> EndpointNames:
    """Names that no parameter of an operation has which the endpoint takes by itself; `event_stream` is what its module
    calls that utility, `service` what it calls the implementation."""
    taken = {item.parameter.name for item in operation.parameters if item.location not in FIELDS}
    usual = EndpointNames(event_stream=event_stream, service=service)
    return EndpointNames(*(_free(name, taken) for name in astuple(usual)))


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name
