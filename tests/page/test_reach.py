"""Who may reach the page, and what the page gives to whom."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from app import WrongUse, read_settings
from assistant.ui import security
from tests.page.conftest import Opener, python, serving


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(
        address, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, dict(refusal.headers), refusal.read()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::", "may-chu.phuong.vn", ""])
def test_another_host_is_refused_without_a_password(host: str) -> None:
    with pytest.raises(security.HostRefused, match="mật khẩu"):
        read_settings(["--host", host], {})


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_loopback_needs_none(host: str) -> None:
    assert read_settings(["--host", host], {}).password is None


def test_a_password_opens_other_hosts(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("rất bí mật\n", encoding="utf-8")
    assert read_settings(["--host", "0.0.0.0", "--password-file", str(file)], {}).password == "rất bí mật"
    assert read_settings(["--host", "0.0.0.0"], {"TRO_LY_PASSWORD": "x"}).password == "x"
    file.write_text(" \n")
    with pytest.raises(WrongUse, match="mật khẩu"):
        read_settings(["--host", "0.0.0.0", "--password-file", str(file)], {})
    with pytest.raises(WrongUse, match="2026-04-20"):
        read_settings(["--today", "mai"], {})


def test_the_command_refuses_in_one_line() -> None:
    done = python("app.py", "--host", "0.0.0.0", env={"PATH": "/usr/bin"})
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "TRO_LY_PASSWORD" in done.stderr


def test_every_answer_tells_the_browser_to_fetch_from_here_alone(site: str) -> None:
    status, headers, _ = get(site)
    assert status == 200
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "connect-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_a_foreign_name_or_origin_is_not_served(site: str) -> None:
    parts = urlsplit(site)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port)
    connection.request("GET", "/", headers={"Host": "evil.invalid"})
    assert connection.getresponse().status == 400
    connection.close()
    _, headers, _ = get(f"{site}config", Origin="https://evil.invalid")
    assert headers.get("access-control-allow-origin") in (None, "")


@pytest.mark.parametrize("path", ["/etc/passwd", "app.py", "../app.py", "corpus/samples"])
def test_no_file_of_the_machine_is_served(site: str, path: str) -> None:
    assert get(f"{site}gradio_api/file={path}")[0] in (403, 404)


@pytest.mark.parametrize("path", ["gradio_api/mcp/", "docs", "redoc", "openapi.json", "monitoring", "gradio_api/info"])
def test_no_other_door_is_open(site: str, path: str) -> None:
    status, _, body = get(f"{site}{path}")
    if path == "gradio_api/info":
        assert json.loads(body) == {"named_endpoints": {}, "unnamed_endpoints": {}}
    else:
        assert status in (403, 404, 405) or b"tro-ly-words" in body


def test_with_a_password_nothing_is_given_before_it(data: Path, visit: Opener) -> None:
    with serving(data, environment={"TRO_LY_PASSWORD": "dung-la-no"}) as address:
        assert get(f"{address}config")[0] == 401
        assert get(f"{address}gradio_api/component_server")[0] in (401, 405)
        page = visit(address, wait=False)
        page.get_by_label("Tên đăng nhập").fill("Hà")
        page.get_by_label("Mật khẩu").fill("sai")
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_text("Sai tên hoặc mật khẩu")).to_be_visible()
        page.get_by_label("Mật khẩu").fill("dung-la-no")
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.locator(".welcome h2")).to_be_visible()
