"""On the path of a served page, this makes the encoder's library as slow to load as a cold disk: until HOLD_ENCODER,
a file, is there. Nothing of the project is replaced; the real encoder is loaded in the end."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


class Held:
    """Finds no module; it only waits before others may find the library."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        while name == "sentence_transformers" and not Path(os.environ["HOLD_ENCODER"]).exists():
            time.sleep(0.02)


sys.meta_path.insert(0, Held())  # type: ignore[arg-type]
