"""In which place of a question words stand that were not understood: as what rows are about, or as no more than its
own verb, what ties it together, or a request.

The grammar decides, not a list of verbs: "Ban X | gồng mình với | những việc nào" has a verb between who and what is
asked for, "việc nào | đè lên vai | Ban X" ties the two, "…, | dán lên bảng tin" is a clause in which nothing is asked.
Behind "về", "liên quan đến", "chuyện", "việc" stands what rows are about. `loose.py` sets words of the first kind
aside where no row speaks of them and other conditions choose rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.sentence import FRAMES, Item, Sentence
from assistant.tokens import Token
from corpus.text import bare, fold

# Behind these stands what rows are about.
NAMING = frozenset({"ve", "den", "toi"})
# Behind these a word says which rows: "việc thuế", "chuyện chợ".
_HEADS = frozenset(
    {"viec", "vu", "an", "hoach", "trinh", "cong", "tac", "nghe", "mang", "chuyen", "khoan", "linh", "vuc"}
)
# Behind these stands what work is for, where it is done, what it is about.
_LEADS_IN = frozenset({"cho", "với", "ở", "tại", "trong", "trên", "về", "đối", "đến", "tới", "của", "như", "theo",
                       "làm", "có", "phải", "cần"})  # fmt: skip
_LEADS_IN_BARE = frozenset(map(bare, _LEADS_IN)) - {"toi"}
# Between words and "việc nào" these say that the words are no verb: "hiến máu | có những việc nào".
_HAS = frozenset({"co", "gom", "la", "thi", "ve"})
# Before a body these say whose work is: what stands ahead of them tells the work ("việc gì | trồng rừng | của X").
_WHOSE = frozenset({"cua", "do", "o", "tai", "thuoc", "giao", "cho"})
_HELPING = frozenset({"bi", "dang", "duoc", "phai", "se", "can", "con", "da", "sap", "lai"})
# A clause with one of these tells of the one who asks.
_PERSON = frozenset({"tôi", "em", "anh", "chị", "mình", "sếp", "ta", "bọn", "chúng"})
_ME = frozenset({"tôi", "mình", "sếp"})
# So do these, before what it tells and behind it.
_ASPECT, _AFTER = frozenset({"đang", "vừa", "mới", "sắp", "đã"}), frozenset({"quá", "lắm", "rồi", "xong"})
# A clause that begins so goes on with what rows are about.
_GOES_ON = frozenset({"nhat", "dac", "chu", "rieng", "cu", "gom", "nhu", "ke", "tru", "ngoai", "va", "hoac", "hay",
                      "trong", "bao", "o", "tai", "cua", "mang", "chuyen", "viec", "khoan", "linh", "ve"})  # fmt: skip
_BOUNDARY = re.compile(r"[,;:.?!…\n]|\s[-–]\s")
_WORK = re.compile(r"\b(?:viec|nhiem vu|dau viec|noi dung|han|muc|khau|mang|khoan|hang muc|phan|hoat dong)\b")
_WHICH = re.compile(r"\b(?:nao|gi|chi|may|bao nhieu)\b")
# Words beside one another that are taken for a manner of speaking where no other rule tells.
SHORT = 2


Words = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words left over in one clause, with what was understood before and behind them. `parted`: a clause begins between
    `left` and them; `ends`: one ends with them."""

    items: tuple[Item, ...]
    left: Item | None
    right: Item | None
    parted: bool
    ends: bool


def around_the_question(
    sentence: Sentence, content: Sequence[Item], together: Callable[[str, str], bool]
) -> list[Item]:
    """The items of content in clauses that ask nothing: requests and the asker's own situation, told in words that
    stand side by side in no plan."""
    found: list[Item] = []
    for stretch in stretches(sentence, content):
        outside = _is_request(sentence, stretch) or _is_situation(sentence, stretch)
        if outside and not _names_matter(sentence, stretch) and not (
            _is_of_plans(sentence, stretch, together) and not _tells_of_asker(sentence, stretch)
        ):  # fmt: skip
            found += stretch.items
    return found


