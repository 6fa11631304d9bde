"""Whatever hosts and guests do and take back, in whatever order: the board stays whole."""

import io
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import MEASURE_STATES, Behind, Cluster, JournalEntry, Wording
from facilitation.models.wording import mark_of
from facilitation.services import (
    clusters,
    contributions,
    events,
    journal,
    measures,
    merging,
    moderation,
    newcomers,
    paper_cards,
    participants,
    photos,
    statements,
    stations,
    votes,
    wordings,
)
from tests import camera
from tests.apps import MovingApp
from tests.conftest import add, an_hour_ago, new_id, read, wording
from tests.services import whole_board

REFUSALS = frozenset(
    {
        *(
            "changed_since",
            "contribution_gone",
            "contribution_hidden",
            "hidden_meanwhile",
            "malformed",
            "no_votes_left",
        ),
        *("not_yours", "too_many", "unknown_cluster", "unknown_entry", "unknown_measure", "unknown_photo"),
        *(
            "unknown_statement",
            "reworded",
            "worded",
            "wording_hidden",
            "parent_gone",
            "paused",
            "from_paper",
            "unknown_wording",
        ),
    }
)
CARDS, THEMES, GUESTS = 4, 1, 2
card, theme, guest = st.integers(0, CARDS), st.integers(0, THEMES), st.integers(0, GUESTS - 1)
some = st.integers(0, 5)
WRITTEN = {
    "statement": ("add", "edit", "translate", "arrange", "remove"),
    "measure": ("add", "edit", "set_state", "arrange", "remove"),
    "photo": ("add", "edit", "remove"),
    "german": ("word",),
    "wording": ("add", "word", "edit", "approve", "hide", "withdraw"),
}
"""What is written beside the cards, and what is done with it."""
back = st.integers(0, 7)
"""How many deeds of the journal lie after the one that is taken back."""
DEEDS = st.one_of(
    *(st.tuples(st.just("undo"), back) for _ in range(3)),
    *(st.tuples(st.just("merge"), card, card) for _ in range(3)),
    *(st.tuples(st.just("put"), card, theme) for _ in range(2)),
    *(st.tuples(st.just("vote"), guest, card, st.booleans()) for _ in range(2)),
    *(st.tuples(st.just(name), card) for name in ("separate", "hide", "show", "approve", "withdraw", "reword", "edit")),
    st.tuples(st.just("merge_many"), card, st.lists(card, min_size=2, max_size=3)),
    st.tuples(st.just("vote"), guest, card, st.just(True)),
    st.tuples(
        st.just("open"),
    ),
    st.tuples(st.just("write"), guest),
    st.tuples(st.just("type_in"), st.integers(0, 3)),
    st.tuples(st.just("count_hands"), card, st.integers(0, 3)),
    st.tuples(st.just("dissolve"), theme),
    st.tuples(st.just("approve_first"), st.booleans()),
    st.tuples(st.just("leave_out"), st.booleans()),
    st.tuples(st.just("highlight"), card, st.booleans()),
    st.tuples(st.just("pause"), card, st.booleans()),
    st.tuples(st.just("answer"), guest, card),
    st.tuples(st.just("rename"), theme, some),
    *(st.tuples(st.just(f"{noun}_{verb}"), some, some) for noun, verbs in WRITTEN.items() for verb in verbs),
)
STEPS = st.lists(DEEDS, min_size=25, max_size=50)


