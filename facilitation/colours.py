"""The look's colours that papers, slides and the browser's own frame need too, as RRGGBB.

Their source is static/css/tokens.css, the light theme where nothing else is said; a test compares them.
"""

INK = "1C1915"
INK_SOFT = "59524A"
BAND = "2B2620"
"""Behind the title where no station speaks."""
STATION_BANDS = (
    *("B3471B", "0B6E75", "5B3F9E", "6B0F3F", "3F4A0E", "1A2664"),
    *("7C4B4B", "094F71", "BE37BE", "342D09", "A518EC", "470631"),
)
"""By a station's sign, counted from 1."""
GROUND = "FBF9F4"
GROUND_DARK = "171410"


def station_band(sign: int) -> str:
    """Return the colour of the band of a station with this sign."""
    return STATION_BANDS[(sign - 1) % len(STATION_BANDS)]
