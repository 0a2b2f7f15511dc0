"""The one way in which text becomes HTML: everything is escaped unless it was made here.

>>> tag("b", "<i>", class_="x")
Markup('<b class="x">&lt;i&gt;</b>')
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

__all__ = ["Markup", "join", "marked", "tag"]

_VOID = {"br", "hr", "img", "input", "meta"}
Child = str | int | None | Iterable["Child"]


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """One element. Children that are not Markup are escaped; None is skipped, lists are flattened.

    `class_` gives class, `data_id` gives data-id; an attribute that is None or False is left out, True stands bare.
    """
    pairs = Markup("").join(_attribute(key, value) for key, value in attributes.items())
    start = Markup("<{}{}>").format(Markup(name), pairs)
    return start if name in _VOID else Markup("{}{}</{}>").format(start, join(children), Markup(name))


def join(children: Child, between: str = "") -> Markup:
    """All children one after the other, escaped where they are plain text."""
    return escape(between).join(_flat(children))


def marked(text: str, terms: Iterable[str]) -> Markup:
    """`text` with each place where one of `terms` stands (as written, ignoring case) inside a mark element."""
    lowered = text.lower()
    spans: list[tuple[int, int]] = []
    for term in terms:
        start = lowered.find(term.lower()) if term.strip() and len(lowered) == len(text) else -1
        while start >= 0:
            spans.append((start, start + len(term)))
            start = lowered.find(term.lower(), start + len(term))
    parts: list[Child] = []
    at = 0
    for start, end in sorted(spans):
        if start >= at:
            parts += [text[at:start], tag("mark", text[start:end])]
            at = end
    return join([*parts, text[at:]])


def _attribute(key: str, value: str | int | bool | None) -> Markup:
    name = Markup(key.rstrip("_").replace("_", "-"))
    if value is None or value is False:
        return Markup("")
    return Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value)


def _flat(children: Child) -> Iterable[Markup]:
    if children is None:
        return
    if isinstance(children, (str, int)):
        yield escape(children)
        return
    for child in children:
        yield from _flat(child)
