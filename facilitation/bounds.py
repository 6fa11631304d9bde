"""How much of anything the café takes: every number that people and attackers can run into, in one place.

Bounds and not limits, because `services/limits.py` says how much one person may send a minute; this says how large,
how long and how many. Whoever enforces a bound gives it the name that is usual there. docs/security.md shows this
module as a table, and tests/test_bounds.py tries each number at the bound and one above.
"""

# Typed text

TEXT_LIMIT = 500
"""Graphemes of a contribution, counted as people see them."""
TITLE_LIMIT = 120
"""Graphemes of a title."""
NAME_LIMIT = 60
"""Graphemes of a guest's name."""
REASON_LIMIT = 120
"""Graphemes of the reason for hiding."""
CAPTION_LIMIT = 300
"""Graphemes of a photo's caption."""
WHO_LIMIT = 300
"""Graphemes of who takes a next step."""
BY_WHEN_LIMIT = 120
"""Graphemes of the day or time by which a next step is done."""
ANNOUNCEMENT_LIMIT = 200
"""Graphemes of an announcement."""
THEME_LIMIT = 3_000
"""Graphemes of a common theme's text."""
WHAT_LIMIT = 500
"""Graphemes of what is recommended."""
WHY_LIMIT = 3_000
"""Graphemes of a recommendation's reason."""
RESPONSIBILITY_LIMIT = 300
"""Graphemes of who could do what is recommended."""
INTRODUCTION_LIMIT = 10_000
"""Graphemes of the report's introduction, which fills three pages at most."""
SUMMARY_LIMIT = 6_000
"""Graphemes of the report's summary: one page."""
FUNDING_LIMIT = 1_000
"""Graphemes of the report's note on who paid."""
FILE_NAME_LIMIT = 200
"""Characters of an uploaded file's name; what is longer is cut."""
CODE_POINTS_PER_GRAPHEME = 12
"""Code points per grapheme on average; more is a flood of combining marks, for the longest emoji families have
eleven."""
DECOMPOSED = 2
"""How many times longer than its limit a text may be before it is cleaned.

That allows for letters that are decomposed, and for marks that cleaning removes. A longer text is refused unread.
"""
MOST_MARKS = 30
"""Combining marks in a row; more are written in no language (UAX 15, section 13, Stream-Safe Text Format).

They are refused before anything is normalised, for the time to order them grows with the square of their number.
"""

# Lists and numbers

MOST_IDS = 500
"""Entries of a list or dictionary in a live order."""
LARGEST_NUMBER = 2**31 - 1
"""The largest number in a live order or an address; every database can store it."""
MOST_SLIDES = 500
"""Names of slides that are stored at most."""
MOST_MINUTES = 60
"""Minutes by which a round is extended at once; more is a typing error.

A World Café round takes 20 to 30 minutes (hosting guide).
"""
ANNOUNCED_MINUTES = 240
"""Minutes for which an announcement is shown."""
MOST_HANDS = 250
"""Hands that are counted for a contribution: the size of the hall; a higher number is a typing error."""
JOURNAL_ENTRIES = 500
"""Entries of a journal that are read at once: about what a host writes who moderates for two hours without a pause."""
NEWCOMERS_A_MINUTE = 1_200
"""Newcomers of an event within a minute, at most: five times the hall that this was made for, all at once."""

# Messages

LARGEST_MESSAGE = 100_000
"""Bytes of a live message."""
MOST_FRAGMENTS = 256
"""Frames of one message at most.

Browsers send a message whole or in pieces of many KB. A proxy that cuts the largest message (100,000 bytes) at every
packet, which holds 536 bytes at least (RFC 9293, section 3.7.1), makes 187 of it.
"""
