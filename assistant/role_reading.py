"""Which agencies a question is about, in which role, and which it leaves out."""

from __future__ import annotations

import re

from assistant.columns import is_of_person
from assistant.question import Agency
from assistant.reading import Reading
from assistant.sentence import Item, Sentence
from corpus.text import bare

# "được ghi là (cơ quan phối hợp)", "được xác định là", "nêu … với tư cách", "có tên ở cột"
_BEING = r"(?:la|lam|voi|nhu|trong|o|vao|thuoc|tu cach|vai tro|vai|cot|muc|phan)"
_WRITTEN = r"(?:ghi|neu|xac dinh|chi dinh|co|dung|mang|de)"
_CHOSEN = (
    r"(?:ghi|neu|xac dinh|chi dinh|phan vai|phan|cu|chon|de|coi|xem|liet ke|dua|xep|dien|ke|nhac|quy dinh|bo tri"
    r"|huy dong|moi)"
)
_NAMED_AS = re.compile(
    rf"\b(?:(?:duoc|bi|co|dang|dung) (?:ten |mat )?{_CHOSEN}(?: (?:ten|ro|den|toi|ra))?"
    rf"|{_WRITTEN}(?: (?:ten|mat|ro))?(?= {_BEING}\b))(?: {_BEING})*$"
)
# What ties an agency to the role that it is said to have.
_SAID_TO_BE = re.compile(rf"(?:(?:duoc|bi|co|dang|chi|ghi|neu|ten|ro|cung|xac dinh|chi dinh|{_BEING}) )*{_BEING}$")
# Beside these a role's word says a role.
_OWNERS = frozenset({"agency", "who", "list", "count", "lead", "coordinating", "that_agency", "column"})


def read_roles(reading: Reading) -> None:
    """Which role the agencies have: lead unless the words beside them say otherwise."""
    sentence = reading.sentence
    agencies = [item for item in sentence.all("agency") if item not in reading.spoken_of]
    for item in sentence.all("lead", "coordinating", "directing"):
        if item in reading.negated:
            continue
        before, after = sentence.before(item), sentence.after(item)
        beside = {one.name for one in (before, after) if one is not None}
        named = _named_as(reading, item)
        in_person = item.name == "lead" and any(_asks_a_person(sentence, one) for one in sentence.items)
        starts = before is None or in_person or named or " vai" in f" {bare(sentence.said(item))}"
        # "phối hợp liên ngành" and "chịu trách nhiệm vì lợi ích chung" are of the topic, not of a role
        if not beside & _OWNERS and not starts:
            continue
        reading.used.add(item)
    roles = [item for item in sentence.items if item in reading.used and item not in reading.negated]
    if agencies:
        _role_of_agencies(reading, agencies, roles)
    elif any(item.name == "coordinating" for item in roles) and not sentence.all("who"):
        # "còn phối hợp thì sao?": of the agency of the talk
        reading.put(role="coordinating")
    if len(agencies) > 1 and not reading.question.partners:
        ahead = {token.bare for token in sentence.tokens[: agencies[0].first][-1:]}
        behind = {token.bare for token in sentence.tokens[agencies[-1].last + 1 :][:1]}
        both = "ca" in ahead or bool(behind & {"cung", "deu"})
        reading.put(together=both or reading.question.together)
    for item in sentence.all("about"):
        if _is_of_an_agency(sentence, item) and not any(r.name == "coordinating" for r in roles):
            follower = sentence.next_to(item)
            reading.put(role="any", named=follower is not None and follower.name == "agency")
    if sentence.all("not_lead") and not reading.question.partners:
        reading.put(role="coordinating")


def _named_as(reading: Reading, role: Item) -> bool:
    """Whether an agency is said to be written down in a role: "được ghi là cơ quan phối hợp". The words that say so are
    no topic."""
    ahead = [token.bare for token in reading.sentence.tokens[: role.first]]
    match = _NAMED_AS.search(" ".join(ahead))
    if match is None or role.name == "directing":
        return False
    first = " ".join(ahead)[: match.start()].count(" ")
    reading.used.update(one for one in reading.sentence.all("word") if first <= one.first < role.first)
    return True


