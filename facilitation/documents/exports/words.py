"""The fixed texts of the exports in each language; what people wrote comes from the harvest unchanged."""

from dataclasses import dataclass

from facilitation.documents.report import words as reported
from facilitation.errors import CafeError
from facilitation.i18n.catalogue import LANGUAGES, Catalogue, fixed


@dataclass(frozen=True)
class Words:
    """The texts of one language; `cell_date` and `line_date` are the form of a moment for Excel and for strftime.

    `report`, `edition`, `deck`, `tables` and `results` are words of file names: small letters without accents.
    """

    say: Catalogue
    report: str
    edition: str
    deck: str
    tables: str
    results: str
    contributions: str
    themes: str
    statements: str
    measures: str
    feedback: str
    photos: str
    number: str
    station: str
    round: str
    table: str
    kind: str
    language: str
    contribution: str
    german: str
    worded: str
    theme: str
    dots: str
    by_hand: str
    reply_to: str
    merged_into: str
    highlighted: str
    edited: str
    written_at: str
    statement: str
    question: str
    text: str
    what: str
    who: str
    by_when: str
    state: str
    asked: str
    answers: str
    mean: str
    not_to_the_end: str
    caption: str
    width: str
    height: str
    taken_at: str
    file: str
    yes: str
    no: str
    whole_station: str
    open: str
    date: str
    place: str
    organised_by: str
    people: str
    languages: str
    guiding_question: str
    questions: str
    unclustered: str
    without_theme: str
    dots_there: str
    contributions_of_all: str
    nothing_yet: str
    summary: str
    plain: str
    common_themes: str
    recommendations: str
    why: str
    responsibility: str
    horizon: str
    made_at: str
    common_theme: str
    common_themes_short: str
    comment: str
    comments: str
    event: str
    addressed_to: str
    funding: str
    fact: str
    value: str
    line_day: str
    cell_date: str
    line_date: str
    kinds: dict[str, str]
    measure_states: dict[str, str]
    horizons: dict[str, str]

    def kind_of(self, kind: str) -> str:
        """The word for a kind of contribution, such as "Idee"."""
        return self.kinds.get(kind, kind)

    def dots_of(self, votes: int) -> str:
        """A number of dots in words, such as "3 Punkte"."""
        return self.say.count(reported.COUNT_DOTS, votes)

    def counted_there(self, votes: int) -> str:
        """Dots that count at another contribution in words, such as "3 Punkte dort mitgezählt"."""
        return self.say(reported.DOTS_THERE, dots=self.dots_of(votes))

    def language_of(self, code: str) -> str:
        """The name of a language, such as "Arabisch"; its code where it has no name."""
        return self.say.language_name(code)


def of(language: str) -> Words:
    """The texts of a language. Raises CafeError `unknown_language` where it is not one of LANGUAGES."""
    if language not in LANGUAGES:
        raise CafeError("unknown_language")
    return _said(Catalogue(language))


def _said(say: Catalogue) -> Words:
    german = say.language == "de"
    return Words(
        say=say,
        report=say(fixed("bericht")),
        edition=say(fixed("fassung")),
        deck=say(fixed("praesentation")),
        tables=say(fixed("beitraege")),
        results=say(fixed("ergebnisse")),
        contributions=say(fixed("Beiträge")),
        themes=say(fixed("Themen")),
        statements=say(fixed("Kernaussagen")),
        measures=say(fixed("Nächste Schritte")),
        feedback=say(fixed("Feedback")),
        photos=say(fixed("Fotos")),
        number=say(fixed("Nummer")),
        station=say(fixed("Station")),
        round=say(fixed("Runde")),
        table=say(fixed("Tisch")),
        kind=say(fixed("Art")),
        language=say(fixed("Sprache")),
        contribution=say(fixed("Beitrag")),
        german=say(fixed("Deutsch")),
        worded=say(fixed("Deutsch, von einem Gast übersetzt")),
        theme=say(fixed("Thema")),
        dots=say(fixed("Punkte")),
        by_hand=say(fixed("davon ohne Handy")),
        reply_to=say(fixed("Antwort auf")),
        merged_into=say(fixed("zusammengeführt mit")),
        highlighted=say(fixed("hervorgehoben")),
        edited=say(fixed("geändert")),
        written_at=say(fixed("geschrieben")),
        statement=say(fixed("Kernaussage")),
        question=say(fixed("Offene Frage")),
        text=say(fixed("Text")),
        what=say(fixed("Was")),
        who=say(fixed("Wer")),
        by_when=say(fixed("Bis wann")),
        state=say(fixed("Status")),
        asked=say(fixed("Frage")),
        answers=say(fixed("Antworten")),
        mean=say(fixed("Mittelwert")),
        not_to_the_end=say(fixed("nicht bis zum Ende gestellt")),
        caption=say(fixed("Bildunterschrift")),
        width=say(fixed("Breite in Pixeln")),
        height=say(fixed("Höhe in Pixeln")),
        taken_at=say(fixed("aufgenommen")),
        file=say(fixed("Datei")),
        yes=say(fixed("ja")),
        no=say(fixed("nein")),
        whole_station=say(fixed("ganze Station")),
        open=say(fixed("noch nicht festgelegt")),
        date=say(fixed("Datum")),
        place=say(fixed("Ort")),
        organised_by=say(fixed("Veranstaltet von")),
        people=say(fixed("Personen")),
        languages=say(fixed("Sprachen")),
        guiding_question=say(fixed("Leitfrage")),
        questions=say(fixed("Offene Fragen")),
        unclustered=say(fixed("Weitere Beiträge")),
        without_theme=say(fixed("ohne Thema")),
        dots_there=say(fixed("dort mitgezählte Punkte")),
        contributions_of_all=say(fixed("Beiträge")),
        nothing_yet=say(fixed("Bisher liegen keine Beiträge vor.")),
        summary=say(fixed("Zusammenfassung")),
        plain=say(fixed("In Einfacher Sprache")),
        common_themes=say(fixed("Was die Stationen verbindet")),
        recommendations=say(fixed("Empfehlungen")),
        why=say(fixed("Warum")),
        responsibility=say(fixed("Zuständigkeit (Vorschlag)")),
        horizon=say(fixed("Zeithorizont")),
        made_at=say(fixed("Stand")),
        common_theme=say(fixed("Gemeinsames Thema")),
        common_themes_short=say(fixed("Gemeinsame Themen")),
        comment=say(fixed("Kommentar")),
        comments=say(fixed("Kommentare")),
        event=say(fixed("Veranstaltung")),
        addressed_to=say(fixed("Vorgelegt für")),
        funding=say(fixed("Förderhinweis")),
        fact=say(fixed("Angabe")),
        value=say(fixed("Wert")),
        line_day="%d.%m.%Y" if german else "%Y-%m-%d",
        cell_date="dd.mm.yyyy hh:mm" if german else "yyyy-mm-dd hh:mm",
        line_date="%d.%m.%Y %H:%M" if german else "%Y-%m-%d %H:%M",
        kinds={name: say(one) for name, (one, _) in reported.KINDS.items()},
        measure_states={name: say(state) for name, state in reported.MEASURE_STATES.items()},
        horizons={name: say(horizon) for name, horizon in reported.HORIZONS.items()},
    )


GERMAN = of("de")
