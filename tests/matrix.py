"""Who may ask for which page and send which message: one table, which tests walk and docs/security.md shows.

`python -m tests.matrix` prints it for the documentation. A new page or message needs its row here.
"""

ASKERS = (
    "stranger",
    "guest",
    "other guest",
    "wall",
    "host",
    "other host",
    "organiser",
    "administrator",
    "guest elsewhere",
    "host elsewhere",
    "organiser elsewhere",
    "former host",
    "former organiser",
    "former administrator",
)
"""Who asks. guest: wrote the contribution in question; host: of the station in question; elsewhere: at another event of
the same server; former: came through a link that was renewed since; administrator: came through the house's link."""

Who = frozenset[str]
ANYBODY: Who = frozenset(ASKERS)
ADMINISTRATOR: Who = frozenset({"administrator"})
INSIDE: Who = frozenset({"guest", "other guest", "wall", "host", "other host", "organiser"}) | ADMINISTRATOR
GUESTS: Who = frozenset({"guest", "other guest"})
AUTHOR: Who = frozenset({"guest"})
ORGANISER: Who = frozenset({"organiser"}) | ADMINISTRATOR
HOSTS: Who = frozenset({"host"}) | ORGANISER
WALL: Who = frozenset({"wall"}) | ORGANISER

EVENT = "/e/<event_slug>"
STATION = f"{EVENT}/stations/<station_slug>"
BOARD = f"{EVENT}/host/<station_slug>"

PAGES: dict[str, Who] = {
    "GET /": ANYBODY,
    "GET /house": ADMINISTRATOR,
    "GET /house/new": ADMINISTRATOR,
    "POST /house/new": ADMINISTRATOR,
    "POST /house/door": ADMINISTRATOR,
    "GET /house/<event_slug>/copy": ADMINISTRATOR,
    "POST /house/<event_slug>/copy": ADMINISTRATOR,
    "POST /house/<event_slug>/archive": ADMINISTRATOR,
    "GET /house/<event_slug>/delete": ADMINISTRATOR,
    "POST /house/<event_slug>/delete": ADMINISTRATOR,
    "POST /house/import": ADMINISTRATOR,
    "POST /house/example": ADMINISTRATOR,
    "GET /healthz": ANYBODY,
    "GET /help": ANYBODY,
    "GET /help/<name>": ANYBODY,
    "GET /metrics": ANYBODY,
    "GET /there": ANYBODY,
    "GET /in/<int:door_id>": ANYBODY,
    "GET /worker.js": ANYBODY,
    "GET /static/<version>/<path:path>": ANYBODY,
    "GET /go/<secret>": ANYBODY,
    "GET /q/<path:code>": ANYBODY,
    "GET /Q/<path:code>": ANYBODY,
    "GET /<typed:code>": ANYBODY,
    f"GET {EVENT}/": ANYBODY,
    f"GET {EVENT}/privacy": ANYBODY,
    f"GET {EVENT}/accessibility": ANYBODY,
    f"GET {EVENT}/imprint": ANYBODY,
    f"GET {EVENT}/here": ANYBODY,
    f"GET {EVENT}/menu.json": INSIDE,
    f"GET {EVENT}/mine": ANYBODY,
    f"GET {EVENT}/mine.txt": ANYBODY,
    f"POST {EVENT}/mine": ANYBODY,
    f"GET {EVENT}/me": ANYBODY,
    f"POST {EVENT}/me": ANYBODY,
    f"POST {EVENT}/me/anew": ANYBODY,
    f"GET {EVENT}/language": ANYBODY,
    f"POST {EVENT}/language": ANYBODY,
    f"GET {EVENT}/feedback": ANYBODY,
    f"POST {EVENT}/feedback": ANYBODY,
    f"GET {STATION}": ANYBODY,
    f"POST {STATION}": ANYBODY,
    f"POST {STATION}/votes": ANYBODY,
    f"GET {STATION}.json": INSIDE,
    f"GET {STATION}.json?audience=hosts": HOSTS,
    f"GET {STATION}/summary": WALL,
    f"GET {EVENT}/photos/<name>.jpg": INSIDE,
    f"GET {BOARD}": HOSTS,
    f"GET {BOARD}/checklist": HOSTS,
    f"POST {BOARD}/drafts/<contribution_id>": HOSTS,
    f"POST {BOARD}/photos": HOSTS,
    f"GET {EVENT}/wall": WALL,
    f"GET {EVENT}/wall/words.json": WALL,
    f"GET {EVENT}/presentation": WALL,
    f"GET {EVENT}/presentation?presenter": ORGANISER,
    f"POST {EVENT}/presentation": ORGANISER,
    f"GET {EVENT}/presentation.pptx": ORGANISER,
    f"GET {EVENT}/organise": ORGANISER,
    f"GET {EVENT}/organise/doors": ORGANISER,
    f"POST {EVENT}/organise/doors": ORGANISER,
    f"POST {EVENT}/organise/clock": ORGANISER,
    f"GET {EVENT}/organise/print": ORGANISER,
    f"GET {EVENT}/organise/address": ORGANISER,
    f"POST {EVENT}/organise/address": ORGANISER,
    f"POST {EVENT}/organise/printed": ORGANISER,
    f"GET {EVENT}/organise/translations": ORGANISER,
    f"POST {EVENT}/organise/translations": ORGANISER,
    f"POST {EVENT}/organise/machine-drafts": ORGANISER,
    f"GET {EVENT}/organise/translations.xlsx": ORGANISER,
    f"GET {EVENT}/organise/translations/<code>.po": ORGANISER,
    f"GET {EVENT}/edit": ORGANISER,
    f"GET {EVENT}/edit/<name>": ORGANISER,
    f"GET {EVENT}/edit/phone": ORGANISER,
    f"GET {EVENT}/edit/wall": ORGANISER,
    f"POST {EVENT}/edit/texts": ORGANISER,
    f"POST {EVENT}/edit/lines": ORGANISER,
    f"POST {EVENT}/edit/values": ORGANISER,
    f"POST {EVENT}/edit/programme": ORGANISER,
    f"POST {EVENT}/edit/stations": ORGANISER,
    f"GET {EVENT}/rehearsal": ORGANISER,
    f"POST {EVENT}/rehearsal": ORGANISER,
    f"GET {EVENT}/rehearsal.json": ORGANISER,
    f"POST {EVENT}/rehearsal/told": frozenset(),
    f"GET {EVENT}/report": ORGANISER,
    f"POST {EVENT}/report/texts": ORGANISER,
    f"POST {EVENT}/report/recommendations": ORGANISER,
    f"POST {EVENT}/report/themes": ORGANISER,
    f"POST {EVENT}/report/editions": ORGANISER,
    f"GET {EVENT}/report/editions/<int:number>.docx": ORGANISER,
    f"GET {EVENT}/report/editions/<int:number>.pdf": ORGANISER,
    f"GET {EVENT}/report/difference": ORGANISER,
    f"GET {EVENT}/report/paper/<file>.jpg": ORGANISER,
    f"POST {EVENT}/report/paper/<kind>": ORGANISER,
    f"GET {EVENT}/report.docx": ORGANISER,
    f"GET {EVENT}/report.pdf": ORGANISER,
    f"GET {EVENT}/export.csv": ORGANISER,
    f"GET {EVENT}/export.json": ORGANISER,
    f"GET {EVENT}/export.md": ORGANISER,
    f"GET {EVENT}/export.xlsx": ORGANISER,
    f"GET {EVENT}/export.zip": ORGANISER,
    f"GET {EVENT}/event.zip": ORGANISER,
}
"""By method and address, with `?` where a question changes who may. ANYBODY: no cookie is needed (a page that a guest
writes on makes a guest of whoever asks; a secret or a code has to be the right one)."""

