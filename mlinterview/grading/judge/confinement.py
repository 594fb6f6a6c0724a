"""Take away from the player what an answer to a question never needs.

Two layers, neither of which replaces bubblewrap: limits of the operating system, and an audit hook
that refuses files, processes, signals and sockets. The hook stops accidents and simple hostility of
Python programs; it is no wall against native code.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

MEMORY = 2_000_000_000
FILE_SIZE = 10_000_000

_REFUSED = (
    "os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.kill",
    "os.killpg", "os.chmod", "os.chown", "os.chflags", "os.link", "os.symlink", "os.mkfifo",
    "os.mknod", "os.setxattr", "os.removexattr", "os.startfile", "subprocess.", "pty.", "socket.",
    "ctypes.", "resource.", "syslog.", "ftplib.", "smtplib.", "http.", "urllib.", "webbrowser.",
    "winreg.", "_winapi.", "msvcrt.", "signal.pthread_kill", "fcntl.", "shutil.", "sqlite3.",
    "mmap.", "cpython.run_", "code.__new__", "gc.get_", "sys._current", "sys.settrace",
    "sys.setprofile", "pathlib.",
)  # fmt: skip
_IN_OWN_FOLDER = (
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.utime", "os.chdir",
    "os.listdir", "os.scandir", "os.walk", "os.fwalk", "glob.glob", "tempfile.",
)  # fmt: skip
_NO_IMPORT = frozenset({
    "_posixsubprocess", "_ctypes", "ctypes", "cffi", "_cffi_backend", "_winapi", "multiprocessing",
    "subprocess", "socket", "_socket", "pty", "signal", "resource", "_testcapi",
    "_testinternalcapi", "_xxsubinterpreters", "_interpreters",
})  # fmt: skip


def limit_resources(seconds: float) -> None:
    """Set limits on processor time, memory, files and processes, where the platform has them."""
    try:
        import resource
    except ImportError:
        return
    cpu = int(seconds) + 2
    wanted = {
        "RLIMIT_CPU": cpu,
        "RLIMIT_AS": MEMORY,
        "RLIMIT_DATA": MEMORY,
        "RLIMIT_FSIZE": FILE_SIZE,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_NPROC": 128,
        "RLIMIT_CORE": 0,
    }
    for name, value in wanted.items():
        number = getattr(resource, name, None)
        if number is not None:
            with contextlib.suppress(ValueError, OSError):
                _, hard = resource.getrlimit(number)
                limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
                resource.setrlimit(number, (limit, limit))


def die_with_parent() -> None:
    """Ask Linux to kill this process when the referee ends."""
    if sys.platform == "linux":
        import ctypes
        import signal

        set_parent_death_signal = 1
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(set_parent_death_signal, int(signal.SIGKILL))


def refuse_the_rest(folder: str) -> None:
    """From now on refuse what reaches outside ``folder``; cannot be taken back in this process."""
    own = os.path.realpath(folder)
    readable = tuple({
        own, *(os.path.realpath(path) for path in (sys.prefix, sys.base_prefix, sys.exec_prefix)),
        *(os.path.realpath(path) for path in sys.path if path),
        "/usr/lib", "/usr/share/zoneinfo", "/lib", "/dev/null", "/dev/urandom", "/dev/random",
    })  # fmt: skip
    realpath, fsdecode, separator = os.path.realpath, os.fsdecode, os.sep
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    def inside(path: Any, allowed: tuple[str, ...]) -> bool:
        if isinstance(path, int) or path is None:
            return True
        real = realpath(fsdecode(path))
        return any(real == place or real.startswith(place + separator) for place in allowed)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = (*arguments, None, None)[:3]
            writes = bool(flags and flags & writing) or any(c in (mode or "") for c in "wxa+")
            if not inside(path, (own,) if writes else readable):
                raise PermissionError(
                    f"files outside the program's own folder are off limits: {path}"
                )
        elif event == "import":
            if arguments[0].partition(".")[0] in _NO_IMPORT:
                raise ImportError(f"{arguments[0]} is not available to answers")
        elif event.startswith(_IN_OWN_FOLDER):
            paths = [a for a in arguments if isinstance(a, (str, bytes, os.PathLike))]
            if not all(inside(path, (own,)) for path in paths):
                raise PermissionError(f"{event} outside the program's own folder is off limits")
        elif event.startswith(_REFUSED):
            raise PermissionError(f"{event} is not available to answers")

    sys.addaudithook(hook)
