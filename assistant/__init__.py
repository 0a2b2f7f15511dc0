"""Answers questions over the indexed plans: Question (what was understood) -> Answer (data) -> Vietnamese text."""

from __future__ import annotations

from assistant.answer import Answer, Citation, Figures, Group, Note, Quote, Related, Row, Understood
from assistant.service import Assistant

__all__ = ["Answer", "Assistant", "Citation", "Figures", "Group", "Note", "Quote", "Related", "Row", "Understood"]
