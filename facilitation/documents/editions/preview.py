"""A preview of the report: its parts in order, each with its figures and with what is still open in it.

It is computed from the harvest alone; the words for it stand in templates/report.html.
"""

from collections.abc import Mapping
from typing import NamedTuple

from facilitation.queries.harvest import EventHarvest, HarvestContribution, StationHarvest


class Remark(NamedTuple):
    """Something that is open or left out: a `code`, how many (`number`), and a common theme's `title`."""

    code: str
    number: int = 1
    title: str = ""


class Chapter(NamedTuple):
    """A part of the report with named numbers; `station` is a station's position, None for other parts."""

    name: str
    station: int | None
    figures: tuple[tuple[str, int], ...]
    remarks: tuple[Remark, ...]

    @property
    def figure(self) -> dict[str, int]:
        """The figures by their names."""
        return dict(self.figures)


def of(harvest: EventHarvest, waiting: Mapping[int, int]) -> list[Chapter]:
    """List the report's parts; `waiting` is how many contributions wait for approval, by a station's position."""
    return [
        _text("summary", harvest.summary),
        *([Chapter("plain", None, (), ())] if harvest.plain else []),
        _text("introduction", harvest.introduction),
        Chapter("figures", None, _gathered(harvest), _when(("nothing_yet", int(not harvest.contributions)))),
        *(_station(station, waiting.get(station.position, 0)) for station in harvest.stations),
        _common_themes(harvest),
        _recommendations(harvest),
        _feedback(harvest),
        _text("funding", harvest.funding),
    ]


def open_remarks(parts: list[Chapter]) -> int:
    """Count the remarks of all parts."""
    return sum(len(part.remarks) for part in parts)


def _text(name: str, text: str) -> Chapter:
    return Chapter(name, None, (), _when((f"no_{name}", int(not text))))


def _gathered(harvest: EventHarvest) -> tuple[tuple[str, int], ...]:
    return (
        ("people", harvest.people),
        ("contributions", harvest.contributions),
        ("votes", harvest.votes),
        ("languages", len(harvest.languages)),
    )


def _station(station: StationHarvest, waiting: int) -> Chapter:
    figures = (
        ("people", station.people),
        ("contributions", len(station.contributions)),
        ("themes", len(station.clusters)),
        ("statements", len(station.statements)),
        ("questions", len(station.questions)),
        ("measures", len(station.measures)),
        ("photos", len(station.photos)),
    )
    remarks = _when(
        ("no_statements", int(not station.statements)),
        ("waiting", waiting),
        ("without_german", sum(map(_lacks_german, station.contributions))),
        ("unclustered", station.without_theme if station.clusters else 0),
        ("measures_open", sum(not (one.who and one.by_when) for one in station.measures)),
        ("no_caption", sum(not one.caption for one in station.photos)),
    )
    return Chapter("station", station.position, figures, remarks)


def _lacks_german(one: HarvestContribution) -> bool:
    return one.language.split("-")[0] != "de" and not one.german


def _common_themes(harvest: EventHarvest) -> Chapter:
    narrow = [
        Remark("one_station", 1, theme.title)
        for theme in harvest.common_themes
        if len({position for position, _ in theme.themes}) < 2
    ]
    none = _when(("no_common_themes", int(not harvest.common_themes)))
    return Chapter("common_themes", None, (("common_themes", len(harvest.common_themes)),), (*none, *narrow))


def _recommendations(harvest: EventHarvest) -> Chapter:
    remarks = _when(
        ("no_recommendations", int(not harvest.recommendations)),
        ("without_responsibility", sum(not one.responsibility for one in harvest.recommendations)),
    )
    return Chapter("recommendations", None, (("recommendations", len(harvest.recommendations)),), remarks)


def _feedback(harvest: EventHarvest) -> Chapter:
    if harvest.feedback is None or not harvest.feedback.people:
        return Chapter("feedback", None, (), _when(("no_feedback", 1)))
    lacking = sum(one.language.split("-")[0] != "de" and not one.german for one in harvest.feedback.comments)
    figures = (("people", harvest.feedback.people), ("comments", len(harvest.feedback.comments)))
    return Chapter("feedback", None, figures, _when(("comments_without_german", lacking)))


def _when(*counted: tuple[str, int]) -> tuple[Remark, ...]:
    return tuple(Remark(code, count) for code, count in counted if count)
