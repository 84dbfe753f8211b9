//! What a session is on the disk: kept, listed, submitted, purged, copied.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops at what it does not expect"
)]

mod support;

use jiff::civil::date;
use kakanai_domain::card::{Unread, WhyUnread};
use kakanai_domain::session::{Actor, Entry, Happened, Origin, Said, SlotName, Stage};
use kakanai_storage::{Moment, SessionId, Settings, Store, StoreError};
use support::{Folder, answered, now, store};

const DAY: i64 = 24 * 60 * 60;

fn happened(what: Happened, at: i64) -> Entry {
    Entry { at, by: Actor::Clerk("窓口1".into()), what }
}

#[test]
fn entries_come_back_in_their_order_and_as_they_were() {
    let folder = Folder::new("order");
    let (id, entries) = {
        let mut store = store(&folder);
        let id = store.begin(now(0), "abc").unwrap();
        let left = Unread {
            column: "住所".into(),
            member: Some(1),
            why: WhyUnread::NotUnderstood,
            text: "？".into(),
        };
        let entries = vec![
            happened(Happened::EventChosen { event: "move_in".into() }, 9),
            // The clock went back: the order stays.
            answered("people.1.name", "見本", 3),
            happened(Happened::CardRead { card: "個人番号カード（表面）".into(), unread: vec![left] }, 3),
            happened(Happened::Retracted { slot: SlotName("phone".into()) }, 4),
        ];
        store.append(id, &entries).unwrap();
        store.append(id, &[]).unwrap();
        (id, entries)
    };
    let store = store(&folder);
    let kept = store.entries(id).unwrap();
    assert_eq!(kept[0].what, Happened::Started { definitions: "abc".into(), today: Some(now(0).today) });
    assert_eq!(kept[1..], entries);
    let line = &store.open_sessions().unwrap()[0];
    assert_eq!((line.id, line.stage, line.definitions.as_str()), (id, Stage::Draft, "abc"));
    assert_eq!(id.to_string().parse::<SessionId>(), Ok(id));
    assert!("12".parse::<SessionId>().is_err() && "é".repeat(16).parse::<SessionId>().is_err());
}

#[test]
fn a_step_is_stored_whole_or_not_at_all() {
    let folder = Folder::new("step");
    let mut store = store(&folder);
    let id = store.begin(now(0), "abc").unwrap();
    for number in ["123456789018", "１２３４ ５６７８ ９０１８", "番号は1234-5678-9018です"]
    {
        let step = [answered("phone", "000-0000-0001", 1), answered("dogs.1.dog_tag", number, 1)];
        let error = store.append(id, &step).unwrap_err();
        assert!(matches!(&error, StoreError::IndividualNumber { slot } if slot == "dogs.1.dog_tag"));
        assert!(!format!("{error} {error:?}").contains("5678"));
    }
    let left = Unread {
        column: "備考".into(),
        member: None,
        why: WhyUnread::NoPlace,
        text: "番号 1234 5678 9018".into(),
    };
    let read = Happened::CardRead { card: "証明書".into(), unread: vec![left] };
    let error = store.append(id, &[happened(read, 1)]).unwrap_err();
    assert!(matches!(&error, StoreError::IndividualNumber { slot } if slot == "備考"));
    let receipt = Happened::Submitted { receipt: "M-9999-999".into() };
    assert!(matches!(store.append(id, &[happened(receipt, 1)]), Err(StoreError::OwnEntry)));
    assert_eq!(store.entries(id).unwrap().len(), 1);
    // 12 digits with another check digit are none.
    store.append(id, &[answered("dogs.1.dog_tag", "123456789017", 1)]).unwrap();
    assert_eq!(store.entries(id).unwrap().len(), 2);
}

#[test]
fn receipt_numbers_run_by_day_and_never_repeat() {
    let folder = Folder::new("receipt");
    let mut store = Store::open_with(&folder.0, Settings { tablet: 'B', ..Settings::default() }).unwrap();
    let mut submit = |today| {
        let id = store.begin(now(0), "abc").unwrap();
        let moment = Moment { at: 5, today };
        let receipt = store.submit(id, moment).unwrap();
        assert_eq!(store.submit(id, moment).unwrap(), receipt, "submitting twice is submitting once");
        assert_eq!(store.entries(id).unwrap().len(), 2);
        receipt
    };
    assert_eq!(submit(date(2026, 12, 1)), "B-1201-001");
    assert_eq!(submit(date(2026, 12, 1)), "B-1201-002");
    // A clock at 1970 goes on with the last day.
    assert_eq!(submit(date(1970, 1, 1)), "B-1201-003");
    assert_eq!(submit(date(2026, 12, 2)), "B-1202-001");
    assert_eq!(submit(date(2026, 12, 1)), "B-1202-002");
    // The same day of another year is another day.
    assert_eq!(submit(date(2027, 12, 1)), "B-1201-001");
    let outside = Settings { tablet: 'b', ..Settings::default() };
    assert!(matches!(Store::open_with(&folder.0, outside), Err(StoreError::Tablet('b'))));
}

