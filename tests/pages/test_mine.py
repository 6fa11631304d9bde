"""My contributions: one's own only, with what became of them, and every deed as a plain form."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Participant
from facilitation.queries import own as query
from facilitation.services import clusters, events, feedback, merging, moderation, stations, wordings
from tests.conftest import Doors, Settle, new_id
from tests.markup import tags

EVENT = "/e/dresden-2023"
STATION = "foerderung-und-raeume"


class Phone:
    """A guest's browser without script."""

    def __init__(self, app: Flask, doors: Doors, name: str = "Olena") -> None:
        self.web: FlaskClient = app.test_client()
        self.web.get(doors.stations[STATION])
        self.web.post(f"{EVENT}/me", data={"language": "de", "name": name})

    def write(self, text: str, **fields: str) -> str:
        """Write something; returns its id."""
        form = {"id": new_id(), "text": text, "kind": "idea", "language": "de", **fields}
        assert self.web.post(f"{EVENT}/stations/{STATION}", data=form).status_code == 303
        return form["id"]

    def do(self, deed: str, id: str = "", **fields: str) -> TestResponse:
        """Send a form of the page."""
        return self.web.post(f"{EVENT}/mine", data={"do": deed, "id": id, "order": new_id(), **fields})

    @property
    def page(self) -> str:
        """The page as it is read, without soft hyphens."""
        return self.web.get(f"{EVENT}/mine").text.replace("\u00ad", "")

    @property
    def texts(self) -> list[str]:
        """The listed texts."""
        return re.findall(r"data-text>([^<]*)</p>", self.page)

    def fates(self, id: str) -> list[str]:
        """The lines of one's card that say what became of it."""
        card = self.page.partition(f'id="c-{id}"')[2].partition("</article>")[0]
        lines = re.findall(r"<li[^>]*>(.*?)</li>", card.partition('<ul class="fates">')[2], re.DOTALL)
        return [line for one in lines if (line := " ".join(re.sub(r"<[^>]*>", "", one).split()))]


def test_everybody_sees_their_own_and_nobody_elses(app: Flask, doors: Doors) -> None:
    one, other = Phone(app, doors), Phone(app, doors)
    one.write("Mein Gedanke")
    other.write("Ein anderer")
    assert (one.texts, other.texts) == (["Mein Gedanke"], ["Ein anderer"])
    stranger = app.test_client().get(f"{EVENT}/mine")
    assert stranger.status_code == 200
    assert "Sie haben noch nichts geschrieben." in stranger.text


def test_wordings_are_listed_and_taken_back(app: Flask, doors: Doors) -> None:
    author, reader = Phone(app, doors), Phone(app, doors, "Amina")
    card = author.write("Mehr Räume!")
    reader.write("Auch etwas")
    with app.test_request_context():
        event = events.find("dresden-2023")
        own = db.session.scalars(select(Participant).where(Participant.name == "Amina")).one()
        said = {"id": new_id(), "language": "ar", "text": "غرف أكثر!", "was": "Mehr Räume!"}
        wordings.add(Actor(event.id, own.id), card, **said)
    assert author.fates(card) == ["Von einem Gast übersetzt: العربية – غرف أكثر!"]
    assert reader.texts == ["Auch etwas", "غرف أكثر!"]
    for told in (author, reader):
        assert "غرف أكثر!" in told.web.get(f"{EVENT}/mine.txt").get_data(as_text=True)
    assert author.do("unword", said["id"]).status_code == 403
    assert reader.do("unword", said["id"]).status_code == 303
    assert (author.fates(card), reader.texts) == ([], ["Auch etwas"])


def word(reader: Phone, card: str, language: str, text: str, was: str) -> str:
    """Let Amina's phone say something of another's in another language; returns the wording's id."""
    with reader.web.application.test_request_context():
        own = db.session.scalars(select(Participant).where(Participant.name == "Amina")).one()
        said = {"id": new_id(), "language": language, "text": text, "was": was}
        wordings.add(Actor(own.event_id, own.id), card, **said)
    return said["id"]


