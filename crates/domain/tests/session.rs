//! A session as its entries tell it.

#![allow(clippy::expect_used, reason = "a broken table must stop the test")]

#[allow(dead_code, reason = "the properties use the rest")]
#[path = "support/random.rs"]
mod random;

use fastrand::Rng;
use kakanai_domain::session::{Happened, Origin, Said, Session, SlotName};
use kakanai_domain::{Answer, Catalog, Slot};

/// A catalogue with a yes-or-no item of the visit, and its slot.
fn catalog_with_yes_no() -> (Catalog, Slot) {
    (0..)
        .find_map(|seed| {
            let catalog = random::catalog(&mut Rng::with_seed(seed), random::SMALL);
            let slot = catalog.items.iter().find_map(|(id, item)| {
                let fits = item.of.is_none() && matches!(item.kind, kakanai_domain::item::Kind::YesNo);
                fits.then_some(Slot::Visit(id))
            })?;
            Some((catalog, slot))
        })
        .expect("some catalogue has one")
}

fn answered(slot: &SlotName, answer: Said) -> Happened {
    Happened::Answered { slot: slot.clone(), answer, origin: Origin::Typed }
}

#[test]
fn a_correction_replaces_what_was_said_even_when_it_does_not_fit() {
    let (catalog, slot) = catalog_with_yes_no();
    let name = SlotName::of(&catalog, slot);
    assert_eq!(name.resolve(&catalog), Some(slot));
    let first = answered(&name, Said::YesNo(true));
    let strange = answered(&name, Said::Text("これは合わない".to_owned()));

    let session = Session::replay(&catalog, [&first]);
    assert!(matches!(session.answers.get(slot), Some(Answer::Value(_))));

    let session = Session::replay(&catalog, [&first, &strange]);
    assert_eq!(session.answers.get(slot), None, "the old answer must not reach a paper");
    assert_eq!(session.lapsed, std::slice::from_ref(&name), "the clerk is told");

    let session = Session::replay(&catalog, [&first, &strange, &strange, &first]);
    assert!(session.answers.get(slot).is_some() && session.lapsed.is_empty(), "mended");

    let retracted = Happened::Retracted { slot: name };
    let session = Session::replay(&catalog, [&first, &retracted]);
    assert!(session.answers.is_empty() && session.origins.is_empty());
}

#[test]
fn an_entry_survives_the_disk_and_says_nothing_in_debug() {
    let name = SlotName("people.2.name".to_owned());
    let person =
        kakanai_domain::person::Name {
            family: "見本".into(), given: "花子".into(), ..Default::default()
        };
    let day = kakanai_domain::date::Day::Exact(random::today());
    for said in [
        Said::Name(person),
        Said::Date(day),
        Said::Phone("000".into()),
        Said::Members(vec![1, 2]),
        Said::Unknown,
    ] {
        let entry = answered(&name, said);
        let shown = format!("{entry:?}");
        assert!(!shown.contains("見本") && !shown.contains("2026") && !shown.contains("000"), "{shown}");
    }
}
