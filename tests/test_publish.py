"""A release is whole or not there: same input, same bytes; refusals and crashes change nothing."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.publish import is_whole
from tests.conftest import ROOT, Curated
from warehouse.contract import BY_NAME, TABLES, VERSION


def current(releases: Path) -> str:
    return (releases / "CURRENT").read_text(encoding="utf-8").strip()


def contents(releases: Path) -> dict[str, bytes]:
    """Every file under the folder but the lock."""
    return {
        str(file.relative_to(releases)): file.read_bytes()
        for file in sorted(releases.rglob("*"))
        if file.is_file() and file.name != ".lock"
    }


@pytest.fixture
def mine(releases: Path, tmp_path: Path) -> Path:
    """A releases folder this test may write to, with the one release of `curated` as it is."""
    return shutil.copytree(releases, tmp_path / "releases")


def test_the_same_input_gives_the_same_bytes(
    curated: Curated, releases: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "again"
    assert curated.publish(mine) == 0
    assert current(mine) == current(releases)
    ours, theirs = contents(mine), contents(releases)
    assert set(ours) == set(theirs)
    different = [name for name in ours if ours[name] != theirs[name]]
    assert [name for name in different if not name.endswith("manifest.json")] == []


def test_the_manifest_says_what_is_there(release: Path) -> None:
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["release"] == release.name
    assert manifest["contract"] == VERSION
    assert set(manifest["files"]) == {f"{table.name}.parquet" for table in TABLES}
    for name, file in manifest["files"].items():
        data = (release / name).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
        assert file["bytes"] == len(data)
    curated = ROOT / "data" / "curated"
    assert manifest["inputs"] == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in curated.iterdir()
        if file.name == "findings.yml" or BY_NAME.get(file.stem)
    }


def test_the_manifest_counts_the_rows(release: Path, published) -> None:
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    for table in TABLES:
        (rows,) = published.execute(f"select count(*) from {table.name}").fetchone()
        assert manifest["files"][f"{table.name}.parquet"]["rows"] == rows > 0


def test_every_curated_row_is_published(published) -> None:
    for table in (t for t in TABLES if t.curated):
        (rows,) = published.execute(f"select count(*) from {table.name}").fetchone()
        file = ROOT / "data" / "curated" / f"{table.name}.csv"
        assert rows == len(file.read_text(encoding="utf-8").splitlines()) - 1, table.name


def test_changed_input_is_a_new_release_and_the_old_one_stays(curated: Curated, mine: Path) -> None:
    old, before = current(mine), contents(mine)
    curated.replace("units.csv", "Huyện Sìn Hồ,Sìn Hồ", "Huyện Sìn Hồ,Sìn Hồ (huyện)")
    assert curated.publish(mine) == 0
    assert current(mine) != old
    assert is_whole(mine / old)
    assert {n: b for n, b in contents(mine).items() if n.startswith(old)} == {
        n: b for n, b in before.items() if n.startswith(old)
    }


def test_going_back_to_old_input_points_back_to_its_release(curated: Curated, mine: Path) -> None:
    first, before = current(mine), contents(mine)
    curated.replace("units.csv", "Huyện Sìn Hồ,Sìn Hồ", "Huyện Sìn Hồ,Sìn Hồ (huyện)")
    assert curated.publish(mine) == 0
    curated.replace("units.csv", "Huyện Sìn Hồ,Sìn Hồ (huyện)", "Huyện Sìn Hồ,Sìn Hồ")
    assert curated.publish(mine) == 0
    assert current(mine) == first
    assert before.items() <= contents(mine).items(), "the first release was not written again"


def test_files_the_build_does_not_read_make_no_new_release(curated: Curated, mine: Path) -> None:
    before = contents(mine)
    curated.path(".~lock.models.csv#").write_text("LibreOffice", encoding="utf-8")
    assert curated.publish(mine) == 0
    assert contents(mine) == before


def test_an_editor_s_lock_that_leads_nowhere_is_no_input(curated: Curated, mine: Path) -> None:
    before = contents(mine)
    curated.path(".#models.csv").symlink_to("anh@may:1234")
    curated.path("old.csv").symlink_to("nowhere")
    assert curated.publish(mine) == 0
    assert contents(mine) == before


def test_a_folder_that_is_not_there_is_said_file_by_file(tmp_path: Path, capsys) -> None:
    places = ["--curated", str(tmp_path / "none"), "--releases", str(tmp_path / "releases")]
    assert main(places) == 1
    assert '/none/units.csv:1: "units.csv": thiếu tệp' in capsys.readouterr().err


def test_files_only_touched_meanwhile_are_no_change(
    curated: Curated, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def touched(con: object) -> list:
        os.utime(curated.path("units.csv"))
        return []

    monkeypatch.setattr("etl.__main__.check_contract", touched)
    assert curated.publish(mine) == 0


def test_refused_data_leave_every_byte_of_the_releases(
    curated: Curated, mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(mine)
    curated.cell("models.csv", "yen-dinh-2023-m01", "kind", "mo hinh")
    curated.path("unit_links.csv").unlink()
    capsys.readouterr()
    assert curated.publish(mine) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0].startswith('data/curated/models.csv:2: "mo hinh": kind không có')
    assert err.splitlines()[1].startswith('data/curated/unit_links.csv:1: "unit_links.csv": thiếu')
    assert err.splitlines()[2:] == ["Có 2 lỗi; bản phát hành cũ giữ nguyên."]
    assert contents(mine) == before


@pytest.mark.parametrize("call", ["rename", "replace"])
def test_a_crash_before_the_last_step_leaves_the_old_release_current(
    curated: Curated, mine: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    old = current(mine)
    curated.replace("units.csv", "Huyện Sìn Hồ,Sìn Hồ", "Huyện Sìn Hồ,Sìn Hồ (huyện)")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, call, killed)
        with pytest.raises(KeyboardInterrupt):
            curated.publish(mine)
    assert current(mine) == old
    assert is_whole(mine / old)
    visible = [folder for folder in mine.iterdir() if folder.is_dir() and folder.name[0] != "."]
    assert all(is_whole(folder) for folder in visible)
    # and the next run finishes what the killed one began, leaving nothing behind
    assert curated.publish(mine) == 0
    assert current(mine) != old
    assert list(mine.glob(".staging-*")) == []


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda file: file.write_bytes(file.read_bytes()[:-1]), id="cut-short"),
        pytest.param(
            lambda file: file.write_bytes(
                bytes([file.read_bytes()[0] ^ 1]) + file.read_bytes()[1:]
            ),
            id="one-bit",
        ),
        pytest.param(lambda file: file.unlink(), id="lost"),
        pytest.param(
            lambda file: (file.parent / "manifest.json").write_text('{"files": {}}'),
            id="manifest-names-nothing",
        ),
        pytest.param(
            lambda file: (file.parent / "manifest.json").write_text("[]"), id="manifest-of-nothing"
        ),
        pytest.param(lambda file: (file.parent / "manifest.json").unlink(), id="no-manifest"),
    ],
)
def test_a_damaged_release_of_the_same_id_is_built_again(
    curated: Curated, mine: Path, damage
) -> None:
    folder = mine / current(mine)
    before = contents(mine)
    damage(folder / "observations.parquet")
    assert not is_whole(folder)
    assert curated.publish(mine) == 0
    assert is_whole(folder)
    after = contents(mine)
    assert {n for n in after if after[n] != before.get(n)} <= {f"{folder.name}/manifest.json"}


HOLD = """
import sys
from pathlib import Path
from etl.publish import lock
held = lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_run_at_the_same_time_gives_way(
    curated: Curated, mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(mine)
    curated.replace("units.csv", "Huyện Sìn Hồ,Sìn Hồ", "Huyện Sìn Hồ,Sìn Hồ (huyện)")
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(mine)], cwd=ROOT, stdin=pipe, stdout=pipe, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        capsys.readouterr()
        assert curated.publish(mine) == 75
        assert capsys.readouterr().err == (
            "Một lần tạo bản phát hành khác đang chạy; thử lại sau.\n"
        )
        assert contents(mine) == before
        other.kill()  # a killed build frees its lock
    assert curated.publish(mine) == 0


