"""Whether a text repeats somebody's wording, and what is left of it without that.

Only letters, marks and digits are compared, in any case: blanks and punctuation make no other wording. What merely
shares words with it, or says the same in other words, repeats nothing.
"""

from collections.abc import Iterator

import regex

TELLING = 3
"""Words of the shortest wording that is recognised within another text; a shorter one may be there by chance."""
TELLING_SIGNS = 6
"""The same for scripts that are written without blanks, in signs."""
CUT = "…"
"""Ends what was cut (`lib/base/excerpt.js`)."""
CUT_LETTERS = 12
"""Letters of a beginning that was cut by which its wording is recognised."""
LEFT_OUT = "[…]"
"""Stands where a wording was taken out of somebody's sentence."""

_SIGNS = regex.compile(r"[\p{L}\p{M}\p{N}]")
_NO_SIGNS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_WITHOUT_BLANKS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


def letters(text: str) -> str:
    """Return what of a text is compared."""
    return str(_NO_SIGNS.sub("", text).casefold())


class Wording:
    """What somebody wrote, to be found in other texts."""

    def __init__(self, text: str) -> None:
        self.letters = letters(text)
        self.words = _words(text)
        self.is_telling = _is_telling(text)
        self.start = tuple(_beginning(text))
        """The words, as they were written, with which every copy of it begins, also one that was cut; the last may be
        a part of one."""

    def __bool__(self) -> bool:
        return bool(self.letters)

    def without(self, said: str, *, linked: bool = False) -> str:
        """Return a text without this wording; empty where nothing else stands in it.

        A short wording is recognised only where it is the whole text and that is `linked` with whoever wrote it.
        """
        found = letters(said)
        if self.letters[:CUT_LETTERS] not in found:
            return said
        if found == self.letters:
            return "" if linked or self.is_telling else said
        if self._begins_like(said, found):
            return ""
        return self._taken_out(said) if self.is_telling and self.letters in found else said

    def _begins_like(self, said: str, found: str) -> bool:
        """Tell whether a text (its letters `found`) is nothing but the beginning of this wording, as a proposed title
        is.
        """
        if not self.letters.startswith(found):
            return False
        if said.rstrip().endswith(CUT) and len(found) >= CUT_LETTERS:
            return True
        words = _words(said)
        return _is_telling(said) and self.words[: len(words)] == words

    def _taken_out(self, said: str) -> str:
        placed = list(_placed(said))
        found = "".join(sign for sign, _ in placed)
        left, until, at = "", 0, found.find(self.letters)
        while at >= 0:
            begin, end = placed[at][1], placed[at + len(self.letters) - 1][1] + 1
            if _is_edge(said, begin) and _is_edge(said, end):
                left, until = f"{left}{said[until:begin]}{LEFT_OUT}", end
                at = found.find(self.letters, at + len(self.letters))
            else:
                at = found.find(self.letters, at + 1)
        left += said[until:]
        return left if letters(left) else ""


def _placed(text: str) -> Iterator[tuple[str, int]]:
    """Yield each letter in lower case, with the place where it stands."""
    for found in _SIGNS.finditer(text):
        for sign in found.group().casefold():
            yield sign, found.start()


def _beginning(text: str) -> Iterator[str]:
    """Yield the first words of a text, up to CUT_LETTERS letters."""
    left = CUT_LETTERS
    for word in _WORD.findall(text):
        yield word[:left]
        left -= len(word)
        if left <= 0:
            return


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _is_telling(text: str) -> bool:
    return len(_WORD.findall(text)) >= TELLING or len(_WITHOUT_BLANKS.findall(text)) >= TELLING_SIGNS


def _is_edge(text: str, place: int) -> bool:
    """Tell whether a word begins or ends at a place; in scripts without blanks one may anywhere."""
    around = text[max(0, place - 1) : place + 1]
    return place in (0, len(text)) or len(_SIGNS.findall(around)) < 2 or bool(_WITHOUT_BLANKS.search(around))