def test_wordings_in_languages_that_the_event_does_not_name_are_called_by_their_names(app: Flask, doors: Doors) -> None:
    author, reader = Phone(app, doors), Phone(app, doors, "Amina")
    card = author.write("Mehr Räume!")
    reader.write("Auch etwas")
    for language, text in (("kmr", "Cihê zêdetir!"), ("sq", "Më shumë vend!")):
        word(reader, card, language, text, "Mehr Räume!")
    assert author.fates(card) == [
        "Von einem Gast übersetzt: Kurmancî – Cihê zêdetir!",
        "Von einem Gast übersetzt: Shqip – Më shumë vend!",
    ]
    for told in (reader.page, reader.web.get(f"{EVENT}/mine.txt").text):
        assert ("Kurmancî" in told, "Shqip" in told) == (True, True)


def test_wordings_before_the_newest_are_reached_without_script(
    app: Flask, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "OWN_AT_ONCE", 2)
    author, reader = Phone(app, doors), Phone(app, doors, "Amina")
    cards = [author.write(f"Gedanke {number}") for number in range(3)]
    reader.write("Auch etwas")
    said = [word(reader, card, "en", f"Thought {n}", f"Gedanke {n}") for n, card in enumerate(cards)]
    assert (reader.texts, "skip=2" in reader.page) == (["Auch etwas", "Thought 2", "Thought 1"], True)
    older = reader.web.get(f"{EVENT}/mine?skip=2").text
    assert (re.findall(r"data-text>([^<]*)</p>", older), "Ältere Beiträge" in older) == (["Thought 0"], False)
    assert reader.do("unword", said[0], skip="2").status_code == 303
    assert (reader.texts, "skip=2" in reader.page) == (["Auch etwas", "Thought 2", "Thought 1"], False)


def test_a_list_tells_what_became_of_each(app: Flask, doors: Doors) -> None:
    one, other = Phone(app, doors), Phone(app, doors)
    ids = {name: one.write(f"Das ist {name}") for name in ("ein Thema", "gemerkt", "verborgen", "dasselbe")}
    head = other.write("Der Kopf davon: 0351 4567890")
    other.write("Dazu noch etwas", reply_to=ids["gemerkt"])
    answer = one.write("Ich antworte", reply_to=head)
    with app.test_request_context():
        event = events.find("dresden-2023")
        station = stations.find(event.id, STATION)
        host = Actor(event.id, hosts=frozenset({station.id}))
        theme = clusters.add(host, station.id, id=new_id(), title="Räume").row.id
        clusters.put(host, [ids["ein Thema"]], theme)
        moderation.highlight(host, ids["gemerkt"], on=True)
        moderation.hide(host, ids["verborgen"], reason="names")
        merging.merge(host, head, [ids["dasselbe"]])
    assert one.fates(ids["ein Thema"]) == ["im Thema Räume"]
    assert one.fates(ids["gemerkt"]) == ["Antworten: 1", "am Tisch hervorgehoben"]
    assert one.fates(ids["verborgen"])[0].startswith("Ausgeblendet: enthält Namen.")
    assert one.fates(ids["dasselbe"])[0].startswith("Zusammengeführt mit „Der Kopf davon: •••“")
    assert one.fates(answer) == ["Antwort auf „Der Kopf davon: •••“"]


def test_what_waits_says_so_and_a_new_wording_waits_again(app: Flask, doors: Doors) -> None:
    one = Phone(app, doors)
    id = one.write("Erst so")
    with app.test_request_context():
        event = events.find("dresden-2023")
        stations.set_approve_first(Actor(event.id, organiser=True), stations.find(event.id, STATION).id, on=True)
    assert one.fates(id) == []
    edited = one.do("edit", id, text="Dann so\r\nzu zweit", was="Erst so")
    assert edited.location == f"{EVENT}/mine?said=pending&next=/e/dresden-2023/#c-{id}"
    assert one.texts == ["Dann so\nzu zweit"]
    assert one.fates(id)[0].startswith("Wartet auf Freigabe.")
    again = one.do("edit", id, text="Und so", was="Dann so\r\nzu zweit")
    assert (again.status_code, one.texts) == (303, ["Und so"]), "lines as browsers send them are no other wording"


