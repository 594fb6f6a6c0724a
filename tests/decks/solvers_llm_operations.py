"""Answers to the numeric questions on LLM engineering and operations, by other means."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def exact(value: float) -> Fraction:
    """Read a drawn decimal as the fraction that its digits say."""
    return Fraction(str(value))


def decode_throughput(v: Mapping[str, Any]) -> float:
    """Count the bytes that a step reads, and how many steps fit into a second."""
    weights = v["params"] * 10**9 * Fraction(v["bits"], 8)
    caches = sum(exact(v["cache"]) * 10**9 for _ in range(v["n"]))
    steps_per_second = v["bandwidth"] * 10**9 / (weights + caches)
    return float(steps_per_second * v["n"])


def speculative_tokens(v: Mapping[str, Any]) -> float:
    """Average over the place of the first rejection."""
    alpha, proposals = exact(v["alpha"]), v["gamma"]
    mean = sum((i + 1) * alpha**i * (1 - alpha) for i in range(proposals))
    return float(mean + (proposals + 1) * alpha**proposals)


def majority_vote(v: Mapping[str, Any]) -> float:
    """Go through all triples of answers and share out the ties."""
    chances = {name: exact(v[name]) for name in ("p", "q", "r")}
    total = Fraction(0)
    for triple in itertools.product(chances, repeat=3):
        most = max(triple.count(name) for name in triple)
        winners = {name for name in triple if triple.count(name) == most}
        if "p" in winners:
            total += math.prod(chances[name] for name in triple) / len(winners)
    return float(100 * total)


def chunks(v: Mapping[str, Any]) -> float:
    """Cut chunk by chunk until the document is covered."""
    start, count = 0, 1
    while start + v["size"] < v["tokens"]:
        start += v["size"] - v["overlap"]
        count += 1
    return count


def lsh_candidate(v: Mapping[str, Any]) -> float:
    """Let one table after the other give the vector another chance."""
    agree = math.prod(1 - Fraction(v["angle"], 180) for _ in range(v["bits"]))
    found = Fraction(0)
    for _ in range(v["tables"]):
        found += (1 - found) * agree
    return float(100 * found)


def ivf_pq_memory(v: Mapping[str, Any]) -> float:
    """Let NumPy count the bytes of a record and of a centroid."""
    record = np.dtype([("code", np.uint8, (v["m"],)), ("id", np.int64)]).itemsize
    centroid = np.zeros(v["d"], dtype=np.float32).nbytes
    return float((record * v["millions"] * 10**6 + centroid * v["cells"]) / 10**9)


def pass_at_k(v: Mapping[str, Any]) -> float:
    """Ask the hypergeometric distribution for at least one passing sample."""
    miss = Fraction(1)
    for i in range(v["k"]):
        miss *= Fraction(v["n"] - v["c"] - i, v["n"] - i)
    by_scipy = stats.hypergeom.sf(0, v["n"], v["c"], v["k"])
    assert math.isclose(by_scipy, 1 - miss, rel_tol=1e-9)
    return float(1 - miss)


def agent_chain(v: Mapping[str, Any]) -> float:
    """Add up the attempts at which a step may succeed, and multiply over the steps."""
    p = exact(v["p"])
    step = sum(p * (1 - p) ** attempt for attempt in range(v["tries"]))
    return float(100 * math.prod(step for _ in range(v["n"])))


def queue_response(v: Mapping[str, Any]) -> float:
    """Add up the stationary distribution of the queue, and apply Little's law."""
    load = v["rate"] * v["service"] / 1000
    inside = np.arange(5000)
    length = float(np.sum(inside * (1 - load) * load**inside))
    return 1000 * length / v["rate"]


def ring_time(v: Mapping[str, Any]) -> float:
    """Count what one worker sends in both rounds of the ring."""
    piece = Fraction(v["params"] * 10**6 * v["width"], v["gpus"])
    sent = sum(piece for _round in range(2) for _ in range(v["gpus"] - 1))
    return float(1000 * sent / (exact(v["speed"]) * 10**9))


