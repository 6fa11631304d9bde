"""How much of anything the café takes: every number that people and attackers can run into, in one place.

How large, how long, how many, and how often a minute. Whoever enforces a bound gives it the name that is usual there.
docs/security.md shows this module as a table, and tests/test_bounds.py tries each number at the bound and one above.
That test also knows every number elsewhere that is no bound: how the café works, and not how much it takes.
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
PLAIN_LIMIT = 4_000
"""Graphemes of the report's summary in Einfache Sprache."""
FUNDING_LIMIT = 1_000
"""Graphemes of the report's note on who paid."""
SHEETS_OF_CARDS = 50
"""Sheets of paper cards that are drawn at once, four cards each."""
DAY_WORD_LIMIT = 40
"""Letters of what somebody typed as the day's word; what is longer is cut."""
SLIDE_NAME_LIMIT = 40
"""Letters of a slide's name."""
LONGEST_PATH = 2_000
"""Characters of the address in a form that leads on from it; ours have two hundred."""
SHORT_TITLE_LIMIT = 60
"""Graphemes of a station's short name: a sign has room for 24."""
STATION_TITLE_LIMIT = 200
"""Graphemes of a station's title."""
DESCRIPTION_LIMIT = 1_500
"""Graphemes of what a station is about."""
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
"""Entries of a list or dictionary in a live order, and of clusters in a form."""
LARGEST_NUMBER = 2**31 - 1
"""The largest number in a live order, an address or a form; every database can store it."""
LANGUAGES_READ = 8
"""Languages whose wordings one phone is told; a person names those that they understand."""
MOST_SLIDES = 500
"""Names of slides that are stored at most."""
MOST_MINUTES = 60
"""Minutes by which a round is extended or cut at once; more is a typing error.

A World Café round takes 20 to 30 minutes (hosting guide).
"""
MOST_STATIONS = 12
"""Stations of an event that is made here: for so many there are signs that stay apart for every eye."""
ROUND_MINUTES = 240
"""Minutes for which a round is planned at most."""
CHANGE_MINUTES = 120
"""Minutes that are planned between two rounds at most."""
MOST_TABLES = 40
"""Tables of a station: a hall of 250 has as many, with six chairs each."""
MOST_ROUNDS = 8
"""Rounds of an event: with more, nobody comes fresh to the last table."""
LONGEST_ROUND = 120
"""Minutes of a planned round; one of 20 to 30 is usual (hosting guide)."""
ANNOUNCED_MINUTES = 240
"""Minutes for which an announcement is shown."""
MOST_HANDS = 250
"""Hands that are counted for a contribution: the size of the hall; a higher number is a typing error."""
JOURNAL_ENTRIES = 500
"""Entries of a journal that are read at once: about what a host writes who moderates for two hours without a pause."""
NEWCOMERS_A_MINUTE = 1_200
"""Newcomers of an event within a minute, at most: five times the hall that this was made for, all at once."""
RUSH_SECONDS = 10
"""Seconds within which so many newcomers are a rush."""
RUSH_STRAIGHT = 20
"""How many of those whose first deed is a dot, a text or an answer, sooner than anybody reads a page."""
STRAIGHT_SECONDS = 5
"""Seconds between scan and first deed that nobody needs fewer of: the page comes, is read, and something is tapped."""
RUSH_OF_ANY = 150
"""How many, whoever they are. A hall of 250 that scans at once reads, then types: hardly 80 begin in such a time."""
EARLY_SECONDS = 60
"""Seconds after their coming within which somebody of a rush must have written, or their dots may be left out."""
REHEARSAL_PEOPLE = 250
"""Simulated guests of a rehearsal: the hall that this was made for."""
REHEARSALS_AT_ONCE = 3
"""Rehearsals that run at the same time, of all events of a house: each is a process with a hall's phones."""
REHEARSAL_MINUTES = 60
"""Minutes that a rehearsal may take."""
REHEARSAL_SILENT_SECONDS = 20
"""Seconds after which a rehearsal that says nothing has ended: it tells how far it is every second."""
REHEARSAL_LINE = 120
"""Points of the line that shows a rehearsal's latency."""
REHEARSAL_TOLD = 20_000
"""Bytes of what a rehearsal tells at once; two hundred points take some three thousand."""

# How often

