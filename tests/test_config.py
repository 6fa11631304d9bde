"""Settings: what stands in for what is unset, and what is refused with a sentence."""

import stat
from pathlib import Path

import pytest

from facilitation.config import from_environment


def test_nothing_needs_to_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = from_environment({})
    assert (config.host, config.port, config.redis_url, config.async_mode) == ("0.0.0.0", 8000, None, "eventlet")
    assert config.data_dir == tmp_path / "instance"
    assert config.database_url == f"sqlite:///{tmp_path}/instance/cafe.sqlite3"
    assert config.base_url.startswith("http://")
    assert config.base_url.endswith(":8000")


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first = from_environment({"DATA_DIR": str(tmp_path)})
    again = from_environment({"DATA_DIR": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 43
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_given_secret_is_not_written_down(tmp_path: Path) -> None:
    assert from_environment({"DATA_DIR": str(tmp_path), "SECRET_KEY": "given"}).secret_key == "given"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", "80.5"])
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
