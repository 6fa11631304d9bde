"""The fixed texts of the report; what people wrote comes from the harvest unchanged."""

from facilitation.i18n.catalogue import counted, fixed
from facilitation.queries.covering import CONTACT

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
REHEARSAL = fixed("Probelauf mit ausgedachten Texten, Stand %(moment)s")
FINAL = fixed("Fassung %(n)s vom %(moment)s")
MOMENT = fixed("%(date)s, %(time)s Uhr")
CONTENTS = fixed("Inhalt")
OPEN = fixed("noch nicht festgelegt")
UNTRANSLATED = fixed("noch nicht übersetzt")
PAGE, OF = fixed("Seite "), fixed(" von ")
TABLE, FIGURE = fixed("Tabelle"), fixed("Abbildung")
AND = fixed(" und ")
END = fixed("Ende des Berichts.")
END_LISTED = fixed("Ende des Berichts, im Anhang: %(contributions)s.")

DATE, PLACE, ORGANISED_BY = fixed("Datum"), fixed("Ort"), fixed("Veranstaltet von")
ADDRESSED_TO, VERSION, FUNDED = fixed("Vorgelegt für"), fixed("Fassung"), fixed("Förderhinweis")
LOGO = fixed("Logo: %(organiser)s")
PEOPLE, CONTRIBUTIONS = fixed("Personen"), fixed("Beiträge")
DOTS, LANGUAGES = fixed("Punkte"), fixed("Sprachen")
COUNT_PEOPLE = counted("%(n)s Person", "%(n)s Personen")
COUNT_CONTRIBUTIONS = counted("%(n)s Beitrag", "%(n)s Beiträge")
COUNT_DOTS = counted("%(n)s Punkt", "%(n)s Punkte")
COUNT_STATIONS = counted("%(n)s Station", "%(n)s Stationen")
COUNT_ROUNDS = counted("%(n)s Runde", "%(n)s Runden")
COUNT_MORE = counted("%(n)s weiterer Beitrag steht im Anhang.", "%(n)s weitere Beiträge stehen im Anhang.")
FIGURES = fixed("Die Veranstaltung in Zahlen")
FIGURES_DESCRIPTION = fixed(
    "Wie viele Personen mitgemacht haben, wie viele Beiträge und Punkte es gibt, in wie vielen Sprachen."
)
COUNTED = fixed("Gezählt sind Personen, die in der App etwas geschrieben oder Punkte vergeben haben.")

SUMMARY = fixed("Das Wichtigste auf einer Seite")
PLAIN = fixed("In Einfacher Sprache")
NOTHING_YET = fixed("Es liegen noch keine Beiträge vor. Enthalten sind nur die vorbereiteten Angaben.")
EXTENT = fixed("Umfang: %(people)s, %(stations)s, %(contributions)s, %(dots)s.")
SPOKEN = fixed("Sprachen der Beiträge: %(languages)s.")
STRONGEST = fixed("Die Themen mit den meisten Punkten")
STRONGEST_DESCRIPTION = fixed(
    "Themen aller Stationen mit der Zahl ihrer Beiträge und Punkte, die meisten Punkte zuerst, und dem Beitrag mit "
    "den meisten Punkten."
)
STRONGEST_VOICES = fixed("Die Beiträge mit den meisten Punkten")
STRONGEST_CONTRIBUTION = fixed("Beitrag mit den meisten Punkten")
STATEMENTS_BRIEF = fixed("Kernaussagen der Stationen")

OCCASION = fixed("Anlass und Ziele")
OCCASION_IS = fixed("%(title)s: %(date)s, %(place)s. Veranstaltet von: %(organiser)s.")
AIMS = fixed("Ziele")