def loose(sentence: Sentence, content: Sequence[Item]) -> tuple[Words, Words]:
    """The words, of the items of content, that may be set aside where no row speaks of them, those of a stretch
    together: verbs and what ties work to bodies and days; and where all that is left over is a word or two, these."""
    every = [one for one in stretches(sentence, content) if not _names_matter(sentence, one)]
    tied = [one for one in every if _is_verb(sentence, one) or _is_link(sentence, one)]
    short = [one for one in every if one not in tied and _is_short(sentence, one)]
    alone = len(tied) + len(short) == len(stretches(sentence, content)) <= SHORT
    return _words(sentence, tied), _words(sentence, short if alone else ())


def _words(sentence: Sentence, found: Sequence[Stretch]) -> Words:
    return tuple(tuple(word for item in one.items for word in sentence.said(item).split()) for one in found)


def stretches(sentence: Sentence, content: Sequence[Item]) -> list[Stretch]:
    """The items of content, parted where something that was understood, or the end of a clause, stands between."""
    wanted, found = set(content), list[Stretch]()
    run: list[Item] = []
    left: Item | None = None
    parted = begins = False
    for item in [*sentence.items, None]:
        bounded = item is None or _begins_clause(sentence, item)
        anchor = item is None or item not in wanted and item.name not in FRAMES and item.name != "word"
        if run and (anchor or bounded):
            right = item if anchor else _next_anchor(sentence, item, wanted)
            found.append(Stretch(tuple(run), left, right, begins, bounded))
            run = []
        parted = parted or bounded
        if item is None:
            break
        if anchor:
            left, parted = item, False
        elif item in wanted:
            if not run:
                begins = parted
            run.append(item)
    return found


def _next_anchor(sentence: Sentence, item: Item | None, wanted: set[Item]) -> Item | None:
    behind = sentence.items[sentence.place_of(item) :] if item else ()
    return next((one for one in behind if one not in wanted and one.name not in FRAMES and one.name != "word"), None)


def _begins_clause(sentence: Sentence, item: Item) -> bool:
    """Whether a clause begins with an item: behind a comma, or with "thì", "để", "cho tôi"."""
    place, alone = item.first, item.first == item.last
    joins = item.name == "framing" and alone and sentence.tokens[place].bare in ("thi", "de")
    to_me = sentence.tokens[place].bare == "cho" and _are(sentence.tokens[place + 1 : place + 2], _ME)
    return joins or to_me or _is_bounded(sentence, place)


def _is_bounded(sentence: Sentence, place: int) -> bool:
    """Whether punctuation stands before a word."""
    start = sentence.tokens[place - 1].end if place else 0
    return _BOUNDARY.search(sentence.text[start : sentence.tokens[place].start]) is not None


def named_there(sentence: Sentence, run: Sequence[Item]) -> bool:
    """Whether a run of words stands where a question names what rows are about ("liên quan đến …", "về …")."""
    ahead = sentence.tokens[run[0].first - 1] if run[0].first else None
    named = ahead is not None and ahead.bare in NAMING and ahead.fold != "tôi"
    return named or any(one.last + 1 == run[0].first for one in sentence.all("about"))


def _names_matter(sentence: Sentence, stretch: Stretch) -> bool:
    """Whether words stand behind "về", "liên quan đến", "chuyện", "việc"."""
    for place, item in enumerate(stretch.items):
        beside = place and stretch.items[place - 1].last + 1 == item.first
        if not beside and (named_there(sentence, [item]) or _is_headed(sentence, item)):
            return True
    return False


def _is_headed(sentence: Sentence, item: Item) -> bool:
    """Whether "việc", "chuyện", "mảng" stands right ahead and is not itself asked for ("mấy việc | …")."""
    ahead = sentence.tokens[item.first - 1] if item.first else None
    if ahead is None or ahead.bare not in _HEADS or _begins_clause(sentence, item):
        return False
    return not any(one.last + 1 == item.first and _WHICH.search(bare(sentence.said(one))) for one in _asking(sentence))


def _asking(sentence: Sentence) -> list[Item]:
    return sentence.all("list", "count", "every")


def _between(sentence: Sentence, stretch: Stretch) -> tuple[list[str], list[str]]:
    """The bare words between what was understood and a stretch, ahead of it and behind."""
    start = stretch.left.last + 1 if stretch.left else 0
    end = stretch.right.first if stretch.right else len(sentence.tokens)
    words = [token.bare for token in sentence.tokens]
    return words[start : stretch.items[0].first], words[stretch.items[-1].last + 1 : end]


