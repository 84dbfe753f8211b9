"""Forms as drawing programs, forms programs and scanners make them. Invented."""
import sys
from pathlib import Path
from reportlab.lib.colors import black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

here = Path(__file__).parent
pdfmetrics.registerFont(TTFont("ipa", "/usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf"))
pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))


def canvas(name):
    return Canvas(str(here / f"{name}.pdf"), pagesize=A4, invariant=1)


def words(page, x, y, text, size=10, font="ipa", upright=False):
    page.setFont(font, size)
    for number, letter in enumerate(text if upright else [text]):
        page.drawString(x * mm, (297 - y - number * size * 0.4) * mm, letter)


def middle(page, x, w, y, text, size=10, font="ipa"):
    page.setFont(font, size)
    page.drawCentredString((x + w / 2) * mm, (297 - y) * mm, text)


def dog():
    """Thin filled bars, lines and stroked rectangles, in a form of its own that is drawn scaled; a page lying on its
    side with a border outside its crop box."""
    page = canvas("dog")
    page.setPageSize((220 * mm, 307 * mm))  # turned by the next but one line
    page.setCropBox((5 * mm, 5 * mm, 302 * mm, 215 * mm))
    page.setPageRotation(90)
    page.translate(302 * mm, 5 * mm)
    page.rotate(90)
    page.beginForm("table")
    page.scale(2, 2)
    page.setLineWidth(0.3)
    x, right, ys = [25, 33, 63, 110, 136, 185], 185, [70, 77, 90, 106, 116, 126, 139, 152, 165, 178]
    at = lambda x, y: (x * mm / 2, (297 - y) * mm / 2)

    def across(x1, x2, y):
        page.line(*at(x1, y), *at(x2, y))

    def down(x, y1, y2):  # a bar, as drawing programs turn lines into
        (left, top), (_, bottom) = at(x, y1), at(x, y2)
        page.rect(left - 0.15, bottom, 0.3, top - bottom, stroke=0, fill=1)

    page.roundRect(*at(x[0], ys[-1]), (right - x[0]) * mm / 2, (ys[-1] - ys[0]) * mm / 2, 1.2 * mm)
    for y in ys[1:-1]:
        across(x[0] if y in (106, 126) else x[1], right, y)
    down(33, 70, 178)
    down(63, 70, 178)
    down(110, 70, 90)
    down(136, 70, 90)
    down(110, 126, 178)
    down(136, 126, 178)
    page.endForm()
    page.doForm("table")
    middle(page, 0, 210, 35, "犬の登録事項変更届", 16)
    words(page, 150, 47, "年　　月　　日")
    words(page, 25, 55, "見本町長　様")
    words(page, 25, 64, "狂犬病予防法第４条第４項の規定により、次のとおり届け出ます。")
    words(page, 27, 80, "所有者", upright=True)
    words(page, 27, 113, "変更", upright=True)
    words(page, 27, 150, "犬", upright=True)
    for y, text in [(75, "フリガナ"), (85, "氏　名"), (99, "新しい住所"), (112, "前の住所"), (122, "変更した日"),
                    (134, "犬の名前"), (147, "種　　類"), (160, "鑑札番号"), (173, "備　　考")]:
        middle(page, 33, 30, y, text)
    middle(page, 110, 26, 75, "電話番号")
    middle(page, 110, 26, 85, "世帯主氏名", 9)
    words(page, 100, 122, "年　　　月　　　日")
    for y, text in [(134, "性　　別"), (147, "毛　　色"), (160, "マイクロチップ"), (173, "届出人の署名")]:
        middle(page, 110, 26, y, text, 9)
    middle(page, 136, 49, 134, "オス　・　メス")
    middle(page, 136, 49, 160, "□有　　　□無")
    words(page, 25, 188, "（職員記入欄）", 9)
    page.rect(25 * mm, (297 - 205) * mm, 160 * mm, 14 * mm)
    page.save()


