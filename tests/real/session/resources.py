"""The session's steps for what is registered: models, shields, datasets, scoring, benchmarks, evaluation, tools."""

from __future__ import annotations

from typing import Any

from recording import Recorder

CHAT = "openai/chat-1"
ROWS = [{"input_query": f"{n}+{n}?", "expected_answer": str(2 * n), "generated_answer": "4"} for n in range(1, 8)]
CANDIDATE = {"type": "model", "model": CHAT, "sampling_params": {"strategy": {"type": "greedy"}, "max_tokens": 5}}


def all_resources(record: Recorder, client: Any, stub: str, slash: str = "/") -> None:
    """Every step, for a client of a server or of the library. `slash` stands in the ids that the session chooses."""
    models_and_shields(record, client, slash)
    datasets(record, client, slash)
    scoring(record, client, slash)
    evaluation(record, client)
    tools(record, client, stub, slash)


def ids_with_slashes(record: Recorder, client: Any) -> None:
    """A call of each kind, for the library client."""
    step, data = record.step, client.beta.datasets if hasattr(client, "beta") else client.datasets
    step("get a model, id with a slash", lambda: client.models.retrieve("openai/chat-1"))
    step("get a model, unknown id with slashes", lambda: client.models.retrieve("no/such/model"))
    step("get a dataset, id with a slash", lambda: data.retrieve("team/configured"))
    step("dataset's rows, id with a slash", lambda: data.iterrows("team/configured", limit=1))
    step("delete a shield, id with a slash", lambda: client.shields.delete("team/none"))


def models_and_shields(record: Recorder, client: Any, slash: str) -> None:
    step, made, guard = record.step, f"team{slash}chat", f"team{slash}guard"
    step("models: list", lambda: client.models.list())
    step("models: list, OpenAI", lambda: client.models.openai.list())
    if slash == "/":
        step("models: unregister, listed by the provider", lambda: client.models.unregister("openai/chat-2"))
    step("models: register", lambda: client.models.register(
        model_id=made, provider_id="openai", provider_model_id="chat-2", metadata={"made": {"by": ["session"]}}
    ))  # fmt: skip
    step("models: get", lambda: client.models.retrieve("openai/chat-2" if slash == "/" else made))
    step("models: get, unknown", lambda: client.models.retrieve(f"no{slash}such{slash}model"))
    step("models: register, unknown provider", lambda: client.models.register(model_id="a", provider_id="none"))
    step("models: register, unavailable", lambda: client.models.register(model_id="b", provider_id="openai"))
    step("models: unregister", lambda: client.models.unregister(made))
    step("models: unregister again", lambda: client.models.unregister(made))
    step("shields: list", lambda: client.shields.list())
    step("shields: register", lambda: client.shields.register(
        shield_id=guard, provider_id="llama-guard", provider_shield_id=CHAT, params={"strict": True}
    ))  # fmt: skip
    step("shields: get", lambda: client.shields.retrieve(guard))
    step("shields: get, unknown", lambda: client.shields.retrieve("none"))
    step("shields: delete", lambda: client.shields.delete(guard))
    step("shields: delete again", lambda: client.shields.delete(guard))


def datasets(record: Recorder, client: Any, slash: str) -> None:
    step, data, name, unknown = record.step, client.datasets, f"team{slash}numbers", f"team{slash}none"
    if not hasattr(data, "register"):
        data = client.beta.datasets
    rows = {"type": "rows", "rows": ROWS}
    step("datasets: register", lambda: data.register(
        purpose="eval/question-answer", source=rows, dataset_id=name, metadata={"size": 7}
    ))  # fmt: skip
    step("datasets: register, generated id", lambda: data.register(purpose="eval/messages-answer", source=rows))
    csv = {"type": "uri", "uri": "data:text/csv;base64,YSxiCjEsMgozLDQK"}
    step("datasets: register, from URI", lambda: data.register(
        purpose="post-training/messages", source=csv, dataset_id="from-uri"
    ))  # fmt: skip
    step("datasets: list", lambda: data.list())
    step("datasets: get", lambda: data.retrieve(name))
    step("datasets: get, unknown", lambda: data.retrieve(unknown))
    step("datasets: rows", lambda: data.iterrows(name))
    step("datasets: a page of rows", lambda: data.iterrows(name, start_index=2, limit=3))
    step("datasets: the last page", lambda: data.iterrows(name, start_index=6, limit=3))
    step("datasets: rows from URI", lambda: data.iterrows("from-uri"))
    step("datasets: rows, unknown", lambda: data.iterrows(unknown))
    step("datasets: append rows", lambda: data.appendrows(name, rows=[{"input_query": "9"}]))
    step("datasets: append rows, unknown", lambda: data.appendrows(unknown, rows=[{}]))
    step("datasets: unregister", lambda: data.unregister("from-uri"))
    step("datasets: unregister again", lambda: data.unregister("from-uri"))


