"""Two people who sign in: one enters a report, the other approves it; neither can do both."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from exhibits import vi, vi_desk
from tests.browser import reader
from tests.browser.editor import SLOW, decided, pasted, say_kind
from tests.browser.people import Guarded, People, Provider, guarded
from tests.signing_in import APPROVER, CURATOR

TITLE = "Huyện Quảng Xương sơ kết"
BOTH = "both@example.vn"


@pytest.fixture
def office(provider: Provider, releases: Path, tmp_path: Path) -> Iterator[Guarded]:
    """A server of its own: what is published here must not reach other tests."""
    with guarded(provider, releases, tmp_path) as running:
        running.rights(curators=[CURATOR, BOTH], approvers=[APPROVER, BOTH])
        yield running


@pytest.fixture
def staff(browser: Browser, office: Guarded, browsers: list[BrowserContext]) -> Iterator[People]:
    coming = People(browser, office, browsers)
    yield coming
    coming.leave()
    assert not office.server.errors()


def opened(page: Page) -> None:
    page.get_by_role("button", name=TITLE).click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


def test_one_enters_and_another_approves(staff: People, office: Guarded) -> None:
    curator = staff.signed_in(CURATOR, "/nhap-bao-cao")
    pasted(curator, office.server)
    say_kind(curator)
    decided(curator)
    submit = curator.get_by_role("button", name=vi_desk.SUBMIT).first
    expect(submit).to_be_enabled(timeout=SLOW)
    submit.click()
    expect(curator.get_by_text(vi_desk.SUBMITTED)).to_be_visible()
    expect(curator.get_by_role("button", name=vi_desk.APPROVE)).to_have_count(0)

    approver = staff.signed_in(APPROVER, "/nhap-bao-cao")
    opened(approver)
    approve = approver.get_by_role("button", name=vi_desk.APPROVE).first
    expect(approve).to_be_enabled(timeout=SLOW)
    approve.click()
    expect(approver.get_by_text(re.compile("^Đã phát hành: bản số liệu"))).to_be_visible(
        timeout=SLOW
    )
    with approver.context.expect_page() as trace:
        approver.get_by_role("link", name=re.compile("hơn 900 cuốn sổ")).first.click()
    expect(trace.value.locator("h1")).to_have_text(vi.PAGES["truy-nguon"])
    expect(reader.main(trace.value).get_by_text("cho đảng viên.")).to_be_visible()

    # Both names stand in the log, each beside what they did.
    approver.get_by_text(vi_desk.LOG, exact=True).click()
    log = reader.main(approver)
    expect(log.get_by_text(CURATOR.partition("@")[0]).first).to_be_visible()
    expect(log.get_by_text(APPROVER.partition("@")[0]).first).to_be_visible()

    # Undone, it is a new release, and the figure is gone from it.
    approver.get_by_text(vi_desk.UNDO, exact=True).first.click()
    approver.get_by_label(vi_desk.UNDO_WHY).fill("nhập nhầm báo cáo thử")
    reader.still(approver)  # it opens, and moves the button
    approver.get_by_role("button", name=vi_desk.UNDO, exact=True).click()
    expect(approver.get_by_text(re.compile("^Đã hoàn tác: bản số liệu"))).to_be_visible(
        timeout=SLOW
    )
    trace.value.reload()
    expect(trace.value.get_by_text("cho đảng viên.")).to_have_count(0)


def test_who_wrote_a_draft_does_not_approve_it(staff: People, office: Guarded) -> None:
    both = staff.signed_in(BOTH, "/nhap-bao-cao")
    pasted(both, office.server)
    say_kind(both)
    decided(both)
    submit = both.get_by_role("button", name=vi_desk.SUBMIT).first
    expect(submit).to_be_enabled(timeout=SLOW)
    submit.click()
    expect(both.get_by_text(vi_desk.OWN_DRAFT)).to_be_visible()
    expect(both.get_by_role("button", name=vi_desk.APPROVE)).to_be_disabled()
    # Rights are asked at every action, of the list as it now is.
    take_back = both.get_by_role("button", name=vi_desk.TAKE_BACK)
    expect(take_back).to_be_enabled()
    office.rights(curators=[CURATOR], approvers=[APPROVER])
    # At once: the page looks again by itself every second, and then takes the button away.
    take_back.evaluate_all("found => found.forEach((button) => button.click())")
    expect(take_back).to_have_count(0)
    expect(both.get_by_role("button", name=vi_desk.SUBMIT)).to_have_count(0)
    curator = staff.signed_in(CURATOR, "/nhap-bao-cao")
    opened(curator)
    expect(curator.get_by_text(vi_desk.WAITS)).to_be_visible()
