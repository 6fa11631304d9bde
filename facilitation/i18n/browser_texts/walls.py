"""What scripts say on the hall's screen, and at the presentation."""

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

PHRASES: dict[str, LazyString] = {
    # the hall's screen
    "wall.themes": lazy_gettext("Themen"),
    "wall.voices": lazy_gettext("Im Wortlaut"),
    "wall.themes_by": lazy_gettext("Themen, nach der Zahl der Beiträge"),
    "wall.cloud": lazy_gettext("Wortwolke"),
    "wall.said_here": lazy_gettext("Was hier gesagt wird"),
    "wall.strongest": lazy_gettext("Beiträge mit den meisten Punkten"),
    "wall.no_dots": lazy_gettext("Noch hat niemand Punkte vergeben"),
    "wall.countdown": lazy_gettext("Restzeit groß"),
    "wall.then": lazy_gettext("Danach: {title}"),
    "wall.programme": lazy_gettext("Programm"),
    "wall.now": lazy_gettext("Jetzt"),
    "wall.next": lazy_gettext("Danach"),
    "wall.day_over": lazy_gettext("Vielen Dank! Kommen Sie gut nach Hause."),
    "wall.scan_or_type": lazy_gettext("Scannen, oder im Browser eingeben:"),
    "wall.paused": lazy_gettext("Automatik angehalten"),
    "wall.key_step": lazy_gettext("weiter, zurück"),
    "wall.key_stations": lazy_gettext("alle Stationen"),
    "wall.key_station": lazy_gettext("eine Station"),
    "wall.key_code": lazy_gettext("QR-Code, groß"),
    "wall.key_feedback": lazy_gettext("Feedback, sobald die Steuerung es zeigt"),
    "wall.key_pause": lazy_gettext("anhalten, weiterlaufen"),
    "wall.key_release": lazy_gettext("wieder der Steuerung folgen"),
    "wall.key_blank": lazy_gettext("schwarz"),
    "wall.key_full": lazy_gettext("ganzer Bildschirm"),
    "wall.new": lazy_gettext("Gerade eben"),
    "wall.empty": lazy_gettext("Noch keine Beiträge"),
    "wall.empty_hint": lazy_gettext("Code scannen und mitmachen"),
    "wall.before": lazy_gettext("Gleich geht es los"),
    "wall.where": lazy_gettext("Wohin jetzt?"),
    "wall.after": lazy_gettext("Danke fürs Mitdenken!"),
    "wall.change": lazy_gettext("Wechsel · danach {title}"),
    "wall.begins": lazy_gettext("Um {time} beginnt {title}"),
    "wall.begins_soon": lazy_gettext("Gleich beginnt {title}"),
    "wall.part": lazy_gettext("Teil {n} von {all}"),
    "wall.larger": lazy_gettext("Je größer, desto öfter gesagt"),
    "wall.whole_text": lazy_gettext("Ganzer Text auf Ihrem Handy"),
    "wall.time_up": lazy_gettext("Die Zeit ist um"),
    "wall.oclock": lazy_gettext("{time} Uhr"),
    "wall.join": lazy_gettext("Mitmachen"),
    "wall.any_language": lazy_gettext("in Ihrer Sprache"),
    "wall.your_table": lazy_gettext("Ihren Tisch"),
    "wall.on_your_phone": lazy_gettext("zeigt Ihr Handy"),
    "wall.lost": lazy_gettext("Keine Verbindung – Stand {time}"),
    "wall.way": lazy_gettext("Von Station {from} zu Station {to}"),
    "wall.you_were": lazy_gettext("Sie waren an"),
    # the presentation
    "deck.notes_kept": lazy_gettext("Auf diesem Gerät gespeichert."),
    "deck.notes_not_kept": lazy_gettext(
        "Dieser Browser speichert nichts: Die Notizen bleiben nur, solange diese Seite offen ist."
    ),
    "deck.not_saved": lazy_gettext("Nicht gespeichert: keine Verbindung. Bitte gleich noch einmal."),
}
