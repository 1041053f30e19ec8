"""A migrated router in an application of one's own: its service comes from the state, or from an override."""

import json
import subprocess
import sys

from whole_trees import migrated_tree

STACK = migrated_tree("stack")
SCRIPT = """
import asyncio, json
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from mini_stack.apis.datatypes import Api
from mini_stack.apis.prompts.models import ListPromptsResponse
from mini_stack.apis.prompts.routes import get_prompts_service, router
from mini_stack.core.server.routers import include_routers

class Prompts:
    def __init__(self, name):
        self.name = name
    def __getattr__(self, method):
        return self.list_prompts
    async def list_prompts(self):
        asked.append(self.name)
        return ListPromptsResponse(data=[])

async def ask(app):
    async with AsyncClient(transport=ASGITransport(app), base_url="http://app") as client:
        return (await client.get("/v1/prompts")).status_code

asked = []
app = FastAPI()
include_routers(app, Api.prompts, Prompts("the server's"), [router])
answers = [asyncio.run(ask(app))]
app.dependency_overrides[get_prompts_service] = lambda: Prompts("the test's")
answers.append(asyncio.run(ask(app)))
print(json.dumps([answers, asked]))
"""


def test_service_can_be_overridden() -> None:
    environment = {"PYTHONPATH": str(STACK), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, cwd=STACK, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[200, 200], ["the server's", "the test's"]]
