"""Files as cameras write them, and as nobody should: made here, small, and told apart by their four corners."""

import io
import struct
import zlib
from typing import Any

from PIL import ExifTags, Image

CORNERS = {"red": (0, 0), "lime": (1, 0), "blue": (0, 1), "yellow": (1, 1)}
"""Where each colour stands, right and down, in a picture that is upright."""
COLOURS = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0)}
LYING = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera stores an upright picture and what it then writes as its orientation (EXIF 2.32, tag 274)."""


def cloth(width: int = 80, height: int = 48) -> Image.Image:
    """A tablecloth with another colour in each corner."""
    picture = Image.new("RGB", (width, height))
    for colour, (right, down) in CORNERS.items():
        picture.paste(
            COLOURS[colour], (right * width // 2, down * height // 2, (right + 1) * width, (down + 1) * height)
        )
    return picture


def corners(picture: Image.Image) -> dict[str, tuple[int, int]]:
    """Where the colours stand."""
    found = {}
    for place in CORNERS.values():
        at = [int(edge * (0.25 + 0.5 * far)) for edge, far in zip(picture.size, place, strict=True)]
        red, green, blue = picture.convert("RGB").getpixel((at[0], at[1]))  # type: ignore[misc]
        near = {name: abs(red - r) + abs(green - g) + abs(blue - b) for name, (r, g, b) in COLOURS.items()}
        found[min(near, key=near.__getitem__)] = place
    return found


def file(picture: Image.Image | None = None, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture as a file."""
    written = io.BytesIO()
    (picture or cloth()).save(written, kind, **options)
    return written.getvalue()


def from_phone(orientation: int = 1, **size: int) -> bytes:
    """A JPEG as phones write it: lying as the phone was held, with place, maker, thumbnail, profile and comment."""
    upright = cloth(**size)
    lying = upright.transpose(LYING[orientation]) if orientation in LYING else upright
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Kamerabauer"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (51.0, 2.0, 40.0), 3: "E", 4: (13.0, 44.0, 10.0)})
    return file(lying, quality=95, exif=exif, comment=b"Annenstrasse", xmp=b"<x:xmpmeta>Volkshochschule</x:xmpmeta>")


def huge_png(width: int, height: int) -> bytes:
    """A PNG of one colour whose few bytes unpack to all of that: what is called a bomb."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    packed = zlib.compressobj(1)
    row = bytes(1 + (width + 7) // 8)
    lines = b"".join([*(packed.compress(row) for _ in range(height)), packed.flush()])
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def huge_jpeg(width: int, height: int) -> bytes:
    """A JPEG whose head claims to be so large; unpacked it is never."""
    small = bytearray(file(cloth(16, 16)))
    size = small.index(b"\xff\xc0") + 5
    small[size : size + 4] = struct.pack(">HH", height, width)
    return bytes(small)
