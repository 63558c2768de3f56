"""`python -m tests.faults.fuzz DOOR [libFuzzer's options]`: knock at a door, led by coverage.

Needs atheris (requirements-soak.txt). `make soak` knocks at every door for a minute each.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_SECONDS = 60
_FOUND = Path(".fuzz")  # what broke a door, to be tried again


def main(arguments: list[str]) -> int:
    if not arguments:
        from tests.faults.doors import DOORS

        _FOUND.mkdir(exist_ok=True)
        each = [subprocess.run(_command(name), check=False).returncode for name in DOORS]
        failed = [name for name, code in zip(DOORS, each, strict=True) if code]
        print(f"Fuzzed {len(each)} doors for {_SECONDS} s each; faults: {failed or 'none'}")
        return 1 if failed else 0
    import atheris

    with atheris.instrument_imports(include=["etl", "exhibits", "warehouse"]):
        from tests.faults.doors import DOORS
        from tests.faults.doors import main as etl

    door = DOORS[arguments[0]]
    with tempfile.TemporaryDirectory() as folder:
        releases, corpus = Path(folder) / "releases", Path(folder) / "corpus"
        os.environ["RELEASES_DIR"] = str(releases)
        assert etl(["--releases", str(releases)]) == 0
        corpus.mkdir()
        (corpus / "seed").write_bytes(door.seed())
        atheris.Setup([sys.argv[0], *arguments[1:], str(corpus)], door)
        atheris.Fuzz()
    return 0


def _command(name: str) -> list[str]:
    limits = [f"-max_total_time={_SECONDS}", "-max_len=4000", "-rss_limit_mb=3000", "-timeout=30"]
    return [sys.executable, "-m", "tests.faults.fuzz", name, *limits, f"-artifact_prefix={_FOUND}/"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
