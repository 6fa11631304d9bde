"""Settings: what stands in for what is unset, and what is refused with a sentence."""

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from facilitation.config import SHORTEST_SECRET, SHORTEST_TOKEN, from_environment


def test_nothing_needs_to_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = from_environment({})
    assert (config.host, config.port, config.redis_url, config.async_mode) == ("0.0.0.0", 8000, None, "eventlet")
    assert config.data_dir == tmp_path / "instance"
    assert config.database_url == f"sqlite:///{tmp_path}/instance/cafe.sqlite3"
    assert (config.base_url, config.given) == (None, frozenset())


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first = from_environment({"DATA_DIR": str(tmp_path)})
    again = from_environment({"DATA_DIR": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 43
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_given_secret_is_not_written_down(tmp_path: Path) -> None:
    given = "g" * SHORTEST_SECRET
    assert from_environment({"DATA_DIR": str(tmp_path), "SECRET_KEY": given}).secret_key == given
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", "80.5", "٣", "9" * 5000])
def test_a_bad_port_is_named(tmp_path: Path, port: str) -> None:
    with pytest.raises(ValueError, match="^PORT must be a number from 1 to 65535"):
        from_environment({"DATA_DIR": str(tmp_path), "PORT": port})


@pytest.mark.parametrize("given", ["postgres://user@db/cafe", "postgresql://user@db/cafe"])
def test_postgresql_means_psycopg_3(tmp_path: Path, given: str) -> None:
    config = from_environment({"DATA_DIR": str(tmp_path), "DATABASE_URL": given})
    assert config.database_url == "postgresql+psycopg://user@db/cafe"


def test_the_base_url_has_no_slash_at_its_end(tmp_path: Path) -> None:
    config = from_environment({"DATA_DIR": str(tmp_path), "BASE_URL": "https://cafe.example/"})
    assert config.base_url == "https://cafe.example"


@pytest.mark.parametrize("given", ["HTTPS://cafe.example", "Https://cafe.example/", " https://cafe.example"])
def test_https_may_be_spelled_large(tmp_path: Path, given: str) -> None:
    config = from_environment({"DATA_DIR": str(tmp_path), "BASE_URL": given, "TRANSLATE_URL": given})
    assert (config.base_url, config.translate_url) == ("https://cafe.example", "https://cafe.example")


@pytest.mark.parametrize("host", ["192.168.1.5:8000", "[fe80::1]:8000", "cafe-1.example", "localhost"])
def test_every_plain_host_may_be_the_base_url(tmp_path: Path, host: str) -> None:
    assert from_environment({"DATA_DIR": str(tmp_path), "BASE_URL": f"http://{host}/"}).base_url == f"http://{host}"


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("http://cafe.example:80", "http://cafe.example"),
        ("https://cafe.example:443/", "https://cafe.example"),
        ("https://cafe.example:80", "https://cafe.example:80"),
        ("http://[fd00::1]:80", "http://[fd00::1]"),
        ("http://cafe.example//", "http://cafe.example"),
        ("https://CAFÉ.example", "https://xn--caf-dma.example"),
        ("http://кафе.example:8000", "http://xn--80akn5b.example:8000"),
        ("http://cafe.example.", "http://cafe.example"),
        ("https://cafe.example.:8443/", "https://cafe.example:8443"),
        ("http://192.168.0.1.", "http://192.168.0.1"),
        ("http://[FD00:0:0::1]:8000", "http://[fd00::1]:8000"),
        ("http://[::ffff:192.168.0.1]", "http://[::ffff:c0a8:1]"),
    ],
)
def test_links_are_as_browsers_and_headers_say_them(tmp_path: Path, given: str, printed: str) -> None:
    assert from_environment({"DATA_DIR": str(tmp_path), "BASE_URL": given}).base_url == printed


