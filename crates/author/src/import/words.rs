//! What the words of a form mean: 「氏　　名」, 「お名前」 and 「氏名（自署）」 are not the same three things.

use kakanai_domain::sheet::Blank;
use unicode_normalization::UnicodeNormalization;

/// What a heading asks for, whoever it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concept {
    /// Stays empty.
    Empty(Empty),
    /// フリガナ
    Kana,
    /// 氏名
    Name,
    /// 生年月日
    Birth,
    /// 年齢
    Age,
    /// 性別
    Sex,
    /// 続柄
    Relation,
    /// 郵便番号
    PostalCode,
    /// 住所, without saying which.
    Address,
    /// 新住所
    NewAddress,
    /// 前住所
    OldAddress,
    /// 電話番号
    Phone,
    /// 届出日
    Filed,
}

/// Why a box stays empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Empty {
    /// 個人番号
    Number,
    /// 署名, 印
    Signature,
    /// The office fills it in.
    Office,
}

impl Empty {
    /// What the sheet calls it.
    pub fn blank(self) -> Blank {
        match self {
            Empty::Number => Blank::Number,
            Empty::Signature => Blank::Signature,
            Empty::Office => Blank::Office,
        }
    }
}

/// Words that decide by being in a heading. The first line that has one of them counts.
const CONCEPTS: [(Concept, &[&str]); 15] = [
    (Concept::Empty(Empty::Number), &["個人番号", "マイナンバー"]),
    (Concept::Empty(Empty::Signature), &["署名", "自署", "押印", "届出印", "銀行印", "㊞", "(印)", "捺印"]),
    (Concept::Kana, &["フリガナ", "ふりがな", "カナ", "読み"]),
    (Concept::Relation, &["続柄", "続き柄", "つづき柄"]),
    (Concept::Birth, &["生年月日", "誕生日", "生まれた日"]),
    (Concept::Age, &["年齢"]),
    (Concept::Sex, &["性別"]),
    (Concept::PostalCode, &["郵便番号"]),
    (Concept::Phone, &["電話", "TEL", "連絡先", "携帯"]),
    (
        Concept::Filed,
        &[
            "届出日",
            "届出年月日",
            "申請日",
            "申請年月日",
            "申込日",
            "申込年月日",
            "請求日",
            "請求年月日",
            "記入日",
            "提出日",
            "作成日",
        ],
    ),
    (
        Concept::OldAddress,
        &[
            "旧住所",
            "前住所",
            "前の住所",
            "転出元",
            "従前の住所",
            "これまでの住所",
            "変更前の住所",
            "異動前",
            "転入前",
        ],
    ),
    (
        Concept::NewAddress,
        &["新住所", "新しい住所", "転入先", "これからの住所", "変更後の住所", "異動後", "現住所"],
    ),
    (Concept::Address, &["住所", "居所"]),
    (Concept::Name, &["氏名", "名前", "姓名"]),
    (Concept::Name, &["世帯主", "申請者", "届出人", "請求者"]),
];

/// Words that give a place to the office wherever they stand.
const OFFICE: [&str; 9] =
    ["処理欄", "使用欄", "職員", "記入しない", "記入欄", "受付印", "受付日", "貸与年月日", "機器番号"];
/// Words that do so when they are nearly all of a heading: 「交付」, and not 「児童手当の交付を希望する理由」.
const OFFICE_ALONE: [&str; 15] = [
    "処理",
    "受付",
    "決裁",
    "本人確認",
    "検印",
    "審査",
    "照合",
    "交付",
    "入力",
    "台帳",
    "起案",
    "係員",
    "担当者",
    "収受",
    "手数料",
];
/// No heading is longer, characters: a sentence, or words to choose from.
const LONGEST: usize = 18;
/// So many more characters.
const NEARLY: usize = 3;

/// Words of a heading, and words that the label of a role has for it. The first role that has one is meant.
const ROLES: [(&[&str], &[&str]); 7] = [
    (&["配偶者"], &["配偶者"]),
    (&["世帯主"], &["世帯主"]),
    (&["請求者"], &["請求", "申請", "来た", "来庁"]),
    (&["届出人", "届出者", "届け出る人"], &["届出", "届け出", "来た", "来庁"]),
    (&["申請者", "申請人"], &["来た", "来庁", "届出"]),
    (&["申込者", "申込人", "依頼者", "来庁者", "窓口に来た", "お越しの"], &["来た", "来庁", "届出"]),
    (&["所有者", "使用者", "飼い主", "契約者"], &["世帯主"]),
];

