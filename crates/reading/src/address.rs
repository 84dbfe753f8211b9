//! 住所 in the parts of the 政府相互運用性フレームワーク, by rules and a few names.
//!
//! No list of all municipalities is shipped: the rules are right for the forms that occur, the lists in `places.rs` name
//! the exceptions, and whatever they give is a suggestion that the resident confirms on the screen.

use kakanai_domain::card::Certainty;
use kakanai_domain::person::Address;

use crate::places::{COUNTIES, DESIGNATED, INNER, NO_COUNTY, PREFECTURES};
use crate::width::plain;

/// Splits an address written on one line. Nothing is dropped: apart from spaces, the parts together are the text.
///
/// Likely where prefecture, municipality, town and block were all found; doubtful otherwise.
pub fn split_address(text: &str) -> (Address, Certainty) {
    let mut address = Address::default();
    let text = text.trim();
    let text = take_postal_code(text, &mut address);
    let text = take_prefecture(text, &mut address);
    let text = take_city(text, &mut address);
    complete_prefecture(&mut address);
    let text = take_town(text, &mut address);
    take_block(text, &mut address);
    let complete = [&address.prefecture, &address.city, &address.block].iter().all(|part| !part.is_empty());
    (address, if complete { Certainty::Likely } else { Certainty::Doubtful })
}

fn take_postal_code<'a>(text: &'a str, address: &mut Address) -> &'a str {
    let marked = text.strip_prefix('〒');
    let mut digits = String::new();
    let body = marked.unwrap_or(text).trim_start();
    for (at, c) in body.char_indices() {
        match plain(c) {
            digit if digit.is_ascii_digit() && digits.len() < 7 => digits.push(digit),
            '-' if digits.len() == 3 => {}
            ' ' if digits.len() == 7 || digits.len() == 3 => {}
            _ if digits.len() == 7 => {
                address.postal_code = digits;
                return body.get(at..).unwrap_or_default();
            }
            _ => break,
        }
    }
    text
}

fn take_prefecture<'a>(text: &'a str, address: &mut Address) -> &'a str {
    let known = PREFECTURES.iter().find(|name| text.starts_with(**name)).map(|name| name.len());
    // Trials use invented prefectures (見本県); 県 stands third or fourth.
    let end = known.or_else(|| {
        let (at, ken) = text.char_indices().take(4).skip(1).find(|(_, c)| *c == '県')?;
        Some(at + ken.len_utf8())
    });
    let (prefecture, rest) = split_at(text, end.unwrap_or(0));
    address.prefecture = prefecture.to_owned();
    rest.trim_start()
}

fn take_city<'a>(text: &'a str, address: &mut Address) -> &'a str {
    let (city, rest) = split_at(text, city_end(text, &address.prefecture).unwrap_or(0));
    address.city = city.chars().filter(|c| !c.is_whitespace()).collect();
    rest.trim_start()
}

/// Byte length of the municipality (郡 and 区 included) at the beginning of a text.
fn city_end(text: &str, prefecture: &str) -> Option<usize> {
    let starts = |names: &[&str]| names.iter().find(|name| text.starts_with(**name)).map(|name| name.len());
    if let Some(end) = starts(&NO_COUNTY).or_else(|| starts(&INNER)) {
        return Some(end);
    }
    if let Some((name, _)) = DESIGNATED.iter().find(|(name, _)| text.starts_with(name)) {
        let ward = end_of(text.get(name.len()..)?, &['区'], 5);
        return Some(name.len() + ward.unwrap_or(0));
    }
    if let Some(county) = starts(&COUNTIES).or_else(|| county_end(text)) {
        let rest = text.get(county..)?;
        let inner = INNER.iter().find(|name| rest.trim_start().starts_with(**name)).map(|name| name.len());
        let spaces = rest.len() - rest.trim_start().len();
        let town = inner.map(|len| len + spaces).or_else(|| end_of(rest, &['町', '村'], 8))?;
        return Some(county + town);
    }
    if prefecture == "東京都"
        && let Some(end) = end_of(text, &['区', '市', '町', '村'], 8)
    {
        return Some(end);
    }
    end_of(text, &['市', '区', '町', '村'], 10)
}

/// 郡 as the second to fifth character, with no municipality ending before it.
fn county_end(text: &str) -> Option<usize> {
    let end = end_of(text, &['郡'], 5)?;
    let before = text.get(..end)?;
    end_of(before, &['市', '区', '町', '村'], 5).is_none().then_some(end)
}