@pytest.mark.parametrize("name", ["straße.example", "STRAẞE.example", "φίλος.example", "می\u200cخواهم.example"])
def test_a_name_that_programs_read_in_two_ways_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"which programs read in two ways .* beginning with xn--"):
        from_environment({"DATA_DIR": str(tmp_path), "BASE_URL": f"https://{name}"})
    plain = {"DATA_DIR": str(tmp_path), "BASE_URL": "https://xn--strae-oqa.example"}
    assert from_environment(plain).base_url == "https://xn--strae-oqa.example"


@pytest.mark.parametrize(("given", "host"), [("::", "::"), ("[::1]", "::1"), (" 10.42.0.1 ", "10.42.0.1")])
def test_a_host_may_be_every_address(tmp_path: Path, given: str, host: str) -> None:
    assert from_environment({"DATA_DIR": str(tmp_path), "HOST": given}).host == host


def test_an_empty_secret_is_never_used(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(ValueError, match="is cut off. Delete the file"):
        from_environment({"DATA_DIR": str(tmp_path)})


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.write_bytes(b"\xff" * 64)])
def test_a_secret_that_is_none_is_named(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "secret_key")
    with pytest.raises(ValueError, match="secret_key cannot be read"):
        from_environment({"DATA_DIR": str(tmp_path)})


