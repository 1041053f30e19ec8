"""The session's steps for conversations, responses, completions, embeddings, moderation and agents."""

from __future__ import annotations

from typing import Any

from recording import Recorder, next_second

CHAT = "openai/chat-1"
EMBED = "openai/embed-1"
HELLO = [{"role": "user", "content": "hello"}]
TOOL = {
    "type": "function",
    "function": {"name": "lookup", "description": "Look up.", "parameters": {"type": "object", "properties": {}}},
}


def asking(text: str) -> list[dict[str, Any]]:
    return [{"role": "user", "content": text}]


def all_dialogues(record: Recorder, client: Any) -> None:
    """Every step, for a client of a server or of the library."""
    completions(record, client)
    conversations(record, client)
    responses(record, client)
    safety(record, client)
    agents(record, client)
    inspection(record, client)


def completions(record: Recorder, client: Any) -> None:
    step, chat = record.step, client.chat.completions
    first = step("chat: create", lambda: chat.create(model=CHAT, messages=HELLO, temperature=0.5, user="someone"))
    step("chat: create, tools", lambda: chat.create(
        model=CHAT, messages=asking("use the tool"), tools=[TOOL], tool_choice="auto", parallel_tool_calls=False
    ))  # fmt: skip
    step("chat: create, logprobs", lambda: chat.create(model=CHAT, messages=HELLO, logprobs=True, top_logprobs=1))
    step("chat: create, parts and an unknown field", lambda: chat.create(
        model=CHAT,
        messages=[
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": [{"type": "text", "text": "see"}]},
        ],
        response_format={"type": "json_object"},
        extra_body={"reasoning_effort": "low", "unknown": {"field": 1}},
    ))  # fmt: skip
    step("chat: create, tool choice without tools", lambda: chat.create(
        model=CHAT, messages=HELLO, tool_choice="auto"
    ))  # fmt: skip
    step("chat: create, unknown model", lambda: chat.create(model="none", messages=HELLO))
    step("chat: create, embedding model", lambda: chat.create(model=EMBED, messages=HELLO))
    step("chat: create, through the provider", lambda: chat.create(model="openai/elsewhere", messages=HELLO))
    for status in (400, 401, 404, 429, 500):
        text = f"please fail with {status}"
        step(f"chat: create, the provider fails with {status}", lambda: chat.create(model=CHAT, messages=asking(text)))  # noqa: B023
    step("chat: stream", lambda: list(chat.create(
        model=CHAT, messages=asking("say three words"), stream=True, stream_options={"include_usage": True}
    )))  # fmt: skip
    step("chat: stream, tools", lambda: list(
        chat.create(model=CHAT, messages=asking("use the tool"), tools=[TOOL], stream=True)
    ))  # fmt: skip
    step("chat: stream, unknown model", lambda: list(chat.create(model="none", messages=HELLO, stream=True)))
    step("chat: stream, the provider fails", lambda: list(
        chat.create(model=CHAT, messages=asking("please fail with 400"), stream=True)
    ))  # fmt: skip
    step("chat: stream that breaks", lambda: list(
        chat.create(model=CHAT, messages=asking("drop the connection"), stream=True)
    ))  # fmt: skip
    record.until(lambda: chat.list(limit=50), lambda page: len(list_of(page)) >= 7)
    step("chat: list, one", lambda: chat.list(limit=1, model="none"))
    step("chat: list, wrong order", lambda: chat.list(order="sideways"))
    step("chat: get", lambda: chat.retrieve(first.id))
    step("chat: get, unknown", lambda: chat.retrieve("none"))
    texts = client.completions
    step("completions: create", lambda: texts.create(model=CHAT, prompt="one", max_tokens=3, extra_body={"top_k": 2}))
    step("completions: create, unknown model", lambda: texts.create(model="none", prompt="one"))
    step("completions: stream", lambda: list(texts.create(model=CHAT, prompt="two", stream=True)))
    step("completions: stream, unknown model", lambda: list(texts.create(model="none", prompt="two", stream=True)))
    step("embeddings: create", lambda: client.embeddings.create(model=EMBED, input=["a", "b"]))
    step("embeddings: create, one text", lambda: client.embeddings.create(model=EMBED, input="a", user="someone"))
    step("embeddings: create, chat model", lambda: client.embeddings.create(model=CHAT, input="a"))


