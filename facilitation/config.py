"""Settings, read once from the environment; `docs/decisions.md` and the README list them, which a test compares."""

import importlib.util
import os
import re
import secrets
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from facilitation import bounds

VERSION = "0.1.0"

SHORTEST_SECRET = bounds.SHORTEST_SECRET
SHORTEST_TOKEN = bounds.SHORTEST_TOKEN

SETTINGS = (
    "HOST",
    "PORT",
    "DATA_DIR",
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "BASE_URL",
    "ASYNC_MODE",
    "FANOUT",
    "TRANSLATE_URL",
    "TRANSLATE_MODELS",
    "METRICS_TOKEN",
)
"""The names of all settings."""

USUAL_PORTS = {"http": 80, "https": 443}
"""Ports that an address leaves out."""
LONGEST_HOST = 253
"""Characters of a name, as the DNS takes them."""
NUMBERS = re.compile(r"(?:.*\.)?(?:\d+|0x[\da-f]*)", re.IGNORECASE)
"""A host that browsers take for an address of IPv4, also with fewer than four numbers: its last part is one (WHATWG
URL, host parsing)."""
READ_TWO_WAYS = re.compile("[ßẞς\u200c\u200d]")
"""Letters of names that the DNS of today keeps (IDNA 2008), and programs by the older rules (RFC 3490) change: ß to ss,
ς to σ."""
PLAIN_HOST = re.compile(r"[^\W_]([\w.-]*[^\W_])?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
"""A host's name or address (IPv6 without its brackets); nothing that ends a header's word."""


@dataclass(frozen=True)
class Config:
    """Everything that the environment decides; paths are absolute.

    Web addresses have their scheme in lower case, and no slash at their end. `base_url` is None where it is unset:
    what QR codes hold then, `doors/addresses.py` says.
    """

    host: str
    port: int
    data_dir: Path
    database_url: str
    redis_url: str | None
    secret_key: str
    base_url: str | None
    async_mode: str
    fanout: str = "direct"
    translate_url: str | None = None
    translate_models: Path | None = None
    metrics_token: str | None = None
    secret_made: bool = False
    """Whether the secret in DATA_DIR was made just now, so that nobody has used it."""
    given: frozenset[str] = frozenset()
    """Which of SETTINGS the environment has."""


def from_environment(environ: os._Environ[str] | dict[str, str] = os.environ) -> Config:
    """Read SETTINGS; create DATA_DIR and, where SECRET_KEY is unset, a secret in it (mode 600).

    Raises ValueError with a sentence that names the setting to mend.
    """
    data_dir = _data_dir(environ.get("DATA_DIR") or "instance")
    port = _port(environ.get("PORT") or "8000")
    given = _given_secret(environ.get("SECRET_KEY"))
    translate_models = _models(environ)
    secret, made = (given, False) if given else _kept_secret(data_dir / "secret_key")
    return Config(
        host=_host(environ.get("HOST") or "0.0.0.0"),
        port=port,
        data_dir=data_dir,
        database_url=_database_url(environ.get("DATABASE_URL"), data_dir),
        redis_url=_redis_url(environ.get("REDIS_URL")),
        secret_key=secret,
        base_url=_public_address(environ["BASE_URL"]) if environ.get("BASE_URL") else None,
        async_mode=_one_of("ASYNC_MODE", environ.get("ASYNC_MODE") or "eventlet", ("eventlet", "threading")),
        fanout=_one_of("FANOUT", environ.get("FANOUT") or "direct", ("direct", "plain")),
        translate_url=_web_address("TRANSLATE_URL", environ["TRANSLATE_URL"]) if environ.get("TRANSLATE_URL") else None,
        translate_models=translate_models,
        metrics_token=_metrics_token(environ.get("METRICS_TOKEN")),
        secret_made=made,
        given=frozenset(name for name in SETTINGS if environ.get(name)),
    )


def _data_dir(text: str) -> Path:
    folder = Path(text).absolute()
    try:
        folder.mkdir(0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"DATA_DIR {folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ValueError(f"DATA_DIR {folder} cannot be written to. Choose a folder that can.")
    return folder


def _models(environ: os._Environ[str] | dict[str, str]) -> Path | None:
    """Return the folder of a translator's models, where it is set."""
    if not environ.get("TRANSLATE_MODELS"):
        return None
    if environ.get("TRANSLATE_URL"):
        raise ValueError("TRANSLATE_URL and TRANSLATE_MODELS are two translators. Unset one of them.")
    folder = Path(environ["TRANSLATE_MODELS"]).absolute()
    if not os.access(folder, os.R_OK | os.X_OK) or not folder.is_dir():
        raise ValueError(f"TRANSLATE_MODELS {folder} is no folder that can be read. `make translators` makes it.")
    return folder


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and 0 < int(text) < 65536):
        raise ValueError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _one_of(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise ValueError(f"{name} must be {' or '.join(choices)}, not {text!r}.")
    return text


def _database_url(url: str | None, data_dir: Path) -> str:
    if not url:
        return f"sqlite:///{data_dir / 'cafe.sqlite3'}"
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            url = "postgresql+psycopg://" + url.removeprefix(plain)
    try:
        address = make_url(url)
        address.get_dialect().import_dbapi()
    except (ArgumentError, ValueError) as error:  # the address is not printed, because it may hold a password
        raise ValueError("DATABASE_URL is no address of a database that is known here.") from error
    except ImportError as error:
        raise ValueError(f"DATABASE_URL needs a package that is not installed: {error.name}.") from error
    if address.get_backend_name() == "sqlite" and _in_memory(address):
        raise ValueError("DATABASE_URL names a database in memory, where nothing outlives the server. Name a file.")
    return url


def _in_memory(address: URL) -> bool:
    """Whether SQLite keeps this database in no file of its own (https://www.sqlite.org/inmemorydb.html)."""
    name = address.database or ":memory:"
    return name == "file:" or ":memory:" in name or "mode=memory" in str(address)


def _redis_url(url: str | None) -> str | None:
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("REDIS_URL must begin with redis://, rediss:// or unix://.")
    if url and importlib.util.find_spec("redis") is None:
        raise ValueError("REDIS_URL needs a package that is not installed: redis.")
    return url or None


def _web_address(name: str, text: str) -> str:
    try:
        address = urlsplit(text.strip())
        usable = address.scheme in ("http", "https") and address.hostname and (address.port or True)
    except ValueError:  # no number as its port
        usable = False
    if not usable:  # what it is is not printed, because it may hold a password or a key
        raise ValueError(f"{name} must begin with http:// or https:// and a host's name.")
    return address.scheme + text.strip().rstrip("/")[len(address.scheme) :]


def _host(text: str) -> str:
    """Return HOST, of which an IPv6 address may stand in brackets as it does in links."""
    host = text.strip().removeprefix("[").removesuffix("]")
    if "%" in host:
        raise ValueError(
            "HOST has a zone (%...), which no browser opens in a link. Set the address without a zone, or :: for all."
        )
    numbers = ":" in host or NUMBERS.fullmatch(host) is not None
    if (not _is_address(host)) if numbers else PLAIN_HOST.fullmatch(host) is None:
        raise ValueError(f"HOST must be an address of this machine, without scheme and port, not {text!r}.")
    return host


def _public_address(text: str) -> str:
    """Return BASE_URL, which every page's headers and every QR code hold; without the port where it is the usual one,
    and without the root's full stop at the end of a name, which browsers take for another site.

    Raises ValueError with a sentence that does not repeat it, since it may hold a password.
    """
    parts = urlsplit(_web_address("BASE_URL", text))
    _refuse_more_than_a_host(parts)
    host = _as_browsers_say(str(parts.hostname).removesuffix("."))
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    return web_address(parts.scheme, host, port if port is not None else USUAL_PORTS[parts.scheme])


def _as_browsers_say(host: str) -> str:
    """Return a name as browsers send it and headers can hold it: münchen.example as xn--mnchen-3ya.example (RFC 3490).

    Raises ValueError with a sentence where it is no name: parts that are empty or too long, four numbers that are no
    address, or fewer numbers, which browsers fill up.
    """
    try:
        name = ip_address(host).compressed if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise ValueError(f"BASE_URL must hold a name as the DNS takes it, not {host!r:.80}.") from error
    if NUMBERS.fullmatch(name) and not _is_address(name):
        raise ValueError(f"BASE_URL must hold an address of four numbers from 0 to 255, not {name!r:.80}.")
    return name


def web_address(scheme: str, host: str, port: int) -> str:
    """Return an address as it stands in links; `host` has its brackets where it is an IPv6 address."""
    return f"{scheme}://{host}" if port == USUAL_PORTS[scheme] else f"{scheme}://{host}:{port}"


def _refuse_more_than_a_host(parts: SplitResult) -> None:
    """Raises ValueError where BASE_URL has what no link may carry, or what no phone can open."""
    if "@" in parts.netloc:
        raise ValueError("BASE_URL must not hold a user's name or password: it is printed on every poster.")
    if "%" in parts.netloc:
        raise ValueError("BASE_URL must not hold a zone (%...): no browser opens such an address.")
    if parts.query or parts.fragment:
        raise ValueError("BASE_URL must not hold a question mark or #: pages are added to its end.")
    if parts.path:
        raise ValueError(
            "BASE_URL must not hold a path: the café answers at the top of a name only. "
            "Give it a name of its own (cafe.example.org), or a port."
        )
    host = str(parts.hostname).removesuffix(".")
    if READ_TWO_WAYS.search(host):
        raise ValueError(
            f"BASE_URL must not hold ß, ς or an invisible joiner, which programs read in two ways ({host!r:.80}). "
            "Write the name as whoever gave it to you does for machines, beginning with xn--."
        )
    bracketed = parts.netloc.startswith("[") == (":" in host)
    plain = PLAIN_HOST.fullmatch(host) is not None and len(host) <= LONGEST_HOST and bracketed
    if not plain or parts.port == 0 or parts.netloc.endswith(":"):
        raise ValueError("BASE_URL must be a scheme and a host's name, perhaps with a port, and nothing else.")
    if _is_every_address(host):
        raise ValueError(f"BASE_URL must be an address that phones can open; {host} only means all of this machine's.")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_every_address(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if address.version == 6 else None
    return (mapped or address).is_unspecified


def _given_secret(text: str | None) -> str | None:
    if text and len(text) < SHORTEST_SECRET:
        raise ValueError(
            f"SECRET_KEY has {len(text)} characters and needs {SHORTEST_SECRET}, or sessions can be forged. "
            "Leave it unset, and a good one is made and kept in DATA_DIR."
        )
    return text or None


def _metrics_token(text: str | None) -> str | None:
    if text and (len(text) < SHORTEST_TOKEN or not text.isascii() or not text.isprintable() or " " in text):
        raise ValueError(f"METRICS_TOKEN must be {SHORTEST_TOKEN} or more plain letters and digits.")
    return text or None


def _kept_secret(path: Path) -> tuple[str, bool]:
    """Return the secret in a file, and whether it was made for that."""
    try:
        made = not path.exists() and _write_secret(path)
        kept = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise ValueError(f"The secret in {path} cannot be read or written. Mend it, or set SECRET_KEY.") from error
    if len(kept) < SHORTEST_SECRET:
        raise ValueError(f"The secret in {path} is cut off. Delete the file; everybody then comes in anew.")
    return kept, made


def _write_secret(path: Path) -> bool:
    """Write a new secret to a file, completely or not at all; return False where another server was first.

    A server that starts beside this one, or after a power cut, must not find half a secret.
    """
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without hard links
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return True
