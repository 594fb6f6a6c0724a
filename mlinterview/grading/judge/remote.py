"""The player as the referee sees it: names that can be called, values that come back."""

from __future__ import annotations

import builtins
import contextlib
import os
import selectors
import signal
import subprocess
import threading
import time
from typing import Any

from mlinterview.grading.judge import wire

MOST_OUTPUT = 20_000


class PlayerGone(BaseException):
    """The player ended, or was ended at a limit; no test may catch this."""


class RemoteError(Exception):
    """An exception of the learner's code that is no standard one."""


class Remote:
    """Something in the player: a function, a class, an object of the learner's."""

    def __init__(self, player: Connection, path: list[Any]) -> None:
        self._player, self._path = player, path

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Call it there."""
        return self._player.call(self._path, arguments, keywords)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._player.get([*self._path, name])

    def __repr__(self) -> str:
        return f"<{self._path[0]}>"


class Connection:
    """A running player, with the time that is left for it."""

    def __init__(
        self, command: list[str], env: dict[str, str], folder: str, seconds: float
    ) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=env,
            cwd=folder,
            start_new_session=True,
        )
        self._seconds = seconds
        self._number = 0
        self._output = bytearray()
        self._reader = threading.Thread(target=self._collect, daemon=True)
        self._reader.start()
        self._deadline = (
            time.monotonic() + 30.0
        )  # starting and importing NumPy are not the learner's
        self._receive()
        self._deadline = time.monotonic() + seconds

    @property
    def printed(self) -> str:
        """What the learner's program printed, as far as it is kept."""
        return self._output.decode(errors="replace")

    def load(self, code: str) -> None:
        """Run the learner's program."""
        self._ask({"do": "load", "code": code})

    def call(self, path: list[Any], arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """Call something there and return what it returns."""
        reply = self._ask(self._call_request(path, arguments, keywords))
        return self._value(reply)

    def changes(self, path: list[Any], arguments: tuple[Any, ...]) -> bool:
        """Call something there and tell whether its arguments are changed afterwards."""
        request = {**self._call_request(path, arguments, {}), "echo": True}
        return bool(self._ask(request)["arguments"] != request["arguments"])

    def get(self, path: list[Any]) -> Any:
        """Read an attribute there."""
        return self._value(self._ask({"do": "get", "path": path}))

    def close(self) -> None:
        """End the player and everything it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        self._reader.join(timeout=1)

    def _call_request(
        self, path: list[Any], arguments: tuple[Any, ...], keywords: dict[str, Any]
    ) -> dict[str, Any]:
        def known(value: Any) -> int:
            if isinstance(value, Remote) and isinstance(value._path[0], int):  # noqa: SLF001
                return value._path[0]  # noqa: SLF001
            raise wire.WireError(f"a {type(value).__name__} cannot be passed to an answer")

        return {
            "do": "call",
            "path": path,
            "arguments": wire.encode(list(arguments), known),
            "keywords": wire.encode(keywords, known),
        }

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        try:
            assert self._process.stdin is not None
            wire.send(self._process.stdin, {**request, "number": self._number})
        except (BrokenPipeError, OSError):
            raise self._gone() from None
        reply = self._receive()
        if reply.get("number") != self._number:
            raise PlayerGone("your program wrote to the channel of its results")
        if "error" in reply:
            raise _exception(reply["error"])
        return reply

    def _value(self, reply: dict[str, Any]) -> Any:
        return wire.decode(reply["value"], lambda number, _: Remote(self, [number]))

    def _receive(self) -> dict[str, Any]:
        try:
            reply = wire.receive(self._read)
        except wire.WireError as error:
            raise PlayerGone(
                f"your program wrote to the channel of its results ({error})"
            ) from None
        if not isinstance(reply, dict):
            raise PlayerGone("your program wrote to the channel of its results")
        return reply

    def _read(self, count: int) -> bytes:
        assert self._process.stdout is not None
        data = b""
        descriptor = self._process.stdout.fileno()
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            while len(data) < count:
                left = self._deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise PlayerGone(f"it did not finish within {self._seconds:g} s")
                chunk = os.read(descriptor, min(count - len(data), 1 << 20))
                if not chunk:
                    raise self._gone()
                data += chunk
        return data

    def _gone(self) -> PlayerGone:
        try:
            code = self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return PlayerGone("your program closed the channel of its results")
        if code < 0 or code > 128:
            number = -code if code < 0 else code - 128
            name = {9: "killed", 24: "out of processor time", 11: "crashed", 6: "aborted"}
            return PlayerGone(f"your program was stopped ({name.get(number, f'signal {number}')})")
        return PlayerGone(f"your program ended itself (exit code {code})")

    def _collect(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as stream:
            while chunk := stream.read1(65536):  # type: ignore[attr-defined]
                # read on, or the player would block; keep the beginning
                self._output += chunk[: max(MOST_OUTPUT - len(self._output), 0)]


def _exception(error: dict[str, str]) -> Exception:
    message = f"{error['message']} ({error['place']})" if error.get("place") else error["message"]
    known = getattr(builtins, error["type"], None)
    if isinstance(known, type) and issubclass(known, Exception) and known is not StopIteration:
        with contextlib.suppress(TypeError):
            return known(message)
    return RemoteError(f"{error['type']}: {message}")