def lamp():
    """A font that the file only names, and boxes that are marked by brackets and lines to write on."""
    page = canvas("lamp")
    font = "HeiseiKakuGo-W5"
    middle(page, 0, 210, 30, "防犯灯設置要望書", 15, font)
    words(page, 140, 42, "令和　　年　　月　　日", 10, font)
    words(page, 25, 52, "見本町長　あて", 10, font)
    for y, text in [(66, "住　所"), (77, "氏　名"), (88, "電　話")]:
        words(page, 100, y, text, 10, font)
        page.line(118 * mm, (297 - y - 1.2) * mm, 185 * mm, (297 - y - 1.2) * mm)
    words(page, 82, 66, "申請者", 10, font)
    words(page, 25, 104, "次の場所に防犯灯の設置を要望します。", 10, font)
    page.setLineWidth(0.5)
    for y, high, text in [(110, 14, "設置場所"), (124, 10, "希望する灯数"), (134, 24, "理　由")]:
        page.rect(25 * mm, (297 - y - high) * mm, 40 * mm, high * mm)
        page.rect(65 * mm, (297 - y - high) * mm, 120 * mm, high * mm)
        middle(page, 25, 40, y + high / 2 + 1.5, text, 10, font)
    words(page, 150, 130.5, "灯", 10, font)
    words(page, 25, 172, "自治会長　氏名", 10, font)
    page.line(58 * mm, (297 - 173.2) * mm, 120 * mm, (297 - 173.2) * mm)
    words(page, 125, 172, "㊞", 10, font)
    page.save()


def allowance():
    """A form with fields to fill in: names that say something, tips that do, and neither."""
    page = canvas("allowance")
    middle(page, 0, 210, 25, "児童手当認定請求書", 16)
    form = page.acroForm
    options = dict(borderStyle="solid", borderWidth=0.5, borderColor=black, fillColor=white, fontSize=10)

    def text(name, x, y, w, h, tip="", **more):
        form.textfield(name=name, tooltip=tip, x=x * mm, y=(297 - y - h) * mm, width=w * mm, height=h * mm,
                       **options, **more)

    def label(x, y, text):
        words(page, x, y + 5.5, text, 10)

    label(130, 32, "請求年月日")
    text("date", 155, 32, 35, 7, "請求年月日")
    label(20, 50, "請求者　フリガナ")
    text("claimant_kana", 60, 50, 60, 7, "請求者のフリガナ")
    label(20, 60, "請求者　氏名")
    text("claimant_name", 60, 60, 60, 9, "請求者の氏名")
    label(125, 60, "生年月日")
    text("Text3", 145, 60, 45, 9)
    label(20, 72, "性別")
    for x, value, shown in [(60, "male", "男"), (80, "female", "女")]:
        form.radio(name="sex", value=value, x=x * mm, y=(297 - 78) * mm, size=12, tooltip="性別", selected=False)
        words(page, x + 6, 77, shown)
    label(20, 82, "住所")
    text("address", 60, 82, 130, 9, "現住所")
    label(20, 94, "電話番号")
    text("Text7", 60, 94, 60, 8)
    label(20, 106, "前住所")
    text("from", 60, 106, 130, 9)
    label(20, 118, "個人番号")
    text("number", 60, 118, 80, 8, "個人番号", maxlen=12)
    label(20, 130, "加入している健康保険")
    text("insurance", 60, 130, 60, 8, "健康保険の種類")
    label(20, 142, "公務員ですか")
    form.checkbox(name="civil", x=60 * mm, y=(297 - 148) * mm, size=12, tooltip="公務員である")
    label(20, 154, "配偶者の氏名")
    text("spouse", 60, 154, 60, 9, "配偶者の氏名")
    label(20, 166, "振込先口座")
    text("account", 60, 166, 130, 9, "振込先の口座番号")
    label(20, 180, "署名")
    text("sign", 60, 180, 80, 12, "署名（自署）")
    label(20, 200, "※処理欄")
    text("office", 60, 200, 130, 15)
    page.save()


def scan(picture):
    """A page that is only a picture."""
    page = canvas("scan")
    page.drawImage(picture, 0, 0, *A4)
    page.save()


if __name__ == "__main__":
    dog()
    lamp()
    allowance()
    scan(sys.argv[1])
