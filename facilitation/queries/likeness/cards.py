"""A contribution as the search for likeness sees it."""

import functools
from typing import NamedTuple

from facilitation.queries.likeness.words import TEXTS_KEPT, Word, words_of
from facilitation.text import comparable


class Card(NamedTuple):
    """A contribution not merged into another; `parent` is what it answers, `cluster` is None in the inbox."""

    id: str
    text: str
    language: str
    kind: str
    parent: str | None
    cluster: str | None
    german: str | None

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words, in its own language."""
        return words_of(self.text, self.language)

    @property
    def key(self) -> str:
        """Its letters and digits, for comparison: equal for texts that differ only in case and other signs."""
        return _letters(self.text)


@functools.lru_cache(TEXTS_KEPT)
def _letters(text: str) -> str:
    said = comparable(text)
    return "".join(filter(str.isalnum, said)) or said


def written(text: str, words: list[Word]) -> list[str]:
    """The words as they stand in the text, in its order, each once; overlapping pairs of signs are joined."""
    spans: list[list[int]] = []
    for start, end in sorted({(word.start, word.end) for word in words}):
        if spans and start < spans[-1][1]:
            spans[-1][1] = max(end, spans[-1][1])
        else:
            spans.append([start, end])
    return list(dict.fromkeys(text[start:end] for start, end in spans))
