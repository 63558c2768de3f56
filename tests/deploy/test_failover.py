"""Many readers while a replica is killed, comes back, and is asked to stop: every answer right.

Sessions speak Streamlit's protocol (bench/session.py); each answer is held against the exhibits
computed without a server (bench/answers.py).
"""

import asyncio
import itertools
import signal
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from websockets.exceptions import WebSocketException

from bench.answers import Checked
from bench.session import Session, connected
from tests.deploy.site import Site

pytestmark = pytest.mark.usefixtures("reading")
SLUGS = ("tong-quan", "mo-hinh", "khen-thuong", "hoc-tap")
PLACES = ("Huyện Sìn Hồ", "Huyện Yên Định", "Huyện Cần Đước", "Tỉnh Lạng Sơn")
SECONDS = 15  # to be answered again; on an idle machine it takes less than one


@dataclass(eq=False)
class Reader:
    """One reader of one page, who connects again as a browser does: same cookie, same address."""

    site: Site
    number: int
    home: int  # the replica nginx leads the cookie to
    checked: Checked
    session: Session | None = None
    query: str = ""
    names: list[str] = field(default_factory=list)
    came: int = 0  # times a session was opened
    longest: float = 0  # seconds from a choice to its answer, whoever gave it

    @property
    def cookie(self) -> str:
        return f"reader-{self.number}"

    @property
    def slug(self) -> str:
        return SLUGS[self.number % len(SLUGS)]

    async def come(self) -> None:
        """Open the page by its address, until somebody answers."""
        end = time.monotonic() + SECONDS
        url, cookie = self.site.url.replace("http", "ws"), f"thi_dua={self.cookie}"
        while True:
            try:
                session = await connected(url, self.slug, self.query, cookie, self.site.trust)
                self.checked.note(self.slug, self.names, await session.open())
                break
            except (OSError, WebSocketException):
                assert time.monotonic() < end, f"nobody answers {self.cookie}"
                await asyncio.sleep(0.1)
        self.session = session
        self.came += 1

    async def choose(self, *names: str) -> None:
        """Choose these places; a choice whose answer is lost with its replica is asked for again by
        the address."""
        start = time.monotonic()
        self.names = sorted(names)
        try:
            self.checked.note(self.slug, self.names, await self.session.choose(self.names))
        except (OSError, WebSocketException):
            self.query = self.session.query
            await self.come()
        self.query = self.session.query
        self.longest = max(self.longest, time.monotonic() - start)


@pytest.fixture
def readers(site: Site) -> Iterator[list[Reader]]:
    """Four of each replica; when the test is over, nothing they were told was wrong."""
    checked = Checked()
    found: list[Reader] = []
    for number in itertools.count():
        home = site.asked_first(f"reader-{number}")
        if [reader.home for reader in found].count(home) < 4:
            found.append(Reader(site, number, home, checked))
        if len(found) == 8:
            break
    yield found
    assert checked.wrong() == []


async def all_of(steps: Iterator[Coroutine]) -> None:
    await asyncio.gather(*steps)


def played(story: Coroutine, readers: list[Reader]) -> None:
    """Run the story; then everybody leaves."""

    async def whole() -> None:
        try:
            await asyncio.wait_for(story, 60)
        finally:
            await all_of(r.session.close() for r in readers if r.session)

    asyncio.run(whole())


def test_a_killed_replica_s_readers_go_on_with_the_other_until_it_is_back(
    site: Site, readers: list[Reader]
) -> None:
    lost = [reader for reader in readers if reader.home == 0]

    async def losing() -> None:
        await all_of(reader.come() for reader in readers)
        await all_of(reader.choose(PLACES[0], PLACES[1]) for reader in readers)
        site.replicas[0].kill()
        await all_of(reader.choose(PLACES[2]) for reader in readers)
        await all_of(reader.choose(PLACES[2], PLACES[3]) for reader in readers)

    played(losing(), readers)
    assert [reader for reader in readers if reader.came == 2] == lost
    assert max(reader.longest for reader in lost) < SECONDS
    assert {site.asked_first(reader.cookie) for reader in readers} == {1}

    async def again() -> None:
        await all_of(reader.come() for reader in readers)
        await all_of(reader.choose(PLACES[0]) for reader in readers)

    assert site.back(0, lost[0].cookie) < SECONDS
    assert [reader for reader in readers if site.asked_first(reader.cookie) == 0] == lost
    played(again(), readers)
    told = site.replicas[0].log.read_text(encoding="utf-8")
    assert told.count('"what": "rerun"') >= 2 * len(lost)


def test_a_replica_asked_to_stop_loses_no_request(site: Site, readers: list[Reader]) -> None:
    process = site.replicas[1].process

    async def clicking(reader: Reader) -> int:
        """How often, until the replica has ended and one more answer has come."""
        await reader.come()
        places = itertools.cycle(PLACES)
        count = 0
        while process.poll() is None:
            await reader.choose(next(places))
            await asyncio.sleep(0.1)
            count += 1
        await reader.choose(next(places))
        return count + 1

    async def story() -> None:
        clicks = asyncio.gather(*map(clicking, readers))
        await asyncio.sleep(1)
        process.send_signal(signal.SIGTERM)
        assert min(await clicks) > 3

    def asking() -> set[int]:
        found = set()
        while process.poll() is None:
            found.add(site.ask("/nguon").status)
            time.sleep(0.02)  # under nginx's limit
        return found

    with ThreadPoolExecutor(1) as meanwhile:
        asked = meanwhile.submit(asking)
        played(story(), readers)
    assert process.wait(10) == 0
    assert asked.result() == {200}
    assert [r.came for r in readers] == [1 + r.home for r in readers]
    assert max(reader.longest for reader in readers) < SECONDS
