"""The page: `python app.py [--data DIR] [--host H] [--port N]`. Reads settings, opens the index, serves the page."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.errors import ModelRefused
from assistant.llm import Rewording
from assistant.ui import security, strings


class WrongUse(Exception):
    """A setting that cannot be used; the message is one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the page is told from outside. `today` fixes the day, for trials; None is the real one."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 7860
    password: str | None = None
    today: date | None = None
    llm: Rewording | None = None

    @property
    def clock(self) -> Callable[[], date]:
        fixed = self.today
        return (lambda: fixed) if fixed else date.today


def read_settings(arguments: Sequence[str], environment: dict[str, str]) -> Settings:
    """Settings from the command line and the environment. Raises WrongUse, ModelRefused and
    security.HostRefused."""
    parser = argparse.ArgumentParser(prog="app.py", description=strings.APP)
    parser.add_argument(
        "--data", type=Path, default=Path(environment.get("TRO_LY_DATA", "data")), help=strings.HELP_DATA
    )
    parser.add_argument("--host", default="127.0.0.1", help=strings.HELP_HOST)
    parser.add_argument("--port", type=int, default=7860, help=strings.HELP_PORT)
    parser.add_argument("--password-file", type=Path, help=strings.HELP_PASSWORD)
    parser.add_argument("--today", help=strings.HELP_TODAY)
    given = parser.parse_args(arguments)
    password = _password(given.password_file, environment)
    security.check_host(given.host, password)
    llm = Rewording.from_environment(environment)
    return Settings(given.data, given.host, given.port, password, _day(given.today), llm)


def _password(file: Path | None, environment: dict[str, str]) -> str | None:
    if file is None:
        return environment.get("TRO_LY_PASSWORD") or None
    try:
        password = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        password = ""
    if not password:
        raise WrongUse(strings.BAD_PASSWORD_FILE.format(file))
    return password


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongUse(strings.BAD_DAY.format(text)) from None


def main(arguments: Sequence[str]) -> int:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        settings = read_settings(arguments, dict(os.environ))
    except (WrongUse, ModelRefused, security.HostRefused) as fault:
        print(fault, file=sys.stderr)
        return 2
    security.silence()
    from assistant.ui import backend, page  # gradio and chroma read their environment when they are imported

    try:
        print(strings.STARTING, file=sys.stderr)
        with backend.Backend(settings.data, settings.clock, settings.llm) as opened:
            made = page.build(opened)
            page.launch(
                made, host=settings.host, port=settings.port, password=settings.password,
                ready=lambda address: print(strings.SERVING.format(address), file=sys.stderr),
            )  # fmt: skip
    except OSError:
        print(strings.PORT_TAKEN.format(settings.port), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
