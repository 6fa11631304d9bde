"""Settings, read once from the environment. `docs/decisions.md` and the README list them; a test compares."""

import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

VERSION = "0.1.0"

SETTINGS = ("HOST", "PORT", "DATA_DIR", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "BASE_URL", "ASYNC_MODE")


@dataclass(frozen=True)
class Config:
    """Everything the environment decides. Paths are absolute; `base_url` has no slash at its end."""

    host: str
    port: int
    data_dir: Path
    database_url: str
    redis_url: str | None
    secret_key: str
    base_url: str
    async_mode: str


def from_environment(environ: os._Environ[str] | dict[str, str] = os.environ) -> Config:
    """Read SETTINGS. Creates DATA_DIR and, where SECRET_KEY is unset, a secret in it (mode 600).

    Raises ValueError with a sentence that names the setting to mend.
    """
    data_dir = Path(environ.get("DATA_DIR") or "instance").absolute()
    data_dir.mkdir(parents=True, exist_ok=True)
    port = _port(environ.get("PORT") or "8000")
    return Config(
        host=environ.get("HOST") or "0.0.0.0",
        port=port,
        data_dir=data_dir,
        database_url=_database_url(environ.get("DATABASE_URL"), data_dir),
        redis_url=environ.get("REDIS_URL") or None,
        secret_key=environ.get("SECRET_KEY") or _kept_secret(data_dir / "secret_key"),
        base_url=(environ.get("BASE_URL") or f"http://{_lan_address()}:{port}").rstrip("/"),
        async_mode=environ.get("ASYNC_MODE") or "eventlet",
    )


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ValueError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _database_url(url: str | None, data_dir: Path) -> str:
    if not url:
        return f"sqlite:///{data_dir / 'cafe.sqlite3'}"
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _kept_secret(path: Path) -> str:
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()


def _lan_address() -> str:
    """This machine's address in the hall's network. Connecting a UDP socket chooses a route and sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
