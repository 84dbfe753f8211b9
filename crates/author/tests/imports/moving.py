"""住民異動届 as a word processor makes it: merged cells, upright headings, underlines, one row a person. Invented."""
import sys
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

document = Document()
section = document.sections[0]
section.orientation = WD_ORIENT.LANDSCAPE
section.page_width, section.page_height = Mm(297), Mm(210)
section.left_margin = section.right_margin = Mm(15)
section.top_margin = section.bottom_margin = Mm(11)
style = document.styles["Normal"]
style.font.name = "IPAexGothic"
style.font.size = Pt(10)
style.element.rPr.rFonts.set(qn("w:eastAsia"), "IPAexGothic")
style.paragraph_format.space_after = Pt(0)


def line(*runs, align=None):
    paragraph = document.add_paragraph()
    for text, underlined, size in runs:
        run = paragraph.add_run(text)
        run.underline = underlined
        run.font.size = Pt(size)
    if align:
        paragraph.alignment = align


def put(cell, text, center=True, size=9):
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    cell.vertical_alignment = 1


def upright(cell):
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "tbRlV")
    cell._tc.get_or_add_tcPr().append(direction)


def table(widths, heights):
    made = document.add_table(len(heights), len(widths))
    made.style = "Table Grid"
    made.autofit = False
    for column, wide in zip(made.columns, widths):
        column.width = Mm(wide)
    for row, high in zip(made.rows, heights):
        row.height = Mm(high)
        row.height_rule = 2
        for cell, wide in zip(row.cells, widths):
            cell.width = Mm(wide)
    return made


line(("住　民　異　動　届", False, 16), align=WD_ALIGN_PARAGRAPH.CENTER)
line(("見本町長　あて", False, 11))
line(("届出人　氏名", False, 10), ("　" * 20, True, 10), ("　電話", False, 10), ("　" * 14, True, 10),
     ("　届出日　令和", False, 10), ("　　　", True, 10), ("年", False, 10), ("　　　", True, 10), ("月", False, 10),
     ("　　　", True, 10), ("日", False, 10))
line(("", False, 5))
head = table([8, 27, 116, 33, 83], [9, 11, 11])
side = head.cell(0, 0).merge(head.cell(2, 0))
put(side, "異動")
upright(side)
put(head.cell(0, 1), "異動年月日")
put(head.cell(0, 2), "令和　　　年　　　月　　　日")
put(head.cell(0, 3), "異動の種類")
put(head.cell(0, 4), "１．転入　２．転居　３．転出　４．その他")
put(head.cell(1, 1), "新住所")
put(head.cell(1, 3), "新世帯主氏名")
put(head.cell(2, 1), "旧住所")
put(head.cell(2, 3), "旧世帯主氏名")
line(("異動した方をすべて記入してください。", False, 9))
names = ["", "フリガナ\n氏　　　名", "生 年 月 日", "性別", "続柄", "個人番号", "備　考"]
wide = [8, 72, 62, 22, 28, 45, 30]
people = table(wide, [10] + [6, 9] * 5)
for cell, name in zip(people.rows[0].cells, names):
    put(cell, name)
for person in range(5):
    top = 1 + 2 * person
    number = people.cell(top, 0).merge(people.cell(top + 1, 0))
    put(number, str(person + 1))
    for column in range(2, 7):
        people.cell(top, column).merge(people.cell(top + 1, column))
    put(people.cell(top, 2), "明・大・昭・平・令\n　　　年　　月　　日", size=8)
    put(people.cell(top, 3), "男・女")
line(("", False, 5))
office = table([20, 47, 20, 47, 20, 47, 20, 46], [12])
for column, name in enumerate(["受付", "本人確認", "入力", "決裁"]):
    put(office.cell(0, 2 * column), name)
document.save(sys.argv[1])
