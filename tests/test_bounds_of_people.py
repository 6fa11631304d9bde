"""Every bound of how often somebody may send something, and of who comes how, at the bound and one above."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import insert

from facilitation import bounds, clock, memory
from facilitation.actor import Actor
from facilitation.config import from_environment
from facilitation.extensions import db
from facilitation.models import Event, Participant, Station
from facilitation.models.columns import lot, now
from facilitation.services import contributions, feedback, limits, newcomers
from facilitation.storage.statements import transaction
from tests.conftest import Guests, refused, write
from tests.services.test_limits import Wait
from tests.services.test_limits import wait as wait
from tests.test_bounds_of_files import STEPS


@pytest.fixture(autouse=True)
def nobody_yet() -> None:
    """Nobody has sent anything."""
    memory.forget_all()


def sent(many: int, what: str, age: float = bounds.GROWING_SECONDS) -> None:
    """Send so many of a kind at once, as somebody who came so many seconds ago."""
    sender = Actor(1, lot())
    for _ in range(many):
        limits.count(sender, None, what, age=age)


@STEPS
@pytest.mark.parametrize("what", bounds.RATES)
def test_how_often(wait: Wait, what: str, above: int) -> None:
    a_minute, at_once, *at_first = bounds.RATES[what]
    for _ in range(at_once):
        limits.count_of("somebody", what)
    wait(59.999)
    for _ in range(a_minute - 1):
        limits.count_of("somebody", what)
    if above:
        with refused("too_many"):
            limits.count_of("somebody", what)
    wait(0.002)
    limits.count_of("somebody", what)
    for many, age in [(at_once, bounds.GROWING_SECONDS), *((first, 0) for first in at_first)]:
        if above:
            with refused("too_many"):
                sent(many + 1, what, age)
        else:
            sent(many, what, age)


@STEPS
def test_growing(wait: Wait, above: int) -> None:
    at_once = bounds.RATES["add"][1]
    if above:
        with refused("too_many"):
            sent(at_once, "add", bounds.GROWING_SECONDS - 1)
    else:
        sent(at_once, "add", bounds.GROWING_SECONDS)


@STEPS
def test_counts_that_are_kept(wait: Wait, above: int) -> None:
    limits._used_until.update({(f"quiet {number}", "add"): 0.0 for number in range(bounds.COUNTS_KEPT - 1 + above)})
    limits.count_of("somebody", "add")
    assert len(limits._used_until) == (1 if above else bounds.COUNTS_KEPT)


RUSHES: dict[str, tuple[int, bool, float]] = {
    "RUSH_STRAIGHT": (bounds.RUSH_STRAIGHT, True, 1),
    "RUSH_OF_ANY": (bounds.RUSH_OF_ANY, False, 1),
    "RUSH_SECONDS": (bounds.RUSH_STRAIGHT, True, bounds.RUSH_SECONDS),
}
"""How many come, whether straight, and within how many seconds."""


@pytest.mark.parametrize("enough", [False, True], ids=["one below", "at the bound"])
@pytest.mark.parametrize("what", RUSHES)
def test_a_rush(event: Event, what: str, enough: bool) -> None:
    many, straight, seconds = RUSHES[what]
    before, moment = many - 1, now()
    if what == "RUSH_SECONDS":
        seconds -= 0.001 * enough
    else:
        before -= not enough
    came = {"event_id": event.id, "language": "de", "straight": straight}
    since = moment - dt.timedelta(seconds=seconds)
    db.session.execute(insert(Participant), [{**came, "id": lot(), "joined_at": since} for _ in range(before)])
    db.session.commit()
    with transaction() as store:
        found, _ = newcomers.rushes(store, event.id, moment, straight=straight, leave_out=False)
    assert found is enough


@STEPS
def test_who_comes_straight(event: Event, station: Station, monkeypatch: pytest.MonkeyPatch, above: int) -> None:
    """Sooner after the scan than anybody reads."""
    scanned = clock.wall()
    monkeypatch.setattr(clock, "wall", lambda: scanned + bounds.STRAIGHT_SECONDS - 0.001 * (not above))
    author = Actor(event.id, lot(), came_at=scanned)
    write(author, station)
    db.session.rollback()
    assert db.session.get_one(Participant, author.participant_id).straight is not bool(above)


@STEPS
def test_who_writes_early(station: Station, guest: Guests, monkeypatch: pytest.MonkeyPatch, above: int) -> None:
    author = guest()
    monkeypatch.setattr(contributions, "age_of", lambda _: bounds.EARLY_SECONDS + above)
    write(author, station)
    db.session.rollback()
    assert db.session.get_one(Participant, author.participant_id).wrote_early is not bool(above)


@STEPS
def test_a_days_word(guest: Guests, above: int) -> None:
    wanted, actor = "badebuda", guest()
    said = wanted.rjust(bounds.DAY_WORD_LIMIT + above)
    if above:
        with refused("word_wrong"):
            newcomers.check(actor, "word", wanted, said)
    else:
        newcomers.check(actor, "word", wanted, said)


@STEPS
def test_a_survey_that_opens_again(event: Event, organiser: Actor, monkeypatch: pytest.MonkeyPatch, above: int) -> None:
    feedback.begin(organiser)
    feedback.end(organiser)
    assert event.feedback_closed_at is not None
    later = event.feedback_closed_at + dt.timedelta(seconds=bounds.SURVEY_SECONDS - 1 + above)
    monkeypatch.setattr(feedback, "now", lambda: later)
    if above:
        with refused("feedback_sealed"):
            feedback.begin(organiser)
    else:
        feedback.begin(organiser)


@STEPS
@pytest.mark.parametrize("setting", ["SECRET_KEY", "METRICS_TOKEN"])
def test_secrets(tmp_path: Path, setting: str, above: int) -> None:
    """Here it is one below that is refused."""
    least = bounds.SHORTEST_SECRET if setting == "SECRET_KEY" else bounds.SHORTEST_TOKEN
    given = {"DATA_DIR": str(tmp_path), setting: "x" * (least - above)}
    if above:
        with pytest.raises(ValueError, match=f"^{setting} .* {least}"):
            from_environment(given)
    else:
        from_environment(given)
