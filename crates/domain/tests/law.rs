//! The boundaries of law: ages, school years, eras and time limits, each row with its source.

#![allow(clippy::expect_used, reason = "a broken table must stop the test")]

use jiff::civil::{Date, Weekday, date};
use kakanai_domain::age::{age, age_reached, birthday, school_grade, school_start, year_age};
use kakanai_domain::condition::{Part, Path};
use kakanai_domain::due::last_day;
use kakanai_domain::era::{Era, wareki};
use kakanai_domain::office::ClosedDays;
use kakanai_domain::procedure::{Clock, ClosedDay, FirstDay, Span};

fn day(text: &str) -> Date {
    text.parse().expect("a date of the table")
}

#[test]
fn ages() {
    // birth, day, age on the birthday, age reached (年齢計算ニ関スル法律), age of the school year (児童手当法3条)
    let rows = [
        ("1961-12-02", "2026-12-01", 64, 65, 64), // 介護保険法9条1号: 65 reached the day before the birthday
        ("1961-12-03", "2026-12-01", 64, 64, 64),
        ("2008-04-01", "2026-03-31", 17, 18, 17), // 18 reached on 2026-03-31: allowance until that day
        ("2008-04-01", "2026-04-01", 18, 18, 18),
        ("2008-04-02", "2026-04-01", 17, 18, 17), // one day younger: one year more
        ("2008-04-02", "2027-03-31", 18, 18, 17),
        ("2008-04-02", "2027-04-01", 18, 19, 18),
        ("2008-02-29", "2026-02-27", 17, 17, 17), // born on 29 February: reached on 28 February
        ("2008-02-29", "2026-02-28", 17, 18, 17),
        ("2008-02-29", "2026-03-01", 18, 18, 17),
        ("2004-02-29", "2024-02-28", 19, 20, 19),
        ("2004-02-29", "2024-02-29", 20, 20, 19),
        ("2006-12-01", "2026-11-30", 19, 20, 19),
        ("2006-12-01", "2026-11-29", 19, 19, 19),
        ("2026-12-01", "2026-12-01", 0, 0, 0),
        ("2026-04-02", "2026-12-01", 0, 0, 0),
    ];
    for (birth, on, full, reached, year) in rows {
        let (birth, on) = (day(birth), day(on));
        let found = (age(birth, on), age_reached(birth, on), year_age(birth, on));
        assert_eq!(found, (Some(full), Some(reached), Some(year)), "born {birth}, on {on}");
    }
    assert_eq!(age(day("2026-12-02"), day("2026-12-01")), None, "not born yet");
    assert_eq!(birthday(day("2008-02-29"), 18), Some(day("2026-03-01")));
}

#[test]
fn an_age_is_reached_exactly_on_the_eve_of_its_birthday() {
    let mut birth = day("1990-01-01");
    while birth < day("2012-12-31") {
        for years in [3, 6, 15, 18, 20, 40, 60, 65, 70, 75] {
            let birthday = birthday(birth, years).expect("within the calendar");
            let eve = birthday.yesterday().expect("within the calendar");
            let before = eve.yesterday().expect("within the calendar");
            assert_eq!(age_reached(birth, eve), Some(i64::from(years)), "{birth} {years}");
            assert_eq!(age_reached(birth, before), Some(i64::from(years) - 1), "{birth} {years}");
            assert_eq!(age(birth, birthday), Some(i64::from(years)), "{birth} {years}");
            assert_eq!(age(birth, eve), Some(i64::from(years) - 1), "{birth} {years}");
        }
        birth = birth.tomorrow().expect("within the calendar");
    }
}

#[test]
fn school_years() {
    // 学校教育法17条; who is born on 1 April goes with the older ones
    let rows = [
        ("2018-04-01", "2024-04-01", 1),
        ("2018-04-02", "2024-04-01", 0),
        ("2018-04-02", "2025-04-01", 1),
        ("2011-02-10", "2026-12-01", 10), // 早生まれ, 15, 高1
        ("2011-06-15", "2026-12-01", 9),  // 15 as well, 中3
        ("2016-08-20", "2026-12-01", 4),
        ("2024-09-05", "2026-12-01", -4),
        ("2011-04-01", "2026-03-31", 9),
        ("2011-04-01", "2026-04-01", 10),
        ("2012-02-29", "2018-03-31", 0),
        ("2012-02-29", "2018-04-01", 1),
    ];
    for (birth, on, grade) in rows {
        assert_eq!(school_grade(day(birth), day(on)), Some(grade), "born {birth}, on {on}");
    }
    assert_eq!(school_start(day("2018-04-01")), Some(day("2024-04-01")));
    assert_eq!(school_start(day("2018-04-02")), Some(day("2025-04-01")));
}

