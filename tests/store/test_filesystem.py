"""Where the write-ahead log is safe, and what happens where it is not."""

import sys
from pathlib import Path

import pytest
from support.decks import write_deck
from support.stores import pragma
from support.studying import answer, opened

from mlinterview.locations import Home
from mlinterview.store import filesystem
from mlinterview.store.database import Database

MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
25 22 0:23 / /proc rw,nosuid - proc proc rw
60 22 0:50 / /home rw,relatime shared:30 - nfs4 server:/export/home rw,vers=4.2
61 60 254:1 / /home/local rw,relatime - xfs /dev/vdb1 rw
62 22 0:51 / /mnt/two\\040words rw - cifs //server/share rw
63 22 0:52 / /mnt/Bücher rw - fuse.sshfs me@server:/ rw
64 22 0:53 / /auto rw - autofs systemd-1 rw
65 64 0:54 / /auto rw - nfs server:/auto rw
66 22 0:55 / /homework rw - btrfs /dev/vdc rw
nonsense
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "ext4"),
        ("/etc/hosts", "ext4"),
        ("/home", "nfs4"),
        ("/home/me/.local/share/mlinterview", "nfs4"),
        ("/home/local/me", "xfs"),
        ("/homework/me", "btrfs"),
        ("/home2/me", "ext4"),
        ("/mnt/two words/me", "cifs"),
        ("/mnt/Bücher/me", "fuse.sshfs"),
        ("/auto/me", "nfs"),
    ],
)
def test_innermost_mount_decides(path: str, kind: str) -> None:
    assert filesystem.filesystem_type(path, MOUNTS) == kind


def test_nothing_is_known_without_mounts() -> None:
    assert filesystem.filesystem_type("/home/me", "") == ""


@pytest.mark.parametrize(
    ("path", "kind"), [("/Users/me", "apfs"), ("/Volumes/share/me", "smbfs"), ("/Net/x", "nfs")]
)
def test_mounts_of_a_mac(path: str, kind: str) -> None:
    listing = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by me)
server:/export on /Net (nfs, nodev)
"""
    assert filesystem._mac_type(path, listing) == kind


@pytest.mark.skipif(sys.platform != "linux", reason="mounts are told from /proc on Linux")
@pytest.mark.parametrize(("kind", "journal"), [("nfs4", "delete"), ("ext4", "wal")])
def test_journal_suits_the_filesystem(
    home: Path, monkeypatch: pytest.MonkeyPatch, kind: str, journal: str
) -> None:
    mounts = f"60 22 0:50 / / rw - {kind} somewhere rw\n"
    read = Path.read_text

    def read_text(path: Path, *arguments: str, **options: str) -> str:
        if str(path) == "/proc/self/mountinfo":
            return mounts
        return read(path, *arguments, **options)

    monkeypatch.setattr(Path, "read_text", read_text)
    database = Database(Home(home))
    assert database.connection.execute("PRAGMA journal_mode").fetchone() == (journal,)
    database.close()


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_journal_can_be_chosen(home: Path, monkeypatch: pytest.MonkeyPatch, journal: str) -> None:
    monkeypatch.setenv("MLINTERVIEW_JOURNAL", journal)
    database = Database(Home(home))
    assert database.connection.execute("PRAGMA journal_mode").fetchone() == (journal,)
    database.close()


def test_collection_carried_to_a_network_disk_changes_its_journal(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_deck(home, "a")
    with opened(home) as collection:
        answer(collection, "tiny/a")
    assert pragma(Home(home).database, "journal_mode") == "wal"
    monkeypatch.setattr(filesystem, "is_network", lambda folder: True)
    with opened(home) as collection:
        assert collection.card("tiny/a").reps == 1
        answer(collection, "tiny/a")
    assert pragma(Home(home).database, "journal_mode") == "delete"
    assert [path.name for path in home.glob("collection*")] == ["collection.sqlite3"]
