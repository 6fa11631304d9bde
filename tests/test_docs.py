"""The documentation is tested: what the code has stands in it, and what stands in it the code has."""

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from flask import Flask

from facilitation.config import SETTINGS
from facilitation.errors import SENTENCES
from facilitation.extensions import socketio
from facilitation.live.fields import REQUIRED, fields_of
from tests import matrix
from tests.test_matrix import Cafe, payload
from tests.test_matrix import cafe as cafe

ROOT = Path(__file__).parent.parent
PROTOCOL = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DECISIONS = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
NEWS = {
    *("station.changed", "own.changed", "wording.changed", "event.changed", "presence.changed"),
    *("desk.changed", "feedback.changed"),
}


def test_every_message_is_documented_and_every_documented_message_exists(app: Flask) -> None:
    orders = {handler[0] for handler in socketio.handlers} - {"disconnect", "*"}
    documented = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", PROTOCOL, re.M))
    assert documented == orders | NEWS


def test_every_error_code_is_documented_and_every_documented_code_exists() -> None:
    table = PROTOCOL[PROTOCOL.index("## Error codes") :]
    codes = re.findall(r"^\| (`.*?) \|", table, re.M)
    documented = {code for line in codes for code in re.findall(r"`([a-z_]+)`", line)}
    assert documented == set(SENTENCES)


def test_every_setting_and_command_is_in_the_readme(app: Flask) -> None:
    assert [name for name in SETTINGS if f"`{name}`" not in README] == []
    assert [name for name in ("make run", "make test", *app.cli.commands) if name not in README] == []


def test_every_page_is_documented(app: Flask) -> None:
    shown = PROTOCOL.replace("…/organise", "/e/<event>/organise").replace("?since=R", "")
    rules = {re.sub(r"<(?:\w+:)?(\w+?)(?:_slug)?>", r"<\1>", str(rule)) for rule in app.url_map.iter_rules()}
    assert [rule for rule in rules if f"`{rule}`" not in shown and not rule.startswith("/static")] == []


def test_operations_begin_with_https() -> None:
    """Without https, anybody in the hall's WiFi can record an organiser's link: it is what is read first."""
    sections = re.findall("^## (.*)$", (ROOT / "docs" / "operations.md").read_text(encoding="utf-8"), re.M)
    assert sections[0] == "https in the hall"