def _is_said_to_be(sentence: Sentence, agency: Item, role: Item) -> bool:
    """Whether a role is an agency's own: "nơi nào ghi X là đơn vị phối hợp"."""
    between = " ".join(token.bare for token in sentence.tokens[agency.last + 1 : role.first])
    own = bare(sentence.said(role)).startswith(("voi tu cach", "tu cach", "vai", "dong vai", "giu vai", "cot"))
    return _SAID_TO_BE.fullmatch(between) is not None or own and not between


def _is_of_an_agency(sentence: Sentence, item: Item) -> bool:
    """ "liên quan đến UBND phường", "UBND phường liên quan đến những việc nào"."""
    before, follower = sentence.before(item), sentence.next_to(item)
    if follower is not None and follower.name == "agency":
        return True
    asked = follower is None or follower.name in ("list", "count", "which_plan")
    return before is not None and before.name == "agency" and asked


def _asks_a_person(sentence: Sentence, item: Item) -> bool:
    """ "Lãnh đạo nào của phường phụ trách …"."""
    return item.name == "column" and is_of_person(sentence.said(item))


def _role_of_agencies(reading: Reading, agencies: list[Item], roles: list[Item]) -> None:
    sentence = reading.sentence
    lead = [item for item in roles if item.name == "lead"]
    only = [one for one in sentence.all("not_lead") if lead and "phoi hop" in bare(sentence.said(one))]
    coordinating = [*(item for item in roles if item.name == "coordinating"), *only]
    directing = [item for item in roles if item.name == "directing"]
    if directing and not coordinating and not lead:
        reading.put(role="directing")
        return
    if not coordinating:
        _beside_each_other(reading, agencies)
        return
    link = coordinating[0]
    if len(agencies) > 1 and agencies[-1].last < link.first and (
        bare(sentence.said(link)) in _BOTH or _BOTH_IN.search(bare(sentence.text)) and not lead
    ):  # fmt: skip
        # "A với B cùng làm việc gì", "có cả A lẫn B tham gia": each in whichever role
        reading.put(role="any", together=True)
        return
    asked = any(item.name == "who" for item in sentence.items)
    after = [item for item in agencies if item.first > link.last]
    before = [item for item in agencies if item.last < link.first]
    led_before = any(item.first < link.first for item in lead)
    leading = [item for item in before if lead and item.last < lead[0].first]
    helping = [item for item in before if lead and lead[0].last < item.first]
    if leading and helping and not after:
        # "A chủ trì, B phối hợp", "A chủ trì mà không có B phối hợp"
        between = {token.bare for token in sentence.tokens[lead[0].last + 1 : helping[0].first]}
        names = tuple(item.agency for item in leading if item.agency)
        others = tuple(item.agency for item in helping if item.agency)
        role = "not_with" if between & {"khong", "chua", "thieu"} else "partners"
        reading.put(agencies=names, role="lead", **{role: others})
        return
    if not lead and not after and (helped := _helped(sentence, before)):
        # "việc của A mà có B phối hợp"
        names = tuple(item.agency for item in before if item.agency and item not in helped)
        reading.put(agencies=names, partners=tuple(item.agency for item in helped if item.agency), role="lead")
        return
    if asked and before and not after and _helps_itself(sentence, before, link):
        reading.put(role="coordinating")
        return
    if asked and before and not after and _is_said_to_be(sentence, before[-1], link):
        reading.put(role="coordinating")
        return
    if asked and not (before and after):
        # "Đơn vị nào phối hợp với UBND phường …": UBND phường leads, and who helps it is asked
        return
    if before and after and not lead and _is_its_own(sentence, before[-1], link):
        # "việc nào của A mà phối hợp với B": A leads
        names = tuple(item.agency for item in before if item.agency)
        reading.put(agencies=names, partners=tuple(item.agency for item in after if item.agency), role="lead")
    elif before and after and bare(sentence.said(link)) in _TOGETHER:
        reading.put(role="any", together=True)
    elif before and after:
        names = tuple(item.agency for item in before if item.agency)
        partners = tuple(item.agency for item in after if item.agency)
        reading.put(agencies=names, partners=partners, role="lead" if led_before else "coordinating")
    elif led_before and not after:
        # "Ban X chủ trì, phối hợp những việc gì?": both of its roles
        reading.put(role="any" if before else "coordinating")
    else:
        reading.put(role="coordinating")


