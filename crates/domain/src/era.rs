//! Japanese eras. Gregorian from 1873-01-01 (明治6年); earlier days are lunisolar and not converted.

use jiff::civil::{Date, date};

/// An era of the calendar in use since Meiji.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// 明治, until 1912-07-30
    Meiji,
    /// 大正, 1912-07-30 to 1926-12-25
    Taisho,
    /// 昭和, 1926-12-25 to 1989-01-07
    Showa,
    /// 平成, 1989-01-08 to 2019-04-30
    Heisei,
    /// 令和, since 2019-05-01
    Reiwa,
}

/// A year of an era.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EraYear {
    /// The era.
    pub era: Era,
    /// 1 is 元年.
    pub year: i16,
}

impl Era {
    /// Every era, oldest first.
    pub const ALL: [Era; 5] = [Era::Meiji, Era::Taisho, Era::Showa, Era::Heisei, Era::Reiwa];

    /// 「昭和」
    pub fn name(self) -> &'static str {
        match self {
            Era::Meiji => "明治",
            Era::Taisho => "大正",
            Era::Showa => "昭和",
            Era::Heisei => "平成",
            Era::Reiwa => "令和",
        }
    }

    /// Its first day in the calendar used here.
    pub fn first_day(self) -> Date {
        match self {
            Era::Meiji => date(1873, 1, 1),
            Era::Taisho => date(1912, 7, 30),
            Era::Showa => date(1926, 12, 25),
            Era::Heisei => date(1989, 1, 8),
            Era::Reiwa => date(2019, 5, 1),
        }
    }

    /// Western year of its year 0: 昭和n is 1925 + n.
    fn base(self) -> i16 {
        match self {
            Era::Meiji => 1867,
            Era::Taisho => 1911,
            Era::Showa => 1925,
            Era::Heisei => 1988,
            Era::Reiwa => 2018,
        }
    }

    /// The era and year of a day, as printed: the new era on the days that belong to two.
    /// `None` before 1873-01-01.
    pub fn of(day: Date) -> Option<EraYear> {
        let era = Era::ALL.into_iter().rev().find(|era| era.first_day() <= day)?;
        Some(EraYear { era, year: day.year() - era.base() })
    }

    /// The day of an era date as somebody wrote it. Accepts both eras of the overlap days (明治45年7月30日,
    /// 大正15年12月25日: 住民記録システム標準仕様書 1.1.8) and years past the end of an era (平成35年), which
    /// stand on older papers. `None`: no such day, or a day before the era began.
    pub fn day(self, year: i16, month: i8, day: i8) -> Option<Date> {
        let western = self.base().checked_add(year).filter(|_| year >= 1)?;
        let day = Date::new(western, month, day).ok()?;
        (day >= self.first_day()).then_some(day)
    }
}

/// 「昭和56年5月10日」; western before 1873.
pub fn wareki(day: Date) -> String {
    let (year, month, day_of_month) = match Era::of(day) {
        Some(EraYear { era, year }) => {
            (format!("{}{}", era.name(), year_words(year)), day.month(), day.day())
        }
        None => (format!("西暦{}", day.year()), day.month(), day.day()),
    };
    format!("{year}年{month}月{day_of_month}日")
}

/// 元 for the first year of an era.
pub fn year_words(year: i16) -> String {
    if year == 1 { "元".to_owned() } else { year.to_string() }
}
