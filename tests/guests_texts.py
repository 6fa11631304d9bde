"""Which of the café's texts a guest can meet, on a phone or on paper: those that every language's catalogue has.

`python -m tests.guests_texts FROM TO` writes a template for their catalogues from the template of all texts.
"""

import json
import sys
from fnmatch import fnmatchcase
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from flask import Flask
from flask.ctx import RequestContext
from flask_babel import Babel

from facilitation.errors import HINTS, SENTENCES, WITHOUT_TEXT
from facilitation.i18n.browser_texts import PHRASES

ROOT = Path(__file__).parents[1]
PLACES = (
    "facilitation/i18n/paper_texts.py",
    "facilitation/pages/screens.py",
    "templates/accessibility.html",
    "templates/base.html",
    "templates/error.html",
    "templates/events.html",
    "templates/feedback.html",
    "templates/imprint.html",
    "templates/join.html",
    "templates/language.html",
    "templates/mine.html",
    "templates/mine.txt",
    "templates/mine_gone.html",
    "templates/parts/arrival.html",
    "templates/parts/confirm.html",
    "templates/parts/marks.html",
    "templates/parts/menu.html",
    "templates/parts/page_band.html",
    "templates/parts/page_head.html",
    "templates/parts/print_invitation.html",
    "templates/parts/print_paper_cards.html",
    "templates/parts/print_photo_notice.html",
    "templates/parts/print_posters.html",
    "templates/parts/print_schedule.html",
    "templates/parts/print_table_signs.html",
    "templates/parts/print_wifi.html",
    "templates/parts/said.html",
    "templates/privacy.html",
    "templates/station.html",
    "templates/welcome.html",
)
"""Templates and modules of which guests read all."""
SCRIPTS = ("anew", "feedback", "mine", "over", "station")
"""Scripts of guests' pages; the build's manifest has what they say."""
OTHERS_REFUSALS = (
    "address_*",
    "cafe_has_rounds",
    "changed_since",
    "clock_moved",
    "country_settled",
    "date_*",
    "day_outside",
    "ends_before",
    "from_paper",
    "hidden_meanwhile",
    "import_*",
    "last_round",
    "last_station",
    "letterhead_*",
    "logo_*",
    "no_draft",
    "no_pdf",
    "no_round_running",
    "no_time_free",
    "no_translator",
    "not_a_count",
    "not_a_day",
    "not_a_language",
    "several_languages",
    "not_a_photo",
    "not_a_time",
    "not_an_address",
    "number_taken",
    "original_reworded",
    "outside_the_cafe",
    "pdf_*",
    "photo_broken",
    "plan_too_long",
    "promise_given",
    "question_answered",
    "rehearsal_nowhere",
    "rehearsals_busy",
    "round_begun",
    "round_running",
    "same_edition",
    "sheet_*",
    "sign_taken",
    "station_used",
    "tables_out",
    "times_overlap",
    "too_late",
    "too_many_lines",
    "too_many_pixels",
    "too_many_questions",
    "too_many_rounds",
    "too_many_stations",
    "unknown_address",
    "unknown_cluster",
    "unknown_comment",
    "unknown_common_theme",
    "unknown_edition",
    "unknown_entry",
    "unknown_horizon",
    "unknown_line",
    "unknown_measure",
    "unknown_photo",
    "unknown_question",
    "unknown_recommendation",
    "unknown_round",
    "unknown_scene",
    "unknown_state",
    "unknown_statement",
    "unknown_text",
    "uploads_busy",
    "zone_moves_deletion",
)
"""Refusals of deeds that only hosts and organisers have."""


def by_key() -> frozenset[str]:
    """What guests' scripts say and what guests are refused with, in German: texts that are looked up by a key."""
    built = json.loads((ROOT / "static" / "built" / "manifest.json").read_text(encoding="utf-8"))
    keys = {key for script in SCRIPTS for key in built["phrases"][script]}
    keys |= {key for script in built["spoken"].values() for key in script}
    with _speaking_german():
        said = {str(text) for key, text in PHRASES.items() if any(fnmatchcase(key, one) for one in keys)}
        refused = {
            str(text)
            for sentences in (SENTENCES, WITHOUT_TEXT, HINTS)
            for code, text in sentences.items()
            if not any(fnmatchcase(code, one) for one in OTHERS_REFUSALS)
        }
    return frozenset(said | refused)


def narrowed(texts: Catalog) -> Catalog:
    """Return the template of what guests can meet, from the template of all texts."""
    known = by_key()
    guests = Catalog(project=texts.project, creation_date=texts.creation_date, header_comment=texts.header_comment)
    for message in texts:
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        if message.id and (first in known or any(place in PLACES for place, _ in message.locations)):
            guests[message.id] = message
    return guests


def _speaking_german() -> RequestContext:
    app = Flask("guests", root_path=str(ROOT))
    Babel(app, default_locale="de")
    return app.test_request_context()


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as read:
        everything = read_po(read)
    with open(sys.argv[2], "wb") as written:
        write_po(written, narrowed(everything), width=0, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
