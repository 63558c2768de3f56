"""Settings of the Superset that bench/superset.py starts: SQLite, caches on the disk, loopback."""

import os
import secrets

_HOME = os.environ["SUPERSET_HOME"]
_CACHE = {"CACHE_TYPE": "FileSystemCache", "CACHE_DEFAULT_TIMEOUT": 86_400, "CACHE_THRESHOLD": 500}

SECRET_KEY = os.environ.get("SUPERSET_SECRET_KEY") or secrets.token_hex()
SQLALCHEMY_DATABASE_URI = f"sqlite:///{_HOME}/superset.db"
CACHE_CONFIG = {**_CACHE, "CACHE_DIR": f"{_HOME}/cache"}
DATA_CACHE_CONFIG = {**_CACHE, "CACHE_DIR": f"{_HOME}/data"}
FILTER_STATE_CACHE_CONFIG = {**_CACHE, "CACHE_DIR": f"{_HOME}/filters"}
EXPLORE_FORM_DATA_CACHE_CONFIG = {**_CACHE, "CACHE_DIR": f"{_HOME}/forms"}
WTF_CSRF_ENABLED = False  # the bench speaks to its API
TALISMAN_ENABLED = False  # plain http on loopback
