"""Every bound, at the bound and one above, through what enforces it; docs/security.md shows them as they are."""

import ast
import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.live import fields
from facilitation.models import JournalEntry, Station
from facilitation.services import (
    clusters,
    common_themes,
    events,
    journal,
    letterheads,
    paper_cards,
    participants,
    presentation,
    recommendations,
    report_texts,
    rounds,
    stations,
)
from facilitation.text import clean, number
from facilitation.transport.incoming import Incoming, Refused
from facilitation.web import Number
from tests import camera, matrix, tuning
from tests.conftest import Guests, new_id, refused
from tests.live.test_ids import orders
from tests.test_matrix import Cafe, payload
from tests.test_matrix import cafe as cafe
from tests.transport.test_flood import framed

ROOT = Path(__file__).parent.parent
FAMILY = "👨\u200d👩\u200d👧\u200d👦"
"""One grapheme of seven code points."""

HERE = "tests/test_bounds.py"
FILES = "tests/test_bounds_of_files.py"
REQUESTS = "tests/test_bounds_of_requests.py"
CONNECTIONS = "tests/test_bounds_of_connections.py"
MEMORY = "tests/test_bounds_of_memory.py"
PEOPLE = "tests/test_bounds_of_people.py"
REHEARSAL = "tests/services/test_rehearsal.py"
RECORDS = "tests/test_bounds_of_records.py"
STATIONS = "tests/services/test_station_plan.py"
ORDERS = f"{HERE}::test_texts_of_live_orders"
NUMBERED = f"{HERE}::test_lists_and_numbers"
FORMS = f"{HERE}::test_texts_of_forms"
TRIED = {
    "TEXT_LIMIT": ORDERS,
    "TITLE_LIMIT": ORDERS,
    "REASON_LIMIT": ORDERS,
    "CAPTION_LIMIT": ORDERS,
    "WHO_LIMIT": ORDERS,
    "BY_WHEN_LIMIT": ORDERS,
    "ANNOUNCEMENT_LIMIT": ORDERS,
    "MOST_LINES": "tests/services/test_own_texts.py::test_lines_are_added_moved_and_removed",
    "MOST_QUESTIONS": "tests/services/test_survey.py::test_as_many_questions_as_a_minute_has_room_for",
    "MOST_PROGRAMME": "tests/services/test_programme.py::test_a_programme_has_its_limit",
    "MOST_ROUNDS": "tests/services/test_planning.py::test_counts_have_their_limits",
    "LONGEST_ROUND": "tests/services/test_planning.py::test_counts_have_their_limits",
    "MOST_LANGUAGES": "tests/services/test_settings.py::test_as_many_languages_as_a_sheet_has_room_for",
    "MOST_DOTS": "tests/services/test_settings.py::test_dots_and_days_have_their_limits",
    "MOST_DAYS_KEPT": "tests/services/test_settings.py::test_dots_and_days_have_their_limits",
    "NAME_LIMIT": FORMS,
    "THEME_LIMIT": FORMS,
    "WHAT_LIMIT": FORMS,
    "WHY_LIMIT": FORMS,
    "RESPONSIBILITY_LIMIT": FORMS,
    "INTRODUCTION_LIMIT": FORMS,
    "SUMMARY_LIMIT": FORMS,
    "PLAIN_LIMIT": FORMS,
    "FUNDING_LIMIT": FORMS,
    "SHEETS_OF_CARDS": "tests/pages/test_print_kit.py::test_sheets_of_paper_cards_are_bounded",
    "DAY_WORD_LIMIT": f"{PEOPLE}::test_a_days_word",
    "SLIDE_NAME_LIMIT": NUMBERED,
    "LONGEST_PATH": f"{REQUESTS}::test_where_a_form_leads",
    "SHORT_TITLE_LIMIT": f"{STATIONS}::test_a_stations_texts_are_as_long_as_is_said",
    "STATION_TITLE_LIMIT": f"{STATIONS}::test_a_stations_texts_are_as_long_as_is_said",
    "DESCRIPTION_LIMIT": f"{STATIONS}::test_a_stations_texts_are_as_long_as_is_said",
    "MOST_STATIONS": f"{STATIONS}::test_twelve_stations_have_twelve_signs_and_a_thirteenth_is_refused",
    "ROUND_MINUTES": "tests/services/test_round_plan.py::test_a_round_and_a_change_are_as_long_as_is_said",
    "CHANGE_MINUTES": "tests/services/test_round_plan.py::test_a_round_and_a_change_are_as_long_as_is_said",
    "MOST_TABLES": f"{STATIONS}::test_a_station_has_as_many_tables_as_is_said",
    "FILE_NAME_LIMIT": f"{HERE}::test_a_files_name_is_cut",
    "CODE_POINTS_PER_GRAPHEME": f"{HERE}::test_code_points_of_a_grapheme",
    "DECOMPOSED": f"{HERE}::test_a_text_before_it_is_cleaned",
    "MOST_MARKS": "tests/test_text.py::test_as_many_marks_as_a_language_may_need_are_taken",
    "MOST_IDS": NUMBERED,
    "LARGEST_NUMBER": NUMBERED,
    "LANGUAGES_READ": "tests/live/test_wording.py::test_a_phone_reads_so_many_languages",
    "MOST_SLIDES": NUMBERED,
    "MOST_MINUTES": NUMBERED,
    "ANNOUNCED_MINUTES": NUMBERED,
    "MOST_HANDS": NUMBERED,
    "REHEARSAL_PEOPLE": f"{REHEARSAL}::test_it_is_bounded",
    "REHEARSALS_AT_ONCE": f"{REHEARSAL}::test_so_many_run_at_once_in_the_house",
    "REHEARSAL_MINUTES": f"{REHEARSAL}::test_it_is_bounded",
    "REHEARSAL_SILENT_SECONDS": f"{REHEARSAL}::test_one_that_says_nothing_is_lost",
    "REHEARSAL_LINE": f"{REHEARSAL}::test_what_it_tells_is_numbers",
    "REHEARSAL_TOLD": "tests/pages/test_rehearsal.py::test_what_it_tells_is_bounded",
    "JOURNAL_ENTRIES": f"{HERE}::test_a_journal_is_read_from_its_end",
    "NEWCOMERS_A_MINUTE": "tests/pages/test_newcomers.py::test_a_thousand_within_a_minute_pass",
    "RUSH_SECONDS": f"{PEOPLE}::test_a_rush",
    "RUSH_STRAIGHT": f"{PEOPLE}::test_a_rush",
    "STRAIGHT_SECONDS": f"{PEOPLE}::test_who_comes_straight",
    "RUSH_OF_ANY": f"{PEOPLE}::test_a_rush",
    "EARLY_SECONDS": f"{PEOPLE}::test_who_writes_early",
    **{f"RATES.{what}": f"{PEOPLE}::test_how_often" for what in bounds.RATES},
    "CARDS_OF_A_PAGE": "tests/pages/test_participant.py::test_a_page_draws_a_hundred_cards_at_most",
    "OWN_OF_A_PAGE": "tests/pages/test_mine.py::test_a_long_list_is_drawn_in_parts",
    "DELETED_AT_ONCE": "tests/services/test_own.py::test_what_is_deleted_at_once",
    "GROWING_SECONDS": f"{PEOPLE}::test_growing",
    "COUNTS_KEPT": f"{PEOPLE}::test_counts_that_are_kept",
    "LARGEST_MESSAGE": "tests/transport/test_flood.py::test_a_message_is_as_large_as_its_bytes",
    "MOST_FRAGMENTS": f"{HERE}::test_a_message_in_pieces",
    "POLLED_PACKETS": f"{CONNECTIONS}::test_packets_of_a_poll",
    "ORDERS_AHEAD": f"{CONNECTIONS}::test_orders_ahead",
    "BYTES_AHEAD": f"{CONNECTIONS}::test_bytes_ahead",
    "FORM_PARTS": f"{FILES}::test_parts_of_a_form",
    "PARTS_BESIDE_A_FILE": f"{FILES}::test_parts_beside_a_file",
    "HEARD_BETWEEN_PINGS": f"{REQUESTS}::test_what_is_heard_of_a_screen",
    "HEARD_OF_STRANGERS": f"{REQUESTS}::test_what_is_heard_of_a_screen",
    "LARGEST_FORM": f"{FILES}::test_a_form",
    "UPLOADS_AT_ONCE": "tests/pages/test_forms.py::test_who_comes_beyond_ten_files_is_refused_before_anything_is_read",
    "BESIDE_A_FILE": f"{FILES}::test_what_comes_beside_a_file",
    "LARGEST_PHOTO": f"{FILES}::test_a_photo",
    "MOST_JPEG_PIXELS": "tests/storage/test_images.py::test_exactly_as_many_as_are_allowed_are_taken",
    "MOST_PIXELS": "tests/storage/test_images.py::test_exactly_as_many_as_are_allowed_are_taken",
    "DRAFTS_A_MINUTE": "tests/test_drafting.py::test_so_many_a_minute",
    "DRAFTS_LOOKED_AT": "tests/test_drafting.py::test_so_many_are_looked_at",
    "DRAFTS_REFUSED": "tests/test_drafting.py::test_what_is_remembered_of_refusals_is_bounded",
    "LARGEST_MODEL": "tests/i18n/test_firefox_models.py::test_a_model_has_so_many_bytes",
    "LARGEST_LOGO": f"{FILES}::test_a_logo",
    "LARGEST_LETTERHEAD": f"{FILES}::test_a_letterhead",
    "LETTERHEAD_UNPACKED": f"{FILES}::test_a_letterhead_unpacked",
    "LETTERHEAD_PARTS": f"{FILES}::test_parts_of_a_letterhead",
    "LETTERHEAD_XML": f"{FILES}::test_xml_of_a_letterhead",
    "LETTERHEAD_TAGS": f"{FILES}::test_xml_of_a_letterhead",
    "LETTERHEAD_ATTRIBUTES": f"{FILES}::test_xml_of_a_letterhead",
    "LARGEST_SHEET": f"{FILES}::test_a_sheet",
    "SHEET_ROWS": f"{FILES}::test_rows_and_columns_of_a_sheet",
    "SHEET_COLUMNS": f"{FILES}::test_rows_and_columns_of_a_sheet",
    "SHEET_LETTERS": f"{FILES}::test_letters_of_a_sheet",
    "SHEETS_READ": f"{FILES}::test_sheets_of_a_file",
    "LETTERHEAD_PICTURES": "tests/storage/test_upload_memory.py::test_a_small_letterhead_costs_little_memory",
    "LARGEST_MANIFEST": f"{RECORDS}::test_a_backups_list_of_files",
    "UPLOADED_ARCHIVE": f"{FILES}::test_a_large_archive_for_the_house",
    "LARGEST_ARCHIVE": f"{FILES}::test_a_large_archive",
    "ARCHIVED_FILES": f"{FILES}::test_exports_that_come_back",
    "LARGEST_RECORD": f"{FILES}::test_exports_that_come_back",
    "RECORD_OPENED": f"{FILES}::test_exports_that_come_back",
    "RECORD_COMMAS": f"{FILES}::test_exports_that_come_back",
    "ARCHIVED_PHOTO": f"{FILES}::test_exports_that_come_back",
    "PLAN_LIMIT": f"{RECORDS}::test_texts",
    "RECORD_ENTRIES": f"{RECORDS}::test_lists",
    "RECORD_DEEPEST": f"{RECORDS}::test_what_no_form_says",
    "RECORD_NAME": f"{RECORDS}::test_what_no_form_says",
    "RECORD_MOMENT": f"{RECORDS}::test_what_no_form_says",
    "RECORD_PLACES": f"{RECORDS}::test_numbers",
    "RECORD_HIGHEST": f"{RECORDS}::test_numbers",
    **{f"RECORD_NUMBERS.{name}": f"{RECORDS}::test_numbers" for name in bounds.RECORD_NUMBERS},
    "RECORD_ROWS": f"{RECORDS}::test_rows",
    **{f"RECORD_TABLES.{name}": f"{RECORDS}::test_rows" for name in bounds.RECORD_TABLES},
    "LARGEST_HEAD": f"{REQUESTS}::test_a_head",
    "HEAD_LINES": f"{REQUESTS}::test_lines_of_a_head",
    "LONGEST_TARGET": f"{REQUESTS}::test_an_address",
    "ALL_ACCEPTED": f"{REQUESTS}::test_all_that_a_browser_accepts",
    "HEAD_PIECES": f"{REQUESTS}::test_pieces_of_a_head",
    "HEAD_SECONDS": f"{REQUESTS}::test_seconds_of_a_head",
    "LARGEST_BODY": f"{REQUESTS}::test_a_body_that_is_announced",
    "IDLE_SECONDS": f"{CONNECTIONS}::test_seconds_until_the_next_page",
    "THREADED_IDLE_SECONDS": f"{CONNECTIONS}::test_seconds_with_threads",
    "FAREWELL_SECONDS": f"{CONNECTIONS}::test_seconds_after_a_refusal",
    "FAREWELL_PIECES": f"{CONNECTIONS}::test_pieces_after_a_refusal",
    "HALF_OPEN": f"{CONNECTIONS}::test_half_open_connections",
    "WAITED_FOR": f"{CONNECTIONS}::test_connections_that_are_waited_for",
    "LONGEST_DRAFT": f"{REQUESTS}::test_a_draft",
    "BODY_SECONDS": f"{REQUESTS}::test_seconds_of_a_body",
    "BYTES_A_SECOND": "tests/transport/test_bodies.py::test_a_file_may_take_long_but_not_for_ever",
    "FEWEST_PIECES": f"{REQUESTS}::test_pieces_of_a_body",
    "BYTES_A_PIECE": f"{REQUESTS}::test_pieces_of_a_body",
    "LARGEST_CHUNKED": f"{REQUESTS}::test_chunks",
    "MOST_CHUNKS": f"{REQUESTS}::test_chunks",
    "LONGEST_CHUNK_LINE": f"{REQUESTS}::test_chunks",
    "MOST_TRAILERS": f"{REQUESTS}::test_chunks",
    "SHORTEST_SECRET": f"{PEOPLE}::test_secrets",
    "SHORTEST_TOKEN": f"{PEOPLE}::test_secrets",
    "HOST_UNUSED_SECONDS": "tests/pages/test_lifetimes.py::test_an_unused_link_ends_and_opens_again",
    "WALL_UNUSED_SECONDS": "tests/pages/test_lifetimes.py::test_an_unused_link_ends_and_opens_again",
    "ORGANISER_UNUSED_SECONDS": "tests/pages/test_lifetimes.py::test_an_unused_link_ends_and_opens_again",
    "ADMINISTRATOR_UNUSED_SECONDS": "tests/pages/test_lifetimes.py::test_an_unused_link_ends_and_opens_again",
    "DAYS_REMEMBERED": f"{REQUESTS}::test_a_session",
    "VERIFIED_SECONDS": f"{MEMORY}::test_seconds_for_which_they_are",
    "COOKIES_VERIFIED": f"{MEMORY}::test_cookies_that_are_remembered",
    "ADDRESSES_TRIED": "tests/pages/test_codes.py::test_addresses_of_many_tries_are_not_kept_forever",
    "ORDER_HOURS": "tests/services/test_orders.py::test_an_order_is_remembered_for_two_days",
    "SURVEY_SECONDS": f"{PEOPLE}::test_a_survey_that_opens_again",
    "MOST_SCREENS": "tests/transport/test_wire.py::test_a_full_house_says_so",
    "SCREENS_OF_A_PERSON": f"{REQUESTS}::test_screens_of_a_person",
    "SCREENS_OF_STRANGERS": "tests/transport/test_wire.py::test_of_too_many_screens_of_one_person_the_oldest_goes",
    "WAITING_FRAMES": f"{REQUESTS}::test_frames_that_wait",
    "KEPT_OF_A_HEADER": "tests/transport/test_doorkeeper.py::test_of_what_a_client_says_only_so_much_is_kept",
    "KEPT_FOR_A_SCREEN": f"{REQUESTS}::test_bytes_that_wait",
    "KEPT_FOR_A_PERSON": f"{REQUESTS}::test_what_is_kept",
    "KEPT_IN_ALL": f"{REQUESTS}::test_what_is_kept",
    "CLOSING_SECONDS": f"{CONNECTIONS}::test_seconds_after_the_end",
    "STATIONS_KEPT": f"{MEMORY}::test_whole_stations",
    "CHANGES_KEPT": f"{MEMORY}::test_changes",
    "WORDINGS_KEPT": f"{MEMORY}::test_wordings",
    "CHANGES_ASKED": f"{MEMORY}::test_changes_that_were_asked_for",
    "FIRST_PAGES_KEPT": "tests/pages/test_first_page.py::test_only_so_many_letters_are_kept",
    "NEWS_WAITING": f"{MEMORY}::test_news_that_wait",
    "NEWS_LETTERS": f"{MEMORY}::test_letters_of_news_that_wait",
}
"""By each bound the test that tries it at the bound and one above.

A few of those set a smaller number where it is enforced: 20,000 screens, or a picture of 40 million pixels, take long.
"""


