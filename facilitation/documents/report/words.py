"""The fixed texts of the report; what people wrote comes from the harvest unchanged."""

from facilitation.i18n.catalogue import counted, fixed

KINDS = {
    "idea": (fixed("Idee"), fixed("Ideen")),
    "problem": (fixed("Problem"), fixed("Probleme")),
    "question": (fixed("Frage"), fixed("Fragen")),
    "wish": (fixed("Wunsch"), fixed("Wünsche")),
    "offer": (fixed("Angebot"), fixed("Angebote")),
}
MEASURE_STATES = {"open": fixed("offen"), "agreed": fixed("vereinbart"), "done": fixed("erledigt")}
HORIZONS = {"short": fixed("kurzfristig"), "middle": fixed("mittelfristig"), "long": fixed("langfristig")}

REPORT = fixed("Ergebnisbericht")
SUBTITLE = fixed("Ergebnisbericht zum World Café")
CATEGORY = fixed("Bericht")
KEYWORDS = fixed("World Café; Beteiligung; Ergebnisbericht")
DRAFT = fixed("Entwurf, Stand %(moment)s")
FINAL = fixed("Fassung %(n)s, endgültig, Stand %(moment)s")
MOMENT = fixed("%(date)s, %(time)s Uhr")
CONTENTS = fixed("Inhalt")
OPEN = fixed("offen")
PAGE, OF = fixed("Seite "), fixed(" von ")
TABLE, FIGURE = fixed("Tabelle"), fixed("Abbildung")
AND = fixed(" und ")
END = fixed("Ende des Berichts.")
END_LISTED = fixed("Ende des Berichts, im Anhang: %(contributions)s.")

DATE, PLACE, ORGANISED_BY = fixed("Datum"), fixed("Ort"), fixed("Veranstaltet von")
ADDRESSED_TO, VERSION, FUNDED = fixed("Vorgelegt für"), fixed("Fassung"), fixed("Förderung")
LOGO = fixed("Logo: %(organiser)s")
PEOPLE, CONTRIBUTIONS = fixed("Personen"), fixed("Beiträge")
DOTS, LANGUAGES = fixed("Punkte"), fixed("Sprachen")
COUNT_PEOPLE = counted("%(n)s Person", "%(n)s Personen")
COUNT_CONTRIBUTIONS = counted("%(n)s Beitrag", "%(n)s Beiträge")
COUNT_DOTS = counted("%(n)s Punkt", "%(n)s Punkte")
COUNT_STATIONS = counted("%(n)s Station", "%(n)s Stationen")
COUNT_ROUNDS = counted("%(n)s Runde", "%(n)s Runden")
COUNT_MORE = counted("%(n)s weiterer steht im Anhang.", "%(n)s weitere stehen im Anhang.")
FIGURES = fixed("Die Veranstaltung in Zahlen")
FIGURES_DESCRIPTION = fixed(
    "Wie viele Personen mitgemacht haben, wie viele Beiträge und Punkte es gibt, in wie vielen Sprachen."
)
COUNTED = fixed("Gezählt sind Personen, die in der App etwas geschrieben oder Punkte vergeben haben.")

SUMMARY = fixed("Das Wichtigste auf einer Seite")
NOTHING_YET = fixed("Bisher liegen keine Beiträge vor. Der Bericht zeigt, was vorbereitet ist.")
EXTENT = fixed("%(people)s haben an %(stations)s mitgeschrieben: %(contributions)s, %(dots)s.")
SPOKEN = fixed("Sprachen der Beiträge: %(languages)s.")
STRONGEST = fixed("Die Themen mit den meisten Punkten")
STRONGEST_DESCRIPTION = fixed(
    "Themen aller Stationen mit der Zahl ihrer Beiträge und Punkte, die meisten Punkte zuerst, und dem Beitrag, der "
    "am meisten Punkte bekam."
)
STRONGEST_VOICES = fixed("Die Beiträge mit den meisten Punkten")
STRONGEST_CONTRIBUTION = fixed("Stärkster Beitrag")
STATEMENTS_BRIEF = fixed("Was die Stationen festhalten")

OCCASION = fixed("Anlass und Ziele")
OCCASION_IS = fixed("%(title)s: %(date)s, %(place)s. Veranstaltet von: %(organiser)s.")
AIMS = fixed("Ziele")