def test_a_refused_wording_stays_in_its_field(app: Flask, doors: Doors) -> None:
    one = Phone(app, doors)
    id = one.write("Erst so")
    answer = one.do("edit", id, text="zu lang " * 100, was="Erst so")
    assert answer.status_code == 400
    card = answer.text.partition(f'id="c-{id}"')[2].partition("</article>")[0]
    assert ("zu lang zu lang" in card, "Bitte kürzen Sie" in card, "<details" in card) == (True, True, True)
    assert tags(card, "details")[0].get("open") == ""


def test_dots_are_given_to_ones_own_and_taken_back(app: Flask, doors: Doors) -> None:
    one = Phone(app, doors)
    id = one.write("Mein Gedanke")
    for deed, pressed in (("give", "true"), ("take", "false")):
        assert one.do(deed, id).status_code == 303
        button = next(tag for tag in tags(one.page, "button") if tag.get("class") == "dot-button")
        assert button["aria-pressed"] == pressed


@pytest.mark.parametrize("deed", ["edit", "withdraw"])
def test_nobody_changes_what_is_anothers(app: Flask, doors: Doors, deed: str) -> None:
    one, other = Phone(app, doors), Phone(app, doors)
    id = one.write("Mein Gedanke")
    assert other.do(deed, id, text="Gekapert", was="Mein Gedanke").status_code == 403
    assert one.texts == ["Mein Gedanke"]


@pytest.mark.parametrize(
    "fields", [{"do": "everything"}, {"do": "withdraw", "id": "x"}, {"do": "unname", "order": "x"}]
)
def test_what_no_form_sends_is_refused(app: Flask, doors: Doors, fields: dict[str, str]) -> None:
    one = Phone(app, doors)
    answer = one.web.post(f"{EVENT}/mine", data={"order": new_id(), **fields})
    assert answer.status_code == 400


def test_a_form_that_is_sent_twice_counts_once(app: Flask, doors: Doors) -> None:
    one = Phone(app, doors)
    id, order = one.write("Mein Gedanke"), new_id()
    for _ in range(2):
        assert one.do("give", id, order=order).status_code == 303
    with app.app_context():
        assert db.session.get_one(Contribution, id).votes == 1


def test_a_name_leaves_every_screen(app: Flask, doors: Doors) -> None:
    one, reader = Phone(app, doors), Phone(app, doors, "")
    one.write("Mein Gedanke")
    station = f"{EVENT}/stations/{STATION}"
    assert "Olena" in reader.web.get(station).text
    assert one.do("unname").location == f"{EVENT}/mine?said=unnamed&next=/e/dresden-2023/"
    assert "Olena" not in reader.web.get(station).text
    assert "Meinen Namen entfernen" not in one.page


def test_whoever_deletes_all_is_somebody_new(app: Flask, doors: Doors, settle: Settle) -> None:
    one, reader = Phone(app, doors), Phone(app, doors, "")
    one.write("Mein Gedanke")
    with one.web.session_transaction() as before:
        known = dict(before)
    gone = one.do("delete")
    assert gone.status_code == 303
    assert re.fullmatch(rf"{EVENT}/mine\?gone=[0-9a-f]{{8}}", gone.location)
    page = one.web.get(gone.location).text
    assert ("Alles gelöscht" in page, '<meta name="over" content="dresden-2023">' in page) == (True, True)
    assert "Mein Gedanke" not in reader.web.get(f"{EVENT}/stations/{STATION}").text
    with one.web.session_transaction() as after:
        assert after["participants"] != known["participants"]
        assert after["tables"] == {}
    assert one.texts == []


def test_whoever_deletes_all_leaves_no_language_in_the_cookie(app: Flask, doors: Doors) -> None:
    one = Phone(app, doors)
    one.web.post(f"{EVENT}/language", data={"named": "Lisan al-Cafe"})
    one.web.get(f"{EVENT}/mine?lang=tr")
    one.do("delete")
    with one.web.session_transaction() as after:
        assert {"writes", "writes_called", "interface"} & after.keys() == set()


