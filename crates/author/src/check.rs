//! `check`: every problem of the definitions, and every scenario they do not satisfy.

use std::path::Path;

#[cfg(doc)]
use kakanai_definition::Compiled;
use kakanai_definition::{Severity, run};
use kakanai_domain::Date;

use crate::lint::lint;
use crate::loading::{Forms, Said, count, listed, load};
use crate::scenarios::details;

/// Compiles a folder, proves it, runs its scenarios and looks at their sheets. Good when there is no error and no mismatch. `on`: the day
/// from which on the definitions are proved; without it that of the latest scenario, see [`Compiled::day_of_proof`].
pub fn check(dir: &Path, on: Option<Date>) -> Said {
    match load(dir) {
        Ok(forms) => checked(&forms, on),
        Err(sentence) => Said::bad(sentence),
    }
}

/// The same, for what is compiled already.
pub(crate) fn checked(forms: &Forms, on: Option<Date>) -> Said {
    let compiled = &forms.compiled;
    let problems = forms.all_problems(on);
    let mut text = listed(&problems);
    let errors = count(&problems, Severity::Error);
    let warnings = count(&problems, Severity::Warning);
    let files = forms.files;
    let Some(editions) = &compiled.editions else {
        text.push_str(&format!(
            "だめでした: ファイル {files}、エラー {errors}、注意 {warnings}。エラーがあるので、シナリオは試していません。\n\
             failed: {files} files, {errors} errors, {warnings} warnings; the scenarios were not run\n"
        ));
        return Said::bad(text);
    };
    let scenarios = compiled.scenarios.len();
    let mut failed = 0;
    for scenario in &compiled.scenarios {
        let mismatches = run(editions.on(scenario.today), scenario);
        if !mismatches.is_empty() {
            failed += 1;
            text.push_str(&details(scenario, &mismatches));
            text.push('\n');
        }
    }
    let looks = lint(editions, &compiled.scenarios);
    for finding in &looks {
        text.push_str(&format!("{finding}\n\n"));
    }
    let warnings = warnings + looks.len();
    let (ja, en) = if failed == 0 { ("よろしい", "ok") } else { ("だめでした", "failed") };
    text.push_str(&format!(
        "{ja}: ファイル {files}、エラー {errors}、注意 {warnings}、シナリオ {scenarios}（うち失敗 {failed}）。\n\
         {en}: {files} files, {errors} errors, {warnings} warnings, {scenarios} scenarios ({failed} failed)\n"
    ));
    Said { text, good: failed == 0 }
}
