"""The benchmark: `python -m tests.load`. What the figures mean stands in docs/performance.md."""

import argparse
import asyncio
import json
import signal
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.load import machine, profile, targets
from tests.load.hall import Hall
from tests.load.plan import Plan


def main() -> None:
    """Run the benchmark, print the figures, and fail where something was lost or came twice."""
    options = _options()
    plan = Plan(
        phones=options.phones,
        rate=options.rate,
        seconds=options.seconds,
        stations=options.stations,
        votes_per_post=options.votes_per_post,
        replies=options.replies,
        polling=options.polling,
        silent=options.silent,
        hosts=options.hosts,
        sent_twice=options.sent_twice,
        drops=options.drops,
        deflate=options.deflate,
    )
    machine.make_room(plan.phones)
    settings = dict(one.split("=", 1) for one in options.set)
    figures = measure(plan, options.data_dir, settings, options.profile)
    print(json.dumps(figures, ensure_ascii=False) if options.json else as_text(figures))
    if options.profile:
        table = profile.table(options.profile.read_text(encoding="utf-8"))
        print(f"\n{table}", file=sys.stderr if options.json else sys.stdout)
    sys.exit(0 if nothing_went_wrong(figures) else 1)


def measure(
    plan: Plan, data_dir: Path | None, settings: dict[str, str], profiled: Path | None = None
) -> dict[str, Any]:
    """Run a plan against a server process of its own, the server on one core and the phones on another.

    `profiled`: the file into which py-spy writes what the server did while the phones wrote.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # so that the server is stopped, too
    with tempfile.TemporaryDirectory(dir=data_dir, prefix="cafe-load-") as folder:
        machine.use_core(machine.SERVER_CORE)
        with targets.cafe(Path(folder), settings) as target:
            machine.use_core(machine.CLIENT_CORE)
            commit = machine.commit_milliseconds(Path(folder))
            print(f"Server {target.pid} at {target.host}", file=sys.stderr)
            beside = profile.sampling(target.pid, profiled) if profiled else None
            figures = asyncio.run(Hall(plan, target).run(beside))
    return {"plan": asdict(plan), "machine": machine.described(commit), **figures}


def nothing_went_wrong(figures: dict[str, Any]) -> bool:
    """Whether nothing was lost, doubled, refused or left without an answer."""
    wrong = [figures[group][name] for group in ("posts", "votes", "deliveries") for name in ("lost", "doubled")]
    return not any(wrong) and not figures["posts"]["unanswered"] and not figures["posts"]["refused"]


def as_text(figures: dict[str, Any]) -> str:
    """Write the figures as lines of names and values."""
    lines = []
    for group, values in figures.items():
        if isinstance(values, dict):
            lines.append(group.replace("_", " "))
            lines += [f"  {name.replace('_', ' '):<26} {_value(value)}" for name, value in values.items()]
        else:
            lines.append(f"{group.replace('_', ' '):<28} {_value(values)}")
    return "\n".join(lines)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {one}" for name, one in value.items()) or "none"
    return f"{value}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    plan = Plan()
    parser.add_argument("--phones", type=int, default=plan.phones)
    parser.add_argument("--rate", type=float, default=plan.rate, help="posts a second, all stations together")
    parser.add_argument("--seconds", type=float, default=plan.seconds, help="how long they post")
    parser.add_argument("--stations", type=int, default=plan.stations, help="over how many stations the phones spread")
    parser.add_argument("--votes-per-post", type=int, default=plan.votes_per_post)
    parser.add_argument("--replies", type=_share, default=plan.replies, help="share of posts that answer another")
    parser.add_argument("--polling", type=_share, default=plan.polling, help="share of phones on HTTP long-polling")
    parser.add_argument("--silent", type=_share, default=plan.silent, help="share of phones that never read")
    parser.add_argument("--hosts", type=int, default=plan.hosts, help="hosts' tablets at each station")
    parser.add_argument("--sent-twice", type=_share, default=plan.sent_twice, help="share of posts sent twice")
    parser.add_argument("--drops", type=float, default=plan.drops, help="phones a second that lose their connection")
    parser.add_argument("--no-deflate", dest="deflate", action="store_false", help="phones offer no compression")
    parser.add_argument("--data-dir", type=Path, help="where the server's data lies while it runs (default: TMPDIR)")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the server")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--profile", type=_profile, metavar="FILE", help="let py-spy watch the server, and sum it up")
    return parser.parse_args()


def _share(text: str) -> float:
    if not 0 <= float(text) <= 1:
        raise argparse.ArgumentTypeError("a share is between 0 and 1")
    return float(text)


def _profile(text: str) -> Path:
    if profile.sampler() is None:
        raise argparse.ArgumentTypeError("py-spy is not installed: .venv/bin/pip install py-spy")
    return Path(text)


if __name__ == "__main__":
    main()