def list_of(page: Any) -> list[Any]:
    return list(getattr(page, "data", page) or [])


def conversations(record: Recorder, client: Any) -> None:
    step, talks = record.step, client.conversations
    message = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "hi"}]}
    talk = step("conversations: create", lambda: talks.create(items=[message], metadata={"topic": "greeting"}))
    step("conversations: create, nothing given", lambda: talks.create())
    step("conversations: get", lambda: talks.retrieve(talk.id))
    step("conversations: get, unknown", lambda: talks.retrieve("conv_none"))
    step("conversations: update", lambda: talks.update(talk.id, metadata={"topic": "parting"}))
    next_second()
    added = step("conversation items: add", lambda: talks.items.create(
        talk.id, items=[{**message, "content": f"number {n}"} for n in range(3)]
    ))  # fmt: skip
    options = {"after": "msg_none", "include": ["message.output_text.logprobs"], "limit": 2, "order": "asc"}
    step("conversation items: list", lambda: talks.items.list(talk.id, **options))
    step("conversation items: add many", lambda: talks.items.create(talk.id, items=[message] * 21))
    step("conversation items: add, wrong type", lambda: talks.items.create(talk.id, items=[{"type": "none"}]))
    step("conversation items: add, wrong conversation", lambda: talks.items.create("none", items=[message]))
    step("conversation items: get", lambda: talks.items.get(added.data[0].id, conversation_id=talk.id))
    step("conversation items: get, unknown", lambda: talks.items.get("msg_none", conversation_id=talk.id))
    step("conversations: delete", lambda: talks.delete(talk.id))
    step("conversations: delete again", lambda: talks.delete(talk.id))


def responses(record: Recorder, client: Any) -> None:
    step, replies = record.step, client.responses
    first = step("responses: create", lambda: replies.create(model=CHAT, input="hello", instructions="Be brief."))
    next_second()
    step("responses: create, list input", lambda: replies.create(
        model=CHAT,
        input=[{"role": "user", "content": [{"type": "input_text", "text": "parts"}]}],
        temperature=0.2,
        text={"format": {"type": "text"}},
        store=False,
        extra_body={"user": "someone", "truncation": "auto", "prompt": {"id": "pmpt_none"}},
    ))  # fmt: skip
    second = step("responses: create, continued", lambda: replies.create(
        model=CHAT, input="and then?", previous_response_id=first.id
    ))  # fmt: skip
    function = {"type": "function", "name": "lookup", "parameters": {"type": "object"}, "strict": False}
    step("responses: create, tools", lambda: replies.create(model=CHAT, input="use the tool", tools=[function]))
    talk = client.conversations.create()
    step("responses: create, conversation", lambda: replies.create(model=CHAT, input="hi", conversation=talk.id))
    step("responses: items of the conversation", lambda: client.conversations.items.list(
        talk.id, after="msg_none", include=[], limit=5, order="asc"
    ))  # fmt: skip
    step("responses: create, unknown model", lambda: replies.create(model="none", input="hello"))
    step("responses: create, unknown tool", lambda: replies.create(model=CHAT, input="x", tools=[{"type": "none"}]))
    step("responses: create, guarded", lambda: replies.create(
        model=CHAT, input="hello", extra_body={"guardrails": ["guard"]}
    ))  # fmt: skip
    step("responses: stream", lambda: list(replies.create(model=CHAT, input="say three words", stream=True)))
    step("responses: stream, tools", lambda: list(
        replies.create(model=CHAT, input="use the tool", tools=[function], stream=True)
    ))  # fmt: skip
    step("responses: stream, unknown model", lambda: list(replies.create(model="none", input="x", stream=True)))
    step("responses: stream, unknown previous", lambda: list(
        replies.create(model=CHAT, input="x", previous_response_id="resp_none", stream=True)
    ))  # fmt: skip
    step("responses: get", lambda: replies.retrieve(first.id))
    step("responses: get, unknown", lambda: replies.retrieve("resp_none"))
    step("responses: list, one", lambda: replies.list(limit=1, order="asc"))
    step("responses: list of a model", lambda: len(list_of(replies.list(model="none"))))
    step("responses: input items", lambda: replies.input_items.list(second.id, order="asc", limit=2))
    step("responses: input items, include", lambda: replies.input_items.list(
        second.id, include=["message.input_image.image_url"]
    ))  # fmt: skip
    step("responses: delete", lambda: replies.delete(second.id))
    step("responses: delete again", lambda: replies.delete(second.id))


