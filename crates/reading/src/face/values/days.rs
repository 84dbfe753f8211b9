//! Days out of what an engine read: the calendar says what cannot be, and what it must have been.

use jiff::civil::Date;
use kakanai_domain::card::Certainty;
use kakanai_domain::era::Era;

use super::{Doubt, Said, elect, tidy};

/// Which days a field can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// When people are born who are alive.
    Birth,
    /// Until when a card is valid.
    Validity,
}

impl Span {
    fn holds(self, date: Date) -> bool {
        match self {
            Self::Birth => (1905..=2060).contains(&date.year()),
            Self::Validity => (2010..=2080).contains(&date.year()),
        }
    }
}

/// A day that a text may say.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Guess {
    date: Date,
    /// Signs that had to be taken for others, or were missing.
    repairs: u8,
    /// Whether 西暦 and 和暦 both stand there: they agree, or not.
    agree: Option<bool>,
}

/// The day that readings say.
pub(crate) fn read(said: &[Said], span: Span) -> Option<(Date, Certainty, Vec<Doubt>)> {
    let mut guesses: Vec<(Guess, f32)> = Vec::new();
    for said in said {
        if let Some(guess) = guess(&said.text, span) {
            guesses.push((guess, said.weight() * 0.5f32.powi(i32::from(guess.repairs))));
        }
    }
    let (date, share, _) = elect(guesses.iter().map(|(guess, weight)| (guess.date, *weight)))?;
    let of_date = || guesses.iter().filter(|(guess, _)| guess.date == date);
    let clear = of_date().filter(|(guess, _)| guess.repairs == 0).count();
    let surest = said.iter().map(|said| said.confidence).fold(1.0, f32::min);
    let agree = of_date().any(|(guess, _)| guess.agree == Some(true));
    let differ = guesses.iter().any(|(guess, _)| guess.agree == Some(false));
    let all = clear == said.len() && clear >= 2;
    let certainty = match () {
        () if differ && !agree => Certainty::Doubtful,
        () if all && (surest > 0.85 || agree && surest > 0.7 || clear >= 6) => Certainty::Checked,
        () if share > 0.8 && clear >= 2 && (surest > 0.6 || clear >= 4) => Certainty::Likely,
        () if agree && share > 0.6 => Certainty::Likely,
        () => Certainty::Doubtful,
    };
    let mut doubts = Vec::new();
    if differ && !agree {
        doubts.push(Doubt::CalendarsDiffer);
    }
    if certainty == Certainty::Doubtful {
        doubts.push(Doubt::Unclear);
    }
    Some((date, certainty, doubts))
}

/// The day as it is printed: the clearest reading that says it, else the day in words of the calendar.
pub(crate) fn words(said: &[Said], date: Date, span: Span) -> String {
    let mut best: Option<&Said> = None;
    for said in said {
        let says = guess(&said.text, span).is_some_and(|guess| guess.date == date && guess.repairs == 0);
        if says && best.is_none_or(|best| said.confidence > best.confidence) {
            best = Some(said);
        }
    }
    best.map_or_else(
        || format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        |said| match span {
            Span::Birth => from_the_year(&tidy(&said.text)),
            Span::Validity => whole(from_the_year(&tidy(&said.text))),
        },
    )
}

/// Without what is no part of the day before its era, or its first digit: the edge of the box.
fn from_the_year(text: &str) -> String {
    let eras = Era::ALL.into_iter().filter_map(|era| text.find(era.name()));
    let digits = text.find(|c: char| c.is_ascii_digit());
    let begin = eras.chain(digits).min().unwrap_or(0);
    text.get(begin..).unwrap_or(text).to_owned()
}

/// With all of 「まで有効」 where some of it was read.
fn whole(text: String) -> String {
    match text.rsplit_once('日') {
        Some((day, rest)) if rest.contains(['ま', 'で', '有', '効']) => format!("{day}日まで有効"),
        Some(_) | None => text,
    }
}

