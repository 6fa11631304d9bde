"""Makes the images that are kept from a camera's file: upright, in three sizes, without any metadata.

Knows neither database nor request. It takes tenths of a second and up to three quarters of a gigabyte of memory, so it
runs in a real thread, and only one at a time (`one_at_a_time`).
"""

import contextlib
import ctypes
import importlib
import io
import re
import threading
from typing import Any, BinaryIO, NamedTuple

from PIL import Image, ImageChops, ImageCms, ImageOps

from facilitation import bounds
from facilitation.errors import CafeError
from facilitation.storage.jpeg_scans import has_all_scans

MOST_PIXELS = bounds.MOST_PIXELS
MOST_JPEG_PIXELS = bounds.MOST_JPEG_PIXELS
SIZES = {"": (2400, 85), "-medium": (1600, 80), "-small": (640, 75)}
"""The images that are kept of a photo, by what their names end with: pixels of the longer side, and JPEG quality.

The largest has as many pixels as a tablet shows; medium is for a page of the report or a slide, small for lists.
"""
LARGEST, _ = SIZES[""]
"""Pixels of the longer side of the largest image."""
FORMATS = ["JPEG", "PNG", "WEBP", "HEIF"]
"""The formats that phones and tablets write.

Pillow reads many others, but they are older, and so is the code that reads them.
"""

_BEGINS = re.compile(rb"\xff\xd8\xff\xe0\x00\x10JFIF\0.{9}", re.DOTALL)
"""How a JPEG begins that Pillow writes, without a thumbnail."""
_TABLES = {0xDB, 0xC0, 0xC4}
"""Segments of a JPEG without which there is no picture: DQT, SOF0 and DHT (ITU-T T.81, table B.1)."""
_SCAN = 0xDA
_END = b"\xff\xd9"
_OTHER_ENDS = (_END, bytes(range(1, 128)) * 64 + _END)
"""What may stand behind a JPEG's picture: nothing, or bytes that belong to no picture."""
_SCANNED = re.compile(rb"(?:[^\xff]++|\xff\x00)*+\xff\xd9")
"""The picture itself, and that nothing stands behind it."""

Image.MAX_IMAGE_PIXELS = None  # Pillow's own limit warns from 89 million on; ours refuses much earlier
M_MMAP_THRESHOLD = -3
"""The number of this option of glibc's mallopt(3)."""
LENT = 1 << 20
"""Bytes from which memory is given back to the system as soon as it is free.

By default glibc keeps what images needed, in each thread: after twenty photos that was 1.5 gigabytes.
"""

with contextlib.suppress(AttributeError, OSError):  # another library, which may do better
    ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LENT)
with contextlib.suppress(ImportError):  # a machine for which there is no such package takes the other formats
    importlib.import_module("pillow_heif").register_heif_opener(thumbnails=False)


one_at_a_time = threading.Lock()
"""Held by whoever unpacks an uploaded file in this process, be it a photo, a logo or a letterhead.

It is taken before a real thread is, and by nobody who waits for a client.
"""


class Prepared(NamedTuple):
    """A photo as it is kept: width and height of the largest image in pixels, and JPEGs by the keys of SIZES."""

    width: int
    height: int
    files: dict[str, bytes]


