"""With PostgreSQL, too: what is withdrawn is gone from the tables, and a backup comes back as it was."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from facilitation import create_app, memory
from facilitation.actor import Actor
from facilitation.config import from_environment
from facilitation.extensions import db
from facilitation.services import contributions, events, letterheads, participants
from facilitation.storage import erasing, postgresql
from facilitation.storage.patience import Patience
from tests import camera
from tests.conftest import wording, write
from tests.documents.exports.lived import lived
from tests.remains import found
from tests.scale.services import Postgres, until
from tests.storage.test_backup import asked, files, made_older

pytestmark = pytest.mark.timeout(300)
SECRET = "k" * 40


def house(folder: Path, database: str) -> Flask:
    """An app on PostgreSQL."""
    return create_app(from_environment({"DATA_DIR": str(folder), "DATABASE_URL": database, "SECRET_KEY": SECRET}))


@pytest.fixture
def app(tmp_path: Path, database: str) -> Iterator[Flask]:
    """A house with the Dresden event."""
    memory.forget_all()
    app = house(tmp_path / "data", database)
    yield app
    with app.app_context():
        db.engine.dispose()


def rows(database: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything that stands in a database, by table, but for when it was backed up, which is noted afterwards."""
    with psycopg.connect(database) as connection:
        asked = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
        tables = [str(name) for (name,) in connection.execute(asked)]
        return {
            table: connection.execute(
                f'SELECT {columns(connection, table)} FROM "{table}" ORDER BY 1, 2'.encode()
            ).fetchall()
            for table in tables
            if table != "alembic_version"
        }


def columns(connection: psycopg.Connection, table: str) -> str:
    asked = "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position"
    named = connection.execute(asked, (table,))
    return ", ".join(f'"{name}"' for (name,) in named if (table, name) != ("house", "tried"))


def on_disk(database: str, words: list[str]) -> list[str]:
    """Which of these words are in PostgreSQL's tables, as they lie on the disk; its log is another matter."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    return sorted(found(Path(folder) / "base", words))


def test_what_is_withdrawn_is_gone_from_the_tables(app: Flask, database: str) -> None:
    words = ["Geheimwort-eins", "Geheimwort-zwei", "Bleibewort-eins"]
    with app.test_request_context():
        event = events.find("dresden-2023")
        author = Actor(event.id, participants.join(event, language="de").id)
        gone = write(author, event.stations[0], words[0])
        write(author, event.stations[0], words[2])
        contributions.edit(author, gone.id, was=wording(gone.id), text=words[1])
        contributions.withdraw(author, gone.id)
        db.session.remove()
        assert on_disk(database, words) == sorted(words)
        assert erasing.is_wanted()
        assert erasing.sweep()
        assert on_disk(database, words) == ["Bleibewort-eins"]
        assert not erasing.is_wanted()


def test_beside_somebody_who_uses_a_table_nobody_waits_for_long(app: Flask, database: str) -> None:
    with app.test_request_context():
        event = events.find("dresden-2023")
        author = Actor(event.id, participants.join(event, language="de").id)
        contributions.withdraw(author, write(author, event.stations[0], "Geheimwort-drei").id)
        db.session.remove()
        with psycopg.connect(database) as writer:
            writer.execute("LOCK TABLE contribution IN ROW EXCLUSIVE MODE")
            assert not erasing.sweep()
            assert erasing.is_wanted()
        assert erasing.sweep()
        assert on_disk(database, ["Geheimwort-drei"]) == []


def test_rewriting_has_the_time_it_needs_and_nobody_elses_failure_ends_it(
    app: Flask, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pool's connections are closed early, and refused for a second after one was."""
    monkeypatch.setattr(postgresql, "STATEMENT_SECONDS", 0.001)
    monkeypatch.setattr(postgresql, "answering", Patience(postgresql.ANSWER_SECONDS, 60.0))
    with app.test_request_context():
        postgresql.hurry(db.engine)
        postgresql.answering.lose()
        assert erasing.erase()


def test_a_rewriting_that_is_cancelled_is_tried_again_and_the_others_go_on(
    app: Flask, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "LOCK_PATIENCE", "60s")

    def cancel() -> None:
        with psycopg.connect(database) as other, psycopg.connect(database, autocommit=True) as operator:
            other.execute("LOCK TABLE contribution IN ROW EXCLUSIVE MODE")
            waits.set()
            waiting = "query LIKE 'VACUUM%\"contribution\"' AND wait_event_type = 'Lock'"
            ask = f"SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE {waiting}"
            while not operator.execute(ask.encode()).fetchall():
                pass

    def files_of_tables() -> dict[str, object]:
        with psycopg.connect(database) as connection:
            asked = "SELECT relname, pg_relation_filenode(oid) FROM pg_class WHERE relname IN ('contribution', 'vote')"
            return dict(connection.execute(asked).fetchall())

    waits, before = threading.Event(), files_of_tables()
    with app.test_request_context(), ThreadPoolExecutor(1) as thread:
        cancelled = thread.submit(cancel)
        waits.wait()
        assert not erasing.erase()
        cancelled.result()
        after = files_of_tables()
        assert {name: after[name] == before[name] for name in before} == {"contribution": True, "vote": False}
        assert erasing.erase()


