"""An exhibit as a picture, without a browser: its chart or table with everything that must travel
with it.

For a slide, a letter or a message: unit, period, level, notes, sources, release and link are in it.
"""

from xml.sax.saxutils import escape

from exhibits import numbers
from exhibits.handout import Part
from exhibits.model import ExhibitError
from exhibits.printed import printed
from exhibits.render import typesetting

MOST_ROWS = 40  # of a table or chart; past them a picture is too tall to read
_MORE = "Còn {} dòng nữa trong tệp Excel hoặc CSV."
_WIDE = 9.3  # inches between its margins


def svg(part: Part) -> bytes:
    """The picture as vectors, with title and description for who cannot see it: its letters are
    drawn. No script, nothing fetched from elsewhere."""
    exhibit = part.exhibit
    said = [exhibit.subtitle(), exhibit.alt, *typesetting.notes(exhibit), exhibit.sources_line()]
    title, told = (escape(typesetting.printable(text)) for text in (exhibit.title, "\n".join(said)))
    start, _, rest = _made(part, "svg").partition(b">")
    spoken = f' role="img" lang="vi"><title>{title}</title><desc>{told}</desc>'
    return start + spoken.encode() + rest


def png(part: Part, ppi: int = 200) -> bytes:
    """The picture as 2,000 pixels across at 200 dots an inch."""
    if not 36 <= ppi <= 600:
        raise ExhibitError(f"{ppi} dots an inch; give 36 to 600")
    return _made(part, "png", ppi=float(ppi))


def _made(part: Part, form: str, **options: object) -> bytes:
    return typesetting.compiled("picture", _data(part), part.stamp, form, **options)


def _data(part: Part) -> dict:
    exhibit, stamp = part.exhibit, part.stamp
    drawing, table = typesetting.drawing(exhibit, MOST_ROWS), None
    left_out = drawing["left_out"] if drawing else 0
    if not drawing and len(exhibit.table):
        whole = printed(exhibit)
        table = typesetting.grid(whole, whole.rows[:MOST_ROWS], _WIDE)
        left_out = max(0, len(whole.rows) - MOST_ROWS)
    return {
        "title": exhibit.title,
        "subtitle": exhibit.subtitle(),
        "drawing": drawing,
        "table": table,
        "more": _MORE.format(numbers.number(left_out)) if left_out else "",
        "notes": typesetting.notes(exhibit),
        "foot": [exhibit.sources_line(), *stamp.lines()],
    }
