"""What is compared: the rows of the table, and the goals of each."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tests.load.plan import Plan

Repetition = Mapping[str, Mapping[str, float]]
"""The figures of one repetition, by case."""


@dataclass(frozen=True)
class Case:
    """One server under one load; `filled` contributions are there before anybody comes."""

    server: str
    plan: Plan
    filled: int = 0
    label: str = ""

    @property
    def name(self) -> str:
        """The name of the case in the table."""
        return self.label or self.server


@dataclass(frozen=True)
class Goal:
    """A goal: `value` may be at most, or with `at_least` at least, `limit`."""

    text: str
    value: Callable[[Repetition], float]
    limit: float
    at_least: bool = False

    def reached(self, value: float) -> bool:
        """Whether this value reaches the goal."""
        return value >= self.limit if self.at_least else value <= self.limit


@dataclass(frozen=True)
class Row:
    """A row of the table: its cases, its goals, and the figures that it shows with their headings.

    `kind` is hall (post and watch), search (the highest rate that holds), arrival (all scan at once), storm (all come
    back at once) or outage (the server goes away).
    """

    title: str
    shown: Mapping[str, str]
    cases: Sequence[Case]
    goals: Sequence[Goal]
    kind: str = field(default="hall")


def _ratio(figure: str, server: str) -> Callable[[Repetition], float]:
    return lambda figures: figures["cafe"][figure] / figures[server][figure] if figures[server][figure] else math.inf


def _growth(names: Sequence[str]) -> Callable[[Repetition], float]:
    """How many times more a delivery costs in the dearest case than in the smallest."""
    return lambda figures: max(figures[name]["cpu"] for name in names) / figures[names[0]]["cpu"]


def _same(servers: Sequence[str], plan: Plan) -> list[Case]:
    return [Case(server, plan) for server in servers]


def _from(cafe: float, plain: float, plan: Plan) -> list[Case]:
    """The cases of a search that begins at these rates, in posts a second."""
    return [Case("cafe", replace(plan, rate=cafe)), Case("plain", replace(plan, rate=plain))]


PLAIN = Plan(deflate=False)
"""Without compression, which browsers offer: eventlet would accept it, and the comparison would favour the café."""
ROOMS = replace(
    PLAIN,
    phones=1000,
    rate=20,
    seconds=30,
    stations=3,
    replies=0.25,
    votes_per_post=5,
    polling=0.1,
    silent=0.02,
    hosts=3,
)
"""A hall as in reality; its goals are those of `hall` plus a half."""
SCREEN = {"p50": "post to screen p50, ms", "p95": "p95", "p99": "p99"}
SHARES = {"client": "phones' process: share of its core", "waited": "server waited for its core, s"}
STALL = {"stall_p99_ms": "stall p99, ms", "stall_max_ms": "stall max, ms"}
COST = {"cpu": "CPU ms for 1,000 deliveries"} | STALL | SHARES
SIZES = (100, 500, 1000, 2000)
CONTENTS = (100, 1000, 5000)
SNAPSHOT = 500

ROWS = {
    "hall": Row(
        "1,000 phones, one station, 20 posts a second",
        SCREEN | COST,
        _same(("cafe", "plain", "bare", "node"), replace(PLAIN, phones=1000, rate=20, seconds=30)),
        [
            Goal("p95, café ÷ plain", _ratio("p95", "plain"), 0.2),
            Goal("p95, café ÷ Node", _ratio("p95", "node"), 1.0),
            Goal("CPU for 1,000 deliveries, café ÷ plain", _ratio("cpu", "plain"), 0.33),
        ],
    ),
    "large": Row(
        "2,000 phones, one station, 20 posts a second",
        SCREEN | COST,
        _same(("cafe", "plain"), replace(PLAIN, phones=2000, rate=20, seconds=30)),
        [Goal("p95, café ÷ plain", _ratio("p95", "plain"), 0.2)],
    ),
    "rooms": Row(
        "a real hall: 1,000 phones of every kind, three stations, 20 posts a second, replies, votes, hosts",
        SCREEN | {"ack": "acknowledgement p95, ms"} | COST | {"put_out": "never reading, put out"},
        _same(("cafe", "plain", "node"), ROOMS),
        [
            Goal("p95, café ÷ plain", _ratio("p95", "plain"), 0.3),
            Goal("p95, café ÷ Node", _ratio("p95", "node"), 1.5),
            Goal("CPU for 1,000 deliveries, café ÷ plain", _ratio("cpu", "plain"), 0.5),
        ],
    ),
    "rate": Row(
        "highest rate with p95 ≤ 300 ms, 1,000 phones",
        {"rate": "posts a second"},
        _from(800, 40, replace(PLAIN, phones=1000, seconds=10)),
        [Goal("posts a second, café ÷ plain", _ratio("rate", "plain"), 10, at_least=True)],
        "search",
    ),
    "votes": Row(
        "highest rate of posts and votes together, five votes a post, with p95 ≤ 300 ms, 1,000 phones",
        {"rate": "posts and votes a second"},
        _from(150, 8, replace(PLAIN, phones=1000, seconds=10, votes_per_post=5)),
        [Goal("posts and votes a second, café ÷ plain", _ratio("rate", "plain"), 10, at_least=True)],
        "search",
    ),
    "arrival": Row(
        "phones scan at once, each with pages, files and a station of 100 contributions",
        {"all": "all ready, ms", "p95": "p95", "requests": "requests", "megabytes": "MB"}
        | {"cpu_seconds": "CPU, s", **STALL, "client": SHARES["client"]},
        [
            Case("cafe", replace(PLAIN, phones=phones), 100, f"{phones} phones")
            for phones in (250, 1000)  # a whole hall, and four of them
        ],
        [
            Goal("250 phones: all are ready, ms", lambda figures: figures["250 phones"]["all"], 4000),
            Goal("250 phones: CPU, s", lambda figures: figures["250 phones"]["cpu_seconds"], 4),
            Goal("250 phones: MB", lambda figures: figures["250 phones"]["megabytes"], 12),
            Goal("1,000 phones: all are ready, ms", lambda figures: figures["1000 phones"]["all"], 15_000),
        ],
        "arrival",
    ),
    "storm": Row(
        "1,000 phones come back at once, the café's each with a snapshot of 500 contributions",
        {"all": "all back, ms", "p95": "p95", "cpu_seconds": "CPU, s", **STALL, **SHARES},
        [Case("cafe", replace(PLAIN, phones=1000), filled=SNAPSHOT), Case("bare", replace(PLAIN, phones=1000))],
        [Goal("all are back, café ÷ bare without snapshot", _ratio("all", "bare"), 1.5)],
        "storm",
    ),
    "outage": Row(
        "the server away for a minute under 1,000 phones, with 500 contributions",
        {"all": "all back after its return, ms", "p95": "p95", "in_step": "all in step, ms"},
        [Case("cafe", replace(PLAIN, phones=1000, seconds=60), filled=SNAPSHOT)],
        [Goal("all are back and in step after its return, ms", lambda figures: figures["cafe"]["in_step"], 10_000)],
        "outage",
    ),
    "memory": Row(
        "memory of a phone, 1,000 phones that offer compression",
        {"kilobytes": "KB a phone"} | STALL,
        [Case("cafe", Plan(phones=1000, rate=20, seconds=5, deflate=True))],
        [Goal("KB a phone", lambda figures: figures["cafe"]["kilobytes"], 60)],
    ),
    "small": Row(
        "100 phones, 5 posts a second",
        {"ack": "acknowledgement p95, ms"} | SCREEN | COST,
        [Case("cafe", replace(PLAIN, phones=100, rate=5, seconds=30))],
        [Goal("acknowledgement p95, ms", lambda figures: figures["cafe"]["ack"], 15)],
    ),
    "phones": Row(
        "growth with phones, 20 posts a second",
        COST | SCREEN,
        [Case("cafe", replace(PLAIN, phones=size, rate=20, seconds=15), label=f"{size} phones") for size in SIZES],
        [Goal("CPU for 1,000 deliveries, dearest ÷ fewest phones", _growth([f"{size} phones" for size in SIZES]), 1.3)],
    ),
    "contents": Row(
        "growth with contributions, 500 phones, 20 posts a second",
        COST | SCREEN,
        [
            Case("cafe", replace(PLAIN, phones=500, rate=20, seconds=15), filled, f"{filled} contributions")
            for filled in CONTENTS
        ],
        [
            Goal(
                "CPU for 1,000 deliveries, dearest ÷ fewest contributions",
                _growth([f"{filled} contributions" for filled in CONTENTS]),
                1.3,
            )
        ],
    ),
}


def small(case: Case) -> Case:
    """A tenth of the phones, for a few seconds: enough to see that everything works."""
    return replace(case, plan=replace(case.plan, phones=max(10, case.plan.phones // 10), seconds=3))
