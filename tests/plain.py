"""Every published answer a second, slow way: loops over the curated files, no SQL and no pandas.

Each function bears the name of the question in `warehouse.queries` it answers and returns the same
rows as dictionaries, in the same order. Only the phrase grammar is shared; it has its own tests.
This is the door: `plain_rows` reads the files, the other `plain_*` answer.
"""

from tests.plain_coverage import cell, coverage
from tests.plain_figures import comparable, figures, touched, years
from tests.plain_findings import findings
from tests.plain_named import (
    activities,
    activity_kinds,
    models_by_field,
    models_by_kind,
    named_models,
    statements,
)
from tests.plain_places import compared, localities, sources, successors, units_inside
from tests.plain_rows import Row, fold, one, read, without

__all__ = [
    "Row", "activities", "activity_kinds", "cell", "comparable", "compared", "coverage", "figures",
    "findings", "fold", "localities", "models_by_field", "models_by_kind", "named_models", "one",
    "read", "sources", "statements", "successors", "touched", "units_inside", "without", "years",
]  # fmt: skip
