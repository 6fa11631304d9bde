"""Every number in the code that is no limit on what others send or make the café keep, with what it is instead.

`facilitation/bounds.py` holds the limits. A new number belongs there, or here: `tests/test_bounds.py` finds it.
"""

import ast
import re
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "facilitation"
_CONSTANT = re.compile(
    r"^[A-Z][A-Z0-9_, ]*(?:: [^=\n]+)? = (?![frb]?\"{3})[^\n]*[\d{(\[][^\n]*(?:\n[ )\]}][^\n]*)*", re.MULTILINE
)
"""A constant of a module, to its end; whole files would take a second to parse."""

PACE = {
    "broadcasts": "STATION_PAUSE VOTE_PAUSE DESK_PAUSE",
    "chores": "HOUR MINUTE DOORS_EVERY DRAFTS_EVERY",
    "drafting": "MINUTE AT_ONCE SETTLED_SECONDS PAUSES FIRST_AWAY LONGEST_AWAY WORTH_COMPARING",
    "commands": "PHOTOS_A_LINE",
    "offload": "SLICE LONG_AT_ONCE",
    "queries/harvest/reading": "TURN",
    "queries/survey": "TURN",
    "queries/word_cloud": "TURN AT_ONCE",
    "services/deletion": "PIECE",
    "services/house": "TRIED_AGAIN_SECONDS",
    "services/translations": "AT_A_TIME",
    "services/trials": "SEEN_AGAIN",
    "storage/sqlite_file": "PIECE",
    "storage/transactions": "GATHERING",
    "storage/turns": "AT_ONCE PAGES_AT_ONCE",
    "transfer/record": "AT_ONCE",
    "transfer/records": "PAGE",
    "transport/fanout": "WITHOUT_A_BREAK",
    "transport/http_heads": "USUAL_LENGTH MOST_REMEMBERED",
    "transport/http_protocol": "ANSWERS_A_TURN",
    "transport/in_turn": "REQUESTS_A_TURN PREFIX",
    "transport/incoming": "FRAMES_A_TURN",
    "transport/line": "AT_ONCE",
    "transport/pacer": "LONGEST_PAUSE SHARE",
    "transport/polling": "PACE",
    "transport/real_thread": "LOOK",
    "transport/reception": "GRACE A_TURN SHORT",
    "transport/stall_monitor": "BEAT REMEMBERED",
    "server": "STOPS_WITHIN",
}
"""How long or how much until it is somebody else's turn."""

WAITS = {
    "documents/pdf/writing": "TIME_LIMIT IDLE_SECONDS LOOK_SECONDS PATIENCE",
    "i18n/firefox_models": "PATIENCE",
    "i18n/firefox_process": "MODELS_LOADED MEMORY",
    "i18n/libre_translate": "PATIENCE LANGUAGES_SECONDS",
    "pages/ready_trials": "TRIES",
    "pages/report_file": "TRIES",
    "pages/rehearsal_process": "TAKES_WITHIN",
    "services/deletion": "PROVEN",
    "services/trials": "DEADLINE",
    "services/witness": "AGREES NOTED_EVERY",
    "storage/backup/making": "TRIES",
    "storage/erasing": "WITHIN PAUSE TRIES BETWEEN_TRIES",
    "storage/file_store": "FORGOTTEN_AFTER",
    "storage/postgresql": "CONNECT_SECONDS POOL_SECONDS STATEMENT_SECONDS ANSWER_SECONDS LONGEST_SECONDS ALIVE_SECONDS",
    "storage/patience": "LESSON_SECONDS",
    "storage/sqlite_file": "PATIENCE",
    "storage/sqlite_lock": "BUSY_MILLISECONDS LOCKED_SECONDS RETRY_SECONDS",
    "storage/survey_keys": "MAKING_SECONDS",
    "storage/transactions": "LONGEST_WRITE_SECONDS",
    "storage/turns": "LONGEST",
    "transfer/child": "TIME_LIMIT PATIENCE",
    "transport/screens": "ASKED_SECONDS",
    "transport/redis_news": "ANSWER_SECONDS SILENT_SECONDS PAUSE_SECONDS",
}
"""How long the café waits for its own database, disk, Redis, translator and LibreOffice, and how often it tries."""

