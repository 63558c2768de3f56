"""The open release: nothing can be written or read beside it through a question."""

from pathlib import Path

import duckdb
import pytest

from warehouse.connection import Warehouse
from warehouse.contract import TABLES
from warehouse.kept import KEPT


@pytest.fixture(scope="module")
def locked(releases: Path) -> Warehouse:
    return Warehouse(releases)


OUT = "{out}"  # a folder that must stay empty
REFUSED = [
    f"copy (select 1) to '{OUT}/a.csv'",
    f"copy units to '{OUT}/a.parquet' (format parquet)",
    f"with x as (copy (select 1) to '{OUT}/b.csv') select * from x",
    f"explain analyze copy (select 1) to '{OUT}/c.csv'",
    f"prepare p as copy (select 1) to '{OUT}/d.csv'",
    f"export database '{OUT}/e'",
    f"set profiling_output='{OUT}/f'",
    f"attach '{OUT}/x.duckdb'",
    "attach ':memory:' as m",
    "import database '/tmp'",
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/etc/passwd')",
    "select * from glob('/etc/*')",
    "select * from '/etc/passwd.parquet'",
    "copy units from '/etc/passwd'",
    "select * from read_parquet('https://example.com/x.parquet')",
    "select * from query('create table q(a int)')",
    "create table t(a int)",
    "create or replace table units as select 1",
    "create view v as select 1",
    "create macro m(a) as a",
    "create schema s",
    "insert into units select * from units",
    "update units set name = 'x'",
    "delete from units",
    "truncate units",
    "drop table units",
    "alter table units add column a int",
    "set threads=1",
    "set enable_external_access=true",
    "set disabled_filesystems=''",
    "reset disabled_filesystems",
    "set global max_execution_time=0",
    "pragma memory_limit='1GB'",
    "install httpfs",
    "load httpfs",
    "create secret s (type s3)",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_refused(locked: Warehouse, statement: str, tmp_path: Path) -> None:
    with locked.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(statement.replace(OUT, str(tmp_path))).fetchall()
    assert list(tmp_path.iterdir()) == []


def test_python_variables_are_not_tables(locked: Warehouse) -> None:
    frame = [1, 2, 3]
    with locked.cursor() as cursor, pytest.raises(duckdb.CatalogException):
        cursor.execute("select * from frame").fetchall()
    assert frame


def test_private_database_is_untouched_by_all_that(locked: Warehouse) -> None:
    with locked.cursor() as cursor:
        tables = {
            row[0] for row in cursor.execute("select table_name from duckdb_tables()").fetchall()
        }
    assert tables == {table.name for table in (*TABLES, *KEPT)}
