"""The door for newcomers: open, open to who knows the day's word, or closed. Who did something before is in.

For the hour in which somebody sends strangers by the thousand: nothing tells them from a hall's guests, but a word
does that is said in the hall.
"""

import hmac
import secrets

from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event
from facilitation.services import limits
from facilitation.storage.transactions import writing

DOORS = ("open", "word", "closed")
"""How newcomers may come in."""
CONSONANTS, VOWELS, SYLLABLES = "bdfgklmnprstvwz", "aeiou", 4
"""What a word is made of: it can be said aloud in most languages, and there are 31 million of them."""
LONGEST_WORD = 40
"""Letters of what somebody typed that are compared."""


def set_door(actor: Actor, door: str, *, renew: bool = False) -> None:
    """Set how newcomers come in. The first time, or with `renew`, a day's word is drawn by lot.

    Raises CafeError `not_allowed`, `malformed` (door).
    """
    actor.require_organiser()
    if door not in DOORS:
        raise CafeError("malformed", field="door")
    with writing() as session:
        locked = select(Event).where(Event.id == actor.event_id).with_for_update()
        event = session.execute(locked.execution_options(populate_existing=True)).scalar_one()
        event.newcomers = door
        if door == "word" and (renew or event.day_word is None):
            event.day_word = new_word()


def new_word() -> str:
    """Return a word that nobody guesses: eight letters that can be said aloud."""
    return "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES))


def check(actor: Actor, door: str, wanted: str | None, said: str) -> None:
    """Refuse a newcomer whom the door does not let in; `said` is the day's word as it was typed.

    Tries are limited for each participant, and for the event, as a participant costs nothing.
    Raises CafeError `door_closed`, `word_wanted` (none was given), `word_wrong`, `too_many` (retry_after).
    """
    if door == "closed":
        raise CafeError("door_closed")
    if door != "word":
        return
    typed = "".join(said[:LONGEST_WORD].split()).casefold()
    if not typed:
        raise CafeError("word_wanted")
    limits.count_of(actor.participant_id, "word")
    limits.count_of(f"event {actor.event_id}", "words")
    if not hmac.compare_digest(typed.encode(errors="replace"), (wanted or "").encode()):
        raise CafeError("word_wrong")
