"""Writes the harvest as Markdown for wikis, in the report's order: every visible contribution exactly once."""

from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from facilitation.documents.exports.escaping import line, lines
from facilitation.documents.exports.words import Words
from facilitation.queries.harvest import EventHarvest, HarvestContribution, HarvestStatement, StationHarvest

Steps = Generator[None, None, None]


@dataclass
class _Page:
    """The file while it is written; `beneath` holds a station's merged contributions by the number of their target."""

    words: Words
    rounds: dict[int, str]
    blocks: list[bytes] = field(default_factory=list)
    beneath: dict[str, list[HarvestContribution]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def add(self, *blocks: str) -> None:
        """Append blocks that a blank line will separate; empty ones are left out."""
        self.blocks += [block.encode() for block in blocks if block]

    def heading(self, level: int, text: str) -> None:
        """Append a heading; the caller has escaped the text."""
        self.add(f"{'#' * level} {text}")

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Append a table, if it has rows; the caller has escaped the cells."""
        written = [f"| {' | '.join(cells)} |" for cells in rows]
        if written:
            self.add("\n".join([f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *written]))

    def bullets(self, texts: Iterable[str]) -> None:
        """Append a list, if it has entries; the caller has escaped them."""
        self.add("\n".join(f"- {text}" for text in texts))


def build(harvest: EventHarvest, words: Words) -> Generator[None, None, bytes]:
    """Build the file in UTF-8; it yields after every contribution."""
    page = _Page(words, dict(harvest.rounds))
    _opening(page, harvest)
    yield
    for station in harvest.stations:
        yield from _station(page, station)
    _closing(page, harvest)
    yield
    return b"\n\n".join(page.blocks) + b"\n"


def _opening(page: _Page, harvest: EventHarvest) -> None:
    words = page.words
    made = harvest.made_at.astimezone(ZoneInfo(harvest.timezone))
    place = ", ".join(filter(None, (harvest.place_name, harvest.street, f"{harvest.postcode} {harvest.city}".strip())))
    page.heading(1, line(harvest.title))
    facts = (
        (words.date, harvest.date.strftime(words.line_date.split(" ")[0])),
        (words.place, line(place)),
        (words.organised_by, line(harvest.organiser)),
        (words.people, str(harvest.people)),
        (words.contributions, str(harvest.contributions)),
        (words.dots, str(harvest.votes)),
        (words.languages, ", ".join(map(words.language_of, harvest.languages))),
        (words.made_at, made.strftime(words.line_date)),
    )
    page.bullets(f"{name}: {value}" for name, value in facts if value)
    _paragraphs(page, harvest.introduction)
    if harvest.summary.strip():
        page.heading(2, words.summary)
        _paragraphs(page, harvest.summary)
    if harvest.plain.strip():
        page.heading(2, words.plain)
        _paragraphs(page, harvest.plain)


def _paragraphs(page: _Page, text: str) -> None:
    for one in text.splitlines():
        page.add(line(one))


def _station(page: _Page, station: StationHarvest) -> Steps:
    words = page.words
    page.beneath = defaultdict(list)
    for one in station.contributions:
        if one.merged_into is not None:
            page.beneath[one.merged_into].append(one)
    page.heading(2, f"{words.station} {station.position}: {line(station.short_title)}")
    if station.question:
        page.add(f"**{words.guiding_question}:** {line(station.question)}")
    _stated(page, words.statements, station.statements)
    if not station.contributions:
        page.add(words.nothing_yet)
    yield
    yield from _themes(page, station)
    yield from _unclustered(page, station)
    _measures(page, station)
    _stated(page, words.questions, station.questions)
    _photos(page, station)


def _stated(page: _Page, title: str, stated: Sequence[HarvestStatement]) -> None:
    """Write statements as a list: those of the whole station first, then round by round."""
    if not stated:
        return
    page.heading(3, title)
    page.bullets(
        line(one.text) + (f" ({page.words.round} {one.round})" if one.round else "")
        for one in sorted(stated, key=lambda one: one.round or 0)
    )


def _themes(page: _Page, station: StationHarvest) -> Steps:
    if not station.clusters:
        return
    words = page.words
    page.heading(3, words.themes)
    page.table(
        (words.theme, words.contributions, words.dots),
        [
            *((line(theme.title), str(theme.size), str(theme.votes)) for theme in station.clusters),
            *(
                [(words.without_theme, str(station.without_theme), str(station.votes_without_theme))]
                if station.without_theme
                else []
            ),
        ],
    )
    for theme in station.clusters:
        page.heading(4, line(theme.title))
        yield from _voices(page, theme.contributions)


def _unclustered(page: _Page, station: StationHarvest) -> Steps:
    """Write the contributions without a theme, most dots first, then whatever is not written yet."""
    left = [one for one in station.contributions if one.number not in page.told]
    if not left:
        return
    page.heading(3, page.words.unclustered if station.clusters else page.words.contributions_of_all)
    heads = [one for one in left if one.dots is not None]
    yield from _voices(page, sorted(heads, key=lambda one: -one.votes))
    yield from _voices(page, left)


def _voices(page: _Page, contributions: Sequence[HarvestContribution]) -> Steps:
    for one in contributions:
        if one.number not in page.told:
            _voice(page, one)
            yield


def _voice(page: _Page, one: HarvestContribution) -> None:
    """Write a contribution: its origin, its text and German wording as quotations, then those merged into it."""
    page.told.add(one.number)
    words = page.words
    parts = (
        f"**{one.number}**",
        words.kind_of(one.kind),
        f"{words.round} {one.round}" if one.round else "",
        words.language_of(one.language),
        "" if one.dots is None else words.dots_of(one.dots),
        f"{words.reply_to} {one.reply_to}" if one.reply_to else "",
        f"{words.merged_into} {one.merged_into}" if one.merged_into else "",
        words.counted_there(one.votes) if one.dots is None and one.votes else "",
        words.highlighted if one.highlighted else "",
        words.edited if one.edited else "",
    )
    page.add(" · ".join(filter(None, parts)), _quoted(lines(one.text, one.language)))
    if one.german:
        page.add(_quoted([f"*{words.german}:*  ", *lines(one.german)]))
    if one.worded:
        page.add(_quoted([f"*{words.worded}:*  ", *lines(one.worded)]))
    for merged in page.beneath.get(one.number, ()):
        if merged.number not in page.told:
            _voice(page, merged)


def _quoted(said: list[str]) -> str:
    return "\n".join(f"> {one}" if one else ">" for one in said)


def _measures(page: _Page, station: StationHarvest) -> None:
    words = page.words
    if not station.measures:
        return
    page.heading(3, words.measures)
    page.table(
        (words.what, words.who, words.by_when, words.state),
        [
            (
                line(one.what),
                line(one.who) if one.who else words.open,
                line(one.by_when) if one.by_when else words.open,
                words.measure_states.get(one.state, one.state),
            )
            for one in station.measures
        ],
    )


def _photos(page: _Page, station: StationHarvest) -> None:
    if station.photos:
        page.heading(3, page.words.photos)
        page.bullets(f"**{one.number}** {line(one.caption)}".strip() for one in station.photos)


def _closing(page: _Page, harvest: EventHarvest) -> None:
    words = page.words
    if harvest.common_themes:
        page.heading(2, words.common_themes)
    for theme in harvest.common_themes:
        page.heading(3, line(theme.title))
        _paragraphs(page, theme.text)
        page.bullets(f"{words.station} {position}: {line(title)}" for position, title in theme.themes)
    if harvest.recommendations:
        page.heading(2, words.recommendations)
        page.table(
            (words.what, words.why, words.responsibility, words.horizon),
            [
                (line(one.what), line(one.why), line(one.responsibility), words.horizons.get(one.horizon, ""))
                for one in harvest.recommendations
            ],
        )
    _feedback(page, harvest)
    _paragraphs(page, harvest.funding)


def _feedback(page: _Page, harvest: EventHarvest) -> None:
    told = harvest.feedback
    if told is None:
        return
    words = page.words
    page.heading(2, words.feedback)
    page.add(f"{words.people}: {told.people}")
    page.table(
        (words.asked, "1", "2", "3", "4", "5", words.answers, words.mean),
        [
            (
                f"{line(one.question)} ({words.not_to_the_end})" if one.closed else line(one.question),
                *map(str, one.counts),
                str(one.answers),
                "–" if one.mean is None else f"{one.mean:.1f}",
            )
            for one in told.scales
        ],
    )
    if told.comments:
        page.heading(3, line(told.asked))
    for comment in told.comments:
        page.add(_quoted(lines(comment.text, comment.language)))
        if comment.german:
            page.add(_quoted([f"*{words.german}:*  ", *lines(comment.german)]))
