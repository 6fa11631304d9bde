"""Contact data is planted in everything that people can type, and looked for on every page and in every file."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from facilitation.actor import Actor
from facilitation.documents.pdf import finishing
from facilitation.extensions import db
from facilitation.models import (
    Cluster,
    Contribution,
    Event,
    FeedbackAnswer,
    Measure,
    Participant,
    Photo,
    Statement,
    Station,
)
from facilitation.pages import report_file
from facilitation.services import (
    clusters,
    common_themes,
    contact_data,
    contributions,
    feedback,
    measures,
    merging,
    moderation,
    paper_cards,
    photos,
    recommendations,
    report_texts,
    report_writing,
    rounds,
    seen,
    statements,
)
from facilitation.storage.transactions import writing
from tests import camera, matrix
from tests.conftest import Doors, Guests, OpenScreen, new_id, write

STATION = "foerderung-und-raeume"
AS_TYPED = {
    f"GET {matrix.BOARD}": "a host's board",
    f"GET {matrix.BOARD}/checklist": "a host's own list",
    f"GET {matrix.STATION}.json?audience=hosts": "a host's board",
    f"GET {matrix.STATION}.json": "who is a host here is told as a host",
    f"GET {matrix.EVENT}/organise": "the desk lists the survey's comments, to be hidden",
    f"GET {matrix.EVENT}/report": "the organisers' editor holds what they type",
    f"GET {matrix.EVENT}/export.json": "it moves an event",
    f"GET {matrix.EVENT}/event.zip": "it moves an event",
}
"""Pages of hosts and organisers that hold texts as they were typed, each with its reason."""
FILES = ("report.docx", "presentation.pptx", "export.xlsx", "export.csv", "export.md", "presentation")
"""What is there in English, too."""
MEANT_FOR_ALL = "event"
"""Where something was planted that the event itself says to everybody: nobody has to confirm it."""
SPELLINGS = ("0351 / {} {}", "+49 (0) 351 / {} {}", "49 351 {} {}", "0351-{}{}", "(0351) {} {}")


class Planted(NamedTuple):
    """What was planted, by where it stands: the digits by which it is found again, and what was made."""

    digits: dict[str, str]
    rows: dict[str, Any]


class Numbers:
    """Draws numbers of phones, each of which is found again by its last digits."""

    def __init__(self) -> None:
        self.digits: dict[str, str] = {}

    def at(self, place: str) -> str:
        """A text with a number of its own."""
        drawn = len(self.digits)
        one, two = str(4881 + 7 * drawn), str(3967 + 13 * drawn)
        self.digits[place] = one + two
        return f"{place}: ruft {SPELLINGS[drawn % len(SPELLINGS)].format(one, two)} an"


@pytest.fixture
def day(event: Event, station: Station, host: Actor, organiser: Actor, guest: Guests) -> Planted:
    """An event with a number in everything that people can type."""
    say = Numbers()
    with writing() as session:
        session.get_one(Event, event.id).street = say.at(MEANT_FOR_ALL)
    rounds.start(organiser, 1)
    one, two = guest(), guest()
    with writing() as session:
        session.get_one(Participant, one.participant_id).name = say.at("name")
    first = write(one, station, say.at("text"))
    reply = write(two, station, say.at("reply"), reply_to=first.id)
    arabic = write(two, station, "نحتاج إلى مكان دائم.", language="ar")
    moderation.word_in_german(host, arabic.id, text=say.at("german"), was=None)
    changed = write(two, station, "Mehr Räume")
    moderation.reword(host, changed.id, text=say.at("reworded"), was="Mehr Räume")
    beneath = write(two, station, say.at("beneath"))
    merging.merge(host, first.id, [beneath.id])
    hidden = write(one, station, say.at("hidden"))
    moderation.hide(host, hidden.id, reason=say.at("reason"))
    contributions.withdraw(two, write(two, station, say.at("withdrawn")).id)
    paper_cards.type_in(host, station.id, id=new_id(), text=say.at("paper"), kind="wish", language="de")
    theme = clusters.add(host, station.id, id=new_id(), title=say.at("theme")).row
    clusters.put(host, [first.id, reply.id, arabic.id], theme.id)
    behind = {"clusters": [theme.id], "contributions": [first.id]}
    said = statements.add(host, station.id, id=new_id(), text=say.at("statement"), round_position=1, behind=behind).row
    statements.translate(host, said.id, language="en", text=say.at("translation"))
    statements.add(host, station.id, id=new_id(), text=say.at("question"), round_position=None, kind="question")
    step = measures.add(
        host, station.id, id=new_id(), what=say.at("what"), who=say.at("who"), by_when=say.at("by when")
    ).row
    photo = photos.add(host, station.id, id=new_id(), picture=io.BytesIO(camera.file()), table=1, round_position=1).row
    photos.edit(host, photo.id, caption=say.at("caption"), table=1)
    for name in ("introduction", "summary", "plain", "funding"):
        for language in ("de", "en"):
            report_texts.write(organiser, name=name, language=language, text=say.at(f"{name} {language}"), known=0)
    advice = recommendations.write(
        organiser,
        id=new_id(),
        what=say.at("advice"),
        why=say.at("why"),
        responsibility=say.at("responsibility"),
        horizon="short",
        known=0,
    ).row
    common = common_themes.write(
        organiser, id=new_id(), title=say.at("common"), text=say.at("common text"), clusters=[theme.id], known=0
    ).row
    rounds.end(organiser)
    feedback.begin(organiser)
    with writing() as session:
        comment = FeedbackAnswer(id=new_id(), event_id=event.id, scale={"1": 5}, language="ar", text=say.at("comment"))
        comment.german = say.at("comment in German")
        session.add(comment)
    feedback.show(organiser, on=True)
    contribution = [first.id, reply.id, arabic.id, changed.id, beneath.id]
    rows = {
        "contributions": contribution,
        "nouns": [(Cluster, theme.id), (Statement, said.id), (Measure, step.id), (Photo, photo.id)],
        "writing": [(type(advice), advice.id, advice.revision), (type(common), common.id, common.revision)],
        "author": one,
        "photo": photo.id,
    }
    rows["comment"] = comment.id
    db.session.rollback()
    return Planted(say.digits, rows)


def parts(content: bytes) -> Iterator[str]:
    """Every text in an answer: of an archive, and of those in it, all that they hold; of a PDF its pages."""
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        yield from (page.extract_text() for page in reader.pages)
        yield from (str(one.get_object().get("/Alt", "")) for one in finishing.figures(reader.root_object))
        yield from map(str, (reader.metadata or {}).values())
        yield from (str(one.title) for one in finishing._flat(reader.outline))
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for name in file.namelist():
                yield name
                yield from parts(file.read(name))
    else:
        yield content.decode("utf-8", errors="replace")


_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'="([^"]*)"')
"""What an alternative text or a label says."""


def found(day: Planted, content: bytes) -> list[str]:
    """Where what was planted comes from, as far as it can be read in an answer."""
    read = [html.unescape(said) for part in parts(content) for said in (_TAG.sub("", part), *_ATTRIBUTE.findall(part))]
    digits = ["".join(filter(str.isdigit, said)) for said in read]
    return [place for place, number in day.digits.items() if any(number in said for said in digits)]


def pages_of(asker: str) -> list[str]:
    """What somebody may read, by the table of rights."""
    return [page for page, who in matrix.PAGES.items() if page.startswith("GET ") and asker in who]


def ask(web: FlaskClient, page: str, day: Planted) -> bytes:
    """Return what a page answers."""
    path = page.removeprefix("GET ").replace("<event_slug>", "dresden-2023").replace("<station_slug>", STATION)
    path = path.replace("<name>", day.rows["photo"]).replace("<int:number>", "1")
    with web.get(path) as answer:
        return answer.get_data()


def test_no_page_and_no_file_holds_contact_data_that_nobody_confirmed(
    screen: OpenScreen, doors: Doors, day: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # no LibreOffice: the PDF is made of the Word file
    organiser = screen(doors.organiser).web
    assert organiser.post("/e/dresden-2023/report/editions", data={"language": "de"}).status_code < 400
    ways = {"stranger": None, "guest": doors.stations[STATION], "wall": doors.wall, "host": doors.hosts[STATION]}
    askers = {asker: screen(way).web for asker, way in ways.items()} | {"organiser": organiser}
    told = {}
    for asker, web in askers.items():
        as_typed = AS_TYPED if asker in ("host", "organiser") else {}
        in_english = [f"GET {matrix.EVENT}/{name}?language=en" for name in FILES] if asker == "organiser" else []
        for page in [*pages_of(asker), *in_english]:
            if page not in as_typed and (names := set(found(day, ask(web, page, day))) - {MEANT_FOR_ALL}):
                told[asker, page] = names
    assert told == {}


@pytest.mark.needs_office
def test_no_pdf_holds_contact_data_that_nobody_confirmed(
    screen: OpenScreen, doors: Doors, day: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_file, "_pages", lambda _: {})  # nobody looks at the page numbers here
    web = screen(doors.organiser).web
    assert web.post("/e/dresden-2023/report/editions", data={"language": "en"}).status_code < 400
    for page in ("report.pdf", "report/editions/1.pdf"):
        content = ask(web, f"GET {matrix.EVENT}/{page}", day)
        assert content.startswith(b"%PDF")
        assert found(day, content) == [MEANT_FOR_ALL], "the place's street, as the organisers typed it"


def test_hosts_and_the_export_that_moves_an_event_hold_them_as_typed(
    screen: OpenScreen, doors: Doors, day: Planted
) -> None:
    web = screen(doors.organiser).web
    export = found(day, ask(web, f"GET {matrix.EVENT}/export.json", day))
    assert set(export) == set(day.digits) - {"withdrawn"}
    board = found(day, ask(screen(doors.hosts[STATION]).web, f"GET {matrix.BOARD}", day))
    assert {"text", "german", "theme", "statement", "what", "who", "caption", "hidden", "reason"} <= set(board)
    assert "withdrawn" not in board


def live_of(screen: OpenScreen, path: str, audience: str | None) -> bytes:
    """What a screen is told of the station, from the beginning and since the first revision."""
    one = screen(path)
    fields: dict[str, Any] = {"audience": audience} if audience else {}
    told = [one.open(STATION, **fields), one.open(STATION, since=1, **fields)]
    return json.dumps(told, ensure_ascii=False).encode()


def test_no_screen_is_told_of_it_live(screen: OpenScreen, doors: Doors, day: Planted) -> None:
    for path, audience in ((doors.stations[STATION], None), (doors.wall, None), (doors.organiser, "public")):
        told = live_of(screen, path, audience)
        assert "•••" in told.decode()
        assert found(day, told) == []
    board = found(day, live_of(screen, doors.hosts[STATION], "hosts"))
    assert {"text", "german", "theme", "statement", "translation", "what", "who", "by when", "caption"} <= set(board)


def test_what_was_confirmed_is_shown_everywhere(
    screen: OpenScreen, doors: Doors, day: Planted, host: Actor, organiser: Actor
) -> None:
    said = [db.session.get_one(Contribution, id) for id in day.rows["contributions"]]
    moderation.confirm_contact(host, {one.id: seen.with_german(one.text, one.german) for one in said})
    for model, id in day.rows["nouns"]:
        confirm(host, model, id)
    for model, id, revision in day.rows["writing"]:
        report_writing.confirm_contact(organiser, model, id, known=revision)
    for name in ("introduction", "summary", "plain", "funding"):
        report_texts.confirm_contact(organiser, name=name, language="de", known=1)
    comment = db.session.get_one(FeedbackAnswer, day.rows["comment"])
    feedback.confirm_contact(organiser, comment.id, was=feedback.lines(comment))
    db.session.rollback()
    told = set(found(day, live_of(screen, doors.stations[STATION], None)))
    here = {
        "text",
        "name",
        "reply",
        "german",
        "reworded",
        "beneath",
        "theme",
        "statement",
        "translation",
        "what",
        "who",
    }
    assert told - {MEANT_FOR_ALL} == here | {"by when", "caption"}
    report = set(found(day, ask(screen(doors.organiser).web, f"GET {matrix.EVENT}/report.docx", day)))
    assert report >= here - {"name", "translation"} | {"advice", "why", "responsibility", "common", "common text"}
    assert report >= {
        "introduction de",
        "summary de",
        "plain de",
        "funding de",
        "caption",
        "comment",
        "comment in German",
    }
    assert not report & {"hidden", "reason", "withdrawn", "paper", "question"}


def confirm(host: Actor, model: Any, id: str) -> None:
    """Let contact data in what a host wrote be shown, as it reads now."""
    was = contact_data.LINES[model](db.session.get_one(model, id))
    contact_data.confirm(host, model, id, was=was)


def test_another_wording_has_to_be_confirmed_anew(
    screen: OpenScreen, doors: Doors, day: Planted, host: Actor, organiser: Actor
) -> None:
    for model, id in day.rows["nouns"]:
        confirm(host, model, id)
    (theme, said, step, photo) = (id for _, id in day.rows["nouns"])
    again = Numbers()
    again.digits = dict.fromkeys(map(str, range(50)), "")  # others than those before
    before = len(again.digits)
    clusters.rename(host, theme, title=again.at("theme"))
    statements.translate(
        host,
        said,
        language="en",
        text=again.at("translation"),
        was=db.session.get_one(Statement, said).translations["en"],
    )
    measures.edit(host, step, what="Liste", who=again.at("who"), by_when=None)
    photos.edit(host, photo, caption=again.at("caption"), table=1)
    new = Planted(dict(list(again.digits.items())[before:]), day.rows)
    db.session.rollback()
    told = live_of(screen, doors.stations[STATION], None)
    assert found(new, told) == []
    assert not {"theme", "statement", "translation", "what", "who", "by when", "caption"} & set(found(day, told))
