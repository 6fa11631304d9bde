"""What sheets of paper say to guests in every language of an event, one sentence or two beneath another."""

from flask_babel import lazy_gettext

INVITATION = lazy_gettext("QR-Code scannen. In Ihrer Sprache schreiben. Punkte geben.")
"""How to take part: on posters and at the entrance."""
WIFI = lazy_gettext("WLAN-Code scannen und verbinden. Kein Internet? Bleiben Sie verbunden.")
PAPER_CARD = lazy_gettext("Schreiben Sie in Ihrer Sprache. Bitte keine Namen.")
PHOTOS = lazy_gettext("Hier werden Tischdecken fotografiert. Sie möchten nicht auf ein Bild? Sagen Sie es am Tisch.")
