"""Write labelled synthetic curated files of any size, for measuring the ETL only.

Every row says that it is synthetic; the files hold to every rule of the build. data/ is refused as
a target.
"""

from pathlib import Path

import duckdb

from warehouse.contract import TABLES

ROOT = Path(__file__).parents[1]
_SQL = Path(__file__).parent / "curated.sql"


def write(observations: int, folder: Path) -> Path:
    """Curated files with that many observations in `folder`, as data/curated holds them."""
    if folder.resolve().is_relative_to(ROOT / "data"):
        raise ValueError(f"{folder} belongs to the product; give another folder")
    folder.mkdir(parents=True)
    with duckdb.connect() as con:
        con.execute(f"create macro size_() as {observations:d}")
        con.execute(_SQL.read_text(encoding="utf-8"))
        for table in (t for t in TABLES if t.curated):
            columns = ", ".join(f'"{c.name}"' for c in table.typed)
            file = str(folder / f"{table.name}.csv").replace("'", "''")
            con.execute(f"copy (select {columns} from {table.name}) to '{file}' (header)")
    (folder / "findings.yml").write_text("[]\n", encoding="utf-8")
    return folder
