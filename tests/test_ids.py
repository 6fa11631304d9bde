"""What an id is: code, database and files mean the same by it, and nothing falsy stands in for a missing one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, String, text
from sqlalchemy.exc import IntegrityError

from facilitation import ids
from facilitation.extensions import db
from facilitation.transfer import record_schema, record_tables
from facilitation.transfer.record_schema import RecordRefused
from tests.architecture import PACKAGE, ROOT, python_files
from tests.conftest import refused
from tests.test_layers import named, read, scripts

GOOD = "6f9619ff-8b86-d011-b42d-00cf4fc964ff"
BAD = {
    "nothing": "",
    "a space": " ",
    "a word": "nonsense",
    "a number": "0",
    "capitals": GOOD.upper(),
    "one capital": f"{GOOD[:-1]}F",
    "a line break behind": f"{GOOD}\n",
    "a line break before": f"\n{GOOD}",
    "a space behind": f"{GOOD} ",
    "a line break as the last sign": f"{GOOD[:-1]}\n",
    "two": f"{GOOD}{GOOD}",
    "too short": GOOD[:-1],
    "too long": f"{GOOD}0",
    "no hyphens": GOOD.replace("-", ""),
    "braces": f"{{{GOOD}}}",
    "a scheme": f"urn:uuid:{GOOD}",
    "hyphens alone": "-" * 36,
    "a hyphen too many": f"-{GOOD[1:]}",
    "hyphens elsewhere": f"{GOOD[:7]}-{GOOD[7]}{GOOD[9:]}",
    "no hexadecimal digit": f"g{GOOD[1:]}",
    "Arabic digits": GOOD.replace("0", "٠"),
    "wide digits": GOOD.replace("0", "０"),
    "Cyrillic letters": GOOD.replace("c", "с"),
    "a NUL within": f"{GOOD[:5]}\0{GOOD[6:]}",
    "a NUL behind": f"{GOOD}\0",
    "a path": "../../../../../../../../etc/passwd.x",
    "signs of LIKE": "________-____-____-____-____________",
}
CASES = pytest.mark.parametrize("bad", BAD.values(), ids=BAD)


@CASES
def test_what_is_no_id_is_malformed(bad: str) -> None:
    assert not ids.is_id(bad)
    with refused("malformed"):
        ids.check_id(bad)


@pytest.mark.parametrize("other", [None, 0, 7, True, GOOD.encode(), [GOOD], {"id": GOOD}])
def test_what_is_no_text_is_no_id(other: object) -> None:
    assert not ids.is_id(other)


def test_ids_of_every_version_are_ids() -> None:
    assert all(map(ids.is_id, (GOOD, ids.new_id(), "0" * 8 + "-0000" * 3 + "-" + "0" * 12)))
    ids.check_id(GOOD)


def own_ids() -> list[tuple[str, str]]:
    """Tables and their columns that hold an id which this row, or its file, is known by."""
    return [
        (table.name, column.name)
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String) and column.type.length == ids.LENGTH and not column.foreign_keys
    ]


def test_there_are_as_many_columns_of_ids_as_nouns_with_one() -> None:
    assert sorted(own_ids()) == [
        ("cluster", "id"),
        ("common_theme", "id"),
        ("contribution", "id"),
        ("dismissal", "id"),
        ("done_order", "id"),
        ("edition", "id"),
        ("feedback_answer", "id"),
        ("letterhead", "file"),
        ("machine_draft", "id"),
        ("measure", "id"),
        ("photo", "file_id"),
        ("photo", "id"),
        ("recommendation", "id"),
        ("rehearsal", "id"),
        ("statement", "id"),
        ("wording", "id"),
    ]


@pytest.mark.parametrize(("table", "column"), own_ids())
def test_each_of_them_has_the_rule_in_the_models(table: str, column: str) -> None:
    rules = [one for one in db.metadata.tables[table].columns[column].constraints if isinstance(one, CheckConstraint)]
    assert [(one.name, str(one.sqltext)) for one in rules] == [(f"ck_{table}_{column}", ids.id_rule(column))]


def keeps(table: str, column: str, value: str) -> bool:
    """Whether the database, as the migrations made it, lets a row of this table have this id. It is not stored."""
    columns = db.metadata.tables[table].columns
    said = {one.name: _anything(one.type.python_type) for one in columns if not one.nullable}
    said |= {other: GOOD for of, other in own_ids() if of == table} | {column: value}
    names = ", ".join(f'"{name}"' for name in said)
    values = ", ".join(f":v{place}" for place in range(len(said)))
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # whom the row belongs to does not matter here
        try:
            connection.execute(
                text(f"INSERT INTO {table} ({names}) VALUES ({values})"),
                {f"v{place}": one for place, one in enumerate(said.values())},
            )
        except IntegrityError as refusal:
            if str(refusal.orig) != f"CHECK constraint failed: ck_{table}_{column}":
                raise
            return False
        finally:
            connection.rollback()
            connection.invalidate()
    return True


def _anything(kind: type) -> object:
    return {str: "x", int: 1, bool: True, dict: "{}"}.get(kind, "2023-11-18 15:00:00")


@pytest.mark.parametrize(("table", "column"), own_ids())
def test_the_database_takes_ids_and_nothing_else(context: None, table: str, column: str) -> None:
    assert keeps(table, column, GOOD)
    assert [name for name, bad in BAD.items() if keeps(table, column, bad)] == []


@CASES
def test_no_file_brings_others(bad: str) -> None:
    (clusters,) = (table for table in record_tables.TABLES if table.name == "clusters")
    row = {"id": GOOD, "station": "one", "title": "Räume", "position": 1, "removed": False, "revision": 1}
    row |= {"contact_confirmed": False}
    record_schema.check_row(clusters, row, "clusters")
    with pytest.raises(RecordRefused):
        record_schema.check_row(clusters, {**row, "id": bad}, "clusters")


def test_a_missing_key_finds_nothing() -> None:
    known = {"": "the empty one's", "a": "Räume"}
    assert (ids.at(known, "a"), ids.at(known, "b"), ids.at(known, None)) == ("Räume", None, None)
    assert (ids.at(known, None, "–"), ids.at(known, "b", "–"), ids.at(known, "")) == ("–", "–", "the empty one's")


KEYED = {"get", "pop", "setdefault", "add", "discard", "remove", "index"}
"""Methods whose first argument is a key, or a member."""


def stand_ins(tree: ast.AST) -> Iterator[int]:
    """Lines on which something falsy stands in for a missing key, also by way of a name."""
    names = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and _stands_in(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        for key in _keys(node):
            if _stands_in(key) or (isinstance(key, ast.Name) and key.id in names):
                yield key.lineno


def _keys(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Subscript):
        return [node.slice, *(node.slice.elts if isinstance(node.slice, ast.Tuple) else [])]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in KEYED:
        return node.args[:1]
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if key is not None]
    if isinstance(node, ast.DictComp):
        return [node.key]
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
        literal = isinstance(node.comparators[0], ast.Tuple | ast.List | ast.Set | ast.Constant)
        return [] if literal else [node.left]
    return []


def _stands_in(node: ast.expr | None) -> bool:
    """`a or ""`, `a if b else ""`, `a and b or 0`."""
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return any(isinstance(one, ast.Constant) and not one.value for one in node.values) or any(
            map(_stands_in, node.values)
        )
    if isinstance(node, ast.IfExp):
        return any(
            (isinstance(one, ast.Constant) and one.value is not None and not one.value) or _stands_in(one)
            for one in (node.body, node.orelse)
        )
    return False


@pytest.mark.parametrize(
    "code",
    [
        'known[a or ""]',
        "known.get(a or 0)",
        'known.get(a or b or "", 7)',
        'known.pop(a if a else "")',
        '{a or "": 1}',
        '{a or "": 1 for a in b}',
        '(a or "") in known',
        'a or "" not in known\n(a or "") not in known',
        'key = a or ""\nknown[key]',
        'known[1, a or ""]',
        'known.setdefault((a or ""), [])',
    ],
)
def test_stand_ins_are_seen(code: str) -> None:
    assert len(set(stand_ins(ast.parse(code)))) == 1


@pytest.mark.parametrize(
    "code", ['a = b or ""', "known[a or b]", "known.get(a, 0)", 'f(a or "")', "known[a if b else c]"]
)
def test_other_defaults_are_fine(code: str) -> None:
    assert list(stand_ins(ast.parse(code))) == []


def test_nothing_falsy_stands_in_for_a_key() -> None:
    """What is stored under the empty text, or under 0, would be found by everything that has no key. See `ids.at`."""
    found = [f"{named(path)}:{line}" for path in python_files(PACKAGE) for line in stand_ins(ast.parse(read(path)))]
    assert found == []


SCRIPT_STAND_IN = re.compile(
    r"""\.(?:get|has|set|delete|add|indexOf|includes)\((?:[^(),]|\([^()]*\))*(?:\?\?|\|\|)\s*(?:""|''|0)\s*[,)]"""
    r"""|[\w\])]\[[^\[\]]*(?:\?\?|\|\|)\s*(?:""|''|0)\s*\]"""
    r"""|\b(?:id|key|cluster|contribution|photo|into|parent)\s*[:=]\s*[^=>;,{}]*(?:\?\?|\|\|)\s*(?:""|'')"""
)


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.relative_to(ROOT / "static" / "js").as_posix())
def test_nothing_falsy_stands_in_for_a_key_in_scripts(path: Path) -> None:
    lines = enumerate(read(path).splitlines(), start=1)
    assert [f"{number}: {line.strip()}" for number, line in lines if SCRIPT_STAND_IN.search(line)] == []


@pytest.mark.parametrize(
    "code",
    [
        'items.get(into ?? "")',
        'items.get((root !== item && root.merged_into) || root.reply_to || "");',
        "seen.has(place || 0)",
        'typed.set(photo ?? "", 1)',
        'found[name ?? ""]',
        'const id = opened ?? "";',
        '({ cluster: dataset.cluster ?? "" })',
    ],
)
def test_stand_ins_in_scripts_are_seen(code: str) -> None:
    assert SCRIPT_STAND_IN.search(code)
