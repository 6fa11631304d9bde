"""Reads a harvest: everything visible, in the order in which files show it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import select

from facilitation.extensions import db
from facilitation.i18n.catalogue import Catalogue
from facilitation.ids import at
from facilitation.models import (
    REPORT_TEXTS,
    UNNAMED,
    Cluster,
    CommonTheme,
    Contribution,
    Event,
    Measure,
    Photo,
    Recommendation,
    Statement,
    Station,
    Wording,
)
from facilitation.models.columns import now
from facilitation.models.wording import mark_of
from facilitation.queries import survey
from facilitation.queries.covering import CONTACT, covered, covered_row
from facilitation.queries.harvest import nouns
from facilitation.services import counting, rehearsals, report_texts, report_writing
from facilitation.storage import turns

Row = TypeVar("Row")


class _Cover(NamedTuple):
    """How contact data is covered: as in the event's country, by this word of the file's language."""

    country: str
    word: str

    def row(self, row: Any, *names: str) -> dict[str, Any]:
        """Return texts of a row as files show them, by their names."""
        return covered_row(row, *names, country=self.country, mask=self.word)

    def text(self, text: str) -> str:
        """Return a text that no host confirms as files show it."""
        return covered(text, self.country, confirmed=False, mask=self.word)


TURN = 20
"""Rows read before other requests have their turn; they take less than 2 ms."""


def of(event: Event, *, language: str = "de") -> nouns.EventHarvest:
    """Read the event's harvest as of now: only what is visible.

    Contact data is covered in every text, unless a host confirmed it. What lies in a theme that no host has named yet
    is without a theme.

    `language` is the report's (one of LANGUAGES); where a text of organisers or hosts is missing in it, the German one
    is used. Raises ValueError for another language.
    """
    cover = _Cover(event.country, Catalogue(language)(CONTACT))
    rounds = {one.id: one.position for one in event.rounds}
    stations = tuple(_station(station, rounds, cover, language) for station in event.stations)
    languages = Counter(one.language for station in stations for one in station.contributions)
    turns.give_after_a_slice()
    said = _texts(event, cover, language)
    turns.give_after_a_slice()
    around = _feedback(event, cover), _recommendations(event, cover), _common_themes(event, cover)
    turns.give_after_a_slice()
    return nouns.EventHarvest(
        slug=event.slug,
        title=event.title,
        date=event.date,
        timezone=event.timezone,
        place_name=event.place_name,
        street=event.street,
        postcode=event.postcode,
        city=event.city,
        directions=event.directions,
        organiser=event.organiser,
        addressee=event.addressee,
        aims=tuple(event.aims),
        programme=tuple(
            nouns.ProgrammeEntry(item.starts, item.ends, item.kind, item.title, item.part) for item in event.programme
        ),
        etiquette=tuple(event.etiquette),
        rounds=tuple((one.position, one.title) for one in event.rounds),
        held=tuple((one.position, one.started_at, one.ended_at) for one in event.rounds if one.started_at),
        stations=stations,
        people=counting.people_at([station.id for station in event.stations]),
        contributions=sum(len(station.contributions) for station in stations),
        votes=sum(station.votes for station in stations),
        languages=tuple(language for language, _ in languages.most_common()),
        made_at=now(),
        rehearsal=rehearsals.of(event.id) is not None,
        feedback=around[0],
        introduction=said["introduction"],
        summary=said["summary"],
        plain=said["plain"],
        funding=said["funding"],
        recommendations=around[1],
        common_themes=around[2],
    )


def _texts(event: Event, cover: _Cover, language: str) -> dict[str, str]:
    """The organisers' texts by name, a paragraph in each line."""
    written = report_texts.standing(event.id)
    said = {}
    for name in REPORT_TEXTS:
        rows = [written[name, code] for code in (language, "de") if (name, code) in written]
        texts = [cover.row(row, "text")["text"] for row in rows]
        lines = next(filter(None, texts), "").split("\n")
        said[name] = "\n".join(line.strip() for line in lines if line.strip())
    return said


def _recommendations(event: Event, cover: _Cover) -> tuple[nouns.HarvestRecommendation, ...]:
    return tuple(
        nouns.HarvestRecommendation(**cover.row(one, "what", "why", "responsibility"), horizon=one.horizon)
        for one in _in_turns(report_writing.standing(event.id, Recommendation))
        if one.what
    )


