"""The PowerPoint file, opened again and compared with the harvest; and its form, as the Open XML SDK judges it."""

import io
import json
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from facilitation.documents import deck
from facilitation.documents.deck import powerpoint
from facilitation.documents.deck import powerpoint_drawing as drawing
from facilitation.documents.deck.slide import Bars, Overview
from facilitation.queries.harvest import EventHarvest, HarvestMeasure
from tests.documents.report.harvests import FAULTS, contribution, dresden, everything, hostile, of_texts, pictures
from tests.documents.report.test_form import SDK

HARVESTS = {"nothing yet": dresden, "of the day": lambda: everything(of_texts()), "hostile": hostile}


@cache
def harvest_of(name: str) -> EventHarvest:
    return HARVESTS[name]()


@cache
def file_of(name: str) -> bytes:
    return build(harvest_of(name))


def build(harvest: EventHarvest, **arranged: Any) -> bytes:
    made = deck.slides(harvest, feedback=True, **arranged)
    return powerpoint.build(made, harvest, language="de", photos=pictures)


def opened(file: bytes) -> Any:
    return Presentation(io.BytesIO(file))


def said(page: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)


@pytest.mark.parametrize("name", HARVESTS)
def test_powerpoint_opens_it_without_repairing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(file_of(name))
    told = json.loads(subprocess.run([SDK, path], capture_output=True, text=True).stdout)
    assert (told["ok"], told["errors"]) == (True, [])


@pytest.mark.parametrize("name", HARVESTS)
def test_every_slide_has_a_title_of_its_own_in_its_placeholder(name: str) -> None:
    made = deck.slides(harvest_of(name), feedback=True)
    titles = [page.shapes.title.text_frame.text for page in opened(file_of(name)).slides]
    assert len(titles) == len(set(titles)) == len(made)
    assert titles[1:-1] == [slide.title for slide in made[1:-1]]


def test_it_is_wide_and_holds_nothing_of_the_library() -> None:
    read = opened(file_of("of the day"))
    assert (read.slide_width, read.slide_height) == (12_192_000, 6_858_000)
    assert [layout.name for layout in read.slide_layouts] == ["Title Only"]
    names = [str(part.partname) for part in read.part.package.iter_parts()]
    assert [name for name in names if "printer" in name or "thumbnail" in name] == []
    core = read.core_properties
    assert (core.title, core.language) == (harvest_of("of the day").title, "de-DE")


def test_charts_hold_the_harvests_numbers_and_say_them() -> None:
    by_name = {slide.name: slide.content for slide in deck.slides(harvest_of("of the day"))}
    charts = [shape for page in opened(file_of("of the day")).slides for shape in page.shapes if shape.has_chart]
    for place, frame in enumerate(charts[:6]):
        content = by_name[f"s{place // 2 + 1}-{('question', 'themes')[place % 2]}"]
        bars = content.bars if isinstance(content, Overview) else content
        assert isinstance(bars, Bars)
        plot = frame.chart.plots[0]
        assert list(plot.categories) == [bar.label for bar in bars.bars]
        assert list(plot.series[0].values) == [bar.value for bar in bars.bars]
        described = frame._element.xpath(".//p:cNvPr")[0].get("descr")
        assert described.endswith("; ".join(f"{bar.label}: {bar.value}" for bar in bars.bars))
    (scales,) = charts[6:]
    assert [list(series.values) for series in scales.chart.plots[0].series] == [[0], [1], [0], [2], [1]]


def test_voices_are_there_in_their_own_language_and_direction() -> None:
    written = [contribution("نحتاج إلى مكان دائم.", language="ar", german="Wir brauchen einen festen Ort.", votes=3)]
    written += [contribution("我们需要空间", language="zh", votes=2)]
    pages = opened(build(dresden((written, (), ())))).slides
    page = next(page for page in pages if page.shapes.title.text_frame.text.endswith("Im Wortlaut"))
    paragraphs = {p.text: p for shape in page.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs}
    arabic, german = paragraphs["نحتاج إلى مكان دائم."], paragraphs["Wir brauchen einen festen Ort."]
    assert (arabic._p.pPr.get("rtl"), german._p.pPr.get("rtl")) == ("1", None)
    tags = [{run._r.rPr.get("lang") for run in one.runs} for one in (arabic, german, paragraphs["我们需要空间"])]
    assert tags == [{"ar-SA"}, {"de-DE"}, {"zh-CN"}]


def test_photos_have_alternatives_and_notes_stand_with_their_slide() -> None:
    pages = list(opened(file_of("of the day")).slides)
    shown = [shape for page in pages for shape in page.shapes if shape.shape_type == 13]
    assert [shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in shown] == [
        f"Foto einer Tischdecke von Station {n}. Räume!" for n in (1, 2, 3)
    ]
    made = deck.slides(harvest_of("of the day"), feedback=True)
    for slide, page in zip(made, pages, strict=True):
        assert page.has_notes_slide is bool(slide.notes)
        if slide.notes:
            assert page.notes_slide.notes_text_frame.text.split("\n") == [
                note.replace("\n", " ") for note in slide.notes
            ]


