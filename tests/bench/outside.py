"""zxing-cpp and zbar on the frames of a folder: one line of JSON a frame on standard output.

Both are asked for everything they can do: all symbols, turned, light on dark, smaller. Times are the thread's, without
the opening of the file.
"""

import glob
import json
import os
import sys
import time

import numpy
from PIL import Image

try:
    import zxingcpp
except ImportError:
    zxingcpp = None
try:
    from pyzbar import pyzbar
except ImportError:
    pyzbar = None


def timed(read, frame):
    before = time.thread_time()
    texts = read(frame)
    return {"texts": texts, "ms": (time.thread_time() - before) * 1000}


def by_zxing(frame):
    found = zxingcpp.read_barcodes(frame, formats=zxingcpp.BarcodeFormat.QRCode)
    return [[one.text, one.bytes.hex()] for one in found]


def by_zbar(frame):
    found = pyzbar.decode(frame, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return [["", one.data.hex()] for one in found]


for file in sorted(glob.glob(os.path.join(sys.argv[1], "*.png"))):
    frame = numpy.array(Image.open(file).convert("L"))
    line = {"file": os.path.basename(file)}
    if zxingcpp:
        line["zxing-cpp"] = timed(by_zxing, frame)
    if pyzbar:
        line["zbar"] = timed(by_zbar, frame)
    print(json.dumps(line))