def _clause(sentence: Sentence, stretch: Stretch) -> tuple[list[Token], list[Token]]:
    """The words of a stretch's own clause that are no content: those ahead of its last word, and those behind."""
    content = {place for item in stretch.items for place in range(item.first, item.last + 1)}
    first, last = stretch.items[0].first, stretch.items[-1].last
    start = stretch.left.last + 1 if stretch.left else 0
    end = stretch.right.first if stretch.right else len(sentence.tokens)
    start = max([start, *(place for place in range(start + 1, first + 1) if _is_bounded(sentence, place))])
    end = min([end, *(place for place in range(last + 1, end) if _is_bounded(sentence, place))])
    outside = [place for place in range(start, end) if place not in content]
    tokens = sentence.tokens
    return [tokens[at] for at in outside if at < last], [tokens[at] for at in outside if at > last]


def _are(tokens: Sequence[Token], words: frozenset[str]) -> bool:
    """Whether one of the tokens is one of the folded words, or is one without its marks."""
    return any(token.fold in words or token.fold == token.bare in {bare(word) for word in words} for token in tokens)


# Rows are asked for; a clause behind "khi nào", "ai" may go on with the one row's matter.
_ROWS = ("list", "count", "most", "least", "earliest", "latest", "overdue", "by_agency", "by_month", "by_quarter")
_ONE = ("who", "when", "number", "prose")
_ASKS_ITSELF = frozenset({"không", "chưa", "hay", "hoặc"})


def _is_request(sentence: Sentence, stretch: Stretch) -> bool:
    """ "…, dán lên bảng tin", "… thì đọc to lên", "… để tôi gạch sổ": the last clause, in which nothing is asked."""
    if not stretch.parted or stretch.left is None or stretch.right is not None:
        return False
    asked = {one.name for one in sentence.all(*_ROWS, *_ONE) if one.first < stretch.items[0].first}
    if not asked or asked.isdisjoint(_ROWS) and not _tells_of_asker(sentence, stretch):
        return False
    ahead, behind = _clause(sentence, stretch)
    said = [token.bare for token in ahead]
    if "de" in said and "lam" in (token.bare for token in sentence.tokens[: stretch.items[0].first]):
        return _tells_of_asker(sentence, stretch)  # "làm gì để phòng sốt xuất huyết": what work is for
    said.append(sentence.tokens[stretch.items[0].first].bare)
    begins = next((word for word in said if word not in ("thi", "de")), "")
    return begins not in _GOES_ON and not _are([*ahead, *behind], _ASKS_ITSELF)


def _tells_of_asker(sentence: Sentence, stretch: Stretch) -> bool:
    """Whether a clause has "tôi", "sếp" in it, and no "anh em" of others."""
    ahead, behind = _clause(sentence, stretch)
    said = [*ahead, *behind]
    return _are(said, _PERSON) and not re.search(r"\b(?:anh|chi) em\b", " ".join(token.bare for token in said))


def _is_of_plans(sentence: Sentence, stretch: Stretch, together: Callable[[str, str], bool]) -> bool:
    """Whether two words of a stretch stand side by side in a plan."""
    said = [sentence.tokens[item.first].bare for item in stretch.items if item.first == item.last]
    return any(together(one, other) for one, other in pairwise(said))


def _is_situation(sentence: Sentence, stretch: Stretch) -> bool:
    """ "Sếp đang sốt ruột: Ban X có việc gì?": the first clause, that tells of the one who asks."""
    if stretch.left is not None or not stretch.ends or stretch.right is None:
        return False
    ahead, behind = _clause(sentence, stretch)
    if not _HEADS.isdisjoint(token.bare for token in [*ahead, *behind]):
        return False
    behind = [sentence.tokens[stretch.items[-1].last], *behind]
    return _are([*ahead, *behind], _PERSON) or _are(ahead, _ASPECT) or _are(behind, _AFTER)


def _asks_for_work(sentence: Sentence, item: Item | None) -> bool:
    return item is not None and item.name in ("list", "count", "every") and bool(
        _WHICH.search(said := bare(sentence.said(item))) or _WORK.search(said)
    )  # fmt: skip


