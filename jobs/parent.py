"""Tie a process's life to its parent's, so that a killed parent leaves no orphans."""

import contextlib
import ctypes
import os
import signal
from typing import Final

PR_SET_PDEATHSIG: Final = 1
_libc = ctypes.CDLL(None)  # loaded before any fork


def end_with(parent: int, number: signal.Signals) -> None:
    """Have the kernel send `number` to this process when process `parent` dies. Linux only.

    Call it in the child just after the fork; it holds across exec.
    """
    with contextlib.suppress(AttributeError):
        _libc.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)
