"""Brings a record that an earlier version wrote to what one says today, before it is checked and stored."""

from collections.abc import Callable
from typing import Any

from facilitation.ids import at
from facilitation.models.station import sign_at
from facilitation.phone_numbers import COUNTRY
from facilitation.services import events
from facilitation.transfer.records import Record, Row

_CONFIRMED = (
    "clusters",
    "statements",
    "measures",
    "photos",
    "report_texts",
    "recommendations",
    "common_themes",
    "feedback_answers",
)
"""Tables whose rows say whether contact data in them may be shown; files of earlier versions do not."""


def completed(record: Any) -> Any:
    """Return the record with what files of earlier versions do not say.

    What waits never was public, as far as they tell, no guest worded what others wrote, no host did or read what guests
    said, and no station was closed. The event was in Germany, its wall spoke one language, nobody entered its notices
    or confirmed contact data in what hosts wrote. Its guests' codes stayed there. Only the survey's questions had
    translations, beside each of them; answers named them by their places, and all of them were asked.
    Whatever is wrong in the record is left to `record_schema.check`.
    """
    if not isinstance(record, dict):
        return record
    told = {name: _with(record.get(name), lambda _: {"contact_confirmed": False}) for name in _CONFIRMED}
    told["contributions"] = _with(
        record.get("contributions"), lambda row: {"was_public": row.get("state") != "pending"}
    )
    told["stations"] = _with(record.get("stations"), lambda row: {"sign": _sign_of(row), "closed": False})
    told["feedback_questions"] = _with(
        record.get("feedback_questions"), lambda row: {"number": row.get("position"), "closed": False}
    )
    event = record.get("event")
    told["wordings"] = _with(record.get("wordings"), lambda _: {"by_host": False, "checked": False})
    usual = {
        "country": COUNTRY,
        "wall_language": "",
        "announcement_translations": {},
        "is_example": False,
        "survey_numbered": _highest(told["feedback_questions"]),
        **events.UNSAID_NOTICES,
    }
    told["event"] = {**usual, **event} if isinstance(event, dict) else event
    completed = {"wordings": [], "codes": [], **record, **{name: rows for name, rows in told.items() if name in record}}
    return completed if "translations" in record else _with_translations_apart(completed)


def _sign_of(row: Row) -> int:
    """Return the sign of a station in a file of an earlier version, where it followed from the place."""
    position = row.get("position")
    return sign_at(position) if isinstance(position, int) else 1


def _highest(questions: Any) -> int:
    """Return the highest number of a file's questions, which an earlier version does not say."""
    rows = questions if isinstance(questions, list) else []
    numbers = [row.get("number") for row in rows if isinstance(row, dict)]
    return max((one for one in numbers if isinstance(one, int)), default=0)


def _with_translations_apart(record: Row) -> Row:
    """Return the record of an earlier version with the translations of its survey in their own table."""
    event, questions = record.get("event"), record.get("feedback_questions")
    beside: list[tuple[Any, Any]] = []
    if isinstance(event, dict):
        beside.append((event.get("feedback_free_text"), event.get("feedback_translations", {})))
        event = {name: value for name, value in event.items() if name != "feedback_translations"}
    if isinstance(questions, list):
        asked = [row for row in questions if isinstance(row, dict)]
        beside += [(row.get("text"), row.get("translations", {})) for row in asked]
        questions = [
            {name: value for name, value in row.items() if name != "translations"} if isinstance(row, dict) else row
            for row in questions
        ]
    said = {
        (language, original): text
        for original, others in beside
        if isinstance(original, str) and isinstance(others, dict)
        for language, text in others.items()
    }
    rows = [{"language": of[0], "original": of[1], "text": text} for of, text in said.items()]
    changed = {"event": event, "feedback_questions": questions}
    return {**record, **{name: part for name, part in changed.items() if name in record}, "translations": rows}


def _with(rows: Any, usual: Callable[[Row], Row]) -> Any:
    """Return rows with what they do not say; what is no list of objects stays as it is."""
    if not isinstance(rows, list):
        return rows
    return [{**usual(row), **row} if isinstance(row, dict) else row for row in rows]


def one_deep(record: Record) -> Record:
    """Return the record with every contribution standing for itself that lies beneath one which lies beneath another.

    Earlier versions could lay contributions in a circle by taking back and doing again; they were on no screen.
    """
    heads = {row["id"]: row["merged_into"] for row in record["contributions"]}
    too_deep = {row["id"] for row in record["contributions"] if at(heads, row["merged_into"]) is not None}
    rows = [{**row, "merged_into": None} if row["id"] in too_deep else row for row in record["contributions"]]
    return {**record, "contributions": rows}


def forgetful(record: Record) -> Record:
    """Return the record without what it says of withdrawn contributions.

    Its journal is as `journal.forget` leaves it, and no statement rests on one.
    """
    gone = {row["id"] for row in record["contributions"] if row["state"] == "withdrawn"}
    told = [
        {**entry, "items": [item for item in entry["items"] if item["id"] not in gone]} for entry in record["journal"]
    ]
    statements = [
        {
            **row,
            "behind": {
                **row["behind"],
                "contributions": [id for id in row["behind"]["contributions"] if id not in gone],
            },
        }
        for row in record["statements"]
    ]
    return {**record, "journal": told, "statements": statements}
