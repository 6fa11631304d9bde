"""Checks and unpacks a Word file that somebody uploaded: no macros, no embedded objects, nothing from outside.

Knows neither database nor request. Files of some megabytes take tenths of a second, so it runs in a real thread.
"""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from facilitation import bounds
from facilitation.errors import CafeError
from facilitation.storage import bounded_zip

LARGEST = bounds.LARGEST_LETTERHEAD
LARGEST_UNPACKED = bounds.LETTERHEAD_UNPACKED
MOST_PARTS = bounds.LETTERHEAD_PARTS
LARGEST_XML = bounds.LETTERHEAD_XML
MOST_TAGS = bounds.LETTERHEAD_TAGS
MOST_ATTRIBUTES = bounds.LETTERHEAD_ATTRIBUTES
ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a compound file begins: what Word makes of a file with a password, and how .doc files are written."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""The namespace of WordprocessingML."""
CONTENT_TYPES = "[Content_Types].xml"

_LOCAL_HEADER = 30
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_MACROS = re.compile(r"macroenabled|vbaproject|vbadata", re.IGNORECASE)
_OBJECTS = re.compile(r"oleobject|activex|/control$", re.IGNORECASE)


class _Weight(NamedTuple):
    """What a part's XML is made of, before it is parsed: its bytes, and how many signs < and = there are in it."""

    length: int
    tags: int
    attributes: int


MOST = _Weight(LARGEST_XML, MOST_TAGS, MOST_ATTRIBUTES)
"""What may be parsed of one file, all its parts together."""


@dataclass(frozen=True)
class Relation:
    """What a part refers to: the last word of the relation's type, and the other part's name ("" for a web address)."""

    kind: str
    target: str


class OfficeFile:
    """A checked file of an office program; `parts` are its files by their names.

    Raises CafeError `letterhead_no_word`, `letterhead_locked`, `letterhead_macros`, `letterhead_outside`,
    `letterhead_objects`, `letterhead_too_large` (limit: in millions of bytes), `letterhead_too_much`,
    `letterhead_broken`.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) > LARGEST:
            raise CafeError("letterhead_too_large", limit=LARGEST // 1_000_000)
        self.parts = _unpacked(data)
        self._weighed: dict[str, _Weight] = {}
        self._relations: dict[str, dict[str, Relation]] = {}
        self._refuse_macros()
        for name in self.parts:
            if name.endswith(".rels"):
                folder, file = posixpath.split(name)
                self.relations(posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels")))

    def xml(self, name: str) -> etree._Element:
        """Parse a part into a new tree.

        Raises CafeError `letterhead_broken`, also where there is no such part, and `letterhead_too_much` where this
        part, with those that were parsed before, would fill the memory: 71 KB of file can be 12 million elements.
        """
        text = _in_utf8(self.parts.get(name, b""))
        if name not in self._weighed:
            self._weighed[name] = _Weight(len(text), text.count(b"<"), text.count(b"="))
            if any(sum(had) > most for had, most in zip(zip(*self._weighed.values(), strict=True), MOST, strict=True)):
                raise CafeError("letterhead_too_much")
        return _parsed(text)

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part refers to, by the ids of its relations."""
        if name not in self._relations:
            folder, file = posixpath.split(name)
            there = posixpath.join(folder, "_rels", f"{file}.rels")
            self._relations[name] = self._read_relations(there, folder) if there in self.parts else {}
        return self._relations[name]

    @cached_property
    def main(self) -> str:
        """The name of the main part: a document, or a workbook. Raises CafeError `letterhead_no_word`."""
        found = [one.target for one in self.relations("").values() if one.kind == "officeDocument"]
        if len(found) != 1 or found[0] not in self.parts or CONTENT_TYPES not in self.parts:
            raise CafeError("letterhead_no_word")
        return found[0]

    @cached_property
    def document(self) -> etree._Element:
        """The main part as a tree."""
        return self.xml(self.main)

    def related(self, kind: str) -> str | None:
        """Return the name of the main part's styles, theme or other related part (`kind`); None where there is none."""
        targets = (one.target for one in self.relations(self.main).values() if one.kind == kind)
        return next((target for target in targets if target in self.parts), None)

    def _refuse_macros(self) -> None:
        if any(_MACROS.search(name) for name in self.parts):
            raise CafeError("letterhead_macros")
        if CONTENT_TYPES not in self.parts:
            raise CafeError("letterhead_no_word")
        told = [str(one.get("ContentType")) for one in self.xml(CONTENT_TYPES)]
        if any(_MACROS.search(one) for one in told):
            raise CafeError("letterhead_macros")
        if any(_OBJECTS.search(one) for one in (*told, *self.parts)):
            raise CafeError("letterhead_objects")

    def _read_relations(self, name: str, folder: str) -> dict[str, Relation]:
        read = {}
        for one in self.xml(name):
            kind, target = str(one.get("Type", "")), str(one.get("Target", ""))
            if _MACROS.search(kind):
                raise CafeError("letterhead_macros")
            if _OBJECTS.search(kind):
                raise CafeError("letterhead_objects")
            last = kind.rpartition("/")[2]
            if str(one.get("TargetMode", "Internal")).lower() != "internal":
                # A link that waits for a click may be in the file; whatever Word fetches by itself may not.
                if last != "hyperlink":
                    raise CafeError("letterhead_outside")
                target = ""
            elif ":" in target or target.startswith("//") or "\\" in target:
                raise CafeError("letterhead_outside")
            else:
                joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(joined)
            read[str(one.get("Id"))] = Relation(last, target)
        return read


