"""Words that say nothing about a theme: shared by chance, and no title that a host would leave.

They count for likeness, where two texts are compared as a whole, and are left out where one word decides: what fits a
theme, and what a new one could be called. Stop words are gone before. Languages without a list here have none.
"""

import functools

from facilitation.queries.likeness.words import words_of

_GERMAN = """
Jahr Jahre Monat Monate monatelang Woche Wochen wochenlang Wochenende Tag Tage täglich Stunde Stunden Minute Zeit Uhr
Abend abends Morgen Mittag Nachmittag Vormittag Nacht heute jetzt Frühling Sommer Herbst Winter Januar Februar März
April Mai Juni Juli August September Oktober November Dezember Montag Dienstag Mittwoch Donnerstag Freitag Samstag
Sonntag eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf einmal mal erste zweite dritte halb
Zahl Zahlen Anzahl Teil Hälfte Prozent Euro Seite Seiten Stück Höhe Menge Stelle Stellen Stadt Ort Orte Platz Land
Leute Mensch Menschen Person Personen Beispiel Thema Themen Frage Fragen Problem Probleme Idee Ideen Wunsch Wünsche
Angebot Angebote Möglichkeit Möglichkeiten Bereich Bereiche Art Weise Sache Sachen Ding Dinge Fall Fälle Grund Gründe
Ziel Ziele Weg Wege Schritt Schritte Anfang Ende Punkt Punkte Rolle Form Moment Gefühl Meinung Name Liste Welt Leben
Bitte Danke Dank Tisch Station Runde Karte Karten Konferenz Verein Vereine Organisation Organisationen Verband
Gruppe Gruppen Initiative MO MOs Migrant Migranten Migrantin Migration Ausländer Integration Dresden Deutschland
Arbeit Hilfe Antwort Treffen Gespräch Mitglied Kollege Kollegin Teilnehmer Teilnehmende Teilnahme Info Infos
niemand jemand keiner jeder wer wen wem dass statt während gibt alle alles allein kaum meist oft immer nie schon sogar
genau wirklich echt klar sehr ganz
bitte gern gerne danach daher damit leider eher einfach mehr mehrere viel viele wenig weniger neu alt klein groß gut
schlecht wichtig lang kurz gemeinsam nächste andere verschieden eigen
bekommen brauchen bringen dauern dürfen fehlen finden geben gehen haben halten helfen hören kennen kommen lassen
laufen machen müssen reden sagen sehen sollen sprechen stehen tun wissen wollen wünschen
"""
_ENGLISH = """
year years month months week weeks weekend day days daily hour hours minute time evening morning afternoon night today
now january february march april june july august september october november december monday tuesday wednesday
thursday friday saturday sunday one two three four five six seven eight nine ten once first second third half
number part percent euro page place city town country people person example topic question problem idea wish offer
possibility area way thing case reason goal step beginning end point role form life world please thanks thank table
station round card conference association organisation organization group initiative migrant migrants migration
integration dresden germany work help answer meeting member info nobody somebody everybody everyone everything always
never already really very quite often new old small big good bad important long short shared together next other
come find get give go have hear help keep know let like look make need say see speak take talk tell think use want
"""
_WORDS = {"de": _GERMAN, "en": _ENGLISH}


@functools.cache
def empty(language: str) -> frozenset[str]:
    """Return the stems of the words of a language that say nothing about a theme."""
    return frozenset(word.stem for word in words_of(_WORDS.get(language, ""), language))
