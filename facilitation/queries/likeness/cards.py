"""A contribution as the search for likeness sees it."""

import functools
from typing import NamedTuple

from facilitation.queries.likeness.words import TEXTS_KEPT, Word, words_of
from facilitation.text import comparable


class Saying(NamedTuple):
    """What a contribution says in one language: in its author's words (`by` None), or as a wording, by whom."""

    text: str
    language: str
    by: str | None = None

    @property
    def tongue(self) -> str:
        """The language without its region: texts in pt and pt-BR are compared."""
        return self.language.split("-")[0]

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the text, each stem once, without stop words."""
        return words_of(self.text, self.language)

    @property
    def key(self) -> str:
        """Its letters and digits, for comparison: equal for texts that differ only in case and other signs."""
        return _letters(self.text)


class Card(NamedTuple):
    """A contribution not merged into another; `parent` is what it answers, `cluster` is None in the inbox.

    `wordings` are those that its readers see: by its hosts, by guests, by a machine. A hidden one, one that waits, and
    one of an older text are none of them.
    """

    id: str
    text: str
    language: str
    kind: str
    parent: str | None
    cluster: str | None
    wordings: tuple[Saying, ...] = ()

    @property
    def sayings(self) -> tuple[Saying, ...]:
        """All that it says, its own text first; what stands there twice in one language counts once."""
        said: dict[tuple[str, str], Saying] = {}
        for one in (Saying(self.text, self.language), *self.wordings):
            said.setdefault((one.tongue, one.key), one)
        return tuple(said.values())


@functools.lru_cache(TEXTS_KEPT)
def _letters(text: str) -> str:
    said = comparable(text)
    return "".join(filter(str.isalnum, said)) or said


class Worded(NamedTuple):
    """A contribution's wording that a suggestion rests on."""

    id: str
    said: Saying


def written(text: str, words: list[Word]) -> list[str]:
    """The words as they stand in the text, in its order, each once; overlapping pairs of signs are joined."""
    spans: list[list[int]] = []
    for start, end in sorted({(word.start, word.end) for word in words}):
        if spans and start < spans[-1][1]:
            spans[-1][1] = max(end, spans[-1][1])
        else:
            spans.append([start, end])
    return list(dict.fromkeys(text[start:end] for start, end in spans))
