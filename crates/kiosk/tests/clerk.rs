//! The clerk's view of a family that moved in (T01): what is unsure stands out, corrections change what follows.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a mistake here is a failed test")]

mod support;

use kakanai_domain::Slot;
use kakanai_domain::card::{Certainty, Unread, WhyUnread};
use kakanai_domain::person::Name;
use kakanai_domain::session::{Actor, Happened, Said, SlotName};
use kakanai_kiosk::model::{Intent, Reading, Report, Screen, SessionKey};
use kakanai_printing::shape::Doubt;
use kakanai_printing::{Note, Problem};
use kakanai_reading::CodeReading;
use support::family::at_the_desk;

#[test]
fn a_doubtful_reading_stands_out_until_it_is_confirmed() {
    let mut stage = at_the_desk();
    stage.picture("clerk_doubtful");
    assert!(stage.shows("読みとりが不確かな回答が1件あります"));
    stage.tap("前の住所 確認");
    assert!(!stage.labels().iter().any(|label| label.contains("不確か")), "nothing is unsure any more");
    let stored = stage.harness.state().outside.sessions[0].last().unwrap().clone();
    assert_eq!(stored.by, Actor::Clerk("窓口".to_owned()));
    assert!(matches!(stored.what, Happened::Confirmed { .. }), "it is on the record");
}

#[test]
fn a_correction_is_a_new_answer_and_changes_what_follows() {
    let mut stage = at_the_desk();
    let sheets = stage.model().visit.as_ref().unwrap().sheets.len();
    assert_eq!(sheets, 14);
    // The father has no care level after all: two papers less.
    stage.tap("見本　一雄：介護の認定 訂正");
    stage.picture("clerk_correction");
    stage.tap("認定なし");
    stage.take(Intent::Next);
    assert!(matches!(stage.model().screen, Screen::Case));
    assert_eq!(stage.model().visit.as_ref().unwrap().sheets.len(), sheets - 2);
}

#[test]
fn what_has_to_be_looked_at_on_the_papers_is_said_when_a_session_is_opened() {
    let mut stage = at_the_desk();
    let doubt = Doubt { meant: "𠮷".to_owned(), printed: "〓".to_owned() };
    let note = |sheet: &str, label: &str, problem| Note {
        cell: "f01.name".to_owned(),
        row: 1,
        sheet: sheet.to_owned(),
        label: label.to_owned(),
        problem,
    };
    stage.harness.state_mut().outside.notes = vec![
        note("住民異動届", "氏名（2行目）", Problem::Glyph(vec![doubt.clone()])),
        note("住民異動届", "新住所", Problem::Annex(1)),
        note("委任状", "氏名", Problem::Glyph(vec![doubt])),
        note("委任状", "注意", Problem::Small(5.0)),
    ];
    stage.take(Intent::Desk);
    stage.take(Intent::Open(SessionKey("0".to_owned())));
    stage.picture("clerk_notes");
    assert!(stage.shows(
        "字形要確認：「〓」は U+20BB7。正しい字を次の欄に手書きで補ってください。住民異動届「氏名（2行目）」、委任状「氏名」"
    ));
    assert!(stage.shows("住民異動届の「新住所」：欄に入りきらないので、全文を別紙1に印刷しました。"));
    assert!(!stage.labels().iter().any(|label| label.contains("ポイント")), "only an author can mend that");
}

#[test]
fn a_session_that_was_sent_back_goes_on_with_the_resident() {
    let mut stage = at_the_desk();
    stage.tap("差し戻す");
    stage.tap("本人が続ける");
    assert!(matches!(stage.model().screen, Screen::Review));
    assert!(stage.shows("内容を確認してください"));
}

#[test]
fn what_a_code_said_without_answering_is_shown_to_the_clerk() {
    let mut stage = at_the_desk();
    stage.tap("差し戻す");
    stage.tap("本人が続ける");
    let list = stage.model().catalog.lists.find("people").unwrap();
    stage.take(Intent::Change(Slot::Roster(list)));
    let unread = |column: &str, member, why, text: &str| Unread {
        column: column.to_owned(),
        member,
        why,
        text: text.to_owned(),
    };
    let hanako = Name { family: "見本".to_owned(), given: "花子".to_owned(), ..Name::default() };
    stage.take(Intent::Report(Report::Read(Reading::Code(CodeReading {
        card: "見本の証明書".to_owned(),
        answers: vec![
            (SlotName("people".to_owned()), Said::Members(vec![1, 2]), Certainty::Checked),
            (SlotName("people.1.name".to_owned()), Said::Name(hanako), Certainty::Checked),
        ],
        members: 2,
        unread: vec![
            unread("備考", None, WhyUnread::NoPlace, "再発行"),
            unread("生年月日", Some(1), WhyUnread::NotUnderstood, "19830230"),
            unread("個人番号", Some(2), WhyUnread::Withheld, ""),
        ],
    }))));
    stage.take(Intent::Desk);
    stage.take(Intent::Open(SessionKey("0".to_owned())));
    stage.picture("clerk_unread");
    // Who is in the list already is known by the name; the other comes after the seven.
    assert!(stage.shows(
        "読まなかった項目（見本の証明書）\n・備考：「再発行」（知らない列です）\n\
         ・生年月日（見本　花子）：「19830230」（読み取れない書き方です）\n・個人番号（8人目）：読んではならないので、捨てました"
    ));
}

#[test]
fn a_clerk_looks_at_every_page_before_it_is_printed() {
    let mut stage = at_the_desk();
    stage.tap("紙面を見る");
    let pages = stage.model().visit.as_ref().unwrap().seen.as_ref().unwrap().pages;
    assert!(pages > 14, "the guide and fourteen papers, not {pages}");
    assert!(stage.shows(&format!("紙面 1 ／ {pages}")));
    for page in 2..=6 {
        stage.tap("次の紙");
        assert!(stage.shows(&format!("紙面 {page} ／ {pages}")));
    }
    stage.picture("clerk_page");
    stage.tap("大きく見る");
    stage.picture("clerk_page_large");
    stage.tap("全体を見る");
    stage.tap("前の紙");
    assert!(stage.shows(&format!("紙面 5 ／ {pages}")));
    stage.tap("とじる");
    // A correction changes the papers: what was drawn is forgotten.
    stage.tap("見本　一雄：介護の認定 訂正");
    stage.tap("認定なし");
    stage.take(Intent::Next);
    assert!(stage.model().visit.as_ref().unwrap().seen.is_none());
}
