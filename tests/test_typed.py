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
    **dict.fromkeys(
        (
            *(
                "um 14.30 Uhr",
                "14;30",
                "14·30",
                "14’30",
                "14 30",
                "14∶30",
                "١٤٫٣٠",
                "14 heures 30",
                "à 14h30",
                "kl. 14.30",
            ),
            *("о 14:30", "14 год 30 хв", "14 ч 30 мин", "14点30分", "下午2点30分", "saat 14.30", "godz. 14:30"),
            *("14 giờ 30 phút", "lúc 14h30", "a las 14:30", "14:30 horas", "الساعة ١٤:٣٠", "٢:٣٠ م", "٢:٣٠ مساءً"),
            *("ساعت ۱۴:۳۰", "۲:۳۰ بعدازظهر", "14.30 Uhr."),
        ),
        "14:30",
    ),
    **dict.fromkeys(("9 год.", "9 часов", "上午9点", "٩ ص", "9 giờ sáng", "9 heures", "ab 9 Uhr"), "09:00"),
    **dict.fromkeys(("٩ صباحًا", "٩ صباحاً", "saat 9'da", "9.00’da", "at 9 a.m."), "09:00"),
}
NO_TIMES = (
    "24:30",
    "24:00",
    "25",
    "14:60",
    "13 pm",
    "abends",
    "14:30:30",
    "-3",
    "1" * 70,
    "halb drei",
    "14:3",
    "14-16",
    "14:30 – 15:00",
)
PARTS_OF_DAYS = {
    **dict.fromkeys(("14:30:00", "ca. 14:30", "gegen 14.30 Uhr", "14:30 (pünktlich)", "2:30 nachm."), "14:30"),
    **dict.fromkeys(("8 Uhr abends", "20 Uhr abends", "8 Uhr am Abend", "8 in the evening"), "20:00"),
    **dict.fromkeys(("8 Uhr früh", "8 Uhr morgens", "8 am Vormittag", "8 in the morning"), "08:00"),
    **dict.fromkeys(("mittags", "12 Uhr mittags", "Noon"), "12:00"),
    **dict.fromkeys(("Mitternacht", "midnight"), "00:00"),
    "1 Uhr mittags": "13:00",
}
NO_PARTS_OF_DAYS = ("14 Uhr morgens", "2 pm abends", "13 pm", "abends", "25 Uhr abends", "(14:30)", "14 (30)")
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
    **dict.fromkeys(
        (
            *("2026/11/18", "2026.11.18", "2026. 11. 18.", "18.11.2026.", "Mittwoch, den 18. November 2026"),
            *("Wednesday, November 18, 2026", "18th of November 2026", "18 листопада 2026 р.", "18 ноября 2026 г."),
            *("18 listopada 2026", "18 Kasım 2026", "18 novembre 2026", "18 de noviembre de 2026"),
            *("ngày 18 tháng 11 năm 2026", "18 tháng 11 2026", "2026年11月18日", "١٨ نوفمبر ٢٠٢٦"),
            *("18 تشرين الثاني 2026", "۱۸ نوامبر ۲۰۲۶", "18.11.2026 г."),
            *("November 18th, 2026", "18 Kasım 2026 Çarşamba", "thứ tư, 18/11/2026", "2026年11月18日（星期三）"),
        ),
        dt.date(2026, 11, 18),
    ),
    "1er mars 2026": dt.date(2026, 3, 1),
    "18. Jänner 2026": dt.date(2026, 1, 18),
    **dict.fromkeys(
        (
            *("Sa., 12.12.2026", "12.12.2026, Samstag", "12.12.2026 (Sa)", "Samstag, der 12.12.2026", "12 12 2026"),
            *("12,12,2026", "12·12·2026", "12_12_2026", "12.12.’26", "12. Dez. 26", "12. Dezember ’26", "12-Dec-2026"),
            *("December 12th, 2026", "dec 12th 2026", "2026年12月12日（星期六）", "thứ bảy, 12/12/2026"),
        ),
        dt.date(2026, 12, 12),
    ),
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
    "12.12.2026 14:30",
    "1 1 1 2026",
    "2026 12 12",
    "12.12.2026 – 13.12.2026",
    "x" * 99,
)


@pytest.mark.parametrize("said", TIMES)
def test_a_time_is_understood(said: str) -> None:
    assert typed.time(said) == TIMES[said]


@pytest.mark.parametrize("said", PARTS_OF_DAYS)
def test_a_time_with_the_part_of_the_day_is_understood(said: str) -> None:
    assert typed.time(said) == PARTS_OF_DAYS[said]


@pytest.mark.parametrize("said", [*NO_TIMES, *NO_PARTS_OF_DAYS])
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
    words = ("vier", "vier Stationen", "Four tables", "4 (Stationen)", "~4")
    assert [typed.count(one, least=1, most=60) for one in words] == [4] * 5
    thousands = ("1.000", "1 000", "1'000", "ca. 1000", "1000 Gäste.", "1\u202f000")
    assert [typed.count(one, least=1, most=2000) for one in thousands] == [1000] * 6


@pytest.mark.parametrize("said", ["0", "13", "40", "vierzig", "4,5", "4 bis 5", "vier fünf 6", "-1", "9" * 40, "1e3"])
def test_a_number_has_its_bounds(said: str) -> None:
    with pytest.raises(CafeError) as refused:
        typed.count(said, least=1, most=12)
    assert (refused.value.code, refused.value.detail) == ("not_a_count", {"least": 1, "most": 12})
