"""What can go wrong in this room.

    AssistantError
    ├── VocabularyError      assistant/vocabulary.toml does not hold what it should
    ├── BatchError           a line of a batch file cannot be read
    └── ModelRefused         the setting of a language model cannot be used

Each message is one Vietnamese sentence for the person at the keyboard.
"""

from __future__ import annotations


class AssistantError(Exception):
    """The base of every error that this room raises."""


class VocabularyError(AssistantError):
    """The vocabulary file is wrong: a missing key, a phrase with two owners, text that is not NFC."""


class BatchError(AssistantError):
    """A line of a batch file is not a JSON object with a "question"."""


class ModelRefused(AssistantError):
    """The address or the name of a language model is missing, wrong, or of another machine."""