/// Where the first of these characters ends, unless it is the first or stands later than `within` characters.
fn end_of(text: &str, ends: &[char], within: usize) -> Option<usize> {
    let body = text.trim_start();
    let spaces = text.len() - body.len();
    let mut chars = body.char_indices().take(within).skip(1);
    chars.find(|(_, c)| ends.contains(c)).map(|(at, c)| spaces + at + c.len_utf8())
}

fn complete_prefecture(address: &mut Address) {
    if address.prefecture.is_empty()
        && let Some((_, prefecture)) = DESIGNATED.iter().find(|(name, _)| address.city.starts_with(name))
    {
        address.prefecture = (*prefecture).to_owned();
    }
}

/// 町字 with its 丁目; the block begins at the first digit after it.
fn take_town<'a>(text: &'a str, address: &mut Address) -> &'a str {
    let chome = text.find("丁目").map(|at| at + "丁目".len()).filter(|end| {
        // 「2丁目」 of a building name after the block does not count.
        text.get(..*end).is_some_and(|town| !town.contains(['番', '号']))
    });
    let end = chome.unwrap_or_else(|| {
        let first = text.char_indices().find(|(_, c)| plain(*c).is_ascii_digit()).map(|(at, _)| at);
        first.or_else(|| kanji_block(text)).unwrap_or(text.len())
    });
    let (town, rest) = split_at(text, end);
    address.town = town.chars().filter(|c| !c.is_whitespace()).collect();
    rest.trim_start()
}

/// Where 「七番地」 begins, in an address without any digit.
fn kanji_block(text: &str) -> Option<usize> {
    let ban = text.find("番")?;
    let before = text.get(..ban)?;
    let number: usize = before
        .chars()
        .rev()
        .take_while(|c| "〇一二三四五六七八九十百千".contains(*c))
        .map(char::len_utf8)
        .sum();
    // 五番町 is a town.
    let is_town = text.get(ban + "番".len()..)?.starts_with(['町', '丁']);
    (number > 0 && !is_town).then_some(ban - number)
}

/// 番地以下, and behind it 方書.
fn take_block(text: &str, address: &mut Address) {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let number = plain(c);
        let part = number.is_ascii_digit()
            || matches!(number, '-' | '番' | '地' | '号' | 'の' | 'ノ' | '甲' | '乙' | '丙' | '丁')
            || (number == 'ー' && end == at && at > 0)
            || "〇一二三四五六七八九十百千".contains(c);
        if !part {
            break;
        }
        end = at + c.len_utf8();
    }
    let (block, building) = split_at(text, end);
    address.block = block.to_owned();
    address.building = building.trim().to_owned();
}

