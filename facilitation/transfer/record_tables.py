"""Describes all that is kept of an event, table by table: what an export holds and an import stores.

A new table is a line of TABLES. Its columns, types and references are read from the model. What the model does not say
stands here: choices, what JSON columns hold, what must not leave the database.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, exists, or_

from facilitation import bounds
from facilitation.bounds import RECORD_ENTRIES, TEXT_LIMIT
from facilitation.ids import LENGTH, PATTERN, new_id
from facilitation.models import (
    ACCESSIBILITY_STATES,
    FEEDBACK_STATES,
    HORIZONS,
    KINDS,
    MEASURE_STATES,
    REPORT_LANGUAGES,
    REPORT_TEXTS,
    STATEMENT_KINDS,
    STATES,
    WORDING_STATES,
    Cluster,
    CommonTheme,
    Contribution,
    Dismissal,
    Event,
    FeedbackAnswer,
    FeedbackQuestion,
    JoinCode,
    JournalEntry,
    Measure,
    Participant,
    Photo,
    ProgrammeItem,
    Recommendation,
    ReportText,
    Round,
    Statement,
    Station,
    Translation,
    Vote,
    Wording,
)
from facilitation.models.columns import lot, outside
from facilitation.models.contribution import WITHDRAWN
from facilitation.models.station import SIGNS
from facilitation.services import counting, doors
from facilitation.transfer.record_limits import code_points

Schema = dict[str, Any]


def text_of(graphemes: int) -> Schema:
    """The form of a text of at most so many graphemes, as `text.clean` counts them."""
    return {"type": "string", "maxLength": code_points(graphemes), "format": f"text-{graphemes}"}


def list_of(items: Schema, most: int = RECORD_ENTRIES) -> Schema:
    """The form of a list of at most so many entries."""
    return {"type": "array", "maxItems": most, "items": items}


def length_of(column: Any) -> int:
    """How long a text of this column may be for the database."""
    return int(column.type.length)


TEXTS: Schema = list_of(text_of(TEXT_LIMIT))
SLIDES: Schema = list_of({"type": "string", "maxLength": bounds.SLIDE_NAME_LIMIT}, bounds.MOST_SLIDES)
BY_LANGUAGE: Schema = {"type": "object", "maxProperties": RECORD_ENTRIES, "additionalProperties": text_of(TEXT_LIMIT)}
SLUG: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": length_of(Event.slug)}
UUID: Schema = {"type": "string", "pattern": f"^{PATTERN}$", "maxLength": LENGTH}
"""An id as screens make it (`ids.PATTERN`); a photo's id is also the name of its file."""
IDS: Schema = list_of(UUID, bounds.RECORD_ROWS)
BEHIND: Schema = {
    "type": "object",
    "properties": {"clusters": IDS, "contributions": IDS},
    "required": ["clusters", "contributions"],
    "additionalProperties": False,
}
ITEM: Schema = {
    "type": "object",
    "properties": {
        "noun": {
            "enum": ["cluster", "contribution", "dismissal", "measure", "photo", "statement", "station", "wording"]
        },
        "id": SLUG,  # an id has that form, too
        "name": text_of(TEXT_LIMIT),
        "before": {"type": "object", "maxProperties": RECORD_ENTRIES},  # what may stand in it: `record_schema.changed`
        "after": {"type": "object", "maxProperties": RECORD_ENTRIES},
    },
    "required": ["noun", "id", "name", "before", "after"],
    "additionalProperties": False,
}
PLACE = {"type": "integer", "minimum": 1, "maximum": bounds.RECORD_PLACES}


@dataclass(frozen=True)
class RecordTable:
    """A table of the file: a list of rows under `name`, in the order of the columns in `order`.

    Rows belong to the event by their event_id or station_id, or through `owners`: models that are joined one after the
    other. Other rows refer to them by `key`. That is a column that people can read, or "id": the row's own id where it
    is a text, else its place in the file; None where nothing refers to them.

    `private` columns never leave the database; an import makes them anew with the function given here. `shapes` is the
    JSON Schema of columns whose type does not say enough; `pointing` are those of them that hold ids of other rows.
    `letter` is set where rows have a number: S1-014 for "", S1-F02 for "F". `only` is a condition on its rows.
    """

    name: str
    model: Any
    order: tuple[Any, ...]
    key: str | None = "id"
    owners: tuple[Any, ...] = ()
    private: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    shapes: Mapping[str, Schema] = field(default_factory=dict)
    pointing: frozenset[str] = frozenset()
    letter: str | None = None
    only: Any = None

    @property
    def columns(self) -> dict[str, Column]:
        """The columns in the file by their names there; a reference is named without its ending _id."""
        return {
            outside(column): column
            for column in self.model.__table__.columns
            if column.name not in self.private and not self._is_told_otherwise(column)
        }

    def _is_told_otherwise(self, column: Column) -> bool:
        return column.name == "event_id" or (column.primary_key and self.counted and self.key != "id")

    @property
    def primary(self) -> Column | None:
        """The primary key; None where it has several columns."""
        columns = list(self.model.__table__.primary_key)
        return columns[0] if len(columns) == 1 else None

    @property
    def counted(self) -> bool:
        """Whether the primary key is a number from the database, which means nothing outside it."""
        return self.primary is not None and self.primary.type.python_type is int

    @property
    def numbers(self) -> str | None:
        """The pattern of its rows' numbers (S1-014); None where they have none."""
        return None if self.letter is None else f"^S[0-9]{{1,5}}-{self.letter}[0-9]{{1,9}}$"