def safety(record: Recorder, client: Any) -> None:
    step = record.step
    step("safety: run", lambda: client.safety.run_shield(shield_id="guard", messages=HELLO, params={}))
    step("safety: run, unknown", lambda: client.safety.run_shield(shield_id="none", messages=HELLO, params={}))
    step("moderations: create", lambda: client.moderations.create(input="hello", model=CHAT))
    step("moderations: create, list", lambda: client.moderations.create(input=["a", "b"], model=CHAT))
    step("moderations: create, unknown", lambda: client.moderations.create(input="hello", model="none"))


def agents(record: Recorder, client: Any) -> None:
    step, agents = record.step, client.alpha.agents
    config = {"model": CHAT, "instructions": "Be brief.", "enable_session_persistence": True}
    agent = step("agents: create", lambda: agents.create(agent_config=config))
    step("agents: get", lambda: agents.retrieve(agent.agent_id))
    step("agents: get, unknown", lambda: agents.retrieve("none"))
    step("agents: list", lambda: agents.list(start_index=0, limit=5))
    session = step("agent sessions: create", lambda: agents.session.create(agent.agent_id, session_name="first"))
    where = {"agent_id": agent.agent_id, "session_id": session.session_id}
    step("agent turns: stream", lambda: list(
        agents.turn.create(session.session_id, agent_id=agent.agent_id, messages=HELLO, stream=True)
    ))  # fmt: skip
    step("agent turns: no stream", lambda: agents.turn.create(
        session.session_id, agent_id=agent.agent_id, messages=HELLO
    ))  # fmt: skip
    step("agent turns: stream, unknown agent", lambda: list(
        agents.turn.create(session.session_id, agent_id="none", messages=HELLO, stream=True)
    ))  # fmt: skip
    found = step("agent sessions: get", lambda: agents.session.retrieve(**where))
    for turn in getattr(found, "turns", None) or []:
        step("agent turns: get", lambda: agents.turn.retrieve(turn.turn_id, **where))  # noqa: B023
        step("agent steps: get", lambda: agents.steps.retrieve(
            turn.steps[0].step_id, turn_id=turn.turn_id, **where  # noqa: B023
        ))  # fmt: skip
    step("agent sessions: list", lambda: agents.session.list(agent.agent_id))
    step("agent sessions: delete", lambda: agents.session.delete(**where))
    step("agents: delete", lambda: agents.delete(agent.agent_id))
    step("agents: delete again", lambda: agents.delete(agent.agent_id))


def inspection(record: Recorder, client: Any) -> None:
    step = record.step
    step("inspect: health", lambda: client.inspect.health())
    step("inspect: version", lambda: client.inspect.version())
    step("inspect: routes", lambda: client.routes.list())
    step("providers: list", lambda: client.providers.list())
    step("providers: get", lambda: client.providers.retrieve("faiss"))
    step("providers: get, unknown", lambda: client.providers.retrieve("none"))
    step("inference: rerank", lambda: client.alpha.inference.rerank(model=CHAT, query="a", items=["a", "b"]))
