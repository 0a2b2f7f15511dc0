"""Bodies that no plan has, in small letters, where a question puts whose work it asks for: "mà sở giáo dục có việc nào
trước 30/6 không?". A name in capitals is read as one anyway, a topic that is but a name in `cue_reading`."""

from __future__ import annotations

from functools import lru_cache

from assistant.question import Agency
from assistant.short_names import begins_agency, ends_there
from assistant.tokens import Token, tokenize
from corpus.agencies import surely_agencies

# First words of bodies; a post ("chủ tịch") may be a person's column, a plain "văn phòng" anybody's.
_HEADS = frozenset({
    "so", "phong", "ban", "bo", "cuc", "chi", "vu", "vien", "hoi", "trung", "truong", "benh", "thanh", "kho", "lien",
    "cong", "toa", "buu", "doan", "doi", "mttq", "ubnd", "ubkt", "hdnd", "mat", "uy",
})  # fmt: skip
_ANYBODY = (("phong", "ban"), ("ban", "nganh"), ("so", "nganh"), ("bo", "nganh"))
# Before "của" and a name these ask for its work.
_OWNED = frozenset({"viec", "vu", "gi", "nao", "han", "phan", "muc", "khoan", "chi", "may"})
# Behind these and words of work a name says where that is.
_WHERE = frozenset({"o", "tai", "trong"})
# A name has so many words.
SHORTEST, LONGEST = 2, 9


@lru_cache(maxsize=256)
def strange_names(text: str) -> tuple[Agency, ...]:
    """The stretches of `text` that read as a body's name, no word of them unknown in names, and stand as subject."""
    tokens, found = tokenize(text), list[Agency]()
    place = 0
    while place < len(tokens):
        end = _end_of_name(text, tokens, place)
        if end:
            said = text[tokens[place].start : tokens[end - 1].end]
            found.append(Agency(said, said, frozenset(), start=tokens[place].start, end=tokens[end - 1].end))
        place = max(place + 1, end)
    return tuple(found)


def _end_of_name(text: str, tokens: tuple[Token, ...], place: int) -> int:
    """Behind which word the name ends that begins at `place`; 0 where none does."""
    ahead = [token.bare for token in tokens[max(0, place - 2) : place]]
    if ahead[-1:] == ["cua"] and ahead[0] not in _OWNED:
        return 0  # "theo Kế hoạch của Bộ Chính trị"
    if ahead[-1:] and ahead[-1] in _WHERE and len(ahead) > 1 and ahead[0] not in _OWNED:
        return 0  # "lắp camera ở bộ phận một cửa phường": where the work is
    anybody = tuple(token.bare for token in tokens[place : place + 2]) in _ANYBODY
    if tokens[place].bare not in _HEADS or anybody or not begins_agency(text, tokens[place].start):
        return 0
    for end in range(place + SHORTEST, min(len(tokens), place + LONGEST) + 1):
        said = text[tokens[place].start : tokens[end - 1].end]
        if any(char in said for char in ",;:?!") or not ends_there(text, tokens, end):
            continue
        if surely_agencies(said):
            return end
    return 0
