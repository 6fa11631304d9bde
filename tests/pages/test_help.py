"""Help: every guide can be read in both languages of those who run the day, and names what is there."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from markdown_it import MarkdownIt

from facilitation.doors.languages import WHOLE
from facilitation.pages.help import FOLDER, GUIDES, guide, made

ROOT = Path(__file__).parents[2]
BOTH = [(name, language) for name in GUIDES for language in WHOLE]


def named(text: str) -> list[str]:
    """What a guide names of the screens: everything in *one* star."""
    read = MarkdownIt().renderInline(text)
    return [" ".join(one.split()) for one in re.findall("<em>(.*?)</em>", read, re.S)]


@cache
def on_screens(language: str) -> set[str]:
    with (ROOT / "facilitation/translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        texts = [message for message in read_po(file) if message.id and isinstance(message.id, str)]
    return {str(message.id if language == "de" else message.string) for message in texts}


def test_the_folder_holds_the_guides_and_nothing_else() -> None:
    assert {one.name for one in FOLDER.iterdir()} == {f"{name}.{language}.md" for name, language in BOTH}


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_a_guide_has_its_title_and_all_sections(name: str, language: str) -> None:
    shown = guide(name, language)
    assert shown.title
    assert [anchor for anchor, _ in shown.sections] == list(GUIDES[name])
    assert re.findall('<h2 id="(.*?)">', shown.html) == list(GUIDES[name])


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_what_a_guide_names_stands_on_a_screen(name: str, language: str) -> None:
    text = (FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8")
    assert [one for one in named(text) if one not in on_screens(language)] == []


@pytest.mark.parametrize("name", GUIDES)
def test_both_languages_say_as_much(name: str) -> None:
    steps = [len(re.findall("<li>", guide(name, language).html)) for language in WHOLE]
    assert steps[0] == steps[1] > 0


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_a_guide_leads_nowhere_outside_and_to_pages_that_there_are(app: Flask, name: str, language: str) -> None:
    ways = re.findall('href="(.*?)"', guide(name, language).html)
    assert [way for way in ways if app.test_client().get(way).status_code != 200] == []
    assert "src=" not in guide(name, language).html


def test_html_in_a_guide_is_text() -> None:
    html = made("host", "# A\n\n<script>x</script>\n\n## 1\n\n## 2\n\n[x](javascript:x)\n\n## 3\n").html
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "href" not in html


@pytest.mark.parametrize(("asked", "language", "title"), [("ar,de", "de", "Hilfe"), ("en", "en", "Help")])
def test_help_speaks_german_or_english(app: Flask, asked: str, language: str, title: str) -> None:
    page = app.test_client().get("/help", headers={"Accept-Language": asked}).text
    assert f'lang="{language}"\ndir="ltr"' in page
    assert f"<h1>{title}</h1>" in page
    assert [name for name in GUIDES if f'href="/help/{name}"' not in page] == []


def test_no_guide_of_this_name(app: Flask) -> None:
    assert app.test_client().get("/help/../secret").status_code == 404
    assert app.test_client().get("/help/guests").status_code == 404
