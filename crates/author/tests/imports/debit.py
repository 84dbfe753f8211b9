"""口座振替依頼書 as a spreadsheet prints it: narrow columns, merged cells, hair lines, one 枡 a figure. Invented."""
import sys
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

book = Workbook()
page = book.active
for column in range(1, 41):
    page.column_dimensions[get_column_letter(column)].width = 2.0
thin, hair, thick = Side("thin"), Side("hair"), Side("medium")
grey = PatternFill("solid", fgColor="DDDDDD")


def put(place, text="", left=thin, top=thin, right=thin, bottom=thin, size=10, fill=None, align="center"):
    page.merge_cells(place)
    cells = page[place]
    for row in cells:
        for cell in row:
            cell.border = Border(
                left=left if cell.column == cells[0][0].column else None,
                right=right if cell.column == cells[0][-1].column else None,
                top=top if cell.row == cells[0][0].row else None,
                bottom=bottom if cell.row == cells[-1][0].row else None,
            )
            if fill:
                cell.fill = fill
    cells[0][0].value = text or None
    cells[0][0].font = Font(name="IPAexGothic", size=size)
    cells[0][0].alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)


none = dict(left=None, top=None, right=None, bottom=None)
put("A1:AN2", "見本町水道料金等口座振替依頼書", size=15, **none)
put("A3:T3", "見本町長　様", size=11, align="left", **none)
put("Z3:AN3", "申込日　令和　　　年　　　月　　　日", size=9, align="right", **none)
put("A4:AN4", "下記の料金を口座振替により支払いたいので依頼します。", align="left", **none)
put("A6:B11", "使\n用\n者", fill=grey)
put("C6:H6", "ふりがな", bottom=hair, size=8, fill=grey)
put("I6:Y6", bottom=hair)
put("C7:H8", "お　名　前", top=hair, fill=grey)
put("I7:Y8", top=hair)
put("Z6:AD8", "お客様番号", fill=grey, size=8)
put("AE6:AN8")
put("C9:H10", "ご　住　所", fill=grey)
put("I9:AN10", "〒\n見本町", size=8, align="left")
put("C11:H11", "ＴＥＬ", fill=grey)
put("I11:Y11")
put("Z11:AD11", "使用開始日", fill=grey, size=8)
put("AE11:AN11", "年　　月　　日", size=9, align="right")
put("A13:B19", "振\n替\n口\n座", fill=grey)
put("C13:H14", "金融機関名", fill=grey)
put("I13:Y14", "銀行・信用金庫・農協", size=8, align="right")
put("Z13:AD14", "支店名", fill=grey)
put("AE13:AN14", "店", size=8, align="right")
put("C15:H15", "預金種別", fill=grey)
put("I15:Y15", "１．普通　　２．当座")
put("Z15:AD15", "口座番号", fill=grey)
for number, column in enumerate(range(31, 38)):
    letter = get_column_letter(column)
    put(f"{letter}15:{letter}15", left=thin if number == 0 else hair, right=thin if number == 6 else hair)
put("C16:H16", "フリガナ", bottom=hair, size=8, fill=grey)
put("I16:AN16", bottom=hair)
put("C17:H19", "口座名義人", top=hair, fill=grey)
put("I17:AE19", top=hair)
put("AF17:AN19", "届出印", size=8)
put("A21:H22", "振替を始める月", fill=grey)
put("I21:AN22", "令和　　　　年　　　　月分から")
put("A23:H24", "対象となる料金", fill=grey)
put("I23:AN24", "□　水道料金　　　□　下水道使用料　　　□　農業集落排水使用料")
put("A26:H26", "金融機関使用欄", fill=grey, size=8)
put("I26:AN26")
put("A27:H28", "検　　印", fill=grey)
put("I27:T28")
put("U27:AB28", "受付日付印", fill=grey)
put("AC27:AN28")
for row in range(1, 29):
    page.row_dimensions[row].height = 24
page.row_dimensions[6].height = page.row_dimensions[16].height = 16
page.page_setup.paperSize = page.PAPERSIZE_A4
page.page_setup.orientation = "portrait"
page.page_margins.left = page.page_margins.right = 0.6
page.page_setup.fitToWidth = 1
page.page_setup.fitToHeight = 1
page.sheet_properties.pageSetUpPr.fitToPage = True
book.save(sys.argv[1])
