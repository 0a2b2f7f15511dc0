"""What lives as long as the program, kept from Python's garbage collector.

Names, vocabularies and libraries are some hundred thousand objects that never become garbage. To look through all of
them takes the collector nearly half a second, which some question then waits for.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def long_lived() -> Iterator[None]:
    """What is made inside is not looked at again until the next such block: then what has gone since is collected."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        with suppress(AttributeError):  # glibc alone keeps what was freed, and alone can be told to give it back
            ctypes.CDLL(None).malloc_trim(0)
        if collecting:
            gc.enable()
