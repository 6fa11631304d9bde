"""The Excel file: tables that can be filtered and counted, and texts that stay texts."""

from dataclasses import replace
from pathlib import Path

import pytest

from facilitation.documents.exports import words, workbook
from facilitation.errors import CafeError
from facilitation.queries.harvest import EventHarvest
from tests.conftest import hostile_texts
from tests.documents.exports.building import MAIN, Sheet, finished, sheets
from tests.documents.exports.harvests import HOSTILE, full
from tests.documents.openxml_rules import broken_rules
from tests.documents.report.harvests import contribution, dresden, everything, of_texts


def opened(harvest: EventHarvest, language: str = "de") -> dict[str, Sheet]:
    return sheets(finished(workbook.build(harvest, words.of(language))))


def written(sheet: Sheet) -> list[str | None]:
    return [cell and cell.value for cell in sheet.column("Beitrag")]


def test_every_contribution_stands_in_it_once_with_its_number() -> None:
    harvest = of_texts()
    sheet = opened(harvest)["Beiträge"]
    expected = {one.number: one for station in harvest.stations for one in station.contributions}
    assert len(expected) == 112
    assert [cell and cell.value for cell in sheet.column("Nummer")] == list(expected)
    assert written(sheet) == [one.text for one in expected.values()]
    assert [cell and cell.value for cell in sheet.column("Deutsch")] == [one.german for one in expected.values()]
    assert [cell and (cell.type, cell.value) for cell in sheet.column("Punkte")] == [
        ("n", str(one.votes)) for one in expected.values()
    ]


def test_the_sheets_tell_everything_else() -> None:
    told = opened(full())
    assert list(told) == [
        *("Beiträge", "Themen", "Kernaussagen", "Nächste Schritte", "Empfehlungen", "Gemeinsame Themen"),
        *("Feedback", "Kommentare", "Fotos", "Veranstaltung"),
    ]
    place = "Förderung & Räume"
    assert told["Beiträge"].values()[1:] == [
        [
            *("S1-001", place, "1", "2", "Idee", "Deutsch", "Mehr Räume!", None, None, "Räume", "3", "2"),
            *(None, None, "nein", "nein", "45248.69583333333"),
        ],
        [
            *(
                "S1-002",
                place,
                None,
                None,
                "Idee",
                "Arabisch",
                "نحتاج إلى مكان دائم.",
                "Wir brauchen einen festen Ort.",
                None,
            ),
            *("Räume", "5", "0", None, None, "nein", "nein", "45109.02100694444"),
        ],
        [
            *("S1-004", place, "1", None, "Idee", "Deutsch", "Ja, genau.", None, None, None, "0", "0"),
            *("S1-001", None, "nein", "ja", "45248.69583333333"),
        ],
    ]
    assert told["Themen"].values()[1:] == [[place, "Räume", "2", "8"], [place, "ohne Thema", "1", "0"]]
    assert told["Kernaussagen"].values()[1:] == [
        [place, "Kernaussage", "ganze Station", "Es fehlen Räume.", "Räume", "S1-001, S1-002"],
        [place, "Kernaussage", "1", "Abends."],
        [place, "Offene Frage", "2", "Wer zahlt?"],
    ]
    assert told["Nächste Schritte"].values()[1:] == [
        [place, "Raumliste", "Stadt", "März 2024", "vereinbart"],
        [place, HOSTILE, None, None, "offen"],
    ]
    assert told["Feedback"].values()[1:] == [
        ["Ich wurde gehört.", "0", "1", "0", "0", "2", "3", "4"],
        ["Es hat Spaß gemacht.", "0", "0", "0", "0", "0", "0"],
    ]
    assert told["Kommentare"].values()[1:] == [
        ["Was nehmen Sie mit?", "Deutsch", "+1 für alle"],
        ["Was nehmen Sie mit?", "Arabisch", "شكرا", "Danke"],
    ]
    assert told["Fotos"].values()[1:] == [
        *[["S1-F02", place, "1", "2", "../../Tisch <3>", "2400", "1800", "45248.69583333333", "fotos/S1-F02.jpg"]]
    ]


def test_what_organisers_wrote_has_sheets_of_its_own() -> None:
    told = opened(everything(of_texts()))
    assert told["Empfehlungen"].values()[1:] == [
        ["1", "Förderung über mehrere Jahre", "Das stärkste Thema.", "Sozialamt", "mittelfristig"],
        ["2", "Räume öffnen"],
    ]
    common = told["Gemeinsame Themen"].values()[1:]
    assert [row[:3] for row in common] == [
        ["Verlässlichkeit", "An allen Stationen.", station.short_title] for station in dresden().stations
    ]
    facts = {str(name): value for name, value in told["Veranstaltung"].values()[1:]}
    assert (facts["Datum"], facts["Beiträge"], facts["Förderhinweis"]) == (
        "18.11.2023",
        "112",
        "Gefördert durch die Landeshauptstadt Dresden.",
    )