PIECES = {
    "pages/compression": "SMALL_PAGE PAGE_COMPRESSION LARGE_PAGE",
    "pages/first_page": "COMPRESSION",
    "pages/upload": "READ_AT_ONCE",
    "queries/snapshots": "NEWEST LARGE_ONCE FEW PART_OF_ALL COMPRESSION LARGE",
    "server": "SLOW_DISK_SECONDS",
    "transport/listener": "BACKLOG RECEIVED_AT_ONCE SENT_AT_ONCE",
    "storage/backup/manifest": "READ_AT_ONCE",
    "storage/bounded_zip": "SMALLEST BYTES_PER_MEMBER",
    "storage/disk_trial": "SIZE",
    "storage/erasing": "LARGEST",
    "storage/file_store": "PIECE",
    "storage/images": "LENT",
    "text": "COUNTED WORDS_KEPT",
    "transport/answers": "SMALL",
    "transport/fanout": "SHARED_FROM",
    "transport/holdings": "SHARED_FROM ROOM",
    "transport/http_streams": "READ_AT_ONCE JOINED",
    "transport/incoming": "MOST_PARTS",
    "transport/open_files": "BESIDE",
    "transport/wire": "READ_AT_ONCE",
}
"""From which size on something is done in another way, and in which pieces; the result is the same."""

OWN = {
    "clock": "MOVED_SECONDS MOST_STEPS",
    "config": "USUAL_PORTS LONGEST_HOST",
    "doors/origin": "HSTS_SECONDS MOST_NOTED",
    "doors/cookies": "STAMPED_SECONDS RENEWED_SECONDS",
    "pages/photos": "KEPT_SECONDS",
    "pages/static_files": "YEAR",
    "queries/suggestions": "KEPT",
    "services/cards": "LATE",
    "services/copying": "LONGEST_KEPT",
    "services/events": "MONTHS_KEPT SLUG_LENGTH",
    "storage/migration_copies": "MOST",
    "storage/free_space": "NEEDED",
    "storage/statements": "MOST_KEPT",
}
"""How long or how many of its own the café keeps, or lets a browser keep."""

TOLD = {
    "documents/deck*": "*",
    "documents/report*": "*",
    "documents/pdf/finishing": "NEAR",
    "documents/poster_room": "SHEET POINT WIDTH NARROW USUAL CAPITAL WIDE HANDS BESIDES LINE LONG MANY",
    "documents/editions/difference": "ALIKE COMPARED PAIRED",
    "documents/exports/tables": "CONTRIBUTION",
    "documents/exports/workbook": "CELL_LIMIT LARGE",
    "documents/sheet/workbook": "WIDTHS HEADED_BY TEXT",
    "i18n/believable": "ROOM TIMES_LONGER WORTH_COMPARING FEWEST_LETTERS FEWEST_WORDS LEAST_NUMBER TEN_THOUSAND "
    "AFTER_NOON WORTH_LETTERS",
    "logs": "MOST_CAUSES",
    "pages/readers": "SHORT_LIST",
    "pages/print_kit": "USUAL_SHEETS",
    "pages/programme": "DAY",
    "services/programme": "USUAL_MINUTES LAST",
    "services/planning": "MOST SLUG_LENGTH",
    "services/round_plan": "USUAL_MINUTES USUAL_CHANGE",
    "queries/desk": "MINUTES PACE_MINUTES",
    "queries/fields": "FORM CONTRIBUTION",
    "queries/house": "LEFT_RUNNING",
    "queries/likeness*": "*",
    "pages/rehearsal": "MINUTES USUAL_PEOPLE USUAL_MINUTES",
    "queries/promises": "WARNED",
    "queries/readiness": "FRESH PLENTY QUICK_MS NEAR_MS FAR_MS",
    "queries/newcomers": "SHOWN FRESH MOST_COUNTED",
    "queries/suggestions": "MOST_PAIRS",
    "queries/word_cloud": "MOST LONGEST LEAST_UNSPACED LEAST_SMALL",
    "services/journal_chain": "SHOWN",
    "services/quoting": "TELLING TELLING_SIGNS LONG_WORDS LONG_LETTERS LONG_SIGNS CUT_LETTERS HEAD",
    "storage/images": "SIZES",
    "storage/jpeg_scans": "COEFFICIENTS",
    "transfer/importing": "DEEPEST",
    "transfer/record_schema": "LONGEST_PLACE",
}
"""How much of what there is the café says or draws, and what it takes for alike."""

