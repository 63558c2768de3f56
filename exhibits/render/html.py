"""Write a handout as one HTML file that opens offline: charts, tables, sources, Plotly inside.

The file asks nothing of any network, and says so to the browser: only the scripts written here may
run, whatever a title or a name holds.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import escape
from urllib.parse import urlsplit

from plotly.offline import get_plotlyjs

from exhibits import links, numbers, theme, vi
from exhibits.handout import Handout, Part
from exhibits.model import MISSING, Exhibit, Field, Stamp
from exhibits.render.cells import without_controls

_WIDE, _NARROW = theme.of("light"), theme.of("light", 340)
_CONTENTS = "Nội dung"
_CONFIG = theme.PLOTLY | {"responsive": True}
_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 "Source Sans 3", "Noto Sans", "Segoe UI", Arial, sans-serif; color: #1A1A1A;
  background: #FFFFFF; margin: 0 auto; padding: 24px 20px 60px; max-width: 1040px;
  overflow-wrap: break-word; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 48px 0 4px; padding-top: 16px;
  border-top: 2px solid #0072B2; break-after: avoid; }
p, ul, ol { margin: 6px 0; }
a { color: #0B4F8A; }
.stamp, .small { color: #555555; font-size: .92rem; }
.missing { font-weight: 600; }
.chart { break-inside: avoid; margin: 10px 0; overflow: hidden; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: 8px 0; }
th, td { border-bottom: 1px solid #D9D9D9; padding: 6px 10px 6px 0; text-align: left;
  vertical-align: top; white-space: pre-line; }
th { border-bottom: 2px solid #555555; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
summary { cursor: pointer; margin: 10px 0; }
@media (max-width: 640px) {
  body { padding: 16px 14px 40px; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; }
  thead { display: none; }
  table, tbody, tr, td { display: block; }
  tr { border-bottom: 2px solid #D9D9D9; padding: 8px 0; }
  td, td.number { border: 0; padding: 1px 0; text-align: left; white-space: pre-line; }
  td:empty { display: none; }
  td::before { content: attr(data-label) ": "; color: #555555; }
}
@media print {
  @page { size: A4; margin: 14mm; }
  body { padding: 0; max-width: none; font-size: 11pt; }
  nav, summary, .modebar { display: none; }
  h2 + p { break-after: avoid; }
  .chart { zoom: .66; }
  table { font-size: 8.5pt; }
}
"""
_DRAW = """
"use strict";
(() => {
  const drawings = JSON.parse(document.getElementById("drawings").textContent);
  const config = JSON.parse(document.getElementById("config").textContent);
  const phone = window.matchMedia("(max-width: 640px)");
  const draw = () => {
    for (const [id, [wide, narrow]] of Object.entries(drawings)) {
      const shown = phone.matches && !window.matchMedia("print").matches ? narrow : wide;
      Plotly.react(id, shown.data, shown.layout,
        {...config, toImageButtonOptions: {...config.toImageButtonOptions, filename: id}});
    }
  };
  draw();
  phone.addEventListener("change", draw);
  window.addEventListener("beforeprint", () => {
    for (const table of document.querySelectorAll("details")) table.open = true;
  });
})();
"""


def page(handout: Handout) -> bytes:
    """The whole .html file, UTF-8."""
    drawings, sections = {}, []
    for number, part in enumerate(handout.parts, 1):
        own = _led(part)
        if own.chart:
            drawings[f"bieu-do-{number}"] = [_drawn(own, _WIDE), _drawn(own, _NARROW)]
        sections.append("".join(_section(number, replace(part, exhibit=own), handout.stamp)))
    scripts = [_library(), _DRAW] if drawings else []
    said = [
        "<!DOCTYPE html>\n", f'<html lang="vi"><head>{_head(handout.title, scripts)}</head><body>',
        *_top(handout), *sections,
    ]  # fmt: skip
    if scripts:
        said += [_data("config", _CONFIG), _data("drawings", drawings)]
        said += [f"<script>{script}</script>" for script in scripts]
    return "".join([*said, "</body></html>\n"]).encode()


# ----------------------------------------------------------------------------------- the frame


def _head(title: str, scripts: list[str]) -> str:
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts) or "'none'"
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    return (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>{_text(title)}</title><style>{_STYLE}</style>'
    )


