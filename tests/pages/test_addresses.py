"""Whatever number, sign or letter stands in an address, nothing breaks: there is such a page, or there is none."""

import re

import pytest
from flask import Flask

from facilitation.web import LARGEST_NUMBER
from tests.conftest import Doors, OpenScreen, new_id

NUMBERS = ("0", "-1", "1.5", "9" * 10, "9" * 19, "9" * 20, "9" * 400, "1e400", "nan", "-inf", "٣", "²", "0x5", "5_0")
QUERIES = ("since", "from", "to", "table", "round", "seconds", "language", "audience", "lang", "known", "id", "mark")
USUAL = {"event_slug": "dresden-2023", "station_slug": "foerderung-und-raeume", "kind": "logo", "id": new_id()}


@pytest.fixture
def pages(app: Flask) -> list[str]:
    """Every address that can be asked for, with its parts in angle brackets."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    assert rules
    return [rule.rule for rule in rules]


def filled(rule: str, part: str, value: str) -> str:
    """The address of a page, in which one part is this and the others what they usually are."""

    def put(found: re.Match[str]) -> str:
        name = found[1].rpartition(":")[2]
        return value if name == part else USUAL.get(name, "1")

    return re.sub(r"<([^>]+)>", put, rule)


def test_no_number_in_a_path_breaks_a_page(screen: OpenScreen, doors: Doors, pages: list[str]) -> None:
    organiser = screen(doors.organiser)
    broken = []
    for rule in pages:
        for part in re.findall(r"<(?:[^:>]+:)?([^>]+)>", rule):
            for number in NUMBERS:
                if part in ("event_slug", "station_slug") and number != "9" * 20:
                    continue
                answer = organiser.web.get(filled(rule, part, number))
                if answer.status_code >= 500:
                    broken.append((rule, part, number))
                answer.close()
    assert broken == []


def test_no_number_beside_a_path_breaks_a_page(screen: OpenScreen, doors: Doors, pages: list[str]) -> None:
    organiser = screen(doors.organiser)
    heavy = (".docx", ".pdf", ".xlsx", ".csv", ".md", ".zip", ".pptx", "export.json")
    broken = []
    for rule in pages:
        if "<" in rule.replace("<event_slug>", "").replace("<station_slug>", "") or rule.endswith(heavy):
            continue
        for number in NUMBERS:
            asked = "&".join(f"{name}={number}" for name in QUERIES)
            answer = organiser.web.get(f"{filled(rule, '', '')}?{asked}")
            if answer.status_code >= 500:
                broken.append((rule, number))
            answer.close()
    assert broken == []


def test_numbers_lead_only_as_far_as_databases_count(app: Flask) -> None:
    assert {rule.rule for rule in app.url_map.iter_rules() if "<int" in rule.rule}, "there are such pages"
    for rule in app.url_map.iter_rules():
        for converter in rule._converters.values():
            assert getattr(converter, "max", LARGEST_NUMBER) == LARGEST_NUMBER, rule


@pytest.mark.parametrize(("number", "status"), [("2147483647", 404), ("2147483648", 404), ("9" * 20, 404), ("٣", 404)])
def test_an_edition_that_is_not_there(screen: OpenScreen, doors: Doors, number: str, status: int) -> None:
    answer = screen(doors.organiser).web.get(f"/e/dresden-2023/report/editions/{number}.docx")
    assert answer.status_code == status


@pytest.mark.parametrize("path", ["/socket.io", "/socket.iox", "/socket.io.html?x=1"])
def test_what_only_begins_like_the_live_address_is_no_page(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 404
