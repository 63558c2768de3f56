"""The sheets of the entry workbook: one per curated table, and one per annex staff already keep.

A statement only: which columns a sheet has, what they hold, and what an annex's cells become.
Nothing is read or written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from etl import workbook_words as words
from warehouse import codes
from warehouse.contract import BY_NAME, Column, Table


@dataclass(frozen=True)
class Field:
    """One column of a sheet. `kind` is the contract's, or "reference", or "count" in an annex."""

    name: str
    label: str
    kind: str
    meaning: str
    codes: Mapping[str, str] | None = None
    references: str | None = None
    required: bool = False


@dataclass(frozen=True)
class Count:
    """What a number in an annex column becomes: a figure, and the row of `linked` beside it."""

    field: str
    label: str
    unit: str  # completes a bare number: "12" becomes "12 hội nghị"
    indicator: str
    fixed: tuple[tuple[str, str], ...] = ()
    linked: str = ""


@dataclass(frozen=True)
class Form:
    """One sheet. An annex has `counts`, and `linked` says what its other columns mean there."""

    key: str
    title: str
    instruction: str
    fields: tuple[Field, ...]
    counts: tuple[Count, ...] = ()
    linked_fixed: tuple[tuple[str, str], ...] = ()

    @property
    def is_annex(self) -> bool:
        return bool(self.counts)

    @property
    def table(self) -> Table:
        return BY_NAME[self.key]

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)


# Ids of these tables follow from source and paragraph, so that nobody has to make them up.
NUMBERED = ("observations", "models", "commendations", "study_activities")


def _field(column: Column, table: Table) -> Field:
    is_key = column.name == table.key
    label = words.KEYS.get(table.name) if is_key else None
    return Field(
        column.name,
        label or words.LABELS[column.name],
        "reference" if column.references else column.kind,
        column.meaning,
        column.codes,
        column.references,
        column.required and not (is_key and table.name in NUMBERED),
    )


def _form(name: str) -> Form:
    table = BY_NAME[name]
    fields = tuple(_field(column, table) for column in table.typed)
    return Form(name, words.SHEETS[name], words.INSTRUCTIONS[name], fields)


_OBSERVATIONS = BY_NAME["observations"]
_STUDY = BY_NAME["study_activities"]
_MODELS = BY_NAME["models"]
_COMMENDATIONS = BY_NAME["commendations"]


def _shared(table: Table, *names: str, required: bool = True) -> tuple[Field, ...]:
    fields = [_field(table.column(name), table) for name in names]
    return tuple(
        Field(f.name, f.label, f.kind, f.meaning, f.codes, f.references, f.required and required)
        for f in fields
    )


_WHOSE = _shared(_OBSERVATIONS, "source_id", "paragraph", "unit_id")
_WHEN = _shared(_OBSERVATIONS, "period_from", "period_to", "as_of", "period_text", "note")


def _annex(
    key: str,
    title: str,
    says: str,
    before: tuple[Field, ...],
    counts: tuple[Count, ...],
    linked: tuple[tuple[str, str], ...] = (),
) -> Form:
    """`says` tells staff what the sheet's cells become."""
    numbers = tuple(
        Field(c.field, c.label, "count", f"số như in; chỉ gõ số thì hiểu là “… {c.unit}”")
        for c in counts
    )
    return Form(key, title, says, _WHOSE + before + numbers + _WHEN, counts, linked)


def _by_recipient(indicator: str, units: tuple[str, str, str], linked: str) -> tuple[Count, ...]:
    kinds = (("collectives", "Số tập thể", "collective"), ("individuals", "Số cá nhân",
             "individual"), ("households", "Số hộ", "household"))  # fmt: skip
    return tuple(
        Count(field, label, unit, indicator, (("recipient", recipient),), linked)
        for (field, label, recipient), unit in zip(kinds, units, strict=True)
    )


_RECIPIENTS = ("tập thể", "cá nhân", "hộ gia đình")
_ROWS = "Mỗi dòng một đơn vị, một kỳ. Mỗi ô số thành một dòng “Số liệu”"
ANNEXES = (
    _annex(
        "study",
        "PL học tập",
        f"{_ROWS}; hội nghị và lượt người thêm mỗi ô một dòng “Hoạt động” (hội nghị học tập, "
        "quán triệt). Lượt người không phải số người.",
        _shared(_STUDY, "organiser", "audience"),
        (
            Count("study_sessions", "Số hội nghị", "hội nghị", "study_sessions",
                  linked="study_activities"),
            Count("study_attendance", "Số lượt người", "lượt người", "study_attendance",
                  linked="study_activities"),
            Count("member_study_share", "Tỷ lệ % đảng viên", "%", "member_study_share"),
        ),
        (("activity", "session"),),
    ),
    _annex(
        "pledges",
        "PL đăng ký",
        f"{_ROWS} và một dòng “Hoạt động” (cam kết, đăng ký làm theo).",
        _shared(_STUDY, "organiser", "audience"),
        (
            Count("pledging_persons", "Số người cam kết", "người", "pledging_persons",
                  (("recipient", "individual"),), "study_activities"),
            *_by_recipient("registered_recipients", _RECIPIENTS, "study_activities")[:2],
            Count("pledge_share", "Tỷ lệ % cam kết", "%", "pledge_share",
                  linked="study_activities"),
        ),
        (("activity", "pledge_drive"),),
    ),
    _annex(
        "models_counted",
        "PL mô hình",
        f"{_ROWS} với đúng trạng thái của cột; đăng ký và công nhận không cộng với nhau. Có tên "
        "thì thêm một dòng “Mô hình”; trống lĩnh vực là chưa phân loại.",
        _shared(_MODELS, "name", "owner", "owner_level", "fields", required=False)
        + _shared(_OBSERVATIONS, "counting_level"),
        tuple(
            Count(status, f"Số mô hình {label}", "mô hình", "model_count",
                  (("model_status", status),))
            for status, label in codes.MODEL_STATUS.items()
        ),
        (("kind", "mô hình"), ("is_breakthrough", "false")),
    ),
    _annex(
        "exemplars",
        "PL điển hình",
        f"{_ROWS} về điển hình tiên tiến. Điển hình không phải mô hình, cũng chưa phải được khen.",
        (),
        _by_recipient("exemplar_count", ("điển hình",) * 3, ""),
    ),
    _annex(
        "commended",
        "PL khen thưởng",
        f"{_ROWS} và một dòng “Khen thưởng” với hình thức, nơi khen ghi trên dòng. Tập thể, cá "
        "nhân, hộ đứng riêng, không cộng.",
        _shared(_COMMENDATIONS, "form", "authority", "authority_kind", "authority_level"),
        _by_recipient("commended_recipients", _RECIPIENTS, "commendations"),
    ),
)  # fmt: skip

TABLE_FORMS = tuple(_form(name) for name in words.SHEETS)
FORMS = TABLE_FORMS[:1] + ANNEXES + TABLE_FORMS[1:]
BY_TITLE = {form.title: form for form in FORMS}
