"""Writes the slides as a PowerPoint file with editable texts, native charts, notes and alternative texts."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu

from facilitation.documents.deck import powerpoint_drawing as draw
from facilitation.documents.deck import words
from facilitation.documents.deck.slide import (
    Bars,
    Closing,
    Figures,
    Lines,
    Opening,
    Overview,
    Scales,
    Slide,
    SlidePicture,
    SlideQuestion,
    Steps,
    Voices,
)
from facilitation.documents.report.feedback import SCALE_COLOURS
from facilitation.documents.report.script import tag
from facilitation.documents.report.words import LOGO
from facilitation.i18n.catalogue import Catalogue
from facilitation.queries.harvest import EventHarvest
from facilitation.text import without_soft_hyphens

Reader = Callable[[str, str], bytes | None]
SIZES = {"l": 1.0, "m": 0.9, "s": 0.82, "xs": 0.75}
PROPERTY_LIMIT = 255
"""Characters of a document property; python-pptx raises ValueError for more."""
LAYOUT = "Title Only"


def build(
    slides: Sequence[Slide], harvest: EventHarvest, *, language: str, photos: Reader, logo: bytes | None = None
) -> bytes:
    """Write the slides that are `shown` as a .pptx file in 16:9.

    `language` is that of the fixed texts. `photos` reads a photo's JPEG by its id and the ending of its size
    (`storage.images.SIZES`); where it gives None, the slide has only the caption. `logo` is a JPEG for the first one.
    """
    opened = _base()
    layout = opened.slide_layouts[0]
    for one in slides:
        if one.shown:
            page = opened.slides.add_slide(layout)
            _draw(page, one, language, photos)
            if isinstance(one.content, Opening) and logo is not None:
                alternative = Catalogue(language)(LOGO, organiser=harvest.organiser)
                draw.picture(page, logo, _measured(logo), alternative, draw.LOGO)
            elif not isinstance(one.content, Opening):
                draw.foot(page, harvest.title, len(opened.slides), language)
    properties = opened.core_properties
    properties.title, properties.author = (
        without_soft_hyphens(said)[:PROPERTY_LIMIT] for said in (harvest.title, harvest.organiser)
    )
    properties.last_modified_by, properties.language = properties.author, tag(language)
    properties.created = properties.modified = harvest.made_at.replace(tzinfo=None)
    packed = io.BytesIO()
    opened.save(packed)
    return packed.getvalue()


def _base() -> Any:
    """python-pptx's default file in 16:9, with one layout and without its thumbnail and printer settings."""
    opened = Presentation()
    opened.slide_width, opened.slide_height = Emu(draw.WIDTH), Emu(draw.HEIGHT)
    for layout in list(opened.slide_layouts):
        if layout.name != LAYOUT:
            opened.slide_layouts.remove(layout)
    master = opened.slide_master
    for held in (master, opened.slide_layouts[0]):
        for shape in list(held.placeholders):
            if shape.placeholder_format.type in draw.SMALL_PRINT:
                shape._element.getparent().remove(shape._element)
            else:
                draw.place(shape, draw.TITLE if shape.placeholder_format.idx == 0 else draw.BODY)
    _drop(opened.part, lambda kind: "printerSettings" in kind)
    _drop(opened.part.package, lambda kind: kind == RELATIONSHIP_TYPE.THUMBNAIL)
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = draw.themed(theme.blob)
    return opened


def _drop(source: Any, unwanted: Callable[[str], bool]) -> None:
    for name, relation in list(source._rels.items()):
        if unwanted(relation.reltype):
            source._rels.pop(name)


def _draw(page: Any, one: Slide, language: str, photos: Reader) -> None:
    factor, content = SIZES[one.size], one.content
    colour = one.station.colour if one.station else draw.BAND
    if isinstance(content, Opening | Closing):
        text = content.title if isinstance(content, Opening) else one.heading
        draw.title(page, text, draw.BIG_TITLE, 44 * factor, draw.INK, language)
    else:
        draw.band(page, colour)
        draw.title(page, one.title, draw.TITLE, draw.title_size(one.title), draw.PAPER, language)
    _fill(page, one, content, factor, colour, language, photos)
    if one.notes:
        notes = page.notes_slide.notes_text_frame
        draw.write(notes, [[(note, None, 12.0, False, draw.INK)] for note in one.notes], language)