#[test]
fn a_session_goes_its_way() {
    let folder = Folder::new("way");
    let mut store = store(&folder);
    let id = store.begin(now(0), "abc").unwrap();
    let receipt = store.submit(id, now(10)).unwrap();
    let stage = |store: &Store| store.list().unwrap()[0].stage;
    assert_eq!(stage(&store), Stage::Submitted);
    assert_eq!(store.open_sessions().unwrap(), []);
    store.append(id, &[happened(Happened::SentBack, 11)]).unwrap();
    assert_eq!(stage(&store), Stage::Draft);
    assert_eq!(store.submit(id, now(12)).unwrap(), receipt, "a session keeps its number");
    store.append(id, &[happened(Happened::Printed { pages: 9 }, 13)]).unwrap();
    assert_eq!(stage(&store), Stage::Printed);
    store.append(id, &[happened(Happened::HandedOver, 14)]).unwrap();
    let line = &store.list().unwrap()[0];
    assert_eq!((line.stage, line.purge_after), (Stage::HandedOver, Some(14 + DAY)));
}

#[test]
fn what_is_due_is_purged_and_leaves_no_trace_but_the_proof() {
    let folder = Folder::new("purge");
    let mut store = store(&folder);
    let secret = "ミホンタロウノヒミツ";
    let mut ids = Vec::new();
    for _ in 0..3 {
        let id = store.begin(now(0), "abc").unwrap();
        store.append(id, &[answered("note", secret, 1)]).unwrap();
        ids.push(id);
    }
    let receipt = store.submit(ids[0], now(2)).unwrap();
    store.append(ids[0], &[happened(Happened::HandedOver, 3)]).unwrap();
    store.append(ids[1], &[happened(Happened::Abandoned, 4)]).unwrap();
    assert_eq!(store.purge_due(now(4)).unwrap(), 0);
    assert_eq!(store.purge_due(now(4 + 30 * 60)).unwrap(), 1);
    assert_eq!(store.purge_due(now(3 + DAY)).unwrap(), 1);
    assert_eq!(store.list().unwrap().len(), 1);
    assert!(folder.holds(secret), "the third session is still there");
    store.purge(ids[2], now(3 + DAY)).unwrap();
    assert!(!folder.holds(secret), "deleted pages are overwritten, and the log is emptied");

    for id in ids.iter().copied() {
        assert!(matches!(store.entries(id), Err(StoreError::NoSession(gone)) if gone == id));
        assert!(matches!(store.append(id, &[]), Err(StoreError::NoSession(_))));
        assert!(matches!(store.submit(id, now(5)), Err(StoreError::NoSession(_))));
        assert!(matches!(store.purge(id, now(5)), Err(StoreError::NoSession(_))));
    }
    let proof = store.purged().unwrap();
    assert_eq!(proof.len(), 3);
    assert_eq!((proof[0].receipt.as_ref(), proof[0].purged_at), (Some(&receipt), now(3 + DAY).at));
}

#[test]
fn a_clock_that_jumped_purges_nothing() {
    let folder = Folder::new("clock");
    let mut store = store(&folder);
    let id = store.begin(now(0), "abc").unwrap();
    store.append(id, &[happened(Happened::HandedOver, now(0).at)]).unwrap();
    for wrong in [now(-1), now(15 * DAY), now(5000 * DAY)] {
        assert!(matches!(store.purge_due(wrong), Err(StoreError::ClockJumped { .. })));
        // Using the store under a wrong clock does not make the clock right.
        let other = store.begin(wrong, "abc").unwrap();
        store.append(other, &[answered("phone", "000-0000-0001", wrong.at)]).unwrap();
        assert!(matches!(store.purge_due(wrong), Err(StoreError::ClockJumped { .. })));
    }
    assert_eq!(store.list().unwrap().len(), 4);
    store.confirm_clock(now(20 * DAY)).unwrap();
    assert_eq!(store.purge_due(now(20 * DAY)).unwrap(), 1);
    assert!(store.entries(id).is_err());
}

