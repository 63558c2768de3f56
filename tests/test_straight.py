"""Large files, built straight from CSV: the same release, and nothing wrong is let through.

The real files are small; here they count as large.
"""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import straight, workplace
from etl.__main__ import build, main
from etl.lines import lines_of
from tests.conftest import Curated
from tests.spoiled import CASES, REFERENCES, Case
from warehouse.contract import BY_NAME, TABLES


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workplace, "LARGE", 0)
    monkeypatch.setattr(straight, "_LONG", 0)


def goes_straight(curated: Curated) -> bool:
    with duckdb.connect() as con:
        return straight.straight(con, curated.folder)


def test_the_release_is_the_same_byte_by_byte(
    curated: Curated, release: Path, tmp_path: Path
) -> None:
    assert goes_straight(curated)
    assert curated.publish(tmp_path / "releases") == 0
    for table in TABLES:
        (file,) = (tmp_path / "releases").glob(f"*/{table.name}*.parquet")  # one part is one file
        assert file.read_bytes() == (release / f"{table.name}.parquet").read_bytes(), table.name


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_rows_in_any_order_give_the_same_tables(
    curated: Curated, release: Path, threads: int
) -> None:
    for table in (t for t in TABLES if t.curated):
        head, *rows = curated.lines(f"{table.name}.csv")
        text = "\n".join([head, *sorted(rows, key=lambda row: row[::-1])])
        curated.path(f"{table.name}.csv").write_text(text, encoding="utf-8")
    with duckdb.connect(config={"threads": threads}) as con:
        assert straight.straight(con, curated.folder)
        for table in (t for t in TABLES if t.curated):
            found = con.execute(f"from release.main.{table.name}").fetchall()
            file = str(release / f"{table.name}.parquet")
            assert found == con.read_parquet(file).fetchall(), table.name


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_broken_rule_is_noticed(curated: Curated, case: Case) -> None:
    curated.cell(f"{case.file}.csv", case.key, case.column, case.typed)
    assert not goes_straight(curated)


@pytest.mark.parametrize(("table", "column", "target"), REFERENCES)
def test_an_unknown_id_is_noticed(curated: Curated, table: str, column: str, target: str) -> None:
    if column == BY_NAME[table].key.split(",")[0]:
        first = curated.lines(f"{table}.csv")[1]
        curated.replace(f"{table}.csv", first, "lạ" + first)
    else:
        key = curated.lines(f"{table}.csv")[-1].split(",")[0]
        curated.cell(f"{table}.csv", key, column, "lạ")
    assert not goes_straight(curated)


def _again(curated: Curated) -> None:
    curated.append("models.csv", curated.lines("models.csv")[2])


def _phrase(curated: Curated) -> None:
    curated.cell("observations.csv", "sin-ho-2023-p09-4", "as_printed", "gần 7OO người")


def _bytes(old: bytes, new: bytes) -> Callable[[Curated], None]:
    return lambda curated: curated.bytes("observations.csv", lambda d: d.replace(old, new, 1))


ODD = {
    "a key stands twice": _again,
    "a phrase cannot be read": _phrase,
    "a file is missing": lambda c: c.path("models.csv").unlink(),
    "a file is empty": lambda c: c.path("models.csv").write_bytes(b""),
    "a column is missing": lambda c: c.replace("units.csv", ",short_name", ",short"),
    "a cell too many": lambda c: c.append("units.csv", c.lines("units.csv")[3] + ","),
    "a cell too few": lambda c: c.append("units.csv", "x-1"),
    "an empty line": _bytes(b"\n", b"\n\n"),
    "a line of blanks": lambda c: c.append("unit_links.csv", ",,,"),
    "a quote left open": _bytes(b",flow,", b',"flow,'),
    "a cell on two lines": _bytes(b",flow,", b',"fl\now",'),
    "a hidden character": _bytes("cán bộ".encode(), "cán\u200bbộ".encode()),
    "a control character": _bytes("cán bộ".encode(), b"c\x07"),
    "legacy text": _bytes("cán bộ".encode(), "baùo caùo".encode()),
    "no UTF-8": _bytes("cán bộ".encode(), b"c\xe1n b"),
    "letters apart from their marks": lambda c: c.bytes(
        "units.csv", lambda d: unicodedata.normalize("NFD", d.decode()).encode()
    ),
    "a blank before a cell": _bytes(b",flow,", b", flow,"),
    "a no-break space after a cell": _bytes(b",flow,", b",flow\xc2\xa0,"),
    "a number with noughts before it": lambda c: c.cell(
        "observations.csv", "sin-ho-2023-p09-4", "paragraph", "09"
    ),
    "a day without its nought": lambda c: c.cell(
        "sources.csv", "yen-dinh-2023", "event_on", "2023-3-17"
    ),
    "a day with slashes": lambda c: c.cell(
        "sources.csv", "yen-dinh-2023", "event_on", "2023/03/17"
    ),
    "t for true": lambda c: c.cell("models.csv", "yen-dinh-2023-m01", "is_breakthrough", "t"),
}