def _is_verb(sentence: Sentence, stretch: Stretch) -> bool:
    """Between who or when and "việc nào", "mấy việc": "Ban X | gồng mình với | những việc nào"; or of "các việc (mà)
    Ban X | gánh còng lưng"."""
    left, right = stretch.left, stretch.right
    if left is None or stretch.parted and left.name == "agency":
        return False
    ahead, behind = _between(sentence, stretch)
    if ahead[-1:] in (["lo"], ["lam"]) or ahead[-2:] in (["thuc", "hien"], ["trien", "khai"]):
        return False  # "lo | xe cộ | những việc nào"
    if _is_of_work(sentence, left):
        return right is None or right.name == "due"
    if stretch.ends or left.name not in ("agency", "due", "plan", "who") or not _asks_for_work(sentence, right):
        return False
    # "trồng gì" may ask for what is done, "huấn luyện gì" does
    size = sum(item.last - item.first + 1 for item in stretch.items)
    return _HAS.isdisjoint(behind) and (size == 1 or not _asks_what(sentence, right))


def _asks_what(sentence: Sentence, item: Item | None) -> bool:
    """Whether "gì", "những gì" asks for no work by name."""
    return item is not None and item.name == "list" and not _WORK.search(bare(sentence.said(item)))


def _is_of_work(sentence: Sentence, item: Item) -> bool:
    """Whether an agency stands right behind the work that is asked for: "các việc mà | Ban X"."""
    before = sentence.before(item)
    if item.name != "agency" or before is None or before.name != "list":
        return False
    between = [token.bare for token in sentence.tokens[before.last + 1 : item.first]]
    return bool(_WORK.search(bare(sentence.said(before)))) and between in ([], ["ma"], ["ma", "ben"], ["ben"])


def _is_link(sentence: Sentence, stretch: Stretch) -> bool:
    """Between "việc nào" and who or when: "việc nào | đè lên vai | Ban X", "… | vắt sang | tháng 6"."""
    left, right = stretch.left, stretch.right
    if stretch.parted or stretch.ends or left is None or right is None:
        return False
    if left.name == "plan" and right.name == "agency":
        return not any(_between(sentence, stretch)) and _asks_for_work(sentence, sentence.after(right))
    if left.name not in ("list", "count"):
        return False
    if right.name not in ("agency", "due", "plan") or not _WHICH.search(bare(sentence.said(left))):
        return False
    ahead, behind = _between(sentence, stretch)
    if not _HELPING.issuperset(ahead) or not _WHOSE.isdisjoint(behind):
        return False
    return right.name != "due" or sentence.tokens[right.first].bare not in ("trong", "truoc", "tu", "den", "sau")


def _is_short(sentence: Sentence, stretch: Stretch) -> bool:
    """A word or two, apart from what rows are asked for: "Ban X làm xong việc nào, ứng với …"."""
    first, last = stretch.items[0].first, stretch.items[-1].last
    if last - first >= SHORT or stretch.left is None and stretch.ends:
        return False
    if _opens(sentence, stretch):
        return True
    if last > first and stretch.left is not None and stretch.left.name in ("list", "count") and not stretch.parted:
        return False  # "việc gì | trồng rừng | trong tháng 5"
    if last > first and not stretch.ends and _asks_what(sentence, stretch.right):
        return False
    ahead = sentence.tokens[first - 1].fold if first else ""
    if bare(ahead) == "de" or last > first and (not first or ahead in _LEADS_IN or ahead in _LEADS_IN_BARE):
        return False
    behind = [token.bare for token in sentence.tokens[last + 1 : last + 2]]
    colon = sentence.text[sentence.tokens[last].end :].lstrip()[:1] == ":"
    asked = bool(sentence.all("list", "count")) and not colon and behind not in (["gi"], ["nao"], ["thi"])
    return first == last or asked


_ITEMS = frozenset(
    {"nhiệm vụ", "việc", "các việc", "những việc", "công việc", "các nhiệm vụ", "những nhiệm vụ", "đầu việc"}
)


def _opens(sentence: Sentence, stretch: Stretch) -> bool:
    """Whether words before the first agency or day ask for rows: "Cho ra bản kê nhiệm vụ của …"."""
    run = stretch.items
    after = sentence.next_to(run[-1])
    named = [item for item in sentence.items[: sentence.place_of(run[0])] if item.name in ("agency", "due", "list")]
    return not named and after is not None and fold(sentence.said(after)) in _ITEMS
