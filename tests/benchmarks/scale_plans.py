"""Plans by the thousand for tests.benchmarks.scale: plan `number` of a seed is the same in every corpus.

Their shape is that of real plans: 20 to 100 rows of about 200 characters, in text, Word and workbook files; their
texts are nearly all different (their verbs, things and reasons are not, and neither are those of real plans).
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.generator import WORDS, Place, draw_deadline, draw_places, draw_plan
from tests.samples.build import WRITERS
from tests.samples.source import Row, Sample

MORE: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "scale.toml").read_text(encoding="utf-8"))
ROWS = (20, 101)  # from, below: 60 on average
BLOCK = 1_000  # plans to a folder


def draw_text(rng: random.Random) -> str:
    """What is to be done, why, and to which end; a third of the texts name a second thing."""
    things = rng.sample(WORDS["objects"], 2)
    what = f"{rng.choice(WORDS['verbs'])} {things[0]} {rng.choice(WORDS['scopes'])}"
    parts = [f"{what} {rng.choice(MORE['causes'])}", *rng.sample(MORE["ends"], 1 + (rng.random() < 0.7))]
    if rng.random() < 0.35:
        parts.insert(1, f"đồng thời rà soát {things[1]}")
    return ", ".join(part.format(n=rng.randrange(3, 900)) for part in parts)


def draw_rows(rng: random.Random, place: Place, party: bool, section: str, count: int) -> list[Row]:
    agencies, rows = place.agencies(party), []
    for position in range(1, count + 1):
        lead, *helpers = rng.sample(agencies, rng.randrange(1, 4))
        if rng.random() < 0.15:
            helpers = [rng.choice(WORDS["general"])]
        printed, due = draw_deadline(rng)
        rows.append(
            Row(section, str(position), position, draw_text(rng), lead, "; ".join(helpers), printed, due)
        )
    return rows


def draw(seed: int, rows: int) -> Iterator[Sample]:
    """The first plans of a seed, until they have `rows` rows; the last may go beyond."""
    places = draw_places(random.Random(seed), 10_000)
    number, made = 0, 0
    while made < rows:
        number += 1
        rng = random.Random(f"{seed}/{number}")
        plan = draw_plan(rng, number, places[number % len(places)], draw_rows, ROWS)
        made += len(plan.rows)
        yield plan


def place_of(folder: Path, number: int, plan: Sample) -> Path:
    """Where the plan with this number (from 1) lies."""
    return folder / f"{(number - 1) // BLOCK:04}" / plan.file


def write(folder: Path, number: int, plan: Sample) -> Path:
    """The plan's file, written unless it is there."""
    path = place_of(folder, number, plan)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}")
        WRITERS[plan.form](plan, fresh)
        fresh.rename(path)
    return path
