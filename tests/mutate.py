"""Shows that the tests notice faults: each fault of `mutations.md` is put into a copy of the checkout, and the tests
named beside it must fail. `python -m tests.mutate 3 11` tries two of them, without numbers all are tried.

Ends with status 1 where a fault survives or cannot be tried, or where the named tests fail without any fault.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
LIST = Path(__file__).with_name("mutations.md")

Tests = Mapping[str, tuple[str, ...]]
"""A kind of tests (`pytest` or `node`) → which ones."""

# Not the program: what was installed, computed or stored. The first ones the tests need as well.
_LINKED = (".venv", ".node")
_LEFT_OUT = (*_LINKED, ".git", ".cache", ".*_cache", "instance", "__pycache__", "node_modules")

_SECTION = re.compile(r"^## (\d+)\. (.+)$", re.M)
_FILE = re.compile(r"^File: `(.+)`$", re.M)
_DIFF = re.compile(r"^```diff\n(.+?)^```$", re.M | re.S)
_TESTS = re.compile(r"^(pytest|node): (`.+`)$", re.M)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_FAILED = {
    "pytest": re.compile(r"^(?:FAILED|ERROR) (.+)$", re.M),
    "node": re.compile(r"^\s*not ok \d+ - (.+)$", re.M),
}
_SAYS_NOTHING = re.compile("SyntaxError|from pytest-timeout")
"""A test that ran out of time may have been slow only, and a file that cannot be read fails in every test."""
PATIENCE = 600
"""Seconds that a test may take, so that a busy machine is not taken for a fault."""
_WIDE = "200"
"""Columns of pytest's lines, which say what failed and why."""


class DoesNotApply(Exception):
    """What a fault replaces is not exactly once in its file."""


@dataclass(frozen=True)
class Fault:
    """A section of the list: `old` is replaced by `new` in the file `path`, and one of `tests` must fail."""

    number: int
    title: str
    path: str
    old: str
    new: str
    tests: Tests

    def put_into(self, text: str) -> str:
        """The file's text with the fault in it. Raises DoesNotApply.

        White space and trailing commas of `old` do not matter, so that whatever formats the file may break its
        lines elsewhere. Further lines of `new` get the indentation of the line in which the fault begins.
        """
        found = list(_pattern(self.old).finditer(text))
        if len(found) != 1:
            raise DoesNotApply(f"{self.path} has {len(found)} times: {self.old}")
        begin, end = found[0].span()
        line = text[text.rfind("\n", 0, begin) + 1 : begin]
        indentation = line[: len(line) - len(line.lstrip())]
        return text[:begin] + self.new.replace("\n", "\n" + indentation) + text[end:]


class Outcome(StrEnum):
    """What became of a fault."""

    CAUGHT = "caught"
    SURVIVED = "SURVIVED"
    BROKEN = "BROKEN"
    """The tests could not be run, so that nothing is known."""
    GONE = "DOES NOT APPLY"


class Run(NamedTuple):
    """How tests ended; `detail` is the first that failed and why, or what their runner said."""

    outcome: Outcome
    detail: str


def read(text: str) -> list[Fault]:
    """The faults of a list. Raises ValueError where a section lacks something."""
    pieces = _SECTION.split(text)
    sections = zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True)
    return [_fault(int(number), title, section) for number, title, section in sections]


def _fault(number: int, title: str, section: str) -> Fault:
    file, diff = _FILE.search(section), _DIFF.search(section)
    tests = {kind: tuple(re.findall(r"`(.+?)`", named)) for kind, named in _TESTS.findall(section)}
    if file is None or diff is None or not tests:
        raise ValueError(f"fault {number} needs its file, its diff and its tests")
    old, new = (_side(diff[1], sign) for sign in "-+")
    return Fault(number, title, file[1], old, new, tests)


def _side(diff: str, sign: str) -> str:
    lines = [line[1:] for line in diff.splitlines() if line.startswith(sign)]
    return textwrap.dedent("\n".join(lines)).strip()


