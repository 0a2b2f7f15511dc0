# ruff: noqa: E501 - XML reads better unbroken
"""Word files: one small document for each thing that Word does to a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import read
from corpus.errors import Damaged, WrongType
from corpus.layout import Paragraph, Table
from corpus.readers import open_layout
from tests.corpus.readers.files import W, docx_of, p, paragraphs, tables, tbl, tc, with_part

NUMBERED = "<w:numPr><w:ilvl w:val='{}'/><w:numId w:val='{}'/></w:numPr>"


def numbering(*levels: tuple[str, str], extra: str = "") -> str:
    lvls = "".join(
        f"<w:lvl w:ilvl='{i}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for i, (form, text) in enumerate(levels)
    )
    return (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'>{lvls}</w:abstractNum>"
        f"<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>{extra}</w:numbering>"
    )


def test_paragraphs_and_tables_come_in_document_order(tmp_path: Path) -> None:
    path = docx_of(
        tmp_path / "a.docx", p("Mở đầu"), tbl([[tc("STT"), tc("Nhiệm vụ")], [tc("1"), tc("Rà soát")]]), p("Kết")
    )
    layout = open_layout(path)
    assert [type(block) for block in layout.blocks] == [Paragraph, Table, Paragraph]
    assert layout.lines == ("Mở đầu", "STT\tNhiệm vụ", "1\tRà soát", "Kết")
    table = layout.blocks[1]
    assert isinstance(table, Table) and table.rows[1][0].spot.first_line == 3


def test_generated_numbers_become_labels(tmp_path: Path) -> None:
    items = [
        (0, "Phần một"),
        (1, "Mục"),
        (2, "Việc a"),
        (2, "Việc b"),
        (1, "Mục hai"),
        (2, "Việc c"),
        (0, "Phần hai"),
        (1, "Mục"),
    ]
    path = docx_of(tmp_path / "a.docx", *(p(text, NUMBERED.format(level, 1)) for level, text in items))
    with_part(path, "word/numbering.xml", numbering(("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")))
    labels = [block.label for block in open_layout(path).blocks if isinstance(block, Paragraph)]
    assert labels == ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1."]


def test_multi_level_numbers_print_all_levels(tmp_path: Path) -> None:
    path = docx_of(tmp_path / "a.docx", *(p("Việc", NUMBERED.format(level, 1)) for level in (0, 1, 1, 0, 1)))
    with_part(path, "word/numbering.xml", numbering(("decimal", "%1."), ("decimal", "%1.%2.")))
    assert [b.label for b in open_layout(path).blocks if isinstance(b, Paragraph)] == [
        "1.",
        "1.1.",
        "1.2.",
        "2.",
        "2.1.",
    ]


def test_legal_numbers_are_decimal_under_a_roman_heading(tmp_path: Path) -> None:
    path = docx_of(tmp_path / "a.docx", *(p("Việc", NUMBERED.format(level, 1)) for level in (0, 0, 1)))
    xml = numbering(("upperRoman", "%1."), ("decimal", "%1.%2.")).replace(
        "<w:lvlText w:val='%1.%2.'/>", "<w:isLgl/><w:lvlText w:val='%1.%2.'/>"
    )
    with_part(path, "word/numbering.xml", xml)
    assert [b.label for b in open_layout(path).blocks if isinstance(b, Paragraph)] == ["I.", "II.", "2.1."]


def test_a_start_override_restarts_the_list_once(tmp_path: Path) -> None:
    second = "<w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"
    path = docx_of(tmp_path / "a.docx", *(p("Việc", NUMBERED.format(0, n)) for n in (1, 1, 2, 2, 1)))
    with_part(path, "word/numbering.xml", numbering(("decimal", "%1."), extra=second))
    assert [b.label for b in open_layout(path).blocks if isinstance(b, Paragraph)] == ["1.", "2.", "1.", "2.", "3."]


def test_bullets_from_symbol_fonts_are_plain_signs(tmp_path: Path) -> None:
    path = docx_of(tmp_path / "a.docx", p("Gạch", NUMBERED.format(0, 1)), p("Chấm", NUMBERED.format(1, 1)))
    with_part(path, "word/numbering.xml", numbering(("bullet", "-"), ("bullet", "\uf0b7")))
    assert paragraphs(open_layout(path)) == ["- Gạch", "• Chấm"]


def test_a_numbered_cell_holds_its_number(tmp_path: Path) -> None:
    empty = f"<w:p><w:pPr>{NUMBERED.format(0, 1)}</w:pPr></w:p>"
    path = docx_of(tmp_path / "a.docx", tbl([[tc("STT"), tc("Việc")], [tc(empty), tc("Một")], [tc(empty), tc("Hai")]]))
    with_part(path, "word/numbering.xml", numbering(("decimal", "%1")))
    assert tables(open_layout(path)) == [[["STT", "Việc"], ["1", "Một"], ["2", "Hai"]]]


def test_a_deleted_item_is_not_counted(tmp_path: Path) -> None:
    gone = f"<w:p><w:pPr>{NUMBERED.format(0, 1)}<w:rPr><w:del w:id='1' w:author='x'/></w:rPr></w:pPr><w:del w:id='2' w:author='x'><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>"
    path = docx_of(tmp_path / "a.docx", p("Một", NUMBERED.format(0, 1)), gone, p("Hai", NUMBERED.format(0, 1)))
    with_part(path, "word/numbering.xml", numbering(("decimal", "%1.")))
    assert paragraphs(open_layout(path)) == ["1. Một", "2. Hai"]


def test_merged_cells_repeat_with_their_origin(tmp_path: Path) -> None:
    rows = [
        [tc("STT", "<w:vMerge w:val='restart'/>"), tc("Cơ quan", "<w:gridSpan w:val='2'/>")],
        [tc("", "<w:vMerge/>"), tc("Chủ trì"), tc("Phối hợp")],
    ]
    layout = open_layout(docx_of(tmp_path / "a.docx", tbl(rows)))
    table = layout.blocks[0]
    assert isinstance(table, Table)
    assert [[c.text for c in row] for row in table.rows] == [
        ["STT", "Cơ quan", "Cơ quan"],
        ["STT", "Chủ trì", "Phối hợp"],
    ]
    assert [[c.origin for c in row] for row in table.rows] == [[(0, 0), (0, 1), (0, 1)], [(0, 0), None, None]]
    assert layout.lines == ("STT\tCơ quan", "\tChủ trì\tPhối hợp")


def test_a_nested_grid_follows_the_row_that_holds_it(tmp_path: Path) -> None:
    inner = tbl([[tc("a"), tc("b"), tc("c")], [tc("d"), tc("e"), tc("f")]])
    outer = tbl([[tc("I"), tc(p("Công an tỉnh") + inner + "<w:p/>")], [tc("II"), tc("Thanh tra tỉnh")]])
    assert tables(open_layout(docx_of(tmp_path / "a.docx", outer))) == [
        [["I", "Công an tỉnh"]],
        [["a", "b", "c"], ["d", "e", "f"]],
        [["II", "Thanh tra tỉnh"]],
    ]


def test_a_small_nested_table_is_text_of_its_cell(tmp_path: Path) -> None:
    outer = tbl([[tc("1"), tc(p("Việc") + tbl([[tc("trước"), tc("15/5/2026")]]) + "<w:p/>")]])
    assert tables(open_layout(docx_of(tmp_path / "a.docx", outer))) == [[["1", "Việc\ntrước\t15/5/2026"]]]


def test_a_letterhead_table_becomes_paragraphs_left_column_first(tmp_path: Path) -> None:
    head = tbl(
        [
            [tc(p("ĐẢNG ỦY PHƯỜNG AN BÌNH") + p("Số 12-KH/ĐU")), tc(p("ĐẢNG CỘNG SẢN VIỆT NAM"))],
            [tc(p("*")), tc("An Bình, ngày 05 tháng 02 năm 2026")],
        ]
    )
    assert paragraphs(open_layout(docx_of(tmp_path / "a.docx", head, p("KẾ HOẠCH")))) == [
        "ĐẢNG ỦY PHƯỜNG AN BÌNH",
        "Số 12-KH/ĐU",
        "*",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "An Bình, ngày 05 tháng 02 năm 2026",
        "KẾ HOẠCH",
    ]


def test_tracked_changes_read_as_accepted(tmp_path: Path) -> None:
    piece = (
        "<w:p><w:r><w:t>Trước ngày </w:t></w:r><w:del w:id='1' w:author='x'><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='x'><w:r><w:t>15</w:t></w:r></w:ins><w:r><w:t>/4/2026</w:t></w:r>"
        "<w:moveFrom w:id='3' w:author='x'><w:r><w:t> dời đi</w:t></w:r></w:moveFrom></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del w:id='4' w:author='x'/></w:trPr>"
        + tc("bỏ")
        + "</w:tr><w:tr>"
        + tc("giữ")
        + tc("lại")
        + "</w:tr></w:tbl>"
    )
    layout = open_layout(docx_of(tmp_path / "a.docx", piece))
    assert paragraphs(layout) == ["Trước ngày 15/4/2026"]
    assert tables(layout) == [[["giữ", "lại"]]]


def test_a_deleted_paragraph_end_joins_two_paragraphs(tmp_path: Path) -> None:
    first = "<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='x'/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Rà soát </w:t></w:r></w:p>"
    assert paragraphs(open_layout(docx_of(tmp_path / "a.docx", first, p("hồ sơ")))) == ["Rà soát hồ sơ"]


def test_hidden_text_is_left_out_and_said(tmp_path: Path) -> None:
    piece = "<w:p><w:r><w:t>Hiện</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    layout = open_layout(docx_of(tmp_path / "a.docx", piece))
    assert paragraphs(layout) == ["Hiện"]
    assert [notice.kind for notice in layout.notices] == ["hidden_text"]


def test_breaks_tabs_hyphens_and_symbols_are_kept(tmp_path: Path) -> None:
    piece = (
        "<w:p><w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>năm</w:t><w:tab/><w:t>2025</w:t><w:noBreakHyphen/><w:t>2030</w:t>"
        "<w:sym w:font='Wingdings' w:char='F0E0'/></w:r></w:p>"
    )
    layout = open_layout(docx_of(tmp_path / "a.docx", piece))
    assert paragraphs(layout) == ["KẾ HOẠCH\nnăm\t2025-2030→"]
    assert layout.lines == ("KẾ HOẠCH năm 2025-2030→",)


def test_bold_and_centred_come_from_runs_and_styles(tmp_path: Path) -> None:
    style = f"<w:styles {W}><w:style w:type='paragraph' w:styleId='Dam'><w:pPr><w:jc w:val='center'/></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>"
    plain = (
        "<w:p><w:pPr><w:pStyle w:val='Dam'/></w:pPr><w:r><w:rPr><w:b w:val='0'/></w:rPr><w:t>Thường</w:t></w:r></w:p>"
    )
    path = with_part(docx_of(tmp_path / "a.docx", p("Đậm", "<w:pStyle w:val='Dam'/>"), plain), "word/styles.xml", style)
    assert [(b.bold, b.centred) for b in open_layout(path).blocks if isinstance(b, Paragraph)] == [
        (True, True),
        (False, True),
    ]


def test_text_boxes_are_read_once_after_their_paragraph(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent>"
    piece = (
        "<w:p><w:r><w:t>Thân</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert paragraphs(open_layout(docx_of(tmp_path / "a.docx", piece, p("Sau")))) == ["Thân", "MẬT", "Sau"]


def test_footnotes_come_at_the_end_under_their_mark(tmp_path: Path) -> None:
    path = docx_of(
        tmp_path / "a.docx",
        "<w:p><w:r><w:t>Thực hiện</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
        p("Hết"),
    )
    with_part(
        path,
        "word/footnotes.xml",
        f"<w:footnotes {W}><w:footnote w:id='2'>{p('Theo Nghị quyết 18')}</w:footnote></w:footnotes>",
    )
    relation = (
        '<Relationship Id="rId99" Type="http://x/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    import zipfile

    rels = zipfile.ZipFile(path).read("word/_rels/document.xml.rels").decode().replace("</Relationships>", relation)
    with_part(path, "word/_rels/document.xml.rels", rels)
    assert paragraphs(open_layout(path)) == ["Thực hiện", "Hết", "[1] Theo Nghị quyết 18"]


def test_pages_are_told_where_word_saved_them(tmp_path: Path) -> None:
    second = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Trang hai</w:t></w:r></w:p>"
    layout = open_layout(docx_of(tmp_path / "a.docx", p("Trang một"), second))
    assert [block.spot.page for block in layout.blocks if isinstance(block, Paragraph)] == [1, 2]
    assert layout.pages == 2


def test_legacy_fonts_inside_word_are_converted(tmp_path: Path) -> None:
    piece = (
        "<w:p><w:r><w:rPr><w:rFonts w:ascii='.VnTimeH'/></w:rPr><w:t>kÕ ho¹ch</w:t></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:rFonts w:ascii='VNI-Times'/></w:rPr><w:t>Nhieäm vuï</w:t></w:r></w:p>"
    )
    assert paragraphs(open_layout(docx_of(tmp_path / "a.docx", piece))) == ["KẾ HOẠCH", "Nhiệm vụ"]


def test_macros_are_said_and_never_run(tmp_path: Path) -> None:
    path = with_part(docx_of(tmp_path / "a.docm", p("Kế hoạch")), "word/vbaProject.bin", b"macro")
    assert [notice.kind for notice in open_layout(path).notices] == ["macros"]


def test_a_word_file_of_pictures_says_what_to_do(tmp_path: Path) -> None:
    path = with_part(docx_of(tmp_path / "anh.docx", "<w:p/>"), "word/media/image1.png", b"png")
    with pytest.raises(WrongType, match=r"anh\.docx.*chỉ có ảnh"):
        open_layout(path)


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(Damaged):
        open_layout(with_part(docx_of(tmp_path / "a.docx", p("x")), "word/document.xml", bomb))


@pytest.mark.parametrize("merged", ["I. Tuyên truyền", "1. Tuyên truyền"])
def test_a_title_merged_over_all_columns_is_the_section_of_the_rows_below(tmp_path: Path, merged: str) -> None:
    header = [tc(name) for name in ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")]

    def title(text: str) -> list[str]:
        return [tc(text, "<w:gridSpan w:val='4'/>")]

    def row(number: str, text: str) -> list[str]:
        return [tc(number), tc(text), tc("Sở Y tế"), tc("Tháng 6/2026")]

    second = merged.replace("I.", "II.").replace("1.", "2.").replace("Tuyên truyền", "Đào tạo")
    rows = [header, title(merged), row("1", "In tờ rơi"), row("2", "Dựng pa nô")]
    rows += [title(second), row("1", "Mở lớp cho cộng tác viên")]
    reading = read(docx_of(tmp_path / "a.docx", p("KẾ HOẠCH"), tbl(rows)))
    labels = [merged.split(".")[0], second.split(".")[0]]
    places = [(labels[0], "1"), (labels[0], "2"), (labels[1], "1")]
    assert [(task.section, task.number) for task in reading.tasks] == places
