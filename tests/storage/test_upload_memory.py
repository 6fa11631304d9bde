"""What uploaded files may cost: a process of its own takes them in, and says how much memory that took at most."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from facilitation.documents.report.body import NAMESPACES
from facilitation.documents.report.letterhead import MOST_PICTURES
from facilitation.storage import word_upload
from tests.documents.report.letterheads import PACKAGE, header, plain, relations_of, run

MEGABYTE = 1 << 20
W = f'xmlns:w="{word_upload.W}"'
FULL = word_upload.LARGEST_UNPACKED - 1_000_000
SIDE = 7_140
"""Pixels of each side of a picture of just below 51 million."""
CAMERA = 9_248, 6_936
"""Pixels of a picture of what phones call 64 megapixels."""
LETTERHEAD = "from facilitation.documents.report import letterhead; taken = letterhead.check"
PHOTO = "import io; from facilitation.storage import images; taken = lambda data: images.prepare(io.BytesIO(data))"
MEASURE = """
import json, sys
from pathlib import Path
from facilitation.errors import CafeError
peak = lambda: 1024 * next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
before, said = peak(), {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        taken(path.read_bytes())
        said[path.name] = "taken"
    except CafeError as refusal:
        said[path.name] = refusal.code
print(json.dumps([said, peak() - before]))
"""

Files = dict[str, tuple[str, Callable[[], bytes]]]
"""By a file's name: what becomes of it, and what makes it."""


def cost(taking: str, files: Files, folder: Path) -> int:
    """The bytes of memory that the dearest of these files costs, each of which must become what it should."""
    for name, (_, made) in files.items():
        (folder / name).write_bytes(made())
    code = f"{taking}\n{MEASURE}"
    told = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    said, taken = json.loads(told.stdout)
    assert said == {name: becomes for name, (becomes, _) in files.items()}
    return int(taken)


def document(content: str) -> bytes:
    return plain(also={"word/document.xml": f"<w:document {W}><w:body>{content}</w:body></w:document>"})


def attributes(count: int) -> str:
    return " ".join(f'a{place}=""' for place in range(count))


def related(count: int) -> str:
    one = '<Relationship Id="" Type="" Target=""/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{one * count}</Relationships>'


def styled(content: str) -> bytes:
    there = relations_of([("rId9", "styles", "styles.xml")])
    return plain(also={"word/_rels/document.xml.rels": there, "word/styles.xml": f"<w:styles {W}>{content}</w:styles>"})


def pictured(count: int) -> bytes:
    small = io.BytesIO()
    Image.new("L", (60, 60)).save(small, "PNG")
    there = relations_of([(f"rId{n}", "image", f"media/{n}.png") for n in range(count)])
    media = {f"word/media/{n}.png": small.getvalue() for n in range(count)}
    return plain(header(f"<w:p>{run('Amt')}</w:p>"), also={"word/_rels/header1.xml.rels": there, **media})


TOO_MUCH = "letterhead_too_much"
LETTERHEADS: Files = {
    "elements": (TOO_MUCH, lambda: document("<a/>" * (FULL // 4))),
    "elements with a text each": (TOO_MUCH, lambda: document("<a>b</a>" * (FULL // 16))),
    "attributes of one element": (TOO_MUCH, lambda: document(f"<a {attributes(1_000_000)}/>")),
    "attributes": (TOO_MUCH, lambda: document('<a b=""/>' * (FULL // 18))),
    "namespaces": (TOO_MUCH, lambda: document('<a xmlns="b"/>' * (FULL // 28))),
    "comments": (TOO_MUCH, lambda: document("<!---->" * (FULL // 14))),
    "depth": (TOO_MUCH, lambda: document("<a>" * 1_000_000 + "</a>" * 1_000_000)),
    "a little depth": ("letterhead_broken", lambda: document("<a>" * 10_000 + "</a>" * 10_000)),
    "styles": (TOO_MUCH, lambda: styled("<w:style/>" * (FULL // 20))),
    "a header": (TOO_MUCH, lambda: plain(f"<w:hdr {NAMESPACES}>{'<w:p/>' * (FULL // 12)}</w:hdr>")),
    "relations": (TOO_MUCH, lambda: plain(also={"word/_rels/document.xml.rels": related(FULL // 78)})),
    "relations of many parts": (
        TOO_MUCH,
        lambda: plain(also={f"word/_rels/{place}.xml.rels": related(10_000) for place in range(50)}),
    ),
    "content types": (TOO_MUCH, lambda: plain(also={"[Content_Types].xml": f"<T>{'<a/>' * (FULL // 8)}</T>"})),
    "sixteen bits": (
        TOO_MUCH,
        lambda: plain(also={"word/document.xml": f"<w:d {W}>{'<a/>' * (FULL // 16)}</w:d>".encode("utf-16")}),
    ),
    "many pictures": (TOO_MUCH, lambda: pictured(MOST_PICTURES + 1)),
    "as many pictures as it may": ("taken", lambda: pictured(MOST_PICTURES)),
    "as many elements as it may": ("taken", lambda: document("<a/>" * (word_upload.MOST_TAGS - 1_000))),
    "as many attributes as it may": (
        "taken",
        lambda: document(f"<a {attributes(word_upload.MOST_ATTRIBUTES - 1_000)}/>"),
    ),
    "as much text as it may": ("taken", lambda: document(f"<w:p><w:r><w:t>{'a' * 9_000_000}</w:t></w:r></w:p>")),
}


def test_a_small_letterhead_costs_little_memory(tmp_path: Path) -> None:
    """The first of them, of 71 KB, cost three gigabytes."""
    taken = cost(LETTERHEAD, LETTERHEADS, tmp_path)
    assert max(path.stat().st_size for path in tmp_path.iterdir()) < word_upload.LARGEST
    assert (tmp_path / "elements").stat().st_size < 75_000
    assert taken < 350 * MEGABYTE, f"{taken / MEGABYTE:.0f} MB"


def picture(mode: str, kind: str, width: int = SIDE, height: int = SIDE, **options: object) -> bytes:
    packed = io.BytesIO()
    Image.new(mode, (width, height)).save(packed, kind, **options)
    return packed.getvalue()


BOMBS: Files = {
    "a square": ("too_many_pixels", lambda: picture("1", "PNG", 30_000, 30_000)),
    "a line": ("too_many_pixels", lambda: picture("1", "PNG", 300_000_000, 1)),
}
PICTURES: Files = {
    "with transparency": ("taken", lambda: picture("RGBA", "PNG", compress_level=1)),
    "of 16 bits": ("taken", lambda: picture("I;16", "PNG", compress_level=1)),
    "of one line": ("taken", lambda: picture("L", "PNG", 50_000_000, 1)),
    "progressive": ("taken", lambda: picture("RGB", "JPEG", *CAMERA, progressive=True, subsampling=0)),
    "for print": ("taken", lambda: picture("CMYK", "JPEG", *CAMERA)),
    "a WebP": ("taken", lambda: picture("RGBA", "WEBP", lossless=True, method=0)),
}


def test_pictures_that_grow_are_refused_before_they_do(tmp_path: Path) -> None:
    assert cost(PHOTO, BOMBS, tmp_path) < 50 * MEGABYTE


def test_the_largest_pictures_cost_less_than_a_gigabyte(tmp_path: Path) -> None:
    taken = cost(PHOTO, PICTURES, tmp_path)
    assert taken < 800 * MEGABYTE, f"{taken / MEGABYTE:.0f} MB"
