"""The learner's process: loads the answer, then does what the referee asks, until it is told to end."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

from mlinterview.grading.judge import confinement, wire

FILE = "answer.py"


class Player:
    """Holds the learner's names and the objects that they returned."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {"__name__": "answer", "__file__": FILE}
        self._kept: list[Any] = []

    def load(self, code: str) -> None:
        """Run the learner's program."""
        import linecache

        # so that tracebacks show the learner's lines
        linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
        exec(compile(code, FILE, "exec"), self._names)  # noqa: S102 - that is what it is for

    def do(self, request: dict[str, Any]) -> dict[str, Any]:
        """Call or read something and return the result, or what went wrong."""
        try:
            match request["do"]:
                case "load":
                    self.load(request["code"])
                    return {"value": None}
                case "call":
                    arguments = wire.decode(request["arguments"], self._thing)
                    keywords = wire.decode(request["keywords"], self._thing)
                    value = self._find(request["path"])(*arguments, **keywords)
                    reply = {"value": wire.encode(value, self._keep)}
                    if request.get("echo"):
                        reply["arguments"] = wire.encode(arguments, self._keep)
                    return reply
                case "truth":
                    return {"value": bool(self._find(request["path"]))}
                case _:
                    return {"value": wire.encode(self._find(request["path"]), self._keep)}
        except BaseException as error:
            return {"error": _describe(error)}

    def _find(self, path: list[Any]) -> Any:
        start, *attributes = path
        if isinstance(start, int):
            found = self._kept[start]
        elif start in self._names:
            found = self._names[start]
        else:
            raise NameError(f"your program defines no {start!r}")
        for attribute in attributes:
            found = getattr(found, attribute)
        return found

    def _keep(self, value: Any) -> int:
        self._kept.append(value)
        return len(self._kept) - 1

    def _thing(self, number: int, _: str) -> Any:
        return self._kept[number]


def _describe(error: BaseException) -> dict[str, str]:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == FILE]
    if isinstance(error, SyntaxError) and error.filename == FILE:
        place = f"line {error.lineno}"
    else:
        place = f"line {own[-1].lineno}: {own[-1].line}" if own else ""
    try:
        message = str(error)[:2000]
    except Exception:
        message = "its message cannot be read"
    # the standard class that it stands on, so that a test for ValueError sees its subclasses too
    standard = next(c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
    kind = type(error).__name__
    if kind != standard:
        message = f"{kind}: {message}"
    return {"type": standard, "message": message, "place": place}


def main() -> None:
    """Speak with the referee over the first two streams; what the learner prints goes to the third."""
    folder, seconds = sys.argv[1], float(sys.argv[2])
    os.chdir(folder)
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    confinement.die_with_parent()
    import contextlib

    with contextlib.suppress(ImportError):
        # loaded before the door is shut; also, its import should not count as the learner's time
        import numpy as np
        import numpy.random

        _ = np.random.default_rng
    confinement.limit_resources(seconds)
    confinement.refuse_the_rest(folder)
    player = Player()

    def read(count: int) -> bytes:
        data = requests.read(count)
        if len(data) < count:
            raise EOFError
        return data

    def send(message: dict[str, Any]) -> None:
        replies.write(wire.packed(message))
        replies.flush()

    send({"ready": True})
    while True:
        try:
            request = wire.receive(read)
        except EOFError:
            return
        reply = player.do(request)
        with contextlib.suppress(Exception):  # the learner may have closed or replaced it
            sys.stdout.flush()
        try:
            send({**reply, "number": request["number"]})
        except wire.WireError as error:
            send({"error": _describe(error), "number": request["number"]})


if __name__ == "__main__":
    main()
