"""Help for those who run the day: organisers, hosts, and whoever keeps the computer. Guests need none.

The guides are Markdown in docs/guide/, a file a guide and language, so that they can be read without the app, too. The
app answers with them from this machine; nothing of a guide is fetched from elsewhere.
"""

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from flask import Blueprint, render_template
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from facilitation.doors import languages
from facilitation.errors import CafeError
from facilitation.memory import remembered

blueprint = Blueprint("help", __name__)

FOLDER = Path(__file__).parents[2] / "docs" / "guide"
GUIDES: dict[str, tuple[str, ...]] = {
    "organiser": ("weeks-before", "day-before", "day", "day-after"),
    "host": ("before", "round", "end"),
    "administrator": ("install", "start", "backup", "update", "trouble"),
}
"""Every guide with the names of its sections, in their order: pages lead to one by `#name`, whatever the language."""


class Guide(NamedTuple):
    """A guide as it is shown. `sections` are (name, heading); `html` is made of our own Markdown, without any HTML."""

    name: str
    title: str
    sections: list[tuple[str, str]]
    html: Markup


_read: dict[tuple[str, str], Guide] = remembered({})


@blueprint.get("/help")
def contents() -> str:
    """Show which guides there are."""
    language = languages.interface_language()
    return render_template("help.html", guides=[guide(name, language) for name in GUIDES], chosen=None)


@blueprint.get("/help/<name>")
def show(name: str) -> str:
    """Show one of GUIDES. Raises CafeError `not_found`."""
    if name not in GUIDES:
        raise CafeError("not_found")
    language = languages.interface_language()
    known = {one: guide(one, language) for one in GUIDES}
    return render_template("help.html", guides=list(known.values()), chosen=known[name])


def guide(name: str, language: str) -> Guide:
    """Return one of GUIDES in one of the languages in which everything is said (`languages.WHOLE`)."""
    known = _read.get((name, language))
    if known is None:
        text = (FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8")
        known = _read[name, language] = made(name, text)
    return known


def made(name: str, text: str) -> Guide:
    """Return a guide made of Markdown; its first heading is its title, each of the second order begins a section."""
    reader = MarkdownIt("js-default", {"html": False})
    tokens = reader.parse(text)
    title, sections = "", []
    names = iter(GUIDES[name])
    for token, words in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            title = _plain(words)
        elif token.type == "heading_open" and token.tag == "h2":
            anchor = next(names)
            token.attrSet("id", anchor)
            sections.append((anchor, _plain(words)))
    body = tokens[3:]  # the page says the title itself
    # No HTML of a file goes through: what is no Markdown is shown as it is written.
    return Guide(name, title, sections, Markup(reader.renderer.render(body, reader.options, {})))


def _plain(words: Token) -> str:
    return "".join(one.content for one in words.children or [])
