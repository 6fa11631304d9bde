"""What a server tells of itself, as the benchmark reads it."""

from pathlib import Path

from tests.load import targets, told

METRICS = """\
# HELP cafe_connections Screens connected to this process.
# TYPE cafe_connections gauge
cafe_connections 300
cafe_stall_p99_seconds 0.01234
cafe_stall_max_seconds 0.2
cafe_put_out_total 6
"""


def test_stalls_are_read_in_milliseconds() -> None:
    assert told.read(METRICS) == {"stall_p99_ms": 12.3, "stall_max_ms": 200.0, "put_out": 6.0}


def test_a_server_without_metrics_tells_nothing() -> None:
    assert told.figures("", 60) == {}


def test_the_café_tells_all_of_it(tmp_path: Path) -> None:
    with targets.cafe(tmp_path) as cafe:
        assert list(told.figures(cafe.metrics, 60)) == ["stall_p99_ms", "stall_max_ms", "put_out"]
