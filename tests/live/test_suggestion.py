"""Suggestions over the wire: computed for hosts only, once for each state of a station, and dismissed for everybody."""

from typing import Any

from flask import Flask

from facilitation.queries.suggestions import memory
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id

STATION = "foerderung-und-raeume"
TEXTS = (
    "Es fehlen bezahlbare Räume für Treffen und Proben, vor allem abends.",
    "Uns fehlen abends bezahlbare Räume für Proben und Treffen!",
    "Mehr Geld.",
)


def written(phone: Screen, *texts: str, **fields: Any) -> list[str]:
    ids = [new_id() for _ in texts]
    for id, text in zip(ids, texts, strict=True):
        payload = {"id": id, "station": STATION, "text": text, "kind": "idea", "language": "de", **fields}
        assert phone.order("contribution.add", **payload)["ok"]
    return ids


def suggested(host: Screen) -> list[list[str]]:
    answer = host.order("suggestion.read", station=STATION)
    assert answer["ok"]
    return [group["ids"] for group in answer["pairs"]]


def test_near_duplicates_come_with_their_words(screen: OpenScreen, doors: Doors) -> None:
    phone, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    ids = written(phone, *TEXTS)
    assert host.order("suggestion.read", station=STATION) == {
        "ok": True,
        "revision": 3,
        "pairs": [
            {
                "ids": ids[:2],
                "words": ["fehlen", "bezahlbare", "Räume", "Treffen", "Proben", "abends"],
                "language": "de",
                "wordings": [],
            }
        ],
        "clusters": [],
    }


def test_a_theme_and_what_fits_it(screen: OpenScreen, doors: Doors) -> None:
    phone, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    ids = written(
        phone, "Die Räume sind teuer und laut, kaum bezahlbar", "Laute Räume, kaum bezahlbar", "Schulräume sind laut"
    )
    theme = {"ids": ids, "words": ["Räume"], "title": "Räume", "cluster": None, "wordings": []}
    assert host.order("suggestion.read", station=STATION)["clusters"] == [theme]
    cluster = new_id()
    host.order("cluster.add", id=cluster, station=STATION, title="Bezahlbare Räume")
    host.order("contribution.cluster", ids=ids[:1], cluster=cluster)
    (fit,) = host.order("suggestion.read", station=STATION)["clusters"]
    words = ["bezahlbar", "Räume", "Laute"]
    assert fit == {"ids": ids[1:2], "words": words, "title": "Bezahlbare Räume", "cluster": cluster, "wordings": []}


def test_what_cannot_be_seen_or_is_merged_is_not_suggested(screen: OpenScreen, doors: Doors) -> None:
    phone, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    first, second, third = written(phone, TEXTS[0], TEXTS[1], TEXTS[0] + "!")
    assert sorted(suggested(host)[0]) == sorted([first, second, third])
    host.order("contribution.hide", id=third)
    assert suggested(host) == [[first, second]]
    merged = host.order("contribution.merge", into=first, ids=[second])
    assert suggested(host) == []
    host.order("journal.undo", station=STATION, revision=merged["revision"])
    assert suggested(host) == [[first, second]]
    phone.order("contribution.withdraw", id=first)
    assert suggested(host) == []
    host.order("station.set_approve_first", station=STATION, on=True)
    written(phone, TEXTS[1])
    assert suggested(host) == [], "what waits is approved first"