def test_links_inside_the_documentation_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    missing = [
        (page.name, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)[)#]", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert missing == []


class Record(NamedTuple):
    """A record of decisions.md: its heading without "## ", its date as written, its status, and its lines."""

    heading: str
    date: str
    status: list[tuple[str, int | None]]
    lines: list[str]

    @property
    def number(self) -> int:
        return int(self.heading.partition(".")[0])

    def says(self, word: str) -> list[int | None]:
        return [number for said, number in self.status if said == word]


LONGEST_RECORD, LONGEST_LINE = 40, 120
STATUS = r"(accepted|changed by|replaced by|changes|replaces)(?: \[(\d+)\]\(#[^)\s]+\))?"


def anchor(heading: str) -> str:
    """What GitHub makes of a heading: lower case, only letters, digits, _ and -, each space a hyphen."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def records() -> list[Record]:
    _, contents, *sections = re.split(r"^## ", DECISIONS, flags=re.M)
    assert contents.startswith("Contents\n")
    return [as_record(section.rstrip("\n").split("\n")) for section in sections]


def as_record(lines: list[str]) -> Record:
    """Raises ValueError where the third line is not a date and a status."""
    date, status = lines[2].split(" · ")
    words = [re.fullmatch(STATUS, word) for word in status.split(", ")]
    told = [(word[1], int(word[2]) if word[2] else None) for word in words if word is not None]
    assert len(told) == len(words), lines[0]
    return Record(lines[0], date, told, lines)


def test_the_contents_of_the_decisions_list_every_record_in_order() -> None:
    _, contents, *_ = re.split(r"^## ", DECISIONS, flags=re.M)
    listed = contents.strip().split("\n")[2:]
    expected = []
    for record in records():
        number, title = record.heading.split(". ", 1)
        expected.append(f"{number}. [{title}](#{anchor(record.heading)})")
    assert listed == expected


def test_decisions_are_numbered_without_gaps_and_dated_in_order() -> None:
    known = records()
    assert [record.number for record in known] == list(range(1, len(known) + 1))
    days = [dt.date.fromisoformat(record.date) for record in known]
    assert [day.isoformat() for day in days] == [record.date for record in known]
    assert [(one, other) for one, other in pairwise(days) if other < one] == []


def test_every_decision_has_one_state_and_fits_on_a_screen() -> None:
    known = records()
    states = {"accepted", "changed by", "replaced by"}
    assert [record.heading for record in known if record.status[0][0] not in states] == []
    unnamed = [record.heading for record in known for word, n in record.status if (n is None) != (word == "accepted")]
    assert unnamed == []
    assert [record.heading for record in known if len(record.lines) > LONGEST_RECORD] == []
    assert [line for record in known for line in record.lines if len(line) > LONGEST_LINE] == []


def test_what_a_decision_changes_says_so_itself_and_was_earlier() -> None:
    known = records()
    for word, back in (("changes", "changed by"), ("replaces", "replaced by")):
        told = {(record.number, number) for record in known for number in record.says(word)}
        answered = {(number, record.number) for record in known for number in record.says(back)}
        assert told == answered
        assert [(later, earlier) for later, earlier in told if earlier is None or earlier >= later] == []


def test_links_between_decisions_lead_to_the_record_they_name() -> None:
    anchors = {record.number: anchor(record.heading) for record in records()}
    body = DECISIONS[DECISIONS.index("\n## 1. ") :]
    links = re.findall(r"\[(?:record )?(\d+)\]\(#([^)]+)\)", body)
    assert len(links) == body.count("](#"), "a link to a record is written [record 7](#…), in a status [7](#…)"
    assert [(number, target) for number, target in links if anchors.get(int(number)) != target] == []


def test_links_into_another_page_lead_to_one_of_its_headings() -> None:
    missing = []
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]:
        text = page.read_text(encoding="utf-8")
        for name, target in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", text):
            there = (page.parent / name).read_text(encoding="utf-8") if name else text
            if target not in map(anchor, re.findall(r"^#+ (.+)$", there, re.M)):
                missing.append((page.name, name, target))
    assert missing == []


def test_every_payload_is_documented_as_it_is_read(app: Flask) -> None:
    """`event` is every order's (`live/order.py`), so it may stand there or not; `?` marks what may be missing."""
    read = {
        message: {one.name + "?" * (one.default is not REQUIRED) for one in fields_of(handler)}
        for message, handler, *_ in socketio.handlers
        if message not in ("disconnect", "*")
    }
    documented = {
        message: {name.strip() for name in payload.split(",")} - {"event", ""}
        for message, payload in re.findall(r"^\| `([a-z]+\.[a-z_]+)` \| `\{([^`]*)\}`", PROTOCOL, re.M)
        if message not in NEWS
    }
    assert documented == read


def test_every_acknowledgement_is_documented_as_it_is_given(cafe: Cafe) -> None:
    """Of every order that is taken here: the survey is over for the guest, and there is nothing to undo."""
    documented = {
        message: {name.strip() for name in answer.split(",")} - {""}
        for message, answer in re.findall(
            r"^\| `([a-z]+\.[a-z_]+)` \|.*?\| `\{([^`]*)\}`[^|]*\|[^|]*\|$", PROTOCOL, re.M
        )
    }
    given: dict[str, set[str]] = {}
    for asker in ("organiser", "guest"):
        screen = cafe.screen(asker)
        for message in sorted(matrix.MESSAGES, key=lambda one: one.endswith((".remove", ".withdraw", "feedback.end"))):
            answer = screen.emit(message.partition(" ")[0], payload(cafe, message), callback=True)
            if answer["ok"]:
                given.setdefault(message.partition(" ")[0], set(answer) - {"ok"})
        screen.disconnect()
    assert given == {message: documented[message] for message in given}
    assert set(documented) - set(given) == {"feedback.set", "journal.undo"}
