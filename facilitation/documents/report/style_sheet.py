"""Merges the letterhead's styles with ours: theirs where the names are equal, ours where they lack one.

Styles are matched by name, not by id: German Word gives "heading 1" the id "berschrift1".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from facilitation.documents.report.body import NAMESPACES, W

GROUND = "ReportGround"
"""The id of a style on which ours are based, in place of the letterhead's "Normal".

A letterhead's body text that is justified, indented or widely spaced does not change tables and lists in this way.
"""
SHOWN = {
    "title": "Titel",
    "subtitle": "Untertitel",
    "heading 1": "Überschrift 1",
    "heading 2": "Überschrift 2",
    "heading 3": "Überschrift 3",
    "body text": "Textkörper",
    "list bullet": "Aufzählungszeichen",
    "quote": "Zitat",
    "caption": "Beschriftung",
    "toc heading": "Inhaltsverzeichnisüberschrift",
    "toc 1": "Verzeichnis 1",
    "toc 2": "Verzeichnis 2",
    "header": "Kopfzeile",
    "footer": "Fußzeile",
    "strong": "Fett",
    "hyperlink": "Hyperlink",
    "berichtstabelle": "Berichtstabelle",
}
"""Styles that a letterhead may be expected to have, with the names by which German Word lists them.

Styles that only a report needs (such as the figures of its title page) are not reported as missing.
"""
_FORM = ("keepNext", "keepLines", "pageBreakBefore", "numPr", "tabs", "outlineLvl")
"""Properties that make a heading a heading and a list a list: these stay ours, the look is the letterhead's."""
_PARAGRAPH_ORDER = re.findall(
    r"\w+",
    "keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
)
_AFTER_PROPERTIES = ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
_REFERENCES = ("basedOn", "next", "link")


@dataclass(frozen=True)
class StyleSheet:
    """The merged word/styles.xml and word/numbering.xml.

    `ids` are the new ids by the letterhead's own ids; `missing` are those of our styles (SHOWN) that it lacks.
    """

    styles: bytes
    numbering: bytes
    ids: Mapping[str, str]
    missing: tuple[str, ...]


def w(name: str) -> str:
    """The qualified name of an element or attribute of Word, as lxml writes it."""
    return f"{{{W}}}{name}"


def local(name: object) -> str:
    """A qualified name without its namespace."""
    return str(name).rpartition("}")[2]


def merged(
    theirs: etree._Element, their_numbering: etree._Element | None, *, styles: str, numbering: str, language: str
) -> StyleSheet:
    """Merge both sheets; `styles` and `numbering` are ours as XML, `language` is the report's tag."""
    ours = {_key(style): style for style in etree.fromstring(styles).iterfind(w("style"))}
    ids = _ids(theirs, ours)
    _renamed(theirs, ids)
    numbers, moved = _numbers(their_numbering, etree.fromstring(numbering), ids)
    known = {str(one.get(w("numId"))) for one in numbers.iterfind(w("num"))}
    _cleaned(theirs, known, language, etree.fromstring(styles))
    for style in ours.values():
        for number in style.iter(w("numId")):
            number.set(w("val"), moved[str(number.get(w("val")))])
    there = {str(style.get(w("styleId"))): style for style in theirs.iterfind(w("style"))}
    lacking = []
    theirs.append(_ground())
    for style in ours.values():
        same = there.get(str(style.get(w("styleId"))))
        if same is not None:
            _formed(same, style)
        else:
            lacking.append(name_of(style))
            theirs.append(_adapted(style))
    missing = tuple(shown for name, shown in SHOWN.items() if name in lacking)
    return StyleSheet(etree.tostring(theirs), etree.tostring(numbers), ids, missing)


def name_of(style: etree._Element) -> str:
    """A style's name for comparison: in lower case, and with Word's own mistake "table normal" corrected."""
    name = " ".join(_name(style).lower().split())
    return "normal table" if name == "table normal" else name


def _name(style: etree._Element) -> str:
    named = style.find(w("name"))
    return "" if named is None else str(named.get(w("val"), ""))


def _key(style: etree._Element) -> tuple[str, str]:
    return str(style.get(w("type"), "paragraph")), name_of(style)