#[test]
fn eras() {
    let rows = [
        ("1873-01-01", "明治6年1月1日"),
        ("1912-07-29", "明治45年7月29日"),
        ("1912-07-30", "大正元年7月30日"),
        ("1926-12-24", "大正15年12月24日"),
        ("1926-12-25", "昭和元年12月25日"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1989-01-08", "平成元年1月8日"),
        ("2019-04-30", "平成31年4月30日"),
        ("2019-05-01", "令和元年5月1日"),
        ("2026-12-14", "令和8年12月14日"),
        ("1872-12-31", "西暦1872年12月31日"),
    ];
    for (western, japanese) in rows {
        assert_eq!(wareki(day(western)), japanese);
    }
    // As written on papers: both eras of the overlap days, and years past the end of an era.
    let written = [
        (Era::Meiji, 45, 7, 30, Some("1912-07-30")),
        (Era::Taisho, 1, 7, 30, Some("1912-07-30")),
        (Era::Taisho, 15, 12, 25, Some("1926-12-25")),
        (Era::Showa, 1, 12, 25, Some("1926-12-25")),
        (Era::Heisei, 35, 4, 1, Some("2023-04-01")),
        (Era::Taisho, 1, 7, 29, None),
        (Era::Heisei, 1, 1, 7, None),
        (Era::Reiwa, 1, 4, 30, None),
        (Era::Showa, 30, 2, 29, None),
        (Era::Showa, 0, 1, 1, None),
    ];
    for (era, year, month, day_of_month, western) in written {
        assert_eq!(era.day(year, month, day_of_month), western.map(day), "{era:?} {year}");
    }
    // There and back again, every day.
    let mut at = day("1873-01-01");
    while at < day("2040-01-01") {
        let year = Era::of(at).expect("in an era");
        assert_eq!(year.era.day(year.year, at.month(), at.day()), Some(at));
        at = at.tomorrow().expect("within the calendar");
    }
}

fn closed() -> ClosedDays {
    ClosedDays {
        weekdays: vec![Weekday::Saturday, Weekday::Sunday],
        yearly: vec![((12, 29), (1, 3))],
        days: vec![date(2026, 11, 3), date(2026, 11, 23), date(2027, 1, 11)],
    }
}

fn clock(span: Span) -> Clock {
    Clock {
        label: None,
        span,
        after: Path::Today(Part::Whole),
        first_day: FirstDay::Excluded,
        closed_day: ClosedDay::NextOpen,
        month_end: false,
    }
}

#[test]
fn time_limits() {
    let days = |n| clock(Span::Days(n));
    let included = |clock: Clock| Clock { first_day: FirstDay::Included, ..clock };
    let stands = |clock: Clock| Clock { closed_day: ClosedDay::Stands, ..clock };
    let month_end = |clock: Clock| Clock { month_end: true, ..clock };
    let rows = [
        // 住民基本台帳法22条、民法140条: 12-12 is a Saturday, so the Monday after.
        (days(14), "2026-11-28", "2026-12-14"),
        (stands(days(14)), "2026-11-28", "2026-12-12"),
        // 戸籍法43条1項, 49条: the day of birth counts.
        (included(days(14)), "2026-11-20", "2026-12-03"),
        (included(days(7)), "2026-11-27", "2026-12-03"),
        // 児童手当法8条3項: 15 days after, and never before the last open day of the month.
        (month_end(days(15)), "2026-11-28", "2026-12-14"),
        (month_end(days(15)), "2026-11-20", "2026-12-07"),
        (month_end(days(15)), "2026-11-02", "2026-11-30"),
        (month_end(days(15)), "2027-01-02", "2027-01-29"),
        // The three clocks of the card: moved + 14, planned moving-out + 30, notification + 90.
        (days(30), "2026-11-28", "2026-12-28"),
        (days(90), "2026-12-01", "2027-03-01"),
        // 狂犬病予防法4条4項
        (days(30), "2026-11-29", "2027-01-04"), // 12-29 is closed until 01-03
        (days(15), "2026-11-29", "2026-12-14"),
        // Holidays on the way out.
        (days(14), "2026-12-28", "2027-01-12"), // Monday 11 January is a holiday
        // 民法143条: the eve of the corresponding day; the last of the month where there is none.
        (stands(clock(Span::Months(3))), "2026-11-27", "2027-02-27"),
        (stands(clock(Span::Months(1))), "2027-01-31", "2027-02-28"),
        (stands(clock(Span::Months(1))), "2027-01-30", "2027-02-28"),
        (stands(clock(Span::Months(1))), "2027-01-29", "2027-02-28"),
        (stands(clock(Span::Months(1))), "2027-02-28", "2027-03-31"),
        (stands(clock(Span::Years(2))), "2026-11-28", "2028-11-28"),
        (stands(included(clock(Span::Months(3)))), "2026-11-27", "2027-02-26"),
        (stands(clock(Span::Years(1))), "2028-02-28", "2029-02-28"),
    ];
    for (clock, start, end) in rows {
        assert_eq!(last_day(&clock, day(start), &closed()), Some(day(end)), "{:?} after {start}", clock.span);
    }
}

#[test]
fn a_calendar_that_never_opens_moves_nothing() {
    let closed = ClosedDays { yearly: vec![((1, 1), (12, 31))], ..ClosedDays::default() };
    assert_eq!(last_day(&clock(Span::Days(1)), day("2026-12-01"), &closed), Some(day("2026-12-02")));
}
