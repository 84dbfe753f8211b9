//! Nothing acknowledged is lost: a writer is killed at random times, and everything it acknowledged is there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use kakanai_domain::session::{Happened, Said};
use kakanai_storage::{SessionId, Store};
use support::{Folder, answered, now};

const KILLS: u32 = 50;
const FOLDER: &str = "KAKANAI_KILL_FOLDER";

/// The child: one step after another, each acknowledged on standard output only after it was stored.
#[test]
#[ignore = "runs as the child of the test below, and is killed"]
fn writer() {
    let folder = std::env::var(FOLDER).expect("only the parent starts this");
    let mut store = Store::open(Path::new(&folder)).unwrap();
    let mut out = std::io::stdout();
    let mut say = |line: String| {
        out.write_all(line.as_bytes()).and_then(|()| out.flush()).unwrap();
    };
    say("READY\n".into());
    let mut random = fastrand::Rng::with_seed(std::process::id().into());
    loop {
        // A resident whose power was cut goes on.
        let id = match store.open_sessions().unwrap().last() {
            Some(line) => line.id,
            None => store.begin(now(0), "abc").unwrap(),
        };
        let first = store.entries(id).unwrap().len();
        for step in first..first + random.usize(1..8) {
            let long = "あ".repeat(random.usize(0..400));
            let entries =
                [answered("note", &format!("{step}a{long}"), 1), answered("note", &format!("{step}b"), 1)];
            store.append(id, &entries).unwrap();
            say(format!("ACK {id} {step}a\nACK {id} {step}b\n"));
        }
        if random.bool() {
            let receipt = store.submit(id, now(1)).unwrap();
            say(format!("RECEIPT {id} {receipt}\n"));
        }
    }
}

#[test]
fn nothing_acknowledged_is_lost() {
    let folder = Folder::new("kill");
    let mut acknowledged: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut receipts: BTreeMap<String, String> = BTreeMap::new();
    let mut random = fastrand::Rng::with_seed(1);
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "writer", "--ignored", "--nocapture"])
            .env(FOLDER, &folder.0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        // One in five is killed while it opens, recovers or migrates.
        if kill % 5 != 0 {
            while !said.ends_with("READY\n") && out.read_line(&mut said).unwrap() > 0 {}
        }
        std::thread::sleep(Duration::from_micros(random.u64(0..100_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        out.read_to_string(&mut said).unwrap();
        for line in said.lines() {
            match line.split(' ').collect::<Vec<_>>()[..] {
                ["ACK", id, step] => acknowledged.entry(id.into()).or_default().push(step.into()),
                ["RECEIPT", id, receipt] => drop(receipts.insert(id.into(), receipt.into())),
                _ => {}
            }
        }
        let store = Store::open(&folder.0).unwrap_or_else(|error| panic!("kill {kill}: {error}"));
        for (id, steps) in &acknowledged {
            let kept = steps_of(&store, id.parse().unwrap());
            assert!(kept.len().is_multiple_of(2), "kill {kill}: half a step");
            assert!(
                steps.iter().all(|step| kept.contains(step)),
                "kill {kill}: an acknowledged step is gone"
            );
        }
    }
    let store = Store::open(&folder.0).unwrap();
    let mut numbers: Vec<_> = store.list().unwrap().into_iter().filter_map(|line| line.receipt).collect();
    assert!(receipts.values().all(|receipt| numbers.contains(receipt)), "an acknowledged receipt is gone");
    let drawn = numbers.len();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), drawn, "a receipt number was given twice");
    let steps: usize = acknowledged.values().map(Vec::len).sum();
    println!("{KILLS} kills, {steps} acknowledged entries, {drawn} receipts");
    assert!(steps > 100 && drawn > 3, "the writer hardly came to write: {steps} entries, {drawn} receipts");
}

/// The steps of a session, in order.
fn steps_of(store: &Store, id: SessionId) -> Vec<String> {
    let entries = store.entries(id).unwrap();
    entries
        .into_iter()
        .filter_map(|entry| match entry.what {
            Happened::Answered { answer: Said::Text(text), .. } => {
                Some(text.trim_end_matches('あ').to_owned())
            }
            _ => None,
        })
        .collect()
}
