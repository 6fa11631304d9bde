"""What a copy of an event keeps, and what it begins anew: every column and every table says so."""

from typing import Any

import facilitation.models  # noqa: F401
from facilitation.extensions import db
from facilitation.models import Event, FeedbackQuestion, ProgrammeItem, Round, Station, Translation
from facilitation.services.copying import EMPTIED

KEPT: dict[Any, set[str]] = {
    Event: {
        *("timezone", "language", "languages", "place_name", "street", "postcode", "city", "country", "directions"),
        *("registration_url", "organiser", "addressee", "aims", "etiquette", "contact", "imprint", "wall_language"),
        *("feedback_free_text", "survey_numbered", "votes_per_person", "machine_drafts", "wifi_name", "wifi_password"),
        *("accessibility_method", "accessibility_open", "enforcement_body"),
    },
    Round: {"position", "title", "minutes"},
    Station: {
        *("position", "slug", "short_title", "title", "question", "description", "prompts"),
        *("tables", "sign", "colour"),
    },
    ProgrammeItem: {"position", "part", "starts", "ends", "kind", "title"},
    FeedbackQuestion: {"position", "number", "text"},
    Translation: {"language", "key", "original", "text"},
}
"""What next year's event says, too. Whoever adds a column decides: here, or in `copying.EMPTIED`."""
LEFT = {
    *("cluster", "common_theme", "contribution", "dismissal", "feedback_answer", "journal_entry", "machine_draft"),
    *("measure", "participant", "photo", "recommendation", "report_text", "statement", "vote", "wording"),
    *("done_order", "edition", "event_deed", "rehearsal"),
}
"""Tables of what people left at the other event, of which a copy reads nothing."""
MADE = {"door", "join_code", "letterhead", "house"}
"""Tables whose rows a copy gets anew (its own links and codes, its own files), and what is no event's."""


def test_every_column_is_kept_or_begins_anew() -> None:
    keys = {"id", "event_id"}
    for model, kept in KEPT.items():
        columns = {column.name for column in model.__table__.columns} - keys
        assert (model.__name__, columns - kept - EMPTIED[model]) == (model.__name__, set()), "decide what a copy does"
        assert (model.__name__, kept & EMPTIED[model]) == (model.__name__, set())
        assert (model.__name__, (kept | EMPTIED[model]) - columns) == (model.__name__, set())


def test_every_table_is_copied_or_left() -> None:
    copied = {model.__tablename__ for model in EMPTIED}
    assert EMPTIED.keys() == KEPT.keys()
    assert db.metadata.tables.keys() == copied | LEFT | MADE