def named() -> list[str]:
    """The names of the module, in its order."""
    return [name for name in vars(bounds) if name.isupper()]


def every() -> dict[str, tuple[float, ...]]:
    """Every number of the module by its name, those of a table by table and name; together where they are of a kind."""
    found: dict[str, tuple[float, ...]] = {}
    for name in named():
        value = getattr(bounds, name)
        for key, one in value.items() if isinstance(value, dict) else [("", value)]:
            found[f"{name}.{key}".removesuffix(".")] = one if isinstance(one, tuple) else (one,)
    return found


def numbers() -> dict[str, float]:
    """Those that stand alone."""
    return {name: one[0] for name, one in every().items() if len(one) == 1}


def rows() -> dict[str, tuple[float, ...]]:
    """What docs/security.md says of each bound: how much."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").partition("\n## Limits\n")[2]
    told = re.findall(
        r"^\| [^|]+ \| `([A-Z_]+[.\w]*)` \| ([^|]+) \| [^|]+ \|$", text.partition("\n## ")[0], re.MULTILINE
    )
    return {name: tuple(float(one.replace(",", "")) for one in re.findall(r"[\d,]*\d", much)) for name, much in told}


def test_every_bound_has_its_row() -> None:
    assert rows() == every()


def test_every_bound_is_tried_by_a_test_that_there_is() -> None:
    assert set(TRIED) == set(every())
    missing = [
        test
        for test in set(TRIED.values())
        if f"\ndef {test.partition('::')[2]}(" not in (ROOT / test.partition("::")[0]).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_every_bound_says_what_it_counts() -> None:
    lines = ast.parse((ROOT / "facilitation" / "bounds.py").read_text(encoding="utf-8")).body
    said = [
        line.targets[0].id
        for line, text in pairwise(lines)
        if isinstance(line, ast.Assign)
        and isinstance(line.targets[0], ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    ]
    assert said == named()


def test_every_other_number_is_known_as_no_limit() -> None:
    """Is this one a limit on what others send, or make the café keep? Then it belongs to the bounds, else to tuning."""
    listed, found = tuning.listed(), tuning.found()
    assert {one for one in found - listed if not any(fnmatchcase(one, known) for known in listed - found)} == set()
    assert {known for known in listed - found if not any(fnmatchcase(one, known) for one in found)} == set()


TYPED: dict[str, dict[str, int]] = {
    "contribution.add": {"text": bounds.TEXT_LIMIT, "name": bounds.NAME_LIMIT},
    "contribution.edit": {"text": bounds.TEXT_LIMIT},
    "contribution.type_in": {"text": bounds.TEXT_LIMIT},
    "contribution.reword": {"text": bounds.TEXT_LIMIT},
    "contribution.word_in_german": {"text": bounds.TEXT_LIMIT},
    "wording.add": {"text": bounds.TEXT_LIMIT},
    "wording.edit": {"text": bounds.TEXT_LIMIT},
    "wording.word": {"text": bounds.TEXT_LIMIT},
    "contribution.hide": {"reason": bounds.REASON_LIMIT},
    "cluster.add": {"title": bounds.TITLE_LIMIT},
    "cluster.rename": {"title": bounds.TITLE_LIMIT},
    "statement.add": {"text": bounds.TEXT_LIMIT},
    "statement.edit": {"text": bounds.TEXT_LIMIT},
    "statement.translate": {"text": bounds.TEXT_LIMIT},
    "photo.edit": {"caption": bounds.CAPTION_LIMIT},
    "measure.add": {"what": bounds.TEXT_LIMIT, "who": bounds.WHO_LIMIT, "by_when": bounds.BY_WHEN_LIMIT},
    "measure.edit": {"what": bounds.TEXT_LIMIT, "who": bounds.WHO_LIMIT, "by_when": bounds.BY_WHEN_LIMIT},
    "event.announce": {"text": bounds.ANNOUNCEMENT_LIMIT},
    "feedback.set": {"text": bounds.TEXT_LIMIT},
    "feedback.word_in_german": {"text": bounds.TEXT_LIMIT},
}
"""Graphemes of each text that somebody types into a live order."""
CHOSEN = {"language", "kind", "state", "door", "audience", "phase", "ends_at", "read", "was"}
"""Fields of text that are compared with what there is, and never stored."""
ALSO: dict[str, dict[str, Any]] = {"statement.translate": {"language": "en"}}
"""What an order must say beside its text."""


def test_every_text_of_a_live_order_is_known() -> None:
    typed = {(message, name) for message, fields in orders() for name, kind in fields.items() if kind == "str"}
    expected = {(message, name) for message, fields in TYPED.items() for name in fields}
    assert {one for one in typed if one[1] not in CHOSEN} == expected


@pytest.mark.parametrize("message", TYPED)
def test_texts_of_live_orders(cafe: Cafe, message: str) -> None:
    screen = cafe.screen("guest" if matrix.MESSAGES[message] <= matrix.GUESTS else "organiser")
    for field, limit in TYPED[message].items():
        order = {**payload(cafe, message), **ALSO.get(message, {})}
        above = screen.emit(message, {**order, field: FAMILY * (limit + 1)}, callback=True)
        assert (above.get("error"), above.get("limit")) == ("text_too_long", limit), (field, above)
        at = screen.emit(message, {**order, field: FAMILY * limit}, callback=True)
        assert at["ok"], (field, at)
    screen.disconnect()


IN_BROWSERS = {
    "TEXT_LIMIT": ("static/js/screens/composer-field.js", r"^export const LIMIT = (\d+);"),
    "REASON_LIMIT": ("static/js/render/undo.js", r"^export const LONGEST = (\d+);"),
    "MOST_HANDS": ("static/js/render/more.js", r"^const MOST_HANDS = (\d+);"),
    "LARGEST_PHOTO": ("static/js/lib/queue/photo-queue.js", r"^const LARGEST = ([\d_]+);"),
}
"""Where a script says before anything is sent that it is too much."""


@pytest.mark.parametrize("name", IN_BROWSERS)
def test_browsers_count_to_the_same(name: str) -> None:
    path, written = IN_BROWSERS[name]
    found = re.findall(written, (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    assert list(map(int, found)) == [numbers()[name]]


FIELDS = {"templates": r"\{\{ bounds\.([A-Z_]+) \}\}", "static/js": r"\$\{([A-Z_]+)\}"}
"""How the most that a field takes is written: pages take it from the bounds, scripts from a constant of their own."""


@pytest.mark.parametrize("folder", FIELDS)
def test_fields_take_their_limits_from_the_bounds(folder: str) -> None:
    known = {"templates": every().keys(), "static/js": {"LONGEST", "MOST_HANDS"}}[folder]
    written = [
        limit
        for path in (ROOT / folder).rglob("*.*")
        for tag in re.findall(r"<(?:input|textarea)\b(?:\{\{.*?\}\}|[^>])*>", path.read_text(encoding="utf-8"))
        for limit in re.findall(r"""\b(?:maxlength|max)=("[^"]*"|\S+)""", tag)
    ]
    found = [re.fullmatch(FIELDS[folder], limit.strip('"')) for limit in written]
    assert None not in found, written
    assert {one[1] for one in found if one} <= known
    assert written


