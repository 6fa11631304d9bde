"""What organisers set for their event one by one: read as it was typed, refused in words, promised once."""

import datetime as dt

import pytest
from babel import Locale

from facilitation import bounds, clock
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, Station
from facilitation.services import seen, settings
from tests.conftest import Guests, refused, write


@pytest.fixture(autouse=True)
def october(monkeypatch: pytest.MonkeyPatch) -> None:
    """The event's day is to come."""
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2023, 10, 1, 12, tzinfo=dt.UTC))


def put(actor: Actor, event: Event, name: str, value: str) -> str:
    """Set something as its field was seen, and return what its field then says."""
    done = settings.set(actor, name, value=value, known=seen.mark(settings.said(event, name)))
    db.session.expire_all()
    assert done.answer == {"revision": seen.mark(str(done.answer["text"])), "text": settings.said(event, name)}
    return str(done.answer["text"])


TAKEN = {
    "date": ("12. Dezember 2023", "12.12.2023"),
    "street": (" Parkweg  3 ", "Parkweg 3"),
    "postcode": ("01067", "01067"),
    "city": ("", ""),
    "country": ("AT", "AT"),
    "timezone": ("Europe/Vienna", "Europe/Vienna"),
    "registration_url": ("example.org/anmelden", "https://example.org/anmelden"),
    "languages": ("Deutsch, Arabisch und Vietnamesisch", "de, ar, vi"),
    "votes_per_person": ("5 Punkte", "5"),
    "wifi_name": ("Bürgertreff Gäste", "Bürgertreff Gäste"),
    "wifi_password": ("Park-2026!", "Park-2026!"),
    "accessibility_state": ("partly", "partly"),
    "accessibility_checked_on": ("1.9.2023", "01.09.2023"),
    "delete_on": ("31.12.2023", "31.12.2023"),
}


def test_everything_is_taken_as_it_is_typed(organiser: Actor, event: Event) -> None:
    assert {name: put(organiser, event, name, typed) for name, (typed, _) in TAKEN.items()} == {
        name: said for name, (_, said) in TAKEN.items()
    }
    assert set(TAKEN) == set(settings.SETTINGS)
    assert (event.date, event.languages) == (dt.date(2023, 12, 12), ["de", "ar", "vi"])


REFUSED = {
    ("country", "Österreich"): "malformed",
    ("timezone", "Wien"): "malformed",
    ("timezone", "../../etc/passwd"): "malformed",
    ("date", ""): "text_empty",
    ("date", "31.02.2024"): "not_a_day",
    ("street", "x" * 10_000): "text_too_long",
    ("registration_url", "javascript:alert(1)"): "not_an_address",
    ("registration_url", "anmelden"): "not_an_address",
    ("registration_url", "http://[::1"): "not_an_address",
    ("languages", "Deutsch, Klingonisch, Kauderwelsch"): "not_a_language",
    ("languages", "Kurdisch"): "several_languages",
    ("languages", "Deutsch kurdisch"): "not_a_language",
    ("languages", " ".join(["Deutsch"] * 3000)): "not_a_language",
    ("languages", ", ".join(["aa", "ab", "af", "ak", "am", "an", "ar", "as", "av", "ay", "az", "ba", "be", "bg", "bi",
                             "bm", "bn", "bo", "br", "bs", "ca", "ce", "co", "cs", "cv", "cy", "da", "de", "dv", "dz",
                             "ee"])): "too_many_lines",
    ("votes_per_person", "0"): "not_a_count",
    ("votes_per_person", "viele"): "not_a_count",
    ("wifi_name", "x" * 65): "text_too_long",
    ("accessibility_state", "perfect"): "malformed",
    ("delete_on", "18.11.2023"): "day_outside",
    ("delete_on", "1.1.2027"): "day_outside",
    ("slug", "neu"): "malformed",
}  # fmt: skip


@pytest.mark.parametrize("said", REFUSED, ids=lambda said: f"{said[0]} {said[1][:20]}")
def test_what_cannot_be_is_refused_and_nothing_is_saved(organiser: Actor, event: Event, said: tuple[str, str]) -> None:
    before = {name: settings.said(event, name) for name in settings.SETTINGS}
    with refused(REFUSED[said]):
        settings.set(organiser, said[0], value=said[1], known=seen.mark(before.get(said[0], "")))
    db.session.expire_all()
    assert {name: settings.said(event, name) for name in settings.SETTINGS} == before


def test_as_many_languages_as_a_sheet_has_room_for(organiser: Actor, event: Event) -> None:
    several = [code for code in sorted(Locale("en").languages) if len(code) == 2 and code != "de"]
    wanted = several[: bounds.MOST_LANGUAGES - 1]
    assert put(organiser, event, "languages", ", ".join(["de", *wanted])) == ", ".join(["de", *wanted])
    with refused("too_many_lines"):
        put(organiser, event, "languages", ", ".join(["de", *several[: bounds.MOST_LANGUAGES]]))


def test_dots_and_days_have_their_limits(organiser: Actor, event: Event) -> None:
    last = event.date + dt.timedelta(days=bounds.MOST_DAYS_KEPT)
    assert put(organiser, event, "votes_per_person", str(bounds.MOST_DOTS)) == str(bounds.MOST_DOTS)
    assert put(organiser, event, "delete_on", f"{last:%d.%m.%Y}") == f"{last:%d.%m.%Y}"
    with refused("not_a_count"):
        put(organiser, event, "votes_per_person", str(bounds.MOST_DOTS + 1))
    with refused("day_outside"):
        put(organiser, event, "delete_on", f"{last + dt.timedelta(days=1):%d.%m.%Y}")


