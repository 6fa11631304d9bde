"""Answers that a browser saves as a file."""

from collections.abc import Iterator

from flask import Response

PDF = "application/pdf"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(content: bytes | Iterator[bytes], mimetype: str, name: str) -> Response:
    """Answer with a file to save; `name` holds only small letters, digits and hyphens, as slugs do, and its ending."""
    return Response(
        content,
        content_type=mimetype,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
