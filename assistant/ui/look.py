"""How the page looks: theme, styles with their letters inside, script, and the head with its name."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import gradio as gr

from assistant.ui import security, strings
from assistant.ui.markup import Markup, join, tag

_HERE = Path(__file__).parent
_WEIGHTS = (400, 500, 600, 700)
# Gradio's own sizes, but growing with the reader's letters.
_LETTERS = gr.themes.Size(
    name="letters",
    xxs=".5625rem",
    xs=".6875rem",
    sm=".8125rem",
    md=".9375rem",
    lg="1rem",
    xl="1.375rem",
    xxl="1.625rem",
)
_VIETNAMESE = (
    "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
    "U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB"
)
_SEAL = Markup('<svg viewBox="0 0 24 24"><path d="M6 3h9l4 4v14H6z"/><path d="M9 12l2 2 4-4M9 18h6"/></svg>')
_HALF = Markup(
    '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z"/></svg>'
)


def style() -> str:
    """What `launch` takes as css; Gradio puts .gradio-container before every rule of it."""
    return (_HERE / "style.css").read_text(encoding="utf-8")


def head() -> str:
    """What `launch` takes as head: the frame's style and the script, with nothing left to fetch."""
    return f"<style>{_frame_style()}</style>{_script()}"


def theme() -> gr.themes.Base:
    """Gradio's own parts in the page's colours and letters; no font is fetched."""
    letters = ["Be Vietnam Pro", "system-ui", "sans-serif"]
    base = gr.themes.Base(
        primary_hue="teal",
        neutral_hue="stone",
        font=letters,
        font_mono=["ui-monospace", "monospace"],
        text_size=_LETTERS,
    )
    return base.set(
        body_background_fill="#f5f4ef",
        body_background_fill_dark="#11181b",
        body_text_color="#1a2a30",
        body_text_color_dark="#e8eeee",
        block_background_fill="#ffffff",
        block_background_fill_dark="#192226",
        block_label_text_color="#4f5f66",
        block_label_text_color_dark="#a6b5ba",
        block_title_text_color="#4f5f66",
        block_title_text_color_dark="#a6b5ba",
        input_background_fill="#ffffff",
        input_background_fill_dark="#192226",
        input_border_color="#8a969b",
        input_border_color_dark="#71828a",
        input_border_width="1px",
        checkbox_background_color_selected="#0b5a5e",
        checkbox_background_color_selected_dark="#0b5a5e",
        checkbox_border_color_selected="#0b5a5e",
        checkbox_border_color_selected_dark="#7fd0cb",
        link_text_color="#0b5a5e",
        link_text_color_dark="#7fd0cb",
        input_placeholder_color="#4f5f66",
        input_placeholder_color_dark="#a6b5ba",
    )


def banner() -> Markup:
    """The page's head: name, way to the question, light or dark, and what is said aloud."""
    seal = tag("span", _SEAL, class_="seal", aria_hidden="true")
    skip = tag("a", strings.SKIP, href="#ask", class_="skip", data_local="skip")
    name = tag("div", tag("h1", strings.APP), tag("p", strings.TAGLINE))
    switch = tag(
        "button",
        _HALF,
        type="button",
        class_="ghost icon",
        data_local="theme",
        aria_label=strings.THEME_SWITCH,
        title=strings.THEME_SWITCH,
    )
    live = tag("div", id="announce", class_="visually-hidden", aria_live="polite")
    said = tag("div", id="said", role="status")
    return join([skip, tag("header", seal, name, tag("span", class_="spring"), switch, class_="bar"), live, said])


def _frame_style() -> str:
    """The style of the page's frame with its letters inside, so that nothing is fetched for it."""
    return "".join(_font_faces()) + (_HERE / "frame.css").read_text(encoding="utf-8")


def _script() -> str:
    """The page's script with the few words that it says."""
    files = {**strings.BROWSER["files"], "types": security.FILE_TYPES, "largest": security.LARGEST_FILE}
    words = json.dumps({**strings.BROWSER, "files": files}, ensure_ascii=False).replace("<", "\\u003c")
    code = "".join((_HERE / name).read_text(encoding="utf-8") for name in ("page.js", "frame.js", "plans.js"))
    return f'<script type="application/json" id="tro-ly-words">{words}</script><script>{code}</script>'


def _font_faces() -> list[str]:
    faces = []
    for weight in _WEIGHTS:
        for subset, span in (("latin", ""), ("vietnamese", f"unicode-range:{_VIETNAMESE};")):
            file = _HERE / "fonts" / f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            data = base64.b64encode(file.read_bytes()).decode("ascii")
            source = f"src:url(data:font/woff2;base64,{data}) format('woff2');"
            faces.append(f"@font-face{{font-family:'Be Vietnam Pro';font-weight:{weight};{span}{source}}}\n")
    return faces
