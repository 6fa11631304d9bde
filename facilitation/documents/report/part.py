"""The parts of a Word file beside its body, and what they refer to."""

from collections.abc import Iterable
from dataclasses import dataclass

from facilitation.documents.report.body import R

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = f"{OFFICE}wordprocessingml."


@dataclass(frozen=True)
class Part:
    """A file in word/; `name` has its ending, `kind` is the last word of its relation's type.

    `refers` are the parts that it shows, each with its relation's id.
    """

    name: str
    content_type: str
    kind: str
    content: bytes
    refers: tuple[tuple[str, "Part"], ...] = ()


def relations(targets: Iterable[tuple[str, str, str]]) -> str:
    """The XML of relations; each target is an id, a kind and a part's name.

    A kind is the whole type, or its last word where it is one of Office's own.
    """
    inner = "".join(
        f'<Relationship Id="{id}" Type="{kind if "/" in kind else f"{R}/{kind}"}" Target="{target}"/>'
        for id, kind, target in targets
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'