def test_a_dismissal_holds_for_every_tablet_until_it_is_taken_back(
    screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    phone, host, second = screen(doors.stations[STATION]), screen(doors.hosts[STATION]), screen(doors.hosts[STATION])
    second.open(STATION)
    ids = written(phone, *TEXTS[:2])
    order = {"id": new_id(), "station": STATION, "ids": ids}
    assert host.order("suggestion.dismiss", **order) == {"ok": True, "revision": 3}
    assert host.order("suggestion.dismiss", **order) == {"ok": True, "revision": 3}
    settle()
    assert second.news("station.changed")[-1]["revision"] == 3
    assert (suggested(host), suggested(second)) == ([], [])
    (entry,) = host.order("journal.read", station=STATION)["entries"]
    assert (entry["deed"], entry["revision"]) == ("suggestion.dismiss", 3)
    host.order("journal.undo", station=STATION, revision=3)
    assert (suggested(host), suggested(second)) == ([ids], [ids])


def test_what_is_known_is_not_computed_again(app: Flask, screen: OpenScreen, doors: Doors) -> None:
    phone, host, second = screen(doors.stations[STATION]), screen(doors.hosts[STATION]), screen(doors.hosts[STATION])
    ids = written(phone, *TEXTS)

    def computed() -> int:
        return sum(kept.computed for kept in memory._kept.values())

    assert suggested(host) == suggested(second) == [ids[:2]]
    assert computed() == 1
    phone.order("vote.set", contribution=ids[0], on=True)
    assert host.order("suggestion.read", station=STATION)["revision"] == 4
    assert computed() == 1
    written(phone, "Etwas Neues")
    assert suggested(host) == [ids[:2]]
    assert computed() == 2


ARABIC = "لا توجد قاعات بأسعار معقولة للاجتماعات والتدريب، وخاصة في المساء."


def worded(phone: Screen, contribution: str, text: str, language: str, was: str) -> str:
    id = new_id()
    payload = {"id": id, "contribution": contribution, "language": language, "text": text, "was": was}
    assert phone.order("wording.add", **payload)["ok"]
    return id


def test_a_wording_makes_two_alike_and_is_told(app: Flask, screen: OpenScreen, doors: Doors) -> None:
    phone, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    german, arabic = *written(phone, TEXTS[0]), *written(phone, ARABIC, language="ar")
    assert suggested(host) == []
    id = worded(phone, arabic, TEXTS[1], "de", ARABIC)
    (pair,) = host.order("suggestion.read", station=STATION)["pairs"]
    assert (pair["ids"], pair["language"]) == ([german, arabic], "de")
    assert pair["wordings"] == [{"id": arabic, "language": "de", "text": TEXTS[1], "by": "guest"}]
    computed = sum(kept.computed for kept in memory._kept.values())
    phone.order("vote.set", contribution=german, on=True)
    assert suggested(host) == [[german, arabic]]
    assert sum(kept.computed for kept in memory._kept.values()) == computed
    host.order("wording.hide", id=id)
    assert suggested(host) == []


def test_a_hosts_wording_counts_as_much(screen: OpenScreen, doors: Doors) -> None:
    phone, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    german, arabic = *written(phone, TEXTS[0]), *written(phone, ARABIC, language="ar")
    assert host.order("contribution.word_in_german", id=arabic, text=TEXTS[1])["ok"]
    (pair,) = host.order("suggestion.read", station=STATION)["pairs"]
    assert pair["wordings"] == [{"id": arabic, "language": "de", "text": TEXTS[1], "by": "host"}]
    host.order("contribution.word_in_german", id=arabic, text=None, was=TEXTS[1])
    assert suggested(host) == []
    worded(phone, german, ARABIC, "ar", TEXTS[0])
    assert suggested(host) == [[german, arabic]], "equal to the letter"


def test_a_wording_that_nobody_reads_counts_nothing(screen: OpenScreen, doors: Doors) -> None:
    """Pending, withdrawn, of an older text, of a hidden contribution."""
    phone, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    german, arabic = *written(phone, TEXTS[0]), *written(phone, ARABIC, language="ar")
    host.order("station.set_approve_first", station=STATION, on=True)
    id = worded(phone, arabic, TEXTS[1], "de", ARABIC)
    assert suggested(host) == [], "it waits"
    host.order("wording.approve", id=id, was=TEXTS[1])
    assert suggested(host) == [[german, arabic]]
    host.order("contribution.reword", id=arabic, text="كلام آخر", was=ARABIC)
    assert suggested(host) == [], "of an older text"
    host.order("contribution.reword", id=arabic, text=ARABIC, was="كلام آخر")
    assert suggested(host) == [[german, arabic]]
    host.order("contribution.hide", id=arabic)
    assert suggested(host) == []
    host.order("contribution.show", id=arabic, was=ARABIC)
    assert suggested(host) == [[german, arabic]]
    assert phone.order("wording.withdraw", id=id)["ok"]
    assert suggested(host) == []


def test_a_theme_names_the_wordings_that_it_rests_on(screen: OpenScreen, doors: Doors) -> None:
    phone, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    ids = written(phone, "Die Räume sind teuer und laut, kaum bezahlbar", "Laute Räume, kaum bezahlbar")
    (arabic,) = written(phone, ARABIC, language="ar")
    worded(phone, arabic, "Räume: teuer, laut, kaum bezahlbar", "de", ARABIC)
    (theme,) = host.order("suggestion.read", station=STATION)["clusters"]
    said = {"id": arabic, "language": "de", "text": "Räume: teuer, laut, kaum bezahlbar", "by": "guest"}
    assert (theme["ids"], theme["wordings"]) == ([*ids, arabic], [said])
    cluster = new_id()
    host.order("cluster.add", id=cluster, station=STATION, title="Laute, teure Räume")
    host.order("contribution.cluster", ids=[arabic], cluster=cluster)
    (fit,) = host.order("suggestion.read", station=STATION)["clusters"]
    assert (fit["cluster"], fit["ids"], fit["wordings"]) == (cluster, ids[:1], [said]), "of a card that lies there"


def test_nobody_else_is_told_or_dismisses(screen: OpenScreen, doors: Doors) -> None:
    phone = screen(doors.stations[STATION])
    ids = written(phone, *TEXTS[:2])
    orders: tuple[tuple[str, dict[str, Any]], ...] = (
        ("suggestion.read", {}),
        ("suggestion.dismiss", {"id": new_id(), "ids": ids}),
    )
    for door in (doors.stations[STATION], doors.wall, doors.hosts["offene-verwaltung"]):
        somebody = screen(door)
        for order, payload in orders:
            answer = somebody.order(order, event="dresden-2023", station=STATION, **payload)
            assert answer["error"] == "not_allowed", (door, order)
    stranger = screen(None)
    for order, payload in orders:
        assert stranger.order(order, event="dresden-2023", station=STATION, **payload)["error"] == "not_joined"
    organiser = screen(doors.organiser)
    assert organiser.order("suggestion.read", station=STATION)["pairs"][0]["ids"] == ids


def test_what_cannot_be_dismissed_says_why(screen: OpenScreen, doors: Doors) -> None:
    phone, organiser = screen(doors.stations[STATION]), screen(doors.organiser)
    (id,) = written(phone, TEXTS[0])
    there = new_id()
    other = {"id": there, "station": "offene-verwaltung", "text": TEXTS[0], "kind": "idea", "language": "de"}
    assert phone.order("contribution.add", **other)["ok"]
    refusals = (
        ({"id": "x", "ids": [id, there]}, "malformed"),
        ({"id": new_id(), "ids": [id, id]}, "malformed"),
        ({"id": new_id(), "ids": [id, new_id()]}, "unknown_contribution"),
        ({"id": new_id(), "ids": [id, there]}, "wrong_station"),
    )
    for payload, code in refusals:
        assert organiser.order("suggestion.dismiss", station=STATION, **payload)["error"] == code, code
