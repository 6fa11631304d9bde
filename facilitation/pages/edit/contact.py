"""The editor's section on who invites, who gets the report, and whom guests may ask."""

from flask_babel import lazy_gettext

from facilitation.pages.edit.frame import Section, fields_of

SECTION = Section(
    "contact",
    lazy_gettext("Organisation und Kontakt"),
    fields_of("event", "organiser", "addressee", "contact"),
    ("organiser", "contact"),
)
