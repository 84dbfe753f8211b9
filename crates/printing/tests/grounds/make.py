"""Makes the grounds beside it: invented papers of an office that does not exist.

    python3 -m venv venv && venv/bin/pip install reportlab pikepdf && venv/bin/python make.py
"""

import os
import pathlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

HERE = pathlib.Path(__file__).parent
pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))


def form():
    """An AcroForm: text with a coloured ground, a comb, radio buttons, a check box, a signature; a second page."""
    c = canvas.Canvas(str(HERE / "form.pdf"), pagesize=A4, invariant=1)
    c.setTitle("Moving-in form of Mihon")
    c.setFont("HeiseiKakuGo-W5", 16)
    c.drawString(200, 780, "見本町 転入の届出書")
    c.setFont("HeiseiKakuGo-W5", 10)
    f = c.acroForm
    for y, words in [(730, "氏名"), (700, "住所"), (670, "電話"), (640, "性別"), (610, "同意")]:
        c.drawString(60, y + 5, words)
        c.rect(55, y - 4, 480, 26)
    f.textfield(name="name", x=120, y=728, width=300, height=20, fillColor=None, borderWidth=0)
    f.textfield(name="address", x=120, y=698, width=400, height=20, borderWidth=1, forceBorder=True)
    f.textfield(name="phone", x=120, y=668, width=220, height=20, maxlen=11, fieldFlags="comb", borderWidth=1)
    for x, state, words in [(120, "male", "男"), (180, "female", "女")]:
        f.radio(name="sex", value=state, x=x, y=640, size=16, buttonStyle="circle", shape="circle")
        c.drawString(x + 22, 645, words)
    f.checkbox(name="agree", x=120, y=610, size=16, buttonStyle="check")
    c.showPage()
    c.drawString(60, 780, "page 2")
    c.showPage()
    c.save()
    # Japanese names of fields, parts of a field, and what a form of ReportLab does not have.
    with pikepdf.open(HERE / "form.pdf", allow_overwriting_input=True) as pdf:
        names = {"name": "氏名", "address": "住所", "phone": "電話", "sex": "性別", "agree": "同意"}
        page = pdf.pages[0]
        fields = pdf.Root.AcroForm.Fields
        for field in list(page.Annots) + list(fields):
            if "/T" in field and str(field.T) in names:
                field.T = String(names[str(field.T)])
        top = pdf.make_indirect(Dictionary(T=String("連絡先"), Kids=Array()))
        for field in list(fields):
            if str(field.T) in ("電話",):
                fields.remove(field) if hasattr(fields, "remove") else None
                field.Parent = top
                top.Kids.append(field)
        kept = [field for field in fields if "/Parent" not in field]
        sign = pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("署名"), F=4, P=page.obj,
            Rect=Array([120, 570, 300, 600])))
        page.Annots.append(sign)
        pdf.Root.AcroForm.Fields = Array(kept + [top, sign])
        save(pdf, "form.pdf")


def lines(c, w, h, words):
    c.setFont("Helvetica", 9)
    c.drawString(40, h - 40, words)
    for x in range(40, int(w) - 30, 100):
        c.line(x, 40, x, h - 60)
    for y in range(40, int(h) - 50, 100):
        c.line(40, y, w - 40, y)
    c.setFillGray(0.85)
    c.rect(60, 60, 80, 40, fill=1)


def plain():
    """One page without a form."""
    c = canvas.Canvas(str(HERE / "plain.pdf"), pagesize=A4, invariant=1)
    lines(c, *A4, "plain")
    c.save()


def turned(quarters):
    """A page that is turned, with a crop box off the origin; box and resources are inherited; a text field."""
    name = f"turned{quarters}.pdf"
    w, h = A4 if quarters == 180 else (A4[1], A4[0])
    c = canvas.Canvas(str(HERE / name), pagesize=(w + 60, h + 80), invariant=1)
    c.translate(30, 50)
    lines(c, w, h, f"turned by {quarters}")
    c.save()
    with pikepdf.open(HERE / name, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        pages = pdf.Root.Pages
        pages.MediaBox, pages.Resources = page.MediaBox, page.Resources
        pages.CropBox, pages.Rotate = Array([30, 50, 30 + w, 50 + h]), quarters
        for key in ("/MediaBox", "/Resources", "/Rotate", "/CropBox"):
            if key in page:
                del page[key]
        field = pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("memo"), F=4, P=page,
            Rect=Array([200, 300, 260, 330])))
        page.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        save(pdf, name)


def locked(name, user):
    """The plain page, encrypted."""
    with pikepdf.open(HERE / "plain.pdf") as pdf:
        pdf.save(HERE / name, encryption=pikepdf.Encryption(owner="owner", user=user, R=6))


def save(pdf, name):
    del pdf.trailer["/ID"]
    pdf.save(HERE / name, deterministic_id=True)


os.chdir(HERE)
form()
plain()
for quarters in (90, 180, 270):
    turned(quarters)
locked("sealed.pdf", "")
locked("locked.pdf", "secret")
(HERE / "damaged.pdf").write_bytes((HERE / "plain.pdf").read_bytes()[:400])