RATES = {
    "add": (12, 120, 24),
    "change": (30, 60),
    "vote": (60, 60, 12),
    "feedback": (12, 60),
    "name": (12, 30),
    "delete": (6, 12),
    "word": (6, 10),
    "words": (1_200, 1_200),
    "refused": (60, 240),
}
"""How many orders of a kind one participant may send: a minute in the long run, at once, and at once at the beginning.

`add`: contributions and replies. `change`: new wordings and withdrawals. `vote`: dots given or taken back. `feedback`:
answers to the survey, also changed ones. `name`: names and languages given, or taken off. `delete`: orders to delete
all that somebody left. `word`: wrong day's words, typed by one; `words`: by all of an event, as many as newcomers may
come. `refused`: whatever was refused; a phone that was without network for the whole day sends 60 texts, and a host's
pause refuses them all.

Newcomers begin with 24 texts at once: two a minute, what a lively phone wrote that lost the network right after its
scan and found it ten minutes later; and with twelve dots, more than a person has at three stations. What is more comes
a little later and is not lost.
"""
DELETED_AT_ONCE = 60
"""Contributions that are withdrawn by one order to delete all of a person's."""
GROWING_SECONDS = 300
"""Seconds until a newcomer may send as much at once as everybody."""
COUNTS_KEPT = 10_000
"""Counts of what somebody sent that are kept; those of quiet people are forgotten where there are more."""

# Messages

LARGEST_MESSAGE = 100_000
"""Bytes of a live message."""
MOST_FRAGMENTS = 256
"""Frames of one message at most.

Browsers send a message whole or in pieces of many KB. A proxy that cuts the largest message (100,000 bytes) at every
packet, which holds 536 bytes at least (RFC 9293, section 3.7.1), makes 187 of it.
"""
POLLED_PACKETS = 16
"""Packets in a body that a polling screen sends; phones send what they have as it comes."""
ORDERS_AHEAD = 32
"""Orders of one screen that are read ahead; the next ones wait in the network, and so does who sends them."""
BYTES_AHEAD = 400_000
"""Bytes of memory from which no more orders are read ahead: four for each letter of the largest order."""
HEARD_BETWEEN_PINGS = 300
"""Messages, pings and pongs that are heard of one screen from one ping of the server to the next, within 25 seconds.

A phone that was without network for a day sends a hundred at once; and whoever is disconnected goes on when it is back.
"""
HEARD_OF_STRANGERS = 100
"""The same of a screen whose session names nobody, and which may order nothing."""

# Uploads

