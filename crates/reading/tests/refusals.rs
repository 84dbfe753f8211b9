//! What is not read, and that nothing that arrives can make the reader panic.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops at what it does not expect"
)]

#[allow(dead_code, reason = "shared with the example, which uses less of it")]
#[path = "support/draw.rs"]
mod draw;

use kakanai_domain::card::Certainty;
use kakanai_domain::card::WhyUnread;
use kakanai_domain::session::{Said, SlotName};
use kakanai_reading::{CodeReading, Encoding, Payload, Profile, ReadError, read_card, read_codes};

/// A picture with these texts as codes.
fn picture(texts: &[&[u8]]) -> Vec<u8> {
    let symbols: Vec<_> = texts.iter().map(|text| draw::symbol(text, 40).unwrap()).collect();
    draw::png(&draw::picture(&symbols))
}

fn shift_jis(text: &str) -> Vec<u8> {
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

#[test]
fn the_back_of_a_card_is_refused_unread() {
    let written = [
        "123456789018",
        "987654321098",
        "1234 5678 9018",
        "１２３４５６７８９０１８",
        "\u{feff}123456789018",
    ];
    for number in written {
        // Shift_JIS has no byte order mark.
        for bytes in [number.as_bytes().to_vec(), shift_jis(number.trim_start_matches('\u{feff}'))] {
            for picture in [picture(&[&bytes]), picture(&[b"hello", &bytes])] {
                let error = read_codes(&picture).unwrap_err();
                assert_eq!(error, ReadError::IndividualNumber);
                assert_eq!(error.sentence(), "マイナンバーカードの裏面が写っています。表面を見せてください");
                let told = format!("{error} {error:?} {}", error.sentence());
                assert!(!told.contains("1234") && !told.contains("１２３"), "{told}");
            }
            assert_eq!(Payload::from_bytes(bytes), Err(ReadError::IndividualNumber));
        }
    }
    // The back drawn in numeric mode, as real cards have it.
    let symbol = qrcodegen::QrCode::encode_text("123456789018", qrcodegen::QrCodeEcc::Medium).unwrap();
    assert_eq!(read_codes(&draw::png(&draw::picture(&[symbol]))), Err(ReadError::IndividualNumber));
}

#[test]
fn the_encoding_is_found() {
    for (bytes, encoding, expected) in [
        ("見本　太郎".as_bytes().to_vec(), Encoding::Auto, Ok("見本　太郎")),
        (shift_jis("見本　太郎,ﾐﾎﾝ"), Encoding::Auto, Ok("見本　太郎,ﾐﾎﾝ")),
        // NEC and IBM extensions, which plain Shift_JIS does not have.
        (shift_jis("髙﨑①"), Encoding::ShiftJis, Ok("髙﨑①")),
        ("\u{feff}見本\0\0".as_bytes().to_vec(), Encoding::Auto, Ok("見本")),
        (shift_jis("見本"), Encoding::Utf8, Err(ReadError::Encoding("UTF-8"))),
        (vec![0x81], Encoding::Auto, Err(ReadError::Encoding("UTF-8、Shift_JISのどちら"))),
        ("太郎\u{202e}".as_bytes().to_vec(), Encoding::Auto, Err(ReadError::Characters(0x202e))),
        (b"a\x1bb".to_vec(), Encoding::Auto, Err(ReadError::Characters(0x1b))),
    ] {
        let payload = Payload::from_bytes(bytes).unwrap();
        assert_eq!(payload.text(encoding).map(|text| text.to_string()), expected.map(str::to_owned));
        assert!(!format!("{payload:?}").contains('見'));
    }
    let error = Payload::from_bytes(vec![b'a'; 2954]).unwrap_err();
    assert_eq!(error, ReadError::TooLong { found: 2954, most: 2953 });
}

#[test]
fn pictures_that_are_none_are_told_apart() {
    assert_eq!(read_codes(b""), Err(ReadError::Picture));
    assert_eq!(read_codes(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"), Err(ReadError::Picture));
    let white = image::GrayImage::from_pixel(300, 200, image::Luma([255]));
    assert_eq!(read_codes(&draw::png(&white)), Err(ReadError::NoCode));
    let wide = image::GrayImage::new(4097, 1);
    assert_eq!(read_codes(&draw::png(&wide)), Err(ReadError::PictureTooLarge));
    // A scratch over a quarter of the symbol: found, not readable.
    let mut scratched = draw::picture(&[draw::symbol(&[b'x'; 100], 9).unwrap()]);
    let (width, height) = scratched.dimensions();
    for (x, y) in (width / 3..width * 2 / 3).flat_map(|x| (height / 3..height * 2 / 3).map(move |y| (x, y))) {
        scratched.put_pixel(x, y, image::Luma([if (x / 6 + y / 6) % 2 == 0 { 0 } else { 255 }]));
    }
    assert_eq!(read_codes(&draw::png(&scratched)), Err(ReadError::CodeDamaged));
}

#[test]
fn large_pictures_are_searched_in_a_smaller_size() {
    let small = draw::picture(&[draw::symbol("見本".as_bytes(), 9).unwrap()]);
    let mut large = image::GrayImage::from_pixel(4096, 3000, image::Luma([255]));
    let symbol = image::imageops::resize(&small, 900, 900, image::imageops::FilterType::Nearest);
    image::imageops::replace(&mut large, &symbol, 1500, 700);
    assert_eq!(read_codes(&draw::png(&large)).unwrap()[0].bytes(), "見本".as_bytes());
}

const PROFILE: &str = r#"{ "format": 1, "name": "試験", "header": true, "list": "people", "columns": [
    { "column": "氏名", "member": "name", "as": "name" },
    { "column": "氏のカナ", "member": "name", "as": { "name_part": "family_kana" } },
    { "column": "生年月日", "member": "birth_date", "as": { "date": ["YYYYMMDD"] } },
    { "column": "障害", "member": "disabled", "as": { "yes_no": { "有": true, "無": false } } },
    { "column": "市", "visit": "from_address", "as": { "address_part": "city" } },
    { "column": "電話", "visit": "phone", "as": "phone" },
    { "column": "予備" } ] }"#;

fn read(text: &str) -> Result<CodeReading, ReadError> {
    Profile::from_json(PROFILE)?.read(&[Payload::from_bytes(text.as_bytes().to_vec())?])
}

#[test]
fn what_gives_no_answer_is_listed() {
    let reading = read(
        "氏名,生年月日,障害,電話,予備,謎,個人番号,,市,氏のカナ\n\
         見本　太郎,19810510,有,(000)0000-0001,あ,い,秘密,う,北見本市,ﾐﾎﾝ\n\
         見本花子,19830230,？,000-0000-0002,,123456789018,,,北見本市,,え\n",
    )
    .unwrap();
    let unread: Vec<_> =
        reading.unread.iter().map(|u| (u.column.as_str(), u.member, u.why, u.text.as_str())).collect();
    assert_eq!(
        unread,
        [
            ("謎", Some(1), WhyUnread::NoPlace, "い"),
            ("個人番号", Some(1), WhyUnread::Withheld, ""),
            ("8列目", Some(1), WhyUnread::NoPlace, "う"),
            ("生年月日", Some(2), WhyUnread::NotUnderstood, "19830230"),
            ("障害", Some(2), WhyUnread::NotUnderstood, "？"),
            ("電話", None, WhyUnread::Differs, "000-0000-0002"),
            ("謎", Some(2), WhyUnread::Withheld, ""),
            ("11列目", Some(2), WhyUnread::NoPlace, "え"),
        ]
    );
    let find = |slot: &str| reading.answers.iter().find(|(name, ..)| *name == SlotName(slot.into())).unwrap();
    assert!(matches!(&find("phone").1, Said::Phone(phone) if phone == "0000000-0001"));
    assert!(matches!(&find("people.1.name").1, Said::Name(name) if name.family_kana == "ミホン"));
    assert!(matches!(find("people.1.disabled").1, Said::YesNo(true)));
    assert_eq!(find("people.2.name").2, Certainty::Doubtful);
    assert!(!format!("{reading:?}").contains("太郎") && !format!("{reading:?}").contains('秘'));
}

#[test]
fn codes_of_another_layout_are_refused() {
    for text in ["", "見本　太郎,19810510", "氏名,生年月日\n", "氏名\n\"見本"] {
        let error = read(text).unwrap_err();
        assert!(matches!(&error, ReadError::Layout { profile, .. } if profile == "試験"), "{text}: {error}");
    }
}

#[test]
fn columns_can_be_told_by_their_place() {
    let profile = PROFILE.replace("\"header\": true", "\"header\": false");
    let payload = Payload::from_bytes("見本　太郎,ミホン,19810510".into()).unwrap();
    let reading = Profile::from_json(&profile).unwrap().read(&[payload]).unwrap();
    assert_eq!((reading.members, reading.answers.len(), reading.unread.len()), (1, 3, 0));
}

#[test]
fn wrong_profiles_are_refused_with_the_reason() {
    for (from, to, reason) in [
        ("\"format\": 1", "\"format\": 2", "formatは1です"),
        ("\"list\"", "\"lst\"", "lst"),
        ("\"column\": \"予備\"", "\"column\": \"氏名\"", "「氏名」の列が2つ"),
        ("\"column\": \"予備\"", "\"column\": \"予備\", \"as\": \"text\"", "「予備」には"),
        (
            "\"column\": \"予備\"",
            "\"column\": \"個人番号\", \"member\": \"x\", \"as\": \"text\"",
            "読み取ってはならない",
        ),
        ("[\"YYYYMMDD\"]", "[]", "書式がありません"),
        ("[\"YYYYMMDD\"]", "[\"DDMMYYYY\"]", "DDMMYYYY"),
        ("\"member\"", "\"visit\"", "memberに答える列"),
    ] {
        let error = Profile::from_json(&PROFILE.replace(from, to)).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
}

fn card(fields: &str) -> String {
    format!(r#"{{ "format": 1, "card": "見本", "fields": {{ {fields} }} }}"#)
}

#[test]
fn card_fields_that_must_not_be_read_are_refused() {
    for (fields, expected) in [
        (
            r#""individual_number": {"text": "x-secret"}"#,
            ReadError::ForbiddenField("individual_number".into()),
        ),
        (r#""organ_donation": 1"#, ReadError::ForbiddenField("organ_donation".into())),
        (
            r#""name": {"text": "123456789018", "certainty": "likely"}"#,
            ReadError::ForbiddenField("name".into()),
        ),
        (r#""blood": {"text": "x-secret", "certainty": "likely"}"#, ReadError::UnknownField("blood".into())),
        (r#""name": {"text": "太\u202e郎", "certainty": "likely"}"#, ReadError::Characters(0x202e)),
    ] {
        let error = read_card(&card(fields)).unwrap_err();
        assert_eq!(error, expected);
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
    for wrong in ["", "{}", &card(r#""name": "x-secret""#), &card("").replace('1', "2")] {
        let error = read_card(wrong).unwrap_err();
        assert!(matches!(error, ReadError::CardFile(_)) && !error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn a_field_that_is_not_understood_is_asked_instead() {
    let card = read_card(&card(
        r#""name": {"text": "見本　太郎", "certainty": "checked"},
           "birth_date": {"text": "昭和56年13月1日生", "certainty": "likely"},
           "sex": {"text": "男", "certainty": "doubtful"}"#,
    ))
    .unwrap();
    let certainties: Vec<_> = card.fields.iter().map(|(_, certainty)| *certainty).collect();
    assert_eq!(certainties, [Certainty::Likely, Certainty::Doubtful]);
    assert_eq!(card.unread.len(), 1);
    assert_eq!(card.unread[0].column, "birth_date");
}

#[test]
fn random_bytes_never_panic() {
    let mut random = fastrand::Rng::with_seed(20_261_201);
    let profile = Profile::from_json(PROFILE).unwrap();
    let pieces = [
        "氏名",
        "\n",
        ",",
        "\"",
        "見本　太郎",
        "19810510",
        "S560510",
        "ﾞ",
        "（ﾐ）",
        "1-2-3",
        "県",
        "市",
        "\u{0}",
        "年月日",
    ];
    for _ in 0..3000 {
        let bytes: Vec<u8> = (0..random.usize(0..200)).map(|_| random.u8(..)).collect();
        let text: String = (0..random.usize(0..40)).map(|_| pieces[random.usize(0..pieces.len())]).collect();
        let _ = read_codes(&bytes);
        for bytes in [bytes, text.clone().into_bytes(), format!("氏名,生年月日\n{text}").into_bytes()] {
            if let Ok(payload) = Payload::from_bytes(bytes) {
                let _ = profile.read(&[payload]);
            }
        }
        let field = serde_json::json!({ "text": text, "certainty": "likely" });
        let fields = serde_json::json!({ "name": field, "kana": field, "address": field, "birth_date": field, "sex": field });
        let _ = read_card(&serde_json::json!({ "format": 1, "card": "見本", "fields": fields }).to_string());
    }
}

#[test]
fn damaged_pictures_never_panic() {
    let mut random = fastrand::Rng::with_seed(7);
    let whole = picture(&["見本　太郎".as_bytes()]);
    let mut jpeg = std::io::Cursor::new(Vec::new());
    let grey = image::load_from_memory(&whole).unwrap().into_luma8();
    grey.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    assert_eq!(read_codes(jpeg.get_ref()).unwrap().len(), 1);
    for picture in [&whole, jpeg.get_ref()] {
        for _ in 0..60 {
            let mut damaged = picture.clone();
            for _ in 0..random.usize(1..6) {
                let at = random.usize(0..damaged.len());
                damaged[at] = random.u8(..);
            }
            damaged.truncate(random.usize(damaged.len() / 2..=damaged.len()));
            let _ = read_codes(&damaged);
        }
    }
    // Noise over the modules: right text or an error, never another text.
    for noise in 0..20 {
        let mut grey = grey.clone();
        for pixel in grey.pixels_mut() {
            if random.u32(0..100) < noise {
                pixel.0[0] = random.u8(..);
            }
        }
        if let Ok(payloads) = read_codes(&draw::png(&grey)) {
            assert!(payloads.iter().all(|payload| payload.bytes() == "見本　太郎".as_bytes()));
        }
    }
}
