"""What a camera's file becomes: upright, small, without metadata; or a refusal in words."""

import io
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageCms

from facilitation.errors import CafeError
from facilitation.storage import images
from facilitation.storage.images import Prepared, prepare, prepare_again
from tests import camera
from tests.conftest import refused


def prepared(file: bytes) -> Prepared:
    return prepare(io.BytesIO(file))


def opened(file: bytes, size: str = "") -> Image.Image:
    """A kept JPEG, unpacked."""
    picture = Image.open(io.BytesIO(prepared(file).files[size]))
    picture.load()
    return picture


def pixel(picture: Image.Image) -> tuple[int, int, int]:
    """The colour in the middle."""
    red, green, blue = picture.getpixel((picture.width // 2, picture.height // 2))  # type: ignore[misc]
    return int(red), int(green), int(blue)


def near(one: tuple[int, int, int], other: tuple[int, int, int], within: int = 8) -> bool:
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_however_the_phone_was_held_it_is_upright(orientation: int) -> None:
    found = prepared(camera.from_phone(orientation))
    assert (found.width, found.height) == (80, 48)
    for content in found.files.values():
        picture = Image.open(io.BytesIO(content))
        assert (picture.size, camera.corners(picture)) == ((80, 48), camera.CORNERS)


def test_nothing_but_the_picture_is_kept() -> None:
    file = camera.from_phone(6)
    for secret in (b"Kamerabauer", b"Annenstrasse", b"Volkshochschule"):
        assert secret in file
    for content in prepared(file).files.values():
        picture = Image.open(io.BytesIO(content))
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        markers = {content[at + 1] for at in range(len(content) - 1) if content[at] == 0xFF}
        assert markers.isdisjoint({0xE1, 0xE2, 0xED, 0xFE}), "EXIF and XMP, ICC, IPTC, comments"


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_other_formats_lose_their_metadata_too(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamerabauer"
    file = camera.file(kind=kind, exif=exif)
    assert b"Kamerabauer" in file
    found = prepared(file)
    assert all(b"Kamerabauer" not in content for content in found.files.values())
    assert camera.corners(opened(file)) == camera.CORNERS


@pytest.mark.parametrize("orientation", camera.LYING)
def test_a_turned_heic_is_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = camera.file(camera.cloth(128, 96).transpose(camera.LYING[orientation]), "HEIF", exif=exif.tobytes())
    picture = opened(file)
    assert (picture.size, camera.corners(picture)) == ((128, 96), camera.CORNERS)


def test_it_is_made_small_and_never_larger() -> None:
    found = prepared(camera.file(camera.cloth(5000, 2500)))
    sizes = {name: Image.open(io.BytesIO(content)).size for name, content in found.files.items()}
    assert sizes == {"": (2400, 1200), "-medium": (1600, 800), "-small": (640, 320)}
    assert (found.width, found.height) == (2400, 1200)
    assert {Image.open(io.BytesIO(content)).size for content in prepared(camera.file()).files.values()} == {(80, 48)}


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1)])
def test_the_smallest_and_the_thinnest(size: tuple[int, int]) -> None:
    found = prepared(camera.file(Image.new("RGB", size, "red"), "PNG"))
    assert (found.width, found.height) == tuple(min(edge, 2400) for edge in size)


def test_transparent_becomes_white() -> None:
    assert near(pixel(opened(camera.file(Image.new("RGBA", (8, 8), (255, 0, 0, 0)), "PNG"))), (255, 255, 255))
    assert near(pixel(opened(camera.file(Image.new("RGBA", (8, 8), (255, 0, 0, 128)), "PNG"))), (255, 127, 127))
    palette = Image.new("P", (8, 8))
    palette.putpalette([0, 0, 255])
    assert near(pixel(opened(camera.file(palette, "PNG", transparency=0))), (255, 255, 255))
    assert near(pixel(opened(camera.file(palette, "PNG"))), (0, 0, 255))


def test_sixteen_bits_of_grey_are_not_cut_off() -> None:
    assert near(pixel(opened(camera.file(Image.new("I;16", (8, 8), 0x8000), "PNG"))), (128, 128, 128))