# "A làm việc gì cùng với B", "A làm gì với B"; "A cùng B" before "làm"
_WITH = re.compile(
    r"(?:.*\b(?:viec|nhiem vu|gi|nao)\b.*\b(?:cung|cung voi|chung voi|voi)|(?:lam|thuc hien) (?:cung|chung) voi)"
)
_JOINED = re.compile(r"(?:cung|cung voi)")
_DOING = re.compile(r"(?:cung |deu |phai |se |da |can )*(?:lam|thuc hien|trien khai|lo|ganh|chay|dam nhan)\b")
# "việc của A có B giúp", "… được B đi cùng"
_HAS_HELP = re.compile(r".*\b(?:co|duoc|nho)(?: them| ca| cac| may| su| ben| phia| anh| chi| bac| ong)*")
_HELPING = re.compile(
    r"(?:cung |vao |ra )*(?:giup|giup suc|giup do|di cung|lam cung|lam chung|phu|phu giup|gop suc|vao cuoc)\b"
)


def _beside_each_other(reading: Reading, agencies: list[Item]) -> None:
    """Two bodies that do something together, where no word of the vocabulary says it."""
    sentence = reading.sentence
    if len(agencies) != 2 or sentence.all("compare", "lead", "most", "least", "except", "who"):
        return
    first, second = agencies
    between = " ".join(token.bare for token in sentence.tokens[first.last + 1 : second.first])
    behind = " ".join(token.bare for token in sentence.tokens[second.last + 1 :])
    if _HAS_HELP.fullmatch(between) and _HELPING.match(behind) and first.agency and second.agency:
        reading.put(agencies=(first.agency,), partners=(second.agency,), role="lead")
        tail = range(second.last + 1, second.last + 1 + _HELPING.match(behind)[0].count(" ") + 1)  # type: ignore[index]
        reading.used.update(item for item in sentence.items if item.first in tail and item.last in tail)
    elif _WITH.fullmatch(between) or _JOINED.fullmatch(between) and _DOING.match(behind):
        reading.put(role="any", together=True)


def _helps_itself(sentence: Sentence, before: list[Item], link: Item) -> bool:
    """Whether what the agencies help with is asked, and then with whom: "A phối hợp những việc gì, với ai?", "A hỗ
    trợ ai việc gì?", "những việc A phối hợp, ai chủ trì?"."""
    who = sentence.all("who")
    if any(one.first < link.first for one in who):
        return False
    if any(whose(sentence, one) for one in who):
        return True
    follower = sentence.after(link)
    if follower is not None and follower.name in ("list", "count") or bare(sentence.said(link)) == "ho tro":
        return True
    leads = (sentence.next_to(one) for one in who)
    return any(item is not None and item.name == "lead" for item in leads)


def whose(sentence: Sentence, who: Item) -> bool:
    """Whether the one that is asked for owns rows: "phối hợp việc của ai", "những việc của cơ quan nào"."""
    return "cua" in {token.bare for token in sentence.tokens[max(0, who.first - 1) : who.last]}


def _is_its_own(sentence: Sentence, owner: Item, link: Item) -> bool:
    """Whether rows are an agency's own ("việc của A") before what they are besides ("mà phối hợp với B")."""
    ahead = sentence.tokens[owner.first - 1].bare if owner.first else ""
    between = {token.bare for token in sentence.tokens[owner.last + 1 : link.first]}
    parted = "," in sentence.text[sentence.tokens[owner.last].end : sentence.tokens[link.first].start]
    return ahead == "cua" and (parted or bool(between & {"ma", "co", "can"}))


# "A làm chung với B": one leads and the other helps, whichever it is.
_TOGETHER = frozenset(
    f"{verb} {link}"
    for verb in ("lam", "thuc hien", "giao", "duoc giao", "cung lam", "cung thuc hien")
    for link in ("cung", "chung", "cung voi", "chung voi", "chung cho", "voi")
)
_BOTH = frozenset({"cung lam", "cung nhau lam", "cung thuc hien", "cung tham gia"})
_BOTH_IN = re.compile(r"\bca\b.*\b(?:lan|va)\b.*\btham gia\b")
_HELPED = frozenset({"ma", "co", "duoc", "do", "nho"})


def _helped(sentence: Sentence, before: list[Item]) -> list[Item]:
    """Of the agencies before "phối hợp" those that help the first: behind "mà", "có", "được"."""
    for place, (one, other) in enumerate(zip(before, before[1:], strict=False), 1):
        if any(token.bare in _HELPED for token in sentence.tokens[one.last + 1 : other.first]):
            return before[place:]
    return []


