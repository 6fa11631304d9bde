"""What LibreOffice's PDF still lacks. A program of its own: `finishing.py FOLDER` (see writing.py).

It reads `report.pdf` and `alternatives.json` in the folder, and writes `finished.pdf` and `pages.json`. Millions of
small objects of a library in Python would hold every phone up for a third of a second; so it is run by its path, beside
the server, and imports nothing of it.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject


def finish(folder: Path) -> None:
    """Write `pages.json` and `finished.pdf` in the folder; without alternatives the PDF stays as it is."""
    reader = PdfReader(folder / "report.pdf")
    (folder / "pages.json").write_text(json.dumps(heading_pages(reader)))
    alternatives = json.loads((folder / "alternatives.json").read_text())
    if not (alternatives and _put_alternatives(reader, alternatives, folder / "finished.pdf")):
        (folder / "report.pdf").replace(folder / "finished.pdf")


def heading_pages(reader: PdfReader) -> list[int]:
    """The page of each heading, in the order of the headings; the first page is 1, and 0 means unknown."""
    pages = (reader.get_destination_page_number(one) for one in _flat(reader.outline))
    return [0 if page is None else page + 1 for page in pages]


def figures(root: Any) -> Iterator[Any]:
    """The figures in a document's structure, in reading order; without recursion, because it may be deep."""
    waiting = [root.get("/StructTreeRoot")]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if node is not None else None
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                yield node
            waiting.append(node.get("/K"))


def _put_alternatives(reader: PdfReader, alternatives: Sequence[str], finished: Path) -> bool:
    """Give the figures without a text these texts, in order; false, and nothing written, if their number differs."""
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    silent = [figure for figure in figures(writer.root_object) if not figure.get("/Alt")]
    if len(silent) != len(alternatives):
        return False
    for figure, text in zip(silent, alternatives, strict=True):
        figure[NameObject("/Alt")] = TextStringObject(text)
    writer.write(finished)
    return True


def _flat(outline: Sequence[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


if __name__ == "__main__":
    finish(Path(sys.argv[1]))
