"""The report's own German. What people wrote comes from the harvest and stays as it is."""

import datetime as dt

from babel import Locale
from babel.dates import format_date

KINDS = {
    "idea": ("Idee", "Ideen"),
    "problem": ("Problem", "Probleme"),
    "question": ("Frage", "Fragen"),
    "wish": ("Wunsch", "Wünsche"),
    "offer": ("Angebot", "Angebote"),
}
MEASURE_STATES = {"open": "offen", "agreed": "vereinbart", "done": "erledigt"}

REPORT = "Ergebnisbericht"
SUBTITLE = "Ergebnisbericht zum World Café"
CATEGORY = "Bericht"
KEYWORDS = "World Café; Beteiligung; Ergebnisbericht"
DRAFT = "Entwurf"
CONTENTS = "Inhalt"
OPEN = "offen"
PAGE, OF = "Seite ", " von "

DATE, PLACE, ORGANISED_BY, ADDRESSED_TO, VERSION = "Datum", "Ort", "Veranstaltet von", "Vorgelegt für", "Fassung"
PEOPLE, CONTRIBUTIONS, DOTS, LANGUAGES = "Personen", "Beiträge", "Punkte", "Sprachen"
FIGURES = "Die Veranstaltung in Zahlen"
FIGURES_DESCRIPTION = (
    "Wie viele Personen mitgemacht haben, wie viele Beiträge und Punkte es gibt, in wie vielen Sprachen."
)

IN_BRIEF = "Das Wichtigste in Kürze"
COUNTED = "Gezählt sind Personen, die in der App etwas geschrieben oder Punkte vergeben haben."
NOTHING_YET = "Bisher liegen keine Beiträge vor. Der Bericht zeigt, was vorbereitet ist."
STATIONS = "Die Stationen im Überblick"
STATIONS_DESCRIPTION = "Je Station die Zahl der Personen, Beiträge, Themen und Punkte."
STATION, THEME, THEMES = "Station", "Thema", "Themen"
STRONGEST = "Die Themen mit den meisten Punkten"
STRONGEST_DESCRIPTION = "Themen aller Stationen mit der Zahl ihrer Beiträge und Punkte, die meisten Punkte zuerst."
STATEMENTS_BRIEF = "Was die Stationen festhalten"

THE_GATHERING = "Die Veranstaltung"
AIMS = "Ziele"
PROGRAMME = "Programm"
DAY, CAFE = "Programm des Tages", "Ablauf des World Cafés"
DAY_DESCRIPTION, CAFE_DESCRIPTION = "Uhrzeiten und Programmpunkte.", "Uhrzeiten und Abschnitte des World Cafés."
TIME, ITEM = "Uhrzeit", "Programmpunkt"
METHOD = "Vorgehen"
CAFE_IS = (
    "Ein World Café ist ein Gespräch vieler Menschen an kleinen Tischen. Jede Station hat eine Leitfrage und "
    "Gastgeber*innen; die Gäste wechseln nach jeder Runde und bauen auf dem auf, was andere vor ihnen gesagt haben."
)
WRITING = (
    "Geschrieben wird in der eigenen Sprache und ohne Konto, als Idee, Problem, Frage, Wunsch oder Angebot. "
    "Mit Punkten zeigen die Gäste, was ihnen am wichtigsten ist. Gastgeber*innen ordnen die Beiträge zu Themen "
    "und halten Kernaussagen fest."
)
CONSULTATION = (
    "Das World Café ist eine Konsultation. Es fasst keine Beschlüsse, und seine Ergebnisse sind nicht repräsentativ: "
    "Sie zeigen, was den Anwesenden wichtig war. Auch die Punkte sind keine Abstimmung."
)
ROUNDS = "Die Runden"
ETIQUETTE = "Gesprächsregeln"

GUIDING_QUESTION = "Leitfrage"
PROMPTS = "Fragen der Runden"
STATEMENTS = "Kernaussagen"
STATEMENTS_OPEN = "Offen: Für diese Station ist noch keine Kernaussage festgehalten."
WHOLE_STATION = "Zur ganzen Station"
QUESTIONS = "Offene Fragen"
NO_CONTRIBUTIONS = "Zu dieser Station liegen keine Beiträge vor."
THEMES_DESCRIPTION = "Je Thema die Zahl der Beiträge und der Punkte, die meisten Punkte zuerst."
UNCLUSTERED = "Weitere Beiträge"
UNCLUSTERED_ARE = "Diese Beiträge sind keinem Thema zugeordnet. Sie stehen hier nach ihrer Art."
ALL_BY_KIND = "Beiträge"
ALL_BY_KIND_ARE = "Die Beiträge sind noch keinem Thema zugeordnet. Sie stehen hier nach ihrer Art."
MEASURES = "Vereinbarte nächste Schritte"
MEASURES_DESCRIPTION = "Was getan werden soll, wer zuständig ist, bis wann, und wie es steht."
WHAT, WHO, BY_WHEN, STATE = "Was", "Wer", "Bis wann", "Stand"
GERMAN = "Deutsch: "
HIGHLIGHTED, EDITED = "hervorgehoben", "bearbeitet"

