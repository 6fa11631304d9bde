"""What is written down of an error: its kind and its places, never its words."""

import io
import logging
import sys

import pytest
from flask import Flask

from facilitation import logs

SECRET = "go-Secret-4711"


def written(name: str, message: str, *values: object, error: BaseException | None = None) -> str:
    record = logging.LogRecord(
        name,
        logging.ERROR,
        "library.py",
        7,
        message,
        values,
        (type(error), error, error.__traceback__) if error else None,
    )
    return logs.Discreet().format(record)


def failed() -> BaseException:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as first:
            raise ValueError(f"/go/{SECRET}") from first
    except ValueError as error:
        return error


def test_our_own_messages_are_written_as_they_are() -> None:
    assert written("facilitation.web", "The page %s failed.", "doors.enter") == "The page doors.enter failed."


def test_of_others_only_who_said_something() -> None:
    assert written("werkzeug", "%s asked for /go/%s", "203.0.113.7", SECRET) == "ERROR by werkzeug (library.py:7)"


def test_errors_are_kinds_and_places() -> None:
    said = written("facilitation.web", "Failed.", error=failed()).splitlines()
    here = f"  {__file__}:{failed.__code__.co_firstlineno}"[:-2]
    assert [line for line in said if not line.startswith(here)] == [
        "Failed.",
        "builtins.KeyError",
        "builtins.ValueError",
    ]
    assert SECRET not in "".join(said)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (FileNotFoundError(2, SECRET, SECRET), "builtins.FileNotFoundError (ENOENT)"),
        (OSError(SECRET), "builtins.OSError"),
        (SystemError(SECRET), "builtins.SystemError"),
    ],
)
def test_the_system_says_more(error: BaseException, kind: str) -> None:
    assert logs.places(error) == kind


def test_a_chain_ends() -> None:
    error: BaseException = ValueError(SECRET)
    for _ in range(50):
        after = ValueError(SECRET)
        after.__cause__, error = error, after
    assert logs.places(error).splitlines() == ["builtins.ValueError"] * logs.MOST_CAUSES


def test_what_libraries_print_of_an_error_is_written_so(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(logs.Discreet())
    monkeypatch.setattr(logs.log, "handlers", [handler])
    printing, error = logs.Tracebacks(), failed()
    printing.print_exception(type(error), error, error.__traceback__, file=sys.stderr)
    printing.print_exception(error)
    try:
        raise LookupError(SECRET)
    except LookupError:
        printing.print_exc()
        assert printing.format_exc() == ""
    printing.print_stack()
    assert kept.getvalue().count("Something failed.") == 3
    assert SECRET not in kept.getvalue()


def test_a_page_that_cannot_even_be_refused_is_not_named(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with app.test_request_context(f"/go/{SECRET}"):
        try:
            raise LookupError(SECRET)
        except LookupError:
            app.log_exception(sys.exc_info())
    assert [record.getMessage() for record in caplog.records] == ["A page could not be answered."]


def test_what_is_said_nowhere_is_kept_nowhere() -> None:
    assert logs.Nowhere().write(SECRET) == 0
