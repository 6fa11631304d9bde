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

# Uploads

LARGEST_FORM = 65_536
"""Bytes of a form without a file.

The longest text, the 10,000 letters of the report's introduction, has up to 60,000 bytes in the alphabets of Europe and
the Near East.
"""
UPLOADS_AT_ONCE = 10
"""Files that a process reads or works on at once; each may be 40 MB of memory."""
BESIDE_A_FILE = 100_000
"""Bytes of a form beside its file."""
LARGEST_PHOTO = 40_000_000
"""Bytes of a photo; phones write 2 to 8 MB of JPEG, and a PNG of 12 megapixels has up to 35 MB."""
MOST_PIXELS = 40_000_000
"""Pixels of an image at most, read from the file's header before anything is unpacked.

A "decompression bomb" of some kilobytes would otherwise fill the memory.
"""
LARGEST_LOGO = 10_000_000
"""Bytes of an uploaded logo."""
LARGEST_LETTERHEAD = 10_000_000
"""Bytes of a letterhead; one with a photo in its header has one or two million."""
LETTERHEAD_UNPACKED = 50_000_000
"""Bytes of all parts of a letterhead, unpacked."""
LETTERHEAD_PARTS = 2_000
"""Parts in a letterhead; Word writes about twenty."""
LETTERHEAD_XML = 20_000_000
"""Bytes of XML that are parsed of a letterhead; a report of a hundred pages has five million."""
LETTERHEAD_TAGS = 300_000
"""Signs < in that XML: there are no more elements. Such a report has a tenth of it."""
LETTERHEAD_ATTRIBUTES = 400_000
"""Signs = in that XML: there are no more attributes. Parsed, each takes up to 250 bytes, an element 120."""
LARGEST_ARCHIVE = 8_000_000_000
"""Bytes of an export that comes back: the record with its photos."""
ARCHIVED_FILES = 10_000
"""Files in such an archive."""
LARGEST_RECORD = 50_000_000
"""Bytes of a record's JSON; 10,000 contributions are about 6 million."""
RECORD_OPENED = 1_000_000
"""Signs [ and { in a record: there are no more lists and objects. Read, each takes 60 bytes of memory or more."""
RECORD_COMMAS = 5_000_000
"""Commas in a record: beside those in texts there are no more values."""
ARCHIVED_PHOTO = 20_000_000
"""Bytes of a photo in an archive; what the café keeps of a photo has a tenth of it."""

# Requests

LARGEST_HEAD = 16_384
"""Bytes of a request's head: four times the largest cookie, and everything else that browsers say."""
HEAD_LINES = 100
"""Header lines of a head."""
LONGEST_TARGET = 4_096
"""Bytes of a request's address."""
HEAD_PIECES = 100
"""Pieces in which a head may arrive."""
HEAD_SECONDS = 10.0
"""Seconds from the first byte of a head, or from the beginning of a connection, to the head's end."""
LARGEST_BODY = 50_000_000
"""Bytes of the largest body that anybody may announce: more than any file that a page takes."""
BODY_SECONDS = 10.0
"""Seconds that every body and every answer has in any case."""
BYTES_A_SECOND = 8_192
"""What files and answers must reach on average after BODY_SECONDS."""
FEWEST_PIECES = 200
"""Pieces in which any body may arrive."""
BYTES_A_PIECE = 200
"""Bytes that the pieces beyond them bring on average; a network's packet has 536 at least (RFC 9293, 3.7.1)."""
LARGEST_CHUNKED = 65_536
"""Bytes of a body that comes in chunks, with what says how long they are. Browsers send none."""
MOST_CHUNKS = 256
"""Chunks of a body, with the last, which is empty."""
LONGEST_CHUNK_LINE = 120
"""Bytes of a line before a chunk, and of a line after the last one."""
MOST_TRAILERS = 10
"""Lines after the last chunk, with the empty one; they are read and not looked at."""

# Doors and sessions

HOST_UNUSED_SECONDS = 16 * 3600
"""Seconds since its last use after which a browser may not use a host's door any more: tablets are borrowed, and go
back after the day. The link works on."""
WALL_UNUSED_SECONDS = 16 * 3600
"""The same of a wall's door, for projectors are borrowed, too."""
ORGANISER_UNUSED_SECONDS = 14 * 24 * 3600
"""The same of an organiser's door; organisers prepare for weeks."""
DAYS_REMEMBERED = 31
"""Days for which a browser keeps its session."""

# Screens and memory

MOST_SCREENS = 20_000
"""WebSockets that are accepted, and as many polling sessions; at most three quarters of the files it may open."""
SCREENS_OF_A_PERSON = 20
"""Screens of one person; the oldest goes where another comes.

A phone has a handful of tabs, and some connections that it lost.
"""
SCREENS_OF_STRANGERS = 1_000
"""Screens of everybody whose session names nobody; the oldest goes where another comes."""
WAITING_FRAMES = 256
"""Frames that may wait for one screen. Beyond that it is disconnected; it reconnects by itself and catches up.

So it is beyond KEPT_FOR_A_SCREEN bytes.
"""
KEPT_FOR_A_SCREEN = 2_000_000
"""Bytes that may wait for one screen behind the piece that is being sent, and that piece with which they become more.

A whole station can be larger than this, is sent in one piece, and takes a while on a slow network.
"""
KEPT_FOR_A_PERSON = 8_000_000
"""Bytes that may be kept for all sockets of one person; all strangers together are one."""
KEPT_IN_ALL = 128_000_000
"""Bytes that may be kept for everybody.

A thousand phones that come back at once fetch some 100 KB of pages each, and what is large in that they share.
"""
