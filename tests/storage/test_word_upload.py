"""What of a Word file that somebody sent is let in: nothing that runs, fetches, hides or grows."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest

from facilitation.storage import word_upload
from facilitation.storage.word_upload import WordFile
from tests.conftest import refused
from tests.documents.report import letterheads
from tests.documents.report.letterheads import PACKAGE, R, plain, relations_of

ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&c;</w:document>'
)


def outside(kind: str, target: str = "file:///c:/vorlage.dotm") -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


def zipped(*files: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, pytest.warns() if _twice(files) else _quiet():
        for name, content in files:
            archive.writestr(name, content)
    return packed.getvalue()


def _twice(files: tuple[tuple[str, bytes], ...]) -> bool:
    return len({name for name, _ in files}) < len(files)


class _quiet:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def with_flag(file: bytes, bit: int) -> bytes:
    """Every entry of its list of contents says so."""
    changed = bytearray(file)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= bit
        at = changed.find(b"PK\x01\x02", at + 1)
    return bytes(changed)


def overlapping() -> bytes:
    """Two names for the same bytes, as small bombs become large ones."""
    packed = zlib.compressobj(wbits=-15)
    body = packed.compress(bytes(1000)) + packed.flush()
    crc, names = zlib.crc32(bytes(1000)), (b"a.xml", b"b.xml")
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(body), 1000, 5, 0) + names[0] + body
    central = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(body), 1000, 5, 0, 0, 0, 0, 0, 0) + name
        for name in names
    )
    return local + central + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(central), len(local), 0)


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("letterhead_no_word", lambda: b""),
    "a PDF": ("letterhead_no_word", lambda: b"%PDF-1.7\n" + bytes(100)),
    "a zip with something else": ("letterhead_no_word", lambda: zipped(("a.txt", b"a"))),
    "an old .doc": ("letterhead_no_word", lambda: word_upload.ENCRYPTED + "WordDocument".encode("utf-16-le")),
    "the strict variant": (
        "letterhead_no_word",
        lambda: plain(
            also={"word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}
        ),
    ),
    "a password": ("letterhead_locked", lambda: word_upload.ENCRYPTED + "EncryptedPackage".encode("utf-16-le")),
    "a zip with a password": ("letterhead_locked", lambda: with_flag(plain(), 1)),
    "macros": ("letterhead_macros", lambda: plain(also={"word/vbaProject.bin": b"x"})),
    "a .docm by another name": (
        "letterhead_macros",
        lambda: plain(
            also={
                "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/word/document.xml"'
                ' ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
            }
        ),
    ),
    "macros under another name": (
        "letterhead_macros",
        lambda: plain(
            also={"word/_rels/settings.xml.rels": relations_of([("rId1", "vbaProject", "harmlos.xml")])},
        ),
    ),
    "a template elsewhere": (
        "letterhead_outside",
        lambda: plain(also={"word/_rels/settings.xml.rels": outside("attachedTemplate")}),
    ),
    "a picture elsewhere": (
        "letterhead_outside",
        lambda: plain(also={"word/_rels/header1.xml.rels": outside("image", "https://x.example/a.png")}),
    ),
    "a frame elsewhere": (
        "letterhead_outside",
        lambda: plain(also={"word/_rels/webSettings.xml.rels": outside("frame")}),
    ),
    "an address that claims to be within": (
        "letterhead_outside",
        lambda: plain(
            also={"word/_rels/header1.xml.rels": relations_of([("rId1", "image", "https://x.example/a.png")])}
        ),
    ),
    "an object": (
        "letterhead_objects",
        lambda: plain(also={"word/_rels/header1.xml.rels": relations_of([("rId1", "oleObject", "embeddings/a.bin")])}),
    ),
    "a control": ("letterhead_objects", lambda: plain(also={"word/activeX/activeX1.bin": b"x"})),
    "a way out": ("letterhead_broken", lambda: plain(also={"../../etc/passwd": b"x"})),
    "a way out by backslash": ("letterhead_broken", lambda: plain(also={"word\\..\\..\\a": b"x"})),
    "the same name in other letters": ("letterhead_broken", lambda: plain(also={"WORD/document.XML": b"x"})),
    "the same name": ("letterhead_broken", lambda: zipped(("a.xml", b"1"), ("a.xml", b"2"))),
    "the same bytes twice": ("letterhead_broken", overlapping),
    "half a file": ("letterhead_broken", lambda: plain()[:-200]),
    "damaged bytes": ("letterhead_broken", lambda: plain()[:100] + b"\xff\xff" + plain()[102:]),
    "damaged XML": ("letterhead_broken", lambda: plain(also={"word/document.xml": "<w:document"})),
    "entities": ("letterhead_broken", lambda: plain(also={"word/document.xml": ENTITIES})),
    "entities in 16 bits": ("letterhead_broken", lambda: plain(also={"word/document.xml": ENTITIES.encode("utf-16")})),
    "entities in seven bits": (
        "letterhead_broken",
        lambda: plain(also={"word/document.xml": '<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE a+AD4-'}),
    ),
    "entities far behind the first line": (
        "letterhead_broken",
        lambda: plain(
            also={"word/document.xml": f'<?xml version="1.0"{" " * 300}encoding="UTF-7"?>+ADw-!DOCTYPE a+AD4-'}
        ),
    ),
    "an alphabet in which signs cannot be counted": (
        "letterhead_broken",
        lambda: plain(also={"word/document.xml": '<?xml version="1.0"?><w/>'.encode("cp037")}),
    ),
    "a list of contents without end": (
        "letterhead_too_much",
        lambda: zipped(*((f"{place}", b"") for place in range(2 * word_upload.MOST_PARTS))),
    ),
    "too much": ("letterhead_too_large", lambda: b"PK\x03\x04" + bytes(word_upload.LARGEST)),
    "a bomb": ("letterhead_too_large", lambda: plain(also={"word/a.bin": bytes(word_upload.LARGEST_UNPACKED)})),
    "too many parts": (
        "letterhead_too_much",
        lambda: plain(also={f"word/{place}": b"" for place in range(word_upload.MOST_PARTS)}),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_words(what: str) -> None:
    code, file = REFUSED[what]
    with refused(code):
        WordFile(file())


def test_what_a_file_says_of_its_size_is_not_believed() -> None:
    """A part that unpacks to more than it says: it is read no further than that, and then it is damaged."""
    honest = zipped(("a.xml", bytes(10_000)))
    lying = honest.replace(struct.pack("<L", 10_000), struct.pack("<L", 10))
    with refused("letterhead_broken"):
        WordFile(lying)


def test_ordinary_links_and_templates_are_let_in() -> None:
    file = WordFile(letterheads.rich())
    assert file.related("theme") == "word/theme/theme1.xml"
    assert file.relations("word/header1.xml")["rId1"].target == "word/media/image1.png"
    assert file.relations("word/header1.xml")["rId2"] == word_upload.Relation("hyperlink", "")


def test_sixteen_bits_are_read() -> None:
    xml = '<?xml version="1.0" encoding="UTF-16"?>' + plain_document()
    assert WordFile(plain(also={"word/document.xml": xml.encode("utf-16")})).document.tag.endswith("document")


def plain_document() -> str:
    return WordFile(plain()).parts["word/document.xml"].decode()