METHOD = fixed("Ablauf und Methode")
COURSE = fixed("Ablauf")
PROGRAMME = fixed("Programm")
DAY, CAFE = fixed("Programm des Tages"), fixed("Ablauf des World Cafés")
DAY_DESCRIPTION = fixed("Uhrzeiten und Programmpunkte.")
CAFE_DESCRIPTION = fixed("Uhrzeiten und Abschnitte des World Cafés.")
PLANNED, SINCE = fixed("geplant %(time)s"), fixed("ab %(time)s")
HELD = fixed("Die Zeiten der Runden sind die, zu denen sie wirklich begannen und endeten.")
TIME, ITEM = fixed("Uhrzeit"), fixed("Programmpunkt")
HOW = fixed("Methode")
CAFE_IS = fixed(
    "Ein World Café ist ein Gespräch vieler Menschen an kleinen Tischen. Jede Station hat eine Leitfrage und "
    "Gastgeber*innen; die Gäste wechseln nach jeder Runde und bauen auf dem auf, was andere vor ihnen gesagt haben."
)
HERE = fixed("Dieses World Café hatte %(stations)s mit %(tables)s.")
HERE_ROUNDS = fixed("Dieses World Café hatte %(stations)s mit %(tables)s und %(rounds)s: %(names)s.")
AT_TABLES = counted("%(n)s Tisch", "%(n)s Tischen")
WRITING = fixed(
    "Geschrieben wird in der eigenen Sprache und ohne Konto, als Idee, Problem, Frage, Wunsch oder Angebot. "
    "Mit Punkten zeigen die Gäste, was ihnen am wichtigsten ist. Gastgeber*innen ordnen die Beiträge zu Themen "
    "und halten Kernaussagen fest."
)
CONSULTATION = fixed(
    "Das World Café sammelt Meinungen und Vorschläge. Es fasst keine Beschlüsse und ist nicht repräsentativ: Es "
    "zeigt, was den Gästen wichtig war. Die Punkte sind keine Abstimmung."
)
ETIQUETTE = fixed("Gesprächsregeln")
NUMBERS = fixed("Beteiligung")
STATIONS = fixed("Die Stationen im Überblick")
STATIONS_DESCRIPTION = fixed("Je Station die Zahl der Personen, Beiträge, Themen und Punkte.")
PEOPLE_MOVE = fixed("Wer an mehreren Stationen war, zählt bei jeder mit.")
COUNTING = fixed(
    "Jeder sichtbare Beitrag zählt einmal, auch Antworten und zusammengeführte. Was ausgeblendet, zurückgezogen oder "
    "noch nicht freigegeben ist, zählt nicht. Ein zusammengeführter Beitrag zählt beim Thema des Beitrags, mit dem er "
    "zusammengeführt ist; dort zählen auch seine Punkte, von jeder Person einer."
)

STATION_NAMED = fixed("Station %(n)s: %(title)s")
STATION, THEME, THEMES = fixed("Station"), fixed("Thema"), fixed("Themen")
GUIDING_QUESTION = fixed("Leitfrage")
PROMPTS = fixed("Fragen der Runden")
ROUND_NAMED, ROUND_NUMBER = fixed("Runde %(n)s – %(title)s"), fixed("Runde %(n)s")
STATEMENTS = fixed("Kernaussagen")
STATEMENTS_OPEN = fixed("Für diese Station liegt keine Kernaussage vor.")
WHOLE_STATION = fixed("Zur ganzen Station")
RESTS_ON = fixed("Grundlage: ")
NO_CONTRIBUTIONS = fixed("Zu dieser Station liegen keine Beiträge vor.")
THEMES_OF = fixed("Themen der Station %(n)s")
THEMES_DESCRIPTION = fixed(
    "Je Thema ein Beitrag daraus, der sonst nirgends steht, die Zahl der Beiträge und der Punkte, die meisten Punkte "
    "zuerst."
)
SAYING = fixed("Aussage")
WITHOUT_THEME = counted(
    "%(n)s Beitrag (%(dots)s) ist keinem Thema zugeordnet; er steht im Anhang.",
    "%(n)s Beiträge (%(dots)s) sind keinem Thema zugeordnet; sie stehen im Anhang.",
)
DOTS_CHART = fixed("Punkte je Thema, Station %(n)s")
DOTS_CHART_ALT = fixed("Balkendiagramm der Punkte je Thema an Station %(n)s. %(values)s.")
MORE_THEMES = counted("%(n)s weiteres Thema", "%(n)s weitere Themen")
CHALLENGES, IDEAS_AND_WISHES = fixed("Probleme"), fixed("Ideen und Wünsche")
QUESTIONS_ELSEWHERE = fixed("Fragen dieser Station, im Kapitel „%(chapter)s“: %(numbers)s.")
OFFERS_ELSEWHERE = fixed("%(offers)s dieser Station: im Kapitel „%(chapter)s“.")
COUNT_OFFERS = counted("%(n)s Angebot", "%(n)s Angebote")
VOICES = fixed("Im Wortlaut")
PHOTOS = fixed("Tischdecken")
PHOTOS_MORE = counted("%(n)s weiteres Foto steht im Anhang.", "%(n)s weitere Fotos stehen im Anhang.")
PHOTO_PLAIN = fixed("Tischdecke der Station %(n)s")
PHOTO_ALT = fixed("Foto einer beschriebenen Tischdecke der Station %(n)s. %(about)s")
AT_TABLE = fixed("Tisch %(n)s")
GERMAN, GERMAN_BY_GUEST = fixed("Deutsch: "), fixed("Deutsch, von einem Gast übersetzt: ")
BY_GUEST = fixed("%(language)s, von einem Gast übersetzt")
HIGHLIGHTED, EDITED = fixed("hervorgehoben"), fixed("geändert")
REPLY_TO, MERGED_INTO = fixed("Antwort auf %(number)s"), fixed("zusammengeführt mit %(number)s")
DOTS_THERE = fixed("%(dots)s dort mitgezählt")
BY_HAND = fixed("davon %(dots)s ohne Handy")
GERMAN_OPEN = fixed("%(language)s, noch nicht übersetzt")

