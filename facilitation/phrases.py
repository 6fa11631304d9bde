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
}
