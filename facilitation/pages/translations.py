"""The event's own texts in other languages: what is missing, and the sheet for translators, out and in.

Organisers only. A file is taken in whole or not at all.
"""

import re
from collections import Counter
from collections.abc import Generator, Sequence
from typing import NamedTuple

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.contact_data import has_contact_data
from facilitation.documents import sheet
from facilitation.documents.sheet import Sheet, Written, po, workbook
from facilitation.doors import languages
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.offload import offload, offload_in_slices, offload_long
from facilitation.pages import asking, forms, machine_drafts, upload
from facilitation.pages.answering import answered
from facilitation.pages.download import download, room
from facilitation.pages.exports import EXCEL
from facilitation.pages.screens import asks_for_json
from facilitation.services import event_journal, events, translations
from facilitation.services.committed import Committed
from facilitation.services.translations import OwnText, Stored
from facilitation.text import clean, number

blueprint = Blueprint("translations", __name__)

LARGEST = bounds.LARGEST_SHEET
PO = "text/x-gettext-translation; charset=utf-8"
ZIPPED = b"PK\x03\x04"
"""How Excel's files begin."""
REMOVES = "-"
"""What stands in a sheet for a translation that is to be deleted; an empty one changes nothing."""
_BLANKS = re.compile(r"[^\S\xa0\u202f]+")
"""What is one blank in a text of one line; those at which no line may break belong to the words, as in French."""
_SCRIPTS = {"zh": "hans", "uk": "cyrl", "ru": "cyrl", "ar": "arab", "fa": "arab"}
"""Scripts that a language is in without saying so, where it is not Latin."""
_COUNTRY = re.compile(r"[a-z]{2}|\d{3}")
_CHINESE_ALIKE = ("cn", "sg")
"""Where Chinese is written alike, unlike Taiwan and Hong Kong."""
COUNTED = ("changed", "removed", "same", "unknown")
"""What is told of a file that was taken in."""


class Missing(NamedTuple):
    """A language with how many `texts` of an event lack a translation into it."""

    code: str
    name: str
    texts: int


@blueprint.get("/e/<event_slug>/organise/translations")
def page(event_slug: str) -> str:
    """Show how many texts are missing in which language, and the ways out and in."""
    event, _ = asking.organised(event_slug)
    return _page(event)


@blueprint.get("/e/<event_slug>/organise/translations.xlsx")
def as_xlsx(event_slug: str) -> Response:
    """Send all texts in all languages as an Excel file."""
    made = _sheet(event_slug, "translations.xlsx")
    with room():
        content = offload_in_slices(workbook.build(made))
    return download(content, EXCEL, f"uebersetzungen-{made.slug}.xlsx")


@blueprint.get("/e/<event_slug>/organise/translations/<code>.po")
def as_po(event_slug: str, code: str) -> Response:
    """Send all texts with their translations into one language. Raises CafeError `unknown_language`."""
    event, _ = asking.organised(event_slug)
    if code not in translations.languages_of(event):
        raise CafeError("unknown_language")
    made = _sheet(event_slug, "translations.po", language=code)
    return download(offload(po.build, made, code), PO, f"uebersetzungen-{made.slug}-{code.lower()}.po")


