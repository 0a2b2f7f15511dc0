"""Bodies that plans name by their Party committee: "MTTQ tỉnh" of plans that have the Đảng ủy MTTQ tỉnh alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.question import Agency
from corpus.agencies import identity
from index.records import AgencyRecord

_COMMITTEES = ("dang-uy-", "dang-bo-", "chi-bo-")


class Committees:
    """The Party committees of an index's bodies, by the identity of the body. Built once for each generation."""

    def __init__(self, agencies: Iterable[AgencyRecord]) -> None:
        self._of: dict[str, dict[str, list[AgencyRecord]]] = {}  # the body's key -> its committees by their keys
        for record in agencies:
            body = next((record.key[len(head) :] for head in _COMMITTEES if record.key.startswith(head)), "")
            if body and not record.collective:
                self._of.setdefault(body, {}).setdefault(record.key, []).append(record)

    def meant(self, agency: Agency) -> Agency:
        """A body that no plan has as its committee, where it is the only one of its name and level; others as they
        are."""
        found = {} if agency.keys else self._of.get(identity(agency.said).key, {})
        if len(found) != 1:
            return agency
        records = next(iter(found.values()))
        name = next((one.name for one in records if not one.name.isupper()), records[0].name)
        plans = frozenset(one.plan_id for one in records)
        return replace(agency, name=name, keys=frozenset(found), plan_ids=plans, readings=((records[0].key, name),),
                       short=True)  # fmt: skip
