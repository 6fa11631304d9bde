"""The Markdown file: read as a wiki reads it, typed texts are words and nothing else."""

import re
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from facilitation.documents.exports import markdown, words
from facilitation.documents.exports.escaping import line, lines
from facilitation.queries.harvest import EventHarvest, HarvestCluster
from tests.conftest import hostile_texts
from tests.documents.exports.building import finished
from tests.documents.exports.harvests import full
from tests.documents.report.harvests import contribution, dresden, of_texts

READER = MarkdownIt("gfm-like", {"html": True, "linkify": True})
ISOLATES = re.compile("[\u2066-\u2069]")
TRAPS = [
    "# Überschrift",
    "Überschrift\n===",
    "Überschrift\n---",
    "- Liste\n- Liste",
    "+ Liste",
    "* Liste",
    "1. Liste\n2) Liste",
    "> Zitat",
    "```\ncode\n```",
    "~~~ code",
    "Zeile\n    code",
    "Zeile\n\n    code",
    "Zeile\n\n\tcode",
    "<script>alert(1)</script>",
    "<b>fett</b> <!-- weg -->",
    "<https://x.example> <a@x.example>",
    "[Link](https://x.example)",
    "[Link][1]\n\n[1]: https://x.example",
    "![Bild](https://x.example/a.png)",
    "https://x.example/a_b_c?d=e&f",
    "www.x.example und x.de und 1.de und //x.de",
    "ftp://x.example mailto:a@x.example javascript:alert(1)",
    "*fett* **fett** __fett__ _schräg_ ~~weg~~ `code`",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "a\n:-:\n1",
    "a | b",
    "&amp; &#60; &copy; R&D",
    "\\* \\ \\\\",
    "***\n___\n- - -",
    "Zeile  \nZeile\\\nZeile",
    "[ ] Aufgabe [x] Aufgabe",
    "Fußnote[^1]\n\n[^1]: Text",
    "@alle #1 :smile: $x^2$ {{macro}}",
    ": Definition",
]


def built(harvest: EventHarvest) -> str:
    return finished(markdown.build(harvest, words.GERMAN)).decode()


def of(*texts: str, language: str = "de") -> EventHarvest:
    written = [contribution(text, number=f"S1-{at:03}", language=language) for at, text in enumerate(texts, 1)]
    return dresden((written, (), ()))


def said(inline: Token) -> str:
    """The words of a paragraph; fails where they are more than words."""
    assert {one.type for one in inline.children or ()} <= {"text", "hardbreak", "softbreak"}, inline
    return "".join(one.content if one.type == "text" else "\n" for one in inline.children or ())


def quoted(tokens: list[Token]) -> list[str]:
    """What stands in each quotation; a blank line between its paragraphs."""
    found: list[list[str]] = []
    depth = 0
    for one in tokens:
        if one.type == "blockquote_open":
            assert depth == 0
            found.append([])
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(one.type, 0)
        if depth and one.type == "inline":
            found[-1].append(said(one))
        elif depth:
            assert one.type in ("blockquote_open", "paragraph_open", "paragraph_close"), one
    return ["\n\n".join(one) for one in found]


def shown(text: str) -> str:
    """A text as a page shows it: without isolates, indents and spaces at the ends of lines are not compared."""
    plain = ISOLATES.sub("", text).replace("\u00a0", " ")
    return "\n".join(one.strip() for one in plain.strip().split("\n"))


def test_typed_texts_are_words_and_nothing_else() -> None:
    texts = [*TRAPS, *hostile_texts()]
    tokens = READER.parse(built(of(*texts)))
    assert [shown(text) for text in quoted(tokens)] == [shown(text) for text in texts]
    whole = READER.render(built(of(*texts)))
    assert not re.search(r"<(a|img|script|code|pre|del|em|b|table)\b", whole)


def test_titles_statements_and_cells_are_words_and_nothing_else() -> None:
    for text in [*TRAPS, *hostile_texts()]:
        for form in ("# {}", "- {}", "**x:** {}", "| a |\n| --- |\n| {} |"):
            inlines = [one for one in READER.parse(form.format(line(text))) if one.type == "inline"]
            tokens = [child.type for child in inlines[-1].children or ()]
            assert set(tokens) <= {"text", "strong_open", "strong_close"}, (text, tokens)
            plain = "".join(child.content for child in inlines[-1].children or () if child.type == "text")
            assert shown(plain).removeprefix("x:").strip() == " ".join(shown(text).split())