Deed = Callable[[Actor, str], object]


def recommended(field: str) -> Deed:
    """Write a recommendation with this text in this field."""

    def deed(actor: Actor, text: str) -> object:
        said = {"what": "", "why": "", "responsibility": "", "horizon": "", field: text}
        return recommendations.write(actor, id=new_id(), known=0, **said).row

    return deed


def reported(name: str) -> Deed:
    """Write this text of the report."""
    return lambda actor, text: report_texts.write(actor, name=name, language="de", text=text, known=0)


def theme(actor: Actor, text: str) -> object:
    """Write a common theme."""
    return common_themes.write(actor, id=new_id(), title="", text=text, clusters=[], known=0).row


def titled(actor: Actor, title: str) -> object:
    """Give a common theme its title."""
    return common_themes.write(actor, id=new_id(), title=title, text="", clusters=[], known=0).row


def greet(actor: Actor, name: str) -> object:
    """Say a name."""
    participants.greet(actor, name=name, language="de")
    return name


WRITTEN: dict[str, tuple[int, Deed]] = {
    "a theme's title": (bounds.TITLE_LIMIT, titled),
    "a theme's text": (bounds.THEME_LIMIT, theme),
    "what is recommended": (bounds.WHAT_LIMIT, recommended("what")),
    "why": (bounds.WHY_LIMIT, recommended("why")),
    "who could do it": (bounds.RESPONSIBILITY_LIMIT, recommended("responsibility")),
    "the introduction": (bounds.INTRODUCTION_LIMIT, reported("introduction")),
    "the summary": (bounds.SUMMARY_LIMIT, reported("summary")),
    "the summary in plain words": (bounds.PLAIN_LIMIT, reported("plain")),
    "the funding": (bounds.FUNDING_LIMIT, reported("funding")),
    "a guest's name": (bounds.NAME_LIMIT, greet),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_texts_of_forms(what: str, organiser: Actor, guest: Guests) -> None:
    limit, deed = WRITTEN[what]
    actor = guest() if deed is greet else organiser
    with pytest.raises(CafeError) as refusal:
        deed(actor, FAMILY * (limit + 1))
    assert (refusal.value.code, refusal.value.detail["limit"]) == ("text_too_long", limit)
    deed(actor, FAMILY * limit)


def test_a_files_name_is_cut(organiser: Actor) -> None:
    for length in (bounds.FILE_NAME_LIMIT, bounds.FILE_NAME_LIMIT + 1):
        kept = letterheads.put(organiser, letterheads.LOGO, name="ä" * length, content=camera.file()).row
        assert kept.name == "ä" * bounds.FILE_NAME_LIMIT


NUMBERS: dict[str, Callable[[Actor, Station, int], object]] = {
    "MOST_IDS of a form": lambda actor, station, many: common_themes.write(
        actor,
        id=new_id(),
        title="",
        text="",
        clusters=[clusters.add(actor, station.id, id=new_id(), title="Räume").row.id] * many,
        known=0,
    ),
    "SLIDE_NAME_LIMIT": lambda actor, _, many: presentation.arrange(actor, order=["a" * many], hidden=[]),
    "MOST_SLIDES": lambda actor, _, many: presentation.arrange(actor, order=["title"] * many, hidden=[]),
    "MOST_MINUTES": lambda actor, _, minutes: rounds.extend(actor, minutes),
    "ANNOUNCED_MINUTES": lambda actor, _, minutes: events.announce(actor, text="Pause", minutes=minutes),
    "MOST_HANDS": lambda actor, station, hands: paper_cards.type_in(
        actor, station.id, id=new_id(), text="Räume", kind="idea", language="de", by_hand=hands
    ),
    "MOST_IDS": lambda *told: fields.field("ids", list[str]).read({"ids": [new_id()] * told[-1]}),
    "MOST_IDS of what was read": lambda *told: fields.field("items", fields.Items).read(
        {"items": [{"id": new_id(), "was": ""}] * told[-1]}
    ),
    "MOST_IDS of a dictionary": lambda *told: fields.field("scale", dict[str, int]).read(
        {"scale": {str(place): 1 for place in range(told[-1])}}
    ),
    "LARGEST_NUMBER": lambda *told: fields.field("number", int).read({"number": told[-1]}),
    "LARGEST_NUMBER below zero": lambda *told: fields.field("number", int).read({"number": -told[-1]}),
}


@pytest.mark.parametrize("what", NUMBERS)
def test_lists_and_numbers(what: str, organiser: Actor, station: Station) -> None:
    most = int(numbers()[what.partition(" ")[0]])
    rounds.start(organiser, 1)
    with refused("malformed"):
        NUMBERS[what](organiser, station, most + 1)
    NUMBERS[what](organiser, station, most)


def test_a_number_in_an_address() -> None:
    converter = Number(Map())
    address = Map([Rule("/<number:number>", endpoint="page")], converters={"number": Number}).bind("localhost")
    assert converter.to_python(str(bounds.LARGEST_NUMBER)) == bounds.LARGEST_NUMBER
    assert number(str(bounds.LARGEST_NUMBER)) == bounds.LARGEST_NUMBER
    assert [number(str(bounds.LARGEST_NUMBER + 1)), number("9" * 11)] == [None, None]
    with pytest.raises(NotFound):
        address.match(f"/{bounds.LARGEST_NUMBER + 1}")


def test_a_journal_is_read_from_its_end(host: Actor, station: Station) -> None:
    stations.set_approve_first(host, station.id, on=True)
    db.session.add_all(
        JournalEntry(station_id=station.id, revision=-place, door="host", deed="station.set_approve_first", items=[])
        for place in range(1, bounds.JOURNAL_ENTRIES)
    )
    db.session.commit()
    whole = [one.id for one in journal.entries(host, station.id)]
    assert len(whole) == bounds.JOURNAL_ENTRIES
    stations.set_approve_first(host, station.id, on=False)
    assert [one.id for one in journal.entries(host, station.id)][1:] == whole[:-1]


@pytest.mark.parametrize("pieces", [bounds.MOST_FRAGMENTS, bounds.MOST_FRAGMENTS + 1])
def test_a_message_in_pieces(pieces: int) -> None:
    incoming = Incoming(bounds.LARGEST_MESSAGE)
    incoming.feed(framed(b"x", 0x01) + framed(b"x", 0x00) * (pieces - 2) + framed(b"x", 0x80))
    whole: list[object] = []
    try:
        while incoming.left:
            whole += incoming.turn()
    except Refused:
        whole.append("refused")
    assert whole == ["x" * pieces if pieces == bounds.MOST_FRAGMENTS else "refused"]


def test_code_points_of_a_grapheme() -> None:
    most, mark = bounds.CODE_POINTS_PER_GRAPHEME, "\u0330"  # which combines with no letter q
    letters = ("q" + mark * (most - 1)) * 10
    assert clean(letters + mark * (most - 1), limit=10) == letters + mark * (most - 1)
    with pytest.raises(CafeError) as refusal:
        clean(letters + mark * most, limit=10)
    assert refusal.value.code == "text_too_long"


def test_a_text_before_it_is_cleaned() -> None:
    most = 10 * bounds.CODE_POINTS_PER_GRAPHEME * bounds.DECOMPOSED
    assert clean("Räume".ljust(most), limit=10) == "Räume"
    with pytest.raises(CafeError) as refusal:
        clean("Räume".ljust(most + 1), limit=10)
    assert refusal.value.code == "text_too_long"
