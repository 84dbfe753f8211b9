//! What came of the demo, in words.

use std::fmt::{self, Write as _};
use std::time::Duration;

use kakanai_domain::card::CardValue;
use kakanai_domain::effort::Counts;
use kakanai_domain::guide::Task;
use kakanai_domain::item::CardField;
use kakanai_domain::procedure::Level;
use kakanai_domain::words::date_words;
use kakanai_domain::{Catalog, Lang};

use super::cards::Card;
use super::request::Request;
use super::seeds::Seeds;
use super::{Outcome, Times};
use crate::words;

/// The report. Writing to a `String` cannot fail.
pub(super) fn words(
    catalog: &Catalog,
    outcome: &Outcome,
    read: &Read<'_>,
    receipt: &str,
    request: &Request,
    times: &Times,
) -> String {
    let mut out = String::new();
    let _ = head(&mut out, outcome, read, receipt)
        .and_then(|()| cards(&mut out, read))
        .and_then(|()| procedures(&mut out, catalog, outcome, request.lang))
        .and_then(|()| papers(&mut out, catalog, outcome))
        .and_then(|()| effort(&mut out, outcome))
        .and_then(|()| durations(&mut out, times));
    for file in ["papers.pdf", "guide.pdf", "store"] {
        let _ = writeln!(out, "→ {}", request.out.join(file).display());
    }
    out
}

/// What was read.
pub(super) struct Read<'a> {
    pub(super) seeds: &'a Seeds,
    pub(super) cards: &'a [Card],
}

fn head(out: &mut String, outcome: &Outcome, read: &Read<'_>, receipt: &str) -> fmt::Result {
    let Read { seeds, cards, .. } = read;
    writeln!(out, "受付番号 {receipt}　{}　{}", outcome.guide.event, date_words(seeds.today, Lang::Ja))?;
    writeln!(
        out,
        "コードから{}人、カード{}枚、読まなかった項目{}",
        seeds.code.members,
        cards.len(),
        seeds.code.unread.len() + cards.iter().map(|card| card.reading.unread.len()).sum::<usize>()
    )?;
    writeln!(
        out,
        "聞いた項目{}：読み取りで{}、選んで{}、数字で{}、文字で{}{}",
        outcome.interview.asked.len(),
        outcome.read,
        outcome.touched,
        outcome.digits,
        outcome.letters,
        if outcome.interview.is_complete() { "" } else { "（まだ質問が残っています）" }
    )
}

/// How every card was read.
fn cards(out: &mut String, read: &Read<'_>) -> fmt::Result {
    for card in read.cards {
        let name = card.reading.fields.iter().find_map(|(value, _)| match value {
            CardValue::Name(name) => Some(name.full()),
            CardValue::Address(_) | CardValue::BirthDate(_) | CardValue::Female(_) => None,
        });
        let (name, kind) = (name.unwrap_or_default(), &card.reading.card);
        let Some(seen) = &card.seen else {
            writeln!(out, "・{name} {kind}：写真がないので、JSON を使いました")?;
            continue;
        };
        let fields: Vec<String> = seen
            .fields
            .iter()
            .map(|(field, certainty)| format!("{} {}", field_word(*field), words::certainty(*certainty)))
            .collect();
        let said = seen.failed.clone().unwrap_or_else(|| fields.join("、"));
        let mended: Vec<&str> = card.mended.iter().map(|field| field_word(*field)).collect();
        let mended = if mended.is_empty() {
            String::new()
        } else {
            format!("。直したのは{}", mended.join("、"))
        };
        writeln!(out, "・{name} {kind}（写真から{:.0} ms）：{said}{mended}", milliseconds(seen.time))?;
    }
    Ok(())
}

fn field_word(field: CardField) -> &'static str {
    match field {
        CardField::Name => "氏名",
        CardField::Address => "住所",
        CardField::BirthDate => "生年月日",
        CardField::Sex => "性別",
    }
}