def test_what_is_large_is_rewritten_when_the_last_process_stops(
    app: Flask, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a process that serves, phones would wait for it; and what was put off is not forgotten."""
    for name, value in (("LARGEST", 0), ("BETWEEN_TRIES", 0)):
        monkeypatch.setattr(erasing, name, value)
    full: list[list[str]] = []

    def others(database: str) -> int:
        with psycopg.connect(database) as connection:
            asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = ''"
            return int((connection.execute(asked).fetchone() or (0,))[0])

    def rewritten() -> list[str]:
        with psycopg.connect(database) as connection:
            asked = "SELECT pg_relation_filenode(oid) FROM pg_class WHERE relname = 'contribution'"
            return [str(file) for (file,) in connection.execute(asked).fetchall()]

    with app.test_request_context():
        event = events.find("dresden-2023")
        author = Actor(event.id, participants.join(event, language="de").id)
        contributions.withdraw(author, write(author, event.stations[0], "Geheimwort-fuenf").id)
        db.session.remove()
        full.append(rewritten())
        assert erasing.sweep()
        full.append(rewritten())
        with psycopg.connect(database) as other_process:
            other_process.execute("SELECT 1")
            other_process.commit()
            assert erasing.erase(at_rest=True)
            full.append(rewritten())
        assert not erasing.is_wanted()
        until(lambda: others(database) == 1, "the server knows that the other process is gone")
        with db.engine.connect() as serving:  # whom this process still serves
            serving.detach()  # `finish` gives up the pool: nobody would close it
            erasing.finish()
        full.append(rewritten())
    assert [one == full[0] for one in full] == [True, True, True, False]
    assert on_disk(database, ["Geheimwort-fuenf"]) == []


def test_what_an_older_reader_may_still_see_is_tried_again(
    app: Flask, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "BETWEEN_TRIES", 0)
    with app.test_request_context():
        event = events.find("dresden-2023")
        author = Actor(event.id, participants.join(event, language="de").id)
        text = write(author, event.stations[0], "Geheimwort-vier")
        db.session.remove()
        with psycopg.connect(database) as reader:
            reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            reader.execute("SELECT * FROM event")
            contributions.withdraw(author, text.id)
            assert not erasing.sweep()
        assert erasing.sweep()
        assert on_disk(database, ["Geheimwort-vier"]) == []


def test_everything_comes_back(app: Flask, database: str, postgres: Postgres, tmp_path: Path) -> None:
    with app.test_request_context():
        day = lived()
        letterheads.put(day.organiser, "logo", name="logo.jpg", content=camera.file())
        db.session.remove()
    file, other = tmp_path / "backup.zip", postgres.database()
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asked, app, "backup", file).result()[0] == 0
        code, said = thread.submit(asked, app, "restore", file).result()
        assert (code, "There is data already" in said) == (1, True)
        new = house(tmp_path / "new", other)
        code, said = thread.submit(asked, new, "restore", file).result()
        assert code == 0, said
    with new.app_context():
        db.engine.dispose()
    assert rows(other) == rows(database)
    assert rows(other)["contribution"] != []
    assert files(tmp_path / "new") == files(tmp_path / "data") != {}


def test_a_backup_of_an_older_version_has_its_photos(app: Flask, postgres: Postgres, tmp_path: Path) -> None:
    with app.test_request_context():
        lived()
        made_older(tmp_path / "data", "0021")
    with ThreadPoolExecutor(1) as thread:
        code, said = thread.submit(asked, app, "backup", tmp_path / "backup.zip").result()
        assert code == 0, said
        new = house(tmp_path / "new", postgres.database())
        code, said = thread.submit(asked, new, "restore", tmp_path / "backup.zip").result()
        assert code == 0, said
    with new.app_context():
        db.engine.dispose()
    old, restored = (files(tmp_path / name) for name in ("data", "new"))
    pictures = {name: picture for name, picture in old.items() if name.startswith("photos/")}
    assert pictures
    assert pictures.items() <= restored.items()


def test_without_its_programs_it_is_said(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert asked(app, "backup", tmp_path / "backup.zip") == (
        1,
        "Error: pg_dump is not on PATH. Install PostgreSQL's client (apt-get install postgresql-client).\n",
    )


def test_a_backup_of_another_kind_is_refused(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    assert asked(app, "backup", file)[0] == 0
    lite = create_app(from_environment({"DATA_DIR": str(tmp_path / "lite"), "SECRET_KEY": SECRET}))
    code, said = asked(lite, "restore", file)
    assert (code, "This backup is of a postgresql database" in said) == (1, True)
    with lite.app_context():
        db.engine.dispose()
