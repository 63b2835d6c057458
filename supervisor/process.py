"""One watched process: started, restarted when it dies, stopped in bounded time."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from jobs.parent import end_with

FIRST_DELAY: Final = 0.5  # seconds before the first restart; doubles up to the longest
LONGEST_DELAY: Final = 8.0  # seconds
SETTLED: Final = 10.0  # seconds of life after which a death counts as the first again


@dataclass
class Child:
    """A process that shall run as long as its supervisor."""

    name: str
    command: list[str]
    say: Callable[[str], None]
    env: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _due: float = 0.0
    _delay: float = FIRST_DELAY

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches the supervisor only."""
        supervisor = os.getpid()
        self._started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  the commands are ours
            self.command,
            env=os.environ | self.env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: end_with(supervisor, signal.SIGTERM),
        )

    def tend(self) -> None:
        """Notice that the process died, and start it again when its time has come."""
        now = time.monotonic()
        if self.process is not None:
            if (code := self.process.poll()) is None:
                return
            if now - self._started > SETTLED:
                self._delay = FIRST_DELAY
            self.say(f"{self.name} ended ({_reason(code)}); restart in {self._delay:g} s")
            self.process = None
            self._due = now + self._delay
            self._delay = min(self._delay * 2, LONGEST_DELAY)
        elif now >= self._due:
            self.start()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process, if it is alive."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def kill(self) -> None:
        """Kill the process and what it left in its session's group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def wait(self, until: float) -> bool:
        """Wait for the end of the process until that monotonic time; return whether it ended."""
        if self.process is None:
            return True
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        return True


def stop_all(children: list[Child], grace: float) -> None:
    """Ask all of them to end at once; ask again half-way; kill what is left after `grace` seconds.

    A worker takes the second request as leave to stop the job that it is running.
    """
    end = time.monotonic() + grace
    for child in children:
        child.signal(signal.SIGTERM)
    for child in children:
        child.wait(end - grace / 2)
    for child in children:
        child.signal(signal.SIGTERM)
    for child in children:
        if not child.wait(end):
            child.say(f"{child.name} did not end in {grace:g} s: killed")
        child.kill()


def _reason(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