@cache
def _library() -> str:
    # A browser hashes what it read, in which every line ends alike.
    return get_plotlyjs().replace("\r\n", "\n").replace("\r", "\n")


@cache
def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _data(name: str, value: object) -> str:
    """Values for the script; no text of theirs can end the element they stand in."""
    text = json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>'


def _text(text: str) -> str:
    return escape(without_controls(text))


def _top(handout: Handout) -> Iterator[str]:
    """Title, what was chosen, which release, what is missing, and a list of contents."""
    yield f"<header><h1>{_text(handout.title)}</h1><p>{_text(vi.APP_LONG)}</p>"
    yield from _stamped(handout.stamp)
    if handout.missing:
        said = (f'<li class="missing">{MISSING}{_text(m)}</li>' for m in handout.missing)
        yield "<ul>" + "".join(said)
        yield "</ul>"
    yield f"</header><nav><h2>{_CONTENTS}</h2><ol>"
    for number, part in enumerate(handout.parts, 1):
        yield f'<li><a href="#noi-dung-{number}">{_text(part.exhibit.title)}</a></li>'
    yield "</ol></nav>"


def _stamped(stamp: Stamp) -> Iterator[str]:
    for line in stamp.lines():
        yield f'<p class="stamp">{_text(line)}</p>'


# ----------------------------------------------------------------------------------- an exhibit


def _section(number: int, part: Part, whole: Stamp) -> Iterator[str]:
    exhibit = part.exhibit
    yield f'<section id="noi-dung-{number}"><h2>{number}. {_text(exhibit.title)}</h2>'
    yield f'<p class="small">{_text(exhibit.subtitle())}</p>'
    if part.stamp != whole:
        yield from _stamped(part.stamp)
    if exhibit.chart:
        alt = _text(exhibit.alt)
        yield f'<div class="chart" id="bieu-do-{number}" role="img" aria-label="{alt}"></div>'
        yield f"<noscript><p>{_text(vi.NO_SCRIPT)} {alt}</p></noscript>"
    if exhibit.notes:
        notes = (f"<li>{_text(note.said())}</li>" for note in exhibit.notes)
        yield f"<ul>{''.join(notes)}</ul>"
    if exhibit.show_table and len(exhibit.table):
        yield from _table(exhibit)
    labels = (f"<li>{_text(source.label())}</li>" for source in exhibit.sources)
    yield f'<div class="small"><b>{vi.SOURCE}</b><ul>{"".join(labels)}</ul></div></section>'


def _drawn(exhibit: Exhibit, seen: theme.Theme) -> object:
    return json.loads(exhibit.figure(seen).to_json())


def _table(exhibit: Exhibit) -> Iterator[str]:
    """What the screen shows of the table; on a phone each row is a paragraph of its own."""
    fields = [field for field in exhibit.fields if field.on_screen]
    count = f"{vi.TABLE} ({numbers.number(len(exhibit.table))} {vi.ROWS})"
    heads = "".join(f'<th scope="col">{_text(field.label)}</th>' for field in fields)
    yield f'<details open><summary>{count}</summary><div class="scroll"><table>'
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in exhibit.table.to_dict("records"):
        cells = (_cell(field, row[field.name], row.get(field.link)) for field in fields)
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div></details>"


def _cell(field: Field, value: object, link: object) -> str:
    look = ' class="number"' if field.kind in ("number", "integer") else ""
    said = field.said(value)
    if isinstance(link, tuple):
        shown = "; ".join(_anchor(words, address) for words, address in link)
    else:
        shown = _anchor(said, link)
    return f'<td{look} data-label="{_text(field.label)}">{shown}</td>'


def _anchor(words: str, address: object) -> str:
    if not words or not isinstance(address, str) or not address:
        return _text(words)
    return f'<a href="{_text(address)}" target="_blank" rel="noopener">{_text(words)}</a>'


# ------------------------------------------------------------------------------------ the links


def _origin(link: str) -> str:
    """Where the dashboard stood when the handout was taken; "" when the link does not say."""
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"


def _led(part: Part) -> Exhibit:
    """The exhibit with its links leading to the dashboard, in the release it was taken from; or
    without them."""
    origin, release = _origin(part.stamp.link), part.stamp.release
    return links.relinked(
        part.exhibit,
        lambda address: f"{origin}{links.frozen(address, release)}" if origin else None,
    )
