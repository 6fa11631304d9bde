"""Is the server well?"""

from typing import Any

from flask import Blueprint, current_app
from sqlalchemy import text

from facilitation.config import VERSION, Config
from facilitation.extensions import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> tuple[dict[str, Any], int]:
    """`{"ok": true, "version": …}`; 503 with the reason where the database or Redis does not answer."""
    config: Config = current_app.extensions["config"]
    try:
        db.session.execute(text("SELECT 1"))
        if config.redis_url:
            ask_redis(config.redis_url)
    except Exception as error:
        return {"ok": False, "version": VERSION, "reason": f"{type(error).__name__}: {error}"[:300]}, 503
    return {"ok": True, "version": VERSION}, 200


def ask_redis(url: str) -> None:
    """Raises what Redis' client raises where nobody answers."""
    import redis  # only where REDIS_URL is set

    redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1).ping()
