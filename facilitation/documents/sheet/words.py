"""The fixed texts of translators' sheets, in German as they are looked up in the catalogues."""

from facilitation.i18n.catalogue import Catalogue, Fixed, fixed
from facilitation.services.translations import Place

PLACE = fixed("Wo der Text steht")
TEXTS = fixed("Texte")
HOW = fixed(
    "Bitte übersetzen Sie jede Zeile, und lassen Sie die erste Spalte und den Originaltext, wie sie sind. "
    "Was leer bleibt, ändert nichts; ein Strich (-) löscht eine Übersetzung."
)
_PLACES: dict[tuple[str, str], Fixed] = {
    ("event", "title"): fixed("Titel der Veranstaltung"),
    ("event", "place_name"): fixed("Name des Ortes"),
    ("event", "directions"): fixed("Anfahrt"),
    ("event", "organiser"): fixed("Wer die Veranstaltung ausrichtet"),
    ("event", "addressee"): fixed("Wer den Bericht bekommt"),
    ("event", "contact"): fixed("Kontakt"),
    ("event", "imprint"): fixed("Impressum"),
    ("event", "aims"): fixed("Ziel %(n)s"),
    ("event", "etiquette"): fixed("Gesprächsregel %(n)s"),
    ("event", "accessibility_method"): fixed("Barrierefreiheit: was wie geprüft wurde"),
    ("event", "accessibility_open"): fixed("Barrierefreiheit: was noch nicht barrierefrei ist"),
    ("event", "enforcement_body"): fixed("Barrierefreiheit: Durchsetzungsstelle"),
    ("programme", "title"): fixed("Programm, Zeile %(n)s"),
    ("round", "title"): fixed("Name der Runde %(n)s"),
    ("station", "short_title"): fixed("Station %(n)s: kurzer Titel"),
    ("station", "title"): fixed("Station %(n)s: Titel"),
    ("station", "question"): fixed("Station %(n)s: Leitfrage"),
    ("station", "description"): fixed("Station %(n)s: Beschreibung"),
    ("station", "prompts"): fixed("Station %(n)s: Frage in Runde %(inner)s"),
    ("survey", "text"): fixed("Feedback: Satz %(n)s"),
    ("survey", "free_text"): fixed("Feedback: Frage nach einem Text"),
    ("theme", "title"): fixed("Station %(n)s: Thema"),
    ("statement", "text"): fixed("Station %(n)s: Kernaussage"),
}


def place(say: Catalogue, of: Place) -> str:
    """Return in words where a text stands."""
    return say(_PLACES[of.noun, of.field], n=of.position, inner=of.inner)
