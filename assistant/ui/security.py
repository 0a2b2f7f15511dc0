"""Who may reach the page, and what the page may reach. Import and call this before gradio is imported.

No library reports anything anywhere, nothing listens beyond this machine without a password,
and the browser is told to fetch from this server alone.
"""

from __future__ import annotations

import asyncio
import atexit
import hmac
import ipaddress
import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from assistant.ui import strings
from assistant.ui.middleware import stack
from corpus.readers.detect import SUFFIXES

LARGEST_FILE = 64 * 1024 * 1024  # bytes
FILE_TYPES = [suffix for suffixes in SUFFIXES.values() for suffix in suffixes]
KEEP_UPLOADS = (1800, 3600)  # seconds between sweeps, age at which an upload is swept away
_SILENT = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_SHARE": "False",
    "GRADIO_MCP_SERVER": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_ALLOWED_PATHS": "",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "CHROMA_ANONYMIZED_TELEMETRY": "False",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
}


class HostRefused(Exception):
    """Other machines would reach the page and no password is set."""


def silence() -> Path:
    """Turns every library's reporting off and gives Gradio a folder of its own (0700), removed at the end."""
    os.environ.update(_SILENT)
    if not os.environ.get("TRO_LY_ENCODER"):  # the built-in encoder lies on this machine; no hub is to be asked
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
    folder = Path(tempfile.mkdtemp(prefix="tro-ly-"))
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_host(host: str, password: str | None) -> None:
    """Raises HostRefused when other machines would reach the page and there is no password."""
    if not is_loopback(host) and not password:
        raise HostRefused(strings.HOST_REFUSED.format(host))


def launch_settings(host: str, password: str | None) -> dict[str, Any]:
    """What `Blocks.launch` is told about reach: arguments by name."""
    return {
        "auth": _login(password) if password else None,
        "share": False,
        "ssr_mode": False,
        "strict_cors": True,
        "mcp_server": False,
        "allowed_paths": [],
        "max_file_size": LARGEST_FILE,
        "enable_monitoring": False,
        "run_history": False,
        "pwa": False,
        "show_error": False,
        "app_kwargs": {
            "docs_url": None,
            "redoc_url": None,
            "openapi_url": None,
            "middleware": stack(host, loopback=is_loopback(host)),
        },
    }


def _login(password: str) -> Callable[[str, str], Awaitable[bool]]:
    async def right(name: str, given: str) -> bool:
        if name.strip() and hmac.compare_digest(given.encode(), password.encode()):
            return True
        await asyncio.sleep(1)  # guessing should be slow
        return False

    return right
