"""Makes the images that are kept from a camera's file: upright, in three sizes, without any metadata.

Knows neither database nor request. It takes tenths of a second and up to half a gigabyte of memory, so it runs in a
real thread, and only one at a time (`one_at_a_time`).
"""

import contextlib
import ctypes
import importlib
import io
import threading
from typing import Any, BinaryIO, NamedTuple

from PIL import Image, ImageCms, ImageOps

from facilitation import bounds
from facilitation.errors import CafeError

MOST_PIXELS = bounds.MOST_PIXELS
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

PLAIN = {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
"""Metadata that every JPEG has; anything else was written by a camera or a program."""

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

    Of an animation the first picture is taken; transparent parts become white.
    Raises CafeError `not_a_photo`, `too_many_pixels` (pixels, limit: in millions), `photo_broken`.
    """
    try:
        image = Image.open(file, formats=FORMATS)
    except Exception as fault:  # Pillow's readers raise many kinds of errors for a file of another kind
        raise CafeError("not_a_photo") from fault
    pixels = image.width * image.height
    if pixels > MOST_PIXELS:
        raise CafeError("too_many_pixels", pixels=-(-pixels // 1_000_000), limit=MOST_PIXELS // 1_000_000)
    try:
        picture = _upright(_opaque(_shrunk(_readable(image))))
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
    ours = image.format == "JPEG" and image.size == (prepared.width, prepared.height) and image.info.keys() <= PLAIN
    if not ours:
        return prepared
    file.seek(0)
    return prepared._replace(files={**prepared.files, "": file.read()})


def _readable(image: Image.Image) -> Image.Image:
    """Unpack the image, in a mode that can be resized."""
    image.draft(None, (LARGEST, LARGEST))  # a JPEG twice as large as wanted is unpacked at half its size
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
    scale = longest / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


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
