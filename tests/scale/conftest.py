"""PostgreSQL and Redis for the tests of several processes."""

from collections.abc import Iterator

import pytest

from tests.scale.services import Postgres, Redis, postgres_server, redis_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server."""
    with postgres_server() as server:
        yield server


@pytest.fixture
def database(postgres: Postgres) -> str:
    """The address of an empty database."""
    return postgres.database()


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A Redis that the test may end."""
    with redis_server() as server:
        yield server
