"""What tests of pages begin with."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Doors


@pytest.fixture
def web(app: Flask, doors: Doors) -> FlaskClient:
    """A phone that scanned the code of the station "Förderung & Räume"."""
    phone = app.test_client()
    assert phone.get(doors.stations["foerderung-und-raeume"]).status_code == 302
    return phone