@pytest.mark.parametrize("spoil", ODD.values(), ids=ODD.keys())
def test_what_may_be_wrong_is_looked_at_the_long_way(
    curated: Curated, spoil: Callable[[Curated], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(curated)
    went = []

    def seen(con: duckdb.DuckDBPyConnection, folder: Path) -> bool:
        went.append(straight.straight(con, folder))
        return went[-1]

    monkeypatch.setattr("etl.__main__.straight", seen)
    large = curated.problems()
    assert went == [False]
    monkeypatch.setattr(workplace, "LARGE", 1 << 40)
    assert large == curated.problems()


def test_the_long_way_gives_the_same_release(
    curated: Curated, release: Path, tmp_path: Path
) -> None:
    """Letters apart from their marks, put together again; blanks around cells, taken away."""
    for table in (t for t in TABLES if t.curated):
        curated.bytes(
            f"{table.name}.csv", lambda d: unicodedata.normalize("NFD", d.decode()).encode()
        )
    assert not goes_straight(curated)
    assert curated.publish(tmp_path / "releases") == 0
    assert next((tmp_path / "releases").glob("*/release.duckdb")).is_file()
    for table in TABLES:
        (file,) = (tmp_path / "releases").glob(f"*/{table.name}.parquet")
        assert file.read_bytes() == (release / file.name).read_bytes(), table.name


def test_lines_are_those_of_the_file(curated: Curated) -> None:
    rows = [line.split(",")[0] for line in curated.lines("observations.csv")]
    with duckdb.connect() as con:
        build(con, curated.folder)
        assert lines_of(con, set(rows)) == {key: n for n, key in enumerate(rows, 1) if n > 1}
        assert lines_of(con, set()) == {}


def test_who_asks_for_lines_gets_them(curated: Curated) -> None:
    with duckdb.connect() as con:
        build(con, curated.folder, lines=True)
        found = con.execute("select observation_id, line from observations").fetchall()
    assert dict(found)["yen-dinh-2023-p06-5"] == 6


def test_verifying_names_the_lines(
    curated: Curated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert curated.verify(tmp_path) == 1
    assert "data/curated/sources.csv:2: " in capsys.readouterr().err


def test_small_files_are_not_built_so(curated: Curated, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workplace, "LARGE", 1 << 24)
    assert not goes_straight(curated)


# ------------------------------------------------------------------------------- the place of work


def test_the_folder_of_work_goes_with_the_build(curated: Curated, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    (releases / ".work-killed" / "spill").mkdir(parents=True)
    assert curated.publish(releases) == 0
    assert list(releases.glob(".work-*")) == []
    _phrase(curated)
    assert curated.publish(releases) == 1
    assert list(releases.glob(".work-*")) == []


def test_the_database_keeps_to_its_memory(curated: Curated, tmp_path: Path) -> None:
    asked = "select current_setting('memory_limit')"
    for limit in (0, 1 << 40):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(workplace, "LARGE", limit)
            with workplace.workplace(curated.folder, tmp_path, "64MiB") as con:
                assert con.execute(asked).fetchall() == [("64.0 MiB",)]


@pytest.mark.parametrize("memory", ["much", "4", "0GB", "4 gigabytes", ""])
def test_no_amount_of_memory_is_refused(memory: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--memory", memory])
    assert stop.value.code == 2
    assert "write 4GB" in capsys.readouterr().err


def test_a_build_within_little_memory(curated: Curated, tmp_path: Path) -> None:
    places = ["--curated", str(curated.folder), "--releases", str(tmp_path / "releases")]
    assert main([*places, "--memory", "200MB"]) == 0
