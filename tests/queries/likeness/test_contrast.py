"""Texts that are the same but for what matters: one noun, a "not", a number."""

import pytest

from facilitation.queries.likeness.cards import Saying
from facilitation.queries.likeness.contrast import is_another

ANOTHER = [
    ("de", "Mehr Bänke im Park.", "Mehr Licht im Park."),
    ("de", "Kurse am Abend für 20 Leute", "Kurse am Abend für 200 Leute"),
    ("de", "Das Amt soll am Samstag öffnen.", "Das Amt soll am Samstag nicht öffnen."),
    ("de", "Der Saal ist mit Heizung zu vermieten", "Der Saal ist ohne Heizung zu vermieten"),
    ("en", "Fewer buses on Sunday evening", "More buses on Sunday evening"),
    ("pl", "Kurs pływania dla kobiet w sobotę", "Kurs gotowania dla kobiet w sobotę"),
    ("es", "Queremos un parque para los niños del barrio", "Queremos un parque para los perros del barrio"),
    ("vi", "Lớp học bơi cho phụ nữ buổi tối", "Lớp học bơi cho trẻ em buổi tối"),
    ("ar", "نريد دورات سباحة للنساء في المساء", "نريد دورات قيادة للنساء في المساء"),
    ("zh", "希望图书馆晚上开门", "希望图书馆晚上关门"),
]
MAY_BE_THE_SAME = [
    ("de", "Deutschkurse am Abend mit Kinderbetreuung", "Sprachkurse am Abend mit Kinderbetreuung"),
    ("de", "Wer bezahlt die Miete für den Saal?", "Wer zahlt die Miete für den Saal?"),
    ("de", "Mehr Platz im Park für Kinder", "Im Park mehr Platz für Kinder"),
    ("de", "Wir wünschen uns Schwimmkurse für Frauen", "Wir brauchen Schwimmkurse für Frauen"),
    ("de", "Räume fehlen uns am Abend", "Räume fehlen uns am Abend, leider"),
    ("de", "Respekt!", "Geduld!"),
    ("en", "Rehearsal rooms in the evening", "Rehersal rooms in the evening"),
    ("de", "Anträge in Leichter Sprache", "Anträge in Leichter Sprache für alle kleinen Vereine der Stadt"),
]


@pytest.mark.parametrize(("language", "one", "other"), ANOTHER)
def test_one_place_that_matters_parts_two_texts(language: str, one: str, other: str) -> None:
    assert is_another(Saying(one, language), Saying(other, language))
    assert is_another(Saying(other, language), Saying(one, language))


@pytest.mark.parametrize(("language", "one", "other"), MAY_BE_THE_SAME)
def test_another_order_a_form_and_a_polite_word_part_nothing(language: str, one: str, other: str) -> None:
    assert not is_another(Saying(one, language), Saying(other, language))
    assert not is_another(Saying(other, language), Saying(one, language))


def test_a_wording_may_begin_with_another_word_and_no_number_is_another_word_for_one() -> None:
    one, other = "Furcht vor dem Wahljahr", "Angst vor dem Wahljahr"
    assert not is_another(Saying(one, "de"), Saying(other, "de", "guest"))
    assert is_another(Saying("12 Räume für Vereine", "de"), Saying("20 Räume für Vereine", "de", "guest"))


def test_what_is_long_and_the_same_but_for_a_word_may_have_another_word_for_it() -> None:
    long = (
        "Wartezeit beim Amt zwei Monate, keine Antwort auf Mails, Bescheide kommen spät, Leute verlieren {} und Wohnung"
    )
    assert not is_another(Saying(long.format("Arbeit"), "de"), Saying(long.format("Stellen"), "de"))
    assert is_another(Saying(long.format("5 Tage"), "de"), Saying(long.format("9 Tage"), "de"))
