"""What the page "Ready?" says of each line: a title, a sentence with what to do, the proof, and one key.

Each function is of one line of `queries/readiness.py`, and has a sentence for each of its reasons (`Found.why`).
"""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from flask import url_for
from flask_babel import format_date, format_decimal, get_locale, gettext, ngettext

from facilitation.models import Event
from facilitation.pages.print_kit import PARTS
from facilitation.pages.screens import language_name
from facilitation.queries.readiness import Found, State


class Key(NamedTuple):
    """What mends a line: a link to `href`, or a button that sends `do` to the page itself. `icon` is one of the sprite.

    `is_download` tells that it leads to a file, and `new_window` that it opens one.
    """

    label: str
    icon: str = ""
    href: str = ""
    do: str = ""
    is_download: bool = False
    new_window: bool = False


class Words(NamedTuple):
    """What is said of a line; `proof` is short, such as when it was tried. `more` is a second key: to read on."""

    title: str
    sentence: str
    proof: str = ""
    key: Key | None = None
    more: Key | None = None


class Line(NamedTuple):
    """A line as the page shows it."""

    name: str
    state: State
    waits: bool
    words: Words


class _Told(NamedTuple):
    event: Event
    moment: dt.datetime
    found: Found


def lines(event: Event, moment: dt.datetime, found: list[Found]) -> list[Line]:
    """Return what was found, in words of the page's language, with times of the event's place."""
    return [Line(one.name, one.state, one.waits, _said(_Told(event, moment, one))) for one in found]


def _said(told: _Told) -> Words:
    words = SAID[told.found.name](told)
    return words._replace(proof=gettext("wird probiert …")) if told.found.waits else words


def _phone(told: _Told) -> Words:
    where, at = told.found.said["url"], _when(told)
    choose = Key(gettext("Adresse wählen"), "qr", url_for("addresses.choose_page", event_slug=told.event.slug))
    scan = Key(gettext("Code scannen"), "qr", "#h-reach")
    return {
        "shut_by_network": lambda: Words(
            gettext("Kein Handy kommt herein"),
            gettext("Die Adresse in den Codes öffnet nur dieser Rechner. Verbinden Sie ihn mit dem WLAN des Saals."),
            "",
            choose,
        ),
        "shut_by_host": lambda: Words(
            gettext("Kein Handy kommt herein"),
            gettext("HOST lässt niemand anderen herein. Starten Sie das World Café ohne HOST neu."),
            "HOST",
            _help(gettext("So geht es"), "trouble"),
        ),
        "shut_by_setting": lambda: Words(
            gettext("Kein Handy kommt herein"),
            gettext("Setzen Sie BASE_URL auf die Adresse, unter der die Gäste kommen."),
            "BASE_URL",
            _help(gettext("So geht es"), "trouble"),
        ),
        "gone": lambda: Words(
            gettext("Die gewählte Adresse ist gerade nicht da"),
            gettext("In den Codes steht eine andere. Wählen Sie neu, oder verbinden Sie den Rechner wieder."),
            told.found.said["gone"].partition("://")[2],
            choose,
        ),
        "never": lambda: Words(
            gettext("Kommt ein Handy herein?"),
            gettext("Die Adresse in allen Codes ist noch nicht ausprobiert. Scannen Sie den Code mit einem Handy."),
            gettext("kein Handy"),
            scan,
        ),
        "old": lambda: Words(
            gettext("Kommt ein Handy herein?"),
            gettext("Es ist lange her, dass eines da war. Probieren Sie es noch einmal, am besten im Saal."),
            at,
            scan,
        ),
        "came": lambda: Words(gettext("Handys kommen herein"), gettext("Eines war da: %(where)s", where=where), at),
    }[told.found.why]()


def _tls(told: _Told) -> Words:
    plain, secure = gettext("Nicht verschlüsselt"), gettext("Verschlüsselt")
    what = gettext("Was Gäste schreiben und alle geheimen Links kann im WLAN niemand mitlesen.")
    return {
        "plain": lambda: Words(
            plain,
            gettext(
                "Wer im selben WLAN sitzt und sich auskennt, kann mitlesen, auch Ihren Link zur Steuerung. Für einen "
                "Nachmittag im eigenen WLAN üblich; erneuern Sie die geheimen Links danach."
            ),
            "http",
            Key(gettext("Das ist uns recht"), "check", do="plain"),
            _help(gettext("So geht es mit Verschlüsselung"), "install"),
        ),
        "accepted": lambda: Words(
            plain, gettext("Das ist Ihnen recht. Erneuern Sie nach dem Tag die geheimen Links."), _when(told)
        ),
        "only_here": lambda: Words(
            gettext("Verschlüsselung"), gettext("Was kein anderes Gerät öffnet, liest auch niemand mit.")
        ),
        "said": lambda: Words(
            secure,
            gettext("Die Adresse in den Codes beginnt mit https. Scannen Sie den Code mit einem Handy."),
            "https",
            Key(gettext("Code scannen"), "qr", "#h-reach"),
        ),
        "came": lambda: Words(secure, what, "https"),
    }[told.found.why]()