fn procedures(out: &mut String, catalog: &Catalog, outcome: &Outcome, lang: Lang) -> fmt::Result {
    let guide = &outcome.guide;
    for stop in &guide.stops {
        let counter = &catalog.office.counters[stop.counter];
        writeln!(out, "\n■ {}（{}）", counter.label.get(lang), counter.place.get(lang))?;
        for task in &stop.tasks {
            write_task(out, catalog, task, lang)?;
        }
        let things: Vec<_> =
            stop.bring.iter().map(|thing| catalog.office.things[*thing].label.get(lang)).collect();
        if !things.is_empty() {
            writeln!(out, "　持ち物：{}", things.join("、"))?;
        }
    }
    for (heading, tasks) in [("手続不要（自動）", &guide.automatic), ("案内", &guide.information)] {
        if !tasks.is_empty() {
            writeln!(out, "\n■ {heading}")?;
        }
        for task in tasks {
            write_task(out, catalog, task, lang)?;
        }
    }
    for (heading, lines) in [("次の方は", &guide.advice), ("必要のない手続", &guide.not_needed)] {
        if !lines.is_empty() {
            writeln!(out, "\n■ {heading}")?;
        }
        for line in lines {
            let title = catalog.procedures[line.procedure].title.get(lang);
            writeln!(out, "・{title}{}：{}", whom(&line.who), line.reason)?;
        }
    }
    Ok(())
}

fn write_task(out: &mut String, catalog: &Catalog, task: &Task, lang: Lang) -> fmt::Result {
    let title = catalog.procedures[task.procedure].title.get(lang);
    writeln!(out, "［{}］{title}{}", task.level.map_or("職員に確認", level_word), whom(&task.who))?;
    for due in &task.due {
        match &due.label {
            Some(label) => writeln!(out, "　期限：{label}　{}", due.words)?,
            None => writeln!(out, "　期限：{}", due.words)?,
        }
    }
    if !task.reason.is_empty() {
        writeln!(out, "　理由：{}", task.reason)?;
    }
    Ok(())
}

fn whom(who: &[String]) -> String {
    if who.is_empty() { String::new() } else { format!("　{}", who.join("、")) }
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Required => "必須",
        Level::Apply => "要申請",
        Level::Optional => "任意",
        Level::Staff => "職員",
        Level::Automatic => "自動",
        Level::Information => "案内",
    }
}

fn papers(out: &mut String, catalog: &Catalog, outcome: &Outcome) -> fmt::Result {
    writeln!(out, "\n■ 印刷した様式 {}枚", outcome.sheets.len())?;
    for filled in &outcome.sheets {
        let id = catalog.sheets.name(filled.sheet);
        let member = filled.member.map_or(String::new(), |member| format!(":{}", member.0));
        writeln!(out, "・{}（{id}{member}）", catalog.sheets[filled.sheet].title)?;
    }
    Ok(())
}

fn effort(out: &mut String, outcome: &Outcome) -> fmt::Result {
    writeln!(out, "\n■ 氏名・住所・電話番号・生年月日を書く回数")?;
    for (when, Counts { name, address, phone, birth_date }, total) in [
        ("手書きなら", outcome.before, outcome.before.total()),
        ("入力したのは", outcome.after, outcome.after.total()),
    ] {
        writeln!(out, "{when}{total}回（氏名{name}、住所{address}、電話番号{phone}、生年月日{birth_date}）")?;
    }
    Ok(())
}

fn durations(out: &mut String, times: &Times) -> fmt::Result {
    writeln!(out, "\n■ かかった時間")?;
    for (step, time) in &times.laps {
        writeln!(out, "{:>9.1} ms　{step}", milliseconds(*time))?;
    }
    let total: Duration = times.laps.iter().map(|(_, time)| *time).sum();
    writeln!(out, "{:>9.1} ms　合計\n", milliseconds(total))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
