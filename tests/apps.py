"""Apps that are made once and move from test to test."""

import shutil
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event as happening

from facilitation import create_app, memory
from facilitation.config import Config
from facilitation.doors.cookies import cookie_names
from facilitation.extensions import db, socketio

DATABASE = "cafe.sqlite3"
SECRET = "tests only"
COOKIE, USED_COOKIE = cookie_names(SECRET)
"""The names of a test server's cookies."""
BOUND = ("server", "server_options", "sockio_mw")
"""What `socketio.init_app` binds to the app made last."""


def config(folder: Path) -> Config:
    """The settings of a test's server."""
    return Config(
        host="127.0.0.1",
        port=8000,
        data_dir=folder,
        database_url=f"sqlite:///{folder / DATABASE}",
        redis_url=None,
        secret_key=SECRET,
        base_url="http://localhost",
        async_mode="threading",
    )


def _let_out() -> None:
    """Let nobody be in a room any more: what a test left connected would be told, and read for, in the next one."""
    manager = socketio.server.manager
    for sid, _ in list(manager.get_participants("/", None)):
        manager.disconnect(sid, "/")


class MovingApp:
    """An app whose data are elsewhere in each test.

    Making one takes a tenth of a second, mostly to compile its addresses, and its first pages and statements are
    compiled, too: more than most tests take, and they are always the same. Whatever a test may leave behind in it is
    taken back when it moves. Its commits do not wait for the disk: no power fails in a test that asks for it.
    """

    def __init__(self, folder: Path) -> None:
        self._app = create_app(config(folder))
        self._settings = dict(self._app.config)
        self._extensions = dict(self._app.extensions)
        self._live = {name: vars(socketio)[name] for name in BOUND}
        with self._app.app_context():
            happening.listen(db.engine, "do_connect", self._open_here)
            happening.listen(db.engine, "connect", _do_not_wait_for_the_disk)

    def move(self, folder: Path, like: Path) -> Flask:
        """The app as it is when it was just made, with a copy of the data of another folder in this one."""
        shutil.copytree(like, folder, dirs_exist_ok=True)
        self._app.config.clear()
        self._app.config.update(self._settings)
        self._app.extensions.clear()
        self._app.extensions.update(self._extensions)
        self._app.extensions["config"] = config(folder)
        memory.forget_all()
        vars(socketio).update(self._live)
        _let_out()
        return self._app

    def bring(self, like: Path) -> None:
        """Put a copy of other data in the place of those that are there. Nothing may have been asked of them yet."""
        self.leave()
        with self._app.app_context():
            assert db.engine.pool.checkedin() + db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
        here: Config = self._app.extensions["config"]
        shutil.copytree(like, here.data_dir, dirs_exist_ok=True)

    def leave(self) -> None:
        """Closes the database."""
        with self._app.app_context():
            db.session.remove()
            db.engine.dispose()

    def _open_here(self, _dialect: Any, _record: Any, arguments: list[Any], _options: Any) -> None:
        here: Config = self._app.extensions["config"]
        arguments[0] = str(here.data_dir / DATABASE)


def _do_not_wait_for_the_disk(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