ABOUT = "Zu diesem Bericht"
EDITING = "Bearbeitung und Datenschutz"
EDITING_NOTES = (
    "Die Beiträge stehen hier im Wortlaut, in dem sie geschrieben wurden, auch mit ihren Fehlern. Es gilt der Wortlaut "
    "in der Originalsprache; die deutschen Fassungen dienen dem Verständnis.",
    "Beiträge, die zurückgezogen, von den Gastgeber*innen ausgeblendet oder nicht freigegeben wurden, sind nicht "
    "enthalten. Deshalb kann die Zählung der Beiträge Lücken haben.",
    "Telefonnummern und E-Mail-Adressen in Beiträgen sind durch [Kontaktangabe] ersetzt, außer wo Gastgeber*innen "
    "bestätigt haben, dass die Angabe bekannt werden soll.",
    "Namen, die Gäste zu ihren Beiträgen angegeben haben, stehen nicht in diesem Bericht.",
)
SIGNS = "Zeichen und Begriffe"
SIGNS_DESCRIPTION = "Was Nummern, Zeichen und Begriffe in diesem Bericht bedeuten."
SIGN, MEANING = "Zeichen", "Bedeutung"
GLOSSARY = (
    ("S1-014", "Station 1, Beitrag 14. Dieselbe Nummer steht in allen Dateien zu dieser Veranstaltung."),
    ("Punkt", "Eine Person fand diesen Beitrag wichtig. Bei einem Thema: die Summe seiner Beiträge."),
    ("Thema", "Beiträge, die Gastgeber*innen zusammengestellt haben."),
    ("Kernaussage", "Was Gastgeber*innen mit den Gästen zu einer Runde oder zur ganzen Station festgehalten haben."),
    ("Antwort auf …", "Der Beitrag bezieht sich auf einen anderen."),
    ("hervorgehoben", "Gastgeber*innen haben auf den Beitrag aufmerksam gemacht."),
    ("bearbeitet", "Der Wortlaut wurde nach dem Absenden geändert."),
    ("[Kontaktangabe]", "Hier stand eine Telefonnummer oder E-Mail-Adresse."),
    ("offen", "Dazu ist nichts festgehalten."),
)

APPENDIX = "Anhang: alle Beiträge"
APPENDIX_IS = "Jeder Beitrag steht in der Sprache, in der er geschrieben wurde; darunter die deutsche Fassung."
ALL_DESCRIPTION = "Nummer, Runde, Art und Sprache, Wortlaut mit deutscher Fassung und Punkte aller Beiträge."
NUMBER, ROUND, KIND, CONTRIBUTION = "Nr.", "Runde", "Art, Sprache", "Beitrag"

_GERMAN_LOCALE = Locale("de")


def long_date(day: dt.date) -> str:
    """18. November 2023."""
    return format_date(day, "long", locale=_GERMAN_LOCALE)


def moment(at: dt.datetime) -> str:
    """18. November 2023, 16:42 Uhr (at: in the event's time zone)."""
    return f"{long_date(at)}, {at:%H:%M} Uhr"


def number(value: int) -> str:
    """12.345."""
    return f"{value:,}".replace(",", ".")


def counted(value: int, one: str, many: str) -> str:
    """1 Beitrag, 2 Beiträge."""
    return f"{number(value)} {one if value == 1 else many}"


def dots(votes: int) -> str:
    """1 Punkt, 2 Punkte."""
    return counted(votes, "Punkt", "Punkte")


def contributions(count: int) -> str:
    """1 Beitrag, 2 Beiträge."""
    return counted(count, "Beitrag", "Beiträge")


def people(count: int) -> str:
    """1 Person, 2 Personen."""
    return counted(count, "Person", "Personen")


def language(code: str) -> str:
    """Arabisch; the code itself where nobody has a German name for it."""
    return _GERMAN_LOCALE.languages.get(code, code)


def kind(name: str) -> str:
    """Idee."""
    return KINDS.get(name, (name, name))[0]


def kinds(name: str) -> str:
    """Ideen."""
    return KINDS.get(name, (name, name))[1]


def station(position: int, short_title: str) -> str:
    """Station 1: Förderung & Räume."""
    return f"{STATION} {position}: {short_title}"


def turn(position: int, title: str | None) -> str:
    """Runde 1 – Sammeln."""
    return f"{ROUND} {position} – {title}" if title else f"{ROUND} {position}"


def enumeration(parts: list[str]) -> str:
    """a, b und c."""
    return " und ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