def test_moments_are_moments_on_the_clock_of_the_place() -> None:
    """2 July 2023, 00:30:15 in Dresden is day 45109 of Excel's count."""
    (_, summer, _) = opened(full())["Beiträge"].column("geschrieben")
    assert summer is not None
    assert (summer.type, summer.value, summer.form) == ("n", "45109.02100694444", "dd.mm.yyyy hh:mm")
    (_, summer, _) = opened(full(), "en")["Contributions"].column("Written on")
    assert summer is not None
    assert summer.form == "yyyy-mm-dd hh:mm"


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "https://x.example", "007", "1e5", "{=1}", "_x0041_", "  a  ")


def test_hostile_texts_are_text() -> None:
    texts = [*hostile_texts(), *FORMULAS]
    harvest = dresden(([contribution(text, number=f"S1-{place:03}") for place, text in enumerate(texts)], (), ()))
    cells = opened(harvest)["Beiträge"].column("Beitrag")
    # Excel's own way to write a text that looks like one of its escapes
    assert [cell and (cell.type, cell.value.replace("_x005F_", "_")) for cell in cells] == [
        ("s", text.replace("_x005F_", "_").replace("\u00ad", "")) for text in texts
    ]


def test_a_large_one_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    harvest = of_texts()
    small = opened(harvest)
    monkeypatch.setattr(workbook, "LARGE", 1)
    large = opened(harvest)
    assert {name: sheet.rows for name, sheet in large.items()} == {name: sheet.rows for name, sheet in small.items()}


def test_nothing_in_it_is_a_link(tmp_path: Path) -> None:
    path = tmp_path / "contributions.xlsx"
    path.write_bytes(finished(workbook.build(full(), words.GERMAN)))
    for sheet in sheets(path.read_bytes()).values():
        assert sheet.tree.find(f"{MAIN}hyperlinks") is None
    assert broken_rules(path) == []


def test_what_a_cell_cannot_hold_does_not_break_it() -> None:
    long, emoji = "a" * 40_000, "😀" * 20_000
    texts = ["a\0b\x0bc\ud83dd\ufffe", long, emoji, "a" * 32_767]
    harvest = dresden(([contribution(text) for text in texts], (), ()))
    assert written(opened(harvest)["Beiträge"]) == [
        "a\ufffdb\ufffdc\ufffdd\ufffd",
        "a" * 32_763 + " […]",
        "😀" * 16_381 + " […]",
        "a" * 32_767,
    ]


def test_no_cell_holds_a_soft_hyphen() -> None:
    """Excel draws a hyphen at each."""
    soft = dresden(([contribution("Integrations\u00adkurse", cluster="Kurs\u00adplan")], (), ()))
    told = opened(soft)
    assert written(told["Beiträge"]) == ["Integrationskurse"]
    assert told["Themen"].values()[1][1] == "Kursplan"


def test_what_runs_from_right_to_left_does_so_in_its_cell() -> None:
    latin, arabic, _ = opened(full())["Beiträge"].column("Beitrag")
    assert (latin and latin.reading_order, arabic and arabic.reading_order) == (None, "2")


def test_it_can_be_filtered_and_its_headings_stay_in_sight() -> None:
    expected = {
        "Beiträge": "A1:R4",
        "Themen": "A1:D3",
        "Kernaussagen": "A1:F4",
        "Nächste Schritte": "A1:E3",
        "Empfehlungen": "A1:E2",
        "Gemeinsame Themen": "A1:D2",
        "Feedback": "A1:I3",
        "Kommentare": "A1:D3",
        "Fotos": "A1:I2",
        "Veranstaltung": "A1:B12",
    }
    for name, sheet in opened(full()).items():
        (filtered,) = sheet.tree.iter(f"{MAIN}autoFilter")
        (pane,) = sheet.tree.iter(f"{MAIN}pane")
        assert filtered.get("ref") == expected[name]
        assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")


@pytest.mark.parametrize(
    ("language", "first", "headings"),
    [
        ("de", "Beiträge", ["Nummer", "Station", "Runde", "Tisch", "Art", "Sprache", "Beitrag"]),
        ("en", "Contributions", ["Number", "Station", "Round", "Table", "Kind", "Language", "Contribution"]),
    ],
)
def test_an_event_before_its_day_has_headings_only(language: str, first: str, headings: list[str]) -> None:
    told = opened(dresden(), language)
    assert [len(sheet.rows) for sheet in told.values()] == [*[1] * 9, 12]
    assert told[first].values()[0][:7] == headings


def test_names_of_guests_stay_out() -> None:
    assert "Amal" not in str([sheet.values() for sheet in opened(full()).values()])


def test_another_language_is_refused() -> None:
    with pytest.raises(CafeError, match="^unknown_language$"):
        words.of("fr")


def test_a_long_title_does_not_stop_it() -> None:
    long = replace(dresden(), title="Konferenz \0" * 60, organiser="Verein " * 60)
    assert len(opened(long)) == 10
