"""What an id is, whether a screen or this server makes it: one pattern, which the whole text must match."""

import re
import uuid
from collections.abc import Mapping
from typing import Any, TypeGuard, TypeVar, overload

from facilitation.errors import CafeError

Key = TypeVar("Key")
Value = TypeVar("Value")
Other = TypeVar("Other")

LENGTH = 36
"""Characters of an id."""
PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""A UUID of any version in lower case (RFC 9562, section 4); the whole text must match it."""
_ID = re.compile(PATTERN)


def new_id() -> str:
    """Return a new random id."""
    return str(uuid.uuid4())


def is_id(value: object) -> TypeGuard[str]:
    """Tell whether a value is an id: no empty text, no capital letters, no line break at its end."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def check_id(value: object, *, field: str = "id") -> None:
    """Refuse a value that is no id. Raises CafeError `malformed` (field)."""
    if not is_id(value):
        raise CafeError("malformed", field=field)


def id_rule(column: str) -> str:
    """Return `is_id` as an SQL condition on a column, for CHECK constraints.

    SQLite has no regular expressions, and PostgreSQL no GLOB. LIKE, LTRIM and REPLACE mean the same in both: 36
    characters with hyphens at four places, nothing but digits, a to f and hyphens, and no more hyphens than those four.
    """
    return (
        f"{column} LIKE '________-____-____-____-____________' "
        f"AND LTRIM({column}, '0123456789abcdef-') = '' "
        f"AND LENGTH(REPLACE({column}, '-', '')) = 32"
    )


@overload
def at(known: Mapping[Key, Value], key: Key | None) -> Value | None: ...


@overload
def at(known: Mapping[Key, Value], key: Key | None, otherwise: Other) -> Value | Other: ...


def at(known: Mapping[Any, Any], key: Any, otherwise: Any = None) -> Any:
    """Return what is known under a key; `otherwise` where nothing is, or where there is no key (None).

    For references that may be empty. An empty text or a 0 in place of the missing key might be a real key.
    """
    return otherwise if key is None else known.get(key, otherwise)
