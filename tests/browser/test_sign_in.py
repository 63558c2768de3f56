"""People sign in with a real provider: who sees what, for how long, and in whose name."""

import re
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from exhibits import vi
from exhibits import vi_sign_in as words
from tests import signing_in
from tests.browser import reader
from tests.browser.people import People, guarded, provide, sees_no_data
from tests.browser.server import Server, serve
from tests.browser.test_words_on_screen import english
from tests.signing_in import APPROVER, CURATOR, READER, STRANGER

HERE = vi.PAGES["tim-kiem"]
DEEP = f"/mo-hinh?{vi.KEY_LOCALITY}={quote('Huyện Sìn Hồ')}&tim=dan"


def status(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def name_beside(page: Page, email: str) -> None:
    expect(page.get_by_test_id("stSidebar")).to_contain_text(email.partition("@")[0])


def test_the_door_shows_nothing_else(people: People) -> None:
    page = people.arrives(DEEP)
    for width, height in ((1920, 1080), reader.PHONE, reader.DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        sees_no_data(page, words.SIGN_IN_TITLE)
        expect(page.get_by_text(words.SIGN_IN_TEXT)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert english(page) == []
    expect(page).to_have_url(re.compile("tim=dan"))


def test_what_was_open_is_open_again_after_signing_in(people: People) -> None:
    page = people.signed_in(READER, DEEP)
    reader.settled(page, vi.PAGES["mo-hinh"])
    name_beside(page, READER)
    expect(page.get_by_label("Bỏ Huyện Sìn Hồ", exact=True)).to_be_attached()
    expect(page.get_by_label("Tìm", exact=True)).to_have_value("dan")
    assert english(page) == []
    # Once: the way home is not bent for ever.
    page.goto(f"{people.guarded.server.url}/")
    reader.settled(page, vi.PAGES["tong-quan"])


def test_two_people_on_one_server_keep_their_own_rights(people: People) -> None:
    curator = people.signed_in(CURATOR, email_verified=True)
    approver = people.signed_in(APPROVER)
    reader.settled(approver, HERE)
    stranger = people.signed_in(STRANGER)
    sees_no_data(stranger, words.NO_RIGHT_TITLE)
    expect(stranger.get_by_text(STRANGER)).to_be_visible()
    assert english(stranger) == []
    for page, email in ((curator, CURATOR), (approver, APPROVER)):
        page.reload()
        reader.settled(page, HERE)
        name_beside(page, email)
    people.guarded.rights(curators=[])
    # The next click, without a reload.
    reader.picker(curator, vi.LEVEL).locator("input").click()
    curator.get_by_role("option").first.click()
    sees_no_data(curator, words.NO_RIGHT_TITLE)
    approver.reload()
    reader.settled(approver, HERE)


@pytest.mark.parametrize(
    ("email", "claims", "title"),
    [
        (CURATOR, {"email_verified": False}, words.UNVERIFIED_TITLE),
        (STRANGER, {"realm_access": {"roles": ["xem"]}}, None),
        (READER.upper(), {}, None),
    ],
    ids=["unverified", "role", "capitals"],
)
def test_who_may_come_in(email: str, claims: dict, title: str | None, people: People) -> None:
    people.guarded.rights(claim="realm_access.roles", claims={"readers": ["xem"]})
    page = people.signed_in(email, **claims)
    if title:
        sees_no_data(page, title)
    else:
        reader.settled(page, HERE)


def test_signing_out_ends_it_in_every_window(people: People) -> None:
    page = people.signed_in(READER)
    other = page.context.new_page()
    reader.visit(other, f"{people.guarded.server.url}/tim-kiem", "tim-kiem")
    kept = page.context.cookies()
    page.get_by_role("button", name=words.SIGN_OUT).click()
    page.locator("form[action$=confirm] button").click()
    sees_no_data(page, words.SIGN_IN_TITLE)
    reader.picker(other, vi.LEVEL).locator("input").click()
    other.get_by_role("option").first.click()
    sees_no_data(other, words.SIGN_IN_TITLE)
    # Somebody who kept a copy of the cookie.
    page.context.add_cookies(kept)
    page.goto(f"{people.guarded.server.url}/tim-kiem")
    sees_no_data(page, words.SIGN_IN_TITLE)
    expect(page.get_by_text(words.EXPIRED)).to_be_visible()


def test_a_forged_or_old_cookie_is_no_sign_in(people: People) -> None:
    url = people.guarded.server.url
    mine = signing_in.claims(READER, origin=url, provider="default")
    for cookies, why in (
        (signing_in.cookie(mine, "another-secret-0123456789-abcdef-xyz"), words.SIGN_IN_TEXT),
        (signing_in.cookie(mine | {"origin": "http://localhost:1"}), words.SIGN_IN_TEXT),
        (signing_in.cookie(mine | {"iat": 1_700_000_000}), words.EXPIRED),
        (signing_in.cookie(mine), None),
    ):
        page = people.arrives()
        page.context.add_cookies([{"name": n, "value": v, "url": url} for n, v in cookies.items()])
        page.goto(f"{url}/tim-kiem")
        if why:
            sees_no_data(page, words.SIGN_IN_TITLE)
            expect(page.get_by_text(why)).to_be_visible()
        else:
            reader.settled(page, HERE)


def test_files_are_for_readers_only(people: People) -> None:
    page = people.signed_in(READER, "/khen-thuong")
    reader.settled(page)
    # Streamlit fetches a file by a link that would do for anybody.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_download():
        page.get_by_role("button", name=vi.XLSX).click()
    (link,) = [url for url in asked if "/media/" in url]
    assert page.request.get(link, max_retries=3).status == 200
    assert status(link) == 403
    server = people.guarded.server.url
    for path in ("/_stcore/upload_file/x/y", "/_stcore/metrics", "/_stcore/agent/openapi.json"):
        assert status(f"{server}{path}") == 403, path
    assert page.request.get(f"{server}/suc-khoe", max_retries=3).json().keys() == {"release"}
    # Taken off the list, they cannot have the file either, whatever their page still shows.
    people.guarded.rights(readers=[])
    assert page.request.get(link, max_retries=3).status == 403
    # This part of the page runs alone, without the door.
    which = page.get_by_test_id("stSelectbox").filter(has_text=vi.WHICH_TABLE)
    which.locator("input").click()
    page.get_by_role("option").nth(1).click()
    sees_no_data(page, words.NO_RIGHT_TITLE)


def test_reading_may_stay_open(people: People) -> None:
    people.guarded.rights(open_reading=True)
    page = people.arrives(DEEP)
    reader.settled(page, vi.PAGES["mo-hinh"])
    people.signs_in(page, CURATOR)
    name_beside(page, CURATOR)
    expect(page).to_have_url(re.compile("mo-hinh.*tim=dan"))


def test_a_slip_in_the_secrets_opens_nothing(people: People) -> None:
    page = people.signed_in(READER)
    reader.settled(page, HERE)
    (people.guarded.folder / "secrets.toml").write_text("[auth", encoding="utf-8")
    page.reload()
    sees_no_data(page, words.BROKEN_TITLE)
    expect(page.get_by_role("button", name=words.SIGN_IN)).to_have_count(0)
    people.guarded.rights()
    page.reload()
    reader.settled(page, HERE)


def test_a_provider_that_is_down_or_says_no(people: People) -> None:
    page = people.arrives(DEEP)
    page.get_by_role("button", name=words.SIGN_IN, exact=True).click()
    page.get_by_role("button", name="Deny", exact=True).click()
    expect(page.get_by_role("heading", name=words.FAILED_TITLE)).to_be_visible()
    assert english(page) == []
    page.get_by_role("link", name=words.TRY_AGAIN).click()
    sees_no_data(page, words.SIGN_IN_TITLE)
    expect(page).to_have_url(re.compile("mo-hinh.*tim=dan"))


def test_a_provider_that_does_not_answer(browser: Browser, releases: Path, tmp_path: Path) -> None:
    with (
        provide(tmp_path / "provider.txt") as provider,
        guarded(provider, releases, tmp_path) as on,
    ):
        coming = People(browser, on)
        page = coming.signed_in(READER)
        provider.stop()
        late = coming.arrives(DEEP)
        late.get_by_role("button", name=words.SIGN_IN, exact=True).click()
        expect(late.get_by_text(words.FAILED)).to_be_visible()
        # Who is in stays in, and can leave.
        page.reload()
        page.get_by_role("button", name=words.SIGN_OUT).click()
        sees_no_data(page, words.SIGN_IN_TITLE)
        coming.leave()


def test_a_cookie_secret_that_can_be_guessed_stops_the_start(
    releases: Path, tmp_path: Path
) -> None:
    place = tmp_path / "secrets.toml"
    signing_in.write(place, signing_in.AUTH | {"cookie_secret": "x" * 40})
    with (
        pytest.raises(RuntimeError, match="cookie_secret can be guessed"),
        serve(releases, tmp_path / "log.txt", secrets=place),
    ):
        pass


def test_without_auth_reading_is_open(page: Page, server: Server) -> None:
    reader.visit(page, f"{server.url}/tim-kiem", "tim-kiem")
    expect(page.get_by_role("button", name=words.SIGN_IN)).to_have_count(0)
    expect(page.get_by_role("button", name=words.SIGN_OUT)).to_have_count(0)


@pytest.mark.parametrize(("address", "alone"), [("localhost", True), ("0.0.0.0", False)])
def test_one_user_on_this_machine(
    address: str, alone: bool, browser: Browser, releases: Path, tmp_path: Path
) -> None:
    mode = {"DESK_ALONE": "1"}
    with serve(releases, tmp_path / "l.txt", mode, options=("--server.address", address)) as server:
        page = browser.new_page()
        reader.visit(page, f"{server.url}/tim-kiem", "tim-kiem")
        expect(page.get_by_text(words.ALONE)).to_have_count(int(alone))
        page.set_extra_http_headers({"X-Forwarded-For": "192.0.2.7"})  # as through a proxy
        reader.visit(page, f"{server.url}/tim-kiem", "tim-kiem")
        expect(page.get_by_text(words.ALONE)).to_have_count(0)
        page.close()
