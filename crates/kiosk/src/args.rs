//! The command line.

use std::path::PathBuf;

use kakanai_camera::CameraError;
use kakanai_domain::Date;
use kakanai_reading::scanner::End;

/// How to call the program.
pub const USAGE: &str = "\
使い方: kakanai [--forms フォルダ] [--data フォルダ] [--reader フォルダ] [--today 年-月-日] [--kiosk]
               [--camera 番号 | --cards フォルダ | --frames フォルダ] [--places ファイル]
               [--tesseract プログラム] [--scanner-prefix 文字] [--scanner-end enter|tab|none]
        kakanai demo …

  --forms   定義のフォルダ（なければ forms）
  --data    受付と用紙を置くフォルダ（なければ out/data）
  --reader  読みとるカードとコードのフォルダ（cards/ codes/ profiles/）。layouts/ に、役場で足したカードの並び
  --camera  カードを写す USB カメラ（0 から数えて何番目か）。--features camera を付けて作った kakanai だけ
  --cards   スキャナーがカードの写真を置くフォルダ。置かれた写真は、読んだら消します
  --frames  カメラの代わりに使う、写真の並んだフォルダ（試すとき）
  --places  地名の一覧（日本郵便の utf_ken_all.csv）。住所が確かに読めるようになります
  --tesseract
            カードの文字をもう一つの方法でも読みます（入っている tesseract の名前か場所）。両方が同じに読んだときだけ、確かと見ます
  --today   今日とみなす日（例: 2026-12-01）
  --scanner-prefix, --scanner-end
            文字を打つ読み取り機が、コードの前に打つ文字（なければ何も打たない）と、終わりに打つキー（なければ enter）
  --kiosk   全画面。窓を閉じられません";

/// Every name that a value follows.
const NAMES: [&str; 11] = [
    "--forms",
    "--data",
    "--reader",
    "--camera",
    "--cards",
    "--frames",
    "--places",
    "--tesseract",
    "--today",
    "--scanner-prefix",
    "--scanner-end",
];

/// What shows cards to the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shows {
    /// A USB camera, counted from 0.
    Camera(usize),
    /// A document scanner, by the folder it fills.
    Scans(PathBuf),
    /// Frames that were recorded.
    Frames(PathBuf),
}

/// What the command line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Args {
    /// The definitions.
    pub forms: PathBuf,
    /// Sessions and papers.
    pub data: PathBuf,
    /// Cards and codes to read.
    pub reader: Option<PathBuf>,
    /// What shows cards.
    pub shows: Option<Shows>,
    /// The places of the country.
    pub places: Option<PathBuf>,
    /// The program that reads the text of cards as well.
    pub tesseract: Option<PathBuf>,
    /// Instead of the clock's day.
    pub today: Option<Date>,
    /// What a scanner types before a code.
    pub scanner_prefix: String,
    /// The key a scanner ends with.
    pub scanner_end: End,
    /// Full screen, and the window cannot be closed.
    pub kiosk: bool,
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// A sentence that says which argument is wrong, and how to write it.
pub fn parse(args: impl IntoIterator<Item = String>) -> Result<Args, String> {
    let mut parsed = Args {
        forms: "forms".into(),
        data: "out/data".into(),
        reader: None,
        shows: None,
        places: None,
        tesseract: None,
        today: None,
        scanner_prefix: String::new(),
        scanner_end: End::Enter,
        kiosk: false,
    };
    let mut args = args.into_iter();
    while let Some(name) = args.next() {
        if name == "--kiosk" {
            parsed.kiosk = true;
            continue;
        }
        if !NAMES.contains(&name.as_str()) {
            return Err(format!("「{name}」という指定はありません。"));
        }
        let value = args.next().ok_or_else(|| format!("{name} の後に値を書いてください。"))?;
        match name.as_str() {
            "--camera" | "--cards" | "--frames" if parsed.shows.is_some() => {
                return Err("--camera と --cards と --frames は、どれか1つだけです。".to_owned());
            }
            "--camera" => {
                let number = value.parse().map_err(|_| {
                    format!("--camera の「{value}」は番号ではありません。1台目は 0、2台目は 1 です。")
                })?;
                if !kakanai_camera::HAS_CAMERAS {
                    return Err(format!("{}。", CameraError::NotBuilt));
                }
                parsed.shows = Some(Shows::Camera(number));
            }
            "--cards" => parsed.shows = Some(Shows::Scans(value.into())),
            "--frames" => parsed.shows = Some(Shows::Frames(value.into())),
            "--places" => parsed.places = Some(value.into()),
            "--tesseract" => parsed.tesseract = Some(value.into()),
            "--forms" => parsed.forms = value.into(),
            "--data" => parsed.data = value.into(),
            "--reader" => parsed.reader = Some(value.into()),
            "--scanner-prefix" => parsed.scanner_prefix = value,
            "--scanner-end" => {
                parsed.scanner_end = match value.as_str() {
                    "enter" => End::Enter,
                    "tab" => End::Tab,
                    "none" => End::None,
                    _ => {
                        return Err(format!(
                            "--scanner-end は enter、tab、none のどれかです（「{value}」）。"
                        ));
                    }
                }
            }
            _ => {
                let day = value.parse().map_err(|_| {
                    format!("--today の「{value}」は日付ではありません。2026-12-01 のように書いてください。")
                })?;
                parsed.today = Some(day);
            }
        }
    }
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Args, String> {
        super::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn arguments_are_taken_or_refused_with_the_mend() {
        let args = parse("--forms f --data d --today 2026-12-01 --kiosk").unwrap();
        assert_eq!((args.forms, args.data, args.kiosk), ("f".into(), "d".into(), true));
        assert_eq!(args.today, Some(jiff::civil::date(2026, 12, 1)));
        assert!(parse("").unwrap().reader.is_none());
        let args = parse("--tesseract tesseract").unwrap();
        assert_eq!(args.tesseract, Some("tesseract".into()));
        let args = parse("--frames f --places p.csv").unwrap();
        assert_eq!((args.shows, args.places), (Some(Shows::Frames("f".into())), Some("p.csv".into())));
        for wrong in ["--form f", "--today tomorrow", "--data", "--scanner-end space", "--cards c --frames f"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_camera_is_a_number_and_wanted_only_where_the_program_has_cameras() {
        for wrong in ["--camera", "--camera first", "--camera -1", "--frames f --camera 0"] {
            assert!(!parse(wrong).unwrap_err().contains("--features"), "{wrong}");
        }
        let one = parse("--camera 1");
        if kakanai_camera::HAS_CAMERAS {
            assert_eq!(one.unwrap().shows, Some(Shows::Camera(1)));
            assert!(parse("--camera 0 --cards c").is_err());
        } else {
            let sentence = one.unwrap_err();
            assert!(sentence.contains("--features camera") && sentence.matches('。').count() == 1);
        }
    }
}
