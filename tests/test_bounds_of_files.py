"""Every bound of a file, form or archive, at the bound and one above, through what enforces it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from facilitation import bounds
from facilitation.errors import CafeError
from facilitation.storage import sheet_upload
from facilitation.storage.word_upload import WordFile
from facilitation.transfer import importing
from facilitation.transfer.record_schema import RecordRefused
from tests import camera
from tests.conftest import Doors, OpenScreen, new_id, refused
from tests.documents.report.letterheads import plain
from tests.pages import test_letterheads, test_photos, test_translations
from tests.storage import test_sheet_upload

EVENT = "/e/dresden-2023"
STEPS = pytest.mark.parametrize("above", [0, 1], ids=["at the bound", "one above"])


@STEPS
def test_a_sheet(screen: OpenScreen, doors: Doors, above: int) -> None:
    entry = b'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Feedback"\nmsgstr "Feedback!"\n'
    content = entry.ljust(bounds.LARGEST_SHEET + above, b"\n")
    assert test_translations.send(screen(doors.organiser), content).status_code == (413 if above else 303)


@STEPS
@pytest.mark.parametrize(("row", "column"), [(bounds.SHEET_ROWS, 0), (0, bounds.SHEET_COLUMNS)])
def test_rows_and_columns_of_a_sheet(row: int, column: int, above: int) -> None:
    file = test_sheet_upload.workbook({(max(row - 1, 0) + above * bool(row), max(column - 1, 0) + above): "Text"})
    if row and above:
        with refused("sheet_too_large"):
            next(sheet_upload.sheets(file))
    else:
        read = next(sheet_upload.sheets(file))
        assert (len(read), "Text" in read[-1]) == (max(row, 1), not (column and above))


@STEPS
def test_letters_of_a_sheet(above: int) -> None:
    text, many = "x" * 10_000, bounds.SHEET_LETTERS // 10_000
    file = test_sheet_upload.workbook({(line, 0): text for line in range(many)} | {(many, 0): "x" * above})
    if above:
        with refused("sheet_too_large"):
            next(sheet_upload.sheets(file))
    else:
        assert len(next(sheet_upload.sheets(file))) >= many


@STEPS
def test_sheets_of_a_file(above: int) -> None:
    file = test_sheet_upload.workbook({(0, 0): "Text"}, pages=bounds.SHEETS_READ + above)
    assert len([*sheet_upload.sheets(file)]) == bounds.SHEETS_READ


@STEPS
def test_a_form(app: Flask, above: int) -> None:
    body = b"language=de&name=".ljust(bounds.LARGEST_FORM + above, b"+")
    web = app.test_client()
    web.get(f"{EVENT}/me")
    answer = web.post(
        f"{EVENT}/me", data=body, content_type="application/x-www-form-urlencoded", headers={"Accept-Language": "de"}
    )
    assert answer.status_code == (413 if above else 303)


@STEPS
def test_a_photo(screen: OpenScreen, doors: Doors, above: int) -> None:
    body = camera.file().ljust(bounds.LARGEST_PHOTO + above, b"\0")
    answer = test_photos.send(screen(doors.organiser), new_id(), body)
    assert answer.status_code == (413 if above else 200)


@STEPS
def test_a_logo(screen: OpenScreen, doors: Doors, above: int) -> None:
    content = camera.file().ljust(bounds.LARGEST_LOGO + above, b"\0")
    answer = test_letterheads.send(screen(doors.organiser), content, "logo", "logo.jpg")
    assert answer.status_code == (413 if above else 303)


@STEPS
def test_what_comes_beside_a_file(screen: OpenScreen, doors: Doors, above: int) -> None:
    desk, content = screen(doors.organiser), camera.file().ljust(bounds.LARGEST_LOGO, b"\0")
    field = b'--grenze\r\nContent-Disposition: form-data; name="do"\r\n\r\n'
    file = b'\r\n--grenze\r\nContent-Disposition: form-data; name="file"; filename="logo.jpg"\r\n\r\n'
    whole = bounds.LARGEST_LOGO + bounds.BESIDE_A_FILE + above
    body = file + content + b"\r\n--grenze--\r\n"
    body = field.ljust(whole - len(body), b"x") + body
    answer = desk.web.post(f"{EVENT}/report/paper/logo", data=body, content_type="multipart/form-data; boundary=grenze")
    assert (len(body), answer.status_code) == (whole, 413 if above else 303)


def in_parts(*parts: bytes) -> bytes:
    """A form of these parts."""
    return b"".join(b"--x\r\nContent-Disposition: form-data; name=%b\r\n" % part for part in parts) + b"--x--\r\n"


@STEPS
def test_parts_of_a_form(app: Flask, above: int) -> None:
    body = in_parts(*[b"a\r\n\r\n"] * (bounds.FORM_PARTS + above))
    assert len(body) <= bounds.LARGEST_FORM
    web = app.test_client()
    web.get(f"{EVENT}/me")
    answer = web.post(f"{EVENT}/me", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == (413 if above else 303)


@STEPS
def test_parts_beside_a_file(screen: OpenScreen, doors: Doors, above: int) -> None:
    file = b"file; filename=logo.jpg\r\n\r\n" + camera.file() + b"\r\n"
    body = in_parts(file, *[b"a\r\n\r\n"] * (bounds.PARTS_BESIDE_A_FILE - 1 + above))
    desk = screen(doors.organiser)
    answer = desk.web.post(f"{EVENT}/report/paper/logo", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == (413 if above else 303)


def word(content: bytes) -> str:
    """What becomes of a letterhead."""
    try:
        WordFile(content)
    except CafeError as refusal:
        return refusal.code
    return "taken"


@STEPS
def test_a_letterhead(above: int) -> None:
    content = b"PK\x03\x04".ljust(bounds.LARGEST_LETTERHEAD + above, b"\0")
    assert word(content) == ("letterhead_too_large" if above else "letterhead_broken")


def files_of(content: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.infolist()


@STEPS
def test_a_letterhead_unpacked(above: int) -> None:
    usual = sum(one.file_size for one in files_of(plain(also={"word/a.bin": b""})))
    content = plain(also={"word/a.bin": bytes(bounds.LETTERHEAD_UNPACKED - usual + above)})
    assert word(content) == ("letterhead_too_large" if above else "taken")


@STEPS
def test_parts_of_a_letterhead(above: int) -> None:
    many = bounds.LETTERHEAD_PARTS - len(files_of(plain())) + above
    content = plain(also={f"word/{place}.bin": b"" for place in range(many)})
    assert word(content) == ("letterhead_too_much" if above else "taken")


XML: dict[str, tuple[bytes, Callable[[int], bytes]]] = {
    "LETTERHEAD_XML": (b"", lambda many: b"<a>".ljust(many // 2) + b"<b/>".ljust(many - many // 2 - 4) + b"</a>"),
    "LETTERHEAD_TAGS": (b"<", lambda many: b"<a>" + b"<a/>" * (many - 2) + b"</a>"),
    "LETTERHEAD_ATTRIBUTES": (b"=", lambda many: b"<a>".ljust(many + 3, b"=") + b"</a>"),
}
"""What is counted in XML, and a part that holds so many of it."""


@STEPS
@pytest.mark.parametrize("name", XML)
def test_xml_of_a_letterhead(name: str, above: int) -> None:
    sign, made = XML[name]
    usual = WordFile(plain(also={"word/a.xml": b"<a/>"}))
    parsed = [text for part, text in usual.parts.items() if part in usual._weighed]
    left = getattr(bounds, name) - sum(text.count(sign) if sign else len(text) for text in parsed)
    file = WordFile(plain(also={"word/a.xml": made(left + above)}))
    if above:
        with pytest.raises(CafeError) as refusal:
            file.xml("word/a.xml")
        assert refusal.value.code == "letterhead_too_much"
    else:
        assert file.xml("word/a.xml").tag == "a"


def archive(**files: bytes) -> bytes:
    """An export with a record and these files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as target:
        for name, content in {"export.json": b"{}", **files}.items():
            target.writestr(name, content)
    return whole.getvalue()


