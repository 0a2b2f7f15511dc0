"""A language model only rewords: what the answer's own rows do not bear out is dropped. Its server is an adversary."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.llm import Rewording, held
from tests.assistant.conftest import Ask

WHO = "Ai chủ trì tu bổ Nhà bia ghi tên liệt sĩ?"
TRUE = "UBND phường chủ trì tu bổ Nhà bia ghi tên liệt sĩ của phường [1]."


@contextmanager
def saying(body: bytes, status: int = 200) -> Iterator[str]:
    """A server on loopback that answers every request so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
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
    ],
)
def test_what_does_not_hold_is_dropped(ask: Ask, said: str) -> None:
    answer = ask(WHO)
    assert held(TRUE, answer) == [TRUE]
    assert held(said, answer) == []
    assert held(f"{said}\n{TRUE}", answer) == [TRUE]


def test_sentences_that_hold_stand_behind_the_headline(ask: Ask) -> None:
    answer = ask(WHO)
    with saying(reply(f"{TRUE} Xem thêm ở [7].")) as endpoint:
        reworded = Rewording(endpoint, "any").reword(answer)
    assert TRUE in reworded.text
    assert "[7]" not in reworded.text
    assert (reworded.rows, reworded.citations) == (answer.rows, answer.citations)


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