def _on(element: etree._Element, name: str) -> bool:
    return str(element.get(w(name), "0")).lower() in ("1", "true", "on")


def _ids(theirs: etree._Element, ours: Mapping[tuple[str, str], etree._Element]) -> dict[str, str]:
    """The id in the merged sheet for each of theirs: ours for styles of the same name and for defaults."""
    defaults = {kind: style for (kind, _), style in ours.items() if _on(style, "default")}
    taken = {str(style.get(w("styleId"))).lower() for style in ours.values()} | {GROUND.lower()}
    used: set[str] = set()
    ids: dict[str, str] = {}
    for style in list(theirs.iterfind(w("style"))):
        id = str(style.get(w("styleId"), ""))
        default = _on(style, "default")
        same = defaults.get(_key(style)[0]) if default else ours.get(_key(style))
        wanted = str(same.get(w("styleId"))) if same is not None else id
        if not id or id in ids or (same is not None and wanted in used):
            theirs.remove(style)  # a second one of the same name or id: Word takes the first
            continue
        if same is None:
            place = 0
            while wanted.lower() in taken:
                place += 1
                wanted = f"{id}{place}"
            taken.add(wanted.lower())
        ids[id] = wanted
        used.add(wanted)
    return ids


def _renamed(theirs: etree._Element, ids: Mapping[str, str]) -> None:
    for style in theirs.iterfind(w("style")):
        style.set(w("styleId"), ids[str(style.get(w("styleId")))])
        for name in _REFERENCES:
            for reference in style.findall(w(name)):
                _follow(reference, ids)


def _follow(reference: etree._Element, ids: Mapping[str, str]) -> None:
    known = ids.get(str(reference.get(w("val"))))
    if known is not None:
        reference.set(w("val"), known)
    elif (parent := reference.getparent()) is not None:
        parent.remove(reference)


def follow(root: etree._Element, ids: Mapping[str, str], numbers: set[str]) -> None:
    """Change a part's references to the merged sheet's ids; those to unknown styles and lists are removed."""
    for name in ("pStyle", "rStyle", "tblStyle"):
        for reference in list(root.iter(w(name))):
            _follow(reference, ids)
    for listed in list(root.iter(w("numPr"))):
        number = listed.find(w("numId"))
        if number is None or str(number.get(w("val"))) not in numbers | {"0"}:
            _without(listed)


def numbers_of(numbering: etree._Element | None) -> set[str]:
    """The ids of all lists of a numbering; none where it is None."""
    return set() if numbering is None else {str(one.get(w("numId"))) for one in numbering.iterfind(w("num"))}