def sharded_memory(v: Mapping[str, Any]) -> float:
    """Add up what a GPU holds of each of the three kinds of state."""
    bytes_of = {"optimiser": 12, "gradients": 2, "weights": 2}
    divided = list(bytes_of)[: v["stage"]]
    held = sum(
        Fraction(size, v["gpus"] if name in divided else 1) for name, size in bytes_of.items()
    )
    return float(held * exact(v["params"]))


def pipeline_bubble(v: Mapping[str, Any]) -> float:
    """Draw the schedule of the forward pass and count the empty cells."""
    micro, stages = v["micro"], v["stages"]
    busy = np.zeros((stages, micro + stages - 1), dtype=bool)
    for stage in range(stages):
        for number in range(micro):
            busy[stage, stage + number] = True
    assert busy[0, 0]
    assert busy[-1, -1]
    return float(100 * (~busy).mean())


def laplace_noise(v: Mapping[str, Any]) -> float:
    """Compare the extreme neighbouring data sets, and ask SciPy for the deviation."""
    lower = np.full(v["n"], float(v["low"]))
    upper = lower.copy()
    upper[0] = v["high"]
    return float(stats.laplace(scale=(upper.mean() - lower.mean()) / v["eps"]).std())


def log_storage(v: Mapping[str, Any]) -> float:
    """Multiply whole rows and bytes."""
    rows = v["users"] * 10**6 * v["requests"] * v["shown"] * Fraction(v["share"], 100)
    return float(rows * v["bytes"] * v["days"] * v["copies"] / 10**12)


def affordable_items(v: Mapping[str, Any]) -> float:
    """Add batches as long as the next one still fits."""
    spent = v["network"] + v["retrieval"] + v["lag"] + v["reserve"]
    items = 0
    while spent + v["per_batch"] <= v["budget"]:
        spent += v["per_batch"]
        items += v["batch"]
    return items


def review_staff(v: Mapping[str, Any]) -> float:
    """Count flagged posts exactly, and add reviewers until all are checked."""
    rotten = v["posts"] * exact(v["bad"]) / 100
    flagged = rotten * Fraction(v["recall"], 100)
    flagged += (v["posts"] - rotten) * exact(v["false"]) / 100
    people = 0
    while people * v["pace"] < flagged:
        people += 1
    return people


def sampled_bid(v: Mapping[str, Any]) -> float:
    """Bring back the non-clicks that were left out, by Bayes' rule on counts."""
    clicks = exact(v["p"])
    others = (1 - exact(v["p"])) * Fraction(100, v["keep"])
    return float(1000 * exact(v["value"]) * clicks / (clicks + others))


def chat_tokens(v: Mapping[str, Any]) -> float:
    """Play the chat turn by turn."""
    history, sent = v["system"], 0
    for _ in range(v["turns"]):
        history += v["user"]
        sent += history
        history += v["reply"]
    return sent


SOLVERS: dict[str, Callable[[Mapping[str, Any]], float]] = {
    "neural-nets/decode-throughput-from-bandwidth": decode_throughput,
    "neural-nets/speculative-decoding-expected-tokens": speculative_tokens,
    "neural-nets/self-consistency-majority-vote": majority_vote,
    "neural-nets/rag-chunks-with-overlap": chunks,
    "neural-nets/lsh-candidate-probability": lsh_candidate,
    "neural-nets/ivf-pq-index-memory": ivf_pq_memory,
    "neural-nets/pass-at-k-estimate": pass_at_k,
    "neural-nets/agent-chain-with-retries": agent_chain,
    "mlops/mlops-queue-response-time": queue_response,
    "mlops/mlops-ring-all-reduce-time": ring_time,
    "mlops/mlops-zero-memory-per-gpu": sharded_memory,
    "mlops/mlops-pipeline-bubble": pipeline_bubble,
    "mlops/mlops-laplace-noise-mean": laplace_noise,
    "mlops/mlops-impression-log-storage": log_storage,
    "mlops/mlops-latency-budget-by-stage": affordable_items,
    "mlops/mlops-review-queue-staff": review_staff,
    "mlops/mlops-bid-from-sampled-model": sampled_bid,
    "mlops/llm-chat-input-tokens": chat_tokens,
}
"""From a question's full id to the function that solves a variant from its drawn values."""
