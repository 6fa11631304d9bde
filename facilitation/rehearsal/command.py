"""The command `flask --app wsgi rehearse`: a rehearsal in this terminal, on a server that runs.

It comes by the organiser's link, as the page does: whoever may run commands on this machine may read that.
"""

import asyncio
import json
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode, urlsplit

import click

from facilitation.rehearsal import web
from facilitation.rehearsal.connection import Offline
from facilitation.rehearsal.crowd import Crowd, Told
from facilitation.rehearsal.plan import Plan
from facilitation.rehearsal.websocket import Refused

NO_SERVER = "No café answers at {address}: start it with `make run`, then run this command beside it."
STEPS = {
    "arrive": "arriving",
    "round": "round {round}",
    "dots": "giving dots",
    "statements": "key statements",
    "feedback": "feedback",
    "end": "ended",
}
"""What is done, for people in a terminal."""


def rehearse(address: str, straight: str, organiser: str, event: str, form: dict[str, str]) -> None:
    """Begin a rehearsal at a server, live it here, and print how far it is. Raises click.ClickException.

    `address` and `straight` are the café's, `organiser` the secret link of the organiser of the `event` (its slug),
    `form` is what is wanted.
    """
    try:
        told = asyncio.run(_lived(address, straight, organiser, event, form))
    except (OSError, Offline) as error:
        raise click.ClickException(NO_SERVER.format(address=address)) from error
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    latency = told["latency"]
    click.echo(
        f"{told['orders']} orders, {told['refused']} refused or unanswered. Latency: median {latency['median']} ms,"
        f" 95 of 100 within {latency['p95']} ms, slowest {latency['slowest']} ms."
    )


def delete(address: str, straight: str, organiser: str, event: str) -> None:
    """Delete the rehearsal of a server's event. Raises click.ClickException."""
    try:
        asyncio.run(_ordered(address, straight, organiser, event, {"do": "delete"}))
    except (OSError, Offline) as error:
        raise click.ClickException(NO_SERVER.format(address=address)) from error
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo("The rehearsal is deleted.")


async def _lived(address: str, straight: str, organiser: str, event: str, form: dict[str, str]) -> Told:
    answer = await _ordered(address, straight, organiser, event, {"do": "begin", "by": "command", **form})
    return await Crowd(Plan.read(answer["plan"]), show=_show).run()


async def _ordered(address: str, straight: str, organiser: str, event: str, form: dict[str, str]) -> dict[str, Any]:
    """Come in as the organiser, and order something of the rehearsal's page. Raises Offline, OSError, Refused."""
    base = await _way(address, straight)
    entered = await web.ask(f"{base}{urlsplit(organiser).path}")
    cookie = entered.headers.get("set-cookie", "").partition(";")[0]
    answer = await web.ask(
        f"{base}/e/{event}/rehearsal", cookie, body=urlencode(form), besides={"Accept": "application/json"}
    )
    told: dict[str, Any] = json.loads(answer.body)
    if not told.get("ok"):
        raise Refused(told.get("message", f"{answer.status}"))
    return told


async def _way(address: str, straight: str) -> str:
    """Return the address by which this machine comes to the café. Raises Offline, OSError."""
    if address.startswith("http://"):
        with suppress(OSError, Offline):
            await web.ask(f"{address}/healthz")
            return address
    await web.ask(f"{straight}/healthz")
    return straight


def _show(told: Told) -> None:
    step = STEPS[told["step"]].format(**told)
    line = f"{told['at']:>4} s  {step:<16} {told['here']} here, {told['late']} to come, {told['left']} left"
    click.echo(f"{line}  {told['latency']['p95']} ms")