def _fill(page: Any, one: Slide, content: Any, factor: float, colour: str, language: str, photos: Reader) -> None:
    if isinstance(content, Opening):
        lines = [one.heading, *(f"{mark.position} {mark.short_title}" for mark in content.stations)]
        lines += [content.when, content.organiser]
        draw.text(page, draw.BELOW_TITLE, [[(line, None, 24.0, False, draw.INK)] for line in lines], language)
    elif isinstance(content, Closing):
        lines = [content.text, content.organiser]
        draw.text(page, draw.BELOW_TITLE, [[(line, None, 26.0, False, draw.INK)] for line in lines], language)
    elif isinstance(content, Figures):
        figures = [
            [(number, None, 48.0, True, draw.INK), (f" {what}", None, 22.0, False, draw.SOFT)]
            for number, what in content.figures
        ]
        draw.text(page, draw.BODY, [*figures, [(content.spoken, None, 18.0, False, draw.SOFT)]], language)
    elif isinstance(content, SlideQuestion):
        said: list[list[draw.Run]] = [[(content.text, None, 44.0, False, draw.INK)]]
        said += [[(content.remark, None, 22.0, False, draw.SOFT)]] if content.remark else []
        draw.text(page, draw.BODY, said, language)
    elif isinstance(content, Overview):
        _overview(page, content, one, colour, language)
    elif isinstance(content, Bars):
        draw.bars(page, content, f"{one.title}. {draw.spoken(content)}", language)
    elif isinstance(content, Lines):
        draw.text(page, draw.BODY, list(_lines(content, colour, Catalogue(language)(words.STATION))), language)
    elif isinstance(content, Voices):
        draw.text(page, draw.BODY, _voices(content), language)
    elif isinstance(content, SlidePicture):
        _picture(page, content, photos, language)
    elif isinstance(content, Steps):
        draw.table(page, content, 20 * factor, language)
    elif isinstance(content, Scales):
        draw.scales(page, content, SCALE_COLOURS, one.title, language)


def _overview(page: Any, content: Overview, one: Slide, colour: str, language: str) -> None:
    """A station on one slide: question above, themes at the left, key statements and a voice at the right."""
    numbers = " · ".join(f"{number} {what}" for number, what in content.numbers)
    above: list[list[draw.Run]] = [[(content.text, None, 28.0, False, draw.INK)], [(numbers, None, 18.0, True, colour)]]
    draw.text(page, draw.ABOVE, above, language)
    if content.bars:
        draw.text(page, draw.LEFT_HEADING, [[(content.themes, None, 18.0, True, colour)]], language)
        draw.bars(page, content.bars, f"{one.title}. {draw.spoken(content.bars)}", language, draw.LEFT)
    right: list[list[draw.Run]] = [[(content.said, None, 18.0, True, colour)]] if content.statements else []
    for number, text in enumerate(content.statements, start=1):
        right.append([(f"{number}  ", None, 24.0, True, colour), (text, None, 24.0, True, draw.INK)])
    if content.voice:
        right += _voices(Voices((content.voice,)), 0.85)
    if right:
        draw.text(page, draw.RIGHT if content.bars else draw.UNDER, right, language)


def _lines(content: Lines, colour: str, where: str) -> Any:
    for line in content.lines:
        label = str(line.number) if line.number else where % {"n": line.station.position} if line.station else ""
        runs: list[draw.Run] = [(f"{label}  ", None, 30.0 if line.number else 20.0, True, colour)] if label else []
        yield [*runs, (line.text, None, 30.0, True, draw.INK)]
        for more in filter(None, line.beside.split("\n")):
            yield [(more, None, 22.0, False, draw.SOFT)]


def _voices(content: Voices, factor: float = 1.0) -> list[list[draw.Run]]:
    said: list[list[draw.Run]] = []
    for voice in content.voices:
        said += [
            [(typed, voice.language, 28 * factor, False, draw.INK)] for typed in filter(None, voice.text.split("\n"))
        ]
        if voice.german:
            said.append([(voice.german, "de", 22 * factor, False, draw.SOFT)])
        said.append([(("★ " if voice.highlighted else "") + voice.about, None, 18 * factor, False, draw.SOFT)])
    return said


def _picture(page: Any, content: SlidePicture, photos: Reader, language: str) -> None:
    jpeg = photos(content.id, "-medium")
    if jpeg is not None:
        draw.picture(page, jpeg, _measured(jpeg), content.alternative)
    draw.text(page, draw.CAPTION, [[(content.caption or content.alternative, None, 20.0, False, draw.INK)]], language)


def _measured(jpeg: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg)) as picture:
        return picture.width, picture.height