def nobody() -> None:
    """Make a participant's name anew: there is none, because names do not leave the database."""


def unknown() -> None:
    """Make a moment anew that nobody knows."""


OF_A_RUSH: Mapping[str, Callable[[], Any]] = dict.fromkeys(
    ("straight", "rushed", "wrote_early", "left_out", "simulated"), bool
)
"""What is remembered of people who came in a rush: their dots that do not count are not in the file.

Nor is anybody `simulated`: no file is made while a rehearsal is there."""

WORDED: Mapping[str, Callable[[], Any]] = {"worded_at": unknown}
"""When it was written says what may be a copy of a contribution; in another café nobody withdraws one."""

IS_NAMED = or_(
    exists().where(Contribution.participant_id == Participant.id),
    exists().where(Wording.participant_id == Participant.id),
    Participant.left_out.is_(False) & exists().where(Vote.participant_id == Participant.id),
)
"""Whether any row of the file refers to a participant: who only said hello, perhaps by the thousand, is not in it."""


def anybody() -> str:
    """Make an event's door for newcomers anew: it is open where the event is imported."""
    return "open"


EVENT = RecordTable(
    "event",
    Event,
    (),
    key="slug",
    private={
        "feedback_closed_at": unknown,  # in another café nobody can change answers to a closed survey
        "generation": lot,
        "locked_at": nobody,  # an import is refused from that day on
        "emptied_at": unknown,  # what is imported is there again
        "newcomers": anybody,
        "day_word": nobody,
        "rush_left_out": bool,
        "texts": int,  # a count for screens, of another café's
        "wifi_name": str,  # a way in, and another café's hall has another
        "wifi_password": str,
        "machine_drafts": bool,  # another café may have no translator, or one that nobody there agreed to
        "printed": dict,
        "tried": dict,  # it was on another machine
        "archived_at": unknown,
        "in_house": bool,
        "printed_for": nobody,  # another café's codes carry another address
    },
    shapes={
        "slug": SLUG,
        "registration_url": {
            "type": ["string", "null"],
            "pattern": "^https?://",
            "maxLength": length_of(Event.registration_url),
        },
        "aims": TEXTS,
        "etiquette": TEXTS,
        "languages": list_of({"type": "string", "maxLength": length_of(Event.language)}),
        "deck_order": SLIDES,
        "deck_hidden": SLIDES,
        "phase": {"enum": ["before", "round", "change", "after"]},
        "feedback_state": {"enum": list(FEEDBACK_STATES)},
        "announcement_translations": BY_LANGUAGE,
        "accessibility_state": {"enum": list(ACCESSIBILITY_STATES)},
    },
)

