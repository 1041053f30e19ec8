"""The wrong edits of the migrated fixture that `verify` must catch, one at a time."""

from sabotaged_answers import ANSWERS, RESPONSES
from sabotaged_models import PROTOCOLS, REQUESTS
from sabotaged_parameters import CALLS, PARAMETERS
from sabotaged_routes import TABLE, TEXTS
from sabotaged_server import SHARED, STREAMS

MUTATIONS = [*PARAMETERS, *CALLS, *TABLE, *TEXTS, *ANSWERS, *REQUESTS, *RESPONSES, *PROTOCOLS, *SHARED, *STREAMS]
