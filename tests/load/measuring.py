"""Measures one case: a server of its own on the first core, the phones on the second."""

import asyncio
import math
import sys
import tempfile
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.load import machine, targets
from tests.load.arrival import arrival
from tests.load.hall import Hall
from tests.load.outage import outage
from tests.load.rows import Case
from tests.load.storm import storm
from tests.load.targets import Target

Figures = dict[str, float]

LONGEST_P95 = 300.0
NEAR_ENOUGH, NEAR_ENOUGH_QUICK = 1.1, 2.0
"""The search ends when the lowest rate that failed is at most so many times the highest that held."""
LEAST, MOST = 1.0, 5000.0


@dataclass(frozen=True)
class Bench:
    """The folder and the café's settings with which everything is measured."""

    data_dir: Path | None = None
    settings: dict[str, str] = field(default_factory=dict)
    near_enough: float = NEAR_ENOUGH

    def measure(self, kind: str, case: Case) -> Figures:
        """Measure one case of a row of this kind, once."""
        return self._search(case) if kind == "search" else self._with_server(kind, case)

    def _with_server(self, kind: str, case: Case) -> Figures:
        with tempfile.TemporaryDirectory(dir=self.data_dir, prefix="compare-") as folder:
            if kind == "outage":
                machine.use_core(machine.CLIENT_CORE)
                return _of_outage(asyncio.run(outage(Path(folder), case.plan, case.filled, case.plan.seconds)))
            machine.use_core(machine.SERVER_CORE)
            with self._serving(case, Path(folder)) as target:
                machine.use_core(machine.CLIENT_CORE)
                if kind == "storm":
                    coming_back = storm(target, case.plan.phones, case.filled, deflate=case.plan.deflate)
                    return _of_storm(asyncio.run(coming_back))
                if kind == "arrival":
                    return _of_arrival(asyncio.run(arrival(target, case.plan, case.filled)))
                return _of_hall(asyncio.run(Hall(case.plan, target).run()))

    def _serving(self, case: Case, folder: Path) -> AbstractContextManager[Target]:
        if case.server == "cafe":
            return targets.cafe(folder, self.settings, case.filled)
        return {"plain": targets.plain, "bare": targets.bare, "node": targets.node}[case.server](folder)

    def _search(self, case: Case) -> Figures:
        """Search the highest rate with a p95 of at most LONGEST_P95 ms; a vote counts as a post.

        The rate is doubled while it holds, or halved while it does not, then closed in. Every try has a new server.
        """
        wrong = {"lost": 0.0, "doubled": 0.0}
        holds, fails, rate = 0.0, math.inf, case.plan.rate
        while fails > holds * self.near_enough and LEAST <= rate <= MOST:
            tried = self._with_server("hall", replace(case, plan=replace(case.plan, rate=rate)))
            wrong = {name: wrong[name] + tried[name] for name in wrong}
            print(f"    {case.name} at {rate:.0f} a second: {short(tried)}", file=sys.stderr, flush=True)
            if tried["p95"] <= LONGEST_P95 and not tried["unanswered"]:
                holds = rate
            else:
                fails = rate
            rate = holds * 2 if fails == math.inf else math.sqrt(holds * fails) if holds else fails / 2
        return {"rate": holds * (1 + case.plan.votes_per_post), **wrong}


def short(figures: Figures) -> str:
    """Write all figures in one line."""
    return ", ".join(f"{name} {value:.3g}" for name, value in figures.items())


def _of_hall(figures: dict[str, Any]) -> Figures:
    posts, deliveries, cpu = figures["posts"], figures["deliveries"], figures["server_cpu"]
    votes, screen = figures["votes"], figures["post_to_screen_ms"]
    return {
        **{name: screen.get(name, math.inf) for name in ("p50", "p95", "p99")},
        "ack": figures["acknowledgement_ms"].get("p95", math.inf),
        "cpu": cpu["ms_per_1000_deliveries"] or math.inf,
        "kilobytes": figures["server_memory_mb"]["per_phone"] * 1024,
        "client": figures["client"]["share_of_a_core"],
        "waited": cpu["seconds_waited_for_its_core"],
        "unanswered": posts["unanswered"] + sum(posts["refused"].values()),
        "lost": posts["lost"] + votes["lost"] + deliveries["lost"],
        "doubled": posts["doubled"] + votes["doubled"] + deliveries["doubled"],
        **figures["server_tells"],
    }


def _of_outage(figures: dict[str, Any]) -> Figures:
    return {
        "all": figures["back_ms"]["max"],
        "p95": figures["back_ms"]["p95"],
        "in_step": figures["in_step_ms"],
        "lost": figures["lost"],
        "doubled": figures["doubled"],
    }


def _of_arrival(figures: dict[str, Any]) -> Figures:
    return {
        "all": figures["ready_ms"]["max"],
        "p95": figures["ready_ms"]["p95"],
        "doubled": 0,
        "client": figures["client_busy"],
        **{name: figures[name] for name in ("cpu_seconds", "requests", "megabytes", "came_again", "lost")},
        **figures["server_tells"],
    }


def _of_storm(figures: dict[str, Any]) -> Figures:
    return {
        "all": figures["back_ms"]["max"],
        "p95": figures["back_ms"]["p95"],
        "cpu_seconds": figures["cpu_seconds"],
        "client": figures["client_busy"],
        "waited": figures["waited"],
        "came_again": figures["came_again"],
        "lost": figures["lost"],
        "doubled": 0,
        **figures["server_tells"],
    }