MESSAGES: dict[str, Who] = {
    "event.open": INSIDE,
    "station.open": INSIDE,
    "station.open audience=hosts": HOSTS,
    "presence.sign": INSIDE,
    "desk.open": ORGANISER,
    "contribution.add": GUESTS,
    "contribution.edit": AUTHOR,
    "contribution.withdraw": AUTHOR,
    "wording.open": INSIDE,
    "wording.open audience=hosts": HOSTS,
    "wording.add": GUESTS,
    "wording.edit": AUTHOR,
    "wording.withdraw": AUTHOR,
    "wording.word": HOSTS,
    "wording.hide": HOSTS,
    "wording.approve": HOSTS,
    "vote.set": GUESTS,
    "contribution.approve": HOSTS,
    "contribution.hide": HOSTS,
    "contribution.show": HOSTS,
    "contribution.highlight": HOSTS,
    "contribution.confirm_contact": HOSTS,
    "contribution.pause_author": HOSTS,
    "contribution.type_in": HOSTS,
    "contribution.count_hands": HOSTS,
    "contribution.reword": HOSTS,
    "contribution.word_in_german": HOSTS,
    "contribution.merge": HOSTS,
    "contribution.separate": HOSTS,
    "contribution.cluster": HOSTS,
    "cluster.add": HOSTS,
    "cluster.rename": HOSTS,
    "cluster.confirm_contact": HOSTS,
    "cluster.remove": HOSTS,
    "statement.add": HOSTS,
    "statement.edit": HOSTS,
    "statement.translate": HOSTS,
    "statement.arrange": HOSTS,
    "statement.confirm_contact": HOSTS,
    "statement.remove": HOSTS,
    "photo.edit": HOSTS,
    "photo.confirm_contact": HOSTS,
    "photo.remove": HOSTS,
    "measure.add": HOSTS,
    "measure.edit": HOSTS,
    "measure.set_state": HOSTS,
    "measure.arrange": HOSTS,
    "measure.confirm_contact": HOSTS,
    "measure.remove": HOSTS,
    "suggestion.read": HOSTS,
    "suggestion.dismiss": HOSTS,
    "journal.read": HOSTS,
    "journal.undo": HOSTS,
    "station.set_approve_first": HOSTS,
    "round.start": ORGANISER,
    "round.extend": ORGANISER,
    "round.end": ORGANISER,
    "round.resume": ORGANISER,
    "event.announce": ORGANISER,
    "newcomers.set": ORGANISER,
    "newcomers.leave_out": ORGANISER,
    "wall.show": ORGANISER,
    "wall.speak": ORGANISER,
    "feedback.set": GUESTS,
    "feedback.read": GUESTS,
    "feedback.begin": ORGANISER,
    "feedback.end": ORGANISER,
    "feedback.show": ORGANISER,
    "feedback.open audience=desk": ORGANISER,
    "feedback.open audience=wall": WALL,
    "feedback.hide": ORGANISER,
    "feedback.confirm_contact": ORGANISER,
    "feedback.word_in_german": ORGANISER,
}
"""By name, with a field where that changes who may."""


def as_markdown() -> str:
    """The table as docs/security.md has it."""
    heads = ["", *ASKERS]
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for name, who in (PAGES | MESSAGES).items():
        marks = ["✓" if asker in who else "–" for asker in ASKERS]
        lines.append(f"| `{name}` | {' | '.join(marks)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(as_markdown())
