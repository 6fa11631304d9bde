"""What py-spy saw, summed up by file."""

from tests.load.profile import table

LIBRARIES = "/cafe/.venv/lib/python3.11/site-packages"
HANDLE = f"main ({LIBRARIES}/eventlet/greenthread.py:272);handle (/cafe/facilitation/live/order.py:70)"
STACKS = f"""\
{HANDLE};add (/cafe/facilitation/services/votes.py:30);execute ({LIBRARIES}/sqlalchemy/orm/session.py:9) 30
{HANDLE} 20
main ({LIBRARIES}/eventlet/greenthread.py:272);dumps (/usr/lib/python3.11/json/__init__.py:231) 50
"""


def test_each_file_has_its_own_time_and_ours_also_that_of_what_they_call() -> None:
    assert table(STACKS).splitlines() == [
        "| part of the server's time | itself | with what it calls |",
        "|---|---|---|",
        "| Python's own library | 50.0% |  |",
        "| facilitation/services/votes.py | 0.0% | 30.0% |",
        "| sqlalchemy | 30.0% |  |",
        "| facilitation/live/order.py | 20.0% | 20.0% |",
        "| called by none of ours | | 50.0% |",
    ]


def test_a_server_that_did_nothing_has_no_table() -> None:
    assert table("") == "py-spy saw nothing: the server was idle."
