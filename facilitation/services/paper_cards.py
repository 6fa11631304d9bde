"""For people without a phone: paper cards that a host types in, and hands that a host counts."""

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Contribution
from facilitation.services import cards, journal, photos
from facilitation.services.committed import Committed
from facilitation.services.journal import Deed
from facilitation.services.moderation import moderate
from facilitation.storage.transactions import writing

MOST_HANDS = bounds.MOST_HANDS


def type_in(
    actor: Actor,
    station_id: int,
    *,
    id: str,
    text: str,
    kind: str,
    language: str,
    table: int | None = None,
    by_hand: int = 0,
    photo: str | None = None,
) -> Committed[Contribution]:
    """Store a card from paper, visible at once and without an author; sent again with the same id, answered as before.

    `by_hand` is how many people at the table agree (0 to 250), `photo` the id of the photo that shows the text.
    Raises CafeError `not_allowed`, `malformed` (id, by_hand), `text_empty`, `text_too_long`, `unknown_kind`,
    `unknown_language`, `unknown_table`, `unknown_photo`, `id_taken`.
    """
    actor.require_host(station_id)
    cards.check_order(id=id, kind=kind)
    _check_hands(by_hand)
    with writing() as session:
        deed = Deed(session, actor, station_id, "contribution.type_in")
        station = deed.station
        known = journal.known(session, Contribution, id, station_id)
        if known is not None:
            if known.participant_id is not None:
                raise CafeError("id_taken")
            return deed.done_before(known, state=known.state)
        event = station.event
        wording = cards.worded(
            text=text, language=language, table=table, languages=event.languages, tables=station.tables
        )
        if photo is not None:
            photos.standing_at(session, station_id, photo)
        running = event.current_round
        station.numbered += 1
        added = cards.row(
            id=id,
            station_id=station_id,
            round_id=cards.round_of(event.phase, running and running.id, running and running.ended_at),
            number=station.numbered,
            table=table,
            kind=kind,
            language=language,
            text=wording,
            state="visible",
            photo_id=photo,
            by_hand=by_hand,
        )
        contribution = Contribution(**added)
        deed.add(contribution, gone={"state": "hidden"})
        return deed.done(contribution, state=contribution.state)


def count_hands(actor: Actor, contribution_id: str, *, by_hand: int) -> Committed[Contribution]:
    """Set how many people without a phone (0 to 250) agree with a contribution, whoever wrote it.

    Raises CafeError `not_allowed`, `malformed` (by_hand), `unknown_contribution`, `contribution_gone`.
    """
    _check_hands(by_hand)
    return moderate(actor, contribution_id, "contribution.count_hands", by_hand=by_hand)


def _check_hands(by_hand: int) -> None:
    if not 0 <= by_hand <= MOST_HANDS:
        raise CafeError("malformed", field="by_hand")
