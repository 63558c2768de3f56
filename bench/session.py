"""A reader's session without a browser: Streamlit's own WebSocket protocol, message by message.

It sends what a browser sends (every widget's state, the address, what it keeps in its cache) and
receives all of it; what a browser then paints costs the same whoever made it, and is left out.
"""

import asyncio
import ssl
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.MultiSelect_pb2 import MultiSelect
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60  # seconds for an answer


class Failed(Exception):
    """An answer that is none: an error on the page, a script that did not end, nothing at all."""


@dataclass
class Answer:
    """What came back of one run of the script."""

    seconds: float
    elements: list[Element] = field(default_factory=list)

    def of(self, kind: str) -> Iterator[object]:
        """The elements of a kind, in the order they were sent."""
        for element in self.elements:
            if element.WhichOneof("type") == kind:
                yield getattr(element, kind)


class Session:
    """One reader on one page, with one filter to change: the sidebar's first."""

    def __init__(self, socket: ClientConnection, origin: str, slug: str, query: str) -> None:
        self._socket, self._origin, self._slug, self._query = socket, origin, slug, query
        self._page = ""
        self._kept: dict[str, ForwardMsg] = {}
        self._widgets: list[object] = []

    @property
    def choices(self) -> Sequence[str]:
        """What the filter offers."""
        return self._widgets[0].options

    @property
    def query(self) -> str:
        """What is chosen, as the address says it."""
        return self._query

    async def open(self) -> Answer:
        """The page, as the browser first asks for it."""
        return await self._run(BackMsg())

    async def choose(self, names: Sequence[str]) -> Answer:
        """From the click that leaves these names chosen to the last element of the answer."""
        asked = BackMsg()
        states = asked.rerun_script.widget_states.widgets
        first, *others = self._widgets
        states.add(id=first.id).string_array_value.data.extend(names)
        for widget in others:
            _untouched(states.add(id=widget.id), widget)
        if key := first.query_param_key:
            self._query = urlencode([(key, name) for name in names])
        asked.rerun_script.page_script_hash = self._page
        asked.rerun_script.cached_message_hashes.extend(self._kept)
        return await self._run(asked)

    async def close(self) -> None:
        await self._socket.close()

    async def _run(self, asked: BackMsg) -> Answer:
        state = asked.rerun_script
        state.query_string = self._query
        if not self._page:
            state.page_name = self._slug
        state.context_info.url = f"{self._origin}/{self._slug}"
        state.context_info.locale, state.context_info.timezone = "vi-VN", "Asia/Ho_Chi_Minh"
        state.context_info.color_scheme = "light"
        start = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        try:
            async with asyncio.timeout(PATIENCE):
                elements = await self._received()
        except TimeoutError:
            raise Failed(f"no answer within {PATIENCE} s") from None
        answer = Answer(time.perf_counter() - start, elements)
        if any(answer.of("exception")) or any(a.format == Alert.ERROR for a in answer.of("alert")):
            raise Failed("an error on the page")
        self._widgets = [
            getattr(element, kind)
            for element in elements
            if (kind := element.WhichOneof("type")) in _UNTOUCHED
        ]
        self._widgets.sort(key=lambda widget: not isinstance(widget, MultiSelect))  # as drawn
        return answer

    async def _received(self) -> list[Element]:
        elements: list[Element] = []
        begun = False
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message, kind = self._kept[message.ref_hash], "delta"
            elif message.metadata.cacheable:
                self._kept[message.hash] = message
            if kind == "new_session":
                begun, elements = True, []
                self._page = message.new_session.page_script_hash
            elif kind == "delta":
                elements += _drawn(message.delta)
            elif kind == "navigation":
                self._page = message.navigation.page_script_hash
            elif kind == "script_finished" and begun:
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return elements
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    raise Failed(f"the script ended with {message.script_finished}")


def _drawn(delta: Delta) -> list[Element]:
    return [delta.new_element] if delta.WhichOneof("type") == "new_element" else []


_UNTOUCHED = ("multiselect", "text_input", "selectbox", "pagination")


def _untouched(state: object, widget: object) -> None:
    """A widget's state as the browser sends it before anyone has used it."""
    match widget.DESCRIPTOR.name:
        case "MultiSelect":
            state.string_array_value.SetInParent()
        case "TextInput":
            state.string_value = ""
        case "Selectbox":
            state.string_value = widget.options[widget.default]
        case "Pagination":
            state.int_value = 1


async def connected(
    url: str, slug: str, query: str = "", cookie: str = "", trust: ssl.SSLContext | None = None
) -> Session:
    """A session on `ws://…`, or `wss://…` with whom to trust; the cookie keeps its replica."""
    socket = await connect(
        f"{url}/_stcore/stream",
        subprotocols=["streamlit"],
        additional_headers={"Cookie": cookie} if cookie else {},
        compression=None,
        max_size=None,
        ping_interval=None,
        open_timeout=PATIENCE,
        ssl=trust,
    )
    return Session(socket, url.replace("ws", "http", 1), slug, query)