FORMS = {
    "actor": "HOUSE",
    "phone_numbers": "SHORTEST SHORTEST_CALLED SHORTEST_BARE SHORTEST_WITH_CODE ENOUGH LOOKED_AT LONGEST",
    "spelled_numbers": "SHORTEST_SPELLED SHORTEST_PARTLY_SPELLED",
    "payment_numbers": "IBAN_LENGTHS CARD_LENGTHS USUAL_LENGTHS POLISH",
    "documents/editions/edition": "SCHEMA",
    "errors": "STATUS",
    "ids": "LENGTH",
    "models/feedback": "PLACES",
    "models/station": "SIGNS",
    "models/translation": "KEY_LENGTH",
    "pseudonyms": "BYTES",
    "rehearsal*": "*",  # a client of its own, which keeps to the bounds as any other
    "services/seen": "MARK_DIGITS",
    "typed": "CENTURY YEARS",
    "storage/postgresql": "PREPARING",
    "services/journal_chain": "SALT_BYTES",
    "services/doors": "CODE_LENGTH",
    "services/newcomers": "SYLLABLES",
    "services/participants": "MINUTE",
    "storage/backup/manifest": "VERSION",
    "storage/file_modes": "PRIVATE_FILE PRIVATE_FOLDER",
    "storage/images": "M_MMAP_THRESHOLD",
    "storage/survey_keys": "BYTES",
    "transfer/restoring": "IMPORTING",
    "storage/transactions": "AGE",
    "transfer/record_schema": "VERSION",
    "transfer/record_tables": "PLACE TABLES",
    "transport/packet": "MARK",
    "transport/wire": "TEXT BINARY",
}
"""Of what something is made, by us or by a norm."""


def listed() -> set[str]:
    """Every number above, as `module.NAME`; a star stands for every one."""
    return {
        f"{module}.{name}"
        for kind in (PACE, WAITS, PIECES, OWN, TOLD, FORMS)
        for module, names in kind.items()
        for name in names.split()
    }


def found() -> set[str]:
    """Every constant outside `bounds.py` and the migrations that is written in numbers, as `module.NAME`."""
    numbers = set()
    for path in PACKAGE.rglob("*.py"):
        module = path.relative_to(PACKAGE).as_posix().removesuffix(".py").removesuffix("/__init__")
        if module != "bounds" and not module.startswith("migrations/"):
            for written in _CONSTANT.findall(path.read_text(encoding="utf-8")):
                (line,) = ast.parse(written).body
                assert isinstance(line, ast.Assign | ast.AnnAssign)
                numbers |= {f"{module}.{name}" for name in _numbers(line)}
    return numbers


def _numbers(line: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = line.targets if isinstance(line, ast.Assign) else [line.target]
    value = line.value
    pairs: list[tuple[ast.expr, ast.expr | None]] = [(target, value) for target in targets]
    if isinstance(targets[0], ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = list(zip(targets[0].elts, value.elts, strict=True))
    return [
        name.id
        for name, one in pairs
        if isinstance(name, ast.Name) and name.id.isupper() and not name.id.startswith("_") and one and _is_number(one)
    ]


def _is_number(value: ast.expr) -> bool:
    """Tell whether a value is written in numbers: plainly, in a sum, in a list of them, or as a length of time."""
    if isinstance(value, ast.Constant):
        return type(value.value) in (int, float)
    if isinstance(value, ast.BinOp):
        return _is_number(value.left) or _is_number(value.right)
    if isinstance(value, ast.Dict):
        return any(map(_is_number, value.values))
    if isinstance(value, ast.Tuple | ast.List):
        return any(map(_is_number, value.elts))
    if isinstance(value, ast.UnaryOp):
        return _is_number(value.operand)
    if isinstance(value, ast.Call) and ast.unparse(value.func).rpartition(".")[2] != "field":
        return any(map(_is_number, [*value.args, *(one.value for one in value.keywords)]))
    return False