PHOTO = "fotos/S1-F01.jpg"
NO_JSON = b"!"
"""What is small enough is parsed, and refused at its first sign, for reading a million lists takes seconds."""
RECORDS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "LARGEST_RECORD": ("export is larger than 50 MB.", lambda many: NO_JSON.ljust(many)),
    "RECORD_OPENED": (
        "The record holds more than 1000000 lists and objects, or 5000000 values.",
        lambda many: NO_JSON + b"[" * (many // 2) + b"{" * (many - many // 2),
    ),
    "RECORD_COMMAS": (
        "The record holds more than 1000000 lists and objects, or 5000000 values.",
        lambda many: NO_JSON + b"," * many,
    ),
    "ARCHIVED_FILES": (
        "The archive holds more than 10000 files.",
        lambda many: archive(**{str(place): b"" for place in range(many - 1)}),
    ),
    "ARCHIVED_PHOTO": (f"{PHOTO} is larger than 20 MB.", lambda many: archive(**{PHOTO: bytes(many)})),
}


def imported(path: Path) -> str:
    """What becomes of an export."""
    try:
        with importing.opened(path) as (_, picture):
            picture("S1-F01")
    except RecordRefused as refusal:
        return str(refusal)
    return "taken"


@STEPS
@pytest.mark.parametrize("name", RECORDS)
def test_exports_that_come_back(tmp_path: Path, name: str, above: int) -> None:
    sentence, made = RECORDS[name]
    path = tmp_path / "export"
    path.write_bytes(made(getattr(bounds, name) + above))
    assert imported(path) == (sentence if above else "This file is no JSON." if "RECORD" in name else "taken")


@STEPS
def test_a_large_archive(tmp_path: Path, above: int) -> None:
    path = tmp_path / "export"
    with path.open("wb") as file:
        file.truncate(bounds.LARGEST_ARCHIVE + above)  # nothing of it is on the disk
    # at the bound it is looked at, and is no archive
    assert imported(path) == f"export is larger than {8_000 if above else 50} MB."


@STEPS
def test_a_large_archive_for_the_house(screen: OpenScreen, doors: Doors, above: int) -> None:
    length = bounds.UPLOADED_ARCHIVE + bounds.BESIDE_A_FILE + above
    announced = {"CONTENT_LENGTH": str(length), "wsgi.input": io.BytesIO()}
    kind = "multipart/form-data; boundary=x"
    answer = screen(doors.house).web.post("/house/import", environ_overrides=announced, content_type=kind)
    assert answer.status_code == (413 if above else 400), "at the bound it is read, and ends too early"
