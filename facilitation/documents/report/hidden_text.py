"""Finds what a letterhead's header or footer holds and Word does not show: who gets the report could read it."""

import re
from collections.abc import Iterator

from lxml import etree

from facilitation.documents.report.headers_footers import MC
from facilitation.documents.report.style_sheet import w

NOWHERE = ""
"""Stands for a paragraph that names no style."""
_HIDES = (w("vanish"), w("specVanish"))
_SHOWN = (w("t"), w("sym"), w("drawing"), w("pict"))
_UNSEEN = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)


def styles_that_hide(sheet: etree._Element | None) -> frozenset[str]:
    """Return the ids of styles that hide text, also where a style that they are based on does.

    NOWHERE is among them where text without any style is hidden. `sheet` is a word/styles.xml, or None.
    """
    if sheet is None:
        return frozenset()
    styles = {str(one.get(w("styleId"))): one for one in sheet.iterfind(w("style"))}
    hiding = {id for id in styles if _hides(styles, id)}
    defaults = sheet.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    usual = {
        id
        for id, one in styles.items()
        if one.get(w("type"), "paragraph") == "paragraph" and _is_on(one.get(w("default"), "0"))
    }
    if _said(defaults) or usual & hiding:
        hiding.add(NOWHERE)
    return frozenset(hiding)


def remove(root: etree._Element, hiding: frozenset[str]) -> bool:
    """Remove from a header or footer what is hidden in it, and tell whether there was anything.

    `hiding` are the styles that hide (`styles_that_hide`), by the ids that it refers to.
    """
    hidden = [run for run in root.iter(w("r")) if _shows(run) and _is_hidden(run, hiding)]
    hidden += [_whole(drawn) for drawn in root.iter(w("drawing"), w("pict")) if any(map(_is_unseen, drawn.iter()))]
    for one in hidden:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    return bool(hidden)


def show(sheet: etree._Element) -> None:
    """Let no style of a sheet hide what the report writes in it."""
    for hides in list(sheet.iter(*_HIDES)):
        parent = hides.getparent()
        if parent is not None:
            parent.remove(hides)


def _hides(styles: dict[str, etree._Element], id: str | None) -> bool:
    met: set[str] = set()
    while id is not None and id in styles and id not in met:  # a sheet may be based on itself in a circle
        met.add(id)
        said = _said(styles[id].find(w("rPr")))
        if said is not None:
            return said
        based = styles[id].find(w("basedOn"))
        id = None if based is None else based.get(w("val"))
    return False


def _said(properties: etree._Element | None) -> bool | None:
    """Return whether properties of text hide it; None where they say nothing of it."""
    said = [] if properties is None else [_is_on(one.get(w("val"), "1")) for one in properties.iterchildren(*_HIDES)]
    return any(said) if said else None


def _is_on(value: object) -> bool:
    return str(value).lower() in ("1", "true", "on")


def _shows(run: etree._Element) -> bool:
    return any(one.tag != w("t") or str(one.text or "").strip() for one in run.iterchildren(*_SHOWN))


def _is_hidden(run: etree._Element, hiding: frozenset[str]) -> bool:
    said = _said(run.find(w("rPr")))
    return not hiding.isdisjoint(_styles_of(run)) if said is None else said


def _styles_of(run: etree._Element) -> Iterator[str]:
    """Yield the styles of a run, of its paragraph, and of the tables around it."""
    yield from (str(one.get(w("val"))) for one in run.iterfind(f"{w('rPr')}/{w('rStyle')}"))
    paragraph = next(run.iterancestors(w("p")), None)
    named = None if paragraph is None else paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    yield NOWHERE if named is None else str(named.get(w("val")))
    for table in run.iterancestors(w("tbl")):
        yield from (str(one.get(w("val"))) for one in table.iterfind(f"{w('tblPr')}/{w('tblStyle')}"))


def _whole(drawn: etree._Element) -> etree._Element:
    """Return a drawing with what stands in its place where it cannot be drawn."""
    return next(drawn.iterancestors(f"{{{MC}}}AlternateContent"), drawn)


def _is_unseen(element: etree._Element) -> bool:
    named = str(element.tag).rpartition("}")[2]
    if named in ("docPr", "cNvPr"):
        return _is_on(element.get("hidden", "0"))
    return _UNSEEN.search(str(element.get("style", ""))) is not None
