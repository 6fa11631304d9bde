"""The documentation is tested: what the code has stands in it, and what stands in it the code has."""

import re
from pathlib import Path

from flask import Flask

from facilitation.config import SETTINGS
from facilitation.errors import SENTENCES
from facilitation.extensions import socketio

ROOT = Path(__file__).parent.parent
PROTOCOL = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
NEWS = {"station.changed", "event.changed", "presence.changed", "desk.changed", "feedback.changed"}


def test_every_message_is_documented_and_every_documented_message_exists(app: Flask) -> None:
    orders = {handler[0] for handler in socketio.handlers} - {"disconnect", "*"}
    documented = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", PROTOCOL, re.M))
    assert documented == orders | NEWS


def test_every_error_code_is_documented_and_every_documented_code_exists() -> None:
    table = PROTOCOL[PROTOCOL.index("## Error codes") :]
    codes = re.findall(r"^\| (`.*?) \|", table, re.M)
    documented = {code for line in codes for code in re.findall(r"`([a-z_]+)`", line)}
    assert documented == set(SENTENCES)


def test_every_setting_and_command_is_in_the_readme(app: Flask) -> None:
    assert [name for name in SETTINGS if f"`{name}`" not in README] == []
    assert [name for name in ("make run", "make test", *app.cli.commands) if name not in README] == []


def test_every_page_is_documented(app: Flask) -> None:
    shown = PROTOCOL.replace("…/organise", "/e/<event>/organise").replace("?since=R", "")
    rules = {re.sub(r"<(?:int:)?(\w+?)(?:_slug)?>", r"<\1>", str(rule)) for rule in app.url_map.iter_rules()}
    assert [rule for rule in rules if f"`{rule}`" not in shown and not rule.startswith("/static")] == []


def test_links_inside_the_documentation_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    missing = [
        (page.name, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)[)#]", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert missing == []
