//! What lines of cards may say: chance, and the names of places and people.

use kakanai_cards::{Chance, Strip};

/// Words that texts are made of.
pub struct Words {
    /// Prefecture, municipality and town, written together.
    pub places: Vec<String>,
    /// 姓.
    pub families: Vec<String>,
    /// 名.
    pub givens: Vec<String>,
    /// Every kanji that can be said.
    pub kanji: Vec<char>,
    /// Every kana.
    pub kana: Vec<char>,
}

/// What may take the place of a character in names, that dictionaries do not have.
const TWINS: &str = "高髙 崎﨑 浜濵 浜濱 辺邉 辺邊 斎齋 斉齊 吉𠮷 徳德 桑桒 柳栁 島嶋 島嶌 沢澤 広廣 国國 桜櫻 滝瀧 関關 竜龍 真眞 与與 塩鹽 薮籔 昇曻 \
     恵惠 頼賴 緑綠 黒黑 横橫 黄黃 静靜 礼禮 暁曉 凛凜 遥遙 会會 条條 寿壽 栄榮 万萬 円圓 隆隆 瀬瀨 福福 豊豐 増增 清淸 朗朗 教敎 郎郞 寛寬 薫薰 館舘 \
     冨富 峰峯 糸絲 鉄鐵 蔵藏 実實 弥彌 竹竺 渕淵 渕渊 曽曾 檜桧 梅楳 槙槇 祐佑";

/// Lines by chance.
pub fn line(words: &Words, chance: &mut Chance) -> Strip {
    let (text, sizes, zone) = match chance.whole(0, 99) {
        0..=24 => (soup(words, chance), [2.2, 3.4], false),
        25..=47 => (address(words, chance), [2.0, 3.0], false),
        48..=63 => (name(words, chance), [2.3, 3.5], false),
        64..=78 => (day(chance), [2.0, 3.1], false),
        79..=85 => (number(chance), [2.3, 3.3], false),
        86..=92 => (latin(chance), [2.2, 3.3], false),
        93..=95 => (zone(chance), [2.4, 2.5], true),
        _ => (sex(chance), [2.2, 3.0], false),
    };
    let spaced = text.chars().all(|c| c.is_ascii_digit()) || chance.is(0.04);
    let long = text.chars().count() > 12;
    Strip {
        size: chance.between(sizes[0], sizes[1]),
        spacing: if spaced { chance.between(0.0, 1.0) } else { 0.0 },
        stretch: if chance.is(if long { 0.45 } else { 0.1 }) { chance.between(0.68, 1.0) } else { 1.0 },
        zone,
        text,
    }
}

/// Kanji that are seldom seen have to be learned too.
fn soup(words: &Words, chance: &mut Chance) -> String {
    let count = chance.whole(5, 16);
    let sign = |chance: &mut Chance| match chance.whole(0, 19) {
        0 => chance.pick(&words.kana),
        1 => chance
            .pick(&['-', '0', '1', '2', '7', 'ー', '・', '々', '（', '）', '［', '］', 'A', 'K', '/', '.']),
        _ => chance.pick(&words.kanji),
    };
    (0..count).map(|_| sign(chance)).collect()
}

fn address(words: &Words, chance: &mut Chance) -> String {
    let place = pick(&words.places, chance);
    let (a, b, c) = (chance.whole(1, 12), chance.whole(1, 60), chance.whole(1, 40));
    let chinese = |n: u32| {
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        let (tens, ones) = (n / 10, n % 10);
        let ten = if tens == 0 { "" } else { "十" };
        format!("{ten}{}", digits[ones as usize])
    };
    let wide = |text: String| -> String {
        let widened = |c: char| match c {
            '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
            other => other,
        };
        text.chars().map(widened).collect()
    };
    let block = match chance.whole(0, 9) {
        0 => format!("{}番地{b}", a * 100 + c),
        1 => format!("{a}丁目{b}番{c}号"),
        2 => format!("{}丁目{b}番{c}号", chinese(a)),
        3 => format!("{}丁目{b}番地{c}", chinese(a)),
        4 => format!("{a}-{b}-{c}"),
        5 => format!("字{}{}番地", word(words, chance, 2), a * 100 + b),
        6 => format!("{}番地の{a}", b * 10 + c),
        7 => format!("{}番地", b * 37 + c),
        8 => format!("{a}丁目{b}-{c}-{}", a * 100 + c),
        _ => format!("{}丁目{b}番{c}-{}号", chinese(a), a * 100 + 1),
    };
    let block = if chance.is(0.2) { wide(block) } else { block };
    let building = if chance.is(0.4) { building(words, chance) } else { String::new() };
    let gap = if building.is_empty() || chance.is(0.4) { "" } else { "　" };
    let whole: Vec<char> = format!("{place}{block}{gap}{building}").chars().collect();
    // A line begins anywhere in an address that takes two.
    let most = chance.whole(8, 26) as usize;
    let from = if whole.len() > most && chance.is(0.6) { chance.index(whole.len() - most + 1) } else { 0 };
    let line: String = whole.iter().skip(from).take(most).collect();
    line.trim().to_owned()
}

