//! What is asked of a card: the fields that answer something. The truth knows more of them.

use kakanai_cards::truth::Printed;
use kakanai_cards::{Kind, Truth};
use kakanai_reading::face::Hint;

/// A field to be read.
pub struct Asked<'a> {
    pub name: &'static str,
    /// As printed.
    pub text: String,
    pub lines: Vec<&'a Printed>,
    /// What a reader that knows the kind of card knows of the field.
    pub hint: Hint,
}

/// Name here, its names in the truth.
const FIELDS: [(&str, &[&str]); 7] = [
    // Both names of a passport are one name.
    ("name", &["name", "surname", "given_names"]),
    ("name_han", &["name_han"]),
    ("address", &["address"]),
    ("birth_date", &["birth_date"]),
    ("sex", &["sex"]),
    ("valid_until", &["valid_until"]),
    ("number", &["number"]),
];

impl<'a> Asked<'a> {
    /// What is asked of a card.
    pub fn of(truth: &'a Truth) -> Vec<Self> {
        let asked = |(name, names): (&'static str, &[&str])| {
            let mine = || truth.fields.iter().filter(|field| names.contains(&field.name.as_str()));
            // The number of a passport answers nothing.
            let is_asked = mine().next().is_some() && (truth.kind, name) != (Kind::Passport, "number");
            is_asked.then(|| Self {
                name,
                text: mine().map(|field| field.text.as_str()).collect(),
                lines: mine().flat_map(|field| &field.lines).collect(),
                hint: hint(truth.kind, name),
            })
        };
        FIELDS.into_iter().filter_map(asked).collect()
    }
}

fn hint(kind: Kind, name: &str) -> Hint {
    let latin = match kind {
        Kind::Residence1 | Kind::Residence2 | Kind::Permanent1 | Kind::Permanent2 | Kind::Passport => true,
        Kind::MyNumber
        | Kind::MyNumberBack
        | Kind::Licence
        | Kind::DrivingHistory
        | Kind::Insurance
        | Kind::Stranger => false,
    };
    match name {
        "name" if latin => Hint::Latin,
        "birth_date" | "valid_until" if kind == Kind::Passport => Hint::Latin,
        "sex" if kind == Kind::Passport => Hint::LettersAndDigits,
        "birth_date" | "valid_until" => Hint::Day,
        "number" => Hint::LettersAndDigits,
        _ => Hint::Japanese,
    }
}
