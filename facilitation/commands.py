"""The commands of the command line, as `flask --app wsgi links`, `rehearse`, `import-event`, `backup`, `restore`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy.exc import DBAPIError

from facilitation import bounds, clock
from facilitation.config import Config
from facilitation.doors import addresses, links
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.rehearsal import command as rehearsing
from facilitation.services import deletion, event_journal, events, house, journal_chain, trials, witness
from facilitation.storage import data_lock, erasing
from facilitation.storage.backup import databases, making, unpacking
from facilitation.storage.backup.manifest import SECRET, BackupRefused
from facilitation.storage.data_lock import DataLock, InUse
from facilitation.storage.file_store import FULL
from facilitation.storage.sqlite_lock import is_locked
from facilitation.storage.transactions import is_storage_full
from facilitation.transfer import importing, restoring
from facilitation.transfer.record_schema import RecordRefused

OLDER = "The database is of an older version: start the server once, it brings it up to date."
NEWER = "The database is of a newer version than this program."
UNREADABLE = "The database cannot be read: look at DATABASE_URL and DATA_DIR, or restore a backup."
PHOTOS_A_LINE = 5
"""Photos of an import from one line on how far it is to the next; one takes about half a second."""
KEPT_IMPORT = {
    "storage_full": "The disk is full; nothing was stored.",
    "server_error": "Another program has the database locked; nothing was stored.",
}
"""Why nothing was imported, by the code of the refusal."""
FAILED_IMPORT = "The import failed: {}. Unless the event is there now, nothing was stored."
NO_EVENT = "There is no event in {folder}: `make run` creates the first one, and DATA_DIR names another folder."


def init_app(app: Flask) -> None:
    """Add the commands to the app."""
    app.cli.add_command(links_command)
    app.cli.add_command(import_command)
    app.cli.add_command(backup_command)
    app.cli.add_command(restore_command)
    app.cli.add_command(check_journal_command)
    app.cli.add_command(rehearse_command)


@click.command("links")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for other tools.")
@click.option("--event", "slug", help="The event's slug; without it, the newest one that was not made at /house.")
@with_appcontext
def links_command(as_json: bool, slug: str | None) -> None:
    """Print all access links."""
    with _readable():
        _require_database()
        chosen = _chosen(slug)
        _name_links_as_the_server_does()
        doors, codes = links.all_of(chosen), addresses.codes()
    click.echo(json.dumps(doors, ensure_ascii=False) if as_json else as_text(doors))
    if codes.only_here and not as_json:
        click.echo(f"This machine alone opens {codes.url}, and no phone.")


def _chosen(slug: str | None) -> Event:
    """Return the event with this slug, or the newest one (`events.newest`). Raises ClickException."""
    known = events.every()
    newest = events.newest()
    if newest is None:
        raise _no_event()
    chosen = [one for one in known if one.slug == slug] if slug else [newest]
    if not chosen:
        names = ", ".join(one.slug for one in known)
        raise click.ClickException(f"There is no event {slug!r}; there are: {names}.")
    return chosen[0]


@click.command("rehearse")
@click.option("--people", type=click.IntRange(1, bounds.REHEARSAL_PEOPLE), default=90, help="Simulated guests.")
@click.option(
    "--minutes",
    type=click.FloatRange(0, bounds.REHEARSAL_MINUTES, min_open=True),
    default=10,
    help="How long the whole day takes them.",
)
@click.option("--rounds/--no-rounds", "plays", default=True, help="Whether the rounds are played through, too.")
@click.option("--event", "slug", help="The event's slug; without it, the newest one.")
@click.option("--delete", "deletes", is_flag=True, help="Delete the rehearsal, and begin none.")
@with_appcontext
def rehearse_command(people: int, minutes: float, plays: bool, slug: str | None, deletes: bool) -> None:
    """Let simulated guests live the day at a café that runs, and show how quickly it answers them."""
    with _readable():
        _require_database()
        event = _chosen(slug)
        _name_links_as_the_server_does()
        ways = addresses.base_url(), addresses.straight(), links.all_of(event)["organiser"], event.slug
        db.session.remove()
    if deletes:
        rehearsing.delete(*ways)
        return
    form = {"people": str(people), "seconds": str(max(1, round(minutes * 60))), **({"plays": "on"} if plays else {})}
    rehearsing.rehearse(*ways, form)


@click.command("import-event")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--slug", help="Another name for the event, as it stands in addresses.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for the house's page.")
@click.option("--in-house", is_flag=True, help="As if it were imported at /house: `links` go on naming the other one.")
@with_appcontext
def import_command(file: Path, slug: str | None, as_json: bool, in_house: bool) -> None:
    """Store an event again from an export: FILE is its JSON, or its ZIP, which has the photos, too.

    The folder that the ZIP was unpacked to is taken as well. Where there is no database yet, it is made: a café that
    starts afterwards begins with this event. Imports at the same time wait for each other.
    """
    folder = current_app.extensions["config"].data_dir
    try:
        with DataLock(folder), data_lock.importing(folder, _say_that_it_waits):
            restored = _imported(file, slug, in_house=in_house)
    except InUse as error:
        raise click.ClickException("A backup is being restored; import the event when that is done.") from error
    except RecordRefused as refusal:
        if as_json:
            click.echo(json.dumps({"error": refusal.code, "why": str(refusal), **refusal.detail}))
            return
        raise click.ClickException(str(refusal)) from refusal
    except (CafeError, DBAPIError, OSError) as fault:
        code = fault.code if isinstance(fault, CafeError) else _kept_by(fault)
        if as_json:
            click.echo(json.dumps({"error": code}))
            return
        kept = KEPT_IMPORT.get(code) or FAILED_IMPORT.format(fault.orig if isinstance(fault, DBAPIError) else fault)
        raise click.ClickException(kept) from fault
    counts = restored.counts
    if as_json:
        changed = [one.code for one in restored.changed]
        told = {"slug": restored.slug, "without_picture": restored.without_picture, "changed": changed}
        click.echo(json.dumps({**told, "contributions": counts["contributions"], "photos": counts["photos"]}))
        return
    click.echo(f"Imported {restored.slug}: {counts['contributions']} contributions, {counts['photos']} photos.")
    if restored.without_picture:
        click.echo(f"{restored.without_picture} photos are not in the file and were left out; the ZIP has them.")
    for sentence in restored.changed:
        click.echo(sentence)
    click.echo(f"It has new access links: flask --app wsgi links --event {restored.slug}")


def _kept_by(fault: DBAPIError | OSError) -> str:
    """Return the code of the refusal for a failure of database or disk."""
    if is_storage_full(fault) or getattr(fault, "errno", None) in FULL:
        return "storage_full"
    return "server_error" if is_locked(fault) else "import_failed"


def _imported(file: Path, slug: str | None, *, in_house: bool) -> restoring.Restored:
    with importing.opened(file) as (record, picture):
        if databases.is_empty():
            upgrade()
        _require_database()
        restoring.remove_unfinished()  # the photos of an import that was killed
        witness.note()  # a café that begins with this event knows from when on
        return restoring.restore(
            record, slug=slug, in_house=in_house, moment=clock.now(), picture=picture, done=_say_how_far
        )


def _say_that_it_waits() -> None:
    click.echo("Another import is under way; this one begins when that is done.", err=True)


def _say_how_far(photos: int, of: int) -> None:
    if photos in (1, of) or photos % PHOTOS_A_LINE == 0:
        click.echo(f"Photos: {photos} of {of}", err=True)


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
    with suppress(CafeError, DBAPIError):  # the backup is there, also where an older database cannot note it
        trials.note("backup")
    click.echo(f"Backed up to {file}: the database and {made.files} files.")
    if made.missing:
        click.echo(f"{made.missing} files that the database names are missing; everything else is in the backup.")
    click.echo("It holds what people wrote and all access links: keep it as safe, and not beyond the day of deletion.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore_command(file: Path) -> None:
    """Restore a backup, FILE, into an empty DATA_DIR (and an empty database); no server may run meanwhile.

    What was promised to be deleted by today is locked, or deleted at once where that day is certain.
    """
    try:
        with unpacking.restored(current_app.extensions["config"], file) as told:
            upgrade()
            witness.come_back()
            looked = deletion.look(clock.now(), clock.certain())
            erasing.erase(at_rest=True)
    except BackupRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except OSError as error:
        raise click.ClickException(f"{file} cannot be restored: {error.strerror}.") from error
    click.echo(f"Restored what was backed up at {told.made_at}.")
    if SECRET not in told.files:
        click.echo("SECRET_KEY is not in a backup: set it as it was, or everybody has to come in anew.")
    if looked.emptied:
        click.echo(f"The promised day of deletion has come, and everything was deleted: {', '.join(looked.emptied)}.")
    if looked.locked:
        click.echo(
            f"The promised day of deletion seems to have come: {', '.join(looked.locked)}. Nobody is shown anything of "
            f"it, and it is deleted once another device's clock agrees with this machine's: {clock.now():%Y-%m-%d}."
        )


@click.command("check-journal")
@click.option("--noted", multiple=True, help="A value of a journal that somebody noted earlier; may be given often.")
@click.option("--list", "listed", is_flag=True, help="List what organisers did at each whole event, and when.")
@with_appcontext
def check_journal_command(noted: tuple[str, ...], listed: bool) -> None:
    """Tell whether the journals are as they were written, and where they are not.

    Each event has one, of rounds, links, newcomers, the survey, the report and downloads, and each of its stations. A
    journal that was written anew as a whole shows by a value that was noted before: every ZIP export tells them in its
    lies-mich.txt, and the board tells its station's below the journal.
    """
    with _readable():
        _require_database()
        _check_journals(noted, listed=listed)


def _check_journals(noted: tuple[str, ...], *, listed: bool) -> None:
    faults = 0
    for event in events.every():
        faults += _check_event_journal(event, listed=listed)
        for station in event.stations:
            count, found = len(journal_chain.of_station(station.id)), journal_chain.faults(station)
            newest = journal_chain.newest_of([station]).get(station.slug, "none yet")
            click.echo(f"{event.slug} {station.slug}: {count} entries, newest {newest}")
            for one in found:
                click.echo(f"  revision {one.revision}, {one.done_at:%Y-%m-%d %H:%M} UTC: {one.says}")
            faults += len(found)
    for value in noted:
        place = _place_of(value)
        faults += place is None
        click.echo(f"{value}: {place or 'no entry has it any more'}")
    if faults:
        raise click.ClickException("A journal was changed.")
    click.echo("Nothing was changed.")


def _check_event_journal(event: Event, *, listed: bool) -> int:
    """Say whether the journal of a whole event is as it was written; return how many faults it has."""
    deeds, found = event_journal.of_event(event.id), event_journal.faults(event.id)
    click.echo(f"{event.slug}: {len(deeds)} entries, newest {event_journal.newest_of(event.id) or 'none yet'}")
    for one in found:
        click.echo(f"  entry {one.number}, {one.done_at:%Y-%m-%d %H:%M} UTC: {one.says}")
    for deed in deeds if listed else ():
        said = " ".join(f"{name}={value}" for name, value in deed.said.items() if value is not None)
        click.echo(f"  {deed.number}: {deed.done_at:%Y-%m-%d %H:%M} UTC {deed.deed} {said}".rstrip())
    return len(found)


def _place_of(noted: str) -> str | None:
    """Return which entry has the link that somebody noted; None where none has it any more."""
    entry, deed = journal_chain.noted(noted), event_journal.noted(noted)
    if entry is not None:
        return f"revision {entry.revision}, {entry.done_at:%Y-%m-%d %H:%M} UTC"
    return deed and f"entry {deed.number} of the event, {deed.done_at:%Y-%m-%d %H:%M} UTC"


def _name_links_as_the_server_does() -> None:
    """Where this terminal has none of its settings, take those with which the server was last started."""
    config: Config = current_app.extensions["config"]
    serving = house.known().serving
    if serving and not config.given & {"HOST", "PORT", "BASE_URL"}:
        current_app.extensions["config"] = replace(config, **serving)


@contextmanager
def _readable() -> Iterator[None]:
    """Say in a sentence where the database cannot be read. Raises ClickException."""
    try:
        yield
    except DBAPIError as error:
        raise click.ClickException(f"{UNREADABLE} ({error.orig})") from error


def _require_database() -> None:
    """Refuse where there is no database yet, or one of another version. Raises ClickException."""
    found, known = databases.revision(), databases.known_revisions()
    if found is None:
        raise _no_event()
    if found not in known:
        raise click.ClickException(NEWER)
    if found != known[0]:
        raise click.ClickException(OLDER)


def _no_event() -> click.ClickException:
    config: Config = current_app.extensions["config"]
    return click.ClickException(NO_EVENT.format(folder=config.data_dir))


def as_text(doors: dict[str, object]) -> str:
    """Return the links as a person reads them."""
    lines = [f"Event       {doors['event']}", f"Guests      {doors['join']}"]
    lines += [f"  station   {url}  ({slug})" for slug, url in dict(doors["stations"]).items()]  # type: ignore[call-overload]
    lines += [f"Organiser   {doors['organiser']}"]
    lines += [f"Host        {url}  ({slug})" for slug, url in dict(doors["hosts"]).items()]  # type: ignore[call-overload]
    lines += [f"Wall        {doors['wall']}", f"House       {doors['house']}"]
    return "\n".join(lines)
