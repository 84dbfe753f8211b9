#!/bin/sh
# Makes the forms of this folder again. Needs LibreOffice, poppler-utils, the IPAex fonts, and of Python docx, openpyxl
# and reportlab. The town and its forms are invented.
set -eu
cd "$(dirname "$0")"
made=$(mktemp -d)
trap 'rm -r "$made"' EXIT
python=${PYTHON:-python3}
cp radio.html "$made/radio.html"
"$python" moving.py "$made/moving.docx"
"$python" debit.py "$made/debit.xlsx"
soffice --headless --infilter="HTML (StarWriter)" --convert-to pdf:writer_pdf_Export --outdir . "$made/radio.html"
soffice --headless --convert-to pdf --outdir . "$made/moving.docx"
soffice --headless --convert-to pdf --outdir . "$made/debit.xlsx"
pdftoppm -r 60 -mono -singlefile radio.pdf "$made/scan"
"$python" -c "import sys; from PIL import Image; Image.open(sys.argv[1]).save(sys.argv[2])" "$made/scan.pbm" "$made/scan.png"
"$python" drawn.py "$made/scan.png"
