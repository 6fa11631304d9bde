"""What clusters of different stations have in common."""

from facilitation.queries.likeness.common import ClusterTexts, Common, in_common
from tests.queries.likeness.test_groups import finish


def found(*clusters: ClusterTexts) -> list[Common]:
    return finish(in_common(clusters))


def said(id: str, station: int, title: str, *texts: str) -> ClusterTexts:
    return ClusterTexts(id, station, title, texts)


def test_a_titles_noun_and_what_two_say_bring_clusters_together() -> None:
    one = said("a", 1, "Räume", "Abends ist alles zu")
    two = said("b", 2, "Treffpunkte", "Uns fehlen Räume", "Die Räume sind zu klein")
    assert found(one, two) == [Common(("a", "b"), ("Räume",))]
    assert found(one, two._replace(station=1)) == [], "both are of one station"
    assert found(one, two._replace(texts=two.texts[:1])) == [], "only one says so"
    assert found(one, two._replace(texts=("wir wollen öffnen", "bitte öffnen"))) == []


def test_verbs_have_nothing_in_common() -> None:
    assert found(said("a", 1, "öffnen und lüften"), said("b", 2, "wir öffnen")) == []


def test_what_everybody_is_about_says_nothing() -> None:
    assert found(*(said(str(number), number, "Vereine") for number in range(20))) == []


def test_several_words_are_told_together_the_most_telling_first() -> None:
    rooms = (said("a", 1, "Räume und Schlüssel"), said("b", 2, "Schlüssel für Räume"))
    money = (said("c", 1, "Geld"), said("d", 3, "Kasse", "Das Geld", "Kein Geld"))
    assert found(*rooms, *money) == [
        Common(("a", "b"), ("Räume", "Schlüssel")),
        Common(("c", "d"), ("Geld",)),
    ]
