"""What can be set from outside. Built once, in a `__main__` or in app.py."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_DATA = Path("data")


@dataclass(frozen=True, slots=True)
class Settings:
    """`encoder`: a hub name or a folder, None for the built-in one. `chroma_url`: a Chroma server, None for folders."""

    encoder: str | None = None
    chroma_url: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """TRO_LY_ENCODER and CHROMA_URL; empty counts as not set."""
        return cls(environment.get("TRO_LY_ENCODER") or None, environment.get("CHROMA_URL") or None)


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The default data folder: TRO_LY_DATA, or ./data."""
    return Path(environment.get("TRO_LY_DATA") or DEFAULT_DATA)