@blueprint.post("/e/<event_slug>/organise/translations")
@forms.read_by_the_page
def put(event_slug: str) -> AnyResponse | tuple[str, int]:
    """Take in a sheet (`file`), as Excel or PO file. What it says of texts that the event does not have is counted."""
    asking.organised(event_slug)
    try:
        with upload.form(LARGEST) as sent:
            event, actor, written = _organised_again(event_slug, sent.content)
            done, unknown = _store(event, actor, written)
    except (RequestEntityTooLarge, CafeError) as refusal:
        db.session.rollback()
        if isinstance(refusal, RequestEntityTooLarge) or refusal.code == "too_large":
            refusal = CafeError("sheet_too_large", limit=LARGEST // 1_000_000)
        if asks_for_json():
            raise refusal from None
        event, _ = asking.organised(event_slug)
        return _page(event, refusal), refusal.status
    said = {**done.row._asdict(), "unknown": unknown}
    return answered(event.id, done, url_for(".page", event_slug=event.slug, **said))


def _organised_again(event_slug: str, content: bytes) -> tuple[Event, Actor, list[Written]]:
    """Look again who asks, for minutes may lie between, and read their file. Raises CafeError as the readers do."""
    event, _ = asking.organised(event_slug)
    own = event.language
    db.session.rollback()  # while it is read, no database connection is held
    if not content:
        raise CafeError("sheet_none")
    packed = content.startswith(ZIPPED)
    # many at once would keep Python's one turn from the server's loop, each for 5 ms
    written = offload_long(workbook.read, content, own) if packed else offload_long(po.read, content)
    event, actor = asking.organised(event_slug)
    return event, actor, written


def _store(event: Event, actor: Actor, written: list[Written]) -> tuple[Committed[Stored], int]:
    """Store what a file says of this event's texts; return also how many other texts it has.

    Raises CafeError `sheet_empty`, `sheet_language`, `sheet_of_another` (n), `sheet_text` and `sheet_contact` (row,
    language).
    """
    if not written:
        raise CafeError("sheet_empty")
    offered = translations.languages_of(event)
    written = [one._replace(language=_offered(one.language, offered)) for one in written]
    slug, country = event.slug, event.country
    own, hosts = translations.own_texts(event), translations.hosts_texts(event)
    db.session.rollback()  # while it is cleaned, no database connection is held
    try:
        said, unknown = offload_in_slices(_understood(written, own, hosts, country))
        if not said:
            raise CafeError("sheet_of_another", n=unknown)
        _, actor = asking.organised(slug)
        return _put(actor, said, written), unknown
    except _Unfit as unfit:
        row, name = unfit.written.line, languages.LANGUAGES.get(unfit.written.language, unfit.written.language)
        if unfit.why is None:
            raise CafeError("sheet_contact", row=row, language=name) from None
        raise CafeError("sheet_text", row=row, language=name, why=unfit.why.message) from unfit


def _put(actor: Actor, said: dict[str, dict[str, str | None]], written: list[Written]) -> Committed[Stored]:
    """Store what was understood of a file. Raises _Unfit for other words of a question that guests have answered."""
    try:
        return translations.put(actor, said)
    except CafeError as refusal:
        if refusal.code != "question_answered":
            raise
        original, language = sheet.alike(str(refusal.detail["original"])), refusal.detail["language"]
        there = (one for one in written if one.language == language and sheet.alike(one.original) == original)
        raise _Unfit(next(there), refusal) from refusal


def _offered(said: str, offered: Sequence[str]) -> str:
    """Return which of the event's languages a file means: programs for translators write uk_UA or uk_Cyrl for uk.

    Raises CafeError `sheet_language` where it is none of them.
    """
    known = {code.lower(): code for code in offered}
    folded = said.lower()
    language, *parts = folded.split("-")
    if parts and parts[0] == _SCRIPTS.get(language, "latn"):
        del parts[0]
    if len(parts) == 1 and _COUNTRY.fullmatch(parts[0]) and (language != "zh" or parts[0] in _CHINESE_ALIKE):
        del parts[0]
    code = known.get(folded) or known.get("-".join((language, *parts)))
    if code is None:
        raise CafeError("sheet_language", language=said[: bounds.FILE_NAME_LIMIT])
    return code


class _Unfit(Exception):
    """What a sheet says somewhere cannot be stored: for this reason, or (None) for contact data."""

    def __init__(self, written: Written, why: CafeError | None) -> None:
        super().__init__()
        self.written, self.why = written, why


def _understood(
    written: list[Written], own: list[OwnText], hosts: list[OwnText], country: str
) -> Generator[None, None, tuple[dict[str, dict[str, str | None]], int]]:
    """Return what a sheet says by language and original, and how many texts it has besides; for `offload_in_slices`.

    Of what stands there twice the last counts, and nothing else is cleaned: a sheet has room for 120,000 of one text.
    Raises _Unfit.
    """
    known = {sheet.alike(text.original): text for text in (*hosts, *own)}
    covered = {text.original for text in hosts}
    last: dict[tuple[str, str], tuple[Written, OwnText]] = {}
    unknown = set()
    for one in written:
        text = known.get(sheet.alike(one.original))
        if text is None:
            unknown.add(one.original)
        else:
            last[one.language, text.original] = one, text
        yield
    said: dict[str, dict[str, str | None]] = {}
    for one, text in last.values():
        said.setdefault(one.language, {})[text.original] = _cleaned(one, text, country, text.original in covered)
        yield
    return said, len(unknown)


def _cleaned(one: Written, text: OwnText, country: str, is_hosts: bool) -> str | None:
    """Return a translation to store, or None for one to be deleted. Raises _Unfit."""
    if one.text.strip() == REMOVES:
        return None
    try:
        said = clean(one.text, limit=text.limit)
    except CafeError as refusal:
        raise _Unfit(one, refusal) from refusal
    if is_hosts and has_contact_data(said, country):
        raise _Unfit(one, None)
    return _BLANKS.sub(" ", said) if text.is_line else said


def _sheet(event_slug: str, file: str, **said: str) -> Sheet:
    """Read a sheet, note that it is taken home, and release the database's connection."""
    event, actor = asking.organised(event_slug)
    event_journal.note_download(actor, file, **said)
    event = events.find(event_slug)
    say = sheet.catalogue(languages.interface_language())
    codes = [event.language, *translations.languages_of(event)]
    found = [*translations.own_texts(event), *translations.hosts_texts(event)]
    names = [(code, languages.LANGUAGES.get(code, code)) for code in codes]
    texts = sheet.texts(_once(found), translations.every(event.id), say)
    made = Sheet(event.slug, event.title, names, texts, say)
    db.session.rollback()  # while it is packed, no database connection is held
    return made


def _once(found: list[OwnText]) -> list[OwnText]:
    return list({text.original: text for text in reversed(found)}.values())[::-1]


def _page(event: Event, refusal: CafeError | None = None) -> str:
    said = translations.every(event.id)
    own, hosts = translations.own_texts(event), translations.hosts_texts(event)
    told = {name: number(request.args.get(name, "")) for name in COUNTED}
    return render_template(
        "translations.html",
        event=event,
        texts=len(own),
        missing=_missing(event, own, said),
        missing_of_hosts=_missing(event, hosts, said) if hosts else [],
        machine=machine_drafts.kind(),
        refusal=refusal,
        told=told if not refusal and told["changed"] is not None else None,
    )


def _missing(event: Event, found: list[OwnText], said: dict[str, dict[str, str]]) -> list[Missing]:
    counts = Counter({code: sum(text.original not in there for text in found) for code, there in said.items()})
    return [
        Missing(code, languages.LANGUAGES.get(code, code), counts.get(code, len(found)))
        for code in translations.languages_of(event)
    ]