def _tablets(told: _Told) -> Words:
    said = told.found.said
    proof = gettext("%(here)s von %(of)s", here=said["here"], of=said["of"])
    show = Key(
        gettext("Codes zeigen"), "qr", url_for("organiser.all_doors", event_slug=told.event.slug, _anchor="h-hosts")
    )
    title = gettext("Tablets der Gastgeber*innen")
    if told.found.why == "all":
        return Words(title, gettext("Von jeder Station war in den letzten 24 Stunden eines da."), proof)
    stations = ", ".join(map(str, said["away"]))
    return Words(
        title,
        gettext("Öffnen Sie dort den Link der Station. Noch fehlt: Station %(stations)s.", stations=stations),
        proof,
        show,
    )


def _rehearsal(told: _Told) -> Words:
    people = told.found.said.get("people", 0)
    go = Key(gettext("Zum Probelauf"), "people", url_for("rehearsal.page", event_slug=told.event.slug))
    return {
        "never": lambda: Words(
            gettext("Probelauf"),
            gettext("Noch keiner. Ausgedachte Gäste zeigen, ob Verbindung, Leinwand und Tablets mitkommen."),
            gettext("keiner"),
            go,
        ),
        "runs": lambda: Words(
            gettext("Probelauf läuft"), gettext("Ausgedachte Gäste: %(people)s", people=people), "", go
        ),
        "kept": lambda: Words(
            gettext("Der Probelauf ist noch da"),
            gettext("Löschen Sie ihn vor dem Tag, sonst stehen seine Texte auf der Leinwand."),
            "",
            go,
        ),
        "held": lambda: Words(
            gettext("Probelauf"), gettext("Gemacht, mit %(people)s ausgedachten Gästen.", people=people), _when(told)
        ),
    }[told.found.why]()


def _backup(told: _Told) -> Words:
    title, at = gettext("Sicherung"), _when(told)
    if told.found.why == "made":
        return Words(title, gettext("Jünger als ein Tag. Liegt sie auch auf einem USB-Stick?"), at)
    key = Key(
        gettext("Jetzt sichern"),
        "file",
        url_for("exports.event_zip", event_slug=told.event.slug),
        is_download=True,
    )
    if told.found.said["rehearsal"]:
        key = Key(gettext("Zum Probelauf"), "people", url_for("rehearsal.page", event_slug=told.event.slug))
        what = gettext("Solange der Probelauf da ist, geht keine. Löschen Sie ihn zuerst.")
    elif told.found.why == "old":
        what = gettext("Die letzte ist älter als ein Tag. Am besten eine neue auf einen USB-Stick.")
    else:
        what = gettext("Noch nie gesichert. Am besten auf einen USB-Stick.")
    return Words(title, what, at or gettext("nie"), key)


def _in_trouble(title: str, what: str, at: str) -> Words:
    """Return the words for what the guide for trouble tells how to mend."""
    return Words(title, what, at, _help(gettext("So geht es"), "trouble"))


def _clock(told: _Told) -> Words:
    here = told.moment.astimezone(ZoneInfo(told.event.timezone))
    shown = f"{format_date(here.date(), 'long')}, {here:%H:%M}"
    right = Key(gettext("Ja, das stimmt"), "check", do="clock")
    title, at = gettext("Uhr"), _when(told)
    apart = abs(told.found.said.get("apart", 0))
    size = gettext("%(n)s Sekunden", n=format_decimal(round(apart / 1000, 1)))
    if apart >= 120_000:
        size = gettext("%(n)s Minuten", n=format_decimal(round(apart / 60_000)))
    mend = gettext("Stellen Sie sie, und laden Sie diese Seite dann neu.")
    fast = gettext("%(size)s vor diesem Browser.", size=size)
    slow = gettext("%(size)s hinter diesem Browser.", size=size)
    return {
        "never": lambda: Words(
            gettext("Stimmt die Uhr dieses Rechners?"), gettext("Sie zeigt: %(shown)s Uhr", shown=shown), "", right
        ),
        "confirmed": lambda: Words(title, gettext("Sie haben gesehen, dass sie stimmt."), at),
        "agrees": lambda: Words(title, gettext("Höchstens %(size)s neben diesem Browser.", size=size), at),
        "ahead": lambda: _in_trouble(
            gettext("Die Uhr dieses Rechners geht vor"),
            f"{fast} {mend}",
            at,
        ),
        "behind": lambda: _in_trouble(
            gettext("Die Uhr dieses Rechners geht nach"),
            f"{slow} {mend}",
            at,
        ),
    }[told.found.why]()