def _pattern(old: str) -> re.Pattern[str]:
    tokens = _TOKEN.findall(old)
    pattern = r"(?<!\w)" if _is_word(tokens[0]) else ""
    for before, token in zip(["", *tokens], tokens, strict=False):
        if _is_word(before) and _is_word(token):
            pattern += r"\s+"
        elif before:
            pattern += r"\s*(?:,\s*)?" if token in ")]}" else r"\s*"
        pattern += re.escape(token)
    return re.compile(pattern + (r"(?!\w)" if _is_word(tokens[-1]) else ""))


def _is_word(token: str) -> bool:
    return re.fullmatch(r"\w+", token) is not None


@contextmanager
def copy_of(checkout: Path) -> Iterator[Path]:
    """A copy to put faults into; the checkout itself is never changed."""
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        copy = Path(folder) / "cafe"
        shutil.copytree(checkout, copy, symlinks=True, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        for name in _LINKED:
            if (checkout / name).exists():
                (copy / name).symlink_to((checkout / name).resolve())
        yield copy


def named(faults: Sequence[Fault]) -> Tests:
    """The tests of all these faults, each once."""
    kinds = sorted({kind for fault in faults for kind in fault.tests})
    return {
        kind: tuple(dict.fromkeys(test for fault in faults for test in fault.tests.get(kind, ()))) for kind in kinds
    }


def run(copy: Path, tests: Tests, *, keep_bytecode: bool = False) -> Run:
    """Run tests in a copy, up to the first that fails."""
    for kind, names in tests.items():
        # A changed file may be as long and as old as it was before, which is all that Python compares with its bytecode
        environment = {**os.environ, "COLUMNS": _WIDE, "PYTHONDONTWRITEBYTECODE": "" if keep_bytecode else "1"}
        command = [*_command(copy, kind), *names]
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, errors="replace")
        if done.returncode:
            failed = _FAILED[kind].search(done.stdout)
            if done.returncode == 1 and failed and not _SAYS_NOTHING.search(done.stdout):
                return Run(Outcome.CAUGHT, failed[1])
            return Run(Outcome.BROKEN, f"{done.stdout}\n{done.stderr}"[-2000:])
    return Run(Outcome.SURVIVED, "")


def _command(copy: Path, kind: str) -> list[str]:
    if kind == "node":
        return [str(copy / ".ci" / "node"), "--test", "--test-reporter=tap"]
    return [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-x", "-q", "--tb=line", f"--timeout={PATIENCE}"]


def attempt(checkout: Path, copy: Path, fault: Fault) -> Run:
    """What the fault's tests say to it; afterwards the copy is what it was."""
    file = copy / fault.path
    try:
        faulty = fault.put_into(file.read_text(encoding="utf-8"))
    except (DoesNotApply, FileNotFoundError) as reason:
        return Run(Outcome.GONE, str(reason))
    file.write_text(faulty, encoding="utf-8")
    try:
        return run(copy, fault.tests)
    finally:
        shutil.copy2(checkout / fault.path, file)


def try_all(checkout: Path, faults: Sequence[Fault]) -> int:
    """Try these faults, print a line for each; how many were not caught. All count where the tests fail without any."""
    with copy_of(checkout) as copy:
        print(f"→ The tests without a fault ({len(faults)} faults to come)", flush=True)
        plain = run(copy, named(faults), keep_bytecode=True)
        if plain.outcome is not Outcome.SURVIVED:
            print(f"✗ They do not pass: {plain.detail}")
            return len(faults)
        print("\n| fault | what it does | result | seconds | by |\n|---|---|---|---|---|")
        left = 0
        for fault in faults:
            begun = time.monotonic()
            outcome, detail = attempt(checkout, copy, fault)
            left += outcome is not Outcome.CAUGHT
            told = " ".join(detail.split())
            print(
                f"| {fault.number} | {fault.title} | {outcome} | {time.monotonic() - begun:.0f} | {told} |", flush=True
            )
    return left


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutate", description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("numbers", nargs="*", type=int, help="which faults; without any, all of them")
    numbers = parser.parse_args(arguments).numbers
    faults = read(LIST.read_text(encoding="utf-8"))
    unknown = set(numbers) - {fault.number for fault in faults}
    if unknown:
        parser.error(f"there is no fault {', '.join(map(str, sorted(unknown)))}")
    chosen = [fault for fault in faults if not numbers or fault.number in numbers]
    left = try_all(ROOT, chosen)
    print(f"\n{len(chosen) - left} of {len(chosen)} caught")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
