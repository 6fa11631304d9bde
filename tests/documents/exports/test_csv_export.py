"""The CSV file: what a German Excel opens by a double click, and nothing that it would run."""

import csv
import io
import re

import pytest

from facilitation.documents.exports import csv_export, words
from facilitation.queries.harvest import EventHarvest
from tests.conftest import hostile_texts
from tests.documents.exports.building import finished, lines
from tests.documents.exports.harvests import full
from tests.documents.report.harvests import contribution, dresden, of_texts


def built(harvest: EventHarvest) -> bytes:
    return finished(csv_export.build(harvest, words.GERMAN))


def of(*texts: str) -> EventHarvest:
    return dresden(([contribution(text, number=f"S1-{place:03}") for place, text in enumerate(texts, 1)], (), ()))


def texts(file: bytes) -> list[str]:
    head, *rows = lines(file)
    return [row[head.index("Beitrag")] for row in rows]


def test_every_contribution_stands_in_it_once_with_its_number() -> None:
    harvest = of_texts()
    _, *rows = lines(built(harvest))
    expected = [one for station in harvest.stations for one in station.contributions]
    assert [(row[0], row[6]) for row in rows] == [(one.number, one.text) for one in expected]
    assert len(rows) == 112


def test_its_form_is_that_of_a_german_excel() -> None:
    file = built(of("Zeile 1\nZeile 2; „mehr“", 'Er sagte "ja"'))
    assert file.startswith("\ufeffNummer;Station;Runde;".encode())
    assert [row.count(";") for row in file.decode().split("\r\n")][:1] == [17]
    assert b'"Zeile 1\nZeile 2; ' in file
    assert file.count(b"\r\n") == 3
    assert b"\r" not in file.replace(b"\r\n", b"")
    assert texts(file) == ["Zeile 1\nZeile 2; „mehr“", 'Er sagte "ja"']


def test_a_row_says_everything() -> None:
    assert lines(built(full()))[1:] == [
        [
            *("S1-001", "Förderung & Räume", "1", "2", "Idee", "Deutsch", "Mehr Räume!", "", "", "Räume", "3", "2"),
            *("", ""),
            *("nein", "nein", "18.11.2023 16:42", ""),
        ],
        [
            *("S1-002", "Förderung & Räume", "", "", "Idee", "Arabisch", "نحتاج إلى مكان دائم."),
            *("Wir brauchen einen festen Ort.", "", "Räume", "5", "0", "", "", "nein", "nein", "02.07.2023 00:30", ""),
        ],
        [
            *("S1-004", "Förderung & Räume", "1", "", "Idee", "Deutsch", "Ja, genau.", "", "", "", "0", "0"),
            *("S1-001", ""),
            *("nein", "ja", "18.11.2023 16:42", ""),
        ],
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\n", "\t", "\r", "\u3000", "\u200b", "\ufeff", " \t \u2007"])
def test_no_text_becomes_a_formula(before: str, sign: str) -> None:
    text = f"{before}{sign}cmd|' /C calc'!A0"
    parts = re.split(r"(?<=[\n\t])", text.replace("\r", "\n"))
    assert texts(built(of(text))) == ["'" + "'".join(parts)]


@pytest.mark.parametrize("split", [",", "\t", ";"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_however_a_spreadsheet_splits_it_no_cell_is_a_formula(sign: str, split: str) -> None:
    """Where it splits at commas, quotes within a line are letters, and a text's second line is a row."""
    behind = (",", ", ", "\n", "\r\n", "\n \u200b", ',"', ',""', '","', '"\n"', "\t", ";", '";"', ",,", ",\n", "x,")
    file = built(of(*(f"Mehr{before}{sign}cmd|' /C calc'!A0" for before in behind)))
    rows = csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=split)
    read = [cell for row in rows for cell in row]
    assert sum("calc" in cell for cell in read) == len(behind)
    shown = [cell.lstrip(" \t\n\u200b\u00a0") for cell in read]
    assert [cell for cell in shown if cell.startswith(sign)] == []


def test_apostrophes_stand_only_where_a_formula_would_begin() -> None:
    texts_of = {
        "Mehr Räume, -10 % Miete": "Mehr Räume,' -10 % Miete",
        "- Bänke\n- Bäume": "'- Bänke\n'- Bäume",
        "Bänke, Bäume - und mehr": "Bänke, Bäume - und mehr",
        "a,b=c": "a,b=c",
    }
    assert texts(built(of(*texts_of))) == list(texts_of.values())


def test_a_tab_or_a_carriage_return_comes_first_nowhere() -> None:
    assert texts(built(of("\tMehr", "\rMehr"))) == ["'\tMehr", "\nMehr"]


def test_other_texts_stay_as_they_are() -> None:
    harmless = ["5 - 3 = 2", "'=1", "1+1", "„=“", "a\nb", "#Räume", "|=1", '"=1"']
    assert texts(built(of(*harmless))) == harmless


def test_hostile_texts_are_text() -> None:
    taken = hostile_texts()
    read = [text.replace("\u00ad", "") for text in taken]  # Excel draws each soft hyphen
    places = [[0, *(found.end() for found in re.finditer("[,\n\t]", text))] for text in read]
    expected = [
        "".join(
            "'" * (at in begins and text[at:].lstrip('\n\t "')[:1] in {*"=@+-"}) + sign for at, sign in enumerate(text)
        )
        for text, begins in zip(read, places, strict=True)
    ]
    assert texts(built(of(*taken))) == expected


def test_what_utf_8_cannot_carry_does_not_break_it() -> None:
    assert texts(built(of("a\ud83db\0c"))) == ["a\ufffdb\ufffdc"]


def test_an_event_before_its_day_has_headings_only() -> None:
    (head,) = lines(built(dresden()))
    assert head[:3] == ["Nummer", "Station", "Runde"]
