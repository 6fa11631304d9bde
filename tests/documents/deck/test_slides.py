"""What the deck shows of a harvest, under which names, and how much of it on one slide."""

from dataclasses import replace

from facilitation.documents import deck
from facilitation.documents.deck.pages import FULL
from facilitation.documents.deck.room import LINE, room
from facilitation.documents.deck.slide import (
    Bars,
    Figures,
    Lines,
    Opening,
    Overview,
    Slide,
    SlidePicture,
    SlideQuestion,
    Steps,
    Voices,
)
from facilitation.documents.deck.station import chosen_voices
from facilitation.queries.harvest import HarvestCluster, HarvestStatement
from tests.documents.report.harvests import FAULTS, contribution, dresden, everything, hostile, of_texts


def names(made: tuple[Slide, ...]) -> list[str]:
    return [slide.name for slide in made]


def test_a_day_with_everything_has_its_slides_in_the_order_of_1630() -> None:
    made = deck.slides(everything(of_texts()), feedback=True)
    assert names(made) == [
        *("title", "numbers"),
        *("s1-question", "s1-themes", "s1-statements", "s1-voices", "s1-photo"),
        *(f"s{n}-{kind}" for n in (2, 3) for kind in ("question", "themes", "voices", "photo")),
        *("common", "measures", "measures-2", "questions", "feedback", "thanks"),
    ]
    assert len({slide.title for slide in made}) == len(made)


def test_a_station_speaks_from_one_strong_slide_and_its_numbers_add_up() -> None:
    harvest = everything(of_texts())
    station = harvest.stations[0]
    overview = next(slide.content for slide in deck.slides(harvest) if slide.name == "s1-question")
    assert isinstance(overview, Overview)
    assert overview.text == station.question
    assert overview.numbers[:2] == ((str(len(station.contributions)), "Beiträge"), (str(station.votes), "Punkte"))
    assert overview.bars is not None
    shown = sum(bar.value for bar in overview.bars.bars)
    left = sum(one.votes for one in station.clusters) - shown
    assert (len(overview.bars.bars), overview.bars.more) == (
        5,
        f"+ {left} Punkte für {len(station.clusters) - 5} weitere Themen."
        f" {station.votes_without_theme} Punkte ohne Thema.",
    )
    assert overview.statements == tuple(one.text for one in station.statements if one.round is None)
    assert overview.voice is not None
    assert overview.voice.german


def test_lists_take_the_room_of_their_lines_and_no_slide_runs_over() -> None:
    lists = [contribution(text, number=f"S1-{n:03}", votes=9 - n) for n, text in enumerate(FAULTS["lists"], start=1)]
    long = contribution("\n".join("a" * 74), number="S1-004", votes=9)
    made = deck.slides(dresden(([*lists, long], (), ())))
    voices = [slide.content.voices for slide in made if isinstance(slide.content, Voices)]
    assert [len(held) for held in voices] == [1, 1, 1]
    assert [one.text for held in voices for one in held] == [
        "\n".join([*"a" * 12, "…"]),
        *(one.text for one in lists[:2]),
    ]
    assert [room(text) for text in ("kurz", "a\nb", "我们")] == [4, 2 * LINE, 4]


def test_without_contributions_each_station_says_so_once() -> None:
    made = deck.slides(dresden())
    assert names(made) == ["title", "numbers", "s1-question", "s2-question", "s3-question", "thanks"]
    assert [slide.content.remark for slide in made if isinstance(slide.content, SlideQuestion)] == [
        "An dieser Station liegen noch keine Beiträge vor."
    ] * 3
    figures = made[1].content
    assert isinstance(figures, Figures)
    assert ([number for number, _ in figures.figures], figures.spoken) == (["0"] * 4, "Noch liegen keine Beiträge vor.")


def test_a_station_of_which_there_are_photos_alone_says_that_it_has_no_contributions() -> None:
    made = deck.slides(everything(dresden()))
    assert [name for name in names(made) if name.startswith("s2-")] == ["s2-question", "s2-photo"]
    (question,) = [slide.content for slide in made if slide.name == "s2-question"]
    assert isinstance(question, SlideQuestion)
    assert question.remark == "An dieser Station liegen noch keine Beiträge vor."


