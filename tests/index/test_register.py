"""The register gives back what was put in, and exactly the tasks that pass a filter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Deadline, Notice, Passage, Plan, Reading, Spot, Task
from corpus.text import fold
from index.chunks import digest
from index.codec import pack_reading, unpack_reading
from index.fulltext import COMMON, match_expression, terms
from index.identities import Identities
from index.records import ROLES, TaskFilter
from index.register import Register, RegisterWriter, conditions
from index.register import reading as reading_register
from index.register.writing import Entry
from tests.index.builders import NOON, dated, reading, task

words = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyAĐƠáàảãạ ,.;“”\n\t", max_size=40)
spots = st.builds(
    Spot,
    st.integers(1, 999),
    st.integers(1, 999),
    st.none() | st.integers(1, 50),
    st.none() | st.tuples(*[st.floats(0, 1, allow_nan=False)] * 4),
)
days = st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31))


def deadlines(also: st.SearchStrategy[tuple[Deadline, ...]]) -> st.SearchStrategy[Deadline]:
    return st.builds(
        Deadline, words, st.sampled_from(["dated", "recurring", "conditional", "from", "done", "none"]),
        days, days, days, st.booleans(), st.none() | st.sampled_from(["day", "month", "quarter"]),
        st.none() | words, st.none() | words, st.booleans(), st.booleans(), also,
    )  # fmt: skip


names = st.tuples() | st.tuples(words) | st.tuples(words, words)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    plan = draw(
        st.builds(Plan, st.just("p"), st.just("p.txt"), *[st.none() | words] * 4, days, st.none() | words, names)
    )
    many = st.tuples(spots) | st.tuples(spots, spots)
    inner = deadlines(st.just(()))
    tasks = draw(
        st.lists(
            st.builds(
                Task, words, st.just("p"), st.just("p.txt"), words, st.none() | words, st.integers(1, 99), words, words,
                many, words, names, names, names, st.none() | deadlines(st.tuples() | st.tuples(inner)),
                st.tuples() | st.tuples(st.tuples(words, words)),
            ),
            max_size=4, unique_by=lambda one: one.id,
        )
    )  # fmt: skip
    passages = draw(
        st.lists(
            st.builds(Passage, words, st.just("p"), st.just("p.txt"), words, words, words, words, many),
            max_size=3, unique_by=lambda one: one.id,
        )
    )  # fmt: skip
    notices = draw(st.lists(st.builds(Notice, words, words, words), max_size=2))
    return Reading(plan, tuple(tasks), tuple(passages), tuple(notices), tuple(draw(st.lists(words, max_size=3))))


def entry(one: Reading, level: str | None = "phường") -> Entry:
    return Entry(
        one, level, "0" * 64, "txt", NOON, [digest(task.text) for task in one.tasks],
        [[digest(passage.text)] for passage in one.passages],
    )  # fmt: skip


def register(path: Path, *all_readings: Reading) -> Register:
    writer = RegisterWriter(path)
    for one in all_readings:
        writer.add(entry(one), Identities(one, "phường").of)
    writer.commit()
    return Register(path)


@given(readings())
def test_packing_loses_nothing(one: Reading) -> None:
    assert unpack_reading(pack_reading(one)) == one


@given(readings())
@settings(max_examples=15)
def test_the_register_loses_nothing(tmp_path_factory: pytest.TempPathFactory, one: Reading) -> None:
    kept = register(tmp_path_factory.mktemp("register") / "register.db", one)
    try:
        assert kept.reading("p") == one
        assert kept.faults() == []
    finally:
        kept.close()


LEADS = ("Ban Xây dựng Đảng", "UBND phường", "Các chi bộ", "Văn phòng Đảng ủy")
KINDS = ("dated", "recurring", "conditional", "done", "none")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Register, list[Task]]:
    """Two plans of 120 tasks with every mixture of leads, days and kinds."""
    made = []
    for number in range(2):
        plan = Plan(f"p{number}", f"p{number}.txt", symbol=f"{number}-KH/ĐU")
        tasks = []
        for n in range(1, 121):
            kind = KINDS[n % 5]
            last = date(2026, 1 + n % 12, 1 + n % 28) if kind == "dated" else None
            deadline = None if kind == "none" else Deadline(f"hạn {n}", kind, last_day=last)
            tasks.append(
                task(
                    plan, n, f"Việc số {n} của {number}", section=("II", "II.1", "III", "II.10")[n % 4],
                    lead=tuple(LEADS[(n + k) % 4] for k in range(n % 3)),
                    coordinating=tuple(LEADS[n % 4 : n % 4 + n % 2]),
                    deadline=deadline,
                )
            )  # fmt: skip
        made.append(reading(plan, tasks))
    tasks = [one for both in made for one in both.tasks]
    return register(tmp_path_factory.mktemp("many") / "register.db", *made), tasks


def passes(one: Task, wanted: TaskFilter, key: dict[str, str]) -> bool:
    """The conditions said once more, one row at a time."""
    roles = ROLES if wanted.role == "any" else (wanted.role,)
    mentioned = {name for role in roles for name in getattr(one, role)}
    last = one.deadline.last_day if one.deadline else None
    asked = wanted.agency_keys is not None or wanted.names is not None
    folded = {fold(name) for name in wanted.names or ()}
    named = any(key[name] in (wanted.agency_keys or ()) or fold(name) in folded for name in mentioned)
    return (
        (not asked or named)
        and (wanted.plan_ids is None or one.plan_id in wanted.plan_ids)
        and (wanted.last_from is None or (last is not None and last >= wanted.last_from))
        and (wanted.last_to is None or (last is not None and last <= wanted.last_to))
        and (wanted.kinds is None or one.kind in wanted.kinds)
        and (wanted.section is None or one.section == wanted.section or one.section.startswith(wanted.section + "."))
        and (wanted.number is None or one.number == wanted.number)
        and (wanted.ids is None or one.id in wanted.ids)
        and (wanted.without_role is None or not getattr(one, wanted.without_role))
        and (wanted.exclude_keys is None or not any(key[name] in wanted.exclude_keys for name in one.lead))
    )


def keys() -> dict[str, str]:
    return {name: Identities(reading(Plan("p", "p"), ()), "phường").of([name])[0].key for name in LEADS}


some_names = st.none() | st.frozensets(st.sampled_from((*LEADS, "ban xây dựng đảng", "Không có")), max_size=3)
some_keys = st.none() | st.frozensets(st.sampled_from(sorted({*keys().values(), "none"})), max_size=3)
some_days = st.none() | st.dates(date(2025, 12, 1), date(2027, 1, 31))
filters = st.builds(
    TaskFilter, some_keys, some_names, st.sampled_from([*ROLES, "any"]),
    st.none() | st.frozensets(st.sampled_from(["p0", "p1", "p9"])), some_days, some_days,
    st.none() | st.frozensets(st.sampled_from(KINDS)), st.none() | st.sampled_from(["II", "II.1", "III", "I"]),
    st.none() | st.sampled_from(["7", "70", "x"]), st.none(), st.none() | st.sampled_from(ROLES), some_keys,
)  # fmt: skip


@given(filters)
def test_a_filter_gives_exactly_the_tasks_that_pass(many: tuple[Register, list[Task]], wanted: TaskFilter) -> None:
    """In the way of few plans and in that of many."""
    kept, tasks = many
    key = keys()
    for few in (0, conditions.FEW_PLANS):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(conditions, "FEW_PLANS", few)
            patch.setattr(conditions, "PLANS_OF_DAYS", few)
            found = kept.tasks(wanted)
            assert {one.id for one in found} == {one.id for one in tasks if passes(one, wanted, key)}
            assert kept.count(wanted) == len(found)
            last = [(one.deadline.last_day if one.deadline else None) or date.max for one in found]
            assert last == sorted(last)


undated = st.frozensets(st.sampled_from([kind for kind in KINDS if kind != "dated"]), min_size=1)


@given(filters, undated, st.integers(1, 60))
def test_the_first_of_many_rows_without_a_day_are_the_first_of_all(
    many: tuple[Register, list[Task]], wanted: TaskFilter, kinds: frozenset[str], limit: int
) -> None:
    kept, _ = many
    wanted = replace(wanted, names=None, last_from=None, last_to=None, kinds=kinds)
    with pytest.MonkeyPatch.context() as patch:
        for name, size in {"MANY": 0, "PLANS_OF_DAYS": 0, "FEW_PLANS": 1}.items():
            patch.setattr(reading_register, name, size)
        assert kept.tasks(replace(wanted, limit=limit)) == kept.tasks(wanted)[:limit]


def test_the_order_is_by_last_day_then_plan_then_place(many: tuple[Register, list[Task]]) -> None:
    kept, tasks = many
    place = {one.id: n for n, one in enumerate(tasks)}
    found = kept.tasks(TaskFilter())
    assert len(found) == 240
    assert found == sorted(
        tasks, key=lambda one: ((one.deadline.last_day if one.deadline else None) or date.max, place[one.id])
    )
    assert kept.tasks(TaskFilter(limit=5)) == found[:5]


def test_agencies_are_counted_by_role(many: tuple[Register, list[Task]]) -> None:
    kept, tasks = many
    for one in kept.agencies():
        for role in ROLES:
            expected = sum(1 for task in tasks if task.plan_id == one.plan_id and one.name in getattr(task, role))
            assert getattr(one, role) == expected
    assert {one.name for one in kept.agencies() if one.collective} == {"Các chi bộ"}


@pytest.mark.parametrize(
    "asked",
    [
        "đổi thẻ đảng viên", "DOI THE DANG VIEN", "doi the dang vien", "đổi thẻ", "thẻ Đảng",
        "the dang vien doi o dau", "đổi thẻ đảng viên".encode().decode(),
    ],
)  # fmt: skip
def test_words_are_found_with_and_without_accents(tmp_path: Path, asked: str) -> None:
    plan = Plan("p", "p.txt")
    rows = [task(plan, 1, "Phối hợp đổi thẻ đảng viên."), task(plan, 2, "Kiểm kê tài sản công của phường.")]
    kept = register(tmp_path / "register.db", reading(plan, rows))
    found = kept.words(asked, 5, None, "tasks")
    assert kept.tasks_by_key([found[0][0]])[found[0][0]].id == rows[0].id
    assert all(score > 0 for _, score in found)


@given(st.text(max_size=60))
def test_any_text_may_be_asked(many: tuple[Register, list[Task]], text: str) -> None:
    """Quotes, operators and control characters are words or nothing, never syntax."""
    found = many[0].words(text, 5, None, "tasks")
    assert len(found) <= 5


@pytest.mark.parametrize("text", ['"', "OR", "a* NEAR(b)", "việc -số", "bare_text : việc", "'; DROP TABLE tasks; --"])
def test_search_syntax_is_not_obeyed(many: tuple[Register, list[Task]], text: str) -> None:
    assert isinstance(many[0].words(text, 5, None, "tasks"), list)
    assert many[0].count(TaskFilter()) == 240


@given(
    st.lists(st.sampled_from(["việc", "số", "7", "70", "của", "0", "ban", "hạn", "chưa", "-", "thi trấn"]), max_size=8)
)
def test_inside_a_plan_rows_that_are_read_are_those_that_full_text_finds(
    many: tuple[Register, list[Task]], said: list[str]
) -> None:
    text, plan = " ".join(said), frozenset({"p1"})
    found = []
    for narrow in (0, 1_000):
        kept = Register(many[0].path)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading_register, "NARROW", narrow)
            ranked = kept.words(text, 500, plan, "tasks")
            assert kept.words(text, 7, plan, "tasks") == ranked[:7]
        kept.close()
        assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
        found.append({key for key, score in ranked if score > 0})
    assert found[0] == found[1]


def test_more_of_what_was_looked_for_is_the_same_and_more(many: tuple[Register, list[Task]]) -> None:
    few, more = (many[0].words("việc số 7 của 1", k, None, "tasks") for k in (3, 200))
    assert few == more[:3] and len(more) == 200
    assert Register(many[0].path).words("việc số 7 của 1", 200, None, "tasks") == more


def test_common_syllables_are_left_to_the_pairs() -> None:
    counts = {"can": 90_000, "bo": 80_000, "luan": 40, "chuyen": 900}
    found = match_expression("cán bộ luân chuyển", lambda term, most: counts.get(term, 0))
    assert found == '"can bo" OR "bo luan" OR "luan chuyen" OR "luan" OR "chuyen"'
    assert match_expression("…", lambda term, most: 1) is None
    assert terms("Quý II/2026: số 26-KH/ĐU") == ["qui", "ii", "2026", "so", "26", "kh", "du"]


def test_of_a_long_text_whose_best_row_is_wanted_the_rarest_pairs_are_looked_for() -> None:
    words = [f"w{number}" for number in range(31)]
    counts = {f"w{n} w{n + 1}": 10 * (30 - n) for n in range(30)}  # the first pairs are the commonest
    found = match_expression(" ".join(words), lambda term, most: counts.get(term, 3_000), best=True)
    assert found == " OR ".join(f'"w{n} w{n + 1}"' for n in range(29, 19, -1))
    whole = match_expression(" ".join(words), lambda term, most: counts.get(term, 3_000))
    assert whole is not None and whole.count(" OR ") == 29
    short = "cán bộ luân chuyển"
    everywhere = match_expression(short, lambda term, most: 3_000)
    assert match_expression(short, lambda term, most: 3_000, best=True) == everywhere


@pytest.mark.parametrize("times", [1, 10, 40, 100])
def test_the_rarest_pairs_are_the_same_when_rows_are_counted_no_further_than_needed(times: int) -> None:
    words = [f"w{number}" for number in range(31)]
    counts = {f"w{n} w{n + 1}": times * (n * 7 % 31) for n in range(30)}

    def rows_with(term: str, most: int) -> int:
        return min(counts.get(term, 3_000), most + 1)

    whole = match_expression(" ".join(words), lambda term, most: rows_with(term, COMMON), best=True)
    assert match_expression(" ".join(words), rows_with, best=True) == whole


def test_versions_are_kept_and_numbered_on(tmp_path: Path) -> None:
    plan = Plan("p", "p.txt")
    first = reading(plan, [task(plan, 1, "Việc cũ", deadline=dated("trong năm", date(2026, 12, 31)))])
    second = reading(plan, [task(plan, 1, "Việc mới")])
    path = tmp_path / "register.db"
    register(path, first).close()
    writer = RegisterWriter(path)
    assert writer.replace("p", first, entry(second), Identities(second, None).of) == 2
    writer.commit()
    kept = Register(path)
    assert [(one.version, one.current, one.tasks) for one in kept.versions("p")] == [(1, False, 1), (2, True, 1)]
    assert kept.reading("p", 1) == first
    assert kept.reading("p") == second
    assert kept.reading("p", 3) is None
    assert kept.words("việc cũ", 5, None, "tasks")[0][0] == kept.words("việc mới", 5, None, "tasks")[0][0]
    assert [one.text for one in kept.tasks(TaskFilter())] == ["Việc mới"]
    assert kept.faults() == []
