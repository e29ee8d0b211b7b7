"""The real server: Streamlit on a free port of this machine, over a world, and the processor time it takes."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Failed

ROOT = Path(__file__).parents[1]
START_WITHIN, STOP_WITHIN = 60.0, 15.0  # seconds


@dataclass(frozen=True, slots=True)
class Server:
    """A running Streamlit: its port and its process."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float | None:
        """CPU milliseconds it has used so far, where the system keeps them in /proc."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1e3


@contextmanager
def serving(script: str, records: Path) -> Iterator[Server]:
    """Streamlit on a free port, ended afterwards. Raises Failed with what it said where it does not start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # The clock goes on, as it does for a person: what was read for one instant is not read for the next one.
    environment = {name: value for name, value in os.environ.items() if name != "IVW_AS_OF"}
    environment["IVW_RECORDS"] = str(records)
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            server = Server(port, process.pid)
            if not _answers(server, process):
                said.seek(0)
                raise Failed(f"{script} did not start: {said.read().decode(errors='replace')[-2000:]}")
            yield server
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _answers(server: Server, process: "subprocess.Popen[bytes]") -> bool:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    return False
