"""What may be read in public of a text that people typed: whether contact data in it is covered is decided here alone.

It is covered in every text, whoever wrote it, until a host confirms it for the row in which the text stands. Its author
reads it as typed (`mine`), and so do hosts, organisers and the export that moves an event.
"""

from typing import Any, TypeVar

from facilitation.contact_data import MASK, masked
from facilitation.i18n.catalogue import fixed

CONTACT = fixed("[Kontaktangabe]")
"""What files show in place of it, in their language."""
Said = TypeVar("Said", str, dict[str, str], str | None, Any)


def covered(said: Said, country: str, *, confirmed: bool, mask: str = MASK) -> Said:
    """Return a text, or texts by their languages, as everybody may read it; None stays None.

    `confirmed` is whether a host confirmed what its row says, `country` the event's.
    """
    if confirmed or not said:
        return said
    if isinstance(said, dict):
        return {code: masked(text, mask, country) for code, text in said.items()}
    return masked(said, mask, country)


def covered_row(row: Any, *names: str, country: str, mask: str = MASK) -> dict[str, Any]:
    """Return columns of a row as everybody may read them, by their names."""
    return {name: covered(getattr(row, name), country, confirmed=row.contact_confirmed, mask=mask) for name in names}
