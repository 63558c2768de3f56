"""What the README promises is there: commands, files, addresses, dependencies."""

import re
import tomllib
from pathlib import Path

import pytest
from streamlit import config
from streamlit.web import skills

from exhibits import vi

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z-]+)", TEXT)) - {"for"}))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m (etl|exhibits|bench)", TEXT))))
def test_every_module_can_be_started(module: str) -> None:
    assert (ROOT / module / "__main__.py").is_file()


@pytest.mark.parametrize(
    "path",
    sorted(set(re.findall(r"[`(]((?:data|etl|tests|bench|pages|static|docs)/[\w./]+)[`)]", TEXT))),
)
def test_every_file_exists(path: str) -> None:
    assert path == "data/releases/" or (ROOT / path).exists()


def test_every_page_has_its_address() -> None:
    for slug, title in vi.PAGES.items():
        assert f"| {title} | `/{slug}` |" in TEXT


def test_every_dependency_is_pinned_and_explained() -> None:
    for part in ("", "-dev", "-spark", "-superset"):
        text = (ROOT / f"requirements{part}.txt").read_text(encoding="utf-8")
        for line in re.sub("#.*", "", text).split():
            if line in ("-r", "requirements.txt"):
                continue
            name, _, version = line.partition("==")
            assert version, f"{line} is not pinned"
            name = name.partition("[")[0]
            assert re.search(rf"^\|.*\b{name}\b", TEXT, re.MULTILINE), f"{name} is not explained"


def test_the_dashboard_asks_nothing_when_it_starts() -> None:
    assert _settings()["server"]["showEmailPrompt"] is False


def test_nothing_is_laid_over_the_page_of_who_develops(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"server.headless": False, "logger.hideWelcomeMessage": False}
    monkeypatch.setattr(config, "get_option", settings.get)
    monkeypatch.setattr(skills, "agent_harness_present", lambda: True)
    monkeypatch.setattr(skills, "detect_installed_skills", lambda _: ())
    monkeypatch.setattr(skills, "_nudge_dismissed_marker_path", lambda: ROOT / "no such file")
    offered = skills.nudge_suppression_reason(str(ROOT))
    settings["logger.hideWelcomeMessage"] = _settings()["logger"]["hideWelcomeMessage"]
    assert (offered, skills.nudge_suppression_reason(str(ROOT))) == ("", "welcome_hidden")


def _settings() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_every_threat_names_a_test_that_is_there() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    threats = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(threats) > 15
    for threat in threats:
        named = re.findall(r"`(tests/[\w./]+|make audit)", threat.split("|")[-2])
        assert named, threat
        assert all(name == "make audit" or (ROOT / name).exists() for name in named), threat
