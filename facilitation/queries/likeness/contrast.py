"""Tells two texts apart that are the same but for what matters: another noun in one sentence, a "not", a number.

By the words they share such texts are more alike than most that say the same: whoever says a thing anew says it in
another order and in other words. So what is looked at is the one place in which they differ.
"""

import functools
import itertools

from rapidfuzz.distance import Indel

from facilitation.queries.likeness.cards import Saying
from facilitation.queries.likeness.letters import folded
from facilitation.queries.likeness.measure import RESEMBLING
from facilitation.queries.likeness.words import TEXTS_KEPT, folded_words, is_unspaced

MOST_REPLACED = 2
"""Words in one place that may stand for others; where more differ, somebody may have said the same anew."""
MOST_REPLACED_UNSPACED = 4
"""The same in pairs of signs, where a script has no spaces."""
LEAST_KEPT = 2
"""Words around it that must be the same."""
MOST_KEPT = 7
"""The same: in a long text that is the same but for a word, that may be another word for it, unless it is a number."""
FOLDED_APART = ("de", "tr", "ar", "fa")
"""Languages whose letters are folded by rules of their own, and one of the others."""
SHARED = 4
"""Letters with which two words begin or end that may be of one family: zahlen and bezahlen, Deutschkurs, Sprachkurs."""


def _folded(words: str) -> frozenset[str]:
    """The words of a list, each as texts of any language are read."""
    return frozenset(folded(word, language) for word in words.split() for language in FOLDED_APART)


NOT = _folded(
    """
    kein keine keinen keinem keiner keines nicht nie niemals ohne
    no not never without none cannot don doesn isn aren wasn won
    не нет без никогда немає нема ні ніколи
    nie bez nigdy
    değil yok hayır
    ne pas sans jamais aucun aucune
    sin nunca ningún ninguna
    لا ليس ليست بدون لن لم ما غير
    نه نیست بدون هیچ
    không chưa chẳng đừng
    """
)
"""Words that turn a sentence into its opposite."""
WEIGHING = _folded(
    """
    mehr weniger mit vor nach alle nur früher später viel wenig zu ab bis oder
    more less fewer with before after all only every few
    больше меньше с до после все только більше менше з до після всі тільки
    więcej mniej z przed po wszystkie tylko
    daha az çok ile önce sonra
    plus moins avec avant après tous
    más menos con antes después todos
    أكثر أقل مع قبل بعد كل فقط
    بیشتر کمتر با قبل بعد همه فقط
    nhiều ít hơn có trước sau
    """
)
"""Words so usual that they are no part of what a text is about, and which stand against others of them."""

ASKING = _folded(
    """
    geben gibt gäbe wünschen wünsche wollen möchten brauchen bräuchten sollte sollten bitte anbieten
    want need wish get give please offer should
    хотим нужно нужны надо пожалуйста хочемо потрібно потрібні треба будь ласка
    chcemy potrzebujemy prosimy
    istiyoruz isteriz gerek gerekiyor lazım lütfen
    voulons souhaitons faut besoin
    queremos necesitamos falta hay
    نريد نحتاج نرجو يجب
    می‌خواهیم میخواهیم نیاز داریم لطفا باید
    muốn cần mong xin
    """
)
"""How people ask for something, whatever it is."""


def is_another(one: Saying, other: Saying) -> bool:
    """Tell whether two texts of one language differ in one place alone, and there in what they are about.

    They do where other words stand in it that are not of one family; where a "not" stands in it in one of them only;
    and where there are other numbers in it. A wording that only begins otherwise may begin with another word for it.
    """
    first, second = _sequence(one.text, one.language), _sequence(other.text, other.language)
    begins = _same_at_start(first, second)
    ends = _same_at_start(first[begins:][::-1], second[begins:][::-1])
    left, right = first[begins : len(first) - ends], second[begins : len(second) - ends]
    if begins + ends < LEAST_KEPT:
        return False
    if not left or not right:
        return bool(left or right) and all(word in NOT for word in left or right)
    most = MOST_REPLACED_UNSPACED if is_unspaced(one.text) else MOST_REPLACED
    if max(len(left), len(right)) > most:
        return False
    worded = one.by is not None or other.by is not None
    if (begins + ends > MOST_KEPT or (worded and not begins)) and not any(map(_decides, (*left, *right))):
        return False
    return not any(_are_of_one_family(mine, theirs) for mine in left for theirs in right)


@functools.lru_cache(TEXTS_KEPT)
def _sequence(text: str, language: str) -> tuple[str, ...]:
    """The stems of a text in their order, with such usual words as decide."""
    return tuple(
        stem or word
        for word, stem in folded_words(text, language)
        if word not in ASKING and (stem or word in NOT or word in WEIGHING)
    )


def _same_at_start(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _decides(word: str) -> bool:
    return word.isdigit() or word in NOT or word in WEIGHING


def _are_of_one_family(one: str, other: str) -> bool:
    """Tell whether two words may be forms of one, or a slip of the finger. Numbers are what they are."""
    if _decides(one) or _decides(other):
        return one == other
    shared = min(SHARED, len(one), len(other))
    return (
        one[:shared] == other[:shared]
        or one[-shared:] == other[-shared:]
        or Indel.normalized_similarity(one, other) >= RESEMBLING
    )
