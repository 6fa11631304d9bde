"""Bounds how long anybody waits for PostgreSQL, also where it takes connections and then says nothing.

A server that nobody has heard of for ANSWER_SECONDS does not run: connections that wait for it are closed, and so is
whoever waits for them. One that answers others is only slow, or a statement waits for a row; that may take longer.
"""

import os
import secrets
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Engine, event, make_url

from facilitation.storage.patience import Patience

CONNECT_SECONDS = 2
"""Seconds to open a connection; libpq rounds less up to this."""
POOL_SECONDS = 4.0
"""Seconds to wait for one of the pool's connections; they are free earlier where the server hangs."""
STATEMENT_SECONDS = 4.0
"""Seconds for which the server lets a statement run."""
ANSWER_SECONDS = 2.5
"""Seconds to wait for an answer of a server that answers nobody."""
LONGEST_SECONDS = 4.5
"""Seconds to wait for an answer of one that answers others."""
ALIVE_SECONDS = 1.0
"""Seconds since an answer to anybody, for which the server counts as one that runs."""

PREPARING = 0x43616665
"""The number of the lock that is held by who prepares the database; it is `Cafe` in ASCII."""

_LOT = secrets.token_hex(4)

answering = Patience(ANSWER_SECONDS, 1.0)
"""How long to wait for an answer of a PostgreSQL that answers nobody."""
_heard = -LONGEST_SECONDS
"""When it last answered anybody, on the clock of `answering`."""


def name() -> str:
    """Return the name by which PostgreSQL knows this process's connections from others'."""
    return f"cafe {os.getpid()} {_LOT}"


def engine_options(url: str) -> dict[str, Any]:
    """Return how SQLAlchemy is to reach this database; errors do not carry what people wrote."""
    options: dict[str, Any] = {"hide_parameters": True}
    if make_url(url).get_backend_name() == "postgresql":
        connecting = {"connect_timeout": CONNECT_SECONDS, "application_name": name()}
        options |= {"pool_timeout": POOL_SECONDS, "connect_args": connecting}
    return options


def hurry(engine: Engine) -> None:
    """Give every statement from now on the time-outs of a server that people wait for; SQLite has others.

    Migrations and commands, which may take longer, do without, and so does what a running server does in the
    background on a `patient` connection.
    """
    if engine.dialect.name != "postgresql":
        return
    import psycopg  # only where DATABASE_URL names PostgreSQL

    class Impatient(psycopg.Connection[Any]):
        """A connection that is closed once its server has been silent for too long."""

        def wait(self, gen: Generator[Any, Any, Any], *args: Any, **named: Any) -> Any:
            """Wait for an answer. Raises psycopg's OperationalError where it does not come in time."""
            global _heard
            try:
                answer = super().wait(_in_time(gen), *args, **named)
                _heard = answering.clock()
            except TimeoutError as error:
                answering.lose()
                self.pgconn.finish()
                raise psycopg.OperationalError("the database does not answer") from error
            return answer

    def connect(_dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]) -> Any:
        if answering.is_lost:
            raise psycopg.OperationalError("the database did not answer just now")
        given = f"{options.get('options', '')} -c statement_timeout={int(STATEMENT_SECONDS * 1000)}"
        try:
            return Impatient.connect(*arguments, **{**options, "options": given.strip()})
        except psycopg.errors.ConnectionTimeout:
            answering.lose()
            raise

    event.listen(engine, "do_connect", connect)
    engine.dispose()


def patient(engine: Engine) -> Any:
    """Open a connection of psycopg's own, without a transaction, the pool and its time-outs; whoever asks closes it.

    Raises psycopg's Error.
    """
    import psycopg

    arguments, given = engine.dialect.create_connect_args(engine.url)
    unlimited = f"{given.get('options', '')} -c statement_timeout=0".strip()
    options = {**given, "connect_timeout": CONNECT_SECONDS, "application_name": name(), "options": unlimited}
    return psycopg.connect(*arguments, autocommit=True, **options)


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Let one process at a time prepare the database, where several start at once; the others wait for it."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with closing(patient(engine)) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (PREPARING,))
        yield


def _in_time(steps: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    """Do psycopg's steps, between which it waits for its socket. Raises TimeoutError."""
    begun, patience = answering.clock(), answering.seconds
    try:
        awaited = next(steps)
        while True:
            ready = yield awaited
            waited = answering.clock() - begun
            alive = answering.clock() - _heard < ALIVE_SECONDS
            if not ready and waited >= (LONGEST_SECONDS if alive else patience):
                raise TimeoutError
            awaited = steps.send(ready)
    except StopIteration as end:
        return end.value
