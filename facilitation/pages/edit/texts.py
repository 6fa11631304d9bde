"""Takes the event's own texts, whatever their noun: the original where it stands, and each translation of it."""

from werkzeug.wrappers import Response

from facilitation.errors import CafeError
from facilitation.pages import asking
from facilitation.pages.edit import frame
from facilitation.pages.edit.frame import blueprint
from facilitation.services import own_texts
from facilitation.services.committed import Committed
from facilitation.services.translations import Place


@blueprint.post("/texts")
def write_text(event_slug: str) -> Response:
    """Write a text by its place (`noun`, `field`, `position`, `inner`): `text` instead of what was `known`.

    In another `language` it is what `of`, the original that was translated, means there. Organisers only.
    """
    event, actor = asking.organised(event_slug)
    said = asking.typed("noun", "field", "position", "inner", "language", "of", "text")
    place = Place(said["noun"], said["field"], asking.counted("position"), asking.counted("inner"))

    def write() -> Committed[str]:
        known = asking.counted("known")
        if said["language"] in ("", event.language):
            return own_texts.write(actor, place, text=said["text"], known=known)
        return own_texts.translate(
            actor, place, language=said["language"], text=said["text"], of=said["of"], known=known
        )

    form = "-".join(("of", *(str(one) for one in place), said["language"] or event.language))
    return frame.answer(event, form, said, write)


@blueprint.post("/lines")
def arrange_lines(event_slug: str) -> Response:
    """Add a line to the aims or the etiquette (`field`, `text`), or move or remove one (`position`, `known`, `do`).

    `do` is `add`, `up`, `down`, `move` (`to`, from 1) or `remove`. Organisers only.
    """
    event, actor = asking.organised(event_slug)
    said = asking.typed("field", "text", "do")
    position = asking.counted("position")
    moved = {"up": position - 1, "down": position + 1, "move": asking.counted("to"), "remove": None}

    def write() -> Committed[Place]:
        if said["do"] == "add":
            return own_texts.add_line(actor, said["field"], text=said["text"])
        if said["do"] not in moved:
            raise CafeError("malformed", field="do")
        return own_texts.arrange_line(
            actor, said["field"], position, known=asking.counted("known"), to=moved[said["do"]]
        )

    def then(place: Place) -> str:
        return f"keys-{place.field}-{place.position}" if said["do"] in moved else f"lines-{said['field']}"

    return frame.answer(event, f"lines-{said['field']}", said, write, then=then)
