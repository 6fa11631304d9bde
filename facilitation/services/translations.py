"""What an event's own texts are in other languages: which texts there are, and storing what translators made of them.

A translation is found by its original (`models/translation.py`), so that a text which somebody changed has none.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, literal, select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.contact_data import has_contact_data
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.i18n.language_codes import VARIANTS
from facilitation.models import Cluster, Event, Statement, Translation
from facilitation.models.translation import key_of
from facilitation.services import event_journal, feedback
from facilitation.services.committed import Committed, of_event
from facilitation.storage import erasing, turns
from facilitation.storage.statements import AnyRow
from facilitation.storage.transactions import CafeSession, lock_event, raise_event_revision, writing

PLAN_LIMIT = bounds.PLAN_LIMIT
TEXT_LIMIT = bounds.TEXT_LIMIT
TITLE_LIMIT = bounds.TITLE_LIMIT
AT_A_TIME = 50
"""Translations of a sheet that are stored before others have their turn; they take a millisecond."""
OF_EVENT = ("title", "place_name", "directions", "organiser", "addressee", "contact", "imprint")
OF_ACCESSIBILITY = ("accessibility_method", "accessibility_open", "enforcement_body")
OF_STATION = ("short_title", "title", "question", "description")


class Place(NamedTuple):
    """Where a text stands: the noun, its field, and which one of several, or 0 where there is one only.

    `noun` is event, programme, round, station, survey, theme or statement. `inner` counts within that one: a prompt's
    round.
    """

    noun: str
    field: str
    position: int = 0
    inner: int = 0


class OwnText(NamedTuple):
    """A text of an event with all places where it stands. A translation has at most `limit` graphemes."""

    original: str
    places: tuple[Place, ...]
    limit: int

    @property
    def is_line(self) -> bool:
        """Whether it stands on one line, as its translation then does."""
        return "\n" not in self.original


class Stored(NamedTuple):
    """What an upload led to: how many translations are new or other, were removed, and were there already."""

    changed: int
    removed: int
    same: int


def own_texts(event: Event) -> list[OwnText]:
    """Return every text of an event that its organisers wrote, each once, in the order in which guests meet them."""
    return _each_once(_planned(event))


def hosts_texts(event: Event) -> list[OwnText]:
    """Return the titles of the event's themes and its key statements, as they stand now, each once.

    They go to whoever translates them, at home: those with contact data that no host confirmed stay here.
    """
    return _each_once(_by_hosts(event))


def standing(event_id: int, language: str) -> dict[str, str]:
    """Return an event's translations into a language, by their originals."""
    known = select(Translation.original, Translation.text).where(
        Translation.event_id == event_id, Translation.language == language
    )
    return {row.original: row.text for row in db.session.execute(known)}


def every(event_id: int) -> dict[str, dict[str, str]]:
    """Return all of an event's translations: by language, then by original."""
    columns = select(Translation.language, Translation.original, Translation.text)
    known = columns.where(Translation.event_id == event_id).order_by(Translation.language)
    said: dict[str, dict[str, str]] = {}
    for language, original, text in db.session.execute(known):
        said.setdefault(language, {})[original] = text
    return said


def missing(event: Event) -> int:
    """Return how many translations of the organisers' own texts are missing, in all languages together."""
    own, said = own_texts(event), every(event.id)
    return sum(text.original not in said.get(code, {}) for code in languages_of(event) for text in own)


def languages_of(event: Event) -> list[str]:
    """Return the languages into which an event's texts are translated: all that its guests may write in but its own.

    With them come the variants of all these in which somebody may read.
    """
    written = {event.language, *event.languages}
    variants = [variant for variant, language in VARIANTS.items() if language in written]
    return [*(code for code in event.languages if code != event.language), *variants]


def add(session: CafeSession, event_id: int, said: Mapping[str, Mapping[str, str]]) -> None:
    """Add translations to a new event, within its transaction: by language, then by original."""
    session.add_all(
        Translation(event_id=event_id, language=language, key=key_of(original), original=original, text=text)
        for language, texts in said.items()
        for original, text in texts.items()
    )


