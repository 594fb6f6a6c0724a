"""Take away from the player what an answer to a question never needs.

Two layers, neither of which replaces bubblewrap: limits of the operating system, and an audit hook
that refuses files, processes, signals and sockets. The hook stops accidents and simple hostility of
Python programs; it is no wall against native code.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib.util
import os
import stat
import sys
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MEMORY = 2_000_000_000
FILE_SIZE = 10_000_000

_REFUSED = (
    "os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.kill",
    "os.killpg", "os.chmod", "os.chown", "os.chflags", "os.link", "os.symlink", "os.mkfifo",
    "os.mknod", "os.setxattr", "os.removexattr", "os.startfile", "subprocess.", "pty.", "socket.",
    "ctypes.", "resource.", "syslog.", "ftplib.", "smtplib.", "http.", "urllib.", "webbrowser.",
    "winreg.", "_winapi.", "msvcrt.", "signal.pthread_kill", "fcntl.", "sqlite3.",
    "mmap.", "cpython.run_", "code.__new__", "gc.get_", "os.getxattr", "os.listxattr",
    "sys._current", "sys.settrace", "sys.setprofile",
)  # fmt: skip
_CHANGES = (
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.utime", "os.chdir",
)  # fmt: skip
"""Allowed in the program's own folder."""
_LISTS = ("os.listdir", "os.scandir")
"""Allowed wherever files may be read: imports list folders."""
_NO_IMPORT = frozenset({
    "_posixsubprocess", "_posixshmem", "_ctypes", "ctypes", "cffi", "_cffi_backend", "_winapi",
    "multiprocessing", "subprocess", "socket", "_socket", "pty", "resource", "_testcapi",
    "_testinternalcapi", "_xxsubinterpreters", "_interpreters",
})  # fmt: skip
_NO_SECOND_IMPORT = frozenset({"posix", "nt", "_signal", "sys", "builtins"})
"""Loaded long ago; a fresh copy would bring back what is taken out of them."""
_UNHEARD = (
    "pidfd_open", "pidfd_send_signal", "setpriority", "sched_setaffinity", "sched_setparam",
    "sched_setscheduler", "mkfifo", "mknod", "unshare", "setns", "chroot",
)  # fmt: skip
"""Reach other processes or files, and tell no audit hook."""


def limit_resources(seconds: float) -> None:
    """Set limits on processor time, memory, files and processes, where the platform has them."""
    limit_memory()
    _limit({
        "RLIMIT_CPU": int(seconds) + 2,
        "RLIMIT_FSIZE": FILE_SIZE,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_NPROC": 128,
        "RLIMIT_CORE": 0,
    })  # fmt: skip


def limit_memory() -> None:
    """Set a limit on memory, where the platform has one."""
    _limit({"RLIMIT_AS": MEMORY, "RLIMIT_DATA": MEMORY})


def _limit(wanted: dict[str, int]) -> None:
    try:
        import resource
    except ImportError:
        return
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
    for name in _NO_IMPORT:
        sys.modules[name] = None  # type: ignore[assignment]
    unheard = set()
    for module in (os, *(sys.modules.get(name) for name in ("posix", "nt", "signal", "_signal"))):
        for name in _UNHEARD:
            if hasattr(module, name):
                unheard.add(getattr(module, name))
                delattr(module, name)
    for supported in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
        supported.difference_update(unheard)
    sys.addaudithook(_hook(folder))


def _hook(folder: str) -> Callable[[str, tuple[Any, ...]], None]:
    """Return an audit hook; it uses nothing that a program could replace afterwards."""
    realpath = _private_realpath()
    own = realpath(folder)
    readable = tuple({
        own, *(realpath(path) for path in (sys.prefix, sys.base_prefix, sys.exec_prefix)),
        *(realpath(path) for path in sys.path if path),
        "/usr/lib", "/usr/share/zoneinfo", "/lib", "/dev/null", "/dev/urandom", "/dev/random",
    })  # fmt: skip
    refused, changes, lists, separator = _REFUSED, _CHANGES, _LISTS, os.sep
    no_import = _NO_IMPORT | _NO_SECOND_IMPORT
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    kind, text, binary, number, nothing, several = type, str, bytes, int, type(None), tuple
    denied, not_importable, not_there = PermissionError, ImportError, OSError
    status, is_folder = os.stat, stat.S_ISDIR

    def inside(path: Any, allowed: tuple[str, ...]) -> bool:
        if kind(path) is binary:
            path = path.decode("utf-8", "surrogateescape")
        if kind(path) is not text:
            # numbers are files that are open; an object could name another file when asked again
            return kind(path) is number or kind(path) is nothing
        if not path.startswith(separator) and ".." in path.split(separator):
            # relative to which folder, the event does not tell
            return False
        real = realpath(path)
        for place in allowed:  # noqa: SIM110 - any() could be replaced
            if real == place or real.startswith(place + separator):
                return True
        return False

    def opens_folder(path: Any) -> bool:
        try:
            return (kind(path) is text or kind(path) is binary) and is_folder(status(path).st_mode)
        except not_there:
            return False

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        # no method of an argument is called unless its type is known: it could be the program's
        if event == "open":
            path, mode, flags = (*arguments, None, None)[:3]
            writes = kind(flags) is not number or flags & writing != 0
            for letter in "wxa+":
                writes = writes or (kind(mode) is text and letter in mode)
            # an open folder elsewhere would be a way round: what is relative to it looks like ours
            if not inside(path, (own,) if writes or opens_folder(path) else readable):
                name = path if kind(path) is text else ""
                raise denied(f"files outside the program's own folder are off limits: {name}")
        elif event == "import":
            name = arguments[0]
            if kind(name) is not text or name.partition(".")[0] in no_import:
                shown = name if kind(name) is text else "this module"
                raise not_importable(f"{shown} is not available to answers")
        elif event.startswith(changes + lists):
            allowed = readable if event.startswith(lists) else (own,)
            for path in arguments:
                if kind(path) is not several and not inside(path, allowed):
                    raise denied(f"{event} outside the program's own folder is off limits")
        elif event.startswith(refused):
            raise denied(f"{event} is not available to answers")

    return hook


def _private_realpath() -> Callable[[str], str]:
    """Return ``os.path.realpath`` of a copy of its module, with copies of what that uses."""
    spec = importlib.util.find_spec(os.path.__name__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    vars(module)["__builtins__"] = dict(vars(builtins))
    spec.loader.exec_module(module)
    for name, value in list(vars(module).items()):
        if isinstance(value, types.ModuleType):
            vars(module)[name] = types.SimpleNamespace(**vars(value))
    found: Callable[[str], str] = module.realpath
    return found
