"""Who may reach the page, and what the page may reach. Import and call this before gradio is imported.

No library reports anything anywhere, nothing listens beyond this machine without a password,
and the browser is told to fetch from this server alone.
"""

from __future__ import annotations

import atexit
import hmac
import ipaddress
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui import strings

LARGEST_FILE = "64mb"
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
# Gradio evaluates its own templates, so scripts need 'unsafe-eval' and 'unsafe-inline'; what holds is that nothing
# can be fetched from, sent to or framed by another place.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


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
        "auth_message": strings.LOGIN_MESSAGE if password else None,
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
        "app_kwargs": {"docs_url": None, "redoc_url": None, "openapi_url": None, "middleware": _middleware(host)},
    }


def _login(password: str) -> Callable[[str, str], bool]:
    def right(name: str, given: str) -> bool:
        if name.strip() and hmac.compare_digest(given.encode(), password.encode()):
            return True
        time.sleep(1)  # guessing should be slow
        return False

    return right


def _middleware(host: str) -> list[Middleware]:
    made = [Middleware(_Headers)]
    if is_loopback(host):
        # a foreign page whose name is pointed at this machine must not be answered
        made.append(Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1", "[::1]", host]))
    return made


class _Headers:
    """Adds the headers that keep the page to itself to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Frame-Options"] = "DENY"
            await send(message)

        await self.app(scope, receive, with_headers)
