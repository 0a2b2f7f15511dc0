"""What is embedded of each row, and under which name: the only module that imports langchain_text_splitters.

A task is one chunk. A long passage is cut at sentence ends into chunks that the encoder can take whole.
The same text has the same name everywhere, so it is embedded once, whichever plans and versions it stands in.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.model import Passage, Task

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

# Characters. The encoder takes 512 tokens, and Vietnamese has about 2.9 characters a token.
CHUNK = 900
OVERLAP = 120
# A line of fewer words ("KẾ HOẠCH") is near to everything and says nothing; its words are still found.
FEWEST_WORDS = 4


@lru_cache(maxsize=8)
def _splitter(size: int, overlap: int) -> RecursiveCharacterTextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    # separators are kept: without them the splitter joins the pieces with the pattern itself as text
    return RecursiveCharacterTextSplitter(
        separators=["\n", r"(?<=[.!?…]) ", r"(?<=[;:]) ", r"(?<=,) ", " ", ""],
        is_separator_regex=True,
        keep_separator=True,
        chunk_size=size,
        chunk_overlap=overlap,
        add_start_index=True,
    )


def windows(text: str, size: int = CHUNK, overlap: int = OVERLAP) -> list[tuple[int, str]]:
    """(place in `text`, chunk) of each chunk of at most `size` characters, cut where a sentence or line ends."""
    documents = _splitter(size, overlap).create_documents([text])
    return [(document.metadata["start_index"], document.page_content) for document in documents]


def task_chunk(task: Task) -> str:
    """The text that stands for a task among the vectors."""
    return task.text


def passage_chunks(passage: Passage) -> list[str]:
    """The texts that stand for a passage: one, several for long prose, none for a mere line of a header."""
    text = passage.text.strip()
    if len(text.split()) < FEWEST_WORDS:
        return []
    if len(text) <= CHUNK:
        return [text]
    return [chunk for _, chunk in windows(text) if chunk.strip()]


def digest(text: str) -> str:
    """The name of a text's vector: 32 hexadecimal characters of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