def _agencies_after(sentence: Sentence, item: Item) -> list[Agency]:
    """The agencies from the one right behind a cue on: "trừ UBND phường và Văn phòng Đảng ủy" leaves both out."""
    follower = sentence.after(item)
    if follower is None or follower.agency is None:
        return []
    return [one.agency for one in sentence.all("agency") if one.agency and one.first >= follower.first]


# Before an agency that coordinates, these say that it does not: "không cần UBND phường phối hợp".
_NOT = re.compile(r"\b(?:khong|chua|thieu)(?: (?:can|co|phai|giao|duoc|co su))*\s*$")


def _not_helping(reading: Reading) -> list[Agency]:
    sentence, found = reading.sentence, []
    for item in sentence.all("agency"):
        after = sentence.after(item)
        said = " ".join(token.bare for token in sentence.tokens[: item.first])
        if item.agency and after and after.name == "coordinating" and _NOT.search(said):
            found.append(item.agency)
            reading.used.add(after)
            reading.negated.add(after)
    return found


_DROP = frozenset({"bo", "loai", "gat"})


def _dropped(reading: Reading) -> list[Agency]:
    """ "bỏ Công an phường đi", "loại Sở Y tế ra"."""
    sentence, found = reading.sentence, []
    for item in sentence.all("agency"):
        behind = [token.bare for token in sentence.tokens[item.last + 1 : item.last + 2]]
        ahead = item.first - 1
        if item.agency and ahead >= 0 and sentence.tokens[ahead].bare in _DROP and behind in ([], ["di"], ["ra"]):
            found.append(item.agency)
            reading.used.update(one for one in sentence.items if one.first == one.last == ahead)
    return found


_NOT_THEM = re.compile(r"\b(?P<but>ma |nhung )?khong phai(?: (?:la|do|cua|ben|phia))*\s*$")
# "không phải X làm", "không phải X, mà …"
_DONE_BY = re.compile(r"(?:$|[,;]|(?:ma|thi|lam|chu tri|phu trach|thuc hien|lo|dam nhiem|duoc giao|nhan|dung ra)\b)")
# "X không làm", not "X không làm kịp"
_NOT_DONE_BY = re.compile(
    r"(?:khong|chang) (?:phai )?(?:lam|phu trach|thuc hien|lo|dam nhiem|duoc giao|nhan)\b"
    r"(?! (?:kip|xong|duoc|noi|het|dung))"
)


def _not_theirs(reading: Reading) -> list[Agency]:
    """Whose rows are not asked for: "việc nào không phải X làm mà …", "những việc X không làm"."""
    sentence, found = reading.sentence, []
    for item in sentence.all("agency"):
        ahead = " ".join(token.bare for token in sentence.tokens[: item.first])
        behind = bare(sentence.text[sentence.tokens[item.last].end :]).lstrip()
        told = _NOT_THEM.search(ahead) if _DONE_BY.match(behind) else None
        not_them = told is not None and bool(sentence.all("list", "count") or told["but"])
        before = any(one.last < item.first for one in sentence.all("list", "count"))
        if item.agency and (not_them or before and _NOT_DONE_BY.match(behind)):
            found.append(item.agency)
            after = sentence.after(item)
            if not_them and after is not None and after.name == "lead":
                reading.used.add(after)
                reading.negated.add(after)
    return found


def read_exclusions(reading: Reading) -> None:
    """Agencies whose rows are left out: as leads ("trừ UBND phường") or as partners ("không phối hợp với …")."""
    sentence = reading.sentence
    out = {
        name: [a for item in sentence.all(name) for a in _agencies_after(sentence, item)]
        for name in ("except", "not_with")
    }
    out["not_with"] += _not_helping(reading)
    out["except"] += [one for one in (*_dropped(reading), *_not_theirs(reading)) if one not in out["except"]]
    for name, agencies in out.items():
        if agencies:
            reading.used.update(sentence.all(name))
            kept = tuple(one for one in reading.question.agencies if one not in agencies)
            left_out = tuple(dict.fromkeys(agencies))
            reading.put(agencies=kept, **{"excluded" if name == "except" else "not_with": left_out})