LARGEST_FORM = 65_536
"""Bytes of a form without a file.

The longest text, the 10,000 letters of the report's introduction, has up to 60,000 bytes in the alphabets of Europe and
the Near East.
"""
FORM_PARTS = 1_000
"""Fields of a form in parts (multipart/form-data), without a file."""
PARTS_BESIDE_A_FILE = 20
"""Parts of a form with a file, with that."""
UPLOADS_AT_ONCE = 10
"""Files that a process reads or works on at once; each may be 40 MB of memory."""
BESIDE_A_FILE = 100_000
"""Bytes of a form beside its file."""
LARGEST_PHOTO = 40_000_000
"""Bytes of a photo; phones write 2 to 8 MB of JPEG, and a PNG of 12 megapixels has up to 35 MB."""
MOST_PIXELS = 50_999_999
"""Pixels of an image at most, read from the file's header before anything is unpacked.

A "decompression bomb" of some kilobytes would otherwise fill the memory. What cameras call 50 megapixels has up to 50.4
million.
"""
MOST_JPEG_PIXELS = 64_999_999
"""Pixels of a JPEG at most, which is unpacked at a fraction of its size; 64 megapixels are 64.2 million."""
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
LETTERHEAD_PICTURES = 20
"""Pictures in a letterhead's headers and footers; unpacking the largest takes a second."""
LARGEST_SHEET = 2_000_000
"""Bytes of a translators' sheet that comes back, Excel or PO; sixty texts in twelve languages have 150,000."""
SHEET_ROWS = 10_000
"""Rows of a translators' Excel file."""
SHEET_COLUMNS = 100
"""Its columns; what stands beyond them is not read."""
SHEET_LETTERS = 4_000_000
"""Letters of all its cells together: a file can say one long text in each of them, and is small."""
SHEETS_READ = 5
"""Its sheets among which the one with the translations is looked for; some programs put one of their own before."""
LARGEST_MANIFEST = 50_000_000
"""Bytes of the list of files in a backup that is restored."""
LARGEST_ARCHIVE = 8_000_000_000
"""Bytes of an export that comes back: the record with its photos."""
UPLOADED_ARCHIVE = 500_000_000
"""Bytes of such an archive that is sent to the house's page; a larger one is imported in the terminal."""
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
PLAN_LIMIT = 5_000
"""Graphemes of a record's text that comes from the event's plan: a description, directions, a question."""
MOST_LINES = 20
"""Lines of the aims or the etiquette that organisers may write; beyond ten, nobody reads them in a hall."""
MOST_QUESTIONS = 12
"""Questions of the survey at the end: guests are promised that it takes about a minute."""
MOST_PROGRAMME = 60
"""Lines of a day's programme."""
MOST_LANGUAGES = 30
"""Languages of an event: each is a field beside every text, and a column of the translators' sheet."""
MOST_DOTS = 10
"""Dots that a person may be given at a station."""
MOST_DAYS_KEPT = 731
"""Days after an event's day for which what people left there may be kept; the usual is half a year."""
RECORD_ENTRIES = 100
"""Entries of a record's list that is no table: aims, languages, wordings by language."""
RECORD_DEEPEST = 50
"""Levels of lists and objects in a record; ours have ten. What renames ids in it calls itself for each."""
RECORD_NAME = 100
"""Characters of a record's name in an object that may have any: a language, a question's number."""
RECORD_MOMENT = 40
"""Characters of a record's day or moment; Python reads a million digits of a second and forgets them."""
RECORD_PLACES = 10_000
"""The highest place of a record's row among others."""
RECORD_HIGHEST = 1_000_000_000
"""A record's number that is counted on from: the next one must fit into every database, too."""
RECORD_NUMBERS = {
    "event.votes_per_person": 1_000,
    "rounds.minutes": 1_440,
    "stations.tables": 1_000,
    "stations.sign": 12,
    "photos.table": 1_000,
    "photos.width": 2_400,
    "photos.height": 2_400,
    "contributions.table": 1_000,
}
"""A record's other numbers, by table and column. Photos are 2,400 pixels long, for so they are kept."""
RECORD_ROWS = 10_000
"""Rows of a record's table, where the next line does not say more or less."""
RECORD_TABLES = {
    "programme": 1_000,
    "rounds": 100,
    "stations": 100,
    "participants": 50_000,
    "photos": 9_000,
    "contributions": 50_000,
    "votes": 200_000,
    "wordings": 200_000,
    "journal": 100_000,
    "feedback_questions": 100,
    "feedback_answers": 50_000,
    "report_texts": 100,
}
"""Rows of a record's tables. A hall of a thousand phones writes a third of it."""

# Requests

LARGEST_HEAD = 16_384
"""Bytes of a request's head: four times the largest cookie, and everything else that browsers say."""
HEAD_LINES = 100
"""Header lines of a head."""
LONGEST_TARGET = 4_096
"""Bytes of a request's address."""
ALL_ACCEPTED = 1_000
"""Bytes of all that a head says a browser accepts (`Accept`, `Accept-Language` and the like); browsers say 300.

The time to compare types grows with the square of the blanks between them: 16,000 stopped everybody for a second.
"""
HEAD_PIECES = 100
"""Pieces in which a head may arrive."""
HEAD_SECONDS = 10.0
"""Seconds from the first byte of a head, or from the beginning of a connection, to the head's end."""
LARGEST_BODY = 50_000_000
"""Bytes of the largest body that anybody may announce: more than any file that a page takes."""
IDLE_SECONDS = 15.0
"""Seconds for which a browser's connection may wait for its next page."""
THREADED_IDLE_SECONDS = 120
"""The same with ASYNC_MODE=threading, WebSockets included: longer than Engine.IO's ping, so that only dead ones end."""
FAREWELL_SECONDS = 1.0
"""Seconds in which what somebody still sends is read after a refusal, so that they can read it."""
FAREWELL_PIECES = 20
"""Pieces of it."""
HALF_OPEN = 4_000
"""Connections without a whole head, however many files there may be; else a quarter of those."""
WAITED_FOR = 1_000
"""Bodies that are waited for, and as many answers that nobody takes; else an eighth of the files."""
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
LONGEST_DRAFT = 65_536
"""Bytes of the translator's answer; 500 characters in German are far less."""
LARGEST_MODEL = 200_000_000
"""Bytes of the files of a translator's model for one pair of languages; Mozilla's have 20 to 40 millions."""

# Doors and sessions

