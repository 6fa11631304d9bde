"""What scripts say on a screen, in the language of the page; `{name}` is filled in by the script.

Wordings avoid grammatical number ("Punkte: {n}"), so that one sentence fits every count in every language.
"""

from flask_babel.speaklater import LazyString

from facilitation.i18n.browser_texts import boards, desks, guests, walls

PHRASES: dict[str, LazyString] = {**guests.PHRASES, **boards.PHRASES, **desks.PHRASES, **walls.PHRASES}
