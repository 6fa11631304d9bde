"""Templates without the blanks by which people see what lies in what: nobody reads them in a page."""

import re

from jinja2.ext import Extension

INDENTED = re.compile(r"\n[ \t]+")


class WithoutIndentation(Extension):
    """Takes the blanks before each line of a page's template; its lines stay, so that faults name the right one."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return a template's source as it is to be read. Other files than pages mean their blanks."""
        return INDENTED.sub("\n", source) if (name or "").endswith(".html") else source
