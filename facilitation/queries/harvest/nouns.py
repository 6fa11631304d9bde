"""The parts of a harvest, which is computed and never stored."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class HarvestContribution:
    """A visible contribution; `number` (S1-014) is its name in every file.

    `reply_to` and `merged_into` are numbers of others. `votes` include `by_hand`, the dots of people without a phone;
    both include those of contributions that were merged into it. What was merged into another is in that one's
    `cluster`. `german` is a host's wording; `worded` is a guest's German one, which no host gave in its place.
    """

    id: str
    number: str
    kind: str
    language: str
    text: str
    german: str | None
    author: str | None
    votes: int
    round: int | None
    table: int | None
    reply_to: str | None
    merged_into: str | None
    by_hand: int
    cluster: str | None
    highlighted: bool
    edited: bool
    created_at: dt.datetime
    worded: str | None = None

    @property
    def dots(self) -> int | None:
        """The dots that a sum counts here; None where they count at the one that it was merged into."""
        return self.votes if self.merged_into is None else None


@dataclass(frozen=True)
class HarvestCluster:
    """A theme with its contributions that stand for themselves, most dots first; `votes` is their sum.

    `beneath` is how many others were merged into these.
    """

    title: str
    votes: int
    contributions: tuple[HarvestContribution, ...]
    beneath: int = 0

    @property
    def size(self) -> int:
        """How many contributions the theme has, with those that were merged into others."""
        return len(self.contributions) + self.beneath


@dataclass(frozen=True)
class HarvestStatement:
    """A key statement or an open question of a round, or of the whole station (`round` is None).

    It rests on `themes` (titles of clusters) and `voices` (numbers of contributions, S1-014), as far as they are
    visible. `language` is that of the text: the harvest's where hosts wrote it in that, too, else German.
    """

    text: str
    round: int | None
    themes: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    language: str = "de"


@dataclass(frozen=True)
class HarvestMeasure:
    """A next step; `who` and `by_when` are None where nobody said it."""

    what: str
    who: str | None
    by_when: str | None
    state: str


@dataclass(frozen=True)
class HarvestPhoto:
    """A photo of a tablecloth; `number` (S1-F02) is its name in every file.

    Width and height are the largest file's, in pixels. The files are read from `photo_files` by `id`.
    """

    id: str
    number: str
    caption: str
    table: int | None
    round: int | None
    width: int
    height: int
    taken_at: dt.datetime


@dataclass(frozen=True)
class HarvestScale:
    """A question of the feedback, with how many people chose 1 (disagreement) to 5 (agreement).

    A `closed` one was not asked until the end.
    """

    question: str
    counts: tuple[int, int, int, int, int]
    closed: bool = False

    @property
    def answers(self) -> int:
        """How many people answered this question."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The mean of the answers, from 1 to 5; None where nobody answered."""
        if not self.answers:
            return None
        return sum(place * count for place, count in enumerate(self.counts, start=1)) / self.answers


@dataclass(frozen=True)
class HarvestComment:
    """A comment of the feedback, and its German wording where there is one."""

    language: str
    text: str
    german: str | None = None


@dataclass(frozen=True)
class HarvestFeedback:
    """The feedback of `people` who answered or wrote anything; `asked` is the question that comments answer."""

    people: int
    scales: tuple[HarvestScale, ...]
    asked: str
    comments: tuple[HarvestComment, ...]


@dataclass(frozen=True)
class HarvestRecommendation:
    """A recommendation of the organisers; `horizon` is short, middle, long or empty, other fields may be empty."""

    what: str
    why: str
    responsibility: str
    horizon: str


@dataclass(frozen=True)
class HarvestCommonTheme:
    """A theme of several stations, in the organisers' words; `themes` are pairs of a station's position and a title."""

    title: str
    text: str
    themes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class StationHarvest:
    """What one station brought; `people` wrote or gave dots here, `questions` are open ones.

    Every visible contribution counts once, also an answer and what was merged into another; that one's theme has it.
    Dots count where they stand at the end: at the one that stands for several, each person once. So the themes and what
    is in none make up the station, and the stations the event.
    """

    position: int
    slug: str
    short_title: str
    title: str
    question: str
    description: str
    prompts: tuple[str, ...]
    colour: str
    sign: int
    tables: int
    statements: tuple[HarvestStatement, ...]
    questions: tuple[HarvestStatement, ...]
    clusters: tuple[HarvestCluster, ...]
    unclustered: tuple[HarvestContribution, ...]
    contributions: tuple[HarvestContribution, ...]
    measures: tuple[HarvestMeasure, ...]
    people: int
    votes: int
    photos: tuple[HarvestPhoto, ...] = ()

    @property
    def without_theme(self) -> int:
        """How many contributions are in no theme, with those that were merged into others."""
        return len(self.contributions) - sum(one.size for one in self.clusters)

    @property
    def votes_without_theme(self) -> int:
        """The dots of contributions that are in no theme."""
        return self.votes - sum(one.votes for one in self.clusters)


@dataclass(frozen=True)
class ProgrammeEntry:
    """An entry of the programme; `part` is day or world_cafe."""

    starts: str
    ends: str
    kind: str
    title: str
    part: str


@dataclass(frozen=True)
class EventHarvest:
    """What the whole event brought; `languages` are those of contributions, the most used first.

    `held` are rounds that began, by position: when they began, and when they ended (None where nobody ended them).

    `introduction`, `summary`, `plain` (a paragraph in each line), `recommendations`, `common_themes` and `funding` (who
    paid for it) are the organisers' own words, empty where they wrote nothing. `feedback` is None where nobody was
    asked.
    `rehearsal` tells that simulated texts are among it.
    """

    slug: str
    title: str
    date: dt.date
    timezone: str
    place_name: str
    street: str
    postcode: str
    city: str
    directions: str
    organiser: str
    addressee: str
    aims: tuple[str, ...]
    programme: tuple[ProgrammeEntry, ...]
    etiquette: tuple[str, ...]
    rounds: tuple[tuple[int, str], ...]
    stations: tuple[StationHarvest, ...]
    people: int
    contributions: int
    votes: int
    languages: tuple[str, ...]
    made_at: dt.datetime
    held: tuple[tuple[int, dt.datetime, dt.datetime | None], ...] = ()
    introduction: str = ""
    summary: str = ""
    plain: str = ""
    funding: str = ""
    recommendations: tuple[HarvestRecommendation, ...] = ()
    common_themes: tuple[HarvestCommonTheme, ...] = ()
    feedback: HarvestFeedback | None = None
    rehearsal: bool = False
