"""The editor's section on the promise to guests, the imprint, and the statement on accessibility."""

from flask_babel import lazy_gettext

from facilitation.pages.edit.frame import Section, fields_of

SECTION = Section(
    "privacy",
    lazy_gettext("Datenschutz und Impressum"),
    fields_of("event", "imprint", "accessibility_method", "accessibility_open", "enforcement_body"),
    ("imprint",),
)