def test_input_that_changes_while_it_is_read_is_refused(
    curated: Curated, mine: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    before = contents(mine)

    def slow_check(con: object) -> list:
        curated.replace("units.csv", "Huyện Sìn Hồ,Sìn Hồ", "Huyện Sìn Hồ,Sìn Hồ (huyện)")
        return []

    monkeypatch.setattr("etl.__main__.check_contract", slow_check)
    assert curated.publish(mine) == 1
    assert "tệp đổi trong lúc đọc; lưu xong các tệp rồi chạy lại" in capsys.readouterr().err
    assert contents(mine) == before


def test_the_command_prints_a_table_of_counts(curated: Curated, tmp_path: Path, capsys) -> None:
    assert curated.publish(tmp_path / "releases") == 0
    first, *table = capsys.readouterr().out.splitlines()
    assert first == f"Bản phát hành {current(tmp_path / 'releases')}"
    assert [line.split()[0] for line in table] == [t.name for t in TABLES]
    assert table[0] == "  units                     58   " + BY_NAME["units"].grain
    assert all(int(line.split()[1]) > 0 for line in table)


@pytest.mark.parametrize("folder", ['Nguyên\'s "dữ liệu"', "a [1] * b"])
def test_a_releases_folder_may_have_any_name(curated: Curated, tmp_path, folder: str) -> None:
    assert curated.publish(tmp_path / folder) == 0
    assert is_whole(tmp_path / folder / current(tmp_path / folder))


def test_the_command_needs_no_option_and_no_terminal_that_knows_vietnamese(tmp_path: Path) -> None:
    environment = os.environ | {"RELEASES_DIR": str(tmp_path / "r"), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "etl"], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").startswith("Bản phát hành ")
    assert is_whole(tmp_path / "r" / current(tmp_path / "r"))


def test_a_wrong_option_is_refused() -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--curate", "x", "--unknown"])
    assert stop.value.code == 2
