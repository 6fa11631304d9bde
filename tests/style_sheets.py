"""The style sheets as a browser puts them together: a sheet names its parts, one noun a file, in their order."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STYLES = ROOT / "static" / "css"
SHEETS = sorted(
    path.relative_to(STYLES).as_posix() for folder in ("", "screens") for path in (STYLES / folder).glob("*.css")
)
"""The frame's sheets, then one a screen; what they import stands in the folder of their name."""
IMPORT = re.compile(r'^@import "\./([\w/-]+\.css)";\n', re.MULTILINE)


@cache
def whole(sheet: str) -> str:
    """Return a sheet's text with its parts in the places of their imports."""
    path = STYLES / sheet
    return IMPORT.sub(
        lambda found: (path.parent / found[1]).read_text(encoding="utf-8"), path.read_text(encoding="utf-8")
    )
