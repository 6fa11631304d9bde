"""What people wrote reaches the report to the letter, in every script, and nothing else of it does."""

from docx.oxml.text.paragraph import CT_P
from lxml.etree import QName

from facilitation.actor import Actor
from facilitation.documents.report import body
from facilitation.models import Event, Station
from facilitation.queries import harvest
from facilitation.services import moderation
from tests.conftest import Guests, write
from tests.documents.report.harvests import contribution, dresden, harmful_texts, of_texts
from tests.documents.report.reading import WORD, appendix, opened, said, styled, voices


def only(text: str, style: str = "Quote", **fields: object) -> CT_P:
    """The paragraph of a report's one contribution."""
    (found,) = styled(opened(dresden(([contribution(text, **fields)], (), ()))), style)
    return found


def marks(paragraph: CT_P) -> list[tuple[str, dict[str, str]]]:
    """Each run's text with what its properties say of script and language."""
    found = []
    for run in paragraph.r_lst:
        told: dict[str, str] = {}
        for mark in [] if run.rPr is None else list(run.rPr):
            name = QName(mark).localname
            values = {f"{name}.{QName(key).localname}": str(value) for key, value in mark.attrib.items()}
            told |= values or {name: "on"}
        found.append((run.text, told))
    return found


def test_every_contribution_stands_in_the_list_to_the_letter() -> None:
    full = of_texts()
    report = opened(full)
    written = {one.number: one for station in full.stations for one in station.contributions}
    assert len(written) == 112
    shown = voices(report)
    assert len(shown) == 9
    assert shown == {number: written[number].text for number in shown}
    listed = appendix(report)
    assert list(listed) == list(written)
    assert {number: texts for number, (_, texts, _, _) in listed.items()} == {
        number: [one.text, f"Deutsch: {one.german}"] if one.german else [one.text] for number, one in written.items()
    }
    assert {number: (about[1], theme, votes) for number, (about, _, theme, votes) in listed.items()} == {
        number: (f"Runde {one.round}", [one.cluster or "–"], [str(one.votes)]) for number, one in written.items()
    }


def test_harmful_texts_are_text() -> None:
    accepted = harmful_texts()
    written = [contribution(text, number=f"S1-{place:03}") for place, text in enumerate(accepted)]
    report = opened(dresden((written, (), ())))
    read = [text.replace("\u00ad", "") for text in accepted]  # python-docx does not read Word's soft hyphens
    assert [texts[0] for _, texts, _, _ in appendix(report).values()] == read


def test_what_xml_cannot_carry_does_not_stop_the_report() -> None:
    assert only("a\0b\ud83dc\ufffed\re\r\nf\tg").text == "a\ufffdb\ufffdc\ufffdd\ne\nf\tg"


def test_spaces_and_breaks_stay() -> None:
    assert only("  eins\n\n zwei  \tdrei ").text == "  eins\n\n zwei  \tdrei "


def test_a_text_from_right_to_left_says_so() -> None:
    paragraph = only("نطالب بميزانية (Beirat) لنا.", language="ar")
    assert paragraph.find(f"{WORD}pPr/{WORD}bidi") is not None
    arabic = {"rtl": "on", "lang.bidi": "ar-SA"}
    assert marks(paragraph) == [("نطالب بميزانية (", arabic), ("Beirat", {}), (") لنا.", arabic)]


def test_persian_is_not_taken_for_arabic() -> None:
    assert marks(only("می‌توان نامزد شد؟", language="fa")) == [("می‌توان نامزد شد؟", {"rtl": "on", "lang.bidi": "fa-IR"})]


def test_chinese_takes_the_east_asian_font() -> None:
    asian = {"rFonts.hint": "eastAsia", "lang.eastAsia": "zh-CN"}
    assert marks(only("我们的 MO 太贵。", language="zh")) == [("我们的", asian), (" MO ", {}), ("太贵。", asian)]


def test_other_languages_are_named_for_the_spelling_checker() -> None:
    assert marks(only("Nhiều người", language="vi")) == [("Nhiều người", {"lang.val": "vi-VN"})]
    assert marks(only("Більше кімнат", language="uk")) == [("Більше кімнат", {"lang.val": "uk-UA"})]
    assert marks(only("Mehr Räume", language="de")) == [("Mehr Räume", {"lang.val": "de-DE"})]


def test_no_paragraph_is_aligned_by_hand() -> None:
    """Left would be the right edge where a text runs from right to left."""
    assert list(opened(of_texts()).element.body.iter(f"{WORD}jc")) == []


def test_a_text_without_german_wording_says_that_it_is_open() -> None:
    assert only("Nhiều người", "Translation", language="vi").text == "Deutsch: noch nicht übersetzt"
    report = opened(dresden(([contribution("Mehr Räume", language="de")], (), ())))
    assert said(report, "Translation") == []


def test_a_voice_says_where_it_comes_from() -> None:
    one = contribution(
        kind="question", language="en", votes=1, round=2, reply_to="S1-003", highlighted=True, edited=True
    )
    assert said(opened(dresden(([one], (), ()))), "VoiceSource") == [
        "S1-001 · Frage · Runde 2 · Englisch · Antwort auf S1-003 · hervorgehoben · geändert\t1 Punkt"
    ]


def test_names_of_guests_stay_out() -> None:
    report = opened(dresden(([contribution("Mehr Räume!", author="Amal aus Löbtau")], (), ())))
    assert "Amal" not in report.element.xml


def test_what_hosts_hid_and_contact_data_are_not_in_it(
    guest: Guests, host: Actor, station: Station, event: Event
) -> None:
    write(guest(), station, "Ruft uns an: +49 351 1234567")
    hidden = write(guest(), station, "Das soll niemand lesen")
    moderation.hide(host, hidden.id)
    report = opened(harvest.of(event))
    assert voices(report) == {"S1-001": "Ruft uns an: [Kontaktangabe]"}
    assert [texts for _, texts, _, _ in appendix(report).values()] == [["Ruft uns an: [Kontaktangabe]"]]
    assert "niemand lesen" not in report.element.xml


def test_a_soft_hyphen_is_words_own_and_no_letter() -> None:
    made = body.runs("Integrations\u00adkurse")
    assert "\u00ad" not in made
    assert "Integrations</w:t><w:softHyphen/><w:t" in made
