"""Zip archives from strangers: what they declare is checked, and not believed."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlinterview.errors import ExchangeError
from mlinterview.exchange.archives import Limits, open_archive

DEFLATED = zipfile.ZIP_DEFLATED


def zipped(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def patched(path: Path, signature: bytes, offset: int, value: bytes) -> Path:
    """Change bytes behind the last place of a signature."""
    data = bytearray(path.read_bytes())
    place = data.rindex(signature) + offset
    data[place : place + len(value)] = value
    path.write_bytes(data)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.zip"


def test_files_are_read_and_written_where_the_caller_says(path, tmp_path) -> None:
    with open_archive(zipped(path, {"a": b"1", "dir/": b"", "dir/b": b"22"}, DEFLATED)) as archive:
        assert archive.names() == ["a", "dir/b"]
        assert archive.read("a", 10) == b"1"
        assert archive.extract_to("dir/b", tmp_path / "out", 10) == 2
    assert (tmp_path / "out").read_bytes() == b"22"


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/etc/passwd", "\\x", "..\\x", "C:x", "C:\\x", "a\\..\\..\\b"]
)
def test_names_that_lead_out_are_refused(path, name) -> None:
    with pytest.raises(ExchangeError, match="leads out"):
        open_archive(zipped(path, {"a": b"", name: b"x"}))


def test_links_are_refused(path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(ExchangeError, match="a link"):
        open_archive(path)


def test_two_files_of_one_name_are_refused(path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a", "2")
    with pytest.raises(ExchangeError, match="two files named 'a'"):
        open_archive(path)


def test_encrypted_and_oddly_packed_files_are_refused(path) -> None:
    patched(zipped(path, {"a": b"1"}), b"PK\x01\x02", 8, b"\x01\x00")
    with pytest.raises(ExchangeError, match="encrypted"):
        open_archive(path)
    with pytest.raises(ExchangeError, match="unusual way"):
        open_archive(zipped(path, {"a": b"1"}, zipfile.ZIP_LZMA))


def test_a_declared_size_of_ten_gigabytes_is_refused_unread(path) -> None:
    with zipfile.ZipFile(path, "w", DEFLATED, allowZip64=True) as archive:
        archive.writestr("a", b"0" * 100)
    # the size in the table of contents, in its 64-bit form
    data = path.read_bytes()
    start = data.index(b"PK\x01\x02")
    entry = bytearray(data[start : start + 46])
    struct.pack_into("<L", entry, 24, 0xFFFFFFFF)
    struct.pack_into("<H", entry, 30, 12)
    extra = struct.pack("<HHQ", 1, 8, 10 * 2**30)
    end = bytearray(data[data.index(b"PK\x05\x06") :])
    struct.pack_into("<L", end, 12, 46 + 1 + len(extra))
    path.write_bytes(data[:start] + entry + b"a" + extra + end)
    with pytest.raises(ExchangeError, match="10,737,418,240 bytes"):
        open_archive(path)


def test_a_bomb_is_refused(path) -> None:
    zipped(path, {"a": b"\0" * 20_000_000}, DEFLATED)
    with pytest.raises(ExchangeError, match="zip bomb"):
        open_archive(path)


def test_a_bomb_that_declares_little_is_stopped_on_the_way(path, tmp_path) -> None:
    zipped(path, {"a": b"\0" * 20_000_000}, DEFLATED)
    # it says that it unpacks to a few bytes, in the table of contents
    patched(path, b"PK\x01\x02", 24, struct.pack("<L", 10))
    # no more comes out than was declared, and its sum is then wrong
    with open_archive(path) as archive, pytest.raises(ExchangeError):
        archive.extract_to("a", tmp_path / "out", 1_000_000)
    assert not (tmp_path / "out").exists()


def test_limits_hold_for_one_file_and_for_all_together(path, tmp_path) -> None:
    zipped(path, {"a": b"x" * 600, "b": b"x" * 600})
    with open_archive(path, Limits(total=2000)) as archive:
        with pytest.raises(ExchangeError, match="more than 500 bytes"):
            archive.extract_to("a", tmp_path / "out", 500)
        assert not (tmp_path / "out").exists()
        archive.read("a", 600)
        with pytest.raises(ExchangeError, match="more than 2,000 bytes"):
            archive.read("b", 600), archive.read("b", 600)
    with pytest.raises(ExchangeError, match="1,200 bytes, more than 1,000"):
        open_archive(path, Limits(total=1000))
    with pytest.raises(ExchangeError, match="2 files, more than 1"):
        open_archive(path, Limits(entries=1))


def test_a_huge_table_of_contents_is_refused_before_it_is_read(path, monkeypatch) -> None:
    zipped(path, {f"{n:0200}": b"" for n in range(300)})
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(ExchangeError, match="more than 100 files"):
        open_archive(path, Limits(entries=100))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x05\x06", b"hello" * 100, b"PK\x03\x04" + b"\0" * 50]
)
def test_what_is_no_archive_is_told(path, content) -> None:
    path.write_bytes(content)
    with pytest.raises(ExchangeError, match="no zip archive"):
        open_archive(path)


def test_a_missing_file_is_told(path) -> None:
    with pytest.raises(ExchangeError, match="cannot be read"):
        open_archive(path)
    with (
        open_archive(zipped(path, {"a": b""})) as archive,
        pytest.raises(ExchangeError, match="there is no 'media' in it"),
    ):
        archive.read("media", 1)


def _sound() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", DEFLATED) as archive:
        archive.writestr("a", b"some text " * 50)
        archive.writestr("b", b"more")
    return buffer.getvalue()


SOUND = _sound()


@settings(max_examples=300)
@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=4),
    st.integers(0, len(SOUND)),
)
def test_a_damaged_archive_is_read_right_or_refused(tmp_path_factory, changes, length) -> None:
    data = bytearray(SOUND)
    for place, value in changes:
        data[place] = value
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(data[: length or None])
    try:
        with open_archive(path) as archive:
            for name in archive.names():
                archive.read(name, 10_000)
    except ExchangeError:
        pass