fn building(words: &Words, chance: &mut Chance) -> String {
    let katakana: Vec<char> = words.kana.iter().copied().filter(|c| *c >= 'ァ').collect();
    let name: String = match chance.whole(0, 4) {
        0 | 1 => {
            let count = chance.whole(3, 9);
            let name: String = (0..count).map(|_| chance.pick(&katakana)).collect();
            name.trim_start_matches(['ー', '・', 'ッ']).to_owned()
        }
        2 => format!(
            "{}{}",
            pick(&words.families, chance),
            chance.pick(&["荘", "ビル", "マンション", "ハイツ", "団地", "コーポ"])
        ),
        3 => format!(
            "{}{}",
            chance.pick(&["コーポ", "メゾン", "県営", "市営", "グリーン", "ハイツ", "パーク"]),
            word(words, chance, 3)
        ),
        _ => format!("{}{}", letters(chance, 2), chance.pick(&["ビル", "棟", "コート", "ハウス"])),
    };
    let room = chance.whole(1, 12) * 100 + chance.whole(1, 15);
    let part = match chance.whole(0, 4) {
        0 => format!("{room}号室"),
        1 => format!("{room}"),
        2 => format!("{}号", room),
        3 => format!("{}-{room}", chance.whole(1, 9)),
        _ => format!("{}{room}", letters(chance, 1)),
    };
    format!("{name}{part}")
}

fn name(words: &Words, chance: &mut Chance) -> String {
    let (mut family, mut given) = (pick(&words.families, chance), pick(&words.givens, chance));
    if chance.is(0.3) {
        family = word(words, chance, 3);
    }
    if chance.is(0.25) {
        given = word(words, chance, 3);
    }
    if chance.is(0.5) {
        family = twinned(&family, chance);
        given = twinned(&given, chance);
    }
    match chance.whole(0, 19) {
        0 => format!("{family}［{}］　{given}", pick(&words.families, chance)),
        1 => format!("{family}（{}）　{given}", pick(&words.families, chance)),
        2 => format!("{family}{given}"),
        3 => {
            let count = chance.whole(2, 5);
            let kana: String = (0..count).map(|_| chance.pick(&words.kana)).collect();
            format!("{family}　{kana}")
        }
        _ => format!("{family}　{given}"),
    }
}

/// Some of its characters replaced by their twins.
fn twinned(text: &str, chance: &mut Chance) -> String {
    let twin = |c: char, chance: &mut Chance| {
        let pairs: Vec<char> = TWINS
            .split_whitespace()
            .filter(|pair| pair.starts_with(c))
            .filter_map(|pair| pair.chars().nth(1))
            .collect();
        if pairs.is_empty() { c } else { chance.pick(&pairs) }
    };
    text.chars().map(|c| twin(c, chance)).collect()
}

fn word(words: &Words, chance: &mut Chance, most: u32) -> String {
    let count = chance.whole(1, most);
    (0..count).map(|_| chance.pick(&words.kanji)).collect()
}

