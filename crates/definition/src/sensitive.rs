//! What no screen may ask, keep or show: numbers that the law gives to few, and what would put somebody in danger.
//!
//! Words are looked for in every language, in ids as well. Whether somebody *has* a card or a paper may be asked: only
//! an item that can take a number is one that asks for it.

use crate::code::Code;
use crate::node::{Fields, Node, Spot};

/// 個人番号 (番号法20条), 被保険者等記号・番号 (健康保険法194条の2 and its like), 基礎年金番号 (国民年金法108条の4), and what opens a card.
const NUMBERS: &[&str] = &[
    "個人番号",
    "マイナンバー",
    "マイナンバーカードの番号",
    "マイナンバーカード番号",
    "個人番号カードの番号",
    "個人番号カード番号",
    "被保険者番号",
    "被保険者証番号",
    "保険者番号",
    "保険証の番号",
    "保険証の記号",
    "被保険者証の番号",
    "被保険者証の記号",
    "資格確認書の番号",
    "資格確認書の記号",
    "記号・番号",
    "記号番号",
    "基礎年金番号",
    "年金番号",
    "暗証番号",
    "セキュリティコード",
    "セキュリティーコード",
    "my number",
    "individual number",
    "my number card number",
    "number of your my number card",
    "number on your my number card",
    "insured number",
    "insured person's number",
    "insurance number",
    "insurance card number",
    "insurer number",
    "pension number",
    "pin",
    "pin code",
    "password",
    "security code",
    "个人编号",
    "个人号码",
    "个人编号卡号",
    "被保险人号",
    "保险证号",
    "年金号码",
    "密码",
    "마이넘버",
    "개인번호",
    "개인 번호",
    "마이넘버카드 번호",
    "피보험자 번호",
    "피보험자번호",
    "연금번호",
    "연금 번호",
    "비밀번호",
    "mã số cá nhân",
    "số thẻ my number",
    "số bảo hiểm",
    "mã số lương hưu",
    "mật khẩu",
    "número individual",
    "número do cartão my number",
    "número do seguro",
    "número da pensão",
    "माई नम्बर",
    "माइ नम्बर",
    "व्यक्तिगत नम्बर",
    "पेन्सन नम्बर",
    "पासवर्ड",
];

/// What follows a word of [`NUMBERS`] and makes it the name of a thing.
const THINGS: &[&str] = &[
    "カード",
    "通知書",
    "通知カード",
    " card",
    " notification",
    "卡",
    " 카드",
    "카드",
    " कार्ड",
    "ポータル",
    " portal",
];

/// The same in languages that put it first.
const CARRIERS: &[&str] = &["thẻ ", "cartão ", "cartão do "];

/// 臓器提供の意思: nothing that an office does rests on it.
const ORGANS: &[&str] = &[
    "臓器提供",
    "臓器の提供",
    "ドナーカード",
    "organ donation",
    "organ donor",
    "器官捐",
    "장기기증",
    "장기 기증",
    "hiến tạng",
    "doação de órgãos",
    "doador de órgãos",
    "अङ्गदान",
    "अंगदान",
];

/// DV等支援措置: who reads the screen or the guide over a shoulder may be the one somebody flees from.
const DANGERS: &[&str] = &[
    "dv",
    "dv等支援",
    "支援措置",
    "配偶者からの暴力",
    "配偶者暴力",
    "ドメスティック",
    "ストーカー",
    "domestic violence",
    "stalker",
    "stalking",
    "家庭暴力",
    "가정폭력",
    "가정 폭력",
    "스토커",
    "스토킹",
    "bạo lực gia đình",
    "violência doméstica",
    "घरेलु हिंसा",
];

/// Reports an item that asks for what must not be asked. `takes_number`: whether its answers can hold a number.
pub(crate) fn item(fields: Fields<'_>, takes_number: bool) {
    let texts = ["label", "ask"].into_iter().filter_map(|key| fields.get(key));
    let options = fields.get("options").into_iter().flat_map(Node::peek_all);
    let words = texts.chain(options.filter_map(|option| option.peek("label"))).flat_map(words_of);
    let words = words.chain(fields.get("id").and_then(|id| Some((id.as_str()?, id.spot()))));
    for (text, spot) in words {
        let number = takes_number.then(|| find(text, NUMBERS, THINGS)).flatten();
        let organ = find(text, ORGANS, &[]);
        let found = number.map(|found| (Code::AsksNumber, found));
        if let Some((code, (at, length))) = found.or(organ.map(|found| (Code::AsksPrivate, found))) {
            // One problem for each item is enough: its label and its question speak of the same thing.
            report(spot, text, code, at, length);
            return;
        }
    }
}