class WordFile(OfficeFile):
    """A checked .docx or .dotx file. Raises CafeError as `OfficeFile` does."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        if self.document.tag != f"{{{W}}}document":
            raise CafeError("letterhead_no_word")  # Excel, or the strict variant that hardly anything writes


def _unpacked(data: bytes) -> dict[str, bytes]:
    if data.startswith(ENCRYPTED):
        # A file with a password is kept in such a file under this name; an old .doc is not.
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise CafeError("letterhead_locked" if locked else "letterhead_no_word")
    if not data.startswith(b"PK\x03\x04"):
        raise CafeError("letterhead_no_word")
    try:
        with bounded_zip.opened(io.BytesIO(data), most=MOST_PARTS) as archive:
            return _files(archive, len(data))
    except bounded_zip.TooManyMembers as fault:
        raise CafeError("letterhead_too_much") from fault
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, ValueError, OSError) as fault:
        raise CafeError("letterhead_broken") from fault
    except Exception as fault:  # zlib's own
        if type(fault).__module__ == "zlib":
            raise CafeError("letterhead_broken") from fault
        raise


def _files(archive: zipfile.ZipFile, length: int) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise CafeError("letterhead_too_large", limit=LARGEST_UNPACKED // 1_000_000)
    if any(entry.flag_bits & 1 for entry in entries):
        raise CafeError("letterhead_locked")
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) < len(names) or any(map(_leads_out, names)):
        raise CafeError("letterhead_broken")
    until = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < until:
            raise CafeError("letterhead_broken")  # overlapping files are how a small file unpacks to gigabytes
        until = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    if until > length:
        raise CafeError("letterhead_broken")
    files, left = {}, LARGEST_UNPACKED
    for entry in entries:
        with archive.open(entry) as file:
            content = file.read(left + 1)  # the size that the header gives may be wrong
        left -= len(content)
        if left < 0:
            raise CafeError("letterhead_too_large", limit=LARGEST_UNPACKED // 1_000_000)
        files[entry.filename] = content
    return files


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")


def _in_utf8(xml: bytes) -> bytes:
    """Return XML in UTF-8 as it is, and XML in UTF-16 in UTF-8.

    Raises CafeError `letterhead_broken` for other encodings, in which < and = could not be counted.
    """
    told = _ENCODING.match(xml.removeprefix(b"\xef\xbb\xbf")[:200])
    if told and told[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise CafeError("letterhead_broken")
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            xml = re.sub(r"""(<\?xml[^>]*?)encoding\s*=\s*["'][\w.-]+["']""", r"\1", xml.decode("utf-16")).encode()
        except UnicodeError as fault:
            raise CafeError("letterhead_broken") from fault
    return xml


def _parsed(xml: bytes) -> etree._Element:
    """Parse XML that declares no entities, a few of which can stand for gigabytes; whatever it says, it is in UTF-8.

    Raises CafeError `letterhead_broken`.
    """
    if _DECLARES.search(xml) or b"\0" in xml:
        raise CafeError("letterhead_broken")
    try:
        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as fault:
        raise CafeError("letterhead_broken") from fault