def test_figures_and_bars_are_the_harvests() -> None:
    harvest = of_texts()
    by_name = {slide.name: slide.content for slide in deck.slides(harvest)}
    figures, bars = by_name["numbers"], by_name["s2-themes"]
    assert isinstance(figures, Figures)
    assert isinstance(bars, Bars)
    assert figures.figures == (
        (str(harvest.people), "Personen"),
        ("112", "Beiträge"),
        (str(harvest.votes), "Punkte"),
        ("12", "Sprachen"),
    )
    clusters = harvest.stations[1].clusters
    assert [(bar.label, bar.value) for bar in bars.bars] == [(one.title, one.votes) for one in clusters[:7]]
    assert bars.more == (
        f"+ {sum(one.votes for one in clusters[7:])} Punkte für {len(clusters) - 7} weitere Themen."
        f" {harvest.stations[1].votes_without_theme} Punkte ohne Thema."
    )


def test_where_nobody_gave_a_dot_themes_are_counted_by_their_contributions() -> None:
    harvest = of_texts()
    station = harvest.stations[1]
    silent = tuple(
        replace(one, votes=0, contributions=tuple(replace(each, votes=0) for each in one.contributions))
        for one in station.clusters
    )
    brought = replace(harvest, stations=(harvest.stations[0], replace(station, clusters=silent), harvest.stations[2]))
    by_name = {slide.name: slide for slide in deck.slides(brought)}
    themes, bars = by_name["s2-themes"], by_name["s2-themes"].content
    assert isinstance(bars, Bars)
    counts = sorted((len(one.contributions) for one in silent), reverse=True)
    assert (themes.heading, bars.unit, [bar.value for bar in bars.bars]) == (
        "Worüber am meisten geschrieben wurde",
        "Beiträge",
        counts[:7],
    )
    assert min(counts) < max(counts)
    poster = deck.summary(brought.stations[1])
    assert poster.bars is not None
    assert (poster.themes, poster.bars.unit, poster.bars.bars) == (themes.heading, "Beiträge", bars.bars[:5])
    assert deck.summary(harvest.stations[1]).themes == "Was die meisten Punkte bekam"


def test_voices_are_the_hosts_choice_then_the_strongest_and_never_twice_the_same() -> None:
    written = [
        contribution("Stark", number="S1-001", votes=9),
        contribution("Gewählt", number="S1-002", votes=1, highlighted=True, language="uk", german="Auf Deutsch"),
        contribution("Dasselbe", number="S1-003", votes=8, merged_into="S1-001"),
        contribution("Mittelwert", number="S1-004", votes=5),
        contribution("Schwach", number="S1-005", votes=2),
    ]
    harvest = dresden((written, (), ()))
    assert [one.text for one in chosen_voices(harvest.stations[0])] == ["Gewählt", "Stark", "Mittelwert"]
    content = next(slide.content for slide in deck.slides(harvest) if slide.name == "s1-voices")
    assert isinstance(content, Voices)
    assert [(one.language, one.german, one.about, one.highlighted) for one in content.voices] == [
        ("uk", "Auf Deutsch", "S1-002 · 1 Punkt", True),
        ("de", None, "S1-001 · 9 Punkte", False),
        ("de", None, "S1-004 · 5 Punkte", False),
    ]


def test_long_contents_go_on_to_a_second_slide_and_nothing_is_cut() -> None:
    said = [HarvestStatement(f"{n} " + "a" * 480, None) for n in range(3)]
    said += [HarvestStatement(f"kurz {n}", None) for n in range(7)]
    made = [one for one in deck.slides(dresden(statements=(said, (), ()))) if one.name.startswith("s1-statements")]
    assert names(tuple(made)) == ["s1-statements", "s1-statements-2", "s1-statements-3", "s1-statements-4"]
    assert made[1].heading == "Kernaussagen (2)"
    lines = [line for slide in made if isinstance(slide.content, Lines) for line in slide.content.lines]
    assert [line.text for line in lines] == [one.text for one in said]
    assert [line.number for line in lines] == list(range(1, 11))
    for slide in made:
        assert isinstance(slide.content, Lines)
        assert sum(len(line.text) for line in slide.content.lines) <= FULL


