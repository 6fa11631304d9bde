"""What the command line does: `flask --app wsgi links`."""

import json

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import inspect

from facilitation import links
from facilitation.extensions import db
from facilitation.services import events


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(links_command)


@click.command("links")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for other tools.")
@click.option("--event", "slug", help="The event's slug; without it, the newest one.")
@with_appcontext
def links_command(as_json: bool, slug: str | None) -> None:
    """Print every door's link."""
    known = []
    if inspect(db.engine).has_table("event"):
        known = [events.find(slug)] if slug else events.every()
    if not known:
        raise click.ClickException("There is no event yet: `make run` creates the first one.")
    doors = links.all_of(known[0])
    click.echo(json.dumps(doors, ensure_ascii=False) if as_json else as_text(doors))


def as_text(doors: dict[str, object]) -> str:
    """The links as a person reads them."""
    lines = [f"Event       {doors['event']}", f"Guests      {doors['join']}"]
    lines += [f"  station   {url}  ({slug})" for slug, url in dict(doors["stations"]).items()]  # type: ignore[call-overload]
    lines += [f"Organiser   {doors['organiser']}"]
    lines += [f"Host        {url}  ({slug})" for slug, url in dict(doors["hosts"]).items()]  # type: ignore[call-overload]
    lines += [f"Wall        {doors['wall']}"]
    return "\n".join(lines)