def test_every_contribution_stands_in_it_once() -> None:
    harvest = of_texts()
    expected = {one.number: one for station in harvest.stations for one in station.contributions}
    assert len(expected) == 112
    page = built(harvest)
    numbers = re.findall(r"^\*\*(S\d-\d{3})\*\* ·", page, re.M)
    assert sorted(numbers) == sorted(expected)
    told = []
    for number in numbers:
        told += [expected[number].text, *filter(None, [expected[number].german])]
    assert [shown(text) for text in quoted(READER.parse(page.replace("*Deutsch:*  \n> ", "")))] == list(
        map(shown, told)
    )


def test_what_was_merged_stands_beneath_what_stands_for_it() -> None:
    head, beneath, deeper, other = (
        contribution("Kopf", number="S1-001", cluster="Räume"),
        contribution("Darunter", number="S1-002", merged_into="S1-001"),
        contribution("Noch tiefer", number="S1-003", merged_into="S1-002"),
        contribution("Anderes", number="S1-004", cluster="Räume"),
    )
    harvest = dresden(([head, beneath, deeper, other], (), ()))
    station = harvest.stations[0]
    station = replace(station, clusters=(HarvestCluster("Räume", 0, (head, other)),), unclustered=())
    page = built(replace(harvest, stations=(station,)))
    assert re.findall(r"^\*\*(S\d-\d{3})\*\*", page, re.M) == ["S1-001", "S1-002", "S1-003", "S1-004"]


def test_contributions_that_hang_together_in_a_ring_are_told_all_the_same() -> None:
    ring = [
        contribution("Eins", number="S1-001", merged_into="S1-002"),
        contribution("Zwei", number="S1-002", merged_into="S1-001"),
    ]
    harvest = dresden((ring, (), ()))
    page = built(replace(harvest, stations=(replace(harvest.stations[0], unclustered=()),)))
    assert sorted(re.findall(r"^\*\*(S\d-\d{3})\*\*", page, re.M)) == ["S1-001", "S1-002"]


def test_it_keeps_the_reports_order() -> None:
    headings = re.findall(r"^#+ .*", built(full()), re.M)
    assert headings == [
        "# Konferenz der Migrant\\*innenorganisationen in Dresden",
        "## Zusammenfassung",
        "## In Einfacher Sprache",
        "## Station 1: Förderung & Räume",
        "### Kernaussagen",
        "### Themen",
        "#### Räume",
        "### Weitere Beiträge",
        "### Nächste Schritte",
        "### Offene Fragen",
        "### Fotos",
        "## Station 2: Offene Verwaltung",
        "## Station 3: Teilhabe & Vernetzung",
        "## Was die Stationen verbindet",
        "### Räume überall",
        "## Empfehlungen",
        "## Feedback",
        "### Was nehmen Sie mit?",
    ]
    page = built(full())
    assert "| Räume | 2 | 8 |" in page
    assert "**S1-002** · Idee · Arabisch · 5 Punkte" in page
    assert "| Raumliste | Stadt | März 2024 | vereinbart |" in page
    assert "| Räume öffnen | Sie stehen leer | Schulamt | kurzfristig |" in page
    assert "| Ich wurde gehört. | 0 | 1 | 0 | 0 | 2 | 3 | 4.0 |" in page
    assert "Amal" not in page


def test_what_runs_from_right_to_left_keeps_its_order_wherever_it_stands() -> None:
    assert lines("نطالب بميزانية (Beirat) لنا.\nشكرا", "ar") == [
        "\u2067نطالب بميزانية (Beirat) لنا.\u2069  ",
        "\u2067شكرا\u2069",
    ]
    assert line("Raum für شكرا") == "\u2068Raum für شكرا\u2069"
    assert line("Mehr Räume!") == "Mehr Räume!"


def test_readable_as_it_is() -> None:
    plain = "Räume, abends (ab 18 Uhr): 5.000 € – „mehr“ & 80 % z. B. am 18.11.2023!"
    assert line(plain) == plain


def test_an_event_before_its_day_says_so() -> None:
    assert built(dresden()).count("Bisher liegen keine Beiträge vor.") == 3
