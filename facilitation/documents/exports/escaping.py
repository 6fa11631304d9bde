"""Escapes typed text for Markdown, so that it is shown as it was written.

CommonMark lets any ASCII punctuation be escaped. What GitHub, GitLab and wikis add to it (tables, addresses without
brackets, @names, #numbers, :emoji:, formulas, {macros}) begins with one of these signs, too.
"""

import re

from facilitation.documents.report.script import runs_right_to_left

_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~#$^=@]|&(?=[#\w])|(?<!^):(?=\S)|!(?=\[)", re.MULTILINE)
_BETWEEN = re.compile(r"(?<=\w)\.(?=[^\W\d])|(?<=[^\W\d])\.(?=\w)")
"""Dots inside addresses, of which some programs make links."""
_MARK = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+:])", re.MULTILINE)
"""What would begin a list or a rule, or make the line above a heading."""
_INDENT = re.compile("^[^\\S\n]+", re.MULTILINE)
_TRAILING = re.compile("[^\\S\n]+$", re.MULTILINE)
_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_RLI, _FSI, _PDI = "\u2067", "\u2068", "\u2069"


def line(text: str, language: str = "de") -> str:
    """Escape a text as one line, for headings, lists and tables."""
    return _isolated(_escaped(" ".join(_text(text).split())), text, language)


def lines(text: str, language: str = "de") -> list[str]:
    """Escape a text line by line, line breaks kept; a blank line is empty."""
    kept = _TRAILING.sub("", _text(text)).split("\n")
    said = [_isolated(_escaped(one), text, language) if one else "" for one in kept]
    # two spaces at the end break the line in every Markdown; before a blank line they are not needed
    return [one + "  " if one and following else one for one, following in zip(said, [*said[1:], ""], strict=True)]


def _text(text: str) -> str:
    return _NOT_TEXT.sub("\ufffd", _BREAK.sub("\n", text))


def _escaped(text: str) -> str:
    text = _SIGNS.sub(r"\\\g<0>", text)
    text = _BETWEEN.sub(r"\\.", text)
    text = _MARK.sub(lambda mark: f"\\{mark[3]}" if mark[3] else f"{mark[1]}\\{mark[2]}", text)
    return _INDENT.sub(lambda spaces: "&nbsp;" * len(spaces[0]), text)


def _isolated(escaped: str, text: str, language: str) -> str:
    """Isolate text that runs from right to left, so that its order stays the same wherever it stands.

    The signs are those of UAX 9 (isolates); typed text has none of them.
    """
    if not _RIGHT.search(escaped):
        return escaped
    return f"{_RLI if runs_right_to_left(text, language) else _FSI}{escaped}{_PDI}"
