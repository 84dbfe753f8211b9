//! `watch`: news after every change, and never a picture of something wrong.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod support;

use std::fs;

use kakanai_author::command::Visit;
use kakanai_author::watch::Watch;
use kakanai_domain::Lang;
use support::Folder;

#[test]
fn every_save_is_news_once() {
    let folder = Folder::empty("watched");
    folder.good("new office DIR --on 2026-12-01");
    let out = Folder::empty("pictures");
    let (event, scenario) = ("move_in".to_owned(), "family_of_two".to_owned());
    let visit = Visit { forms: folder.path(""), event, scenario, on: None, lang: Lang::Ja };
    let mut watch = Watch::new(visit, out.path(""), 40.0);
    let picture = out.path("move_in-family_of_two-papers-1.png");
    let sheet = "sheets/notice_of_moving_in.json";
    let good = folder.read(sheet);

    let news = watch.look().expect("the first look");
    assert!(news.text("12:34:56").starts_with("誤りなし（12:34:56）"), "{}", news.text);
    assert_eq!(news.text, format!("絵 2 枚 / 2 pictures: {}\n", out.path("").display()));
    let first = fs::read(&picture).unwrap();
    assert_eq!(watch.look(), None, "nothing has changed");

    // A mistake: the picture stays.
    fs::write(folder.path(sheet), good.replace("\"A4\"", "\"A4")).unwrap();
    assert_eq!(watch.look(), None, "it may still be being written");
    let news = watch.look().unwrap();
    assert!(news.errors > 0 && news.text.contains("[E001]"), "{}", news.text);
    assert!(news.text("12:34:57").contains("絵は前のまま"));
    assert_eq!(fs::read(&picture).unwrap(), first);
    assert_eq!(watch.look(), None, "it was said");

    // A file that goes, and comes again with other words: the picture is new.
    fs::remove_file(folder.path(sheet)).unwrap();
    assert_eq!(watch.look(), None);
    assert!(watch.look().unwrap().errors > 0);
    fs::write(folder.path(sheet), good.replace("転　入　届", "転入のお届け")).unwrap();
    assert_eq!(watch.look(), None);
    assert_eq!(watch.look().unwrap().errors, 0);
    assert_ne!(fs::read(&picture).unwrap(), first);

    // What fails is said without an end to it; a folder that is away for a while as well.
    let scenario = folder.read("scenarios/family_of_two.json");
    fs::write(folder.path("scenarios/family_of_two.json"), scenario.replace("見本　花子", "見本　月子"))
        .unwrap();
    assert_eq!(watch.look(), None);
    let news = watch.look().unwrap();
    assert!(
        news.errors == 0 && news.text.contains("「見本　月子」のはずが「見本　花子」でした"),
        "{}",
        news.text
    );
    fs::rename(folder.path(""), folder.path("").with_extension("away")).unwrap();
    assert_eq!(watch.look(), None);
    assert!(watch.look().unwrap().text.contains("読めません"));
    fs::rename(folder.path("").with_extension("away"), folder.path("")).unwrap();
    assert_eq!(watch.look(), None);
    assert_eq!(watch.look().unwrap().errors, 0);

    // Nothing unfinished is left, and no page of a former run.
    fs::write(out.path("move_in-family_of_two-papers-2.png"), "old").unwrap();
    fs::write(folder.path(sheet), good).unwrap();
    assert_eq!(watch.look(), None);
    watch.look().unwrap();
    let left = out.files().into_keys().collect::<Vec<_>>();
    assert_eq!(left, ["move_in-family_of_two-guide-1.png", "move_in-family_of_two-papers-1.png"]);
}