def test_statements_of_the_rounds_stand_in_where_the_station_has_none() -> None:
    said = [HarvestStatement("Aus der ersten", 1), HarvestStatement("Aus der zweiten", 2)]
    made = deck.slides(dresden(statements=(said, (), ())))
    content = next(one.content for one in made if one.name == "s1-question")
    assert isinstance(content, Overview)
    assert content.statements == ("Aus der ersten", "Aus der zweiten")
    assert "s1-statements" in names(made)


def test_feedback_is_shown_only_where_it_is_released() -> None:
    assert "feedback" not in names(deck.slides(everything(of_texts())))


def test_order_and_selection_go_by_name_and_news_follow_what_they_follow_by_themselves() -> None:
    order = ["thanks", "s2-question", "nothing-any-more", "title"]
    made = deck.slides(dresden(), order=order, hidden={"s2-question", "gone"})
    assert names(made) == ["thanks", "s2-question", "s3-question", "title", "numbers", "s1-question"]
    assert [slide.name for slide in made if not slide.shown] == ["s2-question"]


def test_a_photo_that_somebody_described_comes_first() -> None:
    content = next(one.content for one in deck.slides(everything(of_texts())) if one.name == "s1-photo")
    assert isinstance(content, SlidePicture)
    assert (content.caption, content.alternative) == ("Räume!", "Foto einer Tischdecke von Station 1. Räume!")


def test_english_says_what_is_fixed_in_english_and_leaves_what_people_wrote() -> None:
    made = deck.slides(everything(of_texts()), language="en", feedback=True)
    by_name = {slide.name: slide for slide in made}
    assert by_name["numbers"].heading == "The day in numbers"
    figures = by_name["numbers"].content
    assert isinstance(figures, Figures)
    assert figures.figures == (("56", "people"), ("112", "contributions"), ("968", "dots"), ("12", "languages"))
    first = deck.slides(replace(of_texts(), people=1234), language="en")[1].content
    assert isinstance(first, Figures)
    assert first.figures[0] == ("1,234", "people")
    steps = by_name["measures"].content
    assert isinstance(steps, Steps)
    assert steps.heads == ("What", "Who", "By when", "Status")
    assert steps.steps[0].what == "Runder Tisch"


def test_hostile_texts_and_hundreds_of_contributions_make_a_deck() -> None:
    made = deck.slides(hostile(), feedback=True)
    assert len({slide.name for slide in made}) == len(made)
    assert len(deck.slides(of_texts(copies=6))) == 14  # three long voices of stations 1 and 3 take two slides each
    opening = deck.slides(replace(dresden(), addressee="", place_name=""))[0].content
    assert isinstance(opening, Opening)
    assert opening.when == "18. November 2023"


def test_a_poster_holds_the_strongest_and_leaves_out_whole_what_does_not_fit() -> None:
    said = [HarvestStatement(text, None) for text in ("a" * 500, "b" * 500, "kurz")]
    written = [contribution("Stimme", votes=3), contribution("x" * 450, votes=2), contribution("Noch eine", votes=1)]
    about = deck.summary(dresden((written, (), ()), (said, (), ())).stations[0])
    assert about.statements == ("a" * 500, "kurz")
    assert [one.text for one in about.voices] == ["Stimme", "Noch eine"]
    assert (about.numbers, about.remark, about.size) == (("3 Beiträge", "6 Punkte"), "", "m")


def test_a_long_question_and_long_themes_take_their_room_from_what_stands_below() -> None:
    said = [HarvestStatement(text, None) for text in ("a" * 300, "b" * 300, "c" * 250)]
    station = dresden(statements=(said, (), ())).stations[0]
    assert len(deck.summary(station).statements) == 3
    assert deck.summary(station).numbers == ("0 Beiträge",)
    assert len(deck.summary(replace(station, question="w" * 300)).statements) == 2
    themes = tuple(HarvestCluster("Thema " * 15, 1, ()) for _ in range(5))
    assert len(deck.summary(replace(station, clusters=themes)).statements) == 2
