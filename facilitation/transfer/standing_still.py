"""What an event is when it comes in: as the file says, but nothing of it runs, and nobody is called anywhere.

Where it comes in, it is another hour and another hall. A clock that ran when the file was made would show minutes that
nobody waits for, an announcement would send people out of a building that they are not in, and a survey would take
answers of whoever comes by.
"""

import datetime as dt
from typing import Any

from facilitation.transfer.records import Record, Row


class Change(str):
    """An English sentence on what is otherwise than in the file; `code` is its kind."""

    code: str

    def __new__(cls, code: str, sentence: str) -> "Change":
        """Make one of a kind."""
        made = super().__new__(cls, sentence)
        made.code = code
        return made


def brought(record: Record) -> tuple[Record, list[Change]]:
    """Return a checked record as it comes in, and what is otherwise than in the file."""
    event, said = dict(record["event"]), []
    rounds = record["rounds"]
    if event["phase"] == "round":
        rounds = [_ended(one, event, record["made_at"]) for one in rounds]
        last = max((one["position"] for one in rounds), default=event["round_position"])
        event["phase"] = "after" if event["round_position"] == last else "change"
        said.append(Change("round", f"Round {event['round_position']} was running; it is ended."))
    if event["announcement"] is not None:
        event["announcement"] = event["announcement_until"] = None
        event["announcement_translations"] = {}
        said.append(Change("announcement", "An announcement stood on the screens; it is taken down."))
    if event["feedback_state"] == "open":
        event["feedback_state"] = "closed"
        said.append(Change("survey", "The survey was open; it is closed, with the answers that it had."))
    return {**record, "event": event, "rounds": rounds}, said


def _ended(one: Row, event: dict[str, Any], made_at: str) -> Row:
    """Return a round as it was when the file was made; one that ran ended then at the latest."""
    if one["position"] != event["round_position"] or one["ended_at"] is not None:
        return one
    return {**one, "ended_at": min(filter(None, (one["ends_at"], made_at)), key=dt.datetime.fromisoformat)}
