"""The editor's first section: title, day, place, aims and etiquette."""

from flask_babel import lazy_gettext

from facilitation.pages.edit.frame import Section, fields_of

SECTION = Section(
    "event",
    lazy_gettext("Veranstaltung"),
    fields_of("event", "title", "place_name", "directions", "aims", "etiquette"),
    ("place_name",),
)
