"""Who has done something: what tells a guest from a cookie, of which anybody may have as many as they like."""

import logging

from flask import Flask

from facilitation.services import participants
from facilitation.storage.statements import reading

log = logging.getLogger(__name__)


def known(app: Flask) -> frozenset[str]:
    """Return everybody who did something, as `sessions.person` names them; nobody where the database is away."""
    try:
        with app.app_context(), reading() as store:
            return frozenset(f"p{id}" for id in participants.ids(store))
    except Exception:
        log.exception("Who has done something cannot be read.")
        return frozenset()