@pytest.mark.parametrize("mode", ["1", "L", "LA"])
def test_black_and_white(mode: str) -> None:
    assert near(pixel(opened(camera.file(Image.new(mode, (8, 8), 0 if mode != "LA" else (0, 255)), "PNG"))), (0, 0, 0))


def test_print_colours_become_screen_colours() -> None:
    red = pixel(opened(camera.file(Image.new("CMYK", (16, 16), (0, 255, 255, 0)))))
    assert near(red, (255, 0, 0), within=20)


def test_a_cameras_colours_are_put_into_srgb_and_a_wrong_profile_is_dropped() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), lab, b"no profile"):
        assert camera.corners(opened(camera.file(icc_profile=profile))) == camera.CORNERS


def test_of_what_moves_the_first_picture_is_taken() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    for kind in ("WEBP", "PNG"):
        file = camera.file(frames[0], kind, save_all=True, append_images=frames[1:])
        assert near(pixel(opened(file)), (255, 0, 0))


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "not_a_photo"),
        (b"Das ist ein Text namens foto.jpg.", "not_a_photo"),
        (b"\xff\xd8\xff", "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_photo"),
        (camera.file(kind="GIF"), "not_a_photo"),
        (camera.file(kind="TIFF"), "not_a_photo"),
        (camera.file(kind="BMP"), "not_a_photo"),
        (camera.file(camera.cloth(800, 600))[:2000], "photo_broken"),
        (camera.file(Image.effect_noise((60, 60), 50), "PNG")[:900], "photo_broken"),
    ],
    ids=["nothing", "text", "three bytes", "svg", "gif", "tiff", "bmp", "cut jpeg", "cut png"],
)
def test_what_is_no_photo_is_refused(file: bytes, code: str) -> None:
    with refused(code):
        prepared(file)


def noisy(width: int = 320, height: int = 200, **options: Any) -> bytes:
    """A JPEG whose picture ends in no repetition."""
    return camera.file(Image.effect_noise((width, height), 60).convert("RGB"), **options)


@pytest.mark.parametrize(
    "options",
    [{}, {"progressive": True}, {"restart_marker_rows": 1}, {"quality": 100}, {"subsampling": 0}, {"optimize": True}],
    ids=str,
)
def test_a_jpeg_that_lacks_its_end_alone_is_taken_whole(options: Any) -> None:
    file = noisy(**options)
    assert file.endswith(b"\xff\xd9")
    whole = prepared(file)
    assert [prepared(file[:-cut]) == whole for cut in (1, 2)] == [True, True]
    assert prepared(file + b"beside it").files == whole.files


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}], ids=str)
@pytest.mark.parametrize("cut", [6, 20, 500, 5_000])
def test_a_jpeg_of_which_part_is_missing_is_refused(options: Any, cut: int) -> None:
    with refused("photo_broken"):
        prepared(noisy(**options)[:-cut])


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_progressive_jpeg_that_was_cut_between_two_scans_is_refused(mode: str) -> None:
    """It unpacks without a fault, and blurred."""
    file = camera.file(Image.effect_noise((160, 100), 60).convert(mode), progressive=True)
    begins = [at for at in range(len(file) - 1) if file[at] == 0xFF and file[at + 1] in (0xDA, 0xC4)]
    scans = [at for at in begins if file[at + 1] == 0xDA]
    assert len(scans) > 4
    for cut in {at + more for at in begins if at > scans[0] for more in (0, 1, 2, 10)}:
        with refused("photo_broken"):
            prepared(file[:cut])
    assert prepared(file[:-2]) == prepared(file)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_without_its_end_is_upright_however_the_phone_was_held(orientation: int) -> None:
    assert camera.corners(opened(camera.from_phone(orientation)[:-2])) == camera.CORNERS


def test_a_large_jpeg_without_its_end_is_unpacked_at_a_fraction_too() -> None:
    file = noisy(4_900, 2_500)
    assert prepared(file[:-2]).files == prepared(file).files


