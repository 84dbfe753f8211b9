//! Text to a tree: strict JSON, and a good word for what people really type.

use jsonc_parser::ParseStringErrorKind;
use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::code::Code;
use crate::node::Report;
use crate::problem::Words;
use crate::slip;

// Deep enough for every condition anybody can still read, and far from the end of the stack.
const DEEPEST: usize = 64;

const BLANK: &str = "space";

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The tree of a file, or `None` after reporting why there is none.
pub(crate) fn parse<'a>(report: &'a Report<'a>, file: usize) -> Option<Value<'a>> {
    let text = &*report.source(file)?.text;
    if text.starts_with('\u{feff}') {
        report.spot(file, 0, 0).wrong(Code::ByteOrderMark, []);
        return None;
    }
    if let Some(at) = too_deep(text) {
        report.spot(file, at, at + 1).wrong(Code::TooDeep, [Words::same(DEEPEST.to_string())]);
        return None;
    }
    match parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => {
            if parsed.value.is_none() {
                report
                    .spot(file, 0, 0)
                    .wrong(Code::Broken, [("ファイルが空です", "the file is empty").into()]);
            }
            let tree = parsed.value?;
            // The parser is content with any blank; JSON and other programs are not.
            if let Some((at, wide)) = outside_strings(text).find(|(_, c)| c.is_whitespace() && !c.is_ascii())
            {
                full_width_at(report, file, at, wide, BLANK);
                return None;
            }
            if let Some((at, c)) = control_in_string(text) {
                let sentence = if c == '\t' {
                    (
                        "文字列の中にタブがあります。空白に直してください",
                        "there is a tab in a text; write a space",
                    )
                } else {
                    (
                        "文字列の途中で改行しています。1行に書き、改行したい所には \\n と書いてください",
                        "a text goes on in the next line; write it in one line, with \\n where a line breaks",
                    )
                };
                report.spot(file, at, at + 1).wrong(Code::Broken, [sentence.into()]);
                return None;
            }
            doubled_keys(report, file, &tree);
            Some(tree)
        }
        Err(error) => {
            broken(report, file, text, &error);
            None
        }
    }
}

// Counted before the parser runs, as it goes down the tree on the stack.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    outside_strings(text).find_map(|(at, c)| {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth > DEEPEST).then_some(at)
    })
}

fn outside_strings(text: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut inside, mut escaped) = (false, false);
    text.char_indices().filter(move |(_, c)| {
        let was = inside;
        match (inside, escaped, c) {
            (true, true, _) => escaped = false,
            (true, false, '\\') => escaped = true,
            // A string ends with its line, so that one forgotten quote does not turn the rest inside out.
            (_, false, '"') => inside = !inside,
            (true, _, '\n') => inside = false,
            _ => {}
        }
        !was && !inside
    })
}

// The parser is content with them; JSON and other programs are not. Quotes are in pairs: it has been parsed.
fn control_in_string(text: &str) -> Option<(usize, char)> {
    let (mut inside, mut escaped) = (false, false);
    text.char_indices().find(|(_, c)| {
        match (inside, escaped, c) {
            (true, true, _) => escaped = false,
            (true, false, '\\') => escaped = true,
            (_, false, '"') => inside = !inside,
            _ => {}
        }
        inside && *c < ' '
    })
}

fn doubled_keys<'a>(report: &'a Report<'a>, file: usize, tree: &Value<'_>) {
    match tree {
        Value::Object(object) => {
            for (index, prop) in object.properties.iter().enumerate() {
                let name = prop.name.as_str();
                if object.properties.iter().take(index).any(|earlier| earlier.name.as_str() == name) {
                    let range = prop.name.range();
                    report.spot(file, range.start, range.end).wrong(Code::DoubledKey, [name.into()]);
                }
                doubled_keys(report, file, &prop.value);
            }
        }
        Value::Array(list) => list.elements.iter().for_each(|element| doubled_keys(report, file, element)),
        Value::StringLit(_) | Value::NumberLit(_) | Value::BooleanLit(_) | Value::NullKeyword(_) => {}
    }
}