def _without(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _numbers(
    theirs: etree._Element | None, ours: etree._Element, ids: Mapping[str, str]
) -> tuple[etree._Element, dict[str, str]]:
    """The numbering with their lists and ours, and our lists' new ids by the old ones."""
    if theirs is None:
        return ours, {number: number for number in numbers_of(ours)}
    for name in ("numPicBullet", "lvlPicBulletId", "numIdMacAtCleanup"):
        for gone in list(theirs.iter(w(name))):
            _without(gone)
    for name in ("styleLink", "numStyleLink"):
        for reference in list(theirs.iter(w(name))):
            _follow(reference, ids)
    own = {str(one.get(w("val"))) for one in ours.iter(w("pStyle"))}
    for reference in list(theirs.iter(w("pStyle"))):
        if ids.get(str(reference.get(w("val")))) in own:
            _without(reference)  # our headings are numbered by our list
        else:
            _follow(reference, ids)
    abstract = 1 + _highest(theirs, "abstractNum", "abstractNumId")
    number = _highest(theirs, "num", "numId")
    first = next((at for at, child in enumerate(theirs) if child.tag == w("num")), len(theirs))
    for one in ours.findall(w("abstractNum")):
        one.set(w("abstractNumId"), str(abstract + int(str(one.get(w("abstractNumId"))))))
        theirs.insert(first, one)
        first += 1
    moved = {}
    for one in ours.findall(w("num")):
        was = str(one.get(w("numId")))
        moved[was] = str(number + int(was))
        one.set(w("numId"), moved[was])
        (of,) = one.iterfind(w("abstractNumId"))
        of.set(w("val"), str(abstract + int(str(of.get(w("val"))))))
        theirs.append(one)
    return theirs, moved


def _highest(root: etree._Element, element: str, attribute: str) -> int:
    told = [str(one.get(w(attribute), "")) for one in root.iterfind(w(element))]
    return max((int(one) for one in told if one.isascii() and one.isdecimal()), default=0)


def _cleaned(theirs: etree._Element, numbers: set[str], language: str, ours: etree._Element) -> None:
    """Remove references to unknown lists and all languages: the report sets its own."""
    for listed in list(theirs.iter(w("numPr"))):
        number = listed.find(w("numId"))
        if number is not None and str(number.get(w("val"))) not in numbers | {"0"}:
            _without(listed)
    for spoken in list(theirs.iter(w("lang"))):
        _without(spoken)
    defaults = theirs.find(w("docDefaults"))
    if defaults is None:
        found = ours.find(w("docDefaults"))
        assert found is not None
        theirs.insert(0, found)
        return
    for outer, inner in (("rPrDefault", "rPr"), ("pPrDefault", "pPr")):
        if defaults.find(w(outer)) is None:
            defaults.insert(0 if outer == "rPrDefault" else len(defaults), etree.Element(w(outer)))
        holder = defaults.find(w(outer))
        assert holder is not None
        if holder.find(w(inner)) is None:
            etree.SubElement(holder, w(inner))
    properties = defaults.find(f"{w('rPrDefault')}/{w('rPr')}")
    assert properties is not None
    spoken = etree.Element(w("lang"), {w("val"): language, w("eastAsia"): "zh-CN", w("bidi"): "ar-SA"})
    after = [child for child in properties if child.tag in (w("eastAsianLayout"), w("specVanish"), w("oMath"))]
    properties.insert(len(properties) - len(after), spoken)


def _formed(theirs: etree._Element, ours: etree._Element) -> None:
    """Give their style our form (`_FORM`)."""
    properties = ours.find(w("pPr"))
    if properties is None or name_of(ours) in ("header", "footer"):
        return
    names = [name for name in _FORM if properties.find(w(name)) is not None]
    if "numPr" in names or "tabs" in names:
        names.append("ind")  # of which numbers and tabs need theirs to be exactly so
    if not names:
        return
    held = _properties(theirs)
    for name in names:
        for old in held.findall(w(name)):
            held.remove(old)
        held.extend(properties.findall(w(name)))
    if name_of(ours) == "toc heading":  # Word bases it on heading 1, which is numbered and in the contents
        for name in ("numPr", "outlineLvl", "ind"):
            for old in held.findall(w(name)):
                held.remove(old)
        number = etree.SubElement(held, w("numPr"))
        etree.SubElement(number, w("numId"), {w("val"): "0"})
        etree.SubElement(held, w("ind"), {w("left"): "0", w("firstLine"): "0"})
        etree.SubElement(held, w("outlineLvl"), {w("val"): "9"})
    order = {w(name): place for place, name in enumerate(_PARAGRAPH_ORDER)}
    held[:] = sorted(held, key=lambda child: order.get(str(child.tag), len(order)))


def _properties(style: etree._Element) -> etree._Element:
    held = style.find(w("pPr"))
    if held is None:
        after = {w(name) for name in _AFTER_PROPERTIES}
        place = next((at for at, child in enumerate(style) if child.tag in after), len(style))
        held = etree.Element(w("pPr"))
        style.insert(place, held)
    return held


def _adapted(style: etree._Element) -> etree._Element:
    """Adapt a style of ours to their sheet."""
    based = style.find(w("basedOn"))
    if str(style.get(w("styleId"))) == "BodyText":
        held = _properties(style)  # reads like the letterhead's own text, with space between paragraphs
        etree.SubElement(held, w("spacing"), {w("before"): "0", w("after"): "120"})
    elif based is not None and str(based.get(w("val"))) == "Normal":
        based.set(w("val"), GROUND)
    return style


def _ground() -> etree._Element:
    return etree.fromstring(
        f'<w:style {NAMESPACES} w:type="paragraph" w:styleId="{GROUND}" w:customStyle="1">'
        '<w:name w:val="Berichtsgrundlage"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:pPr><w:spacing w:before="0" w:after="100" w:line="259" w:lineRule="auto"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr></w:style>'
    )
