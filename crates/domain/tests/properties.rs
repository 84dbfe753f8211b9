//! Properties of settling, on random definitions, answers and edits.
//!
//! 100,000 cases by default; `KAKANAI_CASES=10000000 cargo test --release -p kakanai-domain --test properties`
//! for more. A failure names its seed: `KAKANAI_SEED=…` runs that case alone.

#![allow(clippy::expect_used, reason = "a broken generator must stop the test")]

#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use kakanai_domain::condition::{Condition, Test};
use kakanai_domain::truth::View;
use kakanai_domain::why::{Calling, why, why_asked};
use kakanai_domain::{Answers, Interview, Lang, Outcome, Replay, Slot, advise, settle};
use support::cases::on_cases;
use support::naive::Plain;
use support::random::{answer, today};

/// Only the answers that became facts.
fn asked_only(said: &Answers, interview: &Interview) -> Answers {
    interview.asked.iter().map(|slot| (*slot, said.get(*slot).expect("asked, so said").clone())).collect()
}

#[test]
fn settling_is_what_looking_at_everything_again_would_give() {
    on_cases(|case| {
        let quick = case.settle(&case.said);
        let plain = Plain { catalog: &case.catalog, event: case.event, today: today() }.settle(&case.said);
        assert_eq!(asked_only(&case.said, &quick), plain.facts, "facts, seed {}", case.seed);
        assert_eq!(quick.wanted, plain.wanted, "wanted, seed {}", case.seed);
        assert_eq!(quick.verdicts, plain.verdicts, "verdicts, seed {}", case.seed);
    });
}

#[test]
fn the_result_depends_on_asked_answers_only() {
    on_cases(|case| {
        let interview = case.settle(&case.said);
        let only = asked_only(&case.said, &interview);
        let again = case.settle(&only);
        // What is left out was not asked; what was asked but did not fit is wanted still.
        assert_eq!(again, interview, "seed {}", case.seed);
    });
}

#[test]
fn the_order_in_which_answers_arrive_does_not_matter_and_edits_leave_no_trace() {
    on_cases(|case| {
        let first = case.settle(&case.said);
        let mut replay = Replay::default();
        let mut settle_on = |said: &Answers| replay.settle(&case.catalog, case.event, said, today());
        let mut said: Vec<(Slot, _)> =
            case.said.iter().map(|(slot, answer)| (slot, answer.clone())).collect();
        case.rng.shuffle(&mut said);
        let mut shuffled = Answers::default();
        for (slot, answer) in said {
            shuffled.set(slot, answer);
        }
        let slots: Vec<Slot> = case.said.iter().map(|(slot, _)| slot).collect();
        if slots.is_empty() {
            return;
        }
        // Change some, take some back, settle in between, and say the old again.
        for _ in 0..3 {
            let slot = slots[case.rng.usize(..slots.len())];
            let other = answer(&mut case.rng, &case.catalog, slot);
            shuffled.set(slot, other);
            let on = settle_on(&shuffled);
            assert_eq!(
                on,
                settle(&case.catalog, case.event, &shuffled, today()),
                "going on, seed {}",
                case.seed
            );
            if case.rng.bool() {
                shuffled.remove(slot);
            }
            shuffled.set(slot, case.said.get(slot).expect("said before").clone());
        }
        assert_eq!(settle_on(&shuffled), first, "going on, seed {}", case.seed);
        assert_eq!(case.settle(&shuffled), first, "seed {}", case.seed);
    });
}

#[test]
fn every_question_has_a_reason_and_what_stays_open_is_for_the_staff() {
    on_cases(|case| {
        let interview = case.settle(&case.said);
        let view = View { catalog: &case.catalog, facts: &interview.facts, today: today() };
        for slot in interview.asked.iter().chain(&interview.wanted) {
            let why = why_asked(&case.catalog, case.event, &case.said, today(), *slot, Lang::Ja);
            assert!(!why.is_empty(), "asked for nothing: {slot:?}, seed {}", case.seed);
        }
        for verdict in &interview.verdicts {
            let when = &case.catalog.procedures[verdict.procedure].when;
            let mut open = Default::default();
            let truth = view.truth(when, verdict.member, &mut open);
            match verdict.outcome {
                Outcome::Open => assert!(!interview.is_complete(), "open at the end, seed {}", case.seed),
                Outcome::AskStaff => {
                    let doubt = !open.unsure.is_empty() || truth == kakanai_domain::truth::Truth::True;
                    assert!(doubt, "staff without a わからない, seed {}", case.seed);
                }
                Outcome::Needed(_) | Outcome::NotNeeded | Outcome::Advice => {}
            }
            // Reasons are total, in every language.
            for lang in [Lang::Ja, Lang::En] {
                why(&case.catalog, &interview.facts, today(), verdict, lang, Calling::Relation);
            }
        }
        advise(&case.catalog, case.event, &interview, today(), Lang::Ja);
    });
}

#[test]
fn an_interview_ends_when_every_question_is_answered() {
    on_cases(|case| {
        let interview = case.finish();
        assert!(interview.is_complete(), "stuck at {:?}, seed {}", interview.wanted.first(), case.seed);
        for verdict in &interview.verdicts {
            assert_ne!(verdict.outcome, Outcome::Open, "undecided at the end, seed {}", case.seed);
        }
    });
}

#[test]
fn the_generator_reaches_what_it_should() {
    // A property over nothing proves nothing: the cases must contain every outcome and both ends of an interview.
    let seen = std::cell::RefCell::new(std::collections::BTreeMap::<String, u64>::new());
    on_cases(|case| {
        let interview = case.settle(&case.said);
        let mut seen = seen.borrow_mut();
        for verdict in &interview.verdicts {
            *seen.entry(format!("{:?}", verdict.outcome)).or_default() += 1;
        }
        *seen.entry(format!("complete {}", interview.is_complete())).or_default() += 1;
        let member = interview.asked.iter().any(|slot| slot.member().is_some());
        *seen.entry(format!("asks about members {member}")).or_default() += 1;
        let role = case.catalog.procedures.iter().any(|(_, p)| uses_role(&p.when));
        *seen.entry(format!("uses roles {role}")).or_default() += 1;
    });
    let seen = seen.into_inner();
    for outcome in ["NotNeeded", "Open", "Advice", "AskStaff", "Needed(Required)", "Needed(Automatic)"] {
        assert!(seen.get(outcome).is_some_and(|count| *count > 100), "{outcome}: {seen:?}");
    }
    for end in ["complete true", "complete false", "asks about members true", "uses roles true"] {
        assert!(seen.get(end).is_some_and(|count| *count > 100), "{end}: {seen:?}");
    }
}

fn uses_role(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(uses_role),
        Condition::Not(part)
        | Condition::SomeoneIn(_, part)
        | Condition::EveryoneIn(_, part)
        | Condition::CountIn(_, part, _) => uses_role(part),
        Condition::Rule(_) => false,
        Condition::Test(path, test) => {
            matches!(test, Test::IsRole(_))
                || matches!(
                    path,
                    kakanai_domain::condition::Path::Item(kakanai_domain::condition::Subject::Role(_), ..)
                )
        }
    }
}
