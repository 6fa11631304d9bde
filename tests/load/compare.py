"""The café beside three other servers, in one run: `python -m tests.load.compare`. See docs/performance.md."""

import argparse
import json
import signal
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.load import machine
from tests.load.measuring import NEAR_ENOUGH, NEAR_ENOUGH_QUICK, Bench, Figures, short
from tests.load.rows import ROWS, Goal, Row, small

Measured = Mapping[str, Sequence[Figures]]
"""By case, the figures of each repetition."""

BUSY = 0.9
"""The share of its core from which on the phones' own process delays what it measures."""


def main() -> None:
    """Measure, print the tables, and fail where something was lost or came twice."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # so that the servers are stopped, too
    rows = {name: _prepared(ROWS[name], options) for name in options.only}
    machine.make_room(max(case.plan.phones for row in rows.values() for case in row.cases))
    begun = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    bench = Bench(
        options.data_dir,
        dict(one.split("=", 1) for one in options.set),
        NEAR_ENOUGH_QUICK if options.quick else NEAR_ENOUGH,
    )
    results = measure(rows, bench, options.runs)
    with tempfile.TemporaryDirectory(dir=options.data_dir) as folder:
        about = {"begun": begun, **machine.described(machine.commit_milliseconds(Path(folder)))}
    if options.json:
        print(json.dumps({"machine": about, "results": results}))
    else:
        print(as_text(rows, results, about, judged=not options.quick))
    sys.exit(1 if any(wrong(results).values()) else 0)


def measure(rows: Mapping[str, Row], bench: Bench, runs: int) -> dict[str, Measured]:
    """Run all cases, then all again, so that other work of the machine affects all of them alike."""
    results: dict[str, dict[str, list[Figures]]] = {
        name: {case.name: [] for case in row.cases} for name, row in rows.items()
    }
    for number in range(runs):
        for name, row in rows.items():
            for case in row.cases:
                figures = bench.measure(row.kind, case)
                results[name][case.name].append(figures)
                print(f"{number + 1}/{runs} {name}, {case.name}: {short(figures)}", file=sys.stderr, flush=True)
    return dict(results)


def wrong(results: Mapping[str, Measured]) -> dict[str, float]:
    """Count what was lost and what came twice, in all runs together."""
    runs = [one for measured in results.values() for several in measured.values() for one in several]
    return {name: sum(one[name] for one in runs) for name in ("lost", "doubled")}


def as_text(rows: Mapping[str, Row], results: Mapping[str, Measured], about: dict[str, Any], *, judged: bool) -> str:
    """Write tables in Markdown: the goals, then every figure as median (lowest – highest)."""
    lines = [] if judged else ["Small form: a tenth of the phones, a few seconds. It says nothing about the goals.", ""]
    lines += ["| work | compared | goal | measured | reached |", "|---|---|---|---|---|"]
    for name, row in rows.items():
        lines += [_goal_line(row, goal, results[name], judged) for goal in row.goals]
    counts = wrong(results)
    told = ", ".join(f"{count:.0f} {name}" for name, count in counts.items())
    lines.append(f"| every run | lost or doubled | 0 | {told} | {'no' if any(counts.values()) else 'yes'} |")
    for name, row in rows.items():
        lines += ["", f"**{row.title}** (`{name}`)", "", "| | " + " | ".join(row.shown.values()) + " |"]
        lines.append("|---" * (len(row.shown) + 1) + "|")
        for case, several in results[name].items():
            cells = [_cell(several, figure) for figure in row.shown]
            lines.append(f"| {case}{_mark(several)} | {' | '.join(cells)} |")
    lines += ["", "\\* the phones' own process was a bottleneck", ""]
    lines.append(", ".join(f"{name.replace('_', ' ')} {value}" for name, value in about.items()))
    return "\n".join(lines)


def _goal_line(row: Row, goal: Goal, measured: Measured, judged: bool) -> str:
    repetitions = range(len(measured[row.cases[0].name]))
    values = [goal.value({case: several[number] for case, several in measured.items()}) for number in repetitions]
    reached = "yes" if goal.reached(statistics.median(values)) else "no"
    sign = "≥" if goal.at_least else "≤"
    return f"| {row.title} | {goal.text} | {sign} {goal.limit:g} | {_spread(values)} | {reached if judged else '–'} |"


def _cell(several: Sequence[Figures], figure: str) -> str:
    """A figure's cell; a dash where a server does not tell it: only the café tells its stalls and whom it put out."""
    return _spread([one[figure] for one in several]) if all(figure in one for one in several) else "–"


def _spread(values: Sequence[float]) -> str:
    middle = _figure(statistics.median(values))
    return middle if len(values) == 1 else f"{middle} ({_figure(min(values))} – {_figure(max(values))})"


def _figure(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def _mark(several: Sequence[Figures]) -> str:
    return "\\*" if any(one.get("client", 0) >= BUSY for one in several) else ""


def _prepared(row: Row, options: argparse.Namespace) -> Row:
    cases = row.cases
    if options.quick:
        cases = [small(case) for case in cases]
    if options.seconds:
        cases = [replace(case, plan=replace(case.plan, seconds=options.seconds)) for case in cases]
    if options.deflate:
        cases = [replace(case, plan=replace(case.plan, deflate=True)) for case in cases]
    return replace(row, cases=cases)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load.compare", description=__doc__)
    names = ", ".join(ROWS)
    parser.add_argument("--only", type=_rows, default=list(ROWS), metavar="ROW,…", help=f"some of: {names}")
    parser.add_argument("--runs", type=int, help="repetitions (3; with --quick 1)")
    parser.add_argument("--quick", action="store_true", help="a tenth of the phones, 3 seconds; goals are not judged")
    parser.add_argument("--seconds", type=float, help="how long phones post in each case (5 to 30, by row)")
    parser.add_argument("--deflate", action="store_true", help="phones offer compression in every row, as browsers do")
    parser.add_argument("--data-dir", type=Path, help="where the servers' data lie while they run (default: TMPDIR)")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the café")
    parser.add_argument("--json", action="store_true", help="every figure of every repetition, as one JSON object")
    options = parser.parse_args()
    options.runs = options.runs or (1 if options.quick else 3)
    return options


def _rows(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in ROWS]:
        raise argparse.ArgumentTypeError(f"there is no row {', '.join(unknown)}")
    return names


if __name__ == "__main__":
    main()
