"""What is known of a contribution where likeness is looked for."""

import functools
from typing import NamedTuple

from facilitation.queries.likeness.words import TEXTS_KEPT, Word, words_of
from facilitation.text import comparable


class Card(NamedTuple):
    """A contribution that stands for itself. `parent`: what it answers to. `cluster`: None is the inbox."""

    id: str
    text: str
    language: str
    kind: str
    parent: str | None
    cluster: str | None
    german: str | None

    @property
    def words(self) -> tuple[Word, ...]:
        """What it says, in its own language."""
        return words_of(self.text, self.language)

    @property
    def key(self) -> str:
        """Equal where two people would say that the words are the same, whatever the signs between them."""
        return _letters(self.text)


@functools.lru_cache(TEXTS_KEPT)
def _letters(text: str) -> str:
    said = comparable(text)
    return "".join(filter(str.isalnum, said)) or said


def written(text: str, words: list[Word]) -> list[str]:
    """Words as they were written, in their order; pairs of signs that overlap are one word."""
    spans: list[list[int]] = []
    for start, end in sorted({(word.start, word.end) for word in words}):
        if spans and start < spans[-1][1]:
            spans[-1][1] = max(end, spans[-1][1])
        else:
            spans.append([start, end])
    return list(dict.fromkeys(text[start:end] for start, end in spans))
