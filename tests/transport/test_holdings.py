"""Bytes kept for clients: counted for each, each person and in all, and given up from what costs most."""

import random
from collections import Counter

import pytest

from facilitation.transport.holdings import ROOM, SHARED_FROM, Holdings

ALL, ONE = 1_000_000, 200_000


class Client:
    """Keeps what it is given until it is let go, at once or (like an answer's thread) a little later."""

    def __init__(self, kept: Holdings, person: str | None = None, *, at_once: bool = True) -> None:
        self.kept, self.person, self.at_once = kept, person, at_once
        self.held = 0
        self.taken_at = 0.0
        self.pieces: list[tuple[int, object]] = []
        self.gone = False

    def take(self, size: int, piece: object = None) -> None:
        self.pieces.append((size, piece))
        self.kept.hold(self, size, piece)

    def give_back(self) -> None:
        while self.pieces:
            self.kept.release(self, *self.pieces.pop())

    def let_go(self) -> None:
        assert not self.gone, "let go once"
        self.gone = True
        if self.at_once:
            self.give_back()


@pytest.fixture
def kept() -> Holdings:
    return Holdings(ALL, ONE, lambda: 0.0)


def test_the_largest_goes_first_and_of_equals_the_first(kept: Holdings) -> None:
    clients = [Client(kept) for _ in range(4)]
    for client, size in zip(clients, (300_000, 400_000, 400_000, -100_000), strict=True):
        client.take(abs(size))
    assert [client.gone for client in clients] == [False, True, False, False]
    assert kept.total == 800_000


@pytest.mark.parametrize("at_once", [True, False])
def test_no_more_go_than_must_also_where_they_go_later(kept: Holdings, at_once: bool) -> None:
    clients = [Client(kept, at_once=at_once) for _ in range(20)]
    for client in clients:
        client.take(100_000)
    assert [client.gone for client in clients] == [True] * 10 + [False] * 10
    for client in clients:
        client.give_back()
    assert kept.total == 0


def test_a_person_has_a_limit_and_somebody_with_a_door_has_that_of_all(kept: Holdings) -> None:
    tabs, other, host = [Client(kept, "p1") for _ in range(3)], Client(kept, "p2"), Client(kept)
    for tab in tabs:
        tab.take(90_000)
    other.take(150_000)
    host.take(500_000)
    assert [one.gone for one in (*tabs, other, host)] == [True, False, False, False, False]


def test_a_hall_that_is_sent_one_station_shares_it(kept: Holdings) -> None:
    station = bytes(150_000)
    hall = [Client(kept, f"p{number}") for number in range(1_000)]
    for phone in hall:
        phone.take(len(station), station)
    assert kept.total == len(station)
    assert not any(phone.gone for phone in hall)
    hall[0].take(len(station), station)
    assert [phone.gone for phone in hall] == [True] + [False] * 999
    for phone in hall:
        phone.give_back()
    assert kept.total == 0


def test_whatever_is_held_and_given_back_the_sums_are_right() -> None:
    chance = random.Random(5)
    kept = Holdings(ALL, ONE, lambda: 0.0)
    pieces = [bytes(size) for size in (10, SHARED_FROM, 50_000, 90_000)]
    clients = [Client(kept, chance.choice([None, "", "p1", "p2"]), at_once=chance.random() < 0.5) for _ in range(30)]
    for _ in range(5_000):
        client = chance.choice(clients)
        if client.gone or chance.random() < 0.4:
            client.give_back()
            clients[clients.index(client)] = Client(kept, client.person, at_once=client.at_once)
        else:
            piece = chance.choice([None, *pieces])
            client.take(chance.randrange(60_000) if piece is None else len(piece), piece)
        held = [(size, piece) for client in clients for size, piece in client.pieces]
        shared = {id(piece): size for size, piece in held if piece is not None and size >= SHARED_FROM}
        small = sum(size for size, piece in held if piece is None or size < SHARED_FROM)
        assert kept.total == small + sum(shared.values())
        staying = [(client, one) for client in clients if not client.gone for one in client.pieces]
        stays = {id(piece): size for _, (size, piece) in staying if piece is not None and size >= SHARED_FROM}
        assert kept._stays == sum(stays.values()) + sum(
            size for _, (size, piece) in staying if piece is None or size < SHARED_FROM
        )
        persons = Counter[str]()
        for client in clients:
            assert client.held == sum(size for size, _ in client.pieces)
            if client.person is not None and not client.gone:
                persons[client.person] += client.held
        assert max(persons.values(), default=0) <= ONE
    for client in clients:
        client.give_back()
    assert (kept.total, kept._stays, kept._staying, kept._going, kept._persons, kept._pieces) == (
        *(0, 0, {}, set(), {}),
        {},
    )


def test_whoever_holds_most_in_all_goes_first_and_what_is_no_persons_last() -> None:
    """Many small ones of one person are more than a large one of somebody else."""
    kept = Holdings(1_000, 10_000, lambda: 0.0)
    wall, phone, greedy = Client(kept), Client(kept, "p1"), [Client(kept, "p2") for _ in range(9)]
    for one, size in ((wall, 300), (phone, 200), *((one, 60) for one in greedy)):
        one.take(size)
    assert [one.gone for one in (wall, phone, *greedy)] == [False, False, True, True, *[False] * 7]


def test_who_is_known_only_later_leaves_no_trace() -> None:
    kept = Holdings()
    client = Client(kept)
    client.take(100)
    client.person = "p1"
    client.give_back()
    client.take(50)
    client.give_back()
    assert (kept._persons, kept._staying, kept.total) == ({}, {}, 0)


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


STATION = bytes(150_000)


@pytest.mark.parametrize("readers", [1, 40], ids=["one", "a hall"])
def test_those_who_read_a_large_station_stay_beside_many_who_do_not_read_a_little(readers: int) -> None:
    clock = Clock()
    kept = Holdings(ALL, ONE, clock)
    unread = [Client(kept, f"stranger {number}") for number in range(300)]
    for client in unread[:150]:
        client.take(5_000, bytes(5_000))
    clock.now = 10.0
    hall = [Client(kept, f"guest {number}") for number in range(readers)]
    for phone in hall:
        phone.take(len(STATION), STATION)
    for client in unread[150:]:
        clock.now += 0.1
        for phone in hall:
            phone.taken_at = clock.now - 1
        client.take(5_000, bytes(5_000))
    assert [phone.gone for phone in hall] == [False] * readers
    gone = [client.gone for client in unread]
    assert gone == sorted(gone, reverse=True), "the oldest went first"
    assert ALL - ALL // ROOM - 5_000 <= kept.total <= ALL


def test_what_several_hold_is_divided_among_them(kept: Holdings) -> None:
    hall = [Client(kept, f"guest {number}") for number in range(30)]
    for phone in hall:
        phone.take(len(STATION), STATION)
    others = [Client(kept, f"other {number}") for number in range(9)]
    for client in others:
        client.take(100_000)
    assert ([one.gone for one in hall], [one.gone for one in others]) == ([False] * 30, [True] * 2 + [False] * 7)


def test_who_goes_later_leaves_nothing_whatever_it_is_counted_by(kept: Holdings) -> None:
    client = Client(kept, at_once=False)
    kept.hold(client, ALL + 1)
    assert client.gone
    kept.hold(client, 10)
    kept.hold(client, -ALL - 11)
    assert (client.held, kept.total, kept._going) == (0, 0, set())
