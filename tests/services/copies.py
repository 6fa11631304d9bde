"""Everything that copies what somebody wrote, done to one contribution."""

import io
from typing import Any

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Station
from facilitation.services import (
    clusters,
    common_themes,
    events,
    journal,
    measures,
    merging,
    moderation,
    photos,
    recommendations,
    report_texts,
    statements,
    suggestions,
    votes,
)
from tests import camera
from tests.conftest import new_id, read, wording, write

WORD = "Geheimwort"
TEXT = f"Das {WORD} von Frau Schmidt soll niemand mehr lesen."
GERMAN = f"Auf Deutsch: ein {WORD} soll niemand mehr lesen."
REWORDED = f"Ein {WORD}, das der Gastgeber anders schrieb."
OWN = "Hier steht etwas Eigenes."


def drive(card: str, station: Station, host: Actor, organiser: Actor, other: Actor) -> dict[str, Any]:
    """Do everything that copies a text, and what lies around it; return the ids of what was made."""
    id = station.id
    made: dict[str, Any] = {"reply": write(other, station, OWN, reply_to=card).id}
    same, quoted, doubled = (write(other, station, f"{OWN} {n}").id for n in range(3))
    votes.set(other, card, on=True)
    moderation.highlight(host, card, on=True)
    made["theme"] = clusters.add(host, id, id=new_id(), title=f"{TEXT[:40]} …").row.id
    made["renamed"] = clusters.add(host, id, id=new_id(), title=TEXT).row.id
    clusters.rename(host, made["renamed"], title="Orte", was=TEXT)
    made["dissolved"] = clusters.add(host, id, id=new_id(), title=TEXT).row.id
    clusters.remove(host, made["dissolved"])
    clusters.put(host, [card, same], made["theme"])
    suggestions.dismiss(host, id, id=new_id(), ids=[card, same])
    merging.merge(host, same, [card])
    made["merged"] = same
    moderation.reword(host, same, text=f"{TEXT} {OWN}", was=wording(same))
    moderation.highlight(host, same, on=True)
    moderation.word_in_german(host, same, text=TEXT, was=None)
    moderation.word_in_german(host, card, text=GERMAN, was=None)
    moderation.reword(host, card, text=REWORDED, was=TEXT)
    moderation.reword(host, quoted, text=GERMAN, was=wording(quoted))
    made["quoted"] = quoted
    moderation.hide(host, doubled, reason=f"Sagt dasselbe: {TEXT}")
    moderation.hide(host, card, reason=f"Nennt das {WORD}")
    moderation.show(host, read(card))
    made["doubled"] = doubled
    behind = {"clusters": [made["theme"]], "contributions": [card, same]}
    made["statement"] = statements.add(host, id, id=new_id(), text=REWORDED, round_position=None, behind=behind).row.id
    statements.translate(host, made["statement"], language="en", text=TEXT)
    made["sentence"] = statements.add(
        host, id, id=new_id(), text=f"Ein Tisch schreibt: „{TEXT}“", round_position=None, behind=behind
    ).row.id
    statements.edit(host, made["sentence"], text=f"Zwei Tische schreiben: „{TEXT}“", behind=behind)
    undone = statements.add(host, id, id=new_id(), text=TEXT, round_position=None).row
    journal.undo(host, id, undone.revision)
    made["measure"] = measures.add(host, id, id=new_id(), what=TEXT, who=GERMAN).row.id
    picture = photos.add(host, id, id=new_id(), picture=io.BytesIO(camera.file()), table=1, round_position=None).row
    photos.edit(host, picture.id, caption=TEXT, table=1)
    made["photo"] = picture.id
    report_texts.write(organiser, name="summary", language="de", text=f"{OWN}\n\n{TEXT}", known=0)
    made["recommendation"] = new_id()
    recommendations.write(
        organiser, id=made["recommendation"], what=TEXT, why=OWN, responsibility="Stadt", horizon="short", known=0
    )
    made["common"] = new_id()
    common_themes.write(organiser, id=made["common"], title=TEXT, text=OWN, clusters=[made["theme"]], known=0)
    events.announce(organiser, text=f"Bitte lesen: {TEXT}", minutes=30)
    db.session.rollback()
    return made
