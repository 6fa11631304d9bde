"""The commands of the command line: `flask --app wsgi links`, `import-event`, `backup`, `restore`, `check-journal`."""

import datetime as dt
import json
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import inspect

from facilitation.doors import links
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.services import deletion, events, journal_chain
from facilitation.storage import erasing
from facilitation.storage.backup import making, unpacking
from facilitation.storage.backup.manifest import SECRET, BackupRefused
from facilitation.transfer import importing, restoring
from facilitation.transfer.record_schema import RecordRefused


def init_app(app: Flask) -> None:
    """Add the commands to the app."""
    app.cli.add_command(links_command)
    app.cli.add_command(import_command)
    app.cli.add_command(backup_command)
    app.cli.add_command(restore_command)
    app.cli.add_command(check_journal_command)


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


@click.command("import-event")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slug", help="Another name for the event, as it stands in addresses.")
@with_appcontext
def import_command(file: Path, slug: str | None) -> None:
    """Store an event again from an export: FILE is its JSON, or its ZIP, which has the photos, too.

    Where there is no database yet, it is made: a café that starts afterwards begins with this event.
    """
    try:
        with importing.opened(file) as (record, picture):
            if not inspect(db.engine).has_table("event"):
                upgrade()
            restored = restoring.restore(record, slug=slug, today=dt.date.today(), picture=picture)  # noqa: DTZ011
    except RecordRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except CafeError as refusal:
        raise click.ClickException("The disk is full; nothing was stored.") from refusal
    counts = restored.counts
    click.echo(f"Imported {restored.slug}: {counts['contributions']} contributions, {counts['photos']} photos.")
    if restored.without_picture:
        click.echo(f"{restored.without_picture} photos are not in the file and were left out; the ZIP export has them.")
    click.echo(f"Its doors are new: flask --app wsgi links --event {restored.slug}")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup_command(file: Path) -> None:
    """Write everything that is kept to one FILE, while the server runs or not."""
    try:
        made = making.make(current_app.extensions["config"], file)
    except BackupRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"Backed up to {file}: the database and {made.files} files.")
    if made.missing:
        click.echo(f"{made.missing} files that the database names are missing; everything else is in the backup.")
    click.echo("It holds what people wrote and every door's link: keep it as safe, and not beyond the day of deletion.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore_command(file: Path) -> None:
    """Restore a backup, FILE, into an empty DATA_DIR (and an empty database); no server may run meanwhile.

    What was promised to be deleted by today is deleted at once.
    """
    try:
        with unpacking.restored(current_app.extensions["config"], file) as told:
            upgrade()
            emptied = deletion.delete_due(dt.date.today())  # noqa: DTZ011
            erasing.erase(at_rest=True)
    except BackupRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except OSError as error:
        raise click.ClickException(f"{file} cannot be restored: {error.strerror}.") from error
    click.echo(f"Restored what was backed up at {told.made_at}.")
    if SECRET not in told.files:
        click.echo("SECRET_KEY is not in a backup: set it as it was, or everybody has to come in anew.")
    if emptied:
        click.echo(f"The promised day of deletion has come, and everything was deleted: {', '.join(emptied)}.")


@click.command("check-journal")
@click.option("--noted", multiple=True, help="A value of a journal that somebody noted earlier; may be given often.")
@with_appcontext
def check_journal_command(noted: tuple[str, ...]) -> None:
    """Tell whether the stations' journals are as they were written, and where they are not.

    A journal that was written anew as a whole shows by a value that was noted before: the board tells it below the
    journal, and every ZIP export in its lies-mich.txt.
    """
    faults = 0
    for event in events.every():
        for station in event.stations:
            count, found = len(journal_chain.of_station(station.id)), journal_chain.faults(station)
            newest = journal_chain.newest_of([station]).get(station.slug, "none yet")
            click.echo(f"{event.slug} {station.slug}: {count} entries, newest {newest}")
            for one in found:
                click.echo(f"  revision {one.revision}, {one.done_at:%Y-%m-%d %H:%M} UTC: {one.says}")
            faults += len(found)
    for value in noted:
        entry = journal_chain.noted(value)
        if entry is None:
            click.echo(f"{value}: no entry has it any more")
            faults += 1
        else:
            click.echo(f"{value}: revision {entry.revision}, {entry.done_at:%Y-%m-%d %H:%M} UTC")
    if faults:
        raise click.ClickException("A journal was changed.")
    click.echo("Nothing was changed.")


def as_text(doors: dict[str, object]) -> str:
    """Return the links as a person reads them."""
    lines = [f"Event       {doors['event']}", f"Guests      {doors['join']}"]
    lines += [f"  station   {url}  ({slug})" for slug, url in dict(doors["stations"]).items()]  # type: ignore[call-overload]
    lines += [f"Organiser   {doors['organiser']}"]
    lines += [f"Host        {url}  ({slug})" for slug, url in dict(doors["hosts"]).items()]  # type: ignore[call-overload]
    lines += [f"Wall        {doors['wall']}"]
    return "\n".join(lines)