/// Reports words that must not stand on a screen or on the guide.
pub(crate) fn shown(text: &str, spot: Spot<'_>) {
    if let Some((at, length)) = find(text, DANGERS, &[]) {
        report(spot, text, Code::Endangers, at, length);
    }
}

fn report(spot: Spot<'_>, text: &str, code: Code, at: usize, length: usize) {
    let word = text.get(at..at + length).unwrap_or(text);
    spot.narrowed(at, length).wrong(code, [word.into()]);
}

fn words_of(node: Node<'_>) -> Vec<(&str, Spot<'_>)> {
    let entries = node.is_object().then(|| node.fields()).flatten();
    let entries = entries.into_iter().flat_map(Fields::entries);
    entries.filter_map(|(_, _, words)| Some((words.as_str()?, words.spot()))).collect()
}

/// Where one of the words stands, and how long it is there, in bytes; not where it is part of another word, or the name of a thing.
fn find(text: &str, words: &[&str], things: &[&str]) -> Option<(usize, usize)> {
    let all = text.chars().map(plain).collect::<String>();
    // Nearly every text ends here.
    if !words.iter().any(|word| all.contains(word)) {
        return None;
    }
    let plain = all.chars().collect::<Vec<_>>();
    let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect::<Vec<_>>();
    let begins = |from: usize, word: &str| {
        let mut at = from;
        for c in word.chars() {
            if plain.get(at) != Some(&c) {
                return None;
            }
            at += 1;
        }
        Some(at)
    };
    (0..plain.len()).find_map(|from| {
        let mut fitting = words.iter().filter_map(|word| begins(from, word));
        let to = fitting.find(|to| {
            let named = things.iter().any(|thing| begins(*to, thing).is_some())
                || CARRIERS.iter().any(|thing| {
                    from.checked_sub(thing.chars().count()).is_some_and(|at| begins(at, thing).is_some())
                });
            !named && stands_alone(&plain, from, *to) && !is_account(&all, from, &plain)
        })?;
        let (start, end) = (*starts.get(from)?, *starts.get(to)?);
        Some((start, end - start))
    })
}

// 「DVD」 is no DV, 「spinning」 no PIN, and 「就学支援措置」 something else.
fn stands_alone(plain: &[char], from: usize, to: usize) -> bool {
    let (Some(first), Some(last)) = (plain.get(from), plain.get(to - 1)) else { return false };
    let before = from.checked_sub(1).and_then(|at| plain.get(at));
    let after = plain.get(to);
    let latin = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() && !is_wide(*c));
    if *first == '支' {
        return before.is_none_or(|c| !('\u{4e00}'..='\u{9fff}').contains(c) || *c == '等');
    }
    let goes_on = |end: &char, next| end.is_alphabetic() && !is_wide(*end) && latin(next);
    !goes_on(first, before) && !goes_on(last, after)
}

// A post office account has 記号・番号 too, and may be asked.
fn is_account(all: &str, from: usize, plain: &[char]) -> bool {
    plain.get(from) == Some(&'記')
        && ["ゆうちょ", "口座", "通帳", "銀行", "貯金"].iter().any(|word| all.contains(word))
}

fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

// Half-width and small, and ids as words.
fn plain(c: char) -> char {
    match c {
        '_' | '\u{3000}' => ' ',
        '’' => '\'',
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_lowercase()
        }
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_the_things_that_carry_them() {
        let asked = [
            "マイナンバー",
            "{}さんの個人番号（12けた）は何番ですか",
            "マイナンバーカードの番号",
            "保険証の記号・番号",
            "What is your My Number?",
            "My Number card number",
            "ＰＩＮ",
            "your PIN code",
            "my_number",
            "请输入个人编号",
        ];
        for text in asked {
            assert!(find(text, NUMBERS, THINGS).is_some(), "{text}");
        }
        let fine = [
            "マイナンバーカードをお持ちですか",
            "個人番号通知書",
            "My Number card",
            "my_number_card",
            "Lý do không có thẻ My Number",
            "電話番号",
            "犬の鑑札の番号",
            "spinning",
            "口座の名義",
            "ゆうちょ銀行の記号・番号",
            "在留カード番号",
            "Residence card number",
            "shopping",
        ];
        for text in fine {
            assert_eq!(find(text, NUMBERS, THINGS), None, "{text}");
        }
    }

    #[test]
    fn what_endangers_is_told_from_what_only_looks_like_it() {
        for text in
            ["DVの相談", "ＤＶ等支援措置", "支援措置を受けていますか", "domestic violence", "dv_support"]
        {
            assert!(find(text, DANGERS, &[]).is_some(), "{text}");
        }
        for text in ["DVD", "advance", "就学支援措置", "子育て支援", "引っ越し"] {
            assert_eq!(find(text, DANGERS, &[]), None, "{text}");
        }
    }
}
