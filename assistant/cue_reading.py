"""What the cues of a question mean where they stand: roles, states, what is asked, and the topic that is left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.question import Agency, Ask, Question
from assistant.sentence import Item, Sentence
from corpus.agencies import looks_like_agencies
from corpus.text import fold

# Cues that always are what they say; the others depend on their neighbours.
_PLAIN = frozenset({
    "list", "every", "count", "when", "who", "yesno", "earliest", "latest", "most", "least", "by_agency", "by_month",
    "by_quarter", "by_plan", "conflicts", "plans", "agencies", "framing", "open", "undated", "dated",
    "without_coordinating", "without_lead", "not_lead", "drop_time", "drop_agency", "drop_plan", "that_task",
    "that_agency", "newest", "this_plan", "define", "about", "which_plan", "and_what_of", "number", "prose", "compare",
})  # fmt: skip
# Words inside a cue that are of no topic when the cue is: "phải chờ" at the counter is "chờ".
_HELPERS = frozenset({"phải", "đang", "còn", "đã", "được", "sẽ", "cần", "phai"})
_FACTS = ("signer", "recipients", "symbol", "title", "basis", "issued_on", "issuer")


@dataclass
class _Reading:
    """What has been read so far: the question, and the items that are understood."""

    question: Question
    sentence: Sentence
    used: set[Item] = field(default_factory=set)

    def put(self, **changes: object) -> None:
        self.question = replace(self.question, **changes)  # type: ignore[arg-type]


def read_cues(question: Question, sentence: Sentence) -> Question:
    """`question` with everything that its cues, agencies and periods say."""
    reading = _Reading(question, sentence)
    reading.put(agencies=sentence.agencies, due=sentence.due, cues=sentence.names)
    for step in (_rows, _roles, _exclusions, _states, _facts, _asked, _column, _topic, _grouping, _intent):
        step(reading)
    return reading.question


def _rows(reading: _Reading) -> None:
    for mention in reading.sentence.rows:
        if mention.ordinal is None and mention.section:
            reading.put(section=mention.path)
        elif mention.ordinal is None:
            reading.put(number=mention.path)


def _roles(reading: _Reading) -> None:
    """Which role the agencies have: lead unless the words beside them say otherwise."""
    sentence = reading.sentence
    agencies = sentence.all("agency")
    for item in sentence.all("lead", "coordinating", "directing"):
        before, after = sentence.before(item), sentence.after(item)
        beside = {one.name for one in (before, after) if one is not None}
        starts = before is None
        # "phối hợp liên ngành" and "chịu trách nhiệm vì lợi ích chung" are of the topic, not of a role
        if not beside & {"agency", "who", "list", "count", "lead", "coordinating", "that_agency"} and not starts:
            continue
        reading.used.add(item)
    roles = [item for item in sentence.items if item in reading.used and item.name != "framing"]
    if agencies:
        _role_of_agencies(reading, agencies, roles)
    for item in sentence.all("about"):
        follower = sentence.next_to(item)
        if follower and follower.name == "agency" and not any(r.name == "coordinating" for r in roles):
            reading.put(role="any")
    if sentence.all("not_lead"):
        reading.put(role="coordinating")


def _role_of_agencies(reading: _Reading, agencies: list[Item], roles: list[Item]) -> None:
    sentence = reading.sentence
    lead = [item for item in roles if item.name == "lead"]
    coordinating = [item for item in roles if item.name == "coordinating"]
    directing = [item for item in roles if item.name == "directing"]
    if directing and not coordinating and not lead:
        reading.put(role="directing")
        return
    if not coordinating:
        return
    link = coordinating[0]
    asked = any(item.name == "who" for item in sentence.items)
    after = [item for item in agencies if item.first > link.last]
    before = [item for item in agencies if item.last < link.first]
    led_before = any(item.first < link.first for item in lead)
    if asked and not (before and after):
        # "Đơn vị nào phối hợp với UBND phường …": UBND phường leads, and who helps it is asked
        return
    if before and after:
        names = tuple(item.agency for item in before if item.agency)
        partners = tuple(item.agency for item in after if item.agency)
        reading.put(agencies=names, partners=partners, role="lead" if led_before else "coordinating")
    elif led_before and not after:
        # "Ban X chủ trì, phối hợp những việc gì?": both of its roles
        reading.put(role="any" if before else "coordinating")
    else:
        reading.put(role="coordinating")


def _exclusions(reading: _Reading) -> None:
    sentence = reading.sentence
    out = []
    for item in sentence.all("except"):
        follower = sentence.after(item)
        if follower and follower.agency:
            reading.used.add(item)
            out.append(follower.agency)
            # "trừ UBND phường và Văn phòng Đảng ủy": all that follow are left out
            out += [other.agency for other in sentence.all("agency") if other.agency and other.first > follower.last]
    if out:
        kept = tuple(one for one in reading.question.agencies if one not in out)
        reading.put(agencies=kept, excluded=tuple(dict.fromkeys(out)))


def _states(reading: _Reading) -> None:
    sentence, kinds = reading.sentence, set()
    for item in sentence.all("recurring"):
        follower = sentence.next_to(item)
        # "thường xuyên rà soát …" and "báo cáo hằng quý khi nào" speak of the work itself
        if (follower is None or follower.name != "word") and not sentence.all("when"):
            reading.used.add(item)
            kinds.add("recurring")
    for item in sentence.all("conditional"):
        if sentence.all("when", "who", "number", "prose"):
            continue
        reading.used.add(item)
        kinds.add("conditional")
        waits = _words_after(sentence, item)
        reading.used.update(waits)
        words = tuple(sentence.said(word) for word in waits)
        reading.put(waits_for=reading.question.waits_for + words)
    for item in sentence.all("done"):
        follower = sentence.next_to(item)
        if follower is None or follower.name != "word":
            reading.used.add(item)
            kinds.add("done")
    for name, kind in (("undated", "none"), ("dated", "dated")):
        if sentence.all(name):
            kinds.add(kind)
    for name, role in (("without_coordinating", "coordinating"), ("without_lead", "lead")):
        if sentence.all(name):
            reading.put(without_role=role)
    if reading.question.without_role:
        reading.put(everything=True)
    reading.put(kinds=frozenset(kinds))


def _words_after(sentence: Sentence, item: Item) -> list[Item]:
    """The content words that follow a cue, up to the next agency, period or question word."""
    found = []
    for other in sentence.items[sentence.place_of(item) + 1 :]:
        if other.name == "word":
            found.append(other)
        elif other.name not in ("framing", "directing", "coordinating", "lead"):
            break
    return found


def _facts(reading: _Reading) -> None:
    """Header facts are asked of a plan: "ban hành khi nào" of a task is a question for its row."""
    sentence = reading.sentence
    words = [item for item in sentence.items if item.name == "word"]
    of_plan = reading.question.plan_ids is not None or "this_plan" in sentence.names or "ke hoach" in _plain(sentence)
    for name in _FACTS:
        for item in sentence.all(name):
            # of a document that is no plan of ours ("Ai ký Nghị quyết 05-NQ/TU?") the plans do not say it
            other = any(c.isdigit() for word in words for c in sentence.said(word))
            sure = name in ("signer", "recipients", "symbol") and not other and (of_plan or not words)
            if reading.question.agencies and name in ("issued_on", "issuer", "title", "basis") and words:
                continue
            if sure or (of_plan and (name == "basis" or not words)):
                reading.used.add(item)
                reading.put(fact=name)
                return


def _plain(sentence: Sentence) -> str:
    return " ".join(token.bare for token in sentence.tokens)


def _asked(reading: _Reading) -> None:
    sentence = reading.sentence
    asks: set[Ask] = set()
    for item in sentence.all("who"):
        beside = [one for one in (sentence.before(item), sentence.after(item)) if one in reading.used and one]
        names = {one.name for one in beside}
        if "coordinating" in names and "lead" not in names:
            asks.add("coordinating")
        elif "directing" in names and "lead" not in names:
            asks.add("directing")
        else:
            asks.add("who")
    if sentence.all("when") or sentence.all("issued_on") and not reading.question.fact:
        asks.add("when")
    # "ban hành khi nào" of a task: its words belong to the topic
    if sentence.all("issuer") and not reading.question.fact:
        asks.add("who")
    reading.put(asks=frozenset(asks))


def _column(reading: _Reading) -> None:
    """ "Sản phẩm của nhiệm vụ này là gì?" asks for a column; "báo cáo kết quả đại hội" does not."""
    sentence = reading.sentence
    for item in sentence.all("column"):
        follower, next_one = sentence.after(item), sentence.next_to(item)
        asked = follower is None or follower.name in ("prose", "number", "define", "that_task", "row", "list", "who")
        owned = next_one is not None and sentence.said(next_one).casefold() in ("của", "cua", "cho")
        if asked or owned:
            reading.used.add(item)
            reading.put(column=sentence.said(item), asks=reading.question.asks | {"detail"})


def _topic(reading: _Reading) -> None:
    """The content words, and the words of cues that turned out to be content."""
    sentence, words = reading.sentence, []
    for item in sentence.items:
        if item in reading.used or item.name in ("agency", "due", "row", "plan"):
            continue
        if (
            item.name == "issued_on"
            and not reading.question.fact
            or item.name == "issuer"
            and not reading.question.fact
        ):
            words += ["ban", "hành"]
        elif item.name == "word":
            words.append(sentence.said(item))
        elif item.name not in _PLAIN:
            words += [word for word in sentence.said(item).split() if fold(word) not in _HELPERS]
    weak = [due for due in reading.question.due if due.weak]
    if weak and words and not (reading.question.agencies and "open" in sentence.names):
        # "biên chế năm 2026": a time that may belong to the work does, where work is named
        words += [due.said for due in weak]
        reading.put(due=tuple(due for due in reading.question.due if not due.weak))
    # one leftover number or letter says nothing
    if all(len(word) == 1 for word in words):
        words = []
    text = " ".join(words)
    names = sentence.names
    of_topic = names & {"about", "which_plan", "who", "when", "prose", "number", "define"}
    if words and not reading.question.agencies and not of_topic and looks_like_agencies(text):
        # an agency that no plan has: it is named in the answer, not taken for a topic
        reading.put(agencies=(Agency(said=text, name=text, keys=frozenset()),))
        words, text = [], ""
    reading.put(topic=tuple(words), topic_text=text)


def _grouping(reading: _Reading) -> None:
    names, question = reading.sentence.names, reading.question
    for cue, group in (("by_agency", "agency"), ("by_month", "month"), ("by_quarter", "quarter"), ("by_plan", "plan")):
        if cue in names:
            reading.put(group_by=group)
    if names & {"most", "least"} or "compare" in names and "who" in question.asks:
        reading.put(group_by="agency", figures=frozenset({"tasks"}))
    figures = set(reading.question.figures)
    if reading.question.group_by and names & {"count", "number"}:
        figures |= {"tasks"}
    if reading.question.group_by and any(due.overdue for due in question.due):
        figures |= {"overdue"}
    reading.put(figures=frozenset(figures))
    if "earliest" in names:
        reading.put(order="earliest")
    if "latest" in names:
        reading.put(order="latest")


def _intent(reading: _Reading) -> None:
    sentence, question = reading.sentence, reading.question
    names = sentence.names
    several = bool(
        names & {"about", "which_plan", "count"}
        or names & {"list"}
        and not question.asks
        or any(
            sentence.said(item).casefold().startswith(("những", "các", "nhung", "cac"))
            for item in sentence.all("who", "list")
        )
    )
    open_cue = "open" in names and "every" not in names
    reading.put(
        count="count" in names, yesno="yesno" in names, several=several,
        everything=question.everything or not open_cue,
    )  # fmt: skip
    reading.put(intent=_intent_of(reading.question, names))


def _intent_of(question: Question, names: frozenset[str]) -> str:
    pairs = len(question.agencies) >= 2 or question.plan_ids is not None and len(question.plan_ids) >= 2
    if "conflicts" in names:
        return "conflicts"
    if question.fact:
        return "facts"
    if "plans" in names and not question.agencies:
        return "plans"
    if "agencies" in names and not question.has_conditions and not question.topic:
        return "agencies"
    if "compare" in names and pairs and not question.topic:
        return "compare"
    if question.group_by:
        return "group"
    if question.number:
        return "row"
    if question.topic and question.asks and not question.several:
        return "single"
    if question.asks == {"who"} and not question.topic and not question.agencies and question.has_conditions:
        return "group"
    if names & {"prose", "number", "define"} and question.topic and not names & {"list", "count"}:
        return "passage"
    bare_topic = question.topic and not (question.agencies or question.due or question.kinds or question.section)
    if (
        bare_topic
        and not names & {"list", "count", "about", "which_plan", "open", "every"}
        and not question.speaks_of_tasks
    ):
        return "passage"
    if names & {"list", "count", "about", "which_plan", "open", "every"} or question.has_conditions:
        return "list"
    return "passage" if question.topic else "list"
