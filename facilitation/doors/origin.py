"""Where a request comes from: from which site, over https or not, from this machine or from elsewhere.

The headers that proxies add are believed only where the connection itself comes from this machine, where the proxy of
`docs/operations.md` runs; anybody can send them. A proxy elsewhere needs nothing of this: BASE_URL says what it serves.
"""

import hmac
import logging
import socket
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from facilitation.config import PLAIN_HOST, USUAL_PORTS, Config, web_address
from facilitation.doors.interfaces import is_loopback
from facilitation.memory import remembered

HSTS_SECONDS = 86_400
"""Seconds for which a browser that came by https comes by https only: one day, so that a hall without a certificate can
use the same name on the next."""
FORWARDING = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP", "HTTP_TRUE_CLIENT_IP", "HTTP_CLIENT_IP")
"""Headers of proxies, beside all that begin with X-Forwarded-."""

MOST_NOTED = 5
"""Sites whose forms, and whose sockets, are written down as refused, each once: whoever sets the server up needs to
know them, and others could fill a disk."""

Environ = Mapping[str, Any]
"""A request's WSGI environment."""

log = logging.getLogger(__name__)
_noted: set[tuple[str, str]] = remembered(set())


class Origin(NamedTuple):
    """A site: scheme and host in lower case, and the port, also where the address leaves it out."""

    scheme: str
    host: str
    port: int


def read(address: str) -> Origin | None:
    """Return the origin of a web address; None for anything else, such as `null`."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:  # no number as its port, or half a bracket
        return None
    if parts.scheme not in USUAL_PORTS or not parts.hostname:
        return None
    return Origin(parts.scheme, parts.hostname, port or USUAL_PORTS[parts.scheme])


def is_ours(origin: str | None, environ: Environ, config: Config) -> bool:
    """Tell whether what a browser sends as `Origin` is this café; forms, polling and sockets ask nothing else.

    It is where it is BASE_URL's, or names the same host and port as `Host`. Where BASE_URL or the proxy on this machine
    says https, plain http under the same name is another site. Whoever sends no `Origin` is no page of another site.
    """
    if not origin:
        return True
    asked, ours = read(origin), read(config.base_url or "")
    if asked is None or _has_path(origin):
        return False
    if asked == ours:
        return True
    host = read(f"{asked.scheme}://{environ.get('HTTP_HOST', '')}")
    if asked != host:
        return False
    if ours is not None and asked.host == ours.host and ours.scheme == "https":
        return asked.scheme == "https"
    return asked.scheme == "https" or not was_forwarded_https(environ)


def accepts(what: str, origin: str | None, environ: Environ, config: Config) -> bool:
    """Tell whether it `is_ours`; where it is not, write down once, in words, what was refused: Forms, or Sockets.

    Of what a stranger sends only a plain site is written down, and of them a few.
    """
    if is_ours(origin, environ, config):
        return True
    asked = read(origin or "")
    site = _site(asked) if asked and PLAIN_HOST.fullmatch(asked.host) else None
    known = [one for one in _noted if one[0] == what]
    if (what, site or "") not in known and len(known) < MOST_NOTED:
        _noted.add((what, site or ""))
        come = f"If people come by that address, set BASE_URL={site}." if site else "It is no address of a site."
        served = config.base_url or _site(read(f"http://{environ.get('HTTP_HOST', '')}")) or "no name"
        log.warning("%s from %s are refused, for this café is %s. %s", what, site or "elsewhere", served, come)
    return False


def _site(origin: Origin | None) -> str | None:
    if origin is None or not PLAIN_HOST.fullmatch(origin.host):
        return None
    return web_address(origin.scheme, f"[{origin.host}]" if ":" in origin.host else origin.host, origin.port)


def is_secure(environ: Environ, config: Config) -> bool:
    """Tell whether people come by https: BASE_URL says so, the connection is, or the proxy on this machine says so."""
    return urlsplit(config.base_url or "").scheme == "https" or came_by_https(environ)


def came_by_https(environ: Environ) -> bool:
    """Tell whether this very request came by https: its connection is, or the proxy on this machine says so."""
    return environ.get("wsgi.url_scheme") == "https" or was_forwarded_https(environ)


def can_be_read_along(url: str) -> bool:
    """Tell whether phones that are led to this address come by plain http, and not from this machine itself."""
    led = read(url)
    return led is not None and led.scheme == "http" and not is_loopback(led.host)


def was_forwarded_https(environ: Environ) -> bool:
    """Tell whether a proxy on this machine says that it was asked by https."""
    said = str(environ.get("HTTP_X_FORWARDED_PROTO", "")).partition(",")[0].strip().lower()
    return said == "https" and is_loopback(environ.get("REMOTE_ADDR", ""))


def is_this_machine(environ: Environ) -> bool:
    """Tell whether somebody on this machine asks: a loopback peer, under a loopback name, and no sign of a proxy.

    Behind a proxy every peer is this machine.
    """
    forwarded = any(name in FORWARDING or name.startswith("HTTP_X_FORWARDED") for name in environ)
    host = read(f"http://{environ.get('HTTP_HOST', '')}")
    named = host is not None and is_loopback(host.host)
    return named and not forwarded and is_loopback(environ.get("REMOTE_ADDR", ""))


def is_same_device(environ: Environ) -> bool:
    """Tell whether a browser on this machine asks, whose clock is this machine's, under whatever name it asks.

    Behind a proxy every peer is this machine: then who asked is what that proxy says, and unknown where it is silent.
    """
    peer = str(environ.get("REMOTE_ADDR", ""))
    if any(name in FORWARDING or name.startswith("HTTP_X_FORWARDED") for name in environ):
        if not is_loopback(peer):
            return False
        peer = str(environ.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return is_loopback(peer) or _is_own(peer)


def may_look_inside(environ: Environ, config: Config) -> bool:
    """Tell whether a request may see figures and reasons: this machine, or whoever brings METRICS_TOKEN as Bearer."""
    scheme, _, token = str(environ.get("HTTP_AUTHORIZATION", "")).partition(" ")
    if config.metrics_token and scheme.lower() == "bearer":
        return hmac.compare_digest(token.strip().encode(), config.metrics_token.encode())
    return is_this_machine(environ)


def transport_security(environ: Environ, config: Config) -> dict[str, str]:
    """Return the header that keeps browsers on https (HSTS, without subdomains); nothing on plain http."""
    return {"Strict-Transport-Security": f"max-age={HSTS_SECONDS}"} if is_secure(environ, config) else {}


def _has_path(origin: str) -> bool:
    parts = urlsplit(origin.strip())
    return bool(parts.path or parts.query or parts.fragment or "@" in parts.netloc)


def _is_own(address: str) -> bool:
    """Tell whether an address is one of this machine's: only then can something listen on it."""
    try:
        family = socket.AF_INET6 if ip_address(address).version == 6 else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind((address, 0))
    except (OSError, ValueError):
        return False
    return True