/// The era of which only 和 was read, where the year leaves one: cards are valid until a year of 令和, and nobody was born in
/// its twentieth year (2038) for some time to come.
fn cut_era(before: &str, year: i16, span: Span) -> Option<(Era, u8)> {
    let era = match span {
        Span::Validity => Some(Era::Reiwa),
        Span::Birth => (year >= 20).then_some(Era::Showa),
    };
    era.filter(|_| before.ends_with('和')).map(|era| (era, 1))
}

/// A group of digits with what stands before it.
struct Group {
    before: String,
    digits: String,
}

fn groups(text: &str) -> (Vec<Group>, String) {
    let mut groups = Vec::new();
    let (mut before, mut digits) = (String::new(), String::new());
    let mut earlier = None;
    for c in text.chars() {
        let digit = match c {
            '元' if matches!(earlier, Some('和' | '成' | '正' | '治')) => Some('1'),
            'O' | 'o' | '〇' | '○' => Some('0'),
            'l' | 'I' | '|' => Some('1'),
            c => c.is_ascii_digit().then_some(c),
        };
        match digit {
            Some(digit) => digits.push(digit),
            None => {
                if !digits.is_empty() {
                    groups.push(Group {
                        before: std::mem::take(&mut before),
                        digits: std::mem::take(&mut digits),
                    });
                }
                before.push(c);
            }
        }
        earlier = Some(c);
    }
    if !digits.is_empty() {
        groups.push(Group { before: std::mem::take(&mut before), digits });
    }
    (groups, before)
}

/// The era named in what stands before a year; the second character alone tells little.
fn era(before: &str) -> Option<(Era, u8)> {
    let first = [
        ('昭', Era::Showa),
        ('平', Era::Heisei),
        ('令', Era::Reiwa),
        ('大', Era::Taisho),
        ('明', Era::Meiji),
    ];
    let named = first.into_iter().find(|(sign, _)| before.contains(*sign));
    let whole = Era::ALL.into_iter().any(|era| before.contains(era.name()));
    match named {
        Some((_, era)) => Some((era, u8::from(!whole))),
        None if before.contains('成') => Some((Era::Heisei, 1)),
        None if before.contains('正') => Some((Era::Taisho, 2)),
        None => None,
    }
}

fn guess(text: &str, span: Span) -> Option<Guess> {
    let text = tidy(text);
    let (groups, after) = groups(&text);
    let mut repairs = 0;
    let mut years: Vec<i16> = Vec::new();
    let mut rest = groups.as_slice();
    while let [group, others @ ..] = rest {
        let number: Option<i16> = group.digits.parse().ok();
        let in_era =
            era(&group.before).or_else(|| number.and_then(|year| cut_era(&group.before, year, span)));
        // A line beside the year is easily taken for one more digit before it.
        let year = group.digits.len().checked_sub(4).and_then(|from| group.digits.get(from..));
        if let Some(year) = year.filter(|_| group.digits.len() <= 6) {
            repairs += u8::from(group.digits.len() > 4);
            years.push(year.parse().ok()?);
        } else if let Some((era, unsure)) = in_era.filter(|_| group.digits.len() <= 2) {
            let year = number.filter(|year| (1..=99).contains(year))?;
            repairs += unsure;
            years.push(era.day(year, 12, 31)?.year());
        } else {
            break;
        }
        rest = others;
    }
    let [month, day, ..] = rest else { return None };
    // After every year stands 年, after the month 月.
    let after_years = groups.iter().skip(1).take(years.len()).all(|group| group.before.contains('年'));
    let marks = [after_years, day.before.contains('月')];
    repairs += marks.iter().map(|mark| u8::from(!mark)).sum::<u8>();
    let closed = match rest.get(2) {
        Some(next) => next.before.starts_with('日'),
        None => after.starts_with('日'),
    };
    repairs += u8::from(!closed);
    let number =
        |group: &Group| -> Option<i8> { (group.digits.len() <= 2).then(|| group.digits.parse().ok())? };
    let (month, day) = (number(month)?, number(day)?);
    let year = *years.first()?;
    let date = Date::new(year, month, day).ok()?;
    let agree = match years.as_slice() {
        [western, japanese, ..] => Some(western == japanese),
        _ => None,
    };
    // A year of an era that ended before that day: one of the two was misread. Papers did print 平成35年.
    let past = span == Span::Birth && in_era_ended(&text, date);
    (span.holds(date) && !past).then_some(Guess { date, repairs, agree })
}

