"""The look's promises, computed from static/css/tokens.css: readable in both themes, stations apart for every eye."""

import itertools
import math
import re
from pathlib import Path

import pytest

from facilitation import colours, seed
from facilitation.models.station import SIGNS
from tests.style_sheets import whole

ROOT = Path(__file__).resolve().parent.parent
TOKENS = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
SPRITE = (ROOT / "static/icons.svg").read_text(encoding="utf-8")

LIGHT = ":root {"
DARK = ':root:not([data-theme="light"]) {'
STATIONS = range(1, 13)
READABLE = 4.5
"""WCAG 2.2, 1.4.3: contrast of text."""
VISIBLE = 3.0
"""WCAG 2.2, 1.4.11: contrast of signs and of controls' edges."""
APART = 0.06
"""OKLab distance of two stations' bands; 0.02 is what an eye just tells apart side by side."""


def declarations(selector: str) -> dict[str, str]:
    """The custom properties of the first block with this selector."""
    start = TOKENS.index(selector) + len(selector)
    block = re.sub(r"/\*.*?\*/", "", TOKENS[start : TOKENS.index("}", start)], flags=re.DOTALL)
    pairs = (part.split(":", 1) for part in block.split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def theme(name: str) -> dict[str, str]:
    """All tokens of a theme."""
    return declarations(LIGHT) | (declarations(DARK) if name == "dark" else {})


def linear(colour: str) -> list[float]:
    """Linear red, green and blue of a #rrggbb."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio."""
    lights = sorted(
        sum(part * weight for part, weight in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True))
        for colour in (one, other)
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


EYES: dict[str, list[list[float]]] = {
    "usual": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""Machado, Oliveira, Fernandes 2009, full severity, on linear RGB."""

TO_CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
TO_OKLAB = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
]


def times(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Matrix times vector."""
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def seen(colour: str, eye: list[list[float]]) -> list[float]:
    """OKLab of a colour as an eye sees it."""
    light = [min(1.0, max(0.0, part)) for part in times(eye, linear(colour))]
    return times(TO_OKLAB, [part ** (1 / 3) for part in times(TO_CONES, light)])


def pairs() -> list[tuple[str, str, float]]:
    """What stands on what, and the contrast it needs."""
    grounds = ("--paper", "--surface", "--sunken")
    text = [
        *((ink, ground, READABLE) for ink in ("--ink", "--ink-soft", "--accent") for ground in grounds),
        ("--on-ink-button", "--ink-button", READABLE),
        ("--on-band", "--band", READABLE),
        *((f"--{state}", "--surface", READABLE) for state in ("good", "wait", "bad")),
        *((f"--{state}", f"--{state}-tint", READABLE) for state in ("good", "wait", "bad")),
        *(("--ink", f"--{state}-tint", READABLE) for state in ("good", "wait", "bad")),
        *(("--line-control", ground, VISIBLE) for ground in grounds),
        *(("--focus", ground, VISIBLE) for ground in grounds),
    ]
    for n in STATIONS:
        text += [
            ("--on-band", f"--s{n}-band", READABLE),
            ("--on-sign", f"--s{n}-sign", READABLE),
            *((f"--s{n}-accent", ground, READABLE) for ground in (*grounds, f"--s{n}-tint")),
            *((ink, f"--s{n}-tint", READABLE) for ink in ("--ink", "--ink-soft")),
            (f"--s{n}-sign", "--paper", VISIBLE),
        ]
    return text


def test_the_dark_theme_names_every_colour_of_the_light_one() -> None:
    light = {name for name, value in declarations(LIGHT).items() if value.startswith("#")}
    assert light - declarations(DARK).keys() == {"--on-band", "--white", "--black"}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_and_signs_stand_out(name: str) -> None:
    tokens = theme(name)
    weak = [
        (above, below, round(contrast(tokens[above], tokens[below]), 2))
        for above, below, needed in pairs()
        if contrast(tokens[above], tokens[below]) < needed
    ]
    assert weak == []


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("eye", EYES)
def test_stations_stay_apart_for_colour_blind_eyes(name: str, eye: str) -> None:
    tokens = theme(name)
    bands = {n: seen(tokens[f"--s{n}-band"], EYES[eye]) for n in STATIONS}
    close = [
        (one, other)
        for one, other in itertools.combinations(STATIONS, 2)
        if math.dist(bands[one], bands[other]) < APART
    ]
    assert close == []


def test_papers_slides_and_the_browsers_frame_have_the_same_colours() -> None:
    light, dark = theme("light"), theme("dark")
    assert [f"#{colour.lower()}" for colour in colours.STATION_BANDS] == [light[f"--s{n}-band"] for n in STATIONS]
    names = {"INK": "--ink", "INK_SOFT": "--ink-soft", "BAND": "--band", "GROUND": "--paper"}
    assert {name: f"#{getattr(colours, name).lower()}" for name in names} == {
        name: light[token] for name, token in names.items()
    }
    assert f"#{colours.GROUND_DARK.lower()}" == dark["--paper"]


def test_each_of_twelve_signs_has_a_colour_and_a_silhouette_of_its_own_everywhere() -> None:
    rule = re.compile(r'\[data-station="(\d+)"\] \{\s+--band: var\((--s\d+-band)\)')
    light = declarations(LIGHT)
    drawn = {int(n): light[token] for n, token in rule.findall(TOKENS)}
    assert drawn == {n: f"#{colours.station_band(n).lower()}" for n in STATIONS}
    assert (len(set(drawn.values())), SIGNS) == (12, 12)
    scripts = re.search(r"const SHAPES = \[(.*?)\];", (ROOT / "static/js/render/marks.js").read_text("utf-8"), re.S)
    pages = re.search(r"set shapes = \[(.*?)\]", (ROOT / "templates/parts/marks.html").read_text("utf-8"), re.S)
    assert scripts
    assert pages
    shapes = re.findall(r"\w+", scripts[1])
    assert re.findall(r"\w+", pages[1]) == shapes
    outlines = [re.search(rf'id="sign-{shape}".*?<path[^>]* d="([^"]+)"', SPRITE) for shape in shapes]
    assert len({found[1] for found in outlines if found}) == 12


def test_the_seeded_stations_and_the_favicon_have_the_first_colours() -> None:
    light = declarations(LIGHT)
    first = [light[f"--s{n}-band"] for n in (1, 2, 3)]
    assert [station["colour"] for station in seed.plan()["stations"]] == first
    favicon = (ROOT / "static/favicon.svg").read_text(encoding="utf-8")
    assert re.findall(r'fill="(#[0-9a-f]{6})"', favicon) == [*first, light["--ink"]]


def test_every_sign_that_a_page_or_script_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'id="i-([\w-]+)"', SPRITE))
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static/js").rglob("*.js")]
    named = {
        name
        for file in files
        for name in re.findall(r"""\bicon\(\s*["']([\w-]+)["']""", file.read_text(encoding="utf-8"))
    }
    assert named - drawn == set()


