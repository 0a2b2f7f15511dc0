"""What a TaskFilter means in SQL."""

from __future__ import annotations

from corpus.text import fold
from index.codec import dump, iso
from index.records import ROLES, Role, TaskFilter

# In up to so many plans it is faster to look at every task than at every task of an agency, or of some days.
FEW_PLANS, PLANS_OF_DAYS = 20, 200


def conditions(wanted: TaskFilter) -> tuple[list[str], list[object]]:
    """The WHERE parts of a filter and their values; tasks are named t, their plans p."""
    found: list[str] = []
    values: list[object] = []

    def add(condition: str, *more: object) -> None:
        found.append(condition)
        values.extend(more)

    if wanted.agency_keys is not None or wanted.names is not None:
        sql, more = _assigned(wanted)
        add(sql, *more)
    if wanted.plan_ids is not None:
        # "+" keeps SQLite from going through all rows of many plans where it need only look at those of an agency.
        add(("" if _plan_by_plan(wanted) else "+") + "p.id IN (SELECT value FROM json_each(?))",
            dump(sorted(wanted.plan_ids)))  # fmt: skip
    if wanted.last_from is not None:
        add("t.last_day >= ?", iso(wanted.last_from))
    if wanted.last_to is not None:
        add("t.last_day <= ?", iso(wanted.last_to))
    if wanted.kinds is not None:
        add("t.kind IN (SELECT value FROM json_each(?))", dump(sorted(wanted.kinds)))
    if wanted.section is not None:
        add("(t.section = ? OR t.section GLOB ? || '.*')", wanted.section, wanted.section)
    if wanted.number is not None:
        add("t.number = ?", wanted.number)
    if wanted.ids is not None:
        add("t.id IN (SELECT value FROM json_each(?))", dump(sorted(wanted.ids)))
    if wanted.without_role is not None:
        add("NOT EXISTS (SELECT 1 FROM assignments s WHERE s.task = t.key AND s.role = ?)", wanted.without_role)
    if wanted.exclude_keys is not None:
        add(
            "t.key NOT IN (SELECT s.task FROM assignments s JOIN identities i ON i.key = s.identity"
            " WHERE s.role = 'lead' AND i.identity IN (SELECT value FROM json_each(?)))",
            dump(sorted(wanted.exclude_keys)),
        )
    return found, values


def _plan_by_plan(wanted: TaskFilter) -> bool:
    """Whether the plans are few enough to look at all their tasks."""
    if wanted.plan_ids is None:
        return False
    if wanted.agency_keys is not None or wanted.names is not None or wanted.ids is not None:
        return len(wanted.plan_ids) <= FEW_PLANS
    of_days = wanted.last_from is not None or wanted.last_to is not None or wanted.kinds is not None
    return not of_days or len(wanted.plan_ids) <= PLANS_OF_DAYS


def roles_of(wanted: TaskFilter) -> tuple[Role, ...]:
    return ROLES if wanted.role == "any" else (wanted.role,)


def _assigned(wanted: TaskFilter) -> tuple[str, list[object]]:
    """Tasks that have one of the wanted agencies in the wanted role, inside the wanted days."""
    roles = roles_of(wanted)
    days = ""
    bounds: list[object] = []
    if wanted.last_from is not None:
        days, bounds = days + " AND s.last_day >= ?", [*bounds, iso(wanted.last_from)]
    if wanted.last_to is not None:
        days, bounds = days + " AND s.last_day <= ?", [*bounds, iso(wanted.last_to)]
    if wanted.kinds is not None and "dated" not in wanted.kinds:
        days += " AND s.last_day IS NULL"  # only dated tasks have one
    sources = (
        ("identity", "SELECT key FROM identities WHERE identity IN (SELECT value FROM json_each(?))",
         sorted(wanted.agency_keys or ())),
        ("agency", "SELECT key FROM agencies WHERE folded IN (SELECT value FROM json_each(?))",
         sorted(fold(name) for name in wanted.names or ())),
    )  # fmt: skip
    marks = ", ".join("?" for _ in roles)
    # Inside a few plans each task is asked for its agencies; otherwise the agencies are asked for their tasks.
    one_by_one = _plan_by_plan(wanted) or wanted.ids is not None
    own = "s.task = t.key AND" if one_by_one else ""
    parts: list[str] = []
    values: list[object] = []
    for column, chosen, names in sources:
        if names:
            parts.append(
                f"SELECT s.task FROM assignments s WHERE {own} s.{column} IN ({chosen}) AND s.role IN ({marks}){days}"
            )
            values += [dump(names), *roles, *bounds]
    union = " UNION ALL ".join(parts)
    if not parts:
        return "0", []
    return (f"EXISTS ({union})" if one_by_one else f"t.key IN ({union})"), values
