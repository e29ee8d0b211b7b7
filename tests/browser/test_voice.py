"""The microphone of a rehearsal, in a real Chromium that is given a WAV of known speech and pauses to hear.

Each test has a browser of its own, since what its microphone is stands in its command line.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ivw.coaching import plans, voice_figures
from ivw.coaching.voice_figures import Measures
from ivw.show import practice_clock
from tests.browser.conftest import EXPECTED_WITHIN, Server, StartServer
from tests.builders import at, open_records, records_in
from tests.needs import chromium_path, needs
from tests.speech import speech, write_wav

needs("playwright")
from playwright.sync_api import expect  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType, Page

NOW = "2026-11-24T09:00:00+01:00"
PRESS = 80  # ms; about as long as a person holds the button down
SPANS, SECONDS = [(0.5, 2.0), (4.5, 6.0)], 6.5  # 3 s of speech around a pause of 2.5 s
A_MICROPHONE = "--use-fake-device-for-media-stream"
ALLOWED, REFUSED = "--use-fake-ui-for-media-stream", "--use-fake-ui-for-media-stream=deny"
OUTSIDE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
Launch = Callable[..., "Page"]
Begin = Callable[["Page"], str]


@pytest.fixture(scope="module")
def made(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, str]:
    """A dashboard with a plan of nothing but the two must-asks; the tests of this file share it."""
    folder = tmp_path_factory.mktemp("records")
    records = open_records(folder)
    plan = str(plans.start(records, minutes=20, as_of=at(NOW), title="In general").fact_id)
    records.close()
    return start_server(records=folder / "records.duckdb", env={"IVW_AS_OF": NOW}), plan


@pytest.fixture(scope="module")
def wav(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_wav(tmp_path_factory.mktemp("wav") / "voice.wav", speech(SPANS, SECONDS))


@pytest.fixture
def launch(browser: "Browser") -> Iterator[Launch]:
    """launch(flag, ...) is a tab in a Chromium of its own with these flags."""
    started = []

    def launch(*flags: str, **context: object) -> "Page":
        kind: BrowserType = browser.browser_type
        path = chromium_path(whole=True)
        own = kind.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", OUTSIDE, *flags])
        started.append(own)
        page = own.new_context(viewport={"width": 1280, "height": 900}, locale="en-US", **context).new_page()
        page.set_default_timeout(30_000)
        return page

    yield launch
    for own in started:
        own.close()


@contextmanager
def patience() -> Iterator[None]:
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=EXPECTED_WITHIN)


@pytest.fixture
def begin(made: tuple[Server, str], settle: Callable[..., None]) -> Begin:
    """begin(page) begins a run in voice mode and returns its id."""

    def begin(page: "Page") -> str:
        page.goto(f"{made[0].url}/practice_timer?plan={made[1]}")
        settle(page)
        page.get_by_text("Voice", exact=True).click(delay=PRESS)
        # Not before the page stands there with the choice: a press meanwhile would be lost.
        expect(page.get_by_text(re.compile("^The microphone hears"))).to_be_visible()
        settle(page)
        return _begun(page)

    return begin


def _begun(page: "Page") -> str:
    page.get_by_role("button", name=re.compile("Start (rehearsing|anew)")).click(delay=PRESS)
    expect(page.get_by_role("timer")).to_be_visible()
    page.wait_for_url(re.compile("run=[0-9a-f-]{36}"))
    return page.url.partition("run=")[2][:36]


def says(page: "Page", words: str) -> None:
    """What the clock says of the microphone; and it goes on: its digits change."""
    expect(page.locator(".hears")).to_contain_text(words)
    digits = page.get_by_role("timer").text_content()
    expect(page.get_by_role("timer")).not_to_have_text(str(digits))


def finish(page: "Page") -> None:
    """Asked and answered at once, and that was all."""
    for button in (".go", ".go", ".end", ".finish"):
        page.locator(button).click(delay=PRESS)


def kept(server: Server, run: str, folder: Path) -> list[Measures]:
    """The figures kept of a run, read beside the server from a copy: the file and what is not yet written into it."""
    for file in server.records.parent.glob("records.duckdb*"):
        if file.is_file():
            shutil.copyfile(file, folder / file.name)
    with records_in(folder) as records:
        return list(voice_figures.kept(records, run).values())


def test_it_measures_the_speech_and_the_pauses_it_was_played(
    launch: Launch, begin: Begin, wav: Path, made: tuple[Server, str], tmp_path: Path
) -> None:
    page = launch(A_MICROPHONE, ALLOWED, f"--use-file-for-fake-audio-capture={wav}%noloop")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with patience():
        run = begin(page)
        says(page, "The microphone listens")
        page.wait_for_function("() => /^0:(0[9]|[1-9])/.test(document.querySelector('.spoken').textContent)")
        finish(page)
        expect(page.get_by_text("What this cannot know")).to_be_visible()
        page.get_by_role("button", name="Keep these figures").click(delay=PRESS)
        expect(page.locator(".st-key-said")).to_contain_text("The figures of your voice are kept.")
    assert all(url.startswith((made[0].url, "data:", "blob:")) for url in asked), "It asked another machine."

    first = kept(made[0], run, tmp_path)[0]
    assert first.pauses == 1
    assert first.longest_pause_seconds == pytest.approx(2.5, abs=0.15)
    assert first.speaking_seconds == pytest.approx(3.0, abs=0.3)
    assert first.asking_seconds == pytest.approx(5.5, abs=0.2)
    assert first.longest_stretch_seconds == pytest.approx(1.5, abs=0.15)
    assert first.heard_seconds >= SECONDS


def test_laps_can_be_held_cut_and_put_back_and_the_microphone_is_let_go(
    launch: Launch, wav: Path, made: tuple[Server, str]
) -> None:
    page = launch(A_MICROPHONE, ALLOWED, f"--use-file-for-fake-audio-capture={wav}")
    page.goto(f"{made[0].url}/_stcore/health")  # a page of the dashboard with nothing else in it
    # Not as a script tag: the content security policy runs none that the dashboard did not serve.
    page.evaluate(
        (practice_clock.HERE / "voice.js").read_text("utf-8") + "\n;globalThis.openMicrophone = openMicrophone"
    )
    found = page.evaluate(
        """async () => {
            const states = [], microphone = openMicrophone(state => states.push(state))
            const wait = ms => new Promise(go => setTimeout(go, ms))
            const heard = taken => atob(taken.levels).length * taken.frame_ms / 1000
            const until = async enough => { while (!enough()) await wait(20) }
            let seconds = 0
            const listen = async many => { // takes and puts back until so much was heard
                await until(() => { const taken = microphone.takeLap(); microphone.putBack(taken)
                    return (seconds = heard(taken)) >= many })
            }
            const started = await microphone.start()
            await listen(1)
            microphone.hold(true)
            await wait(400)
            const held = heard(microphone.takeLap()) - seconds
            microphone.hold(false)
            await listen(1)
            const cut = microphone.takeLap(0.6), rest = microphone.takeLap()
            microphone.putBack({ frame_ms: 20, levels: cut.levels })
            microphone.stop()
            const last = heard(microphone.takeLap()), after = (await wait(200), heard(microphone.takeLap()))
            return { started, states, held, seconds, cut: heard(cut), rest: heard(rest), last, after }
        }"""
    )
    assert found["started"] == "listening"
    assert found["states"] == ["asking", "listening", "off"]
    assert found["held"] == pytest.approx(0, abs=0.3)
    assert found["cut"] + found["rest"] == pytest.approx(found["seconds"], abs=0.3)
    assert found["rest"] == pytest.approx(0.6, abs=0.05)
    assert found["last"] == pytest.approx(found["cut"], abs=0.05)
    assert found["after"] == 0


def test_where_the_microphone_is_refused_it_says_so_and_the_clock_goes_on(launch: Launch, begin: Begin) -> None:
    page = launch(A_MICROPHONE, REFUSED)
    with patience():
        begin(page)
        says(page, "No microphone: it was refused")


def test_where_there_is_no_microphone_it_says_so_and_the_clock_goes_on(launch: Launch, begin: Begin) -> None:
    page = launch(ALLOWED)
    with patience():
        begin(page)
        if page.evaluate(
            "async () => (await navigator.mediaDevices.enumerateDevices()).some(d => d.kind === 'audioinput')"
        ):
            pytest.skip("this machine has a microphone")
        says(page, "No microphone: none is there")


def test_a_microphone_that_goes_in_the_middle_leaves_the_clock_running_and_what_it_heard(
    launch: Launch, begin: Begin, wav: Path
) -> None:
    page = launch(A_MICROPHONE, f"--use-file-for-fake-audio-capture={wav}", permissions=["microphone"])
    page.add_init_script("delete globalThis.AudioWorkletNode")  # an old browser: it is measured beside the page then
    with patience():
        begin(page)
        says(page, "The microphone listens")
        page.wait_for_function("() => /^0:0[4-9]/.test(document.querySelector('.spoken').textContent)")
        page.context.clear_permissions()
        says(page, "No microphone: none is there")
        finish(page)
        expect(page.get_by_text("What this cannot know")).to_be_visible()