def _common_themes(event: Event, cover: _Cover) -> tuple[nouns.HarvestCommonTheme, ...]:
    of_event = select(Cluster.id, Cluster.title, Cluster.contact_confirmed, Station.position).join(Station)
    standing = Cluster.removed.is_(False), Cluster.title != UNNAMED
    rows = db.session.execute(of_event.where(Station.event_id == event.id, *standing))
    clusters = {row.id: (row.position, cover.row(row, "title")["title"]) for row in _in_turns(rows.all())}
    return tuple(
        nouns.HarvestCommonTheme(
            **cover.row(one, "title", "text"),
            themes=tuple(sorted(clusters[id] for id in one.clusters if id in clusters)),
        )
        for one in report_writing.standing(event.id, CommonTheme)
        if one.title
    )


def _station(station: Station, rounds: dict[int, int], cover: _Cover, language: str) -> nouns.StationHarvest:
    titles = {
        cluster.id: cover.row(cluster, "title")["title"]
        for cluster in db.session.scalars(
            select(Cluster)
            .where(Cluster.station_id == station.id, Cluster.removed.is_(False), Cluster.title != UNNAMED)
            .order_by(Cluster.position)
        )
    }
    turns.give_after_a_slice()
    contributions = _contributions(station, rounds, titles, cover)
    turns.give_after_a_slice()
    numbers = {one.id: one.number for _, one in contributions}
    stated = _stated(station, rounds, titles, numbers, cover, language)
    turns.give_after_a_slice()
    measures, photos = _measures(station, cover), _photos(station, rounds, cover)
    turns.give_after_a_slice()
    clusters, people = _clusters(titles, contributions), counting.people_at([station.id])
    turns.give_after_a_slice()
    return nouns.StationHarvest(
        position=station.position,
        slug=station.slug,
        short_title=station.short_title,
        title=station.title,
        question=station.question,
        description=station.description,
        prompts=tuple(station.prompts),
        colour=station.colour,
        sign=station.sign,
        tables=station.tables,
        statements=tuple(one for kind, one in stated if kind == "statement"),
        questions=tuple(one for kind, one in stated if kind == "question"),
        clusters=clusters,
        unclustered=tuple(one for cluster, one in contributions if cluster is None and one.dots is not None),
        contributions=tuple(one for _, one in contributions),
        measures=measures,
        people=people,
        votes=sum(one.dots or 0 for _, one in contributions),
        photos=photos,
    )


def _contributions(
    station: Station, rounds: dict[int, int], titles: dict[str, str], cover: _Cover
) -> list[tuple[str | None, nouns.HarvestContribution]]:
    wanted = (
        select(Contribution)
        .where(Contribution.station_id == station.id, Contribution.state == "visible")
        .order_by(Contribution.number)
    )
    rows = list(_in_turns(db.session.scalars(wanted.execution_options(yield_per=TURN))))
    numbers = {row.id: f"S{station.position}-{row.number:03}" for row in rows}
    by_hand = Counter({row.id: row.by_hand for row in rows})
    for row in rows:
        if row.merged_into in numbers:
            by_hand[row.merged_into] += row.by_hand
    own = {row.id: row.cluster_id for row in rows}
    clusters = {row.id: at(own, row.merged_into, row.cluster_id) for row in rows}
    worded = _worded(station, rows, cover)
    return [
        (
            clusters[row.id] if clusters[row.id] in titles else None,
            nouns.HarvestContribution(
                id=row.id,
                number=numbers[row.id],
                kind=row.kind,
                language=row.language,
                **cover.row(row, "text", "german", "author"),
                votes=row.votes,
                round=at(rounds, row.round_id),
                table=row.table,
                reply_to=at(numbers, row.reply_to),
                merged_into=at(numbers, row.merged_into),
                by_hand=by_hand[row.id],
                cluster=at(titles, clusters[row.id]),
                highlighted=row.highlighted,
                edited=row.edited,
                created_at=row.created_at,
                worded=None if row.german else worded.get(row.id),
            ),
        )
        for row in _in_turns(rows)
    ]