def test_the_sprite_leaves_colours_to_whoever_uses_it() -> None:
    assert re.findall(r'\s(?:fill|stroke|style|class)="', SPRITE) == []


def test_everything_in_the_last_minutes_panel_can_be_read() -> None:
    """On the station's band, whatever has a colour of its own elsewhere takes the band's: "bis 14:29" was 1.4 : 1."""
    host, frame = whole("screens/host.css"), whole("components.css")
    near = r'\.side-round\[data-near="1"\] '
    rules = re.findall(rf"^  ({near}[^{{}}]*) \{{\s*color: inherit;", host, re.M)
    inherits = re.split(r",\s*", re.sub(rf"{near}|:is\(|\)", "", ", ".join(rules)))
    template = (ROOT / "templates/host.html").read_text(encoding="utf-8")
    panel = template[template.index("data-round>") :]
    classes = set(re.findall(r'class="([^"]+)"', panel[: panel.index("</section>")]))
    coloured = {
        selector
        for selector, block in re.findall(r"^  (\.[^{}]+?) \{([^}]*)\}", frame + host, re.M)
        if re.search(r"(?<!-)color: var\(--ink", block)
        and any(selector.split()[-1] == f".{name}" for names in classes for name in names.split())
        and selector.split()[0] in {f".{name}" for names in classes for name in names.split()}
    }
    assert ".panel-title .end" in coloured
    assert coloured <= set(inherits), "each keeps its own colour on the band"
