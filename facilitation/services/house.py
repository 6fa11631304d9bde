"""The house: what all events of an installation share."""

import hashlib

from sqlalchemy import select

from facilitation.extensions import db
from facilitation.models import House
from facilitation.storage.place import place


def channel() -> str:
    """Return the name under which the processes of this database hear each other, and nobody else does.

    It comes from the lot that is kept in the database, and from where the database is: a copy of it is another café.
    """
    lot = db.session.execute(select(House.channel)).scalar_one()
    name = hashlib.sha256(f"{lot} {place()}".encode()).hexdigest()
    db.session.rollback()
    return f"cafe-{name}"