METHOD = fixed("Ablauf und Methode")
COURSE = fixed("Ablauf")
PROGRAMME = fixed("Programm")
DAY, CAFE = fixed("Programm des Tages"), fixed("Ablauf des World Cafés")
DAY_DESCRIPTION = fixed("Uhrzeiten und Programmpunkte.")
CAFE_DESCRIPTION = fixed("Uhrzeiten und Abschnitte des World Cafés.")
TIME, ITEM = fixed("Uhrzeit"), fixed("Programmpunkt")
HOW = fixed("Methode")
CAFE_IS = fixed(
    "Ein World Café ist ein Gespräch vieler Menschen an kleinen Tischen. Jede Station hat eine Leitfrage und "
    "Gastgeber*innen; die Gäste wechseln nach jeder Runde und bauen auf dem auf, was andere vor ihnen gesagt haben."
)
HERE = fixed("Hier waren es %(stations)s mit %(tables)s.")
HERE_ROUNDS = fixed("Hier waren es %(stations)s mit %(tables)s und %(rounds)s: %(names)s.")
AT_TABLES = counted("%(n)s Tisch", "%(n)s Tischen")
WRITING = fixed(
    "Geschrieben wird in der eigenen Sprache und ohne Konto, als Idee, Problem, Frage, Wunsch oder Angebot. "
    "Mit Punkten zeigen die Gäste, was ihnen am wichtigsten ist. Gastgeber*innen ordnen die Beiträge zu Themen "
    "und halten Kernaussagen fest."
)
CONSULTATION = fixed(
    "Das World Café ist eine Konsultation. Es fasst keine Beschlüsse, und seine Ergebnisse sind nicht repräsentativ: "
    "Sie zeigen, was den Anwesenden wichtig war. Auch die Punkte sind keine Abstimmung."
)
ETIQUETTE = fixed("Gesprächsregeln")
NUMBERS = fixed("Beteiligung")
STATIONS = fixed("Die Stationen im Überblick")
STATIONS_DESCRIPTION = fixed("Je Station die Zahl der Personen, Beiträge, Themen und Punkte.")
PEOPLE_MOVE = fixed("Wer an mehreren Stationen war, zählt bei jeder mit.")

STATION_NAMED = fixed("Station %(n)s: %(title)s")
STATION, THEME, THEMES = fixed("Station"), fixed("Thema"), fixed("Themen")
GUIDING_QUESTION = fixed("Leitfrage")
PROMPTS = fixed("Fragen der Runden")
ROUND_NAMED, ROUND_NUMBER = fixed("Runde %(n)s – %(title)s"), fixed("Runde %(n)s")
STATEMENTS = fixed("Kernaussagen")
STATEMENTS_OPEN = fixed("Offen: Für diese Station ist noch keine Kernaussage festgehalten.")
WHOLE_STATION = fixed("Zur ganzen Station")
RESTS_ON = fixed("Grundlage: ")
NO_CONTRIBUTIONS = fixed("Zu dieser Station liegen keine Beiträge vor.")
THEMES_OF = fixed("Themen der Station %(n)s")
THEMES_DESCRIPTION = fixed(
    "Je Thema eine Aussage, die Zahl der Beiträge und der Punkte, die meisten Punkte zuerst. Wo keine Kernaussage dazu "
    "festgehalten ist, steht der Beitrag mit den meisten Punkten."
)
SAYING = fixed("Aussage")
WITHOUT_THEME = counted(
    "%(n)s Beitrag ist keinem Thema zugeordnet; er steht im Anhang.",
    "%(n)s Beiträge sind keinem Thema zugeordnet; sie stehen im Anhang.",
)
DOTS_CHART = fixed("Punkte je Thema, Station %(n)s")
DOTS_CHART_ALT = fixed("Balkendiagramm der Punkte je Thema an Station %(n)s. %(values)s.")
MORE_THEMES = counted("%(n)s weiteres Thema", "%(n)s weitere Themen")
CHALLENGES, IDEAS_AND_WISHES = fixed("Herausforderungen"), fixed("Ideen und Wünsche")
QUESTIONS, OFFERS = fixed("Offene Fragen"), fixed("Angebote")
BY_HOSTS, BY_GUESTS = fixed("Von den Gastgeber*innen festgehalten"), fixed("Von Gästen gestellt")
VOICES = fixed("Stimmen im Original")
PHOTOS = fixed("Tischdecken")
PHOTOS_MORE = counted("%(n)s weiteres Foto steht im Anhang.", "%(n)s weitere Fotos stehen im Anhang.")
PHOTO_PLAIN = fixed("Tischdecke der Station %(n)s")
PHOTO_ALT = fixed("Foto einer beschriebenen Tischdecke der Station %(n)s. %(about)s")
AT_TABLE = fixed("Tisch %(n)s")
GERMAN = fixed("Deutsch: ")
HIGHLIGHTED, EDITED = fixed("hervorgehoben"), fixed("bearbeitet")
REPLY_TO, MERGED_INTO = fixed("Antwort auf %(number)s"), fixed("zusammengeführt mit %(number)s")
BY_HAND = fixed("davon %(dots)s von Hand gezählt")
GERMAN_OPEN = fixed("%(language)s, deutsche Fassung offen")

ACROSS = fixed("Was die Stationen verbindet")
ACROSS_NUMBERS = fixed("Beiträge nach Art und Station")
ACROSS_DESCRIPTION = fixed("Je Art des Beitrags die Zahl an jeder Station und zusammen.")
ACROSS_ALT = fixed("Gestapeltes Balkendiagramm der Beiträge nach Art je Station. %(values)s.")
COMMON_OPEN = fixed("Offen: Gemeinsame Themen sind noch nicht festgehalten.")
TOGETHER = fixed("zusammen")

RECOMMENDATIONS = fixed("Handlungsempfehlungen")
RECOMMENDATIONS_OPEN = fixed("Offen: Handlungsempfehlungen sind noch nicht formuliert.")
RECOMMENDATIONS_ARE = fixed(
    "Die Empfehlungen stammen von den Veranstaltenden und stützen sich auf die Ergebnisse der Stationen. Die "
    "Zuständigkeiten sind Vorschläge und mit den genannten Stellen nicht abgestimmt."
)
RECOMMENDATIONS_DESCRIPTION = fixed(
    "Nummer, Empfehlung, Begründung, vorgeschlagene Zuständigkeit und zeitlicher Horizont."
)
NUMBER, RECOMMENDATION, WHY = fixed("Nr."), fixed("Empfehlung"), fixed("Begründung")
RESPONSIBILITY, HORIZON = fixed("Zuständigkeit (Vorschlag, nicht abgestimmt)"), fixed("Horizont")

FOR_THE_CITY = fixed("Fragen an die Verwaltung")
FOR_THE_CITY_ARE = fixed(
    "Diese Fragen sind an den Stationen offen geblieben. Die letzte Spalte ist für die Antwort der Verwaltung."
)
FOR_THE_CITY_DESCRIPTION = fixed("Nummer, Frage, Station oder Beitrag und eine leere Spalte für die Antwort.")
QUESTION, SOURCE, ANSWER = fixed("Frage"), fixed("Herkunft"), fixed("Antwort der Verwaltung")
FROM_GUESTS_MORE = counted(
    "%(n)s weitere Frage von Gästen steht im Anhang.", "%(n)s weitere Fragen von Gästen stehen im Anhang."
)

OFFERED_AND_AGREED = fixed("Angebote und Vereinbarungen")
OFFER = fixed("Angebot")
OFFERS_TITLE = fixed("Angebote aus den Stationen")
OFFERS_DESCRIPTION = fixed("Nummer, Wortlaut, Station und Punkte der Angebote, die meisten Punkte zuerst.")
AGREED = fixed("Vereinbarungen")
NEXT_STEPS = fixed("Nächste Schritte")
MEASURES_TITLE = fixed("Nächste Schritte und ihr Stand")
MEASURES_DESCRIPTION = fixed("Was getan werden soll, wer zuständig ist, bis wann, und wie es steht.")
WHAT, WHO, BY_WHEN, STATE = fixed("Was"), fixed("Wer"), fixed("Bis wann"), fixed("Stand")

FEEDBACK = fixed("Rückmeldungen der Teilnehmenden")
FEEDBACK_FROM = counted(
    "%(n)s Person hat am Ende eine Rückmeldung gegeben.", "%(n)s Personen haben am Ende eine Rückmeldung gegeben."
)
FEEDBACK_NONE = fixed("Am Ende wurde um Rückmeldung gebeten; es liegt keine vor.")
FEEDBACK_ANONYMOUS = fixed(
    "Die Rückmeldung war anonym und freiwillig; einzelne Fragen konnten ausgelassen werden. Deshalb steht bei jeder "
    "Frage, wie viele geantwortet haben."
)
SCALE = (
    fixed("stimme gar nicht zu"),
    fixed("stimme eher nicht zu"),
    fixed("teils, teils"),
    fixed("stimme eher zu"),
    fixed("stimme voll zu"),
)
SCALE_IS = fixed("1 = %(low)s, 5 = %(high)s.")
FEEDBACK_TABLE = fixed("Rückmeldungen in Zahlen")
FEEDBACK_DESCRIPTION = fixed("Je Frage die Zahl der Antworten, der Mittelwert und wie oft jede Stufe gewählt wurde.")
ANSWERS, MEAN = fixed("n"), fixed("Mittel")
FEEDBACK_CHART = fixed("Verteilung der Rückmeldungen")
FEEDBACK_CHART_ALT = fixed("Gestapeltes Balkendiagramm der Antworten je Frage. %(values)s.")
FEEDBACK_VALUES = fixed("%(question)s %(n)s Antworten, Mittelwert %(mean)s")
COMMENTS = fixed("Kommentare")
IN_LANGUAGE = fixed("%(language)s (%(n)s)")