fn split_at(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> String {
        let (a, _) = split_address(text);
        [a.postal_code, a.prefecture, a.city, a.town, a.block, a.building].join("|")
    }

    #[test]
    fn addresses_are_split() {
        for (text, expected) in [
            ("見本県北見本市中央1丁目2番3号", "|見本県|北見本市|中央1丁目|2番3号|"),
            ("見本県見本町大字見本123番地", "|見本県|見本町|大字見本|123番地|"),
            ("見本県隣町市本町2-5　見本ハイツ101", "|見本県|隣町市|本町|2-5|見本ハイツ101"),
            ("〒000-0001 見本県見本町中央１−２−３", "0000001|見本県|見本町|中央|１−２−３|"),
            ("東京都千代田区霞が関一丁目2番3号", "|東京都|千代田区|霞が関一丁目|2番3号|"),
            ("東京都町田市森野2-2-22", "|東京都|町田市|森野|2-2-22|"),
            ("東京都東村山市本町1-2-3", "|東京都|東村山市|本町|1-2-3|"),
            ("東京都武蔵村山市本町1丁目1番地の1", "|東京都|武蔵村山市|本町1丁目|1番地の1|"),
            ("東京都羽村市緑ヶ丘5-2-1", "|東京都|羽村市|緑ヶ丘|5-2-1|"),
            ("東京都八丈町大賀郷2551番地2", "|東京都|八丈町|大賀郷|2551番地2|"),
            ("三重県四日市市諏訪町1番5号", "|三重県|四日市市|諏訪町|1番5号|"),
            ("千葉県市川市八幡1丁目1番1号", "|千葉県|市川市|八幡1丁目|1番1号|"),
            ("千葉県市原市国分寺台中央1-1-1", "|千葉県|市原市|国分寺台中央|1-1-1|"),
            ("新潟県村上市三之町1番1号", "|新潟県|村上市|三之町|1番1号|"),
            ("新潟県十日町市千歳町3丁目3番地", "|新潟県|十日町市|千歳町3丁目|3番地|"),
            ("長野県大町市大町3887", "|長野県|大町市|大町|3887|"),
            ("北海道余市郡余市町朝日町26番地", "|北海道|余市郡余市町|朝日町|26番地|"),
            ("北海道余市町朝日町26番地", "|北海道|余市町|朝日町|26番地|"),
            ("北海道札幌市中央区北1条西2丁目", "|北海道|札幌市中央区|北1条西2丁目||"),
            ("石川県野々市市三納一丁目1番地", "|石川県|野々市市|三納一丁目|1番地|"),
            ("広島県廿日市市下平良1-11-1", "|広島県|廿日市市|下平良|1-11-1|"),
            ("群馬県佐波郡玉村町大字下新田201番地", "|群馬県|佐波郡玉村町|大字下新田|201番地|"),
            ("佐賀県杵島郡大町町大字大町5017番地", "|佐賀県|杵島郡大町町|大字大町|5017番地|"),
            ("山形県西村山郡河北町谷地戊81", "|山形県|西村山郡河北町|谷地戊|81|"),
            ("福島県田村郡三春町字大町1-2", "|福島県|田村郡三春町|字大町|1-2|"),
            ("福島県田村市船引町船引字畑添76番地2", "|福島県|田村市|船引町船引字畑添|76番地2|"),
            ("福島県郡山市朝日一丁目23番7号", "|福島県|郡山市|朝日一丁目|23番7号|"),
            ("愛知県蒲郡市旭町17番1号", "|愛知県|蒲郡市|旭町|17番1号|"),
            ("奈良県大和郡山市北郡山町248-4", "|奈良県|大和郡山市|北郡山町|248-4|"),
            ("岐阜県郡上市八幡町島谷228番地", "|岐阜県|郡上市|八幡町島谷|228番地|"),
            ("京都府京都市中京区寺町通御池上る", "|京都府|京都市中京区|寺町通御池上る||"),
            ("横浜市中区本町6丁目50番地の10", "|神奈川県|横浜市中区|本町6丁目|50番地の10|"),
            ("名古屋市中村区竹橋町36番31号", "|愛知県|名古屋市中村区|竹橋町|36番31号|"),
            ("鹿児島県大島郡龍郷町浦110", "|鹿児島県|大島郡龍郷町|浦|110|"),
            ("茨城県東茨城郡大洗町磯浜町6881-275", "|茨城県|東茨城郡大洗町|磯浜町|6881-275|"),
            ("山梨県西八代郡市川三郷町市川大門1790-3", "|山梨県|西八代郡市川三郷町|市川大門|1790-3|"),
            ("見本県見本町七番地", "|見本県|見本町||七番地|"),
            ("見本県見本町本町七番地　見本荘", "|見本県|見本町|本町|七番地|見本荘"),
            ("東京都千代田区五番町", "|東京都|千代田区|五番町||"),
            ("見本県見本町中央1-2-3見本方", "|見本県|見本町|中央|1-2-3|見本方"),
            ("", "|||||"),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn incomplete_addresses_are_doubtful() {
        assert_eq!(split_address("見本県見本町中央1-2").1, Certainty::Likely);
        for text in ["見本町中央1-2", "見本県中央", "横浜市中区", "不明"] {
            assert_eq!(split_address(text).1, Certainty::Doubtful, "{text}");
        }
    }

    #[test]
    fn nothing_is_dropped() {
        let pieces = [
            "見本", "県", "市", "区", "町", "村", "郡", "１", "2", "-", "ー", "番", "号", "丁目", " ", "　",
            "〒", "号室",
        ];
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..20_000 {
            let text: String =
                (0..random.usize(0..14)).map(|_| pieces[random.usize(0..pieces.len())]).collect();
            let (a, _) = split_address(&text);
            if !a.postal_code.is_empty() {
                continue;
            }
            let joined = [a.prefecture, a.city, a.town, a.block, a.building].concat();
            let plain = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(plain(&joined), plain(&text));
        }
    }
}