/// People whom the definitions do not know by a role.
const STRANGERS: [&str; 27] = [
    "その電話",
    "口座",
    "代理人",
    "名義人",
    "名義",
    "金融機関",
    "銀行",
    "支店",
    "勤務先",
    "自治会長",
    "区長",
    "保証人",
    "緊急",
    "保護者",
    "委任",
    "旧世帯主",
    "家主",
    "大家",
    "管理",
    "医師",
    "主治医",
    "保険者",
    "旧氏",
    "旧姓",
    "前の氏名",
    "変更前の氏名",
    "会社",
];

/// Words for the person whom a sheet is about, when it is about one of the family.
const CONCERNED: [&str; 13] = [
    "子ども",
    "お子さん",
    "被保険者",
    "受給者",
    "対象者",
    "対象児童",
    "手帳を持つ",
    "登録する人",
    "登録する方",
    "加入者",
    "障害者",
    "児童",
    "園児",
];

/// Headings that mean the same. The first is compared with the labels of items.
const SAME: [&[&str]; 6] = [
    &[
        "住み始めた日",
        "住所を定めた日",
        "異動年月日",
        "異動日",
        "異動した日",
        "転入した日",
        "転入日",
        "転入年月日",
        "引越日",
        "引っ越した日",
        "変更した日",
        "変更年月日",
    ],
    &["健康保険", "健康保険の種類", "加入している健康保険", "加入保険", "保険の種類", "医療保険"],
    &["毛色", "毛の色"],
    &["犬の名前", "犬の名", "呼び名"],
    &["鑑札番号", "登録番号", "犬の鑑札の番号"],
    &["水道を使い始める日", "使用開始日", "使用開始年月日", "開栓日"],
];

/// Words as they are compared: one width, and without spaces, brackets and ornaments.
pub fn plain(text: &str) -> String {
    let text = text.nfkc().filter(|letter| !letter.is_whitespace()).collect::<String>();
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || ".)(※*○●◎・①②③④⑤⑥⑦⑧⑨".contains(c));
    let mut text = text.trim_end_matches([':', '※', '*', '、', '。']).to_owned();
    if text.ends_with(')') && !text.contains('(') {
        text.pop();
    }
    for polite in ["お", "ご"] {
        if let Some(rest) = text.strip_prefix(polite)
            && ["名前", "住所", "電話"].iter().any(|word| rest.starts_with(word))
        {
            text = rest.to_owned();
        }
    }
    text
}

/// What a heading asks for.
pub fn concept(heading: &str) -> Option<Concept> {
    let text = plain(heading);
    if text == "印" || text == "印鑑" {
        return Some(Concept::Empty(Empty::Signature));
    }
    if text.chars().count() > LONGEST {
        return None;
    }
    let alone = |word: &&str| text.contains(*word) && text.chars().count() <= word.chars().count() + NEARLY;
    let by_law = CONCEPTS.iter().take(2).any(|(_, words)| words.iter().any(|word| text.contains(word)));
    if !by_law && (is_office(&text) || OFFICE_ALONE.iter().any(alone)) {
        return Some(Concept::Empty(Empty::Office));
    }
    if text.contains("FAX") && !text.contains("電話") {
        return None;
    }
    CONCEPTS
        .into_iter()
        .find(|(_, words)| words.iter().any(|word| text.contains(word)))
        .map(|(concept, _)| concept)
}

/// Whether words give what follows to the office, whatever else they say.
pub fn is_office(words: &str) -> bool {
    let text = plain(words);
    OFFICE.iter().any(|word| text.contains(word))
}

/// Whether a heading has both フリガナ and 氏名 in it.
pub fn is_kana_over_name(heading: &str) -> bool {
    let text = plain(heading);
    concept(&text) == Some(Concept::Kana) && ["氏名", "名前"].iter().any(|word| text.contains(word))
}

