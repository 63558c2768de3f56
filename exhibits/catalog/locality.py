"""Hồ sơ địa phương: everything one locality's report says, by topic, and what became of the
unit."""

from functools import partial

from exhibits import numbers, vi
from exhibits.catalog import commendations, leaves, models, reach, rows, sources, study
from exhibits.catalog.memory import remembered
from exhibits.model import Empty, Exhibit, Field, Note, Source
from warehouse import codes, queries
from warehouse.queries import Row, Rows, View

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
    alone = View((locality_id,))
    reached = reach.of(View((locality_id,), view.levels, view.years, view.undated))
    own = reached.view
    figures, coverage, found, units, merged, *lists = queries.together(
        partial(_by_topic, own),
        partial(queries.coverage, alone),
        partial(queries.findings, alone, most=_MOST_OF_A_LIST),
        partial(queries.units_inside, locality_id),
        partial(queries.successors, locality_id),
        *(
            partial(ask, own, most=_MOST_OF_A_LIST)
            for ask in (queries.named_models, queries.statements, queries.activities)
        ),
    )
    reports = rows.reports(alone, *figures.values(), *lists, found)
    has_any = any(figures.values())
    topics = [topic(t, figures[t], has_any, coverage, reports) for t in codes.TOPIC]
    drawn = [
        register(listed, reports)
        for register, listed in zip(_REGISTERS, [*lists, found], strict=True)
    ]
    registers = [
        leaves.beginning(one, listed, vi.PAGES[slug])
        for one, listed, slug in zip(drawn, [*lists, found], _FULL_ON, strict=True)
    ]
    undated = [rows.without_period(one, view) for one in registers]
    return [history(units[0], merged), *reached.told(topics), *undated]


_REGISTERS = (models.register, commendations.register, study.register, sources.findings)
_FULL_ON = ("mo-hinh", "khen-thuong", "hoc-tap", "nguon")
_MOST_OF_A_TOPIC = _MOST_OF_A_LIST = 100


def _by_topic(view: View) -> dict[str, Rows]:
    """The locality's figures; of each topic the first ones, where they are too many together."""
    found = queries.figures_by_topic(view, _MOST_OF_A_TOPIC)
    cut = not all(figures.are_all for figures in found.values())
    if cut and sum(figures.total for figures in found.values()) <= rows.MOST_FIGURES:
        found = queries.figures_by_topic(view, rows.MOST_FIGURES)
    return {topic: found.get(topic, Rows()) for topic in codes.TOPIC}


def topic(
    code: str, here: Rows, has_any: bool, coverage: list[Row], reports: Rows
) -> Exhibit | Empty:
    """Figures of one topic, the locality's own and those of units inside it; `has_any` is whether
    there are figures of other topics."""
    title = codes.TOPIC[code]
    silent = [r["indicator"] for r in coverage if r["topic"] == code and r["status"] == "silent"]
    missing = rows.missing_note("cả địa phương", [n[0].lower() + n[1:] for n in silent])
    if not here:
        return Empty(title, _nothing(code, missing, has_any, coverage))
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
        notes=(*notes, *rows.some_note(here)),
    )


def _nothing(code: str, missing: tuple[Note, ...], has_any: bool, coverage: list[Row]) -> str:
    """Why a topic is empty: its report is silent, or speaks of it outside what is shown."""
    if not missing and any(r["topic"] == code and r["status"] not in _SILENT for r in coverage):
        return vi.EMPTY_ADVICE
    text = missing[0].text if missing else "Báo cáo không nêu gì về chủ đề này."
    return text if has_any else f"{text} {vi.EMPTY_ADVICE}"


_SILENT = ("silent", "not_applicable")


def history(unit: Row, merged: list[Row]) -> Exhibit:
    """What the unit was, until when, and which communes carry on; figures are never re-attached to
    them."""
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
    if not merged and unit["unit_id"] == "lang-son":
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