fn day(chance: &mut Chance) -> String {
    let fill = chance.pick(&["0", " ", ""]);
    let two = |n: u32| if n < 10 { format!("{fill}{n}") } else { n.to_string() };
    let (year, month, day) = (chance.whole(1912, 2045), chance.whole(1, 12), chance.whole(1, 31));
    let (era, first) = match year {
        ..=1925 => ("大正", 1911),
        1926..=1988 => ("昭和", 1925),
        1989..=2018 => ("平成", 1988),
        _ => ("令和", 2018),
    };
    let in_era = year - first;
    let in_era = if in_era == 1 && chance.is(0.6) { "元".to_owned() } else { two(in_era) };
    let (month, day) = (two(month), two(day));
    let japanese = format!("{era}{in_era}年{month}月{day}日");
    let western = format!("{year}年{month}月{day}日");
    match chance.whole(0, 11) {
        0..=2 => format!("{japanese}生"),
        3 => japanese,
        4 | 5 => western,
        6 => format!("{western}まで有効"),
        7 | 8 => format!("{year}年({era}{in_era}年){month}月{day}日まで有効"),
        9 => format!("{japanese}まで有効"),
        10 => format!("{western}生"),
        _ => format!("{}00年00月00日", chance.pick(&["平成", "昭和", "令和"])),
    }
}

fn digits(chance: &mut Chance, count: usize) -> String {
    (0..count).map(|_| char::from(b'0' + chance.whole(0, 9) as u8)).collect()
}

fn letters(chance: &mut Chance, count: usize) -> String {
    (0..count).map(|_| char::from(b'A' + chance.whole(0, 25) as u8)).collect()
}

fn number(chance: &mut Chance) -> String {
    match chance.whole(0, 5) {
        0 | 1 => digits(chance, 12),
        2 | 3 => format!("{}{}{}", letters(chance, 2), digits(chance, 8), letters(chance, 2)),
        4 => format!("{}{}", letters(chance, 2), digits(chance, 7)),
        _ => {
            let count = chance.index(14) + 2;
            digits(chance, count)
        }
    }
}

/// Words in letters, half of them such as can be said.
fn latin(chance: &mut Chance) -> String {
    let word = |chance: &mut Chance| -> String {
        let count = chance.index(8) + 2;
        if chance.is(0.4) {
            return letters(chance, count);
        }
        let mut word = String::new();
        while word.len() < count {
            word += chance.pick(&[
                "B", "C", "D", "F", "G", "H", "J", "K", "L", "M", "N", "NG", "P", "R", "S", "T", "TH", "V",
                "W", "Y", "Z", "CH", "SH", "",
            ]);
            word += chance.pick(&["A", "E", "I", "O", "U", "AN", "IN", "ON", "EI", "OO", "IA"]);
        }
        word
    };
    let count = chance.whole(1, 4);
    let words: Vec<String> = (0..count).map(|_| word(chance)).collect();
    let text = words.join(" ");
    if chance.is(0.1) { text.replacen(' ', "-", 1) } else { text }
}

fn zone(chance: &mut Chance) -> String {
    let mut line = if chance.is(0.5) {
        format!(
            "P<{}{}<<{}",
            letters(chance, 3),
            latin(chance).replace([' ', '-'], "<"),
            latin(chance).replace([' ', '-'], "<")
        )
    } else {
        let sex = chance.pick(&['M', 'F', '<']);
        let fill = if chance.is(0.5) { "<".repeat(14) } else { digits(chance, 14) };
        format!(
            "{}{}{}{}{sex}{}{fill}{}",
            letters(chance, 2),
            digits(chance, 8),
            letters(chance, 3),
            digits(chance, 7),
            digits(chance, 7),
            digits(chance, 2)
        )
    };
    while line.len() < 44 {
        line.push('<');
    }
    line.truncate(44);
    line
}

fn sex(chance: &mut Chance) -> String {
    match chance.whole(0, 5) {
        0 => "男　男　男".into(),
        1 => "女　女　女".into(),
        2 => "男 M.".into(),
        3 => "女 F.".into(),
        4 => chance.pick(&["男", "女", "性別　男", "性別　女", "M", "F"]).into(),
        _ => chance
            .pick(&[
                "運転免許証",
                "在留カード",
                "個人番号カード",
                "資格確認書",
                "氏名",
                "住所",
                "生年月日",
                "有効期間",
                "番号",
                "特別永住者証明書",
                "運転経歴証明書",
                "運　転　免　許　証",
            ])
            .into(),
    }
}

fn pick(of: &[String], chance: &mut Chance) -> String {
    of[chance.index(of.len())].clone()
}
