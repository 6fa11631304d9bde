"""Where a request comes from: from which site, over https or not, from this machine or from elsewhere.

The headers that proxies add are believed only where the connection itself comes from this machine, where the proxy of
`docs/operations.md` runs; anybody can send them. A proxy elsewhere needs nothing of this: BASE_URL says what it serves.
"""

import hmac
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from facilitation.config import Config

USUAL_PORTS = {"http": 80, "https": 443}
HSTS_SECONDS = 86_400
"""Seconds for which a browser that came by https comes by https only: one day, so that a hall without a certificate can
use the same name on the next."""
FORWARDING = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP", "HTTP_TRUE_CLIENT_IP", "HTTP_CLIENT_IP")
"""Headers of proxies, beside all that begin with X-Forwarded-."""

Environ = Mapping[str, Any]
"""A request's WSGI environment."""


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
    asked, ours = read(origin), read(config.base_url)
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


def is_secure(environ: Environ, config: Config) -> bool:
    """Tell whether people come by https: BASE_URL says so, the connection is, or the proxy on this machine says so."""
    schemes = (urlsplit(config.base_url).scheme, environ.get("wsgi.url_scheme"))
    return "https" in schemes or was_forwarded_https(environ)


def can_be_read_along(config: Config) -> bool:
    """Tell whether phones are led to an address of plain http that is not this machine's own."""
    ours = read(config.base_url)
    return ours is not None and ours.scheme == "http" and not (ours.host == "localhost" or _is_loopback(ours.host))


def was_forwarded_https(environ: Environ) -> bool:
    """Tell whether a proxy on this machine says that it was asked by https."""
    said = str(environ.get("HTTP_X_FORWARDED_PROTO", "")).partition(",")[0].strip().lower()
    return said == "https" and _is_loopback(environ.get("REMOTE_ADDR", ""))


def is_this_machine(environ: Environ) -> bool:
    """Tell whether somebody on this machine asks: a loopback peer, under a loopback name, and no sign of a proxy.

    Behind a proxy every peer is this machine.
    """
    forwarded = any(name in FORWARDING or name.startswith("HTTP_X_FORWARDED") for name in environ)
    host = read(f"http://{environ.get('HTTP_HOST', '')}")
    named = host is not None and (host.host == "localhost" or _is_loopback(host.host))
    return named and not forwarded and _is_loopback(environ.get("REMOTE_ADDR", ""))


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


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
