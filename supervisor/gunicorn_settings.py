"""Settings of gunicorn, read from the same environment as everything else."""

import ctypes
import gc
import sys
from pathlib import Path
from typing import Any, Final

from app import logging
from config import Config

# Of mallopt(): memory is given back to the system in pieces of this size, however large what was
# freed before. Left alone, glibc raises the limit to 32 MB after the first large answer.
M_TRIM_THRESHOLD: Final = -1
M_MMAP_THRESHOLD: Final = -3
PIECE: Final = 128 * 1024

_config = Config.from_env()
_memory = Path("/dev/shm")  # noqa: S108  where a worker's sign of life costs no disk

bind = f"{_config.HOST}:{_config.PORT}"
workers = _config.WEB_WORKERS
# FAB keeps the filters of a request on the view itself: one request at a time in each process.
worker_class = "sync"
timeout = 60  # seconds, of one request
graceful_timeout = 3  # seconds, for requests at work when told to stop
keepalive = 5
# A worker is replaced now and then, the two never at once: fragmentation has no time to grow.
max_requests = 5000
max_requests_jitter = 1000
worker_tmp_dir = str(_memory) if _memory.is_dir() else None
control_socket_disable = True  # the supervisor gives the orders
accesslog = None  # the application logs requests itself, without query strings
errorlog = "-"
logconfig_dict = logging.settings(_config.LOG_LEVEL)
# Who may say whom it stands for; the application then believes TRUSTED_PROXIES of them.
forwarded_allow_ips = "127.0.0.1"


def post_worker_init(_worker: Any) -> None:
    """Keep a worker quick and small: what the application is made of is never garbage."""
    gc.collect()
    gc.freeze()  # or every full collection would walk through all of it, milliseconds each
    if sys.platform == "linux":
        try:
            mallopt = ctypes.CDLL(None).mallopt
        except AttributeError:  # another C library
            return
        mallopt(M_TRIM_THRESHOLD, PIECE)
        mallopt(M_MMAP_THRESHOLD, PIECE)