def test_no_link_of_anybody_tells_a_browser_to_forget(app: Flask, doors: Doors) -> None:
    """The page that says so takes from the browser what was not sent yet."""
    one, other = Phone(app, doors), Phone(app, doors)
    one.write("Mein Gedanke")
    theirs = other.do("delete").location
    for link in (f"{EVENT}/mine?gone", f"{EVENT}/mine?gone=", f"{EVENT}/mine?gone=1", theirs):
        page = one.web.get(link).text
        assert ("Mein Gedanke" in page, 'name="over"' in page) == (True, False), link
    assert 'name="over"' in other.web.get(theirs).text
    other.write("Noch ein Gedanke")
    page = other.web.get(theirs).text
    assert ("Noch ein Gedanke" in page, 'name="over"' in page) == (True, False)


def test_a_long_list_is_drawn_in_parts(app: Flask, doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "OWN_AT_ONCE", 3)
    one = Phone(app, doors)
    ids = [one.write(f"Gedanke {number}.") for number in range(3)]
    assert (sorted(one.texts), "skip=" in one.page) == (["Gedanke 0.", "Gedanke 1.", "Gedanke 2."], False)
    with app.test_request_context():
        writing_earlier = db.session.get_one(Contribution, ids[0])
        writing_earlier.created_at -= dt.timedelta(minutes=5)
        db.session.commit()
    one.write("Gedanke 3.")
    assert (len(one.texts), f'href="{EVENT}/mine?next=/e/dresden-2023/&amp;skip=3"' in one.page) == (3, True)
    older = one.web.get(f"{EVENT}/mine?skip=3").text
    assert (re.findall(r"data-text>([^<]*)</p>", older), "Ältere Beiträge" in older) == (["Gedanke 0."], False)
    sums = [re.search(r'<dl class="sums">.*?</dl>', page, re.DOTALL) for page in (one.page, older)]
    assert None not in sums
    assert str(sums[0] and sums[0][0]) == str(sums[1] and sums[1][0])
    changed = one.do("edit", ids[0], text="Anders gesagt.", was="Gedanke 0.", skip="3")
    assert changed.location == f"{EVENT}/mine?said=saved&next=/e/dresden-2023/&skip=3#c-{ids[0]}"
    assert "Anders gesagt." in one.web.get(changed.location).text
    refused = one.do("edit", ids[0], text=" ", was="Anders gesagt.", skip="3")
    assert (refused.status_code, f'id="text-{ids[0]}"' in refused.text) == (400, True)
    one.do("withdraw", ids[0], skip="3")
    for nothing in ("3", "-1", "x", "9" * 40):
        assert one.web.get(f"{EVENT}/mine?skip={nothing}").text.count("data-text>") == 3, nothing


def test_the_file_holds_all_of_it_and_nothing_of_others(app: Flask, doors: Doors) -> None:
    one, other = Phone(app, doors), Phone(app, doors, "Ada")
    mine = one.write("Mein <Gedanke> & mehr")
    other.write("Dazu etwas: 0351 4567890", reply_to=mine)
    liked = other.write("Das gefällt mir")
    one.do("give", liked)
    with app.test_request_context():
        event = events.find("dresden-2023")
        feedback.begin(Actor(event.id, organiser=True))
    one.web.post(f"{EVENT}/feedback", data={"language": "de", "text": "Schön war es", "q1": "5"})
    other.web.post(f"{EVENT}/feedback", data={"language": "de", "text": "Na ja"})
    answer = one.web.get(f"{EVENT}/mine.txt")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dresden-2023.txt"'
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/plain", "no-store")
    for said in ("Olena", "Mein <Gedanke> & mehr", "Dazu etwas: •••", "Das gefällt mir", "Schön war es", "5 von 5"):
        assert said in answer.text, said
    assert ("Ada" in answer.text, "Na ja" in answer.text) == (False, False)


def test_a_browser_that_takes_no_cookies_is_told(app: Flask) -> None:
    blocked = app.test_client(use_cookies=False)
    answer = blocked.post(f"{EVENT}/mine", data={"do": "delete", "order": new_id()})
    assert (answer.status_code, "Er nimmt keine Cookies an." in answer.text) == (400, True)
