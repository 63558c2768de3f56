"""Where the data are when nothing else is said."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]


def default_curated() -> Path:
    return Path(os.environ.get("CURATED_DIR", ROOT / "data" / "curated"))


def default_releases() -> Path:
    return Path(os.environ.get("RELEASES_DIR", ROOT / "data" / "releases"))