TABLES: tuple[RecordTable, ...] = (
    RecordTable(
        "programme",
        ProgrammeItem,
        (ProgrammeItem.position,),
        key="position",
        shapes={"part": {"enum": ["day", "world_cafe"]}},
    ),
    RecordTable("rounds", Round, (Round.position,), key="position", shapes={"position": PLACE}),
    RecordTable(
        "stations",
        Station,
        (Station.position, Station.id),
        key="slug",
        shapes={
            "slug": SLUG,
            "position": PLACE,
            "colour": {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$", "maxLength": 7},
            "prompts": TEXTS,
            "tables": {"type": "integer", "minimum": 1, "maximum": bounds.RECORD_NUMBERS["stations.tables"]},
            "sign": {"type": "integer", "minimum": 1, "maximum": SIGNS},
        },
    ),
    # What posters say: no secret, and posters outlive a laptop (`record_codes`)
    RecordTable(
        "codes",
        JoinCode,
        (JoinCode.code,),
        key=None,
        shapes={"code": {"type": "string", "pattern": doors.CODE_PATTERN, "maxLength": doors.CODE_LENGTH}},
    ),
    # Pseudonyms: dots can be counted by person, and nobody has a name
    RecordTable(
        "participants",
        Participant,
        (Participant.joined_at, Participant.id),
        private={"name": nobody, **OF_A_RUSH},
        only=IS_NAMED,
    ),
    RecordTable("photos", Photo, (Station.position, Photo.taken_at, Photo.id), private={"file_id": new_id}, letter="F"),
    RecordTable("clusters", Cluster, (Station.position, Cluster.position, Cluster.id)),
    RecordTable(
        "contributions",
        Contribution,
        (Station.position, Contribution.number),
        private={"worded_at": unknown},  # in another café nobody is its author
        letter="",
        shapes={"kind": {"enum": list(KINDS)}, "state": {"enum": list(STATES)}},
    ),
    RecordTable(
        "wordings",
        Wording,
        (Station.position, Wording.revision, Wording.id),
        shapes={"state": {"enum": list(WORDING_STATES)}},
    ),
    RecordTable(
        "votes",
        Vote,
        (Station.position, Contribution.number, Vote.created_at, Vote.participant_id),
        key=None,
        only=counting.IS_COUNTED,
        owners=(Contribution, Station),
    ),
    RecordTable(
        "statements",
        Statement,
        (Station.position, Statement.position, Statement.id),
        shapes={
            "kind": {"enum": list(STATEMENT_KINDS)},
            "behind": BEHIND,
            "translations": BY_LANGUAGE,
        },
        pointing=frozenset({"behind"}),
    ),
    RecordTable(
        "measures",
        Measure,
        (Station.position, Measure.position, Measure.id),
        shapes={"state": {"enum": list(MEASURE_STATES)}},
    ),
    RecordTable(
        "dismissals",
        Dismissal,
        (Station.position, Dismissal.revision, Dismissal.id),
        shapes={"ids": IDS},
        pointing=frozenset({"ids"}),
    ),
    RecordTable(
        "journal",
        JournalEntry,
        (Station.position, JournalEntry.revision),
        private={"seals": list, "link": str},  # they are made anew, for ids of rows are others (`journal_chain`)
        shapes={"door": {"enum": ["host", "organiser"]}, "items": list_of(ITEM, bounds.RECORD_TABLES["contributions"])},
        pointing=frozenset({"items"}),
    ),
    RecordTable("feedback_questions", FeedbackQuestion, (FeedbackQuestion.position,), key="position"),
    # The key follows from the original, and an import makes it anew
    RecordTable(
        "translations",
        Translation,
        (Translation.language, Translation.key),
        key=None,
        private={"key": str},
    ),
    # The id is the pseudonym by which a phone could change its answers
    RecordTable(
        "feedback_answers",
        FeedbackAnswer,
        (FeedbackAnswer.id,),
        key=None,
        private={"id": new_id, "simulated": bool},
        shapes={
            "scale": {
                "type": "object",
                "maxProperties": RECORD_ENTRIES,
                "additionalProperties": {"type": "integer", "minimum": 1, "maximum": 5},
            }
        },
    ),
    RecordTable(
        "report_texts",
        ReportText,
        (ReportText.name, ReportText.language),
        key=None,
        private=WORDED,
        shapes={"name": {"enum": list(REPORT_TEXTS)}, "language": {"enum": list(REPORT_LANGUAGES)}},
    ),
    RecordTable(
        "recommendations",
        Recommendation,
        (Recommendation.position, Recommendation.id),
        private=WORDED,
        shapes={"horizon": {"enum": list(HORIZONS)}},
    ),
    RecordTable(
        "common_themes",
        CommonTheme,
        (CommonTheme.position, CommonTheme.id),
        private=WORDED,
        shapes={"clusters": IDS},
        pointing=frozenset({"clusters"}),
    ),
)
BY_TABLE: dict[str, RecordTable] = {table.model.__tablename__: table for table in (EVENT, *TABLES)}


def target_of(column: Column) -> RecordTable | None:
    """The table that a column refers to; None where it refers to none."""
    for reference in column.foreign_keys:
        return BY_TABLE[reference.column.table.name]
    return None


def owners_of(table: RecordTable) -> tuple[Any, ...]:
    """The models to join, one after the other, up to the one that has an event_id."""
    if table.owners or "event_id" in table.model.__table__.columns:
        return table.owners
    return (Station,)


EMPTIED: dict[str, Any] = {outside(Contribution.__table__.c[name]): value for name, value in WITHDRAWN.items()}
"""What a withdrawn contribution holds, by the fields of the file: what is deleted no file may bring back."""


def emptied(row: dict[str, Any]) -> dict[str, Any]:
    """A contribution's row, without its words where its author withdrew it."""
    return {**row, **EMPTIED} if row.get("state") == "withdrawn" else row
