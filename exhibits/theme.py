"""Palette, fonts and marks, once, for the screen and for every file.

Colours are Okabe and Ito's, told apart by colour-blind readers and on poor projectors; nothing
relies on colour alone: approximate values are hatched, statuses carry a sign and a word.
"""

from dataclasses import dataclass, replace

from exhibits.vi import PLOTLY_LOCALE

FONT = "Source Sans, Source Sans Pro, Noto Sans, Arial, sans-serif"
SERIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#7F7F7F")

USUAL_WIDTH = 1300

# Coverage: sign, word and how strongly the cell is filled.
STATUS_SIGN = {
    "reported": "●",
    "reported_zero": "⓪",
    "mentioned": "◐",
    "instructed": "▷",
    "silent": "○",
    "not_applicable": "–",
}
# How Plotly behaves, but for what it is drawn in: Vietnamese, its one button saves a picture.
PLOTLY = {
    "locale": "vi",
    "locales": {"vi": PLOTLY_LOCALE},
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2},
}

# A number stands there: cells in full colour, type that is told from the rest by its weight.
STRONG = ("reported", "reported_zero")


@dataclass(frozen=True)
class Theme:
    """Colours of one mode, light or dark; `width` is the window's, in pixels.

    On a big screen everything is `scale` times as large, and no chart is taller than `tallest`
    pixels; 0 for as tall as it wants to be.
    """

    name: str
    text: str
    muted: str
    grid: str
    ground: str
    link: str
    status: dict[str, str]
    width: int = USUAL_WIDTH
    scale: float = 1.0
    tallest: int = 0

    def px(self, size: float) -> float:
        """A size of type or space, as large as this screen wants it."""
        return size * self.scale

    @property
    def narrow(self) -> bool:
        """A phone: names stand above what they name."""
        return self.width < 640

    @property
    def line(self) -> int:
        """Letters of small type that surely fit on one line beside the open sidebar."""
        return max(44, int(self.beside_sidebar // 6.5))

    @property
    def beside_sidebar(self) -> int:
        """Pixels that are surely there for a chart, with the sidebar open."""
        return self.width if self.narrow else self.width - 480


LIGHT = Theme(
    "light",
    "#1A1A1A",
    "#555555",
    "#D9D9D9",
    "#FFFFFF",
    "#0B4F8A",
    {
        "reported": "#0072B2",
        "reported_zero": "#56B4E9",
        "mentioned": "#F3DDA5",
        "instructed": "#F7E9CE",
        "silent": "#F2F2F2",
        "not_applicable": "#FAFAFA",
    },
)
DARK = Theme(
    "dark",
    "#F5F5F5",
    "#BDBDBD",
    "#454545",
    "#14161B",
    "#9CCBF5",
    {
        "reported": "#1F6FA8",
        "reported_zero": "#2E7FB5",
        "mentioned": "#6B5A2B",
        "instructed": "#4F452B",
        "silent": "#262A33",
        "not_applicable": "#1B1F27",
    },
)


def of(name: str | None, width: int = USUAL_WIDTH) -> Theme:
    """The theme of a mode name as Streamlit gives it."""
    return replace(DARK if name == "dark" else LIGHT, width=width)