ACROSS = fixed("Was die Stationen verbindet")
ACROSS_NUMBERS = fixed("Beiträge nach Art und Station")
ACROSS_DESCRIPTION = fixed("Je Art des Beitrags die Zahl an jeder Station und gesamt.")
ACROSS_BY_STATION = fixed("Je Station die Zahl der Beiträge jeder Art und gesamt.")
ACROSS_ALT = fixed("Gestapeltes Balkendiagramm der Beiträge nach Art je Station. %(values)s.")
COMMON_OPEN = fixed("Gemeinsame Themen liegen nicht vor.")
TOGETHER = fixed("gesamt")

RECOMMENDATIONS = fixed("Empfehlungen")
RECOMMENDATIONS_OPEN = fixed("Empfehlungen liegen nicht vor.")
RECOMMENDATIONS_ARE = fixed(
    "Diese Empfehlungen hat formuliert: %(organiser)s. Grundlage sind die Ergebnisse der Stationen. Die "
    "Zuständigkeiten sind Vorschläge; sie sind noch nicht abgestimmt."
)
RECOMMENDATIONS_DESCRIPTION = fixed("Nummer, Empfehlung, Begründung, vorgeschlagene Zuständigkeit und Zeithorizont.")
RECOMMENDED_DESCRIPTION = fixed("Nummer, Empfehlung und Zeithorizont.")
STEPS_DESCRIPTION = fixed("Was getan werden soll, wer zuständig ist und bis wann.")
MORE_IN_CHAPTER = fixed("Dazu %(n)s im Kapitel „%(chapter)s“.")
NUMBER, RECOMMENDATION, WHY = fixed("Nr."), fixed("Empfehlung"), fixed("Begründung")
RESPONSIBILITY, HORIZON = fixed("Zuständigkeit (Vorschlag)"), fixed("Zeithorizont")

ASKED_OF = fixed("Fragen an: %(addressee)s")
QUESTIONS = fixed("Offene Fragen")
ASKED_ARE = fixed("Diese Fragen sind an den Stationen offen geblieben. Die letzte Spalte ist für die Antwort frei.")
ASKED_DESCRIPTION = fixed("Nummer, Frage, Station oder Beitrag und eine leere Spalte für die Antwort.")
QUESTION, SOURCE, ANSWER = fixed("Frage"), fixed("Herkunft"), fixed("Antwort")
FROM_GUESTS_MORE = counted(
    "%(n)s weitere Frage von Gästen steht im Anhang.", "%(n)s weitere Fragen von Gästen stehen im Anhang."
)

OFFERED = fixed("Angebote der Gäste")
OFFER = fixed("Angebot")
OFFERS_TITLE = fixed("Angebote aus den Stationen")
OFFERS_DESCRIPTION = fixed("Nummer, Wortlaut, Station und Punkte der Angebote, die meisten Punkte zuerst.")
NEXT_STEPS = fixed("Nächste Schritte")
MEASURES_TITLE = fixed("Nächste Schritte und ihr Status")
MEASURES_DESCRIPTION = fixed("Was getan werden soll, wer es tut, bis wann, und der Status.")
WHAT, WHO, BY_WHEN, STATE = fixed("Was"), fixed("Wer"), fixed("Bis wann"), fixed("Status")