def scoring(record: Recorder, client: Any, slash: str) -> None:
    step, functions = record.step, client.scoring_functions
    step("scoring functions: list", lambda: functions.list())
    step("scoring functions: get", lambda: functions.retrieve("basic::equality"))
    step("scoring functions: get, unknown", lambda: functions.retrieve(f"basic{slash}none"))
    step("scoring functions: register", lambda: functions.register(
        scoring_fn_id=f"team{slash}equal",
        description="equal",
        return_type={"type": "number"},
        provider_id="basic",
        provider_scoring_fn_id="equality",
        params={"type": "basic", "aggregation_functions": ["accuracy"]},
    ))  # fmt: skip
    step("scoring functions: get, registered", lambda: functions.retrieve(f"team{slash}equal"))
    wanted = {"basic::equality": None, "basic::subset_of": {"type": "basic", "aggregation_functions": ["accuracy"]}}
    step("scoring: score", lambda: client.scoring.score(input_rows=ROWS[:3], scoring_functions=wanted))
    step("scoring: score, nothing", lambda: client.scoring.score(input_rows=[], scoring_functions={}))
    step("scoring: score, unknown function", lambda: client.scoring.score(
        input_rows=ROWS[:1], scoring_functions={"none": None}
    ))  # fmt: skip
    step("scoring: score batch", lambda: client.scoring.score_batch(
        dataset_id=f"team{slash}numbers", save_results_dataset=False, scoring_functions=wanted
    ))  # fmt: skip


def evaluation(record: Recorder, client: Any) -> None:
    step = record.step
    benchmarks = client.benchmarks if hasattr(client, "benchmarks") else client.alpha.benchmarks
    evaluate, jobs = client.alpha.eval, client.alpha.eval.jobs
    step("benchmarks: list", lambda: benchmarks.list())
    step("benchmarks: register", lambda: benchmarks.register(
        benchmark_id="made", dataset_id="team/configured", scoring_functions=["basic::equality"], metadata={"a": 1}
    ))  # fmt: skip
    step("benchmarks: get", lambda: benchmarks.retrieve("made"))
    step("benchmarks: get, unknown", lambda: benchmarks.retrieve("none"))
    step("eval: run", lambda: evaluate.run_eval(
        "configured-benchmark", benchmark_config={"eval_candidate": CANDIDATE, "num_examples": 2, "scoring_params": {}}
    ))  # fmt: skip
    step("eval: run, unknown benchmark", lambda: evaluate.run_eval(
        "none", benchmark_config={"eval_candidate": CANDIDATE, "scoring_params": {}}
    ))  # fmt: skip
    step("eval: rows", lambda: evaluate.evaluate_rows(
        "configured-benchmark",
        benchmark_config={"eval_candidate": CANDIDATE, "scoring_params": {}},
        input_rows=[{"chat_completion_input": '[{"role": "user", "content": "x"}]', "expected_answer": "y"}],
        scoring_functions=["basic::equality"],
    ))  # fmt: skip
    step("eval: job status", lambda: jobs.status("0", benchmark_id="configured-benchmark"))
    step("eval: job status, unknown", lambda: jobs.status("77", benchmark_id="configured-benchmark"))
    step("eval: job result", lambda: jobs.retrieve("0", benchmark_id="configured-benchmark"))
    step("eval: job cancel", lambda: jobs.cancel("0", benchmark_id="configured-benchmark"))


def tools(record: Recorder, client: Any, stub: str, slash: str) -> None:
    step, groups, name = record.step, client.toolgroups, f"mcp::team{slash}tools"
    step("toolgroups: list", lambda: groups.list())
    step("toolgroups: register", lambda: groups.register(
        provider_id="model-context-protocol",
        toolgroup_id=name,
        args={"limit": 3},
        mcp_endpoint={"uri": f"{stub}/mcp"},
    ))  # fmt: skip
    step("toolgroups: get", lambda: groups.get(name))
    step("toolgroups: get, unknown", lambda: groups.get("none"))
    step("tools: list", lambda: client.tools.list())
    step("tools: list of a group", lambda: client.tools.list(toolgroup_id="mcp::configured"))
    step("tools: list of an unknown group", lambda: client.tools.list(toolgroup_id="none"))
    step("tools: get", lambda: client.tools.get("reverse"))
    step("tools: get, unknown", lambda: client.tools.get(f"no{slash}such"))
    runtime = client.tool_runtime
    step("tool runtime: list", lambda: runtime.list_tools(tool_group_id="mcp::configured"))
    step("tool runtime: list, nothing asked", lambda: runtime.list_tools())
    step("tool runtime: invoke", lambda: runtime.invoke_tool(tool_name="reverse", kwargs={"text": "abc"}))
    step("tool runtime: invoke, the tool fails", lambda: runtime.invoke_tool(tool_name="fail", kwargs={"text": "a"}))
    step("tool runtime: invoke, unknown", lambda: runtime.invoke_tool(tool_name="none", kwargs={}))
    step("toolgroups: unregister", lambda: groups.unregister(name))
    step("toolgroups: unregister again", lambda: groups.unregister(name))
