"""A theme that no municipality has: the neutral one turned inside out.

Light becomes dark, and every colour gets another hue. A pair of colours keeps its contrast, because contrast is a
ratio of (luminance + 0.05) and every colour's is turned over (WCAG 2.2, definitions of contrast ratio and relative
luminance). What a page paints in a colour of its own stays as it was, and is then seen: light on light, or by its name.
"""

import colorsys
import re
from functools import cache
from typing import Final

from wsp.web.assets import VENDOR

CSS_CLASS: Final = "binnenstebuiten"
_NEUTRAL: Final = VENDOR / "voorbeeld" / "theme.css"
_COLOUR: Final = re.compile(r"#([0-9a-f]{6})\b", re.IGNORECASE)
_FLARE: Final = 0.05
_HUE: Final = 0.37
"""How far hues are turned, as part of the circle: blue becomes red, green becomes violet."""

Colour = tuple[int, int, int]


def stylesheet() -> str:
    """The made-up theme, as one stylesheet."""
    text = _NEUTRAL.read_text(encoding="utf-8").replace(".voorbeeld-theme", f".{CSS_CLASS}")
    return _COLOUR.sub(lambda found: "#" + bytes(turned(_parsed(found[1]))).hex(), text)


def colours(text: str) -> frozenset[Colour]:
    """The colours that a stylesheet names."""
    return frozenset(_parsed(found[1]) for found in _COLOUR.finditer(text))


def neutral_colours() -> frozenset[Colour]:
    """The colours of the theme that was replaced."""
    return colours(_NEUTRAL.read_text(encoding="utf-8"))


@cache
def turned(colour: Colour) -> Colour:
    """The colour with another hue and the luminance turned over."""
    wanted = 1.05 * _FLARE / (luminance(colour) + _FLARE) - _FLARE
    hue, _lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    low, high = 0.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        if luminance(_rgb(hue, middle, saturation)) < wanted:
            low = middle
        else:
            high = middle
    return _rgb(hue, (low + high) / 2, saturation)


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(hue: float, lightness: float, saturation: float) -> Colour:
    red, green, blue = colorsys.hls_to_rgb((hue + _HUE) % 1, lightness, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def _parsed(digits: str) -> Colour:
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue
