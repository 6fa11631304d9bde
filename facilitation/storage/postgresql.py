"""Bounds how long anybody waits for PostgreSQL, also where it takes connections and then says nothing.

A statement has a time-out that the server keeps, and a slightly longer one that is kept here; a connection that is
silent for so long is closed. Who opens a connection, or waits for one of the pool, has time-outs, too. Together they
are less than five seconds, and less still once somebody has waited in vain (`Patience`).
"""

from collections.abc import Generator
from typing import Any

from sqlalchemy import Engine, event, make_url

from facilitation.extensions import Patience

CONNECT_SECONDS = 2
"""Seconds to open a connection; libpq rounds less up to this."""
POOL_SECONDS = 1.5
"""Seconds to wait for one of the pool's connections."""
STATEMENT_SECONDS = 2.0
"""Seconds for which the server lets a statement run."""
ANSWER_SECONDS = 2.5
"""Seconds to wait for an answer; in vain, if the server itself does not run."""

answering = Patience(ANSWER_SECONDS, 0.25)
"""How long to wait for an answer of PostgreSQL."""


def engine_options(url: str) -> dict[str, Any]:
    """Return how SQLAlchemy is to reach this database; errors do not carry what people wrote."""
    options: dict[str, Any] = {"hide_parameters": True}
    if make_url(url).get_backend_name() == "postgresql":
        options |= {"pool_timeout": POOL_SECONDS, "connect_args": {"connect_timeout": CONNECT_SECONDS}}
    return options


def hurry(engine: Engine) -> None:
    """Give every statement from now on the time-outs of a server that people wait for; SQLite has others.

    Migrations and commands, which may take longer, do without. So must what a running server does in the background:
    on a connection of its own, made by the driver.
    """
    if engine.dialect.name != "postgresql":
        return
    import psycopg  # only where DATABASE_URL names PostgreSQL

    class Impatient(psycopg.Connection[Any]):
        """A connection that is closed once its server has been silent for too long."""

        def wait(self, gen: Generator[Any, Any, Any], *args: Any, **named: Any) -> Any:
            """Wait for an answer. Raises psycopg's OperationalError where it does not come in time."""
            try:
                answer = super().wait(_in_time(gen), *args, **named)
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


def _in_time(steps: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    """Do psycopg's steps, between which it waits for its socket. Raises TimeoutError."""
    until = answering.clock() + answering.seconds
    try:
        awaited = next(steps)
        while True:
            ready = yield awaited
            if not ready and answering.clock() >= until:
                raise TimeoutError
            awaited = steps.send(ready)
    except StopIteration as end:
        return end.value