class Board:
    """A station that has cards and a theme, its host, the organiser, and guests, of whom the first came in a rush."""

    def __init__(self) -> None:
        event = events.find("dresden-2023")
        self.station = stations.find(event.id, "foerderung-und-raeume")
        self.id, self.slug = self.station.id, self.station.slug
        self._host = Actor(event.id, hosts=frozenset({self.id}))
        self._organiser = Actor(event.id, organiser=True)
        joined = [participants.join(event, language="de", joined_at=an_hour_ago()) for _ in range(GUESTS)]
        joined[0].rushed = True
        self._guests = [Actor(event.id, one.id) for one in joined]
        db.session.commit()
        self._cards: list[tuple[str, Actor]] = []
        self._themes: list[str] = []
        self._statements: list[str] = []
        self._measures: list[str] = []
        self._photos: list[str] = []
        self._wordings: list[tuple[str, Actor]] = []
        for place in range(CARDS):
            self.write(place % GUESTS)
        for _ in range(THEMES):
            self.open()

    def do(self, name: str, *chosen: Any) -> None:
        """Do something, or be refused in words."""
        try:
            getattr(self, name)(*chosen)
        except CafeError as refusal:
            if refusal.code not in REFUSALS:
                raise

    def _card(self, place: int) -> str:
        return self._cards[place % len(self._cards)][0]

    def _theme(self, place: int) -> str:
        return self._themes[place % len(self._themes)]

    def write(self, who: int) -> None:
        self._cards.append((add(self._guests[who], self.slug).id, self._guests[who]))

    def type_in(self, by_hand: int) -> None:
        id = new_id()
        paper_cards.type_in(self._host, self.id, id=id, text="Vom Papier", kind="idea", language="de", by_hand=by_hand)
        self._cards.append((id, self._host))

    def open(self) -> None:
        self._themes.append(new_id())
        clusters.add(self._host, self.id, id=self._themes[-1], title=f"Thema {len(self._themes)}")

    def edit(self, place: int) -> None:
        id, author = self._cards[place % len(self._cards)]
        contributions.edit(author, id, was=wording(id), text=f"{wording(id)} neu")

    def withdraw(self, place: int) -> None:
        id, author = self._cards[place % len(self._cards)]
        contributions.withdraw(author, id)

    def vote(self, who: int, place: int, on: bool) -> None:
        votes.set(self._guests[who], self._card(place), on=on)

    def merge(self, into: int, place: int) -> None:
        merging.merge(self._host, self._card(into), [self._card(place)])

    def merge_many(self, into: int, places: list[int]) -> None:
        merging.merge(self._host, self._card(into), [self._card(place) for place in places])

    def separate(self, place: int) -> None:
        merging.separate(self._host, self._card(place))

    def hide(self, place: int) -> None:
        moderation.hide(self._host, self._card(place))

    def show(self, place: int) -> None:
        moderation.show(self._host, read(self._card(place)))

    def approve(self, place: int) -> None:
        moderation.approve(self._host, read(self._card(place)))

    def reword(self, place: int) -> None:
        was = contributions.find(self._host, self._card(place)).text
        moderation.reword(self._host, self._card(place), text=f"{was} anders", was=was)

    def count_hands(self, place: int, by_hand: int) -> None:
        paper_cards.count_hands(self._host, self._card(place), by_hand=by_hand)

    def put(self, place: int, chosen: int) -> None:
        clusters.put(self._host, [self._card(place)], self._theme(chosen - 1) if chosen else None)

    def dissolve(self, chosen: int) -> None:
        clusters.remove(self._host, self._theme(chosen))

    def highlight(self, place: int, on: bool) -> None:
        moderation.highlight(self._host, self._card(place), on=on)

    def pause(self, place: int, on: bool) -> None:
        moderation.pause_author(self._host, self._card(place), on=on)

    def answer(self, who: int, place: int) -> None:
        self._cards.append((add(self._guests[who], self.slug, reply_to=self._card(place)).id, self._guests[who]))

    def rename(self, place: int, number: int) -> None:
        id = self._theme(place)
        was = db.session.get_one(Cluster, id, populate_existing=True).title
        clusters.rename(self._host, id, title=f"Anders {number}", was=was)

    def statement_add(self, place: int, number: int) -> None:
        id, behind, of_round = new_id(), self._behind(place, number), number % 3 or None
        statements.add(self._host, self.id, id=id, text=f"Aussage {number}", round_position=of_round, behind=behind)
        self._statements.append(id)

    def statement_edit(self, place: int, number: int) -> None:
        behind = self._behind(place, number) if number % 2 else None
        statements.edit(self._host, _any(self._statements, place), text=f"Anders {number}", behind=behind)

    def _behind(self, place: int, number: int) -> Behind:
        return {"clusters": [self._theme(number)], "contributions": list({self._card(place), self._card(number)})}

    def statement_translate(self, place: int, number: int) -> None:
        statements.translate(self._host, _any(self._statements, place), language="en", text=f"Said {number}")

    def statement_arrange(self, place: int, number: int) -> None:
        statements.arrange(self._host, self.id, [*self._statements[place:], *self._statements[:number]])

    def statement_remove(self, place: int, _: int) -> None:
        statements.remove(self._host, _any(self._statements, place))

    def measure_add(self, _: int, number: int) -> None:
        id = new_id()
        measures.add(self._host, self.id, id=id, what=f"Schritt {number}", who="Das Amt")
        self._measures.append(id)

    def measure_edit(self, place: int, number: int) -> None:
        measures.edit(self._host, _any(self._measures, place), what=f"Anders {number}", who=None, by_when="Mai")

    def measure_set_state(self, place: int, number: int) -> None:
        measures.set_state(self._host, _any(self._measures, place), state=MEASURE_STATES[number % len(MEASURE_STATES)])

    def measure_arrange(self, place: int, number: int) -> None:
        measures.arrange(self._host, self.id, [*self._measures[place:], *self._measures[:number]])

    def measure_remove(self, place: int, _: int) -> None:
        measures.remove(self._host, _any(self._measures, place))

    def photo_add(self, _: int, number: int) -> None:
        if not self._photos:  # one takes as long as all else
            self._photos.append(new_id())
            picture = io.BytesIO(camera.file())
            photos.add(self._host, self.id, id=self._photos[0], picture=picture, table=1, round_position=None)

    def photo_edit(self, place: int, number: int) -> None:
        photos.edit(self._host, _any(self._photos, place), caption=f"Bild {number}", table=number % 3 or None)

    def photo_remove(self, place: int, _: int) -> None:
        photos.remove(self._host, _any(self._photos, place))

    def german_word(self, place: int, number: int) -> None:
        card = contributions.find(self._host, self._card(place))
        moderation.word_in_german(self._host, card.id, text=f"Deutsch {number}" if number else None, was=card.german)

    def wording_add(self, place: int, number: int) -> None:
        id, card, guest = new_id(), self._card(place), self._guests[number % GUESTS]
        wordings.add(guest, card, id=id, language="en", text=f"A guest's {number}", was=wording(card))
        self._wordings.append((id, guest))

    def wording_word(self, place: int, number: int) -> None:
        id, card, read = new_id(), self._card(place), wording(self._card(place))
        of_hosts = select(Wording.text).filter_by(contribution_id=card, by_host=True, state="visible")
        was = db.session.scalars(of_hosts.filter_by(made_of=mark_of(read))).first()
        said = f"A host's {number}" if number else None
        wordings.word(self._host, card, id=id, language="en", text=said, was=was, read=read)
        self._wordings.append((id, self._host))

    def wording_edit(self, place: int, number: int) -> None:
        id, guest = _any(self._wordings, place, ("", self._guests[0]))
        wordings.edit(guest, id, text=f"Anders {number}", was=self._worded(id))

    def wording_approve(self, place: int, _: int) -> None:
        id, _guest = _any(self._wordings, place, ("", self._host))
        wordings.approve(self._host, id, was=self._worded(id))

    def wording_hide(self, place: int, _: int) -> None:
        wordings.hide(self._host, _any(self._wordings, place, ("", self._host))[0])

    def wording_withdraw(self, place: int, _: int) -> None:
        id, guest = _any(self._wordings, place, ("", self._guests[0]))
        wordings.withdraw(guest, id)

    def _worded(self, id: str) -> str:
        return db.session.scalars(select(Wording.text).filter_by(id=id)).first() or ""

    def approve_first(self, on: bool) -> None:
        stations.set_approve_first(self._host, self.id, on=on)

    def leave_out(self, on: bool) -> None:
        newcomers.leave_out(self._organiser, on=on)

    def undo(self, back: int) -> None:
        newest = select(JournalEntry.revision).order_by(JournalEntry.id.desc()).limit(back + 1)
        journal.undo(self._host, self.id, db.session.scalars(newest).all()[-1])


