//! Time limits.

use kakanai_domain::procedure::{Clock, ClosedDay, FirstDay, Span};

use crate::code::Code;
use crate::condition::optional;
use crate::fact::fact;
use crate::names::{Names, Scope};
use crate::node::Node;
use crate::test::is_whole_date;

pub(crate) const SPANS: [&str; 3] = ["days", "months", "years"];
pub(crate) const FIRST_DAYS: [(&str, FirstDay); 2] =
    [("excluded", FirstDay::Excluded), ("included", FirstDay::Included)];
pub(crate) const CLOSED_DAYS: [(&str, ClosedDay); 2] =
    [("next_open", ClosedDay::NextOpen), ("stands", ClosedDay::Stands)];

/// One clock.
pub(crate) fn clock(node: Node<'_>, names: &Names, scope: Scope) -> Option<Clock> {
    let fields =
        node.record(&["days", "months", "years", "after", "first_day", "closed_day", "month_end", "label"])?;
    let spans = SPANS.into_iter().filter(|key| fields.has(key)).collect::<Vec<_>>();
    let span = match spans[..] {
        [key] => fields.get(key).and_then(|node| {
            let count = node.within::<u16>(0, 9999)?;
            Some(match key {
                "days" => Span::Days(count),
                "months" => Span::Months(count),
                _ => Span::Years(count),
            })
        }),
        _ => {
            node.wrong(Code::OneSpan, []);
            None
        }
    };
    let after = fields.need("after").and_then(|node| {
        let (path, of) = fact(node, names, scope)?;
        if !is_whole_date(path, of) {
            node.wrong(Code::NoStart, [node.as_str().unwrap_or_default().into(), of.words().into()]);
            return None;
        }
        Some(path)
    });
    let first_day = fields.get("first_day").map_or(Some(FirstDay::default()), |node| node.word(&FIRST_DAYS));
    let closed_day =
        fields.get("closed_day").map_or(Some(ClosedDay::default()), |node| node.word(&CLOSED_DAYS));
    let month_end = fields.get("month_end").map_or(Some(false), Node::flag);
    let label = optional(fields.get("label").map(Node::text));
    Some(Clock {
        label: label?,
        span: span?,
        after: after?,
        first_day: first_day?,
        closed_day: closed_day?,
        month_end: month_end?,
    })
}
