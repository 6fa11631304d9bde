"""What a hall's model forgets with a withdrawn contribution: whole texts only, for its people write no others."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.live.hall_model import Item, Model

LEFT_OUT = "[…]"


def is_long(text: str) -> bool:
    """Whether a text is a copy also where nothing links it with what it repeats."""
    return len(text.split()) >= 5 and sum(map(str.isalnum, text)) >= 25


def texts_of(item: "Item") -> set[str]:
    """Everything that an item of the journal says."""
    return {one for one in (item.name, *item.before.values(), *item.after.values()) if isinstance(one, str)}


class Forgotten:
    """A contribution that is about to be withdrawn."""

    def __init__(self, model: "Model", id: str) -> None:
        self.model, self.id, card = model, id, model.cards[id]
        self.others = {
            one.original or one.text for other, one in model.cards.items() if other != id and one.state != "withdrawn"
        }
        self.since: dict[str, int] = {}
        self.linked = {card.cluster, card.merged_into}
        self.linked |= {one for one, other in model.cards.items() if other.merged_into == id}
        for entry in model.journal:
            for item in entry.items:
                held = [side.get(name) for side in (item.before, item.after) for name in ("cluster", "merged_into")]
                if item.id == id:
                    sides = [side.get(name) for side in (item.before, item.after) for name in ("text", "original")]
                    for text in filter(None, [item.name, *sides]):
                        self.since.setdefault(text, entry.at)
                    self.linked.update(held)
                elif id in held:
                    self.linked.add(item.id)
        own = card.original or card.text
        self.since[own] = card.since

    def is_copy(self, text: str, of: str) -> bool:
        """Whether a text of a cluster or another contribution is nothing but a copy."""
        if text not in self.since or text == LEFT_OUT or text in self.others:
            return False
        return (of in self.linked or is_long(text)) and not self._is_older(text, of)

    def _is_older(self, text: str, of: str) -> bool:
        saying = [
            entry.at
            for entry in self.model.journal
            if any(item.id == of and text in texts_of(item) for item in entry.items)
        ]
        naming = [entry.at for entry in self.model.journal if of in entry.named]
        first = min(saying or naming, default=None)
        return first is None or first < self.since[text]

    def forget(self) -> None:
        """Forget all copies."""
        model = self.model
        titles = {one for one, title in model.clusters.items() if self.is_copy(title, one)}
        wordings = {
            one
            for one, card in model.cards.items()
            if one != self.id and card.state != "withdrawn" and card.original and self.is_copy(card.text, one)
        }
        kept = [[item for item in entry.items if not self._repeats(item)] for entry in model.journal]
        said = str(model.announcement)
        if said in self.since.keys() - self.others and is_long(said) and model.announced >= self.since[said]:
            model.announcement = None
        model.clusters.update(dict.fromkeys(titles, ""))
        for one in wordings:
            model.cards[one].text = LEFT_OUT
        for entry, items in zip(model.journal, kept, strict=True):
            entry.items = items

    def _repeats(self, item: "Item") -> bool:
        if item.id == self.id:
            return True
        own = self.model.cards.get(item.id)
        said = (own.original or own.text) if own else None
        return any(text != said and self.is_copy(text, item.id) for text in texts_of(item))
