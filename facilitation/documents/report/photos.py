"""Chooses which photos of tablecloths go where in the report, and in which size."""

from collections.abc import Callable

from facilitation.documents.report import words
from facilitation.documents.report.document_builder import DocumentBuilder, ReportPicture
from facilitation.documents.report.inline_formatting import round_name
from facilitation.i18n.catalogue import Catalogue
from facilitation.queries.harvest import EventHarvest, HarvestPhoto, StationHarvest

Reader = Callable[[str, str], bytes | None]
"""Reads a photo's JPEG by its id and its size (a key of `images.SIZES`) in a thread; None where there is none."""

IN_CHAPTER = 2
"""Photos in a station's chapter; the others stand in the appendix."""
MOST_BYTES = 12_000_000
"""Bytes of all pictures together: with text and charts the file stays below 20 MB, which most mailboxes take."""
MEDIUM, SMALL = "-medium", "-small"


def no_photos(id: str, size: str) -> bytes | None:
    """A Reader without any photo, for a report without pictures."""
    return None


class Photos:
    """The event's photos as they go into the report, those with a caption first.

    A photo is taken in the medium size where that fits into its share of MOST_BYTES, otherwise in the small one.
    """

    def __init__(self, harvest: EventHarvest, read: Reader) -> None:
        self._there: dict[int, list[tuple[HarvestPhoto, bytes]]] = {one.position: [] for one in harvest.stations}
        left = MOST_BYTES
        chosen = {station.position: _in_order(station.photos) for station in harvest.stations}
        # First the stations' chapters, so that no station pays for the tablecloths of another.
        for part in (slice(None, IN_CHAPTER), slice(IN_CHAPTER, None)):
            wanted = [(position, photo) for position, photos in chosen.items() for photo in photos[part]]
            for place, (position, photo) in enumerate(wanted):
                jpeg = _within(read, photo.id, left // (len(wanted) - place))
                if jpeg is not None:
                    left -= len(jpeg)
                    self._there[position].append((photo, jpeg))

    def first(self, station: StationHarvest) -> list[tuple[HarvestPhoto, bytes]]:
        """The photos for the station's chapter, each with its JPEG."""
        return self._there[station.position][:IN_CHAPTER]

    def others(self, station: StationHarvest) -> list[tuple[HarvestPhoto, bytes]]:
        """The station's photos for the appendix, each with its JPEG."""
        return self._there[station.position][IN_CHAPTER:]


def shown(
    manuscript: DocumentBuilder,
    harvest: EventHarvest,
    station: StationHarvest,
    photos: list[tuple[HarvestPhoto, bytes]],
) -> None:
    """Write photos of a station, each with its number, caption, table and round."""
    manuscript.gallery([_picture(manuscript.say, harvest, station, photo, jpeg) for photo, jpeg in photos])


def _picture(
    say: Catalogue, harvest: EventHarvest, station: StationHarvest, photo: HarvestPhoto, jpeg: bytes
) -> ReportPicture:
    where = [say(words.AT_TABLE, n=photo.table)] if photo.table else []
    where += [turn] if (turn := round_name(say, harvest, photo.round)) else []
    caption = photo.caption or say(words.PHOTO_PLAIN, n=station.position)
    about = ", ".join([caption.rstrip(".!? "), *where])
    return ReportPicture(
        jpeg,
        photo.width,
        photo.height,
        title=f"{photo.number}, {about}",
        alternative=say(words.PHOTO_ALT, n=station.position, about=f"{about}."),
    )


def _in_order(photos: tuple[HarvestPhoto, ...]) -> list[HarvestPhoto]:
    return sorted(photos, key=lambda photo: not photo.caption)


def _within(read: Reader, id: str, share: int) -> bytes | None:
    jpeg = read(id, MEDIUM)
    return read(id, SMALL) if jpeg is not None and len(jpeg) > share else jpeg
