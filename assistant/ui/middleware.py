"""What stands between the browser and Gradio: headers that keep the page to itself, and a login page in Vietnamese."""

from __future__ import annotations

from pathlib import Path
from string import Template

from markupsafe import escape
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui import strings

# Gradio evaluates its own templates, so scripts need 'unsafe-eval' and 'unsafe-inline'; what holds is that nothing
# can be fetched from, sent to or framed by another place.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_ASKS_FOR_LOGIN = b'window.gradio_config = {"auth_required":true'


def stack(host: str, *, loopback: bool) -> list[Middleware]:
    """The middleware of a page that listens on `host`, outermost first."""
    made = [Middleware(Headers)]
    if loopback:
        # a foreign page whose name is pointed at this machine must not be answered
        made.append(Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1", "[::1]", host]))
    return [*made, Middleware(LoginPage)]


class Headers:
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


class LoginPage:
    """Where Gradio answers with its own login page, which cannot be translated, gives ours; who is let in is Gradio's
    to say: the form posts to its /login."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def hold(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                shown = login_page() if _ASKS_FOR_LOGIN in body else bytes(body)
                MutableHeaders(scope=start)["content-length"] = str(len(shown))
                await send(start)
                await send({"type": "http.response.body", "body": shown})

        await self.app(scope, receive, hold)


def login_page() -> bytes:
    """The login page, which needs nothing else to be fetched."""
    page = Template((Path(__file__).parent / "login.html").read_text(encoding="utf-8"))
    words = {
        "app": strings.APP,
        "message": strings.LOGIN_MESSAGE,
        "name": strings.LOGIN_NAME,
        "password": strings.LOGIN_PASSWORD,
        "enter": strings.LOGIN_ENTER,
        "wrong": strings.LOGIN_WRONG,
    }
    return page.substitute({key: escape(word) for key, word in words.items()}).encode()
