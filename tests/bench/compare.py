#!/usr/bin/env python3
"""The same bundle of fourteen pages by kakanai, ReportLab and LibreOffice, in one run.

Outside the product: needs ReportLab (`pip install reportlab`) and, for the last row, LibreOffice
(`apt-get install libreoffice-writer`). From the folder of the repository:

    python3 tests/bench/compare.py

kakanai sets the texts itself (shrinking, breaking, centring) and writes them; ReportLab and LibreOffice are given
every line with its place and size, so they do less. "first" is a fresh process with everything loaded but the
interpreter, as a counter prints once per visitor; LibreOffice is the whole process, as nothing else can be had.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "assets/fonts"
FACES = {"gothic": "BIZUDGothic-Regular", "mincho": "BIZUDMincho-Regular"}
MM = 72 / 25.4


def kakanai(pdf):
    """Runs our own benchmark; gives its report and leaves the PDF and the texts."""
    command = ["cargo", "bench", "-q", "-p", "kakanai-printing", "--bench", "bundle", "--", str(pdf)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    words = dict((line.split()[0], line.split()) for line in said.splitlines())
    peak = words["first"][-2]
    return milliseconds(words["first"][1]), milliseconds(words["warm"][1]), int(peak) / 1024


def milliseconds(words):
    for unit, factor in (("ms", 1), ("µs", 1e-3), ("s", 1e3)):
        if words.endswith(unit):
            return float(words.removesuffix(unit)) * factor
    raise ValueError(words)


def read(lines):
    return [json.loads(line) for line in lines.read_text().splitlines()]


def reportlab_bundle(marks, out):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for face, name in FACES.items():
        pdfmetrics.registerFont(TTFont(face, FONTS / f"{name}.ttf"))
    canvas = Canvas(str(out), pagesize=(210 * MM, 297 * MM))
    page = 0
    for mark in sorted(marks, key=lambda mark: mark["page"]):
        if mark["page"] != page:
            canvas.showPage()
            page = mark["page"]
        if "line" in mark:
            x, y, right, below = (value * MM for value in mark["line"])
            canvas.setLineWidth(mark["width"] * MM)
            canvas.line(x, 297 * MM - y, right, 297 * MM - below)
        else:
            canvas.setFont(mark["face"], mark["size"])
            canvas.drawString(mark["x"] * MM, (297 - mark["y"]) * MM, mark["text"])
    canvas.save()


def reportlab(lines, out):
    """In a fresh interpreter, timed without its start."""
    marks = read(lines)
    import reportlab.pdfgen.canvas  # noqa: F401  (loaded before the clock starts)

    times = []
    for _ in range(8):
        start = time.perf_counter()
        reportlab_bundle(marks, out)
        times.append((time.perf_counter() - start) * 1000)
        if len(times) == 1:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([times[0], statistics.median(times[1:]), peak]))


def libreoffice(marks, folder, out):
    """Every text in a frame of its own on a drawing page, as flat XML, converted without a window."""
    pages = []
    for number in range(max(mark["page"] for mark in marks) + 1):
        frames = []
        for mark in (mark for mark in marks if mark["page"] == number):
            if "line" in mark:
                x, y, right, below = mark["line"]
                frames.append(
                    f'<draw:line draw:style-name="l" svg:x1="{x}mm" svg:y1="{y}mm" svg:x2="{right}mm" svg:y2="{below}mm"/>'
                )
                continue
            size = mark["size"]
            top = mark["y"] - size * 0.88 / MM
            text = mark["text"].replace("&", "&amp;").replace("<", "&lt;")
            wide = size / MM * (len(mark["text"]) + 1)
            frames.append(
                f'<draw:frame draw:style-name="f" svg:x="{mark["x"]}mm" svg:y="{top}mm" svg:width="{wide}mm" '
                f'svg:height="{size / MM}mm"><draw:text-box><text:p><text:span text:style-name="{mark["face"]}{round(size * 4)}">'
                f"{text}</text:span></text:p></draw:text-box></draw:frame>"
            )
        pages.append(f'<draw:page draw:master-page-name="m">{"".join(frames)}</draw:page>')
    names = {"gothic": "BIZ UDGothic", "mincho": "BIZ UDMincho"}
    used = sorted({(mark["face"], round(mark["size"] * 4)) for mark in marks if "face" in mark})
    styles = "".join(
        f'<style:style style:name="{face}{size}" style:family="text"><style:text-properties style:font-name="{names[face]}" '
        f'style:font-name-asian="{names[face]}" fo:font-size="{size / 4}pt" style:font-size-asian="{size / 4}pt"/></style:style>'
        for face, size in used
    )
    faces = "".join(f"<style:font-face style:name=\"{name}\" svg:font-family=\"'{name}'\"/>" for name in names.values())
    spaces = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"), ("style", "style"), ("text", "text"), ("draw", "drawing"),
            ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
        )
    )
    source = folder / "bundle.fodg"
    source.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{spaces} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.graphics">'
        f"<office:font-face-decls>{faces}</office:font-face-decls>"
        '<office:automatic-styles><style:page-layout style:name="p"><style:page-layout-properties fo:page-width="210mm" '
        'fo:page-height="297mm" fo:margin="0mm"/></style:page-layout>'
        '<style:style style:name="f" style:family="graphic"><style:graphic-properties draw:stroke="none" draw:fill="none" '
        'fo:padding="0mm" draw:auto-grow-width="false" draw:auto-grow-height="false"/></style:style>'
        '<style:style style:name="l" style:family="graphic"><style:graphic-properties svg:stroke-width="0.2mm"/></style:style>'
        f"{styles}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="m" style:page-layout-name="p"/></office:master-styles>'
        f'<office:body><office:drawing>{"".join(pages)}</office:drawing></office:body></office:document>'
    )
    # The fonts of the program, for this run only.
    home = folder / "home"
    (home / ".fonts").mkdir(parents=True)
    for name in FACES.values():
        shutil.copy(FONTS / f"{name}.ttf", home / ".fonts")
    command = [
        "soffice", f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder / "lo"), str(source),
    ]
    times = []
    for _ in range(4):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=os.environ | {"HOME": str(home)})
        times.append((time.perf_counter() - start) * 1000)
    shutil.copy(folder / "lo/bundle.pdf", out)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return times[0], statistics.median(times[1:]), peak


def row(name, pdf, first, warm, peak):
    size = pdf.stat().st_size / 1000
    print(f"{name:<22}{first:>9.0f} ms{warm:>9.0f} ms{peak:>9.0f} MB{size:>9.0f} kB")


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "--reportlab":
        return reportlab(Path(sys.argv[2]), Path(sys.argv[3]))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        ours = folder / "kakanai.pdf"
        measured = kakanai(ours)
        print(f"{'':<22}{'first':>12}{'warm':>12}{'peak':>12}{'file':>12}")
        row("kakanai", ours, *measured)
        lines = Path(f"{ours}.jsonl")
        theirs = folder / "reportlab.pdf"
        command = [sys.executable, __file__, "--reportlab", str(lines), str(theirs)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 0:
            row("ReportLab", theirs, *json.loads(done.stdout))
        else:
            print(f"ReportLab was not measured: {done.stderr.strip().splitlines()[-1]}")
        if shutil.which("soffice"):
            office = folder / "libreoffice.pdf"
            row("LibreOffice (process)", office, *libreoffice(read(lines), folder, office))
        else:
            print("LibreOffice was not measured: it is not installed")


if __name__ == "__main__":
    main()
