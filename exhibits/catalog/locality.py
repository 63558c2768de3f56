"""Hồ sơ địa phương: everything one locality's report says, by topic, and what became of the
unit."""

from exhibits import numbers, vi
from exhibits.catalog import commendations, models, rows, sources, study
from exhibits.catalog.memory import remembered
from exhibits.model import Empty, Exhibit, Field, Note, Source
from warehouse import codes, queries
from warehouse.queries import Row, View

_HISTORY_FIELDS = (
    Field("from_name", "Đơn vị cũ"),
    Field("to_name", "Đơn vị kế thừa"),
    Field("gso_code", "Mã số"),
    Field("to_parent", "Thuộc"),
    Field("link", "Cách nhập"),
    Field("since", "Từ ngày"),
    Field("resolution", "Nghị quyết"),
)


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
    code: str, figures: list[Row], coverage: list[Row], reports: list[Row]
) -> Exhibit | Empty:
    """All figures of one topic, the locality's own and those of units inside it."""
    title = codes.TOPIC[code]
    here = [r for r in figures if r["topic"] == code]
    silent = [r["indicator"] for r in coverage if r["topic"] == code and r["status"] == "silent"]
    missing = rows.missing_note("cả địa phương", [n[0].lower() + n[1:] for n in silent])
    if not here:
        text = missing[0].text if missing else "Báo cáo không nêu gì về chủ đề này."
        return Empty(title, f"{text} {vi.EMPTY_ADVICE}" if not figures else text)
    inside = sum(r["unit_id"] != r["locality_id"] for r in rows.numbered(here))
    notes = missing
    if inside:
        notes = (
            Note(f"{inside} số là của đơn vị bên trong, không phải của cả địa phương."),
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
    unit = queries.units_inside(locality_id)[0]
    merged = queries.successors(locality_id)
    ended = (
        f"{unit['name']} tồn tại đến {numbers.day(unit['valid_to'])}."
        if unit["valid_to"]
        else f"{unit['name']} vẫn còn."
    )
    table = [
        r | {"link": codes.LINK_KIND[r["kind"]], "since": numbers.day(r["valid_from"])}
        for r in merged
    ]
    basis = [
        b for b in dict.fromkeys([unit["legal_basis"], *(r["resolution"] for r in merged)]) if b
    ]
    notes = [
        Note(ended),
        Note(
            "Số liệu thuộc về đơn vị như nó có vào lúc đó; không chia, không chuyển cho đơn vị mới."
        ),
    ]
    if not merged and locality_id == "lang-son":
        notes.append(Note("Các huyện, thành phố bên trong tồn tại đến 30/06/2025."))
    return Exhibit(
        "ho-so-don-vi",
        f"{unit['name']}: đơn vị và các xã kế thừa",
        unit="đơn vị hành chính",
        period="đến nay",
        level=codes.LEVEL[unit["level"]],
        table=rows.table(table, _HISTORY_FIELDS),
        fields=_HISTORY_FIELDS,
        sources=tuple(Source.document(f"Nghị quyết số {b}") for b in basis)
        or (Source.document("Danh mục đơn vị hành chính của sản phẩm"),),
        notes=tuple(notes),
        show_table=bool(table),
    )
