"""The player as the referee sees it: names that can be called, values that come back."""

from __future__ import annotations

import builtins
import contextlib
import os
import queue
import signal
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any

from mlinterview.grading.judge import wire

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_OUTPUT = 20_000
START_SECONDS = 30.0
"""For starting and for importing NumPy, which are not the learner's."""


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


class RemoteObject(Remote):
    """The same with operators, for questions that ask for a class.

    Comparing stays with identity, so that no object can claim to equal everything.
    """

    def __bool__(self) -> bool:
        """Ask it there; an object without an opinion is true."""
        return bool(self._player.truth(self._path))


def _forward(name: str) -> Callable[..., Any]:
    def method(self: Remote, *arguments: Any) -> Any:
        return self._player.call([*self._path, name], arguments, {})

    return method


for _operator in (
    "len", "getitem", "contains", "add", "radd", "sub", "rsub", "mul", "rmul", "truediv",
    "rtruediv", "pow", "rpow", "matmul", "rmatmul", "neg", "abs",
):  # fmt: skip
    setattr(RemoteObject, f"__{_operator}__", _forward(f"__{_operator}__"))


class Connection:
    """A running player, with the time that is left for it.

    Reading and writing have threads of their own: a pipe that the player does not serve must not
    keep the referee beyond the deadline, on any platform.

    ``operators`` work on objects only where the question asks for a class: what a function returns
    must not decide by its own arithmetic whether it is right.
    """

    def __init__(
        self,
        command: list[str],
        env: dict[str, str],
        folder: str,
        seconds: float,
        operators: bool = False,
    ) -> None:
        self._handle = RemoteObject if operators else Remote
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
        self._output = bytearray()
        self._requests = queue.SimpleQueue[bytes | None]()
        self._replies = queue.SimpleQueue[dict[str, Any] | wire.WireError | None]()
        self._number = 0
        self._awaited = 1  # it says that it is ready
        self._threads = [
            threading.Thread(target=work, daemon=True)
            for work in (self._collect, self._listen, self._speak)
        ]
        for thread in self._threads:
            thread.start()
        self._deadline = time.monotonic() + START_SECONDS
        try:
            self._receive()
        except PlayerGone as error:
            self.close()
            last = self.printed.strip().rpartition("\n")[2]
            raise PlayerGone(f"{error} {last}".strip()) from None
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
        return bool(self._ask(request).get("arguments") != request["arguments"])

    def get(self, path: list[Any]) -> Any:
        """Read an attribute there."""
        return self._value(self._ask({"do": "get", "path": path}))

    def truth(self, path: list[Any]) -> Any:
        """Ask whether something there is true."""
        return self._value(self._ask({"do": "truth", "path": path}))

    def close(self) -> None:
        """End the player and everything it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._requests.put(None)
        for thread in self._threads:
            thread.join(timeout=1)

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
        data = wire.packed({**request, "number": self._number + 1})
        self._number += 1
        self._awaited += 1
        self._requests.put(data)
        reply = self._receive()
        if reply.get("number") != self._number:
            raise _meddling()
        if "error" in reply:
            raise _exception(reply["error"])
        return reply

    def _value(self, reply: dict[str, Any]) -> Any:
        try:
            return wire.decode(reply.get("value"), lambda number, _: self._handle(self, [number]))
        except wire.WireError as error:
            raise _meddling(error) from None

    def _receive(self) -> dict[str, Any]:
        try:
            reply = self._replies.get(timeout=max(self._deadline - time.monotonic(), 0.0))
        except queue.Empty:
            raise PlayerGone(f"it did not finish within {self._seconds:g} s") from None
        if reply is None:
            raise self._gone()
        if isinstance(reply, wire.WireError):
            raise _meddling(reply)
        return reply

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

    # -- the threads ---------------------------------------------------------------------------

    def _collect(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as stream:
            while chunk := stream.read1(65536):  # type: ignore[attr-defined]
                # read on, or the player would block; keep the beginning
                self._output += chunk[: max(MOST_OUTPUT - len(self._output), 0)]

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:

            def read(count: int) -> bytes:
                data = stream.read(count)
                if len(data) < count:
                    raise EOFError
                return data

            try:
                while True:
                    reply = wire.receive(read)
                    if not isinstance(reply, dict) or not self._awaited:
                        raise wire.WireError("nobody asked for it")
                    self._awaited -= 1
                    self._replies.put(reply)
            except wire.WireError as error:
                self._replies.put(error)
            except MemoryError:
                self._replies.put(wire.WireError("a message is too large"))
            except (EOFError, OSError):
                self._replies.put(None)

    def _speak(self) -> None:
        assert self._process.stdin is not None
        # a player that is gone is noticed by whoever waits for its reply
        with contextlib.suppress(OSError), self._process.stdin as stream:
            while data := self._requests.get():
                stream.write(data)
                stream.flush()


def _meddling(error: wire.WireError | None = None) -> PlayerGone:
    reason = f" ({error})" if error else ""
    return PlayerGone(f"your program wrote to the channel of its results{reason}")


def _exception(error: Any) -> BaseException:
    if not isinstance(error, dict) or not all(
        isinstance(error.get(key), str) for key in ("type", "message", "place")
    ):
        return _meddling()
    message = f"{error['message']} ({error['place']})" if error["place"] else error["message"]
    known = getattr(builtins, error["type"], None)
    if isinstance(known, type) and issubclass(known, Exception) and known is not StopIteration:
        with contextlib.suppress(TypeError):
            return known(message)
    return RemoteError(f"{error['type']}: {message}")
