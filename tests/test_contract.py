"""The contract against what is really published, and the rules every published row keeps."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from warehouse import codes
from warehouse.contract import BY_NAME, TABLES, Column, Table

COLUMNS = [(table, column) for table in TABLES for column in table.columns]
COLUMN_IDS = [f"{table.name}.{column.name}" for table, column in COLUMNS]
VIETNAMESE_LETTER = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I
)
CODELISTS = {name: value for name, value in vars(codes).items() if name.isupper()}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_published_with_the_declared_columns_and_types(published, table: Table) -> None:
    described = published.execute(f"describe {table.name}").fetchall()
    assert [row[:2] for row in described] == [(c.name, c.sql_type) for c in table.columns]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_unique_by_its_key_and_sorted_by_it(published, table: Table) -> None:
    rows = published.execute(f"select {table.key} from {table.name}").fetchall()
    assert len(set(rows)) == len(rows)
    assert rows == sorted(rows)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=COLUMN_IDS)
def test_a_column_says_what_it_means_in_vietnamese(table: Table, column: Column) -> None:
    assert VIETNAMESE_LETTER.search(column.meaning)
    assert column.codes is None or len(column.codes) > 0
    assert (column.codes is not None) == (column.kind in ("code", "codes"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_grain_is_one_vietnamese_sentence(table: Table) -> None:
    assert table.grain.startswith("Một dòng là ")
    assert table.grain.endswith(".")


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=COLUMN_IDS)
def test_a_column_is_filled_by_something(published, table: Table, column: Column) -> None:
    query = f'select count("{column.name}"), count(*) from {table.name}'
    filled, rows = published.execute(query).fetchone()
    assert filled > 0
    if column.required:
        assert filled == rows


@pytest.mark.parametrize(
    ("table", "column"),
    [pair for pair in COLUMNS if pair[1].codes],
    ids=[name for name, pair in zip(COLUMN_IDS, COLUMNS, strict=True) if pair[1].codes],
)
def test_published_codes_are_in_their_codelist(published, table: Table, column: Column) -> None:
    cell = f'unnest("{column.name}")' if column.kind == "codes" else f'"{column.name}"'
    found = published.execute(f"select distinct {cell} from {table.name}").fetchall()
    assert {code for (code,) in found if code is not None} <= set(column.codes)


@pytest.mark.parametrize(
    ("table", "column"),
    [pair for pair in COLUMNS if pair[1].references],
    ids=[name for name, pair in zip(COLUMN_IDS, COLUMNS, strict=True) if pair[1].references],
)
def test_published_references_lead_somewhere(published, table: Table, column: Column) -> None:
    target = BY_NAME[column.references]
    cell = f'unnest("{column.name}")' if column.kind == "texts" else f'"{column.name}"'
    lost = f"""select id from (select {cell} as id from {table.name})
               where id is not null and id not in (select {target.key} from {target.name})"""
    assert published.execute(lost).fetchall() == []


@pytest.mark.parametrize("name", CODELISTS)
def test_every_code_has_words(name: str) -> None:
    for code, words in CODELISTS[name].items():
        assert code.strip()
        assert words
        assert code == code.strip()


def test_one_code_has_one_label_within_a_list() -> None:
    for name, codelist in CODELISTS.items():
        if name != "UNITS_WITHIN":
            assert len(set(codelist.values())) == len(codelist), name


# The published data


def test_every_observation_resolves_to_a_source_with_a_hash(published) -> None:
    rows = published.execute(
        """select o.observation_id, s.sha256 from observations o
           left join sources s using (source_id)"""
    ).fetchall()
    assert [o for o, sha256 in rows if not re.fullmatch("[0-9a-f]{64}", sha256 or "")] == []


def test_every_indicator_has_a_unit_and_a_definition(published) -> None:
    rows = published.execute(
        "select indicator_id, measure_unit, definition from indicators"
    ).fetchall()
    bare = [
        i for i, unit, definition in rows if not unit or not VIETNAMESE_LETTER.search(definition)
    ]
    assert bare == []


@pytest.mark.parametrize("table", ["observations", "commendations", "study_activities"])
def test_no_phrase_is_longer_than_eight_words(published, table: str) -> None:
    phrases = published.execute(f"select as_printed from {table}").fetchall()
    assert [phrase for (phrase,) in phrases if len(phrase.split()) > 8] == []


def test_a_figure_with_a_value_lies_between_its_bounds(published) -> None:
    torn = """select observation_id from observations
              where value < lower or value > upper or lower > upper"""
    assert published.execute(torn).fetchall() == []


def test_a_figure_is_reported_exactly_when_it_has_a_qualifier(published) -> None:
    strays = """select observation_id from observations
                where (obs_status = 'reported' and (qualifier is null or quantity is null))
                   or (obs_status = 'mentioned' and qualifier is not null)"""
    assert published.execute(strays).fetchall() == []


def test_a_quantity_stands_in_its_phrase(published) -> None:
    rows = published.execute(
        "select as_printed, quantity from observations where quantity is not null"
    ).fetchall()
    assert [phrase for phrase, quantity in rows if quantity not in phrase] == []


def test_a_finding_cites_only_figures_of_its_report(published) -> None:
    strays = """select f.finding_id, o.observation_id
                from (select *, unnest(observation_ids) as observation_id from findings) f
                join observations o using (observation_id) where o.source_id <> f.source_id"""
    assert published.execute(strays).fetchall() == []


# A form of address before a capitalised word that is not one of ours.
PERSON = re.compile(
    r"(?<!\w)(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|đ/c|Đ/c|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]hầy|[Cc]ụ)\s+"
    r"(?!Bác|Hồ|Đảng|Nhân)[A-ZĐÀ-Ỹ]\w*"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đồng chí Xxx Yyy, Bí thư", True),
        ("hộ bà Xxx hiến đất", True),
        ("Ông Yyy", True),
        ("quê hương Anh hùng", False),
        ("học sinh, cô giáo, bà con, đồng chí", False),
    ],
)
def test_the_rule_for_names_of_persons(text: str, found: bool) -> None:
    assert bool(PERSON.search(text)) is found


def texts(path: Path) -> list[tuple[int, str]]:
    return list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))


def test_no_person_is_named_in_the_curated_files() -> None:
    found = [
        f"{path.name}:{line}: {name[0]}"
        for path in sorted((ROOT / "data" / "curated").iterdir())
        for line, text in texts(path)
        if (name := PERSON.search(text))
    ]
    assert found == []


def test_no_person_is_named_in_the_published_tables(published) -> None:
    for table in TABLES:
        for column in (c for c in table.columns if c.kind == "text"):
            cells = published.execute(f'select distinct "{column.name}" from {table.name}')
            named = [text for (text,) in cells.fetchall() if text and PERSON.search(text)]
            assert named == [], f"{table.name}.{column.name}"


def test_no_poverty_count_stands_below_the_commune(published) -> None:
    strays = """select o.observation_id from observations o join indicators i using (indicator_id)
                where o.level not in ('province', 'district', 'commune')
                  and regexp_matches(o.as_printed_fold || ' ' || i.name_fold, 'ho (can )?ngheo')"""
    assert published.execute(strays).fetchall() == []
