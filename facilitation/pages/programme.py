"""The day's programme as pages show it: which line is past, now, next or later."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from facilitation.models import Event, ProgrammeItem

DAY = 1440
"""Minutes of a day."""


def programme(
    items: list[ProgrammeItem], day: dt.date, moment: dt.datetime, state: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Return the programme's lines with their state: past, now, next or later; on any other day all are `later`.

    `begin` and `end` are minutes since the day began; a line may begin or end after midnight. Lines of the World Café
    stand in `inner` of the day's line that holds them. `state` is the event's (`changes.event_state`): with it rounds
    are what they are, early or late, and only the rest follows the clock, as on the desk (lib/model/day.js).
    """
    lines = _timed([item for item in items if item.part == "day"], 0)
    cafe = next((line for line in lines if line["kind"] == "world_cafe"), None)
    inner = _timed([item for item in items if item.part == "world_cafe"], cafe["begin"] if cafe else 0)
    for line in lines:
        line["inner"] = inner if line["kind"] == "world_cafe" else []
    here = (moment.date() - day).days * DAY + moment.hour * 60 + moment.minute
    flat = [one for line in lines for one in (line["inner"] or [line])]
    if not 0 <= here < max([DAY, *(line["end"] for line in flat)]):
        return lines
    current = _current(flat, here, state)
    for place, line in enumerate(flat):
        over = place < current if current >= 0 else line["end"] <= here
        line["state"] = "now" if place == current else "past" if over else "later"
    if cafe is not None and inner:
        states = {line["state"] for line in inner}
        between = current < 0 and cafe["begin"] <= here < cafe["end"]
        cafe["state"] = "now" if between or len(states) > 1 else states.pop()
    for several in (lines, inner):
        coming = next((line for line in several if line["state"] == "later"), None)
        if coming is not None:
            coming["state"] = "next"
    return lines


def planned_rounds(event: Event) -> list[dict[str, int]]:
    """Return when rounds are planned: `round` (1, 2, …), `begin` and `end` in minutes since the event's day began."""
    lines = programme(event.programme, event.date, dt.datetime.combine(event.date, dt.time()))
    flat = [one for line in lines for one in (line["inner"] or [line])]
    rounds = [line for line in flat if line["kind"] == "round"]
    return [{"round": n, "begin": line["begin"], "end": line["end"]} for n, line in enumerate(rounds, 1)]


def _current(lines: list[dict[str, Any]], here: int, state: Mapping[str, Any] | None) -> int:
    """Return the index of the line that is now; -1 where none is."""
    by_clock = next((place for place, line in enumerate(lines) if line["begin"] <= here < line["end"]), -1)
    rounds = [place for place, line in enumerate(lines) if line["kind"] == "round"]
    if state is None or not rounds:
        return by_clock
    if state["phase"] == "before":
        return rounds[0] - 1 if 0 < rounds[0] <= by_clock else by_clock
    if not 1 <= (state["round"] or 0) <= len(rounds):
        return by_clock
    running: int = rounds[state["round"] - 1]
    if state["phase"] == "round":
        return running
    following = min(running + 1, len(lines) - 1)
    return following if state["phase"] == "change" else max(following, by_clock)


def _timed(items: list[ProgrammeItem], before: int) -> list[dict[str, Any]]:
    """Return lines with `begin` and `end`; `before` is a moment before which none of them begins by much.

    What seems to begin more than half a day before what stands above it begins after midnight.
    """
    lines = []
    for item in items:
        starts, ends = _minutes(item.starts), _minutes(item.ends)
        begin = before if starts is None else starts
        while begin < before - DAY // 2:
            begin += DAY
        length = 0 if starts is None or ends is None else (ends - starts) % DAY
        lines.append(
            {
                **{name: getattr(item, name) for name in ("starts", "ends", "kind", "title")},
                "begin": begin,
                "end": begin + length,
                "state": "later",
                "inner": [],
            }
        )
        before = begin
    return lines


def _minutes(time: str) -> int | None:
    """Return the minutes since midnight; None for what is no time, as imported events may have it."""
    said = re.fullmatch(r"(\d{1,2})[:.](\d\d)", time)
    return int(said[1]) * 60 + int(said[2]) if said else None
