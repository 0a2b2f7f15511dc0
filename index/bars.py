"""Progress bars on stderr for a person; silence where nobody watches."""

from __future__ import annotations

import sys
from types import TracebackType

from tqdm import tqdm  # type: ignore[import-untyped]


class Bars:
    """A `Progress` that draws one bar for each stage."""

    def __init__(self) -> None:
        self._bar: tqdm | None = None
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        if stage != self._stage:
            self._end()
            self._stage = stage
            self._bar = tqdm(total=total or None, desc=stage, file=sys.stderr, leave=False, unit="")
        if self._bar is not None:
            self._bar.total = total or None
            self._bar.update(done - self._bar.n)

    def __enter__(self) -> Bars:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
        self._stage = ""
