"""Words that stand nowhere else, to be planted in a text and looked for afterwards."""

import random
import string

LETTERS = 14


def unheard_of(prefix: str = "") -> str:
    """A word nobody ever wrote: of letters alone, for digits in a row are masked as somebody's telephone number."""
    return prefix + "".join(random.SystemRandom().choices(string.ascii_lowercase, k=LETTERS))
