"""Whether the server is well, and how promptly it works."""

import threading
from typing import Any

from flask import Blueprint, Response, current_app, request
from sqlalchemy import text

from facilitation import broadcasts
from facilitation.config import VERSION, Config
from facilitation.doors import origin
from facilitation.errors import CafeError
from facilitation.extensions import db, socketio
from facilitation.storage import free_space, sqlite_file
from facilitation.transport import holdings, stall_monitor

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> tuple[dict[str, Any], int]:
    """Answer `{"ok": true}`, or 503 and `{"ok": false}` where database or Redis do not answer or the disk is full.

    Who may look inside is told the version, too, and the reason.
    """
    config: Config = current_app.extensions["config"]
    reason = _what_is_away(config)
    answer: dict[str, Any] = {"ok": reason is None}
    if origin.may_look_inside(request.environ, config):
        answer |= {"version": VERSION} if reason is None else {"version": VERSION, "reason": reason}
    return answer, 200 if reason is None else 503


def _what_is_away(config: Config) -> str | None:
    """Return why this process cannot serve; None while it can."""
    try:
        db.session.execute(text("SELECT 1"))
        if sqlite_file.is_taken_away():
            return "The database's file was deleted, moved or replaced."
        full = free_space.missing(config)
        if full is not None:
            return full
        if config.redis_url:
            db.session.rollback()  # Redis may take its time, and a connection is not kept meanwhile
            ask_redis(config.redis_url)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]
    return None


@blueprint.get("/metrics")
def metrics() -> Response:
    """Answer with figures of this process in Prometheus' text format; they tell nothing about any person.

    `seconds` says how far stalls go back: at most 60, which is also the default. Only for who may look inside
    (`origin.may_look_inside`). Raises CafeError `not_allowed`.
    """
    config: Config = current_app.extensions["config"]
    if not origin.may_look_inside(request.environ, config):
        raise CafeError("not_allowed")
    p99, longest = stall_monitor.stalls(request.args.get("seconds", stall_monitor.REMEMBERED, type=float))
    threads = current_app.extensions.get("threads", threading.active_count)
    put_out = getattr(socketio.server.manager, "put_out", 0)
    taken = db.engine.pool.checkedout()  # type: ignore[attr-defined]
    figures = (
        ("cafe_connections", "gauge", "Screens connected to this process.", len(socketio.server.eio.sockets)),
        ("cafe_database_connections", "gauge", "The pool's connections that are taken.", taken),
        ("cafe_threads", "gauge", "Threads that answer connections, green ones under eventlet.", threads()),
        ("cafe_stall_p99_seconds", "gauge", "Delay of a waking, 99th percentile.", p99),
        ("cafe_stall_max_seconds", "gauge", "Delay of a waking, the longest.", longest),
        ("cafe_broadcasts_total", "counter", "Pieces of news sent, each to one room.", broadcasts.sent),
        ("cafe_held_bytes", "gauge", "Bytes kept for clients that have not fetched them.", holdings.kept.total),
        (
            "cafe_disk_free_bytes",
            "gauge",
            "Bytes that may still be stored, by the fullest disk.",
            free_space.free(config),
        ),
        ("cafe_put_out_total", "counter", "Screens put out: too much waited, or others came.", put_out),
    )
    lines = [f"# HELP {name} {says}\n# TYPE {name} {kind}\n{name} {value:.6g}" for name, kind, says, value in figures]
    return Response("\n".join([*lines, ""]), content_type="text/plain; version=0.0.4; charset=utf-8")


def ask_redis(url: str) -> None:
    """Ask Redis whether it answers. Raises what its client raises where it does not within a second."""
    import redis  # only where REDIS_URL is set
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    once = Retry(NoBackoff(), 0)
    redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1, retry=once).ping()
