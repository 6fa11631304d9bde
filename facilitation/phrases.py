"""What scripts say on a screen, in the language of the page; `{name}` is filled in by the script.

Wordings avoid grammatical number ("Punkte: {n}"), so that one sentence fits every count in every language.
"""

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

PHRASES: dict[str, LazyString] = {
    # kinds of contributions
    "kind.idea": lazy_gettext("Idee"),
    "kind.problem": lazy_gettext("Problem"),
    "kind.question": lazy_gettext("Frage"),
    "kind.wish": lazy_gettext("Wunsch"),
    "kind.offer": lazy_gettext("Angebot"),
    # the card of a contribution
    "card.own": lazy_gettext("Von Ihnen"),
    "card.table": lazy_gettext("Tisch {n}"),
    "card.round": lazy_gettext("Runde {n}"),
    "card.german": lazy_gettext("Auf Deutsch"),
    "card.edited": lazy_gettext("geändert"),
    "card.highlighted": lazy_gettext("Hervorgehoben"),
    "card.orphan": lazy_gettext("Antwort auf einen zurückgezogenen Beitrag"),
    "card.answers": lazy_gettext("Antwort auf:"),
    "card.pending": lazy_gettext("wartet auf Freigabe"),
    "card.hidden": lazy_gettext("ausgeblendet"),
    "card.merged": lazy_gettext("mit einem ähnlichen Beitrag zusammengeführt"),
    "card.sending": lazy_gettext("wird gesendet"),
    "card.offline": lazy_gettext("noch auf diesem Handy"),
    "card.refused": lazy_gettext("nicht angenommen"),
    "card.votes": lazy_gettext("Punkte: "),
    "card.vote": lazy_gettext("Punkt geben, {n}"),
    "card.reply": lazy_gettext("weiterdenken"),
    "card.edit": lazy_gettext("ändern"),
    "card.withdraw": lazy_gettext("zurückziehen"),
    # the stream of a station
    "stream.votes_left": lazy_gettext("noch {n} von {all} Punkten"),
    "stream.no_votes_left": lazy_gettext("Ihre {n} Punkte an dieser Station sind vergeben. Nehmen Sie einen zurück?"),
    "stream.sort": lazy_gettext("Reihenfolge"),
    "stream.newest": lazy_gettext("Neueste"),
    "stream.strongest": lazy_gettext("Stärkste"),
    "stream.news": lazy_gettext("Neue Beiträge: {n}"),
    "stream.more": lazy_gettext("Weitere zeigen ({n})"),
    "stream.empty": lazy_gettext("Noch keine Beiträge"),
    "stream.empty_hint": lazy_gettext("Schreiben Sie den ersten. Ein halber Gedanke genügt."),
    "stream.hidden_note": lazy_gettext(
        "Einer Ihrer Beiträge wurde am Tisch ausgeblendet. Andere sehen ihn nicht. Fragen Sie gern Ihre*n Gastgeber*in."
    ),
    "stream.discard": lazy_gettext("verwerfen"),
    # the composer and what became of what was written
    "composer.count": lazy_gettext("{n} von {limit}"),
    "composer.too_long": lazy_gettext("Das ist zu lang: {n} von höchstens {limit} Zeichen."),
    "composer.draft": lazy_gettext("Entwurf bleibt auf diesem Handy"),
    "composer.draft_unkept": lazy_gettext("Entwurf bleibt nur, solange diese Seite offen ist"),
    "composer.sending": lazy_gettext("Wird gesendet …"),
    "composer.waiting": lazy_gettext("Wartet auf Netz – wird nachgereicht ({n})"),
    "composer.saved": lazy_gettext("Gespeichert – am Tisch zu sehen"),
    "composer.saved_pending": lazy_gettext("Gespeichert – wartet auf Freigabe"),
    "composer.replying": lazy_gettext("Antwort auf:"),
    "composer.stop_replying": lazy_gettext("Nicht mehr antworten"),
    "composer.editing": lazy_gettext("Sie ändern:"),
    "composer.stop_editing": lazy_gettext("Nicht ändern"),
    "composer.parent_gone": lazy_gettext(
        "Der Beitrag, auf den Sie antworten, ist nicht mehr da. Ihr Text wird ein eigener Beitrag."
    ),
    # the band and the banners of a station
    "band.round": lazy_gettext("Runde {n} von {all}"),
    "band.last_minute": lazy_gettext("Letzte Minute"),
    "band.before": lazy_gettext("Vor Beginn"),
    "band.change": lazy_gettext("Wechsel"),
    "band.after": lazy_gettext("Danke!"),
    "banner.offline": lazy_gettext("Gerade kein Netz."),
    "banner.offline_hint": lazy_gettext("Schreiben Sie ruhig weiter. Nichts geht verloren."),
    "banner.before": lazy_gettext("Es geht gleich los."),
    "banner.before_hint": lazy_gettext("Schreiben Sie gern schon einen ersten Gedanken auf."),
    "banner.after": lazy_gettext("Die Runden sind vorbei. Danke!"),
    "banner.after_hint": lazy_gettext("Punkte vergeben und nachlesen können Sie weiterhin."),
    "banner.join_again": lazy_gettext("Zur Startseite"),
    # the way to the next station
    "move.title": lazy_gettext("Weiter zu"),
    "move.station": lazy_gettext("Station {n}"),
    "move.hint": lazy_gettext("Folgen Sie der Farbe und dem Zeichen mit der {n}."),
    "move.here": lazy_gettext("Ich bin da"),
    "move.other": lazy_gettext("Ich möchte an einen anderen Tisch"),
    "move.choose": lazy_gettext("Wohin möchten Sie?"),
    "move.close": lazy_gettext("Hier bleiben"),
    "move.show": lazy_gettext("Wohin geht es weiter?"),
    # what was said before
    "handover.empty": lazy_gettext("Hier steht bald, was die Gruppen vor Ihnen festgehalten haben."),
    "handover.hint": lazy_gettext("Das haben die Gruppen vor Ihnen festgehalten. Denken Sie von hier aus weiter."),
    "handover.round": lazy_gettext("Kernaussagen aus Runde {n}"),
    "handover.station": lazy_gettext("Kernaussagen der Station"),
    "handover.themes": lazy_gettext("Die stärksten Themen"),
    # the list of doors
    "doors.copied": lazy_gettext("Link kopiert"),
}
