"""The reviewed vocabulary of agencies: every entry has an example that shows it, and nothing has two owners."""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus
from corpus.agencies import identity, looks_like_agencies, parse_assignment, role_of_label
from corpus.agency_names import opening
from corpus.agency_words import folds, plain_words, read_words, vocabulary
from corpus.text import bare, fold

PATH = Path(corpus.__file__).with_name("vocabulary") / "agencies.toml"
DATA = tomllib.loads(PATH.read_text(encoding="utf-8"))
ENTRIES = [(table, entry) for table, entries in DATA.items() for entry in entries]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def contains(text: str, phrase: str) -> bool:
    words, wanted = folds(read_words(text)), list(plain_words(phrase))
    return any(words[k : k + len(wanted)] == wanted for k in range(len(words)))


def test_file_is_in_normal_form() -> None:
    text = PATH.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert all(part == part.strip() and part for part in strings(DATA))


@pytest.mark.parametrize(("table", "entry"), ENTRIES, ids=lambda value: value if isinstance(value, str) else "")
def test_every_entry_has_an_example(table: str, entry: dict[str, object]) -> None:
    assert isinstance(entry["example"], str) and entry["example"]


@pytest.mark.parametrize("entry", DATA["heads"], ids=lambda entry: entry["word"])
def test_head_example_is_an_agency(entry: dict[str, str]) -> None:
    assert contains(entry["example"], entry["word"])
    assert looks_like_agencies(entry["example"])


@pytest.mark.parametrize("entry", DATA["abbreviations"], ids=lambda entry: entry["short"])
def test_abbreviation_is_written_out_in_its_example(entry: dict[str, str]) -> None:
    assert contains(entry["example"], entry["full"])


@pytest.mark.parametrize("entry", DATA["collectives"] + DATA["collective_inside"], ids=lambda e: e["example"])
def test_collective_example_is_a_group(entry: dict[str, str]) -> None:
    assert identity(entry["example"]).collective


@pytest.mark.parametrize("entry", DATA["not_collective"], ids=lambda entry: entry["name"])
def test_named_body_is_no_group(entry: dict[str, str]) -> None:
    assert not identity(entry["example"]).collective


@pytest.mark.parametrize("group", DATA["aliases"], ids=lambda group: group["names"][0])
def test_alias_group_is_one_agency(group: dict[str, list[str]]) -> None:
    keys = {identity(name, level="phường").key for name in group["names"]}
    assert len(keys) == 1
    assert identity(str(group["example"])).key.split("@")[0] == keys.pop().split("@")[0]


@pytest.mark.parametrize("entry", DATA["posts"], ids=lambda entry: entry["word"])
def test_post_is_no_agency(entry: dict[str, str]) -> None:
    words = read_words(entry["example"])
    found = opening(words, 0, len(words))
    assert found is not None and found.kind == "post"
    assert not looks_like_agencies(entry["word"])


@pytest.mark.parametrize("entry", DATA["levels"] + DATA["owners"], ids=lambda entry: entry["word"])
def test_level_or_owner_is_read_from_its_example(entry: dict[str, str]) -> None:
    assert contains(entry["example"], entry["word"])
    if "level" in entry:
        assert identity(entry["example"]).level == entry["level"]


@pytest.mark.parametrize("group", DATA["labels"], ids=lambda group: group["role"])
def test_label_gives_its_role(group: dict[str, object]) -> None:
    assert isinstance(group["words"], list)
    assert {role_of_label(word) for word in group["words"]} == {group["role"]}
    assert getattr(parse_assignment(str(group["example"])), str(group["role"]))


@pytest.mark.parametrize("entry", DATA["givers"], ids=lambda entry: entry["word"])
def test_giver_leaves_the_agency(entry: dict[str, str]) -> None:
    found = parse_assignment(entry["example"]).lead
    assert found and not fold(found[0]).startswith(fold(entry["word"]))


@pytest.mark.parametrize("group", [*DATA["fields"], *DATA["body"], *DATA["group_nouns"]], ids=lambda g: g["example"])
def test_group_of_words_has_an_agency_as_its_example(group: dict[str, str]) -> None:
    assert looks_like_agencies(group["example"])


@pytest.mark.parametrize("group", DATA["whole"], ids=lambda group: group["example"])
def test_a_name_told_by_standing_alone(group: dict[str, object]) -> None:
    assert isinstance(group["words"], list)
    for name in group["words"]:
        assert looks_like_agencies(f"{name} số 5" if group.get("named") else name)
        assert not looks_like_agencies(f"{name} cần rà soát lại danh sách")


@pytest.mark.parametrize("text", ["Thư viện số", "Bảo vệ môi trường", "Bản cam kết", "Thôn mới", "Buôn bán hàng giả"])
def test_words_of_work_are_no_name_that_stands_alone(text: str) -> None:
    assert not looks_like_agencies(text)


@pytest.mark.parametrize("group", DATA["sentence"], ids=lambda group: group["example"])
def test_sentence_words_make_no_agency(group: dict[str, str]) -> None:
    assert not looks_like_agencies(group["example"])


def test_no_word_has_two_owners() -> None:
    shorts = Counter(fold(entry["short"]) for entry in DATA["abbreviations"])
    assert not [short for short, times in shorts.items() if times > 1]
    by_bare: dict[str, set[str]] = {}
    for entry in DATA["abbreviations"]:
        if not entry.get("upper"):
            by_bare.setdefault(bare(entry["short"]), set()).add(entry["full"])
    assert not [short for short, fulls in by_bare.items() if len(fulls) > 1]
    keys = {"heads": "word", "collectives": "start", "owners": "word", "levels": "word", "posts": "word"}
    for table, key in keys.items():
        names = Counter(plain_words(entry[key]) for entry in DATA[table])
        assert not [name for name, times in names.items() if times > 1], table


def test_alias_forms_belong_to_one_group() -> None:
    owner: dict[tuple[str, ...], int] = {}
    for number, group in enumerate(DATA["aliases"]):
        for name in group["names"]:
            assert owner.setdefault(plain_words(name), number) == number, name


def test_no_abbreviation_is_a_phrase_of_names() -> None:
    vocab = vocabulary()
    for short in vocab.abbreviations:
        assert vocab.heads.at([short], 0) is None
