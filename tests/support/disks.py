"""Folders that cannot be written, and disks that are full."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _mount(*arguments: str) -> bool:
    # the superuser may write everywhere but on a filesystem that is mounted read-only
    command = ["mount", *arguments]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _is_superuser() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder, and what is in it, unwritable for a while."""
    if _is_superuser():
        if not _mount("--bind", str(folder), str(folder)):
            pytest.skip("the superuser may write everywhere, and may not mount here")
        try:
            assert _mount("-o", "remount,bind,ro", str(folder))
            yield
        finally:
            subprocess.run(["umount", str(folder)], check=True)
        return
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    try:
        for path in reversed(paths):
            path.chmod(modes[path] & ~0o222)
        yield
    finally:
        for path in paths:
            path.chmod(modes[path])


@contextmanager
def tiny_disk(folder: Path, size: str) -> Iterator[None]:
    """Put a small filesystem at a folder for a while; only the superuser can."""
    if not _is_superuser() or not _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)):
        pytest.skip("mounting a small filesystem is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)
