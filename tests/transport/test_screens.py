"""Whose screens there are: so many for each person, and where all places are taken, those with most make room."""

from collections import Counter

import pytest

from facilitation import bounds
from facilitation.transport.holdings import STRANGER
from facilitation.transport.screens import Screens


@pytest.mark.parametrize(
    ("person", "most"), [("p1", bounds.SCREENS_OF_A_PERSON), (STRANGER, bounds.SCREENS_OF_STRANGERS)]
)
def test_of_too_many_the_oldest_goes(person: str, most: int) -> None:
    gone: list[str] = []
    screens = Screens(gone.append)
    screens.come("another's", "p2")
    for number in range(most + 2):
        screens.come(str(number), person)
    assert gone == ["0", "1"]


def test_who_has_gone_counts_no_more() -> None:
    gone: list[str] = []
    screens = Screens(gone.append)
    for number in range(3 * bounds.SCREENS_OF_A_PERSON):
        screens.come(str(number), "p1")
        screens.go(str(number))
        screens.go(str(number))
    assert (gone, screens.make_room("late"), screens._of, screens._persons) == ([], False, {}, {})


def test_thousands_of_cookies_make_room_for_guests_and_not_guests_for_them() -> None:
    gone: list[str] = []
    screens = Screens(gone.append)
    for number in range(200):
        screens.come(f"guest {number}", f"guest {number}")
    for number in range(300):
        screens.come(f"many {number}", f"many {number % 100}")
    for number in range(200):
        assert screens.make_room("late")
        screens.come(f"late {number}", f"late {number}")
    assert Counter(one.split()[0] for one in gone) == {"many": 200}


def test_among_equals_a_lot_decides() -> None:
    gone: list[str] = []
    screens = Screens(gone.append, lot=lambda persons: persons[1])
    for person in ("p1", "p2", "p3"):
        screens.come(f"of {person}", person)
    assert screens.make_room("late")
    assert gone == ["of p2"]


def test_who_did_nothing_goes_first_and_takes_nobodys_place_who_did() -> None:
    gone: list[str] = []
    now = [0.0]
    screens = Screens(gone.append, clock=lambda: now[0])
    screens.known = lambda: {"guest", "neighbour"}
    for person in ("guest", "cookie", "guest", ""):
        screens.come(f"{person} {len(screens._persons)}", person)
    assert screens.make_room("another cookie")
    assert screens.make_room(None)
    assert {one.split(" ")[0] for one in gone} == {"cookie", ""}
    assert not screens.make_room("another cookie")
    assert screens.make_room("neighbour")
    assert screens.make_room(None)
    assert gone[2:] == ["guest 0", "guest 2"]


def test_who_did_something_is_asked_once_a_second() -> None:
    asked: list[float] = []
    now = [0.0]
    screens = Screens(lambda _: None, clock=lambda: now[0])

    def known() -> set[str]:
        asked.append(now[0])
        return set()

    screens.known = known
    for now[0] in (0.0, 0.1, 0.9, 1.0, 1.5, 2.0):
        screens.make_room("late")
    assert asked == [0.0, 1.0, 2.0]
