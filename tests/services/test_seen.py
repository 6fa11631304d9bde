"""What a sender saw is compared by one function, whatever the noun."""

from facilitation.actor import Actor
from facilitation.models import Station
from facilitation.services import clusters, measures, moderation, statements
from tests.architecture import PACKAGE
from tests.conftest import Guests, new_id, refused, write


def test_who_still_has_a_text_as_it_was_typed_saw_that_text(guest: Guests, station: Station, host: Actor) -> None:
    """A screen may hold what was typed there, before the server cleaned it; that is no other wording."""
    card = write(guest(), station).id
    moderation.reword(host, card, text="Viele Räume", was=" Mehr Räume!\n")
    moderation.word_in_german(host, card, text="Eins", was=None)
    moderation.word_in_german(host, card, text="Zwei", was=" Eins ")
    theme = clusters.add(host, station.id, id=new_id(), title="Räume").row
    clusters.rename(host, theme.id, title="Raum", was="Räume ")
    said = statements.add(host, station.id, id=new_id(), text="Alt.", round_position=None).row
    assert statements.edit(host, said.id, text="Neu.", was="Alt.\n").row.text == "Neu."
    with refused("reworded"):
        statements.edit(host, said.id, text="Ganz neu.", was="Alt.\n")


def test_an_empty_field_of_a_measure_is_no_other_wording(station: Station, host: Actor) -> None:
    made = measures.add(host, station.id, id=new_id(), what="Liste", who=None, by_when=None).row
    measures.edit(host, made.id, what="Raumliste", who="Stadt", by_when=None, was="Liste\n\n")
    with refused("reworded"):
        measures.edit(host, made.id, what="Liste der Räume", who=None, by_when=None, was="Liste\n\n")


def test_one_function_says_that_a_text_is_another_by_now() -> None:
    """`report_writing` compares revisions of several fields at once, `moderation` several cards."""
    files = (PACKAGE / "services").glob("*.py")
    saying = {path.stem for path in files if 'CafeError("reworded"' in path.read_text("utf-8")}
    assert saying == {"moderation", "report_writing", "seen"}
