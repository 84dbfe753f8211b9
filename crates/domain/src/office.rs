//! The municipality: counters, closed days, and the constants that differ from town to town.

use jiff::civil::{Date, Weekday};

use crate::handover::HandoverRule;
use crate::id::Table;
use crate::printer::Printer;
use crate::text::{Lang, Text};

/// The municipality whose definitions are loaded.
#[derive(Clone, Debug, Default)]
pub struct Office {
    /// 「見本町」
    pub name: Option<Text>,
    /// Head of the office, as papers are addressed: 「見本町長」.
    pub addressee: String,
    /// 全国地方公共団体コード, 6 digits.
    pub code: String,
    /// Where residents go, in the order of visiting.
    pub counters: Table<Counter>,
    /// What residents bring.
    pub things: Table<Thing>,
    /// Named constants.
    pub settings: Table<Setting>,
    /// Days without service.
    pub closed: ClosedDays,
    /// Languages offered on the first screen; Japanese first.
    pub languages: Vec<Lang>,
    /// Where papers are printed; none: they are saved as files only.
    pub printers: Vec<Printer>,
    /// A word to everybody on the first screen (8.9: 「住所を知られたくない方は、先に職員にお声がけください」).
    pub notice: Option<Text>,
    /// What the symbols on the guide carry; none where it is not said.
    pub handover: Option<HandoverRule>,
}

/// A place to go to.
#[derive(Clone, Debug)]
pub struct Counter {
    /// 「1番 住民窓口」
    pub label: Text,
    /// 「1階 正面」
    pub place: Text,
    /// Position on the plan of the floor, in hundredths of its width and height.
    pub map: Option<(u8, u8)>,
    /// The floor, where the office has several: 「2階」.
    pub floor: Option<Text>,
}

/// Something to bring along: 本人確認書類, 母子健康手帳.
#[derive(Clone, Debug)]
pub struct Thing {
    /// Its name on the guide.
    pub label: Text,
}

/// A constant that conditions and papers may read as `office.…`.
#[derive(Clone, Debug)]
pub struct Setting {
    /// What it means, for those who set it.
    pub label: Text,
    /// Its value in this office.
    pub value: SettingValue,
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// はい / いいえ
    YesNo(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
}

/// Days on which the office is closed.
#[derive(Clone, Debug, Default)]
pub struct ClosedDays {
    /// Every week.
    pub weekdays: Vec<Weekday>,
    /// Every year, from (month, day) to (month, day), both included; may run over the new year.
    pub yearly: Vec<((i8, i8), (i8, i8))>,
    /// Single days: national holidays, the town's own.
    pub days: Vec<Date>,
}

impl ClosedDays {
    /// Whether the office is closed on that day.
    pub fn contains(&self, date: Date) -> bool {
        let day = (date.month(), date.day());
        self.weekdays.contains(&date.weekday())
            || self.days.contains(&date)
            || self.yearly.iter().any(|&(from, to)| {
                if from <= to { from <= day && day <= to } else { day >= from || day <= to }
            })
    }
    /// That day when open, else the next open day (民法142条, as offices apply it).
    pub fn next_open(&self, date: Date) -> Date {
        self.open_day(date, Date::tomorrow)
    }
    /// That day when open, else the last open day before it.
    pub fn last_open(&self, date: Date) -> Date {
        self.open_day(date, Date::yesterday)
    }
    // A calendar that is closed the whole year through has no open day: the day itself stands.
    fn open_day(&self, date: Date, step: fn(Date) -> Result<Date, jiff::Error>) -> Date {
        std::iter::successors(Some(date), |day| step(*day).ok())
            .take(366)
            .find(|day| !self.contains(*day))
            .unwrap_or(date)
    }
}
