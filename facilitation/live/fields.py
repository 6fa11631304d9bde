"""What an order's payload holds: it follows from its handler's signature, and is checked before anything else."""

import inspect
from collections.abc import Callable, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from facilitation import bounds
from facilitation.errors import CafeError
from facilitation.ids import check_id, is_id
from facilitation.services.committed import Committed
from facilitation.services.seen import UNSAID
from facilitation.text import NOT_STORED

MOST_IDS = bounds.MOST_IDS
LARGEST_NUMBER = bounds.LARGEST_NUMBER
REQUIRED = inspect.Parameter.empty
"""The default of a field that must not be missing."""


def _check_name(value: str, field: str) -> None:
    if NOT_STORED.search(value):
        raise CafeError("malformed", field=field)


Id = Annotated[str, lambda value, field: check_id(value, field=field)]
"""The id of something that screens make (`ids`); where it may be missing, its default is None, never an empty text."""
Name = Annotated[str, _check_name]
"""What names something there is, such as a station: nothing is looked up by what no database can hold."""


def _is_text(_value: str, _field: str) -> None:
    """Let every text pass: services say how long it may be (`text.clean`)."""


Text = Annotated[str, _is_text]
"""What somebody typed, and would lose: not what is chosen, nor what a screen says that it showed (`was`)."""


def _check_items(value: list[Any], field: str) -> None:
    for item in value:
        if not isinstance(item, dict) or not is_id(item.get("id")) or not isinstance(item.get("was"), str):
            raise CafeError("malformed", field=field)


Items = Annotated[list[dict[str, str]], _check_items]
"""Several things at once that the order's sender saw: the `id` of each, and how it read (`was`)."""


class Field(NamedTuple):
    """One field of a payload. `kind` is its type, `check` raises CafeError.

    `of` is the type of what a list or dictionary holds; a list of `list` holds ids.

    Where it is `nullable`, null is a value and not the default.
    """

    name: str
    kind: type
    default: Any = REQUIRED
    of: type = list
    check: Callable[[Any, str], None] = lambda _value, _field: None
    nullable: bool = False

    def holds_text(self, payload: object) -> bool:
        """Tell whether a payload, whatever it is, brings something in this field that somebody typed."""
        value = payload.get(self.name) if self.check is _is_text and isinstance(payload, dict) else None
        return isinstance(value, str) and bool(value.strip())

    def read(self, payload: Mapping[str, Any]) -> Any:
        """Return the field's value; one that is missing or null has its default. Raises CafeError `malformed`."""
        value = payload.get(self.name)
        if value is None and self.default is not REQUIRED:
            return None if self.nullable and self.name in payload else self.default
        if type(value) is not self.kind or not _is_usual(value, self.of):
            raise CafeError("malformed", field=self.name)
        self.check(value, self.name)
        return value


def fields_of(handler: Callable[..., Any]) -> tuple[Field, ...]:
    """Return the fields of an order's payload: its handler's arguments that are given by name, as they are annotated.

    Raises TypeError for a type that no payload has.
    """
    named = [
        one
        for one in inspect.signature(handler, eval_str=True).parameters.values()
        if one.kind is inspect.Parameter.KEYWORD_ONLY
    ]
    return tuple(field(one.name, one.annotation, one.default) for one in named)


def writes(handler: Callable[..., Any]) -> bool:
    """Tell whether an order changes something: its handler then returns what was committed."""
    return get_origin(inspect.signature(handler, eval_str=True).return_annotation) is Committed


def field(name: str, annotation: Any, default: Any = REQUIRED) -> Field:
    """Return a field of this name and type. Raises TypeError for a type that no payload has."""
    (kind,) = _alternatives(annotation)
    nullable = default is UNSAID
    if get_origin(kind) is Annotated:
        plain, check = get_args(kind)
        within = dict if get_origin(plain) is list else list
        return Field(name, get_origin(plain) or plain, default, within, check=check, nullable=nullable)
    if get_origin(kind) is dict:
        values = get_args(kind)[1]
        return Field(name, dict, default, get_origin(values) or values, nullable=nullable)
    found = get_origin(kind) or kind
    if found not in (str, int, bool, list):
        raise TypeError(f"an order has no field of the type {annotation}")
    return Field(name, found, default, nullable=nullable)


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    """Return the types that a value may have besides null."""
    if isinstance(annotation, UnionType) or str(get_origin(annotation)) == "typing.Union":
        return tuple(one for one in get_args(annotation) if one is not NoneType)
    return (annotation,)


def _is_usual(value: Any, of: type = list) -> bool:
    """Tell whether a list holds ids only, and a dictionary values of the type `of`, and neither is too large.

    What a list of dictionaries holds (`of` is dict) is checked by itself.
    """
    if isinstance(value, dict):
        return len(value) <= MOST_IDS and all(type(one) is of and _is_usual(one) for one in value.values())
    if isinstance(value, list):
        return len(value) <= MOST_IDS and (of is dict or all(map(is_id, value)))
    return not isinstance(value, int) or abs(value) <= LARGEST_NUMBER