def _disk(told: _Told) -> Words:
    title, at = gettext("Festplatte"), _when(told)
    free = _bytes(told.found.said["free"])
    took = gettext("%(n)s Millisekunden", n=format_decimal(told.found.said.get("ms", 0)))
    again = Key(gettext("Jetzt probieren"), "pulse", do="check")
    none_left = gettext("Noch %(free)s frei: Es wird nichts mehr gespeichert.", free=free)
    little_left = gettext("Noch %(free)s frei.", free=free)
    room = gettext("Schaffen Sie Platz: Fotos und Sicherungen brauchen etwa 2 GB.")
    return {
        "full": lambda: _in_trouble(
            gettext("Die Festplatte ist voll"),
            f"{none_left} {room}",
            at,
        ),
        "short": lambda: _in_trouble(gettext("Auf der Festplatte wird es eng"), f"{little_left} {room}", at),
        "silent": lambda: Words(
            gettext("Die Festplatte antwortet nicht"),
            gettext("Ein kleiner Versuch wurde nicht fertig. Starten Sie den Rechner neu, und probieren Sie es dann."),
            "",
            again,
        ),
        "failed": lambda: Words(
            gettext("Die Festplatte nimmt nichts an"),
            gettext("Ein kleiner Versuch schlug fehl. Sehen Sie nach, ob sie voll oder schreibgeschützt ist."),
            at,
            again,
        ),
        "never": lambda: Words(
            title, gettext("%(free)s frei. Wie schnell sie schreibt, zeigt ein Versuch.", free=free), "", again
        ),
        "slow": lambda: Words(
            gettext("Die Festplatte ist langsam"),
            gettext(
                "Sie schreibt in %(took)s. Bei vielen Gästen dauert „gespeichert“ dann länger. Besser ist eine SSD.",
                took=took,
            ),
            at,
            again,
        ),
        "quick": lambda: Words(title, gettext("%(free)s frei, schreibt in %(took)s.", free=free, took=took), at),
    }[told.found.why]()


def _office(told: _Told) -> Words:
    title, at = gettext("LibreOffice"), _when(told)
    again = Key(gettext("Jetzt probieren"), "pulse", do="check")
    took = gettext("%(n)s Sekunden", n=format_decimal(round(told.found.said.get("ms", 0) / 1000, 1)))
    return {
        "missing": lambda: Words(
            gettext("LibreOffice fehlt"),
            gettext("Ohne LibreOffice gibt es den Bericht nur als Word-Datei, nicht als PDF."),
            gettext("fehlt"),
            _help(gettext("So geht es"), "install"),
        ),
        "failed": lambda: Words(
            gettext("LibreOffice macht kein PDF"),
            gettext(
                "Ein Versuch schlug fehl. Den Bericht gibt es dann nur als Word-Datei. Probieren Sie es noch einmal."
            ),
            at,
            again,
        ),
        "never": lambda: Words(title, gettext("Ist da. Ob es ein PDF macht, zeigt ein Versuch."), "", again),
        "worked": lambda: Words(title, gettext("Hat ein Blatt in %(took)s zu PDF gemacht.", took=took), at),
    }[told.found.why]()


def _contact(told: _Told) -> Words:
    why = told.found.why
    key = Key(gettext("Eintragen"), "edit", _section(told, "contact" if why == "no_contact" else "privacy"))
    return {
        "neither": lambda: Words(
            gettext("Kein Impressum, keine Ansprechperson"),
            gettext("Gäste können niemanden fragen, wer ihre Worte bekommt. Zwei Zeilen genügen."),
            gettext("fehlt"),
            key,
        ),
        "no_imprint": lambda: Words(
            gettext("Kein Impressum"),
            gettext("Gäste sehen nicht, wer für diese Seiten verantwortlich ist. Zwei Zeilen genügen."),
            gettext("fehlt"),
            key,
        ),
        "no_contact": lambda: Words(
            gettext("Keine Ansprechperson"),
            gettext("Gäste können niemanden fragen, wer ihre Worte bekommt. Zwei Zeilen genügen."),
            gettext("fehlt"),
            key,
        ),
        "there": lambda: Words(
            gettext("Impressum und Ansprechperson"), gettext("Beides steht auf den Seiten der Gäste."), gettext("da")
        ),
    }[why]()


def _retention(told: _Told) -> Words:
    day = format_date(told.found.said["day"], "long")
    if told.found.why == "set":
        return Words(
            gettext("Tag der Löschung"),
            gettext("%(day)s, steht auch im Hinweis für Gäste.", day=day),
            gettext("gesetzt"),
        )
    return Words(
        gettext("Gelöscht würde schon am Tag selbst"),
        gettext("Der Tag der Löschung ist der %(day)s. Wählen Sie einen nach der Veranstaltung.", day=day),
        "",
        Key(gettext("Ändern"), "edit", _section(told, "privacy")),
    )


