"""The JSON: a record as it was read, a line a row."""

import json

from facilitation.transfer import record
from tests.documents.exports.building import finished


def test_it_says_what_was_read_and_a_row_is_a_line() -> None:
    told = {
        "schema": 1,
        "event": {"title": "Räume\n\u2028</script>"},
        "stations": [{"a": 1}, {"a": "نعم"}],
        "votes": [],
    }
    file = finished(record.build(told))
    assert json.loads(file) == told
    assert file.decode().split("\n") == [
        "{",
        '"schema": 1,',
        '"event": {"title":"Räume\\n\u2028</script>"},',
        '"stations": [',
        '{"a":1},',
        '{"a":"نعم"}',
        "],",
        '"votes": []',
        "}",
        "",
    ]
