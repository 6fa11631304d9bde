"""The words of the hall."""

from collections.abc import Iterable

import pytest

from facilitation.actor import Actor
from facilitation.models import Event, Station
from facilitation.queries import word_cloud
from facilitation.queries.word_cloud import CloudText, CloudWord
from facilitation.services import moderation
from tests.conftest import Guests, texts, write


def words(several: Iterable[CloudText]) -> list[CloudWord]:
    steps = word_cloud.words(several)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: list[CloudWord] = end.value
            return found


def german(*several: str) -> list[tuple[str, int]]:
    """The nouns: a sentence begins before each text."""
    return [(word.text, word.count) for word in words(CloudText(f"Ja, {text}", "de", 1) for text in several)]


def test_a_word_counts_once_a_contribution_and_stems_are_one() -> None:
    said = german("Vereine, Vereine und ein Verein", "Der Verein braucht Räume", "viele Räume!")
    assert said == [("Verein", 2), ("Räume", 2)]


def test_the_wording_of_most_people_is_shown() -> None:
    assert german("räume", "Räume", "Räume") == [("Räume", 3)]
    assert german("räume", "Räume") == [("Räume", 2)]


def test_what_names_all_genders_stays_one_word() -> None:
    assert german("Migrant*innen", "Migrant:innen entscheiden")[0][0] in {"Migrant*innen", "Migrant:innen"}
    assert [count for _, count in german("Migrant*innen", "MigrantInnen")] == [2]


def test_what_is_no_noun_must_be_said_by_several() -> None:
    few = german(*["gemeinsam"] * (word_cloud.LEAST_SMALL - 1))
    assert (few, german(*["gemeinsam"] * word_cloud.LEAST_SMALL)) == ([], [("gemeinsam", word_cloud.LEAST_SMALL)])
    begins = [word.text for word in words([CloudText("Gibt es Räume? Bitte viele. Danke", "de", 1)])]
    assert begins == ["Räume"], "a capital letter at the beginning of a sentence says nothing"


def test_addresses_are_no_words() -> None:
    assert german("steht auf www.dresden.de/foerderung und bei muster@example.org") == []


def test_stop_words_numbers_and_endless_words_are_left_out() -> None:
    assert german("und die 25 und 10.000", "x" * 500, "a b c") == []


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("de", "Seit drei Jahren warten viele jeden Montag auf Räume und machen Fehler.", ["Räume", "Fehler"]),
        ("en", "For three years, every day since January, many people need rooms, please.", ["rooms"]),
        ("fr", "Depuis trois ans, chaque jour, beaucoup de gens ont besoin de salles.", ["salles"]),
        ("es", "Desde hace tres años, cada día mucha gente necesita salas, por favor.", ["salas"]),
        ("pl", "Od trzech lat, każdego dnia wielu ludzi potrzebuje pomieszczeń.", ["pomieszczeń"]),
        ("tr", "Üç yıldan beri her gün çok insan salona ihtiyaç duyuyor, lütfen.", ["salona"]),
        ("uk", "Вже три роки кожного дня багатьом потрібні приміщення, будь ласка.", ["приміщення"]),
        ("ru", "Уже три года каждый день многим людям нужны помещения.", ["помещения"]),
        ("ar", "منذ ثلاث سنوات يحتاج كثير من الناس كل يوم إلى قاعات", ["قاعات"]),
        ("fa", "سه سال است که هر روز خیلی از مردم به سالن نیاز دارند", ["سالن"]),
        ("vi", "Từ ba năm nay, mỗi ngày nhiều người cần phòng", ["phòng"]),
        ("zh", "今天，没有，房间，每天", ["房间"]),
    ],
)
def test_what_says_little_alone_is_left_out_in_every_language(language: str, text: str, left: list[str]) -> None:
    """Numbers, months, lengths of time, and what every wish says."""
    twice = [CloudText(f"– {text}", language, 1), CloudText(f"– {text}", language, 2)]
    assert [word.text for word in words(twice) if len(word.text) > 1] == left


def test_every_script_is_read() -> None:
    several = [
        CloudText("نحتاج إلى قاعات", "ar", 1),
        CloudText("قاعات للجمعيات", "ar", 1),
        CloudText("Потрібні приміщення", "uk", 2),
        CloudText("需要房间", "zh", 3),
        CloudText("房间太少", "zh", 3),
    ]
    found = {word.text: (word.language, word.count, word.station) for word in words(several)}
    assert found["قاعات"] == ("ar", 2, 1)
    assert found["приміщення"] == ("uk", 1, 2)
    assert found["房间"] == ("zh", 2, 3)
    assert "要房" not in found, "a pair that only one contribution has is no word"


def test_the_order_is_that_in_which_they_were_first_said_so_that_each_keeps_its_place() -> None:
    before = german("Zeit", "Räume", "Geld")
    after = german("Zeit", "Räume", "Geld", "Geld", "Geld", "Anerkennung")
    assert [text for text, _ in before] == ["Zeit", "Räume", "Geld"]
    assert [text for text, _ in after] == ["Zeit", "Räume", "Geld", "Anerkennung"]


def test_only_the_most_common_are_told() -> None:
    many = german(*(f"Wort{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(200)), "Räume", "Räume")
    assert len(many) == word_cloud.MOST
    assert ("Räume", 2) in many


def test_the_words_of_the_day() -> None:
    found = words(CloudText(one["text"], one["lang"], one["station"]) for one in texts())
    assert len(found) == word_cloud.MOST
    assert {word.station for word in found} == {1, 2, 3}
    assert max(found, key=lambda word: word.count).count > 4


def test_hidden_words_contact_data_and_originals_with_a_german_wording_are_not_said(
    event: Event, station: Station, other_station: Station, guest: Guests, host: Actor
) -> None:
    hidden = write(guest(), station, "Mehr Verborgenes")
    foreign = write(guest(), station, "Потрібні приміщення", language="uk")
    write(guest(), station, "muster@example.org")
    write(guest(), other_station, "Mehr Tische")
    moderation.hide(host, hidden.id, reason="Test")
    moderation.word_in_german(host, foreign.id, text="Mehr Räume", was=None)
    here = {word.text for word in words(word_cloud.said(event.id, station.slug))}
    assert here == {"Räume"}
    assert {word.text for word in words(word_cloud.said(event.id))} == {"Räume", "Tische"}


def test_a_soft_hyphen_divides_no_word() -> None:
    said = german("Integrations\u00adkurse und Kinder\u00adbetreuung", "Integrationskurse", "Integrations\u200bkurse")
    assert said == [("Integrationskurse", 3), ("Kinderbetreuung", 1)]


def test_half_a_word_says_nothing() -> None:
    said = german("der Integrations- und Ausländerbeirat", "Migrant*innen-Vereine und Kinder- oder Jugendarbeit")
    assert [text for text, _ in said if text in {"Integrations", "Kinder"}] == []
    assert {"Ausländerbeirat", "Jugendarbeit"} <= {text for text, _ in said}


def test_persian_words_with_a_half_space_are_told_apart() -> None:
    several = ("می\u200cنویسند", "می\u200cرویم", "دانش\u200cآموز", "کتاب\u200cها", "کتاب\u200cهای")
    said = {word.text: word.count for word in words(CloudText(text, "fa", 1) for text in several)}
    assert list(said.values()) == [1, 1, 1, 2]