fn broken<'a>(report: &'a Report<'a>, file: usize, text: &str, error: &ParseError) {
    let range = error.range();
    if let Some((at, wide, plain)) = full_width(text, range.start) {
        full_width_at(report, file, at, wide, plain);
        return;
    }
    if let Some((open, at)) = never_closed(text, error) {
        let close = if open == '{' { '}' } else { ']' };
        let next = text.get(range.start..).and_then(|rest| rest.chars().next()).unwrap_or(close);
        let line = text.get(..range.start).unwrap_or_default().matches('\n').count() + 1;
        let sentence = Words::new(
            format!("この {open} を閉じる {close} が、{line}行目の {next} より前にありません"),
            format!("the {close} that closes this {open} is missing before the {next} in line {line}"),
        );
        report.spot(file, at, at + 1).wrong(Code::Broken, [sentence]);
        return;
    }
    let plain = matches!(
        error.kind(),
        ParseErrorKind::UnexpectedToken | ParseErrorKind::UnexpectedWord | ParseErrorKind::ExpectedComma
    );
    if plain && let Some(said) = slip::unexpected(text, range.start) {
        report.spot(file, range.start, range.end.max(range.start + 1)).wrong(Code::Broken, [said]);
        return;
    }
    // Of what is not closed its bracket is enough; the rest of the file is not wrong.
    let open = matches!(error.kind(), ParseErrorKind::UnterminatedObject | ParseErrorKind::UnterminatedArray);
    let end = if open { range.start + 1 } else { range.end.max(range.start + 1) };
    report.spot(file, range.start, end).wrong(Code::Broken, [sentence(error.kind()).into()]);
}

// The bracket before the error that should have been closed first: 「[1 }」 is about the [.
fn never_closed(text: &str, error: &ParseError) -> Option<(char, usize)> {
    let at = error.range().start;
    let (place, open) = slip::unclosed(outside_strings(text), at)?;
    let found = text.get(at..)?.chars().next()?;
    let kind = error.kind();
    let missing = (matches!(kind, ParseErrorKind::UnexpectedCloseBrace) && open == '[')
        || (matches!(kind, ParseErrorKind::UnexpectedCloseBracket) && open == '{')
        || (matches!(kind, ParseErrorKind::UnexpectedTokenInObject) && open == '{' && "{[]".contains(found));
    missing.then_some((open, place))
}

fn full_width_at<'a>(report: &'a Report<'a>, file: usize, at: usize, wide: char, plain: &str) {
    let spot = report.spot(file, at, at + wide.len_utf8());
    let plain = if plain == BLANK { Words::new("空白", BLANK) } else { Words::same(plain) };
    spot.wrong(Code::FullWidth, [Words::same(wide.to_string()), plain]);
}

// The punctuation that a Japanese keyboard gives when it should have been switched off: outside of strings up to
// the error, or, as a full-width quote opens or closes no string, anywhere before it in its line.
fn full_width(text: &str, error: usize) -> Option<(usize, char, &'static str)> {
    let line_end = text.get(error..)?.find('\n').map_or(text.len(), |at| error + at);
    let line_start = text.get(..error)?.rfind('\n').map_or(0, |at| at + 1);
    let outside = outside_strings(text).take_while(|(at, _)| *at <= error);
    let quotes = text.get(line_start..line_end)?.char_indices().map(|(at, c)| (line_start + at, c));
    let quotes = quotes.filter(|(_, c)| matches!(c, '“' | '”' | '＂' | '「' | '」'));
    outside
        .filter(|(at, _)| *at >= line_start)
        .chain(quotes)
        .find_map(|(at, c)| plain_for(c).map(|plain| (at, c, plain)))
}