/// Who is meant by the words around a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody the definitions may have a role for: words that the label of the role has, best first.
    Role(&'static str, &'static [&'static str]),
    /// The one whom the sheet is about.
    Concerned(&'static str),
    /// Somebody they have none for.
    Stranger(&'static str),
}

/// Who is meant by words, if they say it.
pub fn who(words: &str) -> Option<Who> {
    let mut text = plain(words);
    for of in ["世帯主との続柄", "世帯主から見た", "世帯主との関係"] {
        text = text.replace(of, "");
    }
    // 「保険者」 insures, 「被保険者」 is insured.
    let strange = text.replace("被保険者", "");
    if let Some(stranger) = STRANGERS.into_iter().find(|word| strange.contains(word)) {
        return Some(Who::Stranger(stranger));
    }
    let role = ROLES.into_iter().find_map(|(headings, labels)| {
        let word = headings.iter().find(|word| text.contains(**word))?;
        Some(Who::Role(word, labels))
    });
    let concerned = || CONCERNED.into_iter().find(|word| text.contains(word)).map(Who::Concerned);
    role.or_else(concerned)
}

/// How much a heading is like the label of an item, from 0 to 1.
pub fn likeness(heading: &str, label: &str) -> f32 {
    let key = |text: &str| {
        let text = plain(text).replace('の', "");
        let text = text.split(['(', '〔']).next().unwrap_or_default().to_owned();
        let same = |group: &&[&str]| group.iter().any(|word| word.replace('の', "") == text);
        SAME.iter()
            .find(|group| same(group))
            .and_then(|group| group.first())
            .map_or(text, |first| first.replace('の', ""))
    };
    let (a, b) = (key(heading), key(label));
    let (short, long) = if a.chars().count() < b.chars().count() { (&a, &b) } else { (&b, &a) };
    let (few, many) = (short.chars().count() as f32, long.chars().count() as f32);
    if few < 2.0 {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    if long.contains(short.as_str()) {
        return 0.5 + 0.45 * few / many;
    }
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<Vec<_>>();
    let (ours, theirs) = (pairs(&a), pairs(&b));
    let common = ours.iter().filter(|pair| theirs.contains(pair)).count();
    2.0 * common as f32 / (ours.len() + theirs.len()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_they_ask_for() {
        let cases = [
            ("氏　　名", Some(Concept::Name)),
            ("お　名　前", Some(Concept::Name)),
            ("ご　住　所", Some(Concept::Address)),
            ("ＴＥＬ", Some(Concept::Phone)),
            ("１．フリガナ", Some(Concept::Kana)),
            ("ﾌﾘｶﾞﾅ", Some(Concept::Kana)),
            ("世帯主との続柄", Some(Concept::Relation)),
            ("届 出 年 月 日", Some(Concept::Filed)),
            ("変更前の住所", Some(Concept::OldAddress)),
            ("転入先", Some(Concept::NewAddress)),
            ("氏名（自署）", Some(Concept::Empty(Empty::Signature))),
            ("受付印", Some(Concept::Empty(Empty::Office))),
            ("交　付", Some(Concept::Empty(Empty::Office))),
            ("住民票の写し等交付請求書", None),
            ("個人番号", Some(Concept::Empty(Empty::Number))),
            ("ＦＡＸ", None),
            ("理　由", None),
        ];
        for (heading, meant) in cases {
            assert_eq!(concept(heading), meant, "{heading}");
        }
    }

    #[test]
    fn headings_say_who_is_meant() {
        let word = |words| match who(words) {
            Some(Who::Role(word, _) | Who::Concerned(word) | Who::Stranger(word)) => word,
            None => "",
        };
        for (words, meant) in [
            ("申請者（世帯主）", "世帯主"),
            ("世帯主との続柄", ""),
            ("届　出　人", "届出人"),
            ("旧世帯主氏名", "旧世帯主"),
            ("被 保 険 者", "被保険者"),
            ("保険者の名前", "保険者"),
            ("代理人氏名", "代理人"),
            ("氏名", ""),
        ] {
            assert_eq!(word(words), meant, "{words}");
        }
    }

    #[test]
    fn headings_are_like_the_labels_of_items() {
        assert_eq!(likeness("転 入 日", "住み始めた日"), 1.0);
        assert_eq!(likeness("種　　類", "犬の種類"), 0.5 + 0.45 * 2.0 / 3.0);
        assert!(likeness("住居の区分", "新しい住所") < 0.5);
        assert!(likeness("備考", "備考") > likeness("備考", "備考2"));
    }
}