def test_it_carries_its_own_scale_and_nothing_runs_over() -> None:
    """Every text box is high enough for its lines; no type is smaller than 14 points."""
    lists = [contribution(text, number=f"S1-{n:03}") for n, text in enumerate(FAULTS["lists"], start=1)]
    for file in (build(dresden((lists, (), ()))), file_of("of the day")):
        for shape in (shape for page in opened(file).slides for shape in page.shapes if shape.shape_type == 17):
            height = 0.0
            for paragraph in shape.text_frame.paragraphs:
                sizes = [run.font.size.pt for run in paragraph.runs]
                assert all(size >= 14 for size in sizes), shape.text_frame.text
                letters = (shape.width / 12_700 - 14.4) / (max(sizes, default=14) * 0.5)
                height += max(sizes, default=14) * 1.2 * -(-len(paragraph.text) // int(letters))
            assert height <= shape.height / 12_700, shape.text_frame.text


def test_next_steps_of_any_length_stay_on_their_page() -> None:
    """Also one word without an end, and a cell that is longer than the step itself."""
    said = [
        ("w" * 500, "Amt", "Mai"),
        ("Kurz", "Frau " * 60, None),
        ("Bald", None, "bis Ende " * 13),
        ("房间" * 250, "", ""),
    ]
    said += [(" ".join(f"{n}. Punkt" for n in range(1, 31)), "Amt", "Mai"), *[("Räume am Abend", "Amt", "Mai")] * 20]
    steps = tuple(HarvestMeasure(what, who or None, by_when or None, "open") for what, who, by_when in said)
    first, *others = of_texts().stations
    pages = opened(build(replace(of_texts(), stations=(replace(first, measures=steps), *others)))).slides
    tables = [shape for page in pages for shape in page.shapes if shape.has_table]
    assert sum(len(one.table.rows) - 1 for one in tables) == len(said)
    for shape in tables:
        height = 0.0
        for row in shape.table.rows:
            lines = []
            for cell, column in zip(row.cells, shape.table.columns, strict=True):
                size = cell.text_frame.paragraphs[0].runs[0].font.size.pt
                wide = sum(2 if sign > "\u2e80" else 1.4 if sign == "w" else 1 for sign in cell.text)
                lines.append(size * 1.2 * -(-wide // int((column.width / 12_700 - 14.4) / (size * 0.5))))
            height += max(lines) + 7.2
        assert height <= drawing.BODY[3] / 12_700, [row.cells[0].text for row in shape.table.rows]


def test_a_title_stands_in_one_line_of_the_band() -> None:
    harvest = everything(of_texts())
    first, *others = harvest.stations
    for name, least in ((first.short_title, 28), ("Wohnen und Alltag in Dresden", 24), ("Wohnen " * 20, 20)):
        station = replace(first, short_title=name)
        pages = opened(build(replace(harvest, stations=(station, *others)))).slides
        titles = [page.shapes.title.text_frame.paragraphs[0] for page in pages]
        of_station = [one for one in titles if one.text.startswith("1 ")]
        assert len(of_station) > 4
        for title in of_station:
            size = title.runs[0].font.size.pt
            assert least <= size <= 32
            assert len(title.text) * size * 0.57 < 880 or size == 20


def test_nothing_in_it_holds_a_soft_hyphen() -> None:
    """PowerPoint has no element for it, and draws a hyphen wherever it stands."""
    soft = "Integrations\u00adkurse"
    written = [contribution(soft, cluster=soft, votes=1), contribution(soft, number="S1-002")]
    event = replace(everything(dresden((written, (), ()))), title=soft)
    with zipfile.ZipFile(io.BytesIO(build(event))) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    assert sum(b"Integrationskurse" in content for content in held.values()) > 5
    assert [name for name, content in held.items() if soft.encode() in content] == []


def test_slides_are_numbered_and_questions_name_their_station() -> None:
    harvest = everything(of_texts())
    pages = list(opened(file_of("of the day")).slides)
    numbers = [page._element.xpath(".//a:fld[@type='slidenum']/a:t") for page in pages]
    assert [[str(one.text) for one in found] for found in numbers] == [[]] + [
        [str(n)] for n in range(2, len(pages) + 1)
    ]
    (asked,) = [page for page in pages if page.shapes.title.text_frame.text == "Offene Fragen"]
    for station in harvest.stations:
        assert f"Station {station.position}  Wer zahlt die Miete?" in said(asked)


def test_what_is_left_out_is_left_out_of_the_file() -> None:
    read = opened(build(dresden(), order=["thanks", "title"], hidden={"numbers"}))
    titles = [page.shapes.title.text_frame.text for page in read.slides]
    assert (titles[0], "Der Tag in Zahlen" in titles, len(titles)) == ("Danke!", False, 5)
    assert said(read.slides[0]).startswith("Danke!")
