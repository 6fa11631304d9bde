"""What the exports say themselves, in German and English. What people wrote comes from the harvest and stays."""

from dataclasses import dataclass

from babel import Locale

from facilitation.errors import CafeError


@dataclass(frozen=True)
class Words:
    """One language's words. `cell_date` and `line_date` are a moment's form in Excel and in Python."""

    code: str
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
    answer: str
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
    contributions_of_all: str
    nothing_yet: str
    summary: str
    common_themes: str
    recommendations: str
    why: str
    responsibility: str
    horizon: str
    one_dot: str
    many_dots: str
    made_at: str
    cell_date: str
    line_date: str
    kinds: dict[str, str]
    measure_states: dict[str, str]
    horizons: dict[str, str]

    def kind_of(self, kind: str) -> str:
        """Idee."""
        return self.kinds.get(kind, kind)

    def dots_of(self, votes: int) -> str:
        """3 Punkte."""
        return self.one_dot if votes == 1 else self.many_dots.format(votes)

    def language_of(self, code: str) -> str:
        """Arabisch; the code itself where nobody has a name for it."""
        return Locale(self.code).languages.get(code, code)


GERMAN = Words(
    code="de",
    contributions="Beiträge",
    themes="Themen",
    statements="Kernaussagen",
    measures="Maßnahmen",
    feedback="Feedback",
    photos="Fotos",
    number="Nummer",
    station="Station",
    round="Runde",
    table="Tisch",
    kind="Art",
    language="Sprache",
    contribution="Beitrag",
    german="Deutsch",
    theme="Thema",
    dots="Punkte",
    by_hand="davon von Hand gezählt",
    reply_to="Antwort auf",
    merged_into="zusammengeführt mit",
    highlighted="hervorgehoben",
    edited="bearbeitet",
    written_at="geschrieben",
    statement="Kernaussage",
    question="Offene Frage",
    text="Text",
    what="Was",
    who="Wer",
    by_when="Bis wann",
    state="Stand",
    asked="Frage",
    answers="Antworten",
    mean="Mittelwert",
    answer="Antwort",
    caption="Bildunterschrift",
    width="Breite in Pixeln",
    height="Höhe in Pixeln",
    taken_at="aufgenommen",
    file="Datei",
    yes="ja",
    no="nein",
    whole_station="ganze Station",
    open="offen",
    date="Datum",
    place="Ort",
    organised_by="Veranstaltet von",
    people="Personen",
    languages="Sprachen",
    guiding_question="Leitfrage",
    questions="Offene Fragen",
    unclustered="Weitere Beiträge",
    contributions_of_all="Beiträge",
    nothing_yet="Bisher liegen keine Beiträge vor.",
    summary="Zusammenfassung",
    common_themes="Was die Stationen verbindet",
    recommendations="Empfehlungen",
    why="Warum",
    responsibility="Zuständig",
    horizon="Zeitraum",
    one_dot="1 Punkt",
    many_dots="{} Punkte",
    made_at="Stand",
    cell_date="dd.mm.yyyy hh:mm",
    line_date="%d.%m.%Y %H:%M",
    kinds={"idea": "Idee", "problem": "Problem", "question": "Frage", "wish": "Wunsch", "offer": "Angebot"},
    measure_states={"open": "offen", "agreed": "vereinbart", "done": "erledigt"},
    horizons={"short": "kurzfristig", "middle": "mittelfristig", "long": "langfristig"},
)

ENGLISH = Words(
    code="en",
    contributions="Contributions",
    themes="Themes",
    statements="Key statements",
    measures="Measures",
    feedback="Feedback",
    photos="Photos",
    number="Number",
    station="Station",
    round="Round",
    table="Table",
    kind="Kind",
    language="Language",
    contribution="Contribution",
    german="German",
    theme="Theme",
    dots="Dots",
    by_hand="counted by hand",
    reply_to="Answer to",
    merged_into="Merged into",
    highlighted="Highlighted",
    edited="Edited",
    written_at="Written at",
    statement="Key statement",
    question="Open question",
    text="Text",
    what="What",
    who="Who",
    by_when="By when",
    state="State",
    asked="Question",
    answers="Answers",
    mean="Mean",
    answer="Answer",
    caption="Caption",
    width="Width in pixels",
    height="Height in pixels",
    taken_at="Taken at",
    file="File",
    yes="yes",
    no="no",
    whole_station="whole station",
    open="open",
    date="Date",
    place="Place",
    organised_by="Organised by",
    people="People",
    languages="Languages",
    guiding_question="Guiding question",
    questions="Open questions",
    unclustered="Further contributions",
    contributions_of_all="Contributions",
    nothing_yet="There are no contributions yet.",
    summary="Summary",
    common_themes="What the stations have in common",
    recommendations="Recommendations",
    why="Why",
    responsibility="Responsible",
    horizon="Horizon",
    one_dot="1 dot",
    many_dots="{} dots",
    made_at="As of",
    cell_date="yyyy-mm-dd hh:mm",
    line_date="%Y-%m-%d %H:%M",
    kinds={"idea": "Idea", "problem": "Problem", "question": "Question", "wish": "Wish", "offer": "Offer"},
    measure_states={"open": "open", "agreed": "agreed", "done": "done"},
    horizons={"short": "short term", "middle": "medium term", "long": "long term"},
)


def of(language: str) -> Words:
    """The words of de or en. Raises CafeError `unknown_language`."""
    known = {words.code: words for words in (GERMAN, ENGLISH)}
    if language not in known:
        raise CafeError("unknown_language")
    return known[language]
