"""Files that come back: read where they are what they should be, refused in words where they are not."""

import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from facilitation.transfer import importing
from facilitation.transfer.record_schema import RecordRefused

RECORD = {"schema": 1}


def opened(path: Path, *numbers: str) -> tuple[Any, list[bytes | None]]:
    with importing.opened(path) as (record, picture):
        return record, [picture(number) for number in numbers]


def packed(**files: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for name, content in files.items():
            target.writestr(name.replace("__", "/"), content)
    return archive.getvalue()


def named(name: str) -> bytes:
    """An archive with a name of one's own choice in it, whatever zipfile thinks of it."""
    plain = "x" * len(name.encode())
    good = packed(**{"export.json": json.dumps(RECORD).encode(), plain: b""})
    return good.replace(plain.encode(), name.encode())


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    """Writes a file to be opened."""

    def write(content: bytes) -> Path:
        path = tmp_path / "upload"
        path.write_bytes(content)
        return path

    return write


def refusal(path: Path, *numbers: str) -> str:
    with pytest.raises(RecordRefused) as refused:
        opened(path, *numbers)
    return str(refused.value)


File = Callable[[bytes], Path]


def test_json_is_read_also_with_its_mark(file: File) -> None:
    assert opened(file(b'\xef\xbb\xbf{"schema": 1}'), "S1-F01") == (RECORD, [None])


def test_an_archive_has_the_photos_as_well(file: File) -> None:
    archive = packed(**{"export.json": json.dumps(RECORD).encode(), "fotos__S1-F02.jpg": b"jpeg"})
    assert opened(file(archive), "S1-F01", "S1-F02") == (RECORD, [None, b"jpeg"])


@pytest.mark.parametrize("content", [b"", b"\0\xff", b"Hallo", b"[NaN]", b"[" * 100_000, b"\xff\xfe{}", b"1" * 5000])
def test_what_is_no_json_is_refused(file: File, content: bytes) -> None:
    assert refusal(file(content)) == "This file is no JSON."


def test_a_line_that_is_no_json_is_named(file: File) -> None:
    assert refusal(file(b'{"schema": 1')) == "This file is no JSON: line 1."
    assert refusal(file(b'{\n"schema": 1,\n"event": {}\n"rounds": []\n}')) == "This file is no JSON: line 4."


@pytest.mark.parametrize(
    "name",
    ["../export.json", "fotos/../../x", "/etc/passwd", "..\\..\\windows", "C:\\x", "C:x", "fotos/..", "\\\\host\\x"],
)
def test_names_that_lead_out_are_refused(file: File, name: str) -> None:
    assert refusal(file(named(name))) == f"The archive holds a name that leads out of it: {name!r}."


@pytest.mark.parametrize(
    "names",
    [
        ("day/export.json", "day/fotos/S1-F02.jpg", "__MACOSX/export.json", "__MACOSX/day/._export.json"),
        ("day\\export.json", "day\\fotos\\S1-F02.jpg"),
        ("a/b/export.json", "a/b/fotos/S1-F02.jpg", "a/b/older/export.json"),
    ],
    ids=["by a Mac", "with backslashes", "two deep"],
)
def test_an_archive_that_was_packed_again_is_read(file: File, tmp_path: Path, names: tuple[str, ...]) -> None:
    told = dict.fromkeys(names[2:], b"other") | {names[0]: json.dumps(RECORD).encode(), names[1]: b"jpeg"}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for name, content in told.items():
            target.writestr(name, content)
    assert opened(file(archive.getvalue()), "S1-F02", "S1-F03") == (RECORD, [b"jpeg", None])


@pytest.mark.parametrize(
    ("record", "photo"),
    [
        ("EXPORT.JSON", "FOTOS/S1-F01.JPG"),
        ("Umzug/Export.json", "umzug/Fotos/s1-f01.jpg"),
        ("Café/export.json", "Cafe\u0301/fotos/S1-F01.jpg"),
        ("Umzug\\export.json", "Umzug\\fotos\\S1-F01.JPG"),
    ],
    ids=ascii,
)
def test_names_are_read_however_a_program_spells_them(file: File, record: str, photo: str) -> None:
    content = packed(**{record: json.dumps(RECORD).encode(), photo: b"photo"})
    assert opened(file(content), "S1-F01") == (RECORD, [b"photo"])


def test_an_archive_of_several_events_is_refused(file: File) -> None:
    two = packed(**{"a__export.json": b"{}", "b__export.json": b"{}"})
    assert refusal(file(two)) == "The archive holds several events: a/export.json, b/export.json. Import one of them."


def test_a_folder_is_read_like_the_archive_and_no_link_in_it(tmp_path: Path) -> None:
    outside, day = tmp_path / "secret.jpg", tmp_path / "all" / "day"
    outside.write_bytes(b"secret")
    (day / "fotos").mkdir(parents=True)
    (day / "export.json").write_bytes(json.dumps(RECORD).encode())
    (day / "fotos" / "S1-F01.jpg").write_bytes(b"jpeg")
    (day / "fotos" / "S1-F02.jpg").symlink_to(outside)
    for place in (day, day.parent):
        assert opened(place, "S1-F01", "S1-F02", "S1-F03") == (RECORD, [b"jpeg", None, None])
    assert refusal(tmp_path / "all" / "day" / "fotos") == "The folder holds no export.json."
    (day.parent / "other").mkdir()
    (day.parent / "other" / "export.json").symlink_to(outside)
    assert "several events: day/export.json, other/export.json" in refusal(day.parent)


@pytest.mark.parametrize(
    "name", ["EXPORT.JSON", "Caf\u0301e/Export.json", "18:11:2023 Café/export.json", "a/b/export.json"]
)
def test_names_in_a_folder_are_read_however_a_program_spells_them(tmp_path: Path, name: str) -> None:
    record = tmp_path / name
    photo = record.parent / "Fotos" / "s1-f01.JPG"
    photo.parent.mkdir(parents=True)
    record.write_bytes(json.dumps(RECORD).encode())
    photo.write_bytes(b"photo")
    assert opened(tmp_path, "S1-F01", "S1-F02") == (RECORD, [b"photo", None])


def test_a_colon_in_a_folders_name_leads_nowhere(file: File) -> None:
    """A Mac writes it for the slash of a day; only a drive's letter before it leads out."""
    content = packed(**{"Café 14:30/export.json": json.dumps(RECORD).encode(), "Café 14:30/fotos/S1-F01.jpg": b"photo"})
    assert opened(file(content), "S1-F01") == (RECORD, [b"photo"])


def test_an_archive_that_was_cut_off_is_refused(file: File) -> None:
    whole = packed(**{"export.json": json.dumps(RECORD).encode(), "fotos__S1-F02.jpg": b"jpeg" * 1000})
    for length in (10, len(whole) // 2, len(whole) - 30):
        assert refusal(file(whole[:length])) == "The archive is incomplete; was it downloaded to its end?"


def test_a_damaged_archive_is_refused(file: File) -> None:
    whole = packed(**{"export.json": b'{"schema": 1}', "fotos__S1-F02.jpg": b"jpeg" * 1000})
    damaged = whole.replace(b"jpegjpeg", b"gepjgepj", 1)
    assert refusal(file(damaged), "S1-F02") == "The archive is damaged; was it downloaded to its end?"


def test_an_archive_without_a_record_is_refused(file: File) -> None:
    assert refusal(file(packed(a=b"b"))) == "The archive holds no export.json."


def test_an_encrypted_archive_is_refused(file: File) -> None:
    whole = bytearray(packed(**{"export.json": b"{}"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", whole, whole.index(mark) + offset, 1)
    assert refusal(file(bytes(whole))) == "The archive holds a file that cannot be read: 'export.json'."


def test_giants_are_refused_before_they_fill_the_memory(file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LARGEST_RECORD", 2_000_000)
    monkeypatch.setattr(importing, "LARGEST_PHOTO", 1_000_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("export.json", b" " * 3_000_000)
    assert len(bomb.getvalue()) < 10_000
    assert refusal(file(bomb.getvalue())) == "export.json is larger than 2 MB."
    assert refusal(file(b" " * 3_000_000)) == "upload is larger than 2 MB."
    photo = packed(**{"export.json": b"{}", "fotos__S1-F01.jpg": b" " * 1_000_001})
    assert refusal(file(photo), "S1-F01") == "fotos/S1-F01.jpg is larger than 1 MB."


def test_too_many_files_are_refused(file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_MEMBERS", 2)
    assert refusal(file(packed(a=b"", b=b"", c=b""))) == "The archive holds more than 2 files."
    monkeypatch.setattr(importing, "LARGEST_FILE", 100)
    assert refusal(file(packed(a=b"", b=b""))) == "upload is larger than 0 MB."


BOMBS: dict[str, tuple[bytes, bytes]] = {
    "lists": (b"[", b"[],"),
    "objects": (b"[", b"{},"),
    "small objects": (b"[", b'{"a":1},'),
    "numbers": (b"[", b"1,"),
    "texts": (b"[", b'"ab",'),
    "depth": (b"", b"["),
}
MEASURE = """
import sys
from pathlib import Path
from facilitation.transfer import importing
peak = lambda: 1024 * next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
before, said = peak(), []
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        with importing.opened(path):
            said.append("taken")
    except importing.RecordRefused as refusal:
        said.append(str(refusal))
print(*sorted(set(said)), peak() - before, sep="\\n")
"""


def test_a_small_file_costs_little_memory(tmp_path: Path) -> None:
    """Each unpacks to nearly as much as a record may have; lists alone once took a gigabyte and more."""
    for name, (begins, piece) in BOMBS.items():
        content = begins + piece * ((importing.LARGEST_RECORD - 10) // len(piece))
        packing = io.BytesIO()
        with zipfile.ZipFile(packing, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("export.json", content)
        (tmp_path / name).write_bytes(packing.getvalue())
    packing = io.BytesIO()
    with zipfile.ZipFile(packing, "w") as archive:
        for place in range(60_000):
            archive.writestr(str(place), b"")
    (tmp_path / "a list of files").write_bytes(packing.getvalue())
    told = subprocess.run([sys.executable, "-c", MEASURE, str(tmp_path)], capture_output=True, text=True, check=True)
    *said, taken = told.stdout.splitlines()
    assert said == [
        "The archive holds more than 10000 files.",
        "The record holds more than 1000000 lists and objects, or 5000000 values.",
    ]
    assert int(taken) < 200_000_000