fn in_era_ended(text: &str, date: Date) -> bool {
    match era(text.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default()) {
        Some((era, _)) => {
            let of = Era::of(date).map(|of| of.era);
            of.is_some_and(|of| of != era)
                && date != Date::constant(1926, 12, 25)
                && date != Date::constant(1912, 7, 30)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::said;
    use super::*;

    #[test]
    fn days_are_read_out_of_noise() {
        for (text, expected, repairs) in [
            ("昭和56年5月10日生", "1981-05-10", 0),
            ("昭和 56年 5月10日", "1981-05-10", 0),
            ("令和元年12月1日", "2019-12-01", 0),
            ("1992年07月20日", "1992-07-20", 0),
            ("1992年07月20", "1992-07-20", 1),
            ("成07年07月15日年", "1995-07-15", 1),
            ("昭和29年04有17日生", "1954-04-17", 1),
            ("和55年04月05日", "1980-04-05", 1),
            ("和11年5月28日まで有効", "2029-05-28", 1),
            ("平成O1年O3月11日", "1989-03-11", 0),
            ("2031年05月10日まで有効", "2031-05-10", 0),
            ("122031年05月10日まで有効", "2031-05-10", 1),
        ] {
            let guess = guess(text, if text.contains("有効") { Span::Validity } else { Span::Birth });
            let guess = guess.map(|guess| (guess.date.to_string(), guess.repairs));
            assert_eq!(guess, Some((expected.to_owned(), repairs)), "{text}");
        }
        // No such day, nothing to hold on to, an era that had ended.
        for text in [
            "昭和56年13月10日",
            "昭和56年2月30日",
            "8月日生",
            "",
            "和12年04月05日",
            "昭和70年1月1日",
            "999年99月99日",
        ] {
            assert_eq!(guess(text, Span::Birth), None, "{text}");
        }
    }

    #[test]
    fn a_cut_end_is_made_whole_again() {
        let day = Date::constant(2033, 3, 18);
        for (text, whole) in [
            ("2033年3月18日まで", "2033年3月18日まで有効"),
            ("2033年3月18日まで有和", "2033年3月18日まで有効"),
            ("2033年3月18日", "2033年3月18日"),
        ] {
            assert_eq!(words(&said(&[(text, 0.9)]), day, Span::Validity), whole);
        }
    }

    #[test]
    fn what_stands_before_a_day_is_not_part_of_its_words() {
        let day = Date::constant(1941, 7, 3);
        for (read_as, words_of_it) in
            [("昭昭和16年07月03日生", "昭和16年07月03日生"), ("｜1941年07月03日", "1941年07月03日")]
        {
            assert_eq!(words(&said(&[(read_as, 0.9)]), day, Span::Birth), words_of_it);
        }
    }

    #[test]
    fn both_calendars_have_to_agree() {
        let both = read(&said(&[("2028年(令和10年)04月08日まで有効", 0.9); 2]), Span::Validity).unwrap();
        assert_eq!((both.0.to_string().as_str(), both.1), ("2028-04-08", Certainty::Checked));
        let (_, certainty, doubts) =
            read(&said(&[("2028年(令和11年)04月08日まで有効", 0.9); 2]), Span::Validity).unwrap();
        assert_eq!((certainty, doubts.first()), (Certainty::Doubtful, Some(&Doubt::CalendarsDiffer)));
    }

    #[test]
    fn readings_vote() {
        let texts =
            said(&[("昭和56年5月10日生", 0.9), ("昭和56年5月10日生", 0.6), ("昭和66年5月10日生", 0.5)]);
        assert_eq!(read(&texts, Span::Birth).unwrap().0.to_string(), "1981-05-10");
        assert!(read(&said(&[]), Span::Birth).is_none());
        let (_, certainty, _) = read(&said(&[("昭和56年5月10日生", 0.9)]), Span::Birth).unwrap();
        assert_eq!(certainty, Certainty::Doubtful, "one reading alone is not sure");
    }
}