def test_two_organisers_see_both(organiser: Actor, event: Event) -> None:
    known = seen.mark(settings.said(event, "street"))
    settings.set(organiser, "street", value="Parkweg 3", known=known)
    with pytest.raises(CafeError) as why:
        settings.set(organiser, "street", value="Parkweg 5", known=known)
    assert (why.value.code, why.value.detail["now"]) == ("reworded", '{"text": "Parkweg 3"}')


def test_the_day_of_deletion_moves_along_until_guests_were_promised_it(
    organiser: Actor, event: Event, station: Station, guest: Guests
) -> None:
    kept = event.delete_on - event.date
    put(organiser, event, "date", "20.11.2023")
    assert event.delete_on - event.date == kept
    write(guest(), station)
    promised = event.delete_on
    put(organiser, event, "date", "18.11.2023")
    assert event.delete_on == promised
    with refused("promise_given"):
        put(organiser, event, "delete_on", f"{promised + dt.timedelta(days=1):%d.%m.%Y}")
    earlier = promised - dt.timedelta(days=30)
    assert put(organiser, event, "delete_on", f"{earlier:%d.%m.%Y}") == f"{earlier:%d.%m.%Y}"
    with refused("day_outside"):
        put(organiser, event, "date", f"{earlier:%d.%m.%Y}")


def test_no_day_that_has_come_can_be_promised(organiser: Actor, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2023, 12, 1, 12, tzinfo=dt.UTC))
    for day in ("30.11.2023", "1.12.2023"):
        with refused("day_outside"):
            put(organiser, event, "delete_on", day)
    assert put(organiser, event, "delete_on", "2.12.2023") == "02.12.2023"
    last = dt.date(2023, 12, 1) + dt.timedelta(days=bounds.MOST_DAYS_KEPT)
    assert (settings.last_day(event), put(organiser, event, "delete_on", f"{last:%d.%m.%Y}")) == (
        last,
        f"{last:%d.%m.%Y}",
    )


LISTS = (
    *("deutsch/arabisch", "Deutsch & Arabisch", "Deutsch Arabisch", "Deutsch + Arabisch", "de;ar", "Deutsch|Arabisch."),
    *("- Deutsch\n- Arabisch", "• Deutsch • Arabisch", "1. Deutsch\n2) Arabisch", "Deutsch oder Hocharabisch"),
    *("German et Arabic", "Deutsch UND العربية", "Deutsch (Umgangssprache), Arabisch (syrisch)"),
)


@pytest.mark.parametrize("said", LISTS)
def test_languages_are_listed_as_people_list_them(said: str) -> None:
    assert settings.languages_in(said) == ["de", "ar"]


def test_what_several_languages_are_called_is_answered_with_names_that_tell_them_apart() -> None:
    with pytest.raises(CafeError) as refused:
        settings.languages_in("Deutsch, Kurdisch")
    assert refused.value.message == (
        "„Kurdisch“ heißen mehrere Sprachen. Bitte schreiben Sie eine davon: Kurmandschi, Sorani."
    )
    assert settings.languages_in("Kurmandschi, Sorani") == ["kmr", "ckb"]


def test_the_events_own_language_stays(organiser: Actor, event: Event) -> None:
    assert put(organiser, event, "languages", "Arabisch, Russisch, Farsi") == "de, ar, ru, fa"


def test_nobody_but_organisers_sets(host: Actor) -> None:
    with refused("not_allowed"):
        settings.set(host, "street", value="x", known=0)


def test_the_country_stays_once_anything_was_written(
    organiser: Actor, event: Event, station: Station, guest: Guests
) -> None:
    assert put(organiser, event, "country", "AT") == "AT"
    write(guest(), station, "Rufen Sie 0351 123456 an")
    with refused("country_settled"):
        put(organiser, event, "country", "DE")
    assert put(organiser, event, "country", "AT") == "AT"


def test_another_zone_keeps_the_days_times(organiser: Actor, event: Event) -> None:
    lines = [(one.starts, one.ends) for one in event.programme]
    assert put(organiser, event, "timezone", "Asia/Tokyo") == "Asia/Tokyo"
    assert [(one.starts, one.ends) for one in event.programme] == lines


def test_no_zone_moves_the_deletion_behind_what_guests_were_told(
    organiser: Actor, event: Event, station: Station, guest: Guests
) -> None:
    put(organiser, event, "timezone", "America/New_York")
    write(guest(), station)
    with refused("zone_moves_deletion"):
        put(organiser, event, "timezone", "America/Los_Angeles")
    assert put(organiser, event, "timezone", "Europe/Berlin") == "Europe/Berlin"


def test_no_zone_deletes_at_once(organiser: Actor, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    eve = dt.datetime.combine(event.delete_on, dt.time(), dt.UTC) - dt.timedelta(hours=6)  # it is the day in Tokyo
    monkeypatch.setattr(clock, "now", lambda: eve)
    with refused("zone_moves_deletion"):
        put(organiser, event, "timezone", "Asia/Tokyo")


def test_a_countrys_own_zones_come_first() -> None:
    assert settings.zones("DE")[0] == "Europe/Berlin"
    assert len(settings.zones("DE")) == len(set(settings.zones())) > 400