#[test]
fn a_backup_is_a_whole_store() {
    let folder = Folder::new("backup");
    let elsewhere = Folder::new("backup_copy");
    let mut store = store(&folder);
    let id = store.begin(now(0), "abc").unwrap();
    store.append(id, &[answered("phone", "000-0000-0001", 1)]).unwrap();
    let copy = elsewhere.0.join("store.db");
    // What a backup that was cut off left behind does not stand in the way.
    std::fs::write(elsewhere.0.join("store.db.part"), "half").unwrap();
    store.backup_into(&copy).unwrap();
    assert!(matches!(store.backup_into(&copy), Err(StoreError::BackupExists)));
    assert_eq!(Store::open(&elsewhere.0).unwrap().entries(id).unwrap(), store.entries(id).unwrap());
    assert!(store.backup_into(&elsewhere.0.join("none/store.db")).is_err());
}

#[test]
fn one_program_at_a_time() {
    let folder = Folder::new("lock");
    let first = store(&folder);
    let error = Store::open(&folder.0).unwrap_err();
    assert!(matches!(error, StoreError::Locked));
    assert_eq!(error.sentence(), "このプログラムは、すでに起動しています。先に起動した画面をお使いください");
    drop(first);
    assert!(Store::open(&folder.0).is_ok());
}

#[test]
fn files_that_are_not_ours_are_refused_and_left_as_they_are() {
    let folder = Folder::new("newer");
    drop(store(&folder));
    let file = folder.0.join("store.db");
    {
        let connection = rusqlite::Connection::open(&file).unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
    }
    let before = std::fs::read(&file).unwrap();
    assert!(matches!(Store::open(&folder.0), Err(StoreError::Newer { found: 99, known: 1 })));
    assert_eq!(std::fs::read(&file).unwrap(), before);

    std::fs::write(&file, "これはデータベースではありません".repeat(100)).unwrap();
    assert!(matches!(Store::open(&folder.0), Err(StoreError::Corrupt(_))));

    let damaged = Folder::new("damaged");
    let mut filled = store(&damaged);
    let id = filled.begin(now(0), "abc").unwrap();
    for _ in 0..50 {
        filled.append(id, &[answered("note", &"あ".repeat(500), 1)]).unwrap();
    }
    drop(filled);
    let file = damaged.0.join("store.db");
    let mut bytes = std::fs::read(&file).unwrap();
    for page in bytes.chunks_mut(4096).skip(2) {
        page[..64].fill(0xA5);
    }
    std::fs::write(&file, bytes).unwrap();
    assert!(matches!(Store::open(&damaged.0), Err(StoreError::Corrupt(_))));
}

#[test]
fn the_tables_themselves_refuse_to_forget() {
    let folder = Folder::new("triggers");
    let mut filled = store(&folder);
    let id = filled.begin(now(0), "abc").unwrap();
    let gone = filled.begin(now(0), "abc").unwrap();
    filled.purge(gone, now(1)).unwrap();
    drop(filled);
    let connection = rusqlite::Connection::open(folder.0.join("store.db")).unwrap();
    for statement in [
        "UPDATE entry SET at = 0",
        "DELETE FROM entry",
        "DELETE FROM session",
        "UPDATE session SET stage = 'draft', purged_at = NULL WHERE stage = 'purged'",
        "INSERT INTO entry SELECT id, 1, 0, '\"program\"', x'00' FROM session WHERE stage = 'purged'",
        "INSERT INTO entry VALUES (zeroblob(16), 1, 0, '\"program\"', x'00')",
    ] {
        let connection = &connection;
        connection.pragma_update(None, "foreign_keys", true).unwrap();
        assert!(connection.execute(statement, []).is_err(), "{statement}");
    }
    drop(connection);
    assert_eq!(store(&folder).entries(id).unwrap().len(), 1);
}

#[test]
fn what_a_resident_said_is_in_no_debug_words() {
    let entry = Entry {
        at: 0,
        by: Actor::Resident,
        what: Happened::Answered {
            slot: SlotName("note".into()),
            answer: Said::Text("ひみつ".into()),
            origin: Origin::Typed,
        },
    };
    let folder = Folder::new("debug");
    let mut store = store(&folder);
    let id = store.begin(now(0), "abc").unwrap();
    store.append(id, std::slice::from_ref(&entry)).unwrap();
    assert!(!format!("{entry:?}{store:?}{:?}", store.list().unwrap()).contains("ひみつ"));
}
