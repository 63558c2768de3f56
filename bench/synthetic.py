"""Write a labelled synthetic release of any size, straight to Parquet, for measuring only.

The rows say of themselves that they are synthetic, are generated inside DuckDB from row numbers
alone (same size, same rows), and obey the contract's types and codes. Nothing here is read by the
product, and data/releases is refused as a target.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

import duckdb

from etl.publish import database, write_both
from etl.workplace import attach, has_release
from warehouse import codes
from warehouse.contract import TABLES, VERSION, Table
from warehouse.releases import DATABASE, seal

ROOT = Path(__file__).parents[1]
PER_REPORT = 20  # figures in one report
COMMUNES = 10  # in one locality
_LOCALITIES = 500
# Of 100 observations: 79 figures, 45 names, 7 statements, 74 activities are in the real reports.
_PER_OBSERVATION = {"models": 0.1, "commendations": 0.1, "study_activities": 0.2}
LARGE = 100_000  # observations from which on a release brings its own database
_SQL = Path(__file__).parent / "synthetic.sql"


def write(observations: int, releases: Path) -> Path:
    """A release of that many observations under `releases`, and CURRENT pointing at it."""
    if releases.resolve().is_relative_to(ROOT / "data"):
        raise ValueError(f"{releases} belongs to the product; give another folder")
    folder = releases / f"synthetic-{observations}"
    folder.mkdir(parents=True)
    with duckdb.connect() as con:
        # Rows are numbered in the order of the key; joins that keep the left side's order save a
        # sort that would take most of the time.
        con.execute("set disabled_optimizers='join_order,build_side_probe_side'")
        con.execute(_macros(observations))
        con.execute(_SQL.read_text(encoding="utf-8"))
        if observations >= LARGE:
            attach(con, str(folder / DATABASE))
        files = {f"{table.name}.parquet": _copy(con, table, folder) for table in TABLES}
        own = database(con, folder / DATABASE)
    manifest = {
        "release": folder.name,
        "contract": VERSION,
        "built_at": "2000-01-01T00:00:00+00:00",
        "inputs": {},
        "files": files,
        "note": "synthetic",
        **own,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    if own:
        seal(folder)
    draft = releases / ".CURRENT"
    draft.write_text(folder.name + "\n", encoding="utf-8")
    os.replace(draft, releases / "CURRENT")
    return folder


def _macros(observations: int) -> str:
    """Sizes and codelists as SQL macros, so that synthetic.sql is plain SQL."""
    reports = max(1, observations // PER_REPORT)
    sizes = {
        "observations_": observations,
        "per_report_": PER_REPORT,
        "reports_": reports,
        "localities_": min(_LOCALITIES, reports),
        "communes_": COMMUNES,
        **{f"{name}_": int(observations * share) for name, share in _PER_OBSERVATION.items()},
    }
    lists = {
        "topics": codes.TOPIC,
        "fields": codes.FIELD,
        "kinds": codes.MODEL_KIND,
        "forms": codes.COMMENDATION_FORM,
        "authorities": codes.AUTHORITY_KIND,
        "recipients": codes.RECIPIENT,
        "frequencies": codes.FREQUENCY,
        "activity_codes": codes.ACTIVITY,
        "model_statuses": codes.MODEL_STATUS,
    }
    made = [f"create macro {name}() as {value}" for name, value in sizes.items()]
    made += [f"create macro {name}() as {_list(of)}" for name, of in lists.items()]
    return ";\n".join(made)


def _list(of: Mapping[str, str]) -> str:
    return "[" + ", ".join(f"'{code}'" for code in of) + "]"


def _copy(con: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> dict[str, object]:
    """One file, in the order of its key as etl/publish sorts it; what the manifest says of it."""
    path = folder / f"{table.name}.parquet"
    columns = ", ".join(f'"{c.name}"::{c.sql_type} as "{c.name}"' for c in table.columns)
    select = f"select {columns} from {table.name}"
    if has_release(con):
        write_both(con, table, select, path)
    else:
        quoted = str(path).replace("'", "''")
        con.execute(f"copy ({select}) to '{quoted}' (format parquet, compression zstd)")
    (rows,) = con.execute(f"select count(*) from {table.name}").fetchone()
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"sha256": digest, "bytes": path.stat().st_size, "rows": rows}
