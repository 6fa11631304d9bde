"""How long texts, how many rows and how high numbers of a record may be: what the app itself would take, and no more.

A column of the database that has no length of its own needs its line here.
"""

from facilitation.bounds import (
    ANNOUNCEMENT_LIMIT,
    BY_WHEN_LIMIT,
    CAPTION_LIMIT,
    CODE_POINTS_PER_GRAPHEME,
    FUNDING_LIMIT,
    INTRODUCTION_LIMIT,
    MOST_HANDS,
    NAME_LIMIT,
    PLAIN_LIMIT,
    PLAN_LIMIT,
    REASON_LIMIT,
    RECORD_NUMBERS,
    RESPONSIBILITY_LIMIT,
    SUMMARY_LIMIT,
    TEXT_LIMIT,
    THEME_LIMIT,
    TITLE_LIMIT,
    WHAT_LIMIT,
    WHO_LIMIT,
    WHY_LIMIT,
)

TEXTS: dict[str, int] = {
    "event.directions": PLAN_LIMIT,
    "event.feedback_free_text": TEXT_LIMIT,
    "event.contact": PLAN_LIMIT,
    "event.imprint": PLAN_LIMIT,
    "event.accessibility_method": PLAN_LIMIT,
    "event.accessibility_open": PLAN_LIMIT,
    "event.enforcement_body": PLAN_LIMIT,
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
    "wordings.text": TEXT_LIMIT,
    "statements.text": TEXT_LIMIT,
    "measures.what": TEXT_LIMIT,
    "measures.who": WHO_LIMIT,
    "measures.by_when": BY_WHEN_LIMIT,
    "feedback_questions.text": TEXT_LIMIT,
    "translations.original": PLAN_LIMIT,
    "translations.text": PLAN_LIMIT,
    "feedback_answers.text": TEXT_LIMIT,
    "feedback_answers.german": TEXT_LIMIT,
    "report_texts.text": max(INTRODUCTION_LIMIT, SUMMARY_LIMIT, PLAIN_LIMIT, FUNDING_LIMIT),
    "recommendations.what": WHAT_LIMIT,
    "recommendations.why": WHY_LIMIT,
    "recommendations.responsibility": RESPONSIBILITY_LIMIT,
    "common_themes.title": TITLE_LIMIT,
    "common_themes.text": THEME_LIMIT,
}
"""Graphemes of a text, by its table and column."""
NUMBERS: dict[str, int] = {**RECORD_NUMBERS, "contributions.by_hand": MOST_HANDS}
"""The highest number, by its table and column; others: RECORD_HIGHEST."""


def code_points(graphemes: int) -> int:
    """Return how many code points a text of so many graphemes has at most, as `text.clean` counts them."""
    return (graphemes + 1) * CODE_POINTS_PER_GRAPHEME - 1
