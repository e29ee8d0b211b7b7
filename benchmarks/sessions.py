"""Many sessions at one server: real websockets that speak Streamlit's protocol, without the browsers."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks import world
from benchmarks.browser import PAGES
from benchmarks.measure import Failed, Result, Run, of_many
from benchmarks.server import Server, serving

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

SUITE = "sessions"
AT_ONCE = (10, 25, 50)
ANSWER_WITHIN = 60.0  # seconds
PACE = 10.0  # seconds that a person looks at a page before they open the next one
APART = 0.2  # seconds between two arrivals, where not all come at once
SAME_MOMENT, OWN_PACE = "in the same moment", f"go from page to page, one each {PACE:.0f} s"


@dataclass(frozen=True, slots=True)
class Looked:
    """How long each look took that counts, in milliseconds, and how many there were in all."""

    taken: list[float]
    looks: int


def measure(contacts: int, folder: Path, runs: int) -> Iterator[Result | Failed]:
    """Ever more sessions: all in the same moment, as a ratio to an empty page, and each at a person's pace."""
    records = world.ready(contacts, folder)
    times = max(1, runs // 3)
    with serving("benchmarks/hello.py", records) as hello, serving("app.py", records) as server:
        asyncio.run(_all_at_once(hello, 1))
        for page in PAGES:  # the first look at a page pays for what it imports
            asyncio.run(_all_at_once(server, 1, page.place))
        for sessions in AT_ONCE:
            for what, of, look in (
                (f"open an empty page {SAME_MOMENT}", hello, partial(_several, hello, sessions, times)),
                (f"open This week {SAME_MOMENT}", server, partial(_several, server, sessions, times)),
                (OWN_PACE, server, partial(_at_their_pace, server, sessions, times)),
            ):
                try:
                    runs_taken = _watched(of, look)
                except (OSError, TimeoutError, ValueError) as error:
                    yield Failed(f"{sessions} sessions {what}: {type(error).__name__} {error}")
                    continue
                yield of_many(SUITE, f"{sessions} sessions {what}", contacts, runs_taken, "CPU is the server's, of one")


def _watched(server: Server, look: Callable[[], Coroutine[Any, Any, Looked]]) -> list[Run]:
    """With the processor time that one look cost the server, on average."""
    before = server.cpu()
    looked = asyncio.run(look())
    after = server.cpu()
    each = None if before is None or after is None else (after - before) / looked.looks
    return [(taken, each) for taken in looked.taken]


async def _several(server: Server, sessions: int, times: int) -> Looked:
    """All at once, and the same again with new sessions."""
    taken = [each for _ in range(times) for each in await _all_at_once(server, sessions)]
    return Looked(taken, len(taken))


async def _all_at_once(server: Server, sessions: int, place: str = "") -> list[float]:
    """Milliseconds from opening the websocket until the script has run; everybody stays until all have their page."""
    all_there = asyncio.Barrier(sessions)

    async def one() -> float:
        began = perf_counter()
        async with _connected(server) as websocket:
            await _look(websocket, place)
            taken = (perf_counter() - began) * 1e3
            await all_there.wait()
            return taken

    return await asyncio.wait_for(asyncio.gather(*(one() for _ in range(sessions))), ANSWER_WITHIN * 2)


async def _at_their_pace(server: Server, sessions: int, looks_each: int) -> Looked:
    """Milliseconds from asking for a page until its script has run, while everybody is connected."""
    all_there = asyncio.Barrier(sessions)

    async def one(place: int) -> list[float]:
        await asyncio.sleep(APART * place)
        async with _connected(server) as websocket:
            await _look(websocket, "")
            await all_there.wait()
            await asyncio.sleep(PACE * place / sessions)  # people do not click in step
            taken = []
            for turn in range(looks_each):
                began = perf_counter()
                await _look(websocket, PAGES[(place + turn) % len(PAGES)].place)
                taken.append((perf_counter() - began) * 1e3)
                await asyncio.sleep(max(0.0, PACE - taken[-1] / 1e3))
            return taken

    each = await asyncio.wait_for(asyncio.gather(*(one(place) for place in range(sessions))), ANSWER_WITHIN * 3)
    return Looked([taken for looks in each for taken in looks], sessions * (1 + looks_each))


def _connected(server: Server) -> "ClientConnection":
    from websockets.asyncio.client import connect

    url = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    return connect(url, subprotocols=["streamlit"], max_size=None, open_timeout=ANSWER_WITHIN, proxy=None)


async def _look(websocket: "ClientConnection", place: str) -> None:
    """Ask for a page as a browser does, and take in what comes until its script has run. Raises ValueError else."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    context = ContextInfo(timezone=world.ZONE, locale="en-US", url=f"http://127.0.0.1/{place}")
    asked = BackMsg(rerun_script=ClientState(page_name=place, context_info=context))
    await websocket.send(asked.SerializeToString())
    while True:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(websocket.recv(), ANSWER_WITHIN))
        if message.WhichOneof("type") == "page_not_found":
            raise ValueError(f"there is no page {place!r}")
        if message.delta.new_element.HasField("exception"):
            raise ValueError(message.delta.new_element.exception.message)
        if message.WhichOneof("type") == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                continue
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise ValueError("the script did not finish")
            return
