"""Writes assets/recogniser/characters.txt: the characters that the recogniser can say, one class each, in this order.

python3 tests/bench/places.py; apt-get install mecab-ipadic
python3 tests/lines/characters.py

All kanji of JIS X 0208 level 1; those of level 2 in names of places (Japan Post) or people (IPA dictionary); the additions of
IBM that are characters of their own (髙 﨑 濵 桒 …); old forms and others that the family register law allows in names
(戸籍法施行規則別表第二) and that Chinese and Korean names are written with. Wide letters and digits are the narrow ones.
"""

import pathlib
import unicodedata

root = pathlib.Path(__file__).parents[2]


def level(rows):
    cells = [bytes([row + 0xA0, cell + 0xA0]) for row in rows for cell in range(1, 95)]
    return [text for text in (cell.decode("euc_jp", "ignore") for cell in cells) if text]


def is_kanji(c):
    return c == "々" or "㐀" <= c <= "鿿" or ord(c) > 0xFFFF or c in "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"


used = set()
for line in open("/usr/share/mecab/dic/ipadic/Noun.name.csv", encoding="euc_jp"):
    used.update(line.split(",")[0])
for line in (root / "tests/bench/target/places.csv").open(encoding="utf-8"):
    used.update("".join(line.split(",")[6:9]))
added = [bytes([high, low]).decode("cp932", "ignore") for high in (0xFA, 0xFB, 0xFC) for low in range(0x40, 0xFD)]
others = """
𠮷 栁 邉 邊 嶌 籔 鹽 曻 凜 颯 妍 暉 昊 晄 晟 彗 徠 凰 煌 燿 琥 珀 珈 瑤 甦 皓 眸 穹 笙 羚 萊 蔣 蟬 蠟 裟 醬 頰 顚 驍 鷗 麒 黎 黛 鼎 栞 梛 椛 洸 洵
澪 熙 燎 燦 玖 琲 禰 紬 絢 繡 翡 苺 茉 菫 萄 蕾 詢 諄 諺 迪 逞 醐 醍 靄 鞄 駕 鱗 亞 惡 爲 榮 衞 圓 緣 薗 應 櫻 奧 橫 溫 價 壞 懷 樂 渴 卷 陷 寬
氣 僞 戲 虛 峽 狹 曉 勳 薰 惠 揭 鷄 藝 擊 縣 儉 劍 險 圈 檢 顯 驗 嚴 廣 恆 黃 國 黑 碎 雜 兒 濕 實 壽 收 從 澁 獸 縱 緖 敍 將 涉 燒 奬 條 狀 乘
淨 剩 疊 孃 讓 釀 眞 寢 愼 盡 粹 醉 穗 瀨 齊 靜 攝 專 戰 纖 禪 壯 爭 莊 搜 巢 裝 騷 增 藏 臟 卽 帶 滯 瀧 單 團 彈 晝 鑄 廳 徵 聽 鎭 轉 傳 嶋 燈
盜 稻 德 拜 盃 賣 髮 拔 晚 祕 冨 拂 佛 步 峯 飜 每 萬 默 埜 彌 藥 與 搖 樣 謠 來 賴 覽 龍 凉 綠 淚 壘 禮 曆 歷 鍊 郞 錄 齋 濱 澤 關 豐 辯 瓣 舊
劉 陳 楊 趙 吳 徐 孫 馮 蕭 鄧 彭 盧 賈 薛 閻 汪 姜 姚 譚 廖 鄒 陸 郝 邱 顧 邵 孟 錢 尹 龔 娜 麗 磊 豔 傑 娟 濤 婷 琳 怡 軒 涵 詩 夢 琪 瑩 璐 穎
倩 潔 妮 瑾 浩 翰 睿 晗 鑫 淼 媛 嫻 儀 鈺 銘 鴻 宥 珉 旼 燮 鎬 錫 鉉 炫 泰 哲 赫 姬 娥 嬌 嬋 婉 嫣 筠 薇 蓓 蕙 韻 馨 騰 驊 鵬 黛
""".split()
kanji = level(range(16, 48)) + [c for c in level(range(48, 85)) if c in used]
kanji += [c for c in added if len(c) == 1 and is_kanji(c)] + others + ["々", "〆"]
kana = [chr(c) for c in range(0x3041, 0x3097)] + [chr(c) for c in range(0x30A1, 0x30F7)] + ["ー", "・"]
plain = [chr(c) for c in range(0x20, 0x7F) if chr(c) not in '"$*;<=>?@\\^_`{|}!%+']
plain += ["<"]
characters = list(dict.fromkeys(plain + kana + kanji))
assert all(len(c) == 1 for c in characters)
out = root / "assets/recogniser/characters.txt"
rows = [characters[at : at + 100] for at in range(0, len(characters), 100)]
out.write_text("\n".join("".join(row) for row in rows) + "\n", encoding="utf-8")
print(len(characters), "characters in", out)