def _any(made: list[Any], place: int, nothing: Any = "") -> Any:
    """One of what was made so far."""
    return made[place % len(made)] if made else nothing


def walk(steps: list[Any], moving_app: MovingApp, planted: Path, folder: Path) -> None:
    """Do all this at a café of its own, and see after each that the board is whole."""
    app = moving_app.move(folder, planted)
    try:
        with app.test_request_context():
            board = Board()
            for step in steps:
                board.do(*step)
                whole_board.check(board.id)
            whole_board.check_journal(board.id)
    finally:
        moving_app.leave()


WALKS = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=(Phase.generate, Phase.shrink),
)


@settings(WALKS, max_examples=30, derandomize=True)
@given(steps=STEPS)
def test_the_board_stays_whole(
    steps: list[Any], moving_app: MovingApp, planted: Path, fresh_folder: Callable[[], Path]
) -> None:
    walk(steps, moving_app, planted, fresh_folder())


@pytest.mark.long
@pytest.mark.timeout(1_800)
@settings(WALKS, max_examples=600)
@given(steps=STEPS)
def test_the_board_stays_whole_in_many_more_orders(
    steps: list[Any], moving_app: MovingApp, planted: Path, fresh_folder: Callable[[], Path]
) -> None:
    walk(steps, moving_app, planted, fresh_folder())


@pytest.fixture
def fresh_folder(tmp_path: Path) -> Callable[[], Path]:
    numbers = itertools.count()
    return lambda: tmp_path / f"board-{next(numbers)}"
