"""Times, days and numbers as people type them."""

import datetime as dt

import pytest

from facilitation import typed
from facilitation.errors import CafeError

TIMES = {
    "14:30": "14:30",
    "14.30": "14:30",
    "14,30": "14:30",
    "14:30 Uhr": "14:30",
    "14.30h": "14:30",
    "14h30": "14:30",
    "15 Uhr 30": "15:30",
    "1430": "14:30",
    "930": "09:30",
    "9": "09:00",
    " 15 uhr ": "15:00",
    "2:30 pm": "14:30",
    "2.30 P.M.": "14:30",
    "12 am": "00:00",
    "12 pm": "12:00",
    "٢٠:٣٠": "20:30",
    "0:00": "00:00",
}
NO_TIMES = ("24:30", "24:00", "25", "14:60", "13 pm", "abends", "14:30:00", "-3", "1" * 70, "halb drei", "14:3")
DAYS = {
    "12.12.2026": dt.date(2026, 12, 12),
    "2026-12-12": dt.date(2026, 12, 12),
    "12/12/2026": dt.date(2026, 12, 12),
    "1/2/2027": dt.date(2027, 2, 1),
    "12-12-2026": dt.date(2026, 12, 12),
    "1.2.27": dt.date(2027, 2, 1),
    "12. Dezember 2026": dt.date(2026, 12, 12),
    "Samstag, 12. Dezember 2026": dt.date(2026, 12, 12),
    "Sat 12 Dec 2026": dt.date(2026, 12, 12),
    "Dec 12, 2026": dt.date(2026, 12, 12),
    "3. März 2027": dt.date(2027, 3, 3),
    "29.02.2028": dt.date(2028, 2, 29),
}
NO_DAYS = (
    "31.02.2026",
    "29.02.2027",
    "12.12.",
    "heute",
    "12.13.2026",
    "0.1.2026",
    "12.12.1926",
    "12. Foo 2026",
    "x" * 99,
)


@pytest.mark.parametrize("said", TIMES)
def test_a_time_is_understood(said: str) -> None:
    assert typed.time(said) == TIMES[said]


@pytest.mark.parametrize("said", NO_TIMES)
def test_what_is_no_time_is_named(said: str) -> None:
    with pytest.raises(CafeError) as refused:
        typed.time(said)
    assert (refused.value.code, refused.value.detail) == ("not_a_time", {"said": said[:60]})


@pytest.mark.parametrize("said", DAYS)
def test_a_day_is_understood(said: str) -> None:
    assert typed.day(said) == DAYS[said]


@pytest.mark.parametrize("said", NO_DAYS)
def test_what_is_no_day_is_named(said: str) -> None:
    with pytest.raises(CafeError) as refused:
        typed.day(said)
    assert (refused.value.code, refused.value.detail) == ("not_a_day", {"said": said[:60]})


@pytest.mark.parametrize("read", [typed.time, typed.day, lambda said: typed.count(said, least=1, most=12)])
@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_nothing_is_asked_for(read: object, nothing: str) -> None:
    with pytest.raises(CafeError) as refused:
        read(nothing)  # type: ignore[operator]
    assert refused.value.code == "text_empty"


def test_a_number_may_have_its_word() -> None:
    said = ("4", " 4 ", "4 Stationen", "20 Min.", "٤")
    assert [typed.count(one, least=1, most=60) for one in said] == [4, 4, 4, 20, 4]


@pytest.mark.parametrize("said", ["0", "13", "40", "vier", "4,5", "-1", "9" * 40, "1e3"])
def test_a_number_has_its_bounds(said: str) -> None:
    with pytest.raises(CafeError) as refused:
        typed.count(said, least=1, most=12)
    assert (refused.value.code, refused.value.detail) == ("not_a_count", {"least": 1, "most": 12})
