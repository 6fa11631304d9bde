"""The translators' sheet as PO files, one a language, which programs for translators open."""

import io
import re
from typing import Any

from babel import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from facilitation.documents.sheet import Sheet, Written, words
from facilitation.errors import CafeError

_ANY_PLURALS = r'"Plural-Forms: nplurals=6; plural=0;\n"'
"""Room for as many plurals as any language has; none of ours has a plural."""
_PLURALS = re.compile(r"nplurals\s*=\s*(?![1-6]\b)")
"""A number of plurals that no language has; Babel makes a list of so many."""
_HEADER = re.compile(r'^msgid[ \t]+""\nmsgstr[ \t]+("[^\n]*"\n?(?:[ \t]*"[^\n]*"\n?)*)', re.MULTILINE)
"""The entry that says how the others are written, as one text in one or more lines."""
_JOINT = re.compile(r'"\s*"')
_LANGUAGE = re.compile(r"(?:^|\\n)[ \t]*Language:[ \t]*([^\\\n]*?)[ \t]*(?=\\n|$)", re.IGNORECASE)
_ENCODING = re.compile(rb"charset=[ \t]*((?:iso-?8859|windows|cp|koi8)[\w-]{1,8})", re.IGNORECASE)
"""One of the encodings that older programs write, with a byte a letter."""
_CODE = re.compile(r"([\w-]{1,35})(?:\.[\w-]{1,20})?((?:@\w{1,20})?)")
"""How a header names a language: "uk_UA.UTF-8", "sr@latin"."""
_OBSOLETE = re.compile(r"^[ \t]*#~.*$", re.MULTILINE)
_TABS = re.compile(r'^([ \t]*msg(?:id_plural|id|str|ctxt)(?:\[\d\])?)[ \t]*(?=")', re.MULTILINE)
"""What stands before a text; gettext takes tabs behind it, too."""


def build(sheet: Sheet, language: str) -> bytes:
    """Return the file of a language: each text with where it stands, and its translation where there is one."""
    catalog = Catalog(
        locale=language.replace("-", "_"),  # as Babel and PO files write codes, also those it does not know
        project=sheet.slug,
        version="1",
        header_comment=f"# {sheet.title}\n# {sheet.say(words.HOW)}",
        fuzzy=False,
    )
    for text in sheet.texts:
        catalog.add(text.original, text.said.get(language, ""), auto_comments=[text.place])
    packed = io.BytesIO()
    write_po(packed, catalog, width=0)
    return packed.getvalue()


def read(content: bytes) -> list[Written]:
    """Return the translations of a PO file; those that are marked as fuzzy are nobody's last word.

    It is read in UTF-8, or in the older encoding that it names. Of its header only the language counts.
    Raises CafeError `sheet_unreadable`, also where the file says no language.
    """
    try:
        text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
        text = _TABS.sub(r"\1 ", _OBSOLETE.sub("", text))
        header = _HEADER.search(text)
        named = _LANGUAGE.search(_JOINT.sub("", header[1]).strip().strip('"')) if header else None
        code = _CODE.fullmatch(named[1]) if named else None
        if code is None or header is None or _PLURALS.search(header[1]):
            raise CafeError("sheet_unreadable")
        bare = text[: header.start(1)] + _ANY_PLURALS + "\n" * (header[1].count("\n")) + text[header.end(1) :]
        found: Any = read_po(io.StringIO(bare), abort_invalid=True, ignore_obsolete=True)
    except (PoFileError, ValueError, IndexError, AttributeError, TypeError, UnknownLocaleError) as fault:
        raise CafeError("sheet_unreadable") from fault  # whatever Babel finds wrong, and what it stumbles over
    language = f"{code[1]}{code[2]}".replace("_", "-").replace("@", "-")
    return [
        Written(one.lineno or 0, language, one.id, one.string)
        for one in found
        if isinstance(one.id, str) and isinstance(one.string, str) and one.id and one.string.strip() and not one.fuzzy
    ]


def _decoded(content: bytes) -> str:
    """Raises ValueError where it is neither UTF-8 nor what it says."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _ENCODING.search(content)
        if named is None:
            raise
    try:
        return content.decode(named[1].decode())
    except LookupError as unknown:
        raise ValueError(named[1]) from unknown
