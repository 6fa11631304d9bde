"""How long texts, how many rows and how high numbers of a record may be: what the app itself would take, and no more.

A column of the database that has no length of its own needs its line here.
"""

from facilitation.services.common_themes import THEME_LIMIT
from facilitation.services.events import ANNOUNCEMENT_LIMIT
from facilitation.services.moderation import REASON_LIMIT
from facilitation.services.paper_cards import MOST_HANDS
from facilitation.services.photos import CAPTION_LIMIT
from facilitation.services.recommendations import RESPONSIBILITY_LIMIT, WHAT_LIMIT, WHY_LIMIT
from facilitation.services.report_texts import LIMITS as REPORT_LIMITS
from facilitation.storage.images import LARGEST as LONGEST_SIDE
from facilitation.text import CODE_POINTS_PER_GRAPHEME, NAME_LIMIT, TEXT_LIMIT, TITLE_LIMIT

PLAN_LIMIT = 5_000
"""Graphemes of a text that comes from the event's plan: a description, directions, a question."""
TEXTS: dict[str, int] = {
    "event.directions": PLAN_LIMIT,
    "event.feedback_free_text": TEXT_LIMIT,
    "event.announcement": ANNOUNCEMENT_LIMIT,
    "stations.question": PLAN_LIMIT,
    "stations.description": PLAN_LIMIT,
    "photos.caption": CAPTION_LIMIT,
    "clusters.title": TITLE_LIMIT,
    "contributions.text": TEXT_LIMIT,
    "contributions.original": TEXT_LIMIT,
    "contributions.german": TEXT_LIMIT,
    "contributions.author": NAME_LIMIT,
    "contributions.hidden_reason": REASON_LIMIT,
    "statements.text": TEXT_LIMIT,
    "measures.what": TEXT_LIMIT,
    "feedback_questions.text": TEXT_LIMIT,
    "feedback_answers.text": TEXT_LIMIT,
    "feedback_answers.german": TEXT_LIMIT,
    "report_texts.text": max(REPORT_LIMITS.values()),
    "recommendations.what": WHAT_LIMIT,
    "recommendations.why": WHY_LIMIT,
    "recommendations.responsibility": RESPONSIBILITY_LIMIT,
    "common_themes.title": TITLE_LIMIT,
    "common_themes.text": THEME_LIMIT,
}
"""Graphemes of a text, by its table and column."""
HIGHEST = 1_000_000_000
"""Of a number that is counted on from: the next one must fit into every database, too."""
NUMBERS: dict[str, int] = {
    "event.votes_per_person": 1_000,
    "rounds.minutes": 1_440,
    "photos.table": 1_000,
    "photos.width": LONGEST_SIDE,
    "photos.height": LONGEST_SIDE,
    "contributions.table": 1_000,
    "contributions.by_hand": MOST_HANDS,
}
"""The highest number, by its table and column; others: HIGHEST."""
ROWS: dict[str, int] = {
    "programme": 1_000,
    "rounds": 100,
    "stations": 100,
    "participants": 50_000,
    "photos": 9_000,
    "contributions": 50_000,
    "votes": 200_000,
    "journal": 100_000,
    "feedback_questions": 100,
    "feedback_answers": 50_000,
    "report_texts": 100,
}
"""Rows of a table; others: MOST_ROWS. A hall of a thousand phones writes a third of it."""
MOST_ROWS = 10_000
MOST_ENTRIES = 100
"""Entries of a list that is no table: aims, languages, wordings by language."""


def code_points(graphemes: int) -> int:
    """Return how many code points a text of so many graphemes has at most, as `text.clean` counts them."""
    return (graphemes + 1) * CODE_POINTS_PER_GRAPHEME - 1