def test_nothing_lies_about_beside_the_secret(tmp_path: Path) -> None:
    from_environment({"DATA_DIR": str(tmp_path)})
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_servers_that_start_together_share_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as servers:
        secrets = list(servers.map(lambda _: from_environment({"DATA_DIR": str(tmp_path)}).secret_key, range(64)))
    assert len(set(secrets)) == 1


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("DATA_DIR", "/proc/nowhere", "^DATA_DIR /proc/nowhere cannot be"),
        ("DATA_DIR", __file__, "^DATA_DIR .*test_config.py cannot be made"),
        ("DATABASE_URL", "nonsense", "^DATABASE_URL is no address"),
        *(
            ("DATABASE_URL", url, "^DATABASE_URL names a database in memory, .* Name a file")
            for url in ("sqlite://", "sqlite:///:memory:", "sqlite:///file:cafe?mode=memory&uri=true")
        ),
        ("DATABASE_URL", "foo://user:hidden@db/cafe", "^DATABASE_URL is no address"),
        ("REDIS_URL", "nonsense", "^REDIS_URL must begin with redis://"),
        ("ASYNC_MODE", "gevent", "^ASYNC_MODE must be eventlet or threading, not 'gevent'"),
        ("BASE_URL", "cafe.example", "^BASE_URL must begin with http:// or https://"),
        ("BASE_URL", "https:///", "^BASE_URL must begin with http:// or https://"),
        ("BASE_URL", "https://cafe.example:port", "^BASE_URL must begin with http:// or https://"),
        ("BASE_URL", "https://me:hidden@cafe.example:port", "^BASE_URL must begin with http:// or https://"),
        ("BASE_URL", "https://me:hidden@cafe.example", "^BASE_URL must not hold a user's name or password"),
        ("BASE_URL", "https://hidden@cafe.example", "^BASE_URL must not hold a user's name or password"),
        ("BASE_URL", "https://cafe.example;script-src *", "^BASE_URL must be a scheme and a host's name"),
        ("BASE_URL", "https://cafe.example\\hidden", "^BASE_URL must be a scheme and a host's name"),
        ("BASE_URL", "https://cafe.example:", "^BASE_URL must be a scheme and a host's name"),
        ("BASE_URL", "https://cafe.example:0", "^BASE_URL must be a scheme and a host's name"),
        ("BASE_URL", f"https://{'a' * 254}", "^BASE_URL must be a scheme and a host's name"),
        ("BASE_URL", "https://cafe.example/cafe", "^BASE_URL must not hold a path: the café answers at the top"),
        ("BASE_URL", "https://cafe.example/cafe/", "^BASE_URL must not hold a path: the café answers at the top"),
        ("BASE_URL", "https://cafe.example?hidden", "^BASE_URL must not hold a question mark"),
        ("BASE_URL", "https://cafe.example/#hidden", "^BASE_URL must not hold a question mark"),
        ("BASE_URL", "http://[fe80::1%25eth0]:8000", "^BASE_URL must not hold a zone"),
        ("BASE_URL", "http://[fe80::1%eth0]:8000", "^BASE_URL must not hold a zone"),
        ("BASE_URL", "http://0.0.0.0:8000", "^BASE_URL must be an address that phones can open; 0.0.0.0 only"),
        ("BASE_URL", "http://[::]:8000", "^BASE_URL must be an address that phones can open; :: only"),
        ("BASE_URL", "http://[::ffff:0.0.0.0]", "^BASE_URL must be an address that phones can open; ::ffff"),
        ("BASE_URL", "http://192.168.1", "^BASE_URL must hold an address of four numbers"),
        ("BASE_URL", "http://192.168.0.256:8000", "^BASE_URL must hold an address of four numbers"),
        *(
            ("BASE_URL", f"http://{host}", "^BASE_URL must hold an address of four numbers")
            for host in ("127.0x1", "0x7f.1", "0X7F.1", "cafe.1", "1.2.3.4.5", "0", "192.168.000.001")
        ),
        *(
            ("BASE_URL", f"http://{host}", "^BASE_URL must be a scheme and a host's name")
            for host in (
                "[v1.x]",
                "cafe.example..",
                "a\u200bb.example",
                "\u202ecafe.example",
                "*.example",
                "-cafe.example",
            )
        ),
        ("BASE_URL", "http://cafe..example", "^BASE_URL must hold a name as the DNS takes it"),
        ("BASE_URL", f"http://{'a' * 64}.example", "^BASE_URL must hold a name as the DNS takes it"),
        ("HOST", "http://127.0.0.1", "^HOST must be an address of this machine, without scheme and port"),
        ("HOST", "laptop:8000", "^HOST must be an address of this machine, without scheme and port"),
        ("HOST", "fe80::1%eth0", "^HOST has a zone"),
        *(
            ("HOST", host, "^HOST must be an address of this machine, without scheme and port")
            for host in ("192.168.0.1:8000", "[::1]:8000", "0", "1.2.3", "256.0.0.1", ":", "1::2::3", "12345::", "::/0")
        ),
        ("TRANSLATE_MODELS", "/nowhere/models", "^TRANSLATE_MODELS /nowhere/models is no folder that can be read"),
        ("TRANSLATE_URL", "localhost:5000?key=hidden", "^TRANSLATE_URL must begin with http:// or https://"),
        ("DATABASE_URL", "postgresql://user:hidden@db:port/cafe", "^DATABASE_URL is no address"),
        ("SECRET_KEY", "hidden", "^SECRET_KEY has 6 characters and needs 32"),
        ("SECRET_KEY", "hidden".ljust(SHORTEST_SECRET - 1), "^SECRET_KEY has 31 characters and needs 32"),
        ("METRICS_TOKEN", "hidden".ljust(SHORTEST_TOKEN - 1, "x"), "^METRICS_TOKEN must be 16 or more"),
        ("METRICS_TOKEN", "hidden and with blanks", "^METRICS_TOKEN must be 16 or more"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, setting: str, value: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as refusal:
        from_environment({"DATA_DIR": str(tmp_path), setting: value})
    assert "hidden" not in str(refusal.value)


def test_two_translators_are_one_too_many(tmp_path: Path) -> None:
    given = {"DATA_DIR": str(tmp_path), "TRANSLATE_MODELS": str(tmp_path)}
    assert from_environment(given).translate_models == tmp_path
    with pytest.raises(ValueError, match="^TRANSLATE_URL and TRANSLATE_MODELS are two translators"):
        from_environment({**given, "TRANSLATE_URL": "http://localhost:5000"})


def test_an_unknown_way_to_send_news_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="^FANOUT must be direct or plain, not 'fast'"):
        from_environment({"DATA_DIR": str(tmp_path), "FANOUT": "fast"})
