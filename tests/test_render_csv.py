"""The two flavours of CSV: one for Excel on a Vietnamese machine, one for programs."""

import csv
import io

import pytest

from exhibits.model import Exhibit
from exhibits.render.csv import for_excel, for_machines
from tests import made_up, pages
from tests.made_up import exhibit, of_text


def test_for_excel() -> None:
    assert for_excel(exhibit()).decode("utf-8") == (
        "\ufeffĐịa phương;Giá trị;Số lần;Từ ngày\r\n"
        "Huyện A;1234567,25;3;17/03/2023\r\n"
        '"Huyện B; “Đức”, 5";76,6;;\r\n'
        "Huyện C;;1275;30/06/2025\r\n"
        ";0;0;\r\n"
    )


def test_for_machines() -> None:
    assert for_machines(exhibit()).decode("utf-8") == (
        "place,value,times,since\n"
        "Huyện A,1234567.25,3,2023-03-17\n"
        '"Huyện B; “Đức”, 5",76.6,,\n'
        "Huyện C,,1275,2025-06-30\n"
        ",0,0,\n"
    )


@pytest.mark.parametrize("write", [for_excel, for_machines])
def test_excel_is_not_told_the_separator(write) -> None:
    assert b"sep=" not in write(exhibit()).lower()


@pytest.mark.parametrize(
    ("value", "vietnamese", "machine"),
    [
        (0.0, "0", "0"), (-5.0, "-5", "-5"), (1.53, "1,53", "1.53"), (0.0001, "0,0001", "0.0001"),
        (1e15, "1" + "0" * 15, "1" + "0" * 15), (1e22, "1" + "0" * 22, "1" + "0" * 22),
        (11_800_000_000.0, "11800000000", "11800000000"), (0.1 + 0.2, "0,30000000000000004", None),
    ],
)  # fmt: skip
def test_numbers_have_no_thousands_and_no_exponent(
    value: float, vietnamese: str, machine: str | None
) -> None:
    one = exhibit(table=made_up.table([("A", value, 1, None)]))
    assert for_excel(one).decode("utf-8-sig").splitlines()[1] == f"A;{vietnamese};1;"
    if machine:
        assert for_machines(one).decode().splitlines()[1] == f"A,{machine},1,"


def test_nothing_becomes_a_formula() -> None:
    texts = ("=1+1", "+84 91", "@x", "-x", "＝1", "\u200b=1", "\t=1", "-5", "\x00=1")
    safe = ["'=1+1", "'+84 91", "'@x", "'-x", "'＝1", "'\u200b=1", "'\t=1", "-5", "'=1"]
    for data, delimiter in (
        (for_excel(of_text(*texts)), ";"),
        (for_machines(of_text(*texts)), ","),
    ):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), ""), delimiter=delimiter))
        assert [row[0] for row in rows[1:]] == safe


@pytest.mark.parametrize("text", ['a"b', "a;b", "a,b", "hai\ndòng", "“ ”", "đ\u00a0Đ", "a\r\nb"])
def test_text_reads_back(text: str) -> None:
    for data, delimiter in ((for_excel(of_text(text)), ";"), (for_machines(of_text(text)), ",")):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), ""), delimiter=delimiter))
        assert rows[1][0] == text


def test_headers_of_hostile_labels_are_text() -> None:
    labelled = exhibit(fields=(made_up.Field("place", "=1+1"),))
    assert for_excel(labelled).decode("utf-8-sig").startswith("'=1+1\r\n")


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize("name", ["everything", "a report without numbers"])
def test_every_exhibit_reads_back(name: str) -> None:
    for one in pages.every_exhibit(pages.VIEWS[name]):
        machine = _read(for_machines(one), ",")
        people = _read(for_excel(one), ";")
        assert machine[0] == [f.name for f in one.fields]
        assert people[0] == [f.label for f in one.fields]
        assert len(machine) == len(people) == len(one.table) + 1
        assert _numbers(one) == [
            [float(row[n]) if row[n] else None for n in _places(one)] for row in machine[1:]
        ]
        assert _numbers(one) == [
            [float(row[n].replace(",", ".")) if row[n] else None for n in _places(one)]
            for row in people[1:]
        ]


def _read(data: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), ""), delimiter=delimiter))


def _places(one: Exhibit) -> list[int]:
    return [n for n, f in enumerate(one.fields) if f.kind in ("number", "integer")]


def _numbers(one: Exhibit) -> list[list[float | None]]:
    """Values of the exhibit's number columns, row by row."""
    columns = [one.table[one.fields[n].name] for n in _places(one)]
    rows = zip(*columns, strict=True) if columns else ([] for _ in range(len(one.table)))
    return [[None if v != v or v is None else float(v) for v in row] for row in rows]
