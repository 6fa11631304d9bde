"""The list of faults fits today's tree, and the command that tries them tells a caught one from one that survives."""

import re
from pathlib import Path

import pytest

from tests import mutate
from tests.mutate import DoesNotApply, Fault

FAULTS = mutate.read(mutate.LIST.read_text(encoding="utf-8"))
PROGRAM = "def three():\n    return (\n        1 +\n        2,\n    )[0]\n"
TESTS = """
import program, pytest

def test_it_is_three():
    assert program.three() == 3

@pytest.mark.timeout(1)
def test_it_is():
    program.three()
"""


def fault(old: str, new: str, *tests: str) -> Fault:
    return Fault(1, "Less than three", "program.py", old, new, {"pytest": tests})


def test_they_are_numbered_in_their_order() -> None:
    assert [one.number for one in FAULTS] == list(range(1, len(FAULTS) + 1))
    assert len(FAULTS) >= 30


@pytest.mark.parametrize("one", FAULTS, ids=lambda one: one.number)
def test_each_fault_still_applies_and_its_tests_exist(one: Fault) -> None:
    text = (mutate.ROOT / one.path).read_text(encoding="utf-8")
    faulty = one.put_into(text)
    assert "".join(faulty.split()) != "".join(text.split())
    if one.path.endswith(".py"):
        compile(faulty, one.path, "exec")
    for named in (name for names in one.tests.values() for name in names):
        path, _, test = named.partition("::")
        source = (mutate.ROOT / path).read_text(encoding="utf-8")
        assert not test or re.search(rf"^def {re.escape(test.partition('[')[0])}\(", source, re.M), named


def test_a_section_that_lacks_something_is_no_fault() -> None:
    with pytest.raises(ValueError, match="^fault 1 needs its file, its diff and its tests$"):
        mutate.read("## 1. Nothing\n\nFile: `program.py`\n")


@pytest.mark.parametrize("text", ["f(a, b)", "f(\n    a,\n    b,\n)", "f( a,b )"])
def test_however_it_is_formatted_it_is_found(text: str) -> None:
    assert fault("f(a, b)", "f(a)").put_into(f"x = {text}\n") == "x = f(a)\n"


@pytest.mark.parametrize("text", ["", "f(a) + f(a)", "self_f(a)", "f(ab)"])
def test_what_is_not_there_exactly_once_does_not_apply(text: str) -> None:
    with pytest.raises(DoesNotApply):
        fault("f(a", "f(b").put_into(text)


def test_further_lines_are_indented_like_the_first() -> None:
    assert fault("g()", "f()\ng()").put_into("if x:\n    y = g()\n") == "if x:\n    y = f()\n    g()\n"


@pytest.mark.timeout(600)  # it runs the test runner several times, on a machine that may be busy
def test_what_is_caught_and_what_survives(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    (tmp_path / "test_program.py").write_text(TESTS)
    (tmp_path / "conftest.py").write_text("import sys\nsys.path.insert(0, '.')\n")
    caught, survives = (f"test_program.py::test_it_{rest}" for rest in ("is_three", "is"))
    faults = [
        fault("1 + 2", "1 + 1", survives, caught),
        fault("1 + 2", "1 + 1", survives),
        fault("1 + 2", "1 +", survives),
        fault("1 + 2", "[one for one in iter(int, 1)]", survives),
        fault("4", "5", survives),
    ]
    assert mutate.try_all(tmp_path, faults) == 4
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| 1 ")]
    assert [row[2] for row in rows] == ["caught", "SURVIVED", "BROKEN", "BROKEN", "DOES NOT APPLY"]
    assert rows[0][4] == f"{caught} - assert 2 == 3 |"
    assert (tmp_path / "program.py").read_text() == PROGRAM


def test_tests_that_fail_without_a_fault_catch_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    (tmp_path / "test_program.py").write_text("def test_it_fails():\n    assert False\n")
    assert mutate.try_all(tmp_path, [fault("1 + 2", "1 + 1", "test_program.py::test_it_fails")]) == 1
    assert "They do not pass: test_program.py::test_it_fails" in capsys.readouterr().out


def test_an_unknown_number_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        mutate.main(["999"])
    assert "there is no fault 999" in capsys.readouterr().err