def _translations(told: _Told) -> Words:
    lacking: dict[str, int] = told.found.said["lacking"]
    if told.found.why == "one":
        return Words(gettext("Sprachen"), gettext("Es gibt nur eine: nichts zu übersetzen."))
    if told.found.why == "all":
        count = told.found.said["languages"]
        return Words(gettext("Übersetzungen"), gettext("Alle Texte sind da, Sprachen: %(n)s", n=count))
    # isolated (UAX 9), or the number of an Arabic name would stand before it
    named = ", ".join(f"\u2068{language_name(code)}\u2069 ({count})" for code, count in lacking.items())
    return Words(
        ngettext("Eine Übersetzung fehlt", "%(num)d Übersetzungen fehlen", sum(lacking.values())),
        gettext("Dort lesen Gäste das Original: %(named)s.", named=named),
        "",
        Key(gettext("Ansehen"), "globe", url_for("translations.page", event_slug=told.event.slug)),
    )


def _room(told: _Told) -> Words:
    if told.found.why == "fits":
        return Words(
            gettext("Texte auf Plakaten"), gettext("Alle Fragen passen, in jeder Sprache."), gettext("gezählt")
        )
    long = told.found.said["too_long"]
    first = long[0]
    slug = next(one.slug for one in told.event.stations if one.position == first.position)
    return Words(
        ngettext("Ein Text ist zu lang fürs Plakat", "%(num)d Texte sind zu lang fürs Plakat", len(long)),
        gettext(
            "Station %(n)s, Frage auf %(language)s: braucht %(lines)s Zeilen, Platz ist für %(room)s.",
            n=first.position,
            language=language_name(first.language),
            lines=first.lines,
            room=first.room,
        ),
        gettext("Station %(n)s", n=", ".join(str(one.position) for one in long)),
        Key(gettext("Kürzen"), "edit", _section(told, "stations", slug)),
    )


def _printed(told: _Told) -> Words:
    key = Key(gettext("Drucken"), "print", url_for("print_kit.kit", event_slug=told.event.slug))
    named = ", ".join(str(part.title) for part in PARTS if part.name in told.found.said.get("parts", ()))
    return {
        "never": lambda: Words(
            gettext("Plakate"),
            gettext("Noch nie gedruckt.")
            if told.found.said["tried"]
            else gettext("Noch nie gedruckt. Erst die Adresse ausprobieren."),
            gettext("nie"),
            key,
        ),
        "outdated": lambda: Words(
            gettext("Gedrucktes ist veraltet"),
            gettext("Seit dem Drucken hat sich etwas geändert: %(parts)s.", parts=named),
            "",
            key,
        ),
        "elsewhere": lambda: Words(
            gettext("Gedruckt wurde für eine andere Adresse"),
            gettext("Drucken Sie die Plakate neu, oder holen Sie die andere Adresse zurück."),
            str(told.found.said["printed_for"]).partition("://")[2],
            key,
        ),
        "current": lambda: Words(
            gettext("Gedrucktes ist aktuell"), gettext("Gedruckt: %(parts)s", parts=named), gettext("verglichen")
        ),
    }[told.found.why]()


_LINES = (
    _contact,
    _translations,
    _room,
    _printed,
    _phone,
    _tls,
    _tablets,
    _backup,
    _rehearsal,
    _clock,
    _disk,
    _office,
    _retention,
)
SAID: Mapping[str, Callable[[_Told], Words]] = MappingProxyType({line.__name__[1:]: line for line in _LINES})
"""What says each line."""


def _when(told: _Told) -> str:
    """Return when a line was tried, on the clock of the event's place: the time of today, or the day."""
    if told.found.at is None:
        return ""
    zone = ZoneInfo(told.event.timezone)
    at, now = told.found.at.astimezone(zone), told.moment.astimezone(zone)
    if at.date() == now.date():
        return gettext("um %(time)s", time=f"{at:%H:%M}")
    return gettext("am %(day)s", day=format_skeleton("MMMd", at, locale=get_locale()))


def _section(told: _Told, name: str, part: str | None = None) -> str:
    return url_for("edit.section", event_slug=told.event.slug, name=name, part=part)


def _help(label: str, section: str) -> Key:
    href = url_for("help.show", name="administrator", _anchor=section)
    return Key(label, "info", href, new_window=True)


def _bytes(count: int) -> str:
    if count < 10**9:
        return gettext("%(n)s MB", n=format_decimal(count // 10**6))
    return gettext("%(n)s GB", n=format_decimal(round(count / 10**9, 1 if count < 10**10 else None)))