fn plain_for(wide: char) -> Option<&'static str> {
    Some(match wide {
        '，' | '、' | '､' => ",",
        '：' => ":",
        '“' | '”' | '＂' | '‘' | '’' | '「' | '」' | '＇' => "\"",
        '｛' => "{",
        '｝' => "}",
        '［' | '【' => "[",
        '］' | '】' => "]",
        '－' | '−' | 'ー' => "-",
        '．' | '。' => ".",
        '\u{3000}' | '\u{a0}' => BLANK,
        '０' => "0",
        '１' => "1",
        '２' => "2",
        '３' => "3",
        '４' => "4",
        '５' => "5",
        '６' => "6",
        '７' => "7",
        '８' => "8",
        '９' => "9",
        _ => return None,
    })
}

fn sentence(kind: &ParseErrorKind) -> (&'static str, &'static str) {
    match kind {
        ParseErrorKind::CommentsNotAllowed => {
            ("コメントは書けません。\"note\" を使ってください", "comments are not allowed; use \"note\"")
        }
        ParseErrorKind::ExpectedComma => ("前の値との間に , がありません", "a comma is missing before this"),
        ParseErrorKind::TrailingCommasNotAllowed => {
            ("最後の要素の後の , は要りません", "there must be no comma after the last element")
        }
        ParseErrorKind::ExpectedColonAfterObjectKey => {
            ("キーの後に : がありません", "a colon is missing after the key")
        }
        ParseErrorKind::ExpectedObjectValue => {
            (": の後に値がありません", "there is no value after the colon")
        }
        ParseErrorKind::ExpectedStringObjectProperty | ParseErrorKind::UnexpectedWord => {
            ("文字は \" \" で囲んでください", "words must stand in quotes")
        }
        ParseErrorKind::SingleQuotedStringsNotAllowed => {
            ("' ではなく \" で囲んでください", "use \" instead of '")
        }
        ParseErrorKind::UnterminatedObject => {
            ("この { を閉じる } がありません", "the } that closes this { is missing")
        }
        ParseErrorKind::UnterminatedArray => {
            ("この [ を閉じる ] がありません", "the ] that closes this [ is missing")
        }
        ParseErrorKind::UnexpectedCloseBrace => ("対応する { がない } です", "this } closes nothing"),
        ParseErrorKind::UnexpectedCloseBracket => ("対応する [ がない ] です", "this ] closes nothing"),
        ParseErrorKind::UnexpectedComma => (", が多すぎます", "there is a comma too many"),
        ParseErrorKind::UnexpectedColon => ("ここに : は書けません", "a colon cannot stand here"),
        ParseErrorKind::UnexpectedTokenInObject => {
            ("{ } の中には \"キー\": 値 を書きます", "\"key\": value is expected inside { }")
        }
        ParseErrorKind::MultipleRootJsonValues => {
            ("最後の } の後に余分なものがあります", "there is something after the last }")
        }
        ParseErrorKind::String(ParseStringErrorKind::UnterminatedStringLiteral) => {
            ("この文字列を閉じる \" がありません", "the \" that closes this text is missing")
        }
        ParseErrorKind::String(_) => (
            "\\ の後の字が違います。\\ そのものは \\\\ と書きます",
            "nothing is written so with a \\; for a \\ itself write \\\\",
        ),
        ParseErrorKind::BareDecimalPointNumbersNotAllowed
        | ParseErrorKind::ExpectedDigit
        | ParseErrorKind::ExpectedDigitFollowingNegativeSign
        | ParseErrorKind::ExpectedPlusMinusOrDigitInNumberLiteral
        | ParseErrorKind::HexadecimalNumbersNotAllowed
        | ParseErrorKind::NonFiniteNumbersNotAllowed
        | ParseErrorKind::UnaryPlusNumbersNotAllowed => {
            ("数の書き方が違います", "the number is not written as JSON numbers are")
        }
        ParseErrorKind::UnexpectedToken
        | ParseErrorKind::UnterminatedCommentBlock
        | ParseErrorKind::NestingDepthExceeded => ("ここで読めなくなりました", "this cannot stand here"),
    }
}
