"""Files to keep."""

from collections.abc import Iterator

from flask import Response

PDF = "application/pdf"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(content: bytes | Iterator[bytes], mimetype: str, name: str) -> Response:
    """A file to keep. `name` holds nothing that somebody typed: slugs are small letters, digits and hyphens."""
    return Response(
        content,
        content_type=mimetype,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
