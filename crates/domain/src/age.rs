//! Ages as the laws count them.

use jiff::ToSpan;
use jiff::civil::Date;

/// The `n`th birthday. Who is born on 29 February has it on 1 March in common years.
pub fn birthday(birth: Date, n: i16) -> Option<Date> {
    let year = birth.year().checked_add(n)?;
    // There is no 29 February in a common year: the next day.
    let same_day = Date::new(year, birth.month(), birth.day());
    same_day.or_else(|_| Date::new(year, 3, 1)).ok()
}

/// Full years on `day`, counted up on the birthday. `None` before birth.
pub fn age(birth: Date, day: Date) -> Option<i64> {
    let years = day.year() - birth.year();
    // Who is born on 29 February has had no birthday on 28 February, and has had it on 1 March.
    let had_birthday = (birth.month(), birth.day()) <= (day.month(), day.day());
    let age = if had_birthday { years } else { years - 1 };
    (birth <= day).then_some(i64::from(age))
}

/// Full years reached by the end of `day`: an age is reached the day before the birthday
/// (年齢計算ニ関スル法律、民法143条2項). `None` before birth.
pub fn age_reached(birth: Date, day: Date) -> Option<i64> {
    (birth <= day).then(|| age(birth, day.tomorrow().ok()?)).flatten()
}

/// The age reached on the last 31 March before `day`: less than 18 is
/// 「18歳に達する日以後の最初の3月31日まで」 (児童手当法3条).
pub fn year_age(birth: Date, day: Date) -> Option<i64> {
    let this_year = Date::new(day.year(), 3, 31).ok()?;
    let march = if this_year < day { this_year } else { this_year.checked_sub(1.year()).ok()? };
    if birth > day {
        return None;
    }
    // Born after that 31 March: nothing reached yet, and 0 is less than every bound.
    Some(age_reached(birth, march).unwrap_or(0))
}

/// The 1 April on which compulsory education begins: the first on or after the sixth birthday
/// (学校教育法17条; who is born on 1 April starts with the older ones).
pub fn school_start(birth: Date) -> Option<Date> {
    let sixth = birthday(birth, 6)?;
    let april = Date::new(sixth.year(), 4, 1).ok()?;
    if april >= sixth { Some(april) } else { april.checked_add(1.year()).ok() }
}

/// 1–6 小学校, 7–9 中学校; 0 and less before, 10 and more after.
pub fn school_grade(birth: Date, day: Date) -> Option<i64> {
    let school_year = if day.month() < 4 { day.year() - 1 } else { day.year() };
    Some(i64::from(school_year - school_start(birth)?.year()) + 1)
}
