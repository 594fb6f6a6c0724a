"""Tell network filesystems, on which SQLite's write-ahead log is unsafe.

WAL keeps its index in shared memory, which several machines cannot share (sqlite.org/wal.html).
JupyterHub homes are often on NFS.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "afs",
        "ncpfs",
        "9p",
        "ceph",
        "glusterfs",
        "fuse.glusterfs",
        "lustre",
        "gpfs",
        "beegfs",
        "fuse.sshfs",
        "fuse.s3fs",
        "fuse.gcsfuse",
        "fuse.rclone",
        "fuse.ceph",
        "fuse.juicefs",
        "fuse.davfs",
        "davfs",
        "afpfs",
        "webdav",
    ]
)


def wal_is_safe(folder: Path) -> bool:
    """Tell whether WAL may be used there.

    ``MLINTERVIEW_JOURNAL`` (``wal`` or ``delete``) overrides the detection.
    """
    forced = os.environ.get("MLINTERVIEW_JOURNAL", "").lower()
    if forced in ("wal", "delete"):
        return forced == "wal"
    return not is_network(folder)


def is_network(folder: Path) -> bool:
    """Tell whether a folder is on a network filesystem, as far as the platform says."""
    platform: str = sys.platform
    if platform == "linux":
        try:
            mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        except OSError:
            return False
        return filesystem_type(str(folder.resolve()), mounts) in _NETWORK
    if platform == "win32":
        import ctypes

        drive = folder.resolve().drive
        remote = 4
        return drive.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == remote  # type: ignore[attr-defined]
        )
    if platform == "darwin":
        import subprocess

        listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
        return _mac_type(str(folder.resolve()), listing.stdout) in _NETWORK
    return False


def filesystem_type(path: str, mountinfo: str) -> str:
    """Return the type of the filesystem that holds ``path``, from Linux's mountinfo text."""
    best, found = -1, ""
    for line in mountinfo.splitlines():
        left, separator, right = line.partition(" - ")
        fields = left.split()
        if not separator or len(fields) < 5:
            continue
        # blanks are written \040
        mount = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
        inside = mount in ("/", path) or path.startswith(mount + "/")
        if inside and len(mount) >= best:
            best, found = len(mount), right.split()[0]
    return found


def _mac_type(path: str, listing: str) -> str:
    best, found = -1, ""
    for line in listing.splitlines():
        _, _, rest = line.partition(" on ")
        mount, _, options = rest.rpartition(" (")
        inside = mount in ("/", path) or path.startswith(mount + "/")
        if inside and len(mount) > best:
            best, found = len(mount), options.split(",")[0].rstrip(")")
    return found
