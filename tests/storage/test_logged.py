"""What people wrote is in no message of an error, for those are logged."""

import pytest
from flask import Flask
from sqlalchemy.exc import DatabaseError

from facilitation.models import Station
from facilitation.storage.transactions import writing


def test_a_failing_statement_does_not_say_what_was_to_be_stored(context: None, app: Flask, station: Station) -> None:
    def fail() -> None:
        with writing() as session:
            changed = session.get_one(Station, station.id)
            changed.title, changed.slug = "Geheimwort", None  # type: ignore[assignment]

    with pytest.raises(DatabaseError) as failed:
        fail()
    assert "Geheimwort" not in str(failed.value)
