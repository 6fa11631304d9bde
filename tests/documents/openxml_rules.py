"""The rules of the Open XML SDK: whether Word, Excel and PowerPoint open a file without repairing it."""

from pathlib import Path


def broken_rules(path: Path) -> list[tuple[str, str]]:
    """Each rule that the file breaks: in which of its parts, and how."""
    from openxml_audit import OpenXmlValidator  # a second of work, in every worker that only collects its tests

    return [(error.part_uri, error.description) for error in OpenXmlValidator().validate(path).errors]
