"""Evaluate the Python of a deck that nobody trusts: in a worker process with a subset of the language.

The worker is pydantic-monty's: no files, no network, no imports but a few harmless modules, no
classes of the host, limits on time and memory; docs/decisions/evaluating-decks.md says what was tried.
"""

from __future__ import annotations

import atexit
import threading
import time
from typing import TYPE_CHECKING, Any

from mlinterview.errors import MLInterviewError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_monty import Monty

SECONDS = 2.0
MEMORY = 32_000_000


class SandboxError(MLInterviewError):
    """The code failed, or was stopped at a limit.

    Attributes:
        kind: name of the exception inside, such as ``ZeroDivisionError``.
        snippet: which of the snippets failed, from 0.
        line: line in it, from 1; 0 if unknown.
    """

    def __init__(self, message: str, kind: str, snippet: int, line: int = 0) -> None:
        super().__init__(message)
        self.kind, self.snippet, self.line = kind, snippet, line


class _Worker:
    """One worker for the process, started when it is first needed."""

    pool: Monty | None = None
    lock = threading.Lock()


def evaluate(snippets: Sequence[str], inputs: Mapping[str, Any]) -> list[Any]:
    """Run snippets one after the other in a fresh session; return each one's last expression.

    Raises:
        SandboxError: one failed, wanted too much memory, or all together too much time.
    """
    import pydantic_monty as monty

    limits: monty.ResourceLimits = {
        "max_feed_duration_secs": SECONDS,
        "max_memory": MEMORY,
        "max_recursion_depth": 200,
        "max_total_sleep_secs": 0.0,
        "max_suspensions": 10,
    }
    values: list[Any] = []
    with _Worker.lock:
        try:
            with _pool().checkout(limits=limits) as session:
                deadline = time.monotonic() + SECONDS
                for number, snippet in enumerate(snippets):
                    if time.monotonic() > deadline:
                        raise SandboxError("it takes too long", "TimeoutError", number)
                    values.append(
                        session.feed_run(
                            snippet,
                            inputs=dict(inputs) if number == 0 else None,
                            print_callback=monty.CollectString(max_bytes=10_000),
                        )
                    )
        except (monty.MontyRuntimeError, monty.MontySyntaxError) as error:
            frames = error.traceback()
            # the innermost frame may be a function of an earlier snippet
            own = [frame.line for frame in frames if frame.filename == frames[0].filename]
            raise _failure(error, len(values), own[-1] if own else 0) from None
        except monty.MontyError as error:
            raise _failure(error, len(values)) from None
    return values


def _pool() -> Monty:
    if _Worker.pool is None:
        import pydantic_monty

        try:
            pool = pydantic_monty.Monty(request_timeout=10 * SECONDS)
            pool.__enter__()
        except OSError as error:
            raise MLInterviewError(
                f"the sandbox for numeric questions cannot be started ({error}): "
                "reinstall it with `pip install --force-reinstall pydantic-monty-runtime`"
            ) from error
        atexit.register(_stop)
        _Worker.pool = pool
    return _Worker.pool


def _stop() -> None:
    if _Worker.pool is not None:
        _Worker.pool.__exit__(None, None, None)
        _Worker.pool = None


def _failure(error: Any, snippet: int, line: int = 0) -> SandboxError:
    inner = error.exception()
    return SandboxError(" ".join(str(inner).split())[:300], type(inner).__name__, snippet, line)
