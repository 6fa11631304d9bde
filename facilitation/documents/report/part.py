"""The parts of the file beside the body, and what they refer to."""

from collections.abc import Iterable
from dataclasses import dataclass

from facilitation.documents.report.body import R

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = f"{OFFICE}wordprocessingml."


@dataclass(frozen=True)
class Part:
    """A file in word/: `name` with its ending, `kind` as a relation's type ends, `refers` to others by their ids."""

    name: str
    content_type: str
    kind: str
    content: bytes
    refers: tuple[tuple[str, "Part"], ...] = ()


def relations(targets: Iterable[tuple[str, str, str]]) -> str:
    """What a part refers to: ids, kinds (the last word of the type or all of it), names."""
    inner = "".join(
        f'<Relationship Id="{id}" Type="{kind if "/" in kind else f"{R}/{kind}"}" Target="{target}"/>'
        for id, kind, target in targets
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'
