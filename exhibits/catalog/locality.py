"""Hồ sơ địa phương: everything one locality's report says, by topic, and what became of the
unit."""

import pandas as pd

from exhibits import numbers, vi
from exhibits.catalog import commendations, models, rows, sources, study
from exhibits.catalog.memory import remembered
from exhibits.model import Empty, Exhibit, Field, Note, Source
from warehouse import codes, queries
from warehouse.queries import View


@remembered
def exhibits(view: View, locality_id: str) -> list[Exhibit | Empty]:
    """One exhibit per topic, then names, statements, activities, findings and the unit's
    history."""
    own = View((locality_id,), view.levels, view.years, view.undated)
    reports = queries.sources(View((locality_id,)))
    figures = queries.figures(own)
    coverage = queries.coverage(View((locality_id,)))
    found: list[Exhibit | Empty] = [history(locality_id)]
    found += [topic(t, figures, coverage, reports) for t in codes.TOPIC]
    found += [
        models.register(queries.named_models(own), reports),
        commendations.register(queries.statements(own), reports),
        study.register(queries.activities(own), reports),
        sources.findings(queries.findings(View((locality_id,))), reports),
    ]
    return found


def topic(
    code: str, figures: pd.DataFrame, coverage: pd.DataFrame, reports: pd.DataFrame
) -> Exhibit | Empty:
    """All figures of one topic, the locality's own and those of units inside it."""
    title = codes.TOPIC[code]
    here = figures[figures["topic"] == code]
    asked = coverage[(coverage["topic"] == code) & (coverage["status"] == "silent")]
    missing = rows.missing_note("cả địa phương", [n[0].lower() + n[1:] for n in asked["indicator"]])
    if here.empty:
        text = missing[0].text if missing else "Báo cáo không nêu gì về chủ đề này."
        return Empty(title, text if len(figures) else f"{text} {vi.EMPTY_ADVICE}")
    inside = (here["unit_id"] != here["locality_id"]) & (here["obs_status"] == "reported")
    notes = missing
    if inside.any():
        notes = (
            Note(f"{int(inside.sum())} số là của đơn vị bên trong, không phải của cả địa phương."),
            *notes,
        )
    return Exhibit(
        f"ho-so-{code}",
        title,
        unit=rows.units(here),
        period=rows.periods(here),
        level=rows.levels(here),
        table=rows.figure_table(here, reports),
        fields=tuple(f for f in rows.FIGURE_FIELDS if f.name != "locality"),
        sources=rows.sources_of(here, reports),
        notes=notes,
    )


def history(locality_id: str) -> Exhibit:
    """What the unit was, until when, and which communes carry on; figures are never re-attached to
    them."""
    units = queries.units_inside(locality_id)
    merged = queries.successors(locality_id)
    unit = units.iloc[0]
    ended = (
        f"{unit['name']} tồn tại đến {numbers.day(unit['valid_to'])}."
        if not pd.isna(unit["valid_to"])
        else f"{unit['name']} vẫn còn."
    )
    table = merged.assign(
        link=merged["kind"].map(codes.LINK_KIND),
        since=[numbers.day(d) for d in merged["valid_from"]],
    )
    basis = [
        b for b in dict.fromkeys([unit["legal_basis"], *merged["resolution"]]) if not pd.isna(b)
    ]
    notes = [
        Note(ended),
        Note(
            "Số liệu thuộc về đơn vị như nó có vào lúc đó; không chia, không chuyển cho đơn vị mới."
        ),
    ]
    if merged.empty and locality_id == "lang-son":
        notes.append(Note("Các huyện, thành phố bên trong tồn tại đến 30/06/2025."))
    return Exhibit(
        "ho-so-don-vi",
        f"{unit['name']}: đơn vị và các xã kế thừa",
        unit="đơn vị hành chính",
        period="đến nay",
        level=codes.LEVEL[unit["level"]],
        table=table,
        fields=(
            Field("from_name", "Đơn vị cũ"),
            Field("to_name", "Đơn vị kế thừa"),
            Field("gso_code", "Mã số"),
            Field("to_parent", "Thuộc"),
            Field("link", "Cách nhập"),
            Field("since", "Từ ngày"),
            Field("resolution", "Nghị quyết"),
        ),
        sources=tuple(Source.document(f"Nghị quyết số {b}") for b in basis)
        or (Source.document("Danh mục đơn vị hành chính của sản phẩm"),),
        notes=tuple(notes),
        show_table=len(table) > 0,
    )