FEEDBACK = fixed("Feedback der Gäste")
FEEDBACK_FROM = counted("%(n)s Person hat Feedback gegeben.", "%(n)s Personen haben Feedback gegeben.")
FEEDBACK_NONE = fixed("Es wurde um Feedback gebeten; niemand hat geantwortet.")
FEEDBACK_ANONYMOUS = fixed(
    "Das Feedback war anonym und freiwillig; Fragen konnten ausgelassen werden. Deshalb steht bei jeder Frage, wie "
    "viele geantwortet haben."
)
SCALE = (
    fixed("stimme gar nicht zu"),
    fixed("stimme eher nicht zu"),
    fixed("teils, teils"),
    fixed("stimme eher zu"),
    fixed("stimme voll zu"),
)
SCALE_IS = fixed("1 = %(low)s, 5 = %(high)s.")
NOT_TO_THE_END = fixed("Nicht bis zum Ende gestellt: %(questions)s")
FEEDBACK_TABLE = fixed("Feedback in Zahlen")
FEEDBACK_DESCRIPTION = fixed("Je Frage die Zahl der Antworten, der Mittelwert und wie oft jede Stufe gewählt wurde.")
ANSWERS, MEAN = fixed("Antworten"), fixed("Mittelwert")
FEEDBACK_CHART = fixed("Verteilung der Antworten")
FEEDBACK_CHART_ALT = fixed("Gestapeltes Balkendiagramm der Antworten je Frage. %(values)s.")
FEEDBACK_VALUES = fixed("%(question)s Antworten: %(n)s, Mittelwert: %(mean)s")
COMMENTS = fixed("Kommentare")
IN_LANGUAGE = fixed("%(language)s (%(n)s)")

APPENDIX = fixed("Anhang")
ALL_CONTRIBUTIONS = fixed("Alle Beiträge")
APPENDIX_IS = fixed(
    "Jeder Beitrag steht in der Sprache, in der er geschrieben wurde; darunter die deutsche Übersetzung."
)
ALL_OF = fixed("Alle Beiträge der Station %(n)s")
ALL_DESCRIPTION = fixed("Nummer, Art und Sprache, Wortlaut mit deutscher Übersetzung, Thema und Punkte aller Beiträge.")
KIND, KIND_ONLY, CONTRIBUTION = fixed("Art, Sprache"), fixed("Art"), fixed("Beitrag")
SIDES = (fixed("links"), fixed("rechts"))
"""The words for the left and the right photo of a row, in their captions."""
MORE_PHOTOS = fixed("Weitere Fotos der Tischdecken")

EDITING = fixed("Datenschutz und Bearbeitung")
EDITING_NOTES = (
    fixed(
        "Die Beiträge sind unverändert wiedergegeben. Wo Gast oder Gastgeber*innen den Text nach dem Absenden "
        "geändert haben, steht „geändert“. Maßgeblich ist der Text in der Originalsprache. Die deutschen "
        "Übersetzungen stammen von den Gastgeber*innen, außer wo „von einem Gast übersetzt“ steht."
    ),
    fixed(
        "Beiträge, die zurückgezogen, von den Gastgeber*innen ausgeblendet oder nicht freigegeben wurden, sind nicht "
        "enthalten. Deshalb kann die Nummerierung Lücken haben."
    ),
    fixed(
        "Telefonnummern und E-Mail-Adressen in Beiträgen sind durch [Kontaktangabe] ersetzt, außer wenn am Tisch "
        "bestätigt wurde, dass die Angabe im Bericht stehen darf."
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
    (fixed("Punkt"), fixed("Eine Person fand diesen Beitrag wichtig. Bei einem Thema: die Summe seiner Beiträge.")),
    (fixed("Thema"), fixed("Beiträge, die Gastgeber*innen zusammengestellt haben.")),
    (
        fixed("Kernaussage"),
        fixed("Was Gastgeber*innen mit den Gästen zu einer Runde oder zur ganzen Station festgehalten haben."),
    ),
    (fixed("Antwort auf …"), fixed("Der Beitrag bezieht sich auf einen anderen.")),
    (fixed("zusammengeführt"), fixed("Der Beitrag sagt dasselbe wie ein anderer; seine Punkte sind dort mitgezählt.")),
    (fixed("hervorgehoben"), fixed("Gastgeber*innen haben auf den Beitrag aufmerksam gemacht.")),
    (fixed("geändert"), fixed("Der Wortlaut wurde nach dem Absenden geändert.")),
    (CONTACT, fixed("Hier stand eine Telefonnummer oder E-Mail-Adresse.")),
    (fixed("noch nicht festgelegt"), fixed("Dazu ist nichts festgehalten.")),
)