def put(actor: Actor, said: Mapping[str, Mapping[str, str | None]]) -> Committed[Stored]:
    """Store translations, by language and original, all of them or none; None removes one.

    They are cleaned, and of texts that the event has (`pages/translations.py`). Raises CafeError `not_allowed`,
    `question_answered` (original, language) as `feedback.ask_otherwise` does.
    """
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        known, done = every(event.id), Stored(0, 0, 0)
        questions = {question.text: question for question in feedback.questions(event)}
        answered, reworded = feedback.answered(session, event.id), set[str]()
        other: list[dict[str, Any]] = []
        for language, texts in said.items():
            for original, text in texts.items():
                before = known.get(language, {}).get(original)
                if before == text:
                    done = done._replace(same=done.same + 1)
                    continue
                if before is not None and original in questions:
                    if answered[questions[original].number]:
                        raise CafeError("question_answered", original=original, language=language)
                    reworded.add(original)
                other.append({"language": language, "key": key_of(original), "original": original, "text": text})
                if text is None:
                    done = done._replace(removed=done.removed + 1)
                else:
                    done = done._replace(changed=done.changed + 1)
                turns.give_after_a_slice()
        if not done.changed and not done.removed:
            return Committed(done)
        _replace(session, event.id, other)
        for original in reworded:
            feedback.ask_otherwise(session, event, questions[original])
        event.texts += 1  # screens fetch what they say anew
        session.flush()
        raise_event_revision(session, event.id)
        erasing.want()
        event_journal.note(session, actor, "translations.put", changed=done.changed, removed=done.removed)
        return of_event(done)._replace(survey="state") if reworded else of_event(done)


def keep_own(session: CafeSession, event: Event) -> int:
    """Delete the translations of what hosts wrote and of what is no more, and return how many there were.

    Those of the organisers' own texts stay, as these do.
    """
    own = {key_of(text.original) for text in own_texts(event)}
    others = set(session.scalars(select(Translation.key).where(Translation.event_id == event.id))) - own
    for key in others:
        session.execute(delete(Translation).where(Translation.event_id == event.id, Translation.key == key))
    return len(others)


def _replace(session: CafeSession, event_id: int, said: list[dict[str, Any]]) -> None:
    """Store translations in place of those before, some at a time: a sheet brings thousands; without a text it goes."""
    table = Translation.__table__
    named = table.c.event_id == event_id, table.c.language == bindparam("of"), table.c.key == bindparam("named")
    for begin in range(0, len(said), AT_A_TIME):
        some = said[begin : begin + AT_A_TIME]
        known = [{"of": one["language"], "named": one["key"]} for one in some]
        session.connection().execute(delete(table).where(*named), known)
        fresh = [{"event_id": event_id, **one} for one in some if one["text"] is not None]
        if fresh:
            session.connection().execute(insert(table), fresh)
        turns.give_after_a_slice()


def _each_once(found: Iterable[tuple[Place, str, int]]) -> list[OwnText]:
    """Return texts with all their places; what stands in two has the lower limit."""
    texts: dict[str, OwnText] = {}
    for place, original, limit in found:
        if original:
            known = texts.get(original, OwnText(original, (), limit))
            texts[original] = OwnText(original, (*known.places, place), min(known.limit, limit))
    return list(texts.values())


def _planned(event: Event) -> Iterator[tuple[Place, str, int]]:
    for field in OF_EVENT:
        yield _column("event", event, field)
    for field in ("aims", "etiquette"):
        for position, line in enumerate(getattr(event, field), start=1):
            yield Place("event", field, position), line, TEXT_LIMIT
    for item in event.programme:
        yield _column("programme", item, "title", item.position)
    for one in event.rounds:
        yield _column("round", one, "title", one.position)
    for station in event.stations:
        for field in OF_STATION:
            yield _column("station", station, field, station.position)
        for inner, prompt in enumerate(station.prompts, start=1):
            yield Place("station", "prompts", station.position, inner), prompt, TEXT_LIMIT
    for question in feedback.questions(event):
        yield Place("survey", "text", question.position), question.text, TEXT_LIMIT
    yield Place("survey", "free_text"), event.feedback_free_text, TEXT_LIMIT
    for field in OF_ACCESSIBILITY:
        yield _column("event", event, field)


def _column(noun: str, row: Any, field: str, position: int = 0) -> tuple[Place, str, int]:
    """Return a row's text; its translation may be as long as the column lets the text itself be."""
    length = row.__table__.c[field].type.length
    return Place(noun, field, position), getattr(row, field), length or PLAN_LIMIT


def _by_hosts(event: Event) -> Iterator[tuple[Place, str, int]]:
    for station in event.stations:
        for row in of_station(station.id):
            if row.contact_confirmed or not has_contact_data(row.said, event.country):
                is_title = row.noun == "theme"
                place = Place(row.noun, "title" if is_title else "text", station.position)
                yield place, row.said, TITLE_LIMIT if is_title else TEXT_LIMIT


def of_station(station_id: int) -> Iterator[AnyRow]:
    """Return a station's themes and statements: `noun`, `id`, how each is `said`, and `contact_confirmed`."""
    for noun, model, column in (("theme", Cluster, Cluster.title), ("statement", Statement, Statement.text)):
        named = select(literal(noun).label("noun"), model.id, column.label("said"), model.contact_confirmed)
        standing = named.where(model.station_id == station_id, model.removed.is_(False))
        yield from db.session.execute(standing.order_by(model.position, model.id))
