"""A language model only rewords: what the answer's own rows do not bear out never shows. Its server is an adversary."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.errors import ModelRefused
from assistant.llm import Rewording, held
from tests.assistant.conftest import Ask

WHO = "Ai chủ trì tu bổ Nhà bia ghi tên liệt sĩ?"
TRUE = "UBND phường chủ trì tu bổ Nhà bia ghi tên liệt sĩ của phường [1]."


@contextmanager
def saying(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Iterator[str]:
    """A server on loopback that answers every request so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


def reply(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"content": text}}]}).encode()


@pytest.mark.parametrize(
    "said",
    [
        "UBND phường chủ trì tu bổ Nhà bia ghi tên liệt sĩ của phường.",  # no source
        "UBND phường chủ trì tu bổ Nhà bia ghi tên liệt sĩ của phường [3].",  # a source that is not there
        "UBND phường chủ trì tu bổ Nhà bia ghi tên liệt sĩ trước ngày 28/7/2026 [1].",  # another day
        "Công an tỉnh Sông Lam đã khánh thành công trình mới với kinh phí lớn [1].",  # another thing
        "UBND phường chủ trì <script>alert(1)</script> tu bổ Nhà bia [1].",
        "UBND phường chủ trì [tu bổ](http://example.com) Nhà bia [1].",
        "UBND phường không chủ trì tu bổ Nhà bia ghi tên liệt sĩ của phường [1].",  # turned round
        "Hội Cựu chiến binh phường chủ trì tu bổ Nhà bia ghi tên liệt sĩ [1].",  # it only helps
        "UBND Cựu chiến binh chủ trì tu bổ Nhà bia ghi tên liệt sĩ của phường [1].",  # a name of two names' words
        "UBND phường tu bổ Nhà bia ghi tên liệt sĩ, hạn trước ngày 27/7/2027 [1].",  # another year
    ],
)
def test_one_sentence_that_does_not_hold_and_none_shows(ask: Ask, said: str) -> None:
    answer = ask(WHO)
    assert held(TRUE, answer) == [TRUE]
    assert held(said, answer) == []
    assert held(f"{said}\n{TRUE}", answer) == []


def test_sentences_that_hold_stand_behind_the_headline(ask: Ask) -> None:
    answer = ask(WHO)
    with saying(reply(TRUE)) as endpoint:
        reworded = Rewording(endpoint, "any").reword(answer)
    assert reworded.reworded == TRUE
    assert TRUE in reworded.text
    assert (reworded.rows, reworded.citations) == (answer.rows, answer.citations)
    with saying(reply(f"{TRUE} Xem thêm ở [7].")) as endpoint:
        assert Rewording(endpoint, "any").reword(answer) == answer


@pytest.mark.parametrize("body", [b"", b"no json", b"{}", b'{"choices": []}', reply(""), reply("[2] [3]")])
def test_an_endpoint_that_fails_changes_nothing(ask: Ask, body: bytes) -> None:
    answer = ask(WHO)
    with saying(body) as endpoint:
        assert Rewording(endpoint, "any").reword(answer) == answer
    with saying(body, status=500) as endpoint:
        assert Rewording(endpoint, "any").reword(answer) == answer


def test_refusals_are_never_reworded(ask: Ask) -> None:
    answer = ask("Giá xăng hôm nay bao nhiêu?")
    with saying(reply("Giá xăng là 20.000 đồng [1].")) as endpoint:
        assert Rewording(endpoint, "any").reword(answer) == answer


def test_a_server_that_drips_is_left_in_time(ask: Ask) -> None:
    answer = ask(WHO)
    server = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def drip() -> None:
        connection, _ = server.accept()
        with connection:
            while not done.wait(0.05):
                try:
                    connection.sendall(b"H")
                except OSError:
                    return

    threading.Thread(target=drip, daemon=True).start()
    try:
        endpoint = f"http://127.0.0.1:{server.getsockname()[1]}/v1"
        assert Rewording(endpoint, "any", timeout=0.5).reword(answer) == answer
    finally:
        done.set()
        server.close()


def test_a_redirect_is_not_followed(ask: Ask) -> None:
    answer = ask(WHO)
    with saying(reply(TRUE)) as other, saying(b"", 307, {"Location": f"{other}/chat/completions"}) as endpoint:
        assert Rewording(endpoint, "any").reword(answer) == answer


def test_settings() -> None:
    local = {"TRO_LY_LLM_URL": "http://127.0.0.1:8080/v1", "TRO_LY_LLM_MODEL": "m"}
    assert Rewording.from_environment({}) is None
    assert Rewording.from_environment(local) == Rewording("http://127.0.0.1:8080/v1", "m")
    assert Rewording.from_environment({**local, "TRO_LY_LLM_URL": "http://[::1]:1/v1"}) is not None
    away = {**local, "TRO_LY_LLM_URL": "https://models.example.org/v1"}
    assert Rewording.from_environment({**away, "TRO_LY_LLM_REMOTE": "1"}) is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRO_LY_LLM_URL", "https://models.example.org/v1"),
        ("TRO_LY_LLM_URL", "http://127.0.0.1@models.example.org/v1"),
        ("TRO_LY_LLM_URL", "http://127.0.0.1.example.org/v1"),
        ("TRO_LY_LLM_URL", "file:///etc/passwd"),
        ("TRO_LY_LLM_URL", "127.0.0.1:8080"),
        ("TRO_LY_LLM_URL", "http://127.0.0.1:x/v1"),
        ("TRO_LY_LLM_URL", ""),
        ("TRO_LY_LLM_MODEL", ""),
        ("TRO_LY_LLM_SECONDS", "soon"),
        ("TRO_LY_LLM_SECONDS", "-1"),
    ],
)
def test_settings_that_cannot_be_used(name: str, value: str) -> None:
    with pytest.raises(ModelRefused):
        Rewording.from_environment(
            {"TRO_LY_LLM_URL": "http://localhost:8080/v1", "TRO_LY_LLM_MODEL": "m", name: value}
        )