SHORTEST_SECRET = 32
"""Characters of SECRET_KEY, at least; a shorter one was guessed, or is from a file that was cut off."""
SHORTEST_TOKEN = 16
"""Characters of METRICS_TOKEN, at least."""

HOST_UNUSED_SECONDS = 16 * 3600
"""Seconds since its last use after which a browser may not use a host's door any more: tablets are borrowed, and go
back after the day. The link works on."""
WALL_UNUSED_SECONDS = 16 * 3600
"""The same of a wall's door, for projectors are borrowed, too."""
ORGANISER_UNUSED_SECONDS = 14 * 24 * 3600
"""The same of an organiser's door; organisers prepare for weeks."""
ADMINISTRATOR_UNUSED_SECONDS = 14 * 24 * 3600
"""The same of the administrator's door."""
DAYS_REMEMBERED = 31
"""Days for which a browser keeps its session."""
VERIFIED_SECONDS = 60
"""Seconds for which a cookie that was accepted is accepted again unread."""
COOKIES_VERIFIED = 5_000
"""Such cookies that are remembered."""
ADDRESSES_TRIED = 10
"""Addresses of which is remembered that a phone came by them, to try them."""
SURVEY_SECONDS = 3_600
"""Seconds after its closing in which a survey can be opened again. Then its key is destroyed; it is closed for good."""
ORDER_HOURS = 48
"""Hours for which an order that was carried out and is sent again is answered as before, and not carried out anew."""

# Screens and memory

CARDS_OF_A_PAGE = 100
"""Contributions that are drawn in one page, each of which takes a millisecond; nobody else is answered meanwhile."""
OWN_OF_A_PAGE = 40
"""A person's own ones, for each has forms in which it is changed and withdrawn."""
MOST_SCREENS = 20_000
"""WebSockets and polling sessions together; at most three quarters of the files that the process may open."""
SCREENS_OF_A_PERSON = 20
"""Screens of one person; the oldest goes where another comes.

A phone has a handful of tabs, and some connections that it lost.
"""
SCREENS_OF_STRANGERS = 1_000
"""Screens of everybody whose session names nobody; the oldest goes where another comes."""
KEPT_OF_A_HEADER = 300
"""Letters of a header or an address that are kept as long as the screen that opened with it."""
WAITING_FRAMES = 256
"""Frames that may wait for one screen. Beyond that it is disconnected; it reconnects by itself and catches up.

So it is beyond KEPT_FOR_A_SCREEN bytes.
"""
KEPT_FOR_A_SCREEN = 2_000_000
"""Bytes that may wait for one screen behind the piece that is being sent, and that piece with which they become more.

A whole station can be larger than this, is sent in one piece, and takes a while on a slow network.
"""
CLOSING_SECONDS = 5.0
"""Seconds in which what waits may still be sent once a screen was disconnected."""
KEPT_FOR_A_PERSON = 8_000_000
"""Bytes that may be kept for all sockets of one person; all strangers together are one."""
KEPT_IN_ALL = 128_000_000
"""Bytes that may be kept for everybody; beyond that who does not read goes (`transport/holdings.py`).

A thousand phones that come back at once fetch some 100 KB of pages each, and what is large in that they share.
"""
STATIONS_KEPT = 40_000
"""Contributions in all whole stations that are kept ready, about 5 KB each; each station counts as one more."""
CHANGES_KEPT = 16_000_000
"""Bytes of JSON of all changes since a revision that are kept ready: the revisions at which a hall last stood."""
FIRST_PAGES_KEPT = 4_000_000
"""Letters of all stations' first pages that are kept ready, with what they were drawn from: some thirty, one a station,
table and languages."""
DRAFTS_A_MINUTE = 120
"""Contributions of an event that a machine translates within a minute, into any language; the others wait."""
DRAFTS_LOOKED_AT = 50
"""Contributions of a station that are looked at in a language at once, the newest that nobody said in it."""
DRAFTS_REFUSED = 5_000
"""Contributions and languages of which is remembered that a machine said nothing of them that can be believed."""
WORDINGS_KEPT = 256
"""Lists of all wordings at a station in one language that are kept ready."""
CHANGES_ASKED = 256
"""Large changes of which is remembered that they were asked for; at the second time they are kept."""
NEWS_WAITING = 500
"""Pieces of news that wait for Redis to come back; the oldest are given up first."""
NEWS_LETTERS = 16_000_000
"""Letters of all of them together: a piece may be a whole station."""