def prepare(file: BinaryIO) -> Prepared:
    """Make the images that are kept from a camera's file: upright JPEGs in sRGB without any metadata.

    Of an animation the first picture is taken; transparent parts become white. A JPEG that lacks nothing but its end is
    taken as well.
    Raises CafeError `not_a_photo`, `too_many_pixels` (pixels, limit: in millions), `photo_broken`.
    """
    try:
        image = Image.open(file, formats=FORMATS)
    except Exception as fault:  # Pillow's readers raise many kinds of errors for a file of another kind
        raise CafeError("not_a_photo") from fault
    pixels, most = image.width * image.height, MOST_JPEG_PIXELS if _is_jpeg(image) else MOST_PIXELS
    if pixels > most:
        raise CafeError("too_many_pixels", pixels=-(-pixels // 1_000_000), limit=most // 1_000_000)
    try:
        picture = _upright(_opaque(_shrunk(_unpacked(image, file))))
    except Exception as fault:  # and as many for a file that was cut off
        raise CafeError("photo_broken") from fault
    files = {name: _encoded(_within(picture, longest), quality) for name, (longest, quality) in SIZES.items()}
    return Prepared(*picture.size, files)


def prepare_again(file: BinaryIO) -> Prepared:
    """Make the images from a photo that an export holds; the largest image stays byte for byte as it was.

    A file that was not made here, and may hold metadata, is prepared like a camera's file. Raises CafeError as
    `prepare` does.
    """
    prepared = prepare(file)
    file.seek(0)
    image = Image.open(file, formats=FORMATS)
    same_size = image.size == (prepared.width, prepared.height)
    file.seek(0)
    content = file.read()
    return prepared._replace(files={**prepared.files, "": content}) if same_size and is_bare(content) else prepared


def is_bare(content: bytes) -> bool:
    """Tell whether a file is nothing but a JPEG's picture as it is written here: no other segment, and no byte behind.

    What Pillow tells of a file is not enough: it passes over most segments, and whatever stands behind the picture.
    """
    begins = _BEGINS.match(content)
    at = begins.end() if begins else len(content)
    while len(content) - at >= 4 and content[at] == 0xFF and content[at + 1] in _TABLES:
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    if content[at : at + 2] != bytes((0xFF, _SCAN)):
        return False
    at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return _SCANNED.fullmatch(content, at) is not None


def _is_jpeg(image: Image.Image) -> bool:
    return image.format in ("JPEG", "MPO")  # of which several phones put more than one into a file


def _unpacked(image: Image.Image, file: BinaryIO) -> Image.Image:
    """Unpack the image, in a mode that can be resized; a JPEG also where it lacks its end and nothing else."""
    try:
        return _readable(image)
    except OSError:
        if not _is_jpeg(image):
            raise
        whole = _without_its_end(file)
        if whole is None:
            raise
        return whole


def _without_its_end(file: BinaryIO) -> Image.Image | None:
    """Unpack a JPEG whose last bytes did not arrive; None where part of the picture is missing.

    What unpacks a JPEG fills up what is missing without a word. So it is unpacked twice, with other bytes behind it:
    where both pictures are the same, it had no need of them. Of a progressive one whole scans may be missing.
    """
    file.seek(0)
    content = file.read()
    if not has_all_scans(content):
        return None
    pictures = [_readable(Image.open(io.BytesIO(content + end), formats=FORMATS)) for end in _OTHER_ENDS]
    return pictures[0] if ImageChops.difference(*pictures).getbbox() is None else None


def _readable(image: Image.Image) -> Image.Image:
    image.draft(None, _size_within(image, LARGEST))  # a JPEG twice as large as wanted is unpacked at half its size
    _forget_canvas(image)
    image.load()
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _shrunk(image: Image.Image) -> Image.Image:
    return _within(image, LARGEST)


def _within(image: Image.Image, longest: int) -> Image.Image:
    """Resize the image to at most so many pixels on the longer side; never enlarge it."""
    size = _size_within(image, longest)
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _size_within(image: Image.Image, longest: int) -> tuple[int, int]:
    scale = min(1.0, longest / max(image.size))
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def _forget_canvas(image: Any) -> None:
    """Let a WebP give back what it drew its first picture on, before that is copied: eight bytes a pixel."""
    prepare = image.load_prepare

    def prepared() -> None:
        image.__dict__.pop("_decoder", None)
        prepare()

    if image.format == "WEBP":
        image.load_prepare = prepared


def _opaque(image: Image.Image) -> Image.Image:
    """Put the image on white and into sRGB, because cameras' colours look pale without their profile."""
    profile = image.info.get("icc_profile")
    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        ground.info = image.info  # with the Exif orientation
        image = ground
    if profile and image.mode != "L":
        with contextlib.suppress(ImageCms.PyCMSError, OSError):  # a profile for something else, or no profile at all
            return _in_srgb(image, profile)
    return image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    turned: Any = ImageCms.profileToProfile(
        image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    turned.info = image.info
    return turned


def _upright(image: Image.Image) -> Image.Image:
    with contextlib.suppress(Exception):  # the Exif data is broken, but the picture is not
        return ImageOps.exif_transpose(image)
    return image


def _encoded(image: Image.Image, quality: int) -> bytes:
    image.info = {}  # Pillow would write the camera's comment into the new file
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()
