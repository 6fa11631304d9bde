"""The translators' sheet as PO files, one a language, which programs for translators open."""

import io
import re
from typing import Any

from babel import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from facilitation.documents.sheet import Sheet, Written, words
from facilitation.errors import CafeError

_PLURALS = re.compile(r"nplurals\s*=\s*(?![1-6]\b)")
"""A number of plurals that no language has; Babel makes a list of so many."""
_LANGUAGE = re.compile(r'"Language:[ \t]*([\w-]{1,35})[ \t]*\\n"')


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
    """Return the translations of a PO file in UTF-8; those that are marked as fuzzy are nobody's last word.

    Raises CafeError `sheet_unreadable`, also where the file says no language.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        named = _LANGUAGE.search(text)
        if named is None or _PLURALS.search(text):
            raise CafeError("sheet_unreadable")
        found: Any = read_po(io.StringIO(text), abort_invalid=True, ignore_obsolete=True)
    except (PoFileError, ValueError, IndexError, AttributeError, TypeError, UnknownLocaleError) as fault:
        raise CafeError("sheet_unreadable") from fault  # whatever Babel finds wrong, and what it stumbles over
    return [
        Written(one.lineno or 0, named[1].replace("_", "-"), one.id, one.string)
        for one in found
        if isinstance(one.id, str) and isinstance(one.string, str) and one.id and one.string.strip() and not one.fuzzy
    ]
