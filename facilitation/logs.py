"""What the server writes down: that something failed, and where, but never what somebody sent.

An error's message may carry an address, a secret or a text; so may what libraries say, and the arguments of a call.
Therefore an error is written down as its kind and its places in the code, and what a library says as who said it.
"""

import errno
import io
import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

OURS = "facilitation"
"""The loggers whose messages hold nothing of anybody."""
HERE = str(Path(__file__).parent)
"""The folder of our own code."""
MOST_CAUSES = 5
"""Errors of a chain that are written down."""

log = logging.getLogger(__name__)


class Discreet(logging.Formatter):
    """Writes our own messages, of others only who said something, and errors without their words."""

    def format(self, record: logging.LogRecord) -> str:
        """Return what is written down."""
        if record.name.split(".")[0] == OURS:
            said = record.getMessage()
        else:
            said = f"{record.levelname} by {record.name} ({record.filename}:{record.lineno})"
        if record.exc_info and record.exc_info[1]:
            said = f"{said}\n{places(record.exc_info[1])}"
        return said


def places(error: BaseException) -> str:
    """Return where an error and those that led to it arose, and of which kind each is.

    Of libraries only the innermost place is named: where the database is away, every order fails.
    """
    lines, chain = [], [error]
    while len(chain) < MOST_CAUSES and (before := chain[-1].__cause__ or chain[-1].__context__):
        chain.append(before)
    for one in reversed(chain):
        frames = traceback.extract_tb(one.__traceback__)
        told = [frame for frame in frames[:-1] if frame.filename.startswith(HERE)] + frames[-1:]
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in told]
        lines.append(_kind(one))
    return "\n".join(lines)


def _kind(error: BaseException) -> str:
    more = getattr(getattr(error, "orig", error), "sqlite_errorname", None) or getattr(error, "code", None)
    if isinstance(error, OSError) and error.errno:
        more = errno.errorcode.get(error.errno)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind} ({more})" if isinstance(more, str) and more.replace("_", "").isalnum() else kind


def begin() -> None:
    """Write down whatever happens in this process from now on discreetly, also what nobody has caught."""
    writing = logging.StreamHandler(sys.stderr)
    writing.setFormatter(Discreet())
    logging.basicConfig(handlers=[writing], level=logging.WARNING, force=True)
    logging.raiseExceptions = False  # it would write down what it could not format
    logging.captureWarnings(True)
    for logger in map(logging.getLogger, list(logging.root.manager.loggerDict)):
        if logger.name.split(".")[0] != OURS:
            logger.handlers.clear()
            logger.propagate = True
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda unraisable: note(unraisable.exc_value)
    threading.excepthook = lambda thrown: note(thrown.exc_value)


def note(error: BaseException | None = None) -> None:
    """Write down an error that nobody has caught; without one, that which is being handled."""
    error = error or sys.exception()
    if error is not None and not isinstance(error, SystemExit | KeyboardInterrupt):
        log.error("Something failed.", exc_info=error)


def _uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    note(error)


class Nowhere(io.TextIOBase):
    """A file for what libraries say of a request; it keeps nothing."""

    def write(self, _text: str, /) -> int:
        """Forget what is said, and return 0."""
        return 0


class Tracebacks:
    """Stands in for the module `traceback` in libraries that print errors by it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(traceback, name)

    def print_exc(self, *_: Any, **_named: Any) -> None:
        """Write down the error that is being handled."""
        note()

    def print_exception(self, *error: Any, **_named: Any) -> None:
        """Write down this error: itself, or its kind, itself and its trace."""
        note(next((one for one in error if isinstance(one, BaseException)), None))

    def print_stack(self, *_: Any, **_named: Any) -> None:
        """Write nothing: who called whom is in the error's own trace."""

    def format_exc(self, *_: Any, **_named: Any) -> str:
        """Return nothing: what is done with it is not known."""
        return ""