@pytest.mark.parametrize("kind", ["WEBP", "HEIF"])
def test_every_beginning_of_a_photo_is_refused_or_taken(kind: str) -> None:
    file = camera.file(kind=kind)
    for length in range(0, len(file), max(1, len(file) // 50)):
        with pytest.raises(CafeError, match=r"^(not_a_photo|photo_broken)$"):
            prepared(file[:length])


@pytest.mark.parametrize(
    ("made", "size"),
    [(camera.huge_jpeg, (9_300, 7_000)), (camera.huge_png, (10_000, 5_101)), (camera.huge_png, (60_000, 60_000))],
    ids=["65 megapixels", "a PNG of 51", "a bomb"],
)
def test_too_many_pixels_are_refused_before_they_are_unpacked(
    made: Callable[[int, int], bytes], size: tuple[int, int]
) -> None:
    file = made(*size)
    tracemalloc.start()
    with refused("too_many_pixels"):
        prepared(file)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < len(file) + 2_000_000


def test_a_refusal_says_how_many(context: None) -> None:
    with pytest.raises(CafeError) as refusal:
        prepared(camera.huge_jpeg(9_300, 7_000))
    assert refusal.value.detail == {"pixels": 66, "limit": 64}
    with pytest.raises(CafeError) as refusal:
        prepared(camera.huge_png(10_000, 5_101))
    assert refusal.value.detail == {"pixels": 52, "limit": 50}


def test_exactly_as_many_as_are_allowed_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_JPEG_PIXELS", 80 * 48)
    monkeypatch.setattr(images, "MOST_PIXELS", 60 * 48)
    assert (prepared(camera.file()).width, prepared(camera.file(camera.cloth(60, 48), "PNG")).width) == (80, 60)
    for file in (camera.file(camera.cloth(80, 49)), camera.file(camera.cloth(60, 49), "PNG")):
        with refused("too_many_pixels"):
            prepared(file)


def test_what_cameras_call_48_50_and_64_megapixels_is_taken() -> None:
    """Of the largest, 9,248 × 6,936, only a fraction is unpacked."""
    sizes = [(8_064, 6_048), (8_192, 6_144), (9_248, 6_936)]
    heads = [Image.open(io.BytesIO(camera.huge_jpeg(*size))) for size in sizes]
    assert [head.width * head.height <= images.MOST_JPEG_PIXELS for head in heads] == [True] * 3
    assert images.MOST_PIXELS >= 8_192 * 6_144
    tall = prepared(noisy(9_248, 70))
    assert (tall.width, tall.height) == (2_400, 18)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_broken_words_about_it_do_not_matter() -> None:
    file = camera.from_phone(6)
    head = b"Exif\0\0MM\0*\0\0\0\x08"
    broken = file.replace(head, head[:-4] + b"\xff\xff\xff\xff")
    assert broken != file
    assert prepared(broken).files.keys() == images.SIZES.keys()


def test_what_was_kept_is_kept_again_to_the_letter() -> None:
    first = prepared(camera.from_phone(6))
    assert prepare_again(io.BytesIO(first.files[""])).files[""] == first.files[""]


SAID = b"Kamerabauer, Annenstrasse"


def segment(marker: int) -> bytes:
    return bytes((0xFF, marker, 0, len(SAID) + 2)) + SAID


@pytest.mark.parametrize(
    "more",
    [
        *(lambda kept, marker=marker: kept[:20] + segment(marker) + kept[20:] for marker in (*range(0xE0, 0xF0), 0xDC)),
        lambda kept: kept[:2] + segment(0xE0) + kept[2:],
        lambda kept: kept[:20] + SAID + kept[20:],
        lambda kept: kept + SAID,
        lambda kept: kept + b"PK\3\4" + SAID,
        lambda kept: kept[:-2] + segment(0xFE) + kept[-2:],
    ],
)
def test_whatever_stands_beside_a_kept_picture_is_left_out(more: Callable[[bytes], bytes]) -> None:
    """Pillow passes over most segments of a JPEG, and over what stands behind it."""
    kept = prepared(camera.from_phone(6)).files[""]
    assert SAID not in prepare_again(io.BytesIO(more(kept))).files[""]


def test_what_only_looks_like_it_was_kept_loses_its_metadata() -> None:
    foreign = camera.from_phone(6)
    again = prepare_again(io.BytesIO(foreign))
    assert again == prepared(foreign)
    with refused("not_a_photo"):
        prepare_again(io.BytesIO(b"<svg/>"))