def _worded(station: Station, rows: list[Contribution], cover: _Cover) -> dict[str, str]:
    """Read guests' German wordings by the contributions' ids, of what still reads as it did."""
    marks = {row.id: mark_of(row.text) for row in _in_turns(rows)}
    wanted = select(Wording).where(
        Wording.station_id == station.id, Wording.language == "de", Wording.state == "visible"
    )
    said = _in_turns(db.session.scalars(wanted.execution_options(yield_per=TURN)))
    return {one.contribution_id: cover.text(one.text) for one in said if one.made_of == at(marks, one.contribution_id)}


def _in_turns(rows: Iterable[Row], turn: int | None = None) -> Iterator[Row]:
    """Yield all rows; after every `turn` of them (else TURN) others have theirs, so that no export stops a hall."""
    for place, row in enumerate(rows, start=1):
        yield row
        if place % (turn or TURN) == 0:
            turns.give()


def _clusters(
    titles: dict[str, str], contributions: list[tuple[str | None, nouns.HarvestContribution]]
) -> tuple[nouns.HarvestCluster, ...]:
    clusters = []
    for cluster_id, title in titles.items():
        inside = [one for id, one in contributions if id == cluster_id]
        held = sorted((one for one in inside if one.dots is not None), key=lambda one: -one.votes)
        if held:
            dots = sum(one.votes for one in held)
            clusters.append(nouns.HarvestCluster(title, dots, tuple(held), beneath=len(inside) - len(held)))
    return tuple(sorted(clusters, key=lambda cluster: -cluster.votes))


def _stated(
    station: Station,
    rounds: dict[int, int],
    titles: dict[str, str],
    numbers: dict[str, str],
    cover: _Cover,
    language: str,
) -> list[tuple[str, nouns.HarvestStatement]]:
    """Read statements and open questions, each with its kind: round by round, the whole station last."""
    rows = db.session.scalars(
        select(Statement).where(Statement.station_id == station.id, Statement.removed.is_(False))
    ).all()
    said = sorted(rows, key=lambda row: (at(rounds, row.round_id, 99), row.position))
    return [
        (
            row.kind,
            nouns.HarvestStatement(
                text=_said_in(row, cover, language),
                language=language if row.translations.get(language) else "de",
                round=at(rounds, row.round_id),
                themes=tuple(titles[id] for id in row.behind["clusters"] if id in titles),
                voices=tuple(sorted(numbers[id] for id in row.behind["contributions"] if id in numbers)),
            ),
        )
        for row in said
    ]


def _said_in(row: Statement, cover: _Cover, language: str) -> str:
    """Return a statement's text in a language, or its own where there is none in that."""
    said = cover.row(row, "text", "translations")
    return str(said["translations"].get(language) or said["text"])


def _measures(station: Station, cover: _Cover) -> tuple[nouns.HarvestMeasure, ...]:
    rows = db.session.scalars(
        select(Measure).where(Measure.station_id == station.id, Measure.removed.is_(False)).order_by(Measure.position)
    )
    return tuple(nouns.HarvestMeasure(**cover.row(row, "what", "who", "by_when"), state=row.state) for row in rows)


def _photos(station: Station, rounds: dict[int, int], cover: _Cover) -> tuple[nouns.HarvestPhoto, ...]:
    """Read the photos, numbered in the order they came; removed ones keep their numbers, so that no other gets them."""
    rows = db.session.scalars(
        select(Photo).where(Photo.station_id == station.id).order_by(Photo.taken_at, Photo.id)
    ).all()
    return tuple(
        nouns.HarvestPhoto(
            id=row.id,
            number=f"S{station.position}-F{place:02}",
            **cover.row(row, "caption"),
            table=row.table,
            round=at(rounds, row.round_id),
            width=row.width,
            height=row.height,
            taken_at=row.taken_at,
        )
        for place, row in enumerate(rows, start=1)
        if not row.removed
    )


def _feedback(event: Event, cover: _Cover) -> nouns.HarvestFeedback | None:
    """Read the feedback, without hidden comments; None where it was never opened and nobody answered."""
    counted = survey.tally(event.id)
    if event.feedback_state == "before" and not counted.people:
        return None
    return nouns.HarvestFeedback(
        people=counted.people,
        scales=tuple(nouns.HarvestScale(asked.text, counts, asked.closed) for asked, counts in counted.questions),
        asked=event.feedback_free_text,
        comments=tuple(
            nouns.HarvestComment(
                row.language,
                **cover.row(row, "text", "german"),
            )
            for row in _in_turns(counted.comments, survey.TURN)
            if not row.hidden
        ),
    )