APPENDIX = fixed("Anhang")
ALL_CONTRIBUTIONS = fixed("Alle Beiträge")
APPENDIX_IS = fixed("Jeder Beitrag steht in der Sprache, in der er geschrieben wurde; darunter die deutsche Fassung.")
ALL_OF = fixed("Alle Beiträge der Station %(n)s")
ALL_DESCRIPTION = fixed("Nummer, Art und Sprache, Wortlaut mit deutscher Fassung, Thema und Punkte aller Beiträge.")
KIND, KIND_ONLY, CONTRIBUTION = fixed("Art, Sprache"), fixed("Art"), fixed("Beitrag")
SIDES = (fixed("links"), fixed("rechts"))
"""The words for the left and the right photo of a row, in their captions."""
MORE_PHOTOS = fixed("Weitere Fotos der Tischdecken")

EDITING = fixed("Datenschutz und Bearbeitung")
EDITING_NOTES = (
    fixed(
        "Die Beiträge stehen hier im Wortlaut, in dem sie geschrieben wurden, auch mit ihren Fehlern. Es gilt der "
        "Wortlaut in der Originalsprache; die deutschen Fassungen stammen von den Gastgeber*innen und dienen dem "
        "Verständnis."
    ),
    fixed(
        "Beiträge, die zurückgezogen, von den Gastgeber*innen ausgeblendet oder nicht freigegeben wurden, sind nicht "
        "enthalten. Deshalb kann die Zählung der Beiträge Lücken haben."
    ),
    fixed(
        "Telefonnummern und E-Mail-Adressen in Beiträgen sind durch [Kontaktangabe] ersetzt, außer wo Gastgeber*innen "
        "bestätigt haben, dass die Angabe bekannt werden soll."
    ),
    fixed("Namen, die Gäste zu ihren Beiträgen angegeben haben, stehen nicht in diesem Bericht."),
    fixed(
        "Es gab keine Konten, und es wurden weder IP-Adressen noch Standorte gespeichert. Fotos enthalten keine "
        "Angaben zu Gerät oder Ort."
    ),
)
SIGNS = fixed("Zeichen und Begriffe")
SIGNS_DESCRIPTION = fixed("Was Nummern, Zeichen und Begriffe in diesem Bericht bedeuten.")
SIGN, MEANING = fixed("Zeichen"), fixed("Bedeutung")
GLOSSARY = (
    (
        fixed("S1-014"),
        fixed("Station 1, Beitrag 14. Dieselbe Nummer steht in allen Dateien zu dieser Veranstaltung."),
    ),
    (fixed("S1-F02"), fixed("Station 1, Foto 2. So heißt auch die Bilddatei.")),
    (fixed("E1, F1"), fixed("Empfehlung 1, Frage 1 an die Verwaltung.")),
    (fixed("Punkt"), fixed("Eine Person fand diesen Beitrag wichtig. Bei einem Thema: die Summe seiner Beiträge.")),
    (fixed("Thema"), fixed("Beiträge, die Gastgeber*innen zusammengestellt haben.")),
    (
        fixed("Kernaussage"),
        fixed("Was Gastgeber*innen mit den Gästen zu einer Runde oder zur ganzen Station festgehalten haben."),
    ),
    (fixed("Antwort auf …"), fixed("Der Beitrag bezieht sich auf einen anderen.")),
    (fixed("zusammengeführt"), fixed("Der Beitrag sagt dasselbe wie ein anderer; seine Punkte sind dort mitgezählt.")),
    (fixed("hervorgehoben"), fixed("Gastgeber*innen haben auf den Beitrag aufmerksam gemacht.")),
    (fixed("bearbeitet"), fixed("Der Wortlaut wurde nach dem Absenden geändert.")),
    (fixed("[Kontaktangabe]"), fixed("Hier stand eine Telefonnummer oder E-Mail-Adresse.")),
    (fixed("offen"), fixed("Dazu ist nichts festgehalten.")),
)
