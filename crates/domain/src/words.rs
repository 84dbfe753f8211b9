//! Values and subjects in words.
use crate::{Answer, Catalog, Date, Facts, Lang, Member, Slot, Id, item::List, why::Calling};
/// An answer as a reader sees it: 「要介護2」「昭和23年3月12日」.
pub fn answer_words(_catalog: &Catalog, _facts: &Facts, _slot: Slot, _answer: &Answer, _lang: Lang) -> String {
    String::new()
}
/// How a member is called.
pub fn called(_catalog: &Catalog, _facts: &Facts, _today: Date, _list: Id<List>, _member: Member, _lang: Lang, _calling: Calling) -> String {
    String::new()
}
/// 「令和8年12月1日」
pub fn wareki(_date: Date) -> String {
    String::new()
}
/// 「令和8年12月14日（月）」, "Monday, 14 December 2026"
pub fn date_words(_date: Date, _lang: Lang) -> String {
    String::new()
}
