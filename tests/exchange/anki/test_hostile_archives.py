"""An archive that lies or is broken is refused with one clear error; nothing of it stays."""

import io
import random
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard
from anki_helpers import bring_in
from forged_packages import database, package, refused, spoiled
from support.studying import opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.errors import ExchangeError
from mlinterview.exchange.anki.importer import AnkiImporter


@pytest.fixture
def ours(home: Path, clock: ManualClock) -> Iterator[Collection]:
    with opened(home, clock) as collection:
        yield collection


def test_the_package_that_the_others_spoil_is_fine(ours: Collection, tmp_path: Path) -> None:
    done = bring_in(ours, spoiled(tmp_path))
    assert (done.reviews, done.questions, done.notes) == (1, {"d": 2}, [])


def a_text(folder: Path) -> Path:
    path = folder / "text.apkg"
    path.write_text("no zip archive")
    return path


def cut_off(folder: Path) -> Path:
    path = spoiled(folder)
    path.write_bytes(path.read_bytes()[:-200])
    return path


def leading_out(folder: Path) -> Path:
    return package(folder, {"collection.anki21": database(folder), "../../x": b"x"})


def link(folder: Path) -> Path:
    path = spoiled(folder)
    entry = zipfile.ZipInfo("0")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    return path


def encrypted(folder: Path) -> Path:
    path = spoiled(folder)
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    path.write_bytes(data)
    return path


def declared_as_huge(folder: Path) -> Path:
    path = spoiled(folder)
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = (4_290_000_000).to_bytes(4, "little")
    path.write_bytes(data)
    return path


def bomb(folder: Path) -> Path:
    return package(folder, {"collection.anki21": bytes(30_000_000), "media": b"{}"})


def zstd_bomb(folder: Path) -> Path:
    packed = zstandard.ZstdCompressor(level=19).compress(bytes(300_000_000))
    assert len(packed) < 30_000
    return package(folder, {"meta": b"\x08\x03", "collection.anki21b": packed})


def zstd_that_lies(folder: Path) -> Path:
    # a header that promises 10 GB, and nothing behind it
    header = b"\x28\xb5\x2f\xfd" + b"\xe0" + (10_000_000_000).to_bytes(8, "little")
    return package(folder, {"meta": b"\x08\x03", "collection.anki21b": header})


def zstd_rubbish(folder: Path) -> Path:
    return package(folder, {"meta": b"\x08\x03", "collection.anki21b": b"rubbish" * 100})


def from_the_future(folder: Path) -> Path:
    return package(folder, {"meta": b"\x08\x09", "collection.anki21b": b""})


def no_collection(folder: Path) -> Path:
    return package(folder, {"media": b"{}"})


def media_no_table(folder: Path) -> Path:
    return package(folder, {"collection.anki21": database(folder), "media": b"[" * 100_000})


def media_no_message(folder: Path) -> Path:
    packed = zstandard.ZstdCompressor().compress(database(folder).read_bytes())
    table = zstandard.ZstdCompressor().compress(b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
    return package(folder, {"meta": b"\x08\x03", "collection.anki21b": packed, "media": table})


ARCHIVES: dict[Callable[[Path], Path], str] = {
    a_text: "no zip archive", cut_off: "no zip archive", leading_out: "leads out", link: "link",
    encrypted: "encrypted", declared_as_huge: "4,290,", bomb: "zip bomb", zstd_bomb: "unpacks to more",
    zstd_that_lies: "damaged", zstd_rubbish: "damaged", from_the_future: "newer Anki",
    no_collection: "no collection", media_no_table: "table of media", media_no_message: "table of media",
}  # fmt: skip


@pytest.mark.parametrize("make", ARCHIVES, ids=lambda make: make.__name__)
def test_archive_is_refused(make: Callable[[Path], Path], ours: Collection, tmp_path: Path) -> None:
    assert ARCHIVES[make] in refused(ours, make(tmp_path))


def test_a_file_that_is_not_ours_is_not_recognised(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "a")
    rubbish = tmp_path / "rubbish"
    rubbish.write_bytes(random.Random(1).randbytes(1000))
    assert [AnkiImporter().recognises(path) for path in (other, rubbish, tmp_path)] == [False] * 3
    renamed = spoiled(tmp_path).rename(tmp_path / "package.zip")
    assert AnkiImporter().recognises(renamed)


def test_nothing_unpacked_stays_behind(
    ours: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    bring_in(ours, spoiled(tmp_path))
    with pytest.raises(ExchangeError):
        bring_in(ours, spoiled(tmp_path, "DROP TABLE notes"))
    with pytest.raises(ExchangeError):
        bring_in(ours, zstd_rubbish(tmp_path))
    assert list(folder.iterdir()) == []


def test_without_an_unpacker_the_error_says_what_to_install(
    ours: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = zstandard.ZstdCompressor().compress(database(tmp_path).read_bytes())
    path = package(tmp_path, {"meta": b"\x08\x03", "collection.anki21b": packed})
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    assert 'pip install "mlinterview[anki]"' in refused(ours, path)


def test_random_bytes_as_messages_end(tmp_path: Path) -> None:
    from mlinterview.exchange.anki import protobuf

    chance = random.Random(2)
    for _ in range(300):
        data = chance.randbytes(chance.randrange(40))
        try:
            list(protobuf.fields(data))
            protobuf.floats(data, 6)
        except ValueError:
            continue
    assert list(protobuf.fields(b"\x08\x96\x01\x12\x01a")) == [(1, 150), (2, b"a")]


def test_io_of_zstd_is_piecewise() -> None:
    from mlinterview.exchange.anki.zstd import unpacked

    data = random.Random(1).randbytes(3_000_000)
    packed = zstandard.ZstdCompressor().compress(data)
    pieces = list(unpacked(io.BytesIO(packed), len(packed), 10**7, "x"))
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= 1 << 20


def test_no_room_for_unpacking_gives_one_line(
    ours: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = spoiled(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    assert "cannot be unpacked" in refused(ours, path)
