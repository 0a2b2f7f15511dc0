"""Everything that can go wrong in the index. Each message is one Vietnamese sentence: what, where, what to do.

IndexFault
├── IndexMissing      there is no index at that place yet
├── IndexDamaged      a file of the index is truncated, altered or gone
├── IndexOutdated     made by another version of this program
├── EncoderMismatch   made with another encoder than the one configured
├── EncoderMissing    the encoder cannot be loaded
├── IndexBusy         another process is writing
├── IndexFull         the disk (or the allowed file size) is full
├── UnknownPlan       no plan, or no version of it, by that name
└── WrongInput        a path that does not exist, a damaged backup, …
"""

from __future__ import annotations


class IndexFault(Exception):
    """The root of all faults of this room."""


class IndexMissing(IndexFault):
    """There is no index at that place yet."""


class IndexDamaged(IndexFault):
    """A file of the index is truncated, altered or gone: rebuild it from the originals."""


class IndexOutdated(IndexFault):
    """Made by another version of this program: rebuild it from the originals."""


class EncoderMismatch(IndexFault):
    """Made with another encoder than the one configured: rebuild it, or set the encoder back."""


class EncoderMissing(IndexFault):
    """The encoder cannot be loaded."""


class IndexBusy(IndexFault):
    """Another process is writing."""


class IndexFull(IndexFault):
    """There is no room left on the disk; the index stays as it was."""


class UnknownPlan(IndexFault):
    """No plan, or no version of it, by that name."""


class WrongInput(IndexFault):
    """A path that does not exist, a backup that cannot be read, …"""
