"""Whether a text repeats somebody's wording, and what is left of it without that.

Only letters, marks and digits are compared, in any case: blanks and punctuation make no other wording. What merely
shares words with it, or says the same in other words, repeats nothing.
"""

import bisect
import datetime as dt
from collections.abc import Iterable, Iterator

import regex

TELLING = 3
"""Words of the shortest wording that is recognised within what is linked with it; a shorter one may be there by chance.
"""
TELLING_SIGNS = 6
"""The same for scripts that are written without blanks, in signs."""
LONG_WORDS, LONG_LETTERS = 5, 25
"""The shortest wording, or piece of one, that is recognised in what is not linked with it: people say less than that in
the same words without knowing of each other."""
LONG_SIGNS = 12
"""The same for scripts that are written without blanks, in signs."""
CUT = "…"
"""Ends what was cut (`lib/base/excerpt.js`)."""
CUT_LETTERS = 12
"""Letters of a beginning that was cut by which its wording is recognised in what is linked with it."""
LEFT_OUT = "[…]"
"""Stands where a wording was taken out of somebody's sentence."""

HEAD = 40
"""Signs of a text that tell most others from it."""

_SIGNS = regex.compile(r"[\p{L}\p{M}\p{N}]")
_NO_SIGNS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_CUT = regex.compile(r"\s*(?:…|\.\.\.)")
_WITHOUT_BLANKS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


def letters(text: str) -> str:
    """Return what of a text is compared."""
    return str(_NO_SIGNS.sub("", text).casefold())


class Beginnings:
    """How texts begin, by their letters; most of them are told from others by their first signs, which costs little."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._heads = [(letters(text[:HEAD]), text) for text in texts]
        self._whole: dict[str, str] = {}
        self._told: dict[tuple[str, bool], bool] = {}

    def has(self, found: str, *, whole: bool = False) -> bool:
        """Tell whether any of them begins with these letters, or is nothing else."""
        if (found, whole) not in self._told:
            self._told[found, whole] = self._look_for(found, whole)
        return self._told[found, whole]

    def _look_for(self, found: str, whole: bool) -> bool:
        for head, text in self._heads:
            if found.startswith(head) or head.startswith(found):
                if text not in self._whole:
                    self._whole[text] = letters(text)
                said = self._whole[text]
                if said == found or (not whole and said.startswith(found)):
                    return True
        return False


class Wording:
    """What somebody wrote, to be found in other texts; `since` is when it was there at the latest."""

    def __init__(self, text: str, since: dt.datetime) -> None:
        self.letters = letters(text)
        self.words = _words(text)
        self.since = since
        self.is_telling = {True: _is_telling(text), False: _is_long(text)}
        """Whether it is recognised within another text that is linked with it, or not."""
        self.start = tuple(_beginning(text))
        """The words, as they were written, with which every copy of it begins, also one that was cut; the last may be
        a part of one."""

    def __bool__(self) -> bool:
        return bool(self.letters)

    def without(self, said: str, *, linked: bool = False) -> str:
        """Return a text without this wording; empty where nothing else stands in it.

        `linked` tells that a host put the text beside it. Of any other, less is taken for a copy (LONG_WORDS).
        """
        found = letters(said)
        if self.letters[:CUT_LETTERS] not in found:
            return said
        if found == self.letters:
            return "" if linked or self.is_telling[linked] else said
        if self._begins_like(said, found, linked):
            return ""
        return self._taken_out(said, linked)

    def _begins_like(self, said: str, found: str, linked: bool) -> bool:
        """Tell whether a text (its letters `found`) is nothing but the beginning of this wording, as a proposed title
        is.
        """
        if not self.letters.startswith(found):
            return False
        if said.rstrip().endswith(CUT) and len(found) >= _shortest_cut(linked):
            return True
        words = _words(said)
        return (_is_telling if linked else _is_long)(said) and self.words[: len(words)] == words

    def _taken_out(self, said: str, linked: bool) -> str:
        placed = _Placed(said)
        places = []
        if self.is_telling[linked]:
            at = placed.letters.find(self.letters)
            while at >= 0:
                place = placed.piece(at, at + len(self.letters))
                places += [place] if place else []
                at = placed.letters.find(self.letters, at + (len(self.letters) if place else 1))
        places += self._cut_off(said, placed, linked)
        left, until = "", 0
        for begin, end in sorted(places):
            if begin >= until:
                left, until = f"{left}{said[until:begin]}{LEFT_OUT}", end
        left += said[until:]
        return left if letters(left) else ""

    def _cut_off(self, said: str, placed: "_Placed", linked: bool) -> Iterator[tuple[int, int]]:
        """Yield where the beginning of this wording stands that ends with "…", within a word or not."""
        for cut in _CUT.finditer(said):
            before = placed.before(cut.start())
            at = placed.letters.rfind(self.letters[:CUT_LETTERS], 0, before)
            if at >= 0 and before - at >= _shortest_cut(linked):
                begin = placed.place(at)
                if self.letters.startswith(placed.letters[at:before]) and _is_edge(said, begin):
                    yield begin, cut.end()


class _Placed:
    """The letters of a text that are compared, and where each stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._begins: list[int] = []
        self._counts: list[int] = []
        words, count = [], 0
        for found in _WORD.finditer(text):
            word = found.group().casefold()
            self._begins.append(found.start())
            self._counts.append(count)
            words.append(word)
            count += len(word)
        self.letters = "".join(words)

    def piece(self, first: int, behind: int) -> tuple[int, int] | None:
        """Return where letters begin and end in the text; None where they begin or end within a word."""
        begin, end = self.place(first), self.place(behind - 1) + 1
        return (begin, end) if _is_edge(self.text, begin) and _is_edge(self.text, end) else None

    def place(self, letter: int) -> int:
        """Return where a letter stands in the text."""
        word = bisect.bisect_right(self._counts, letter) - 1
        place, count = self._begins[word], self._counts[word]
        while (count := count + len(self.text[place].casefold())) <= letter:
            place += 1
        return place

    def before(self, place: int) -> int:
        """Return how many letters stand before a place that is in no word."""
        word = bisect.bisect_left(self._begins, place)
        return self._counts[word] if word < len(self._counts) else len(self.letters)


def _shortest_cut(linked: bool) -> int:
    return CUT_LETTERS if linked else LONG_LETTERS


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


def _is_long(text: str) -> bool:
    words = _WORD.findall(text)
    if len(words) >= LONG_WORDS and sum(map(len, words)) >= LONG_LETTERS:
        return True
    return len(_WITHOUT_BLANKS.findall(text)) >= LONG_SIGNS


def _is_edge(text: str, place: int) -> bool:
    """Tell whether a word begins or ends at a place; in scripts without blanks one may anywhere."""
    around = text[max(0, place - 1) : place + 1]
    return place in (0, len(text)) or len(_SIGNS.findall(around)) < 2 or bool(_WITHOUT_BLANKS.search(around))
