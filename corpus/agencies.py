"""Agencies: their names in cells, headings and sentences, and which agency a name means. The face of agency_*.py."""

from __future__ import annotations

from corpus.agency_assign import (
    Assignment,
    after_opening,
    heading_agency,
    later_partners,
    parse_assignment,
    role_of_label,
)
from corpus.agency_identity import AgencyId, identities, identity, level_of, merge_misspelt
from corpus.agency_lists import (
    is_whole,
    looks_like_agencies,
    may_name,
    starts_like_agency,
    starts_with_field,
    surely_agencies,
)
from corpus.agency_match import AgencyFinder, AgencyMention
from corpus.agency_split import first_name_end, holds_another, inner_starts, split_agencies
from corpus.agency_trie import KnownAgency

__all__ = [
    "AgencyFinder",
    "AgencyId",
    "AgencyMention",
    "Assignment",
    "KnownAgency",
    "after_opening",
    "first_name_end",
    "heading_agency",
    "holds_another",
    "identities",
    "identity",
    "inner_starts",
    "is_whole",
    "later_partners",
    "level_of",
    "looks_like_agencies",
    "may_name",
    "merge_misspelt",
    "parse_assignment",
    "role_of_label",
    "split_agencies",
    "starts_like_agency",
    "starts_with_field",
    "surely_agencies",
]
