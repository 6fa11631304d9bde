"""Draws a long page piece by piece: one of half a megabyte would hold up everybody for thirty milliseconds."""

from typing import Any

from flask import current_app

from facilitation.storage import turns


def draw(template: str, **shown: Any) -> str:
    """Return what `render_template` does, and let others have their turn between two pieces.

    A loop and an included part are many of them, what a macro draws is one. Whoever calls this has a place of
    `turns.for_a_long_page`.
    """
    current_app.update_template_context(shown)
    drawn = []
    for piece in current_app.jinja_env.get_template(template).generate(shown):
        drawn.append(piece)
        turns.give_after_a_slice()
    return "".join(drawn)
