"""What LibreOffice's PDF still lacks. A program of its own: `finishing.py FOLDER` (see writing.py).

It reads `report.pdf` and `alternatives.json` in the folder, and writes `finished.pdf` and `pages.json`. Millions of
small objects of a library in Python would hold every phone up for a third of a second; so it is run by its path, beside
the server, and imports nothing of it.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject, TextStringObject

ROLES = {"/caption": "/Caption", "/Title": "/H1"}
"""What LibreOffice calls mere paragraphs, by the names of their styles; PDF 1.7 has no title, but headings."""
_PICTURE = re.compile(
    rb"/Artifact BMC(?=\n(?:(?!EMC).)*?\bq (?:[\d.-]+ ){4}([\d.-]+) ([\d.-]+) cm\n/\w+ Do )", re.DOTALL
)
"""How LibreOffice draws a picture: as if it were decoration. The numbers are its left and lower edge."""
NEAR = 1.5
"""Points between a figure's box and the picture in it."""


def finish(folder: Path) -> None:
    """Write `pages.json` and `finished.pdf` in the folder."""
    reader = PdfReader(folder / "report.pdf")
    (folder / "pages.json").write_text(json.dumps(heading_pages(reader)))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    _put_alternatives(writer, json.loads((folder / "alternatives.json").read_text()))
    for page in writer.pages:
        page[NameObject("/Tabs")] = NameObject("/S")  # the order of the structure, as PDF/UA asks
    tree = writer.root_object.get("/StructTreeRoot")
    if tree is not None:
        tree = tree.get_object()
        roles = tree.get("/RoleMap", {})
        roles.update({NameObject(style): NameObject(role) for style, role in ROLES.items() if style in roles})
        _show_pictures(writer, tree)
    writer.write(folder / "finished.pdf")


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


def _put_alternatives(writer: PdfWriter, alternatives: Sequence[str]) -> None:
    """Give the figures without a text these texts, in order; none if their number differs."""
    silent = [figure for figure in figures(writer.root_object) if not figure.get("/Alt")]
    if len(silent) == len(alternatives):
        for figure, text in zip(silent, alternatives, strict=True):
            figure[NameObject("/Alt")] = TextStringObject(text)


def _show_pictures(writer: PdfWriter, tree: Any) -> None:
    """Tell of each figure without content which picture on its page it is, by its place."""
    contents: dict[Any, Any] = dict(_pairs(tree["/ParentTree"].get_object()))
    empty: dict[Any, list[Any]] = {}
    for figure in figures(writer.root_object):
        if "/K" not in figure and "/Pg" in figure:
            empty.setdefault(figure.raw_get("/Pg").idnum, []).append(figure)
    for page in writer.pages:
        wanted = empty.get(page.indirect_reference.idnum) if page.indirect_reference else None
        held = contents.get(page.get("/StructParents"))
        if wanted and held is not None:
            _mark(writer, page, wanted, held.get_object())


def _mark(writer: PdfWriter, page: Any, wanted: list[Any], held: Any) -> None:
    """Mark the pictures of a page as the content of these figures; `held` lists the elements of its marked contents."""

    def mark(found: re.Match[bytes]) -> bytes:
        place = float(found[1]), float(found[2])
        for figure in wanted:
            if "/K" not in figure and all(abs(a - b) < NEAR for a, b in zip(_corner(figure), place, strict=True)):
                number = len(held)
                figure[NameObject("/K")] = NumberObject(number)
                held.append(figure.indirect_reference)
                return b"/Figure<</MCID %d>>BDC" % number
        return found[0]

    stream = page["/Contents"].get_object()
    marked = _PICTURE.sub(mark, stream.get_data())
    stream.set_data(marked)


def _corner(figure: Any) -> tuple[float, float]:
    """The left and lower edge of a figure's box."""
    attributes = figure.get("/A", {})
    attributes = attributes if isinstance(attributes, list) else [attributes]
    boxes = [one.get_object()["/BBox"] for one in attributes if "/BBox" in one.get_object()]
    return (float(boxes[0][0]), float(boxes[0][1])) if boxes else (-NEAR, -NEAR)


def _pairs(node: Any) -> Iterator[tuple[int, Any]]:
    """The keys and values of a number tree."""
    numbers = node.get("/Nums", [])
    yield from zip(numbers[::2], numbers[1::2], strict=True)
    for kid in node.get("/Kids", []):
        yield from _pairs(kid.get_object())


def _flat(outline: Sequence[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


if __name__ == "__main__":
    finish(Path(sys.argv[1]))
