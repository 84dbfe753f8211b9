//! What an entry is on the disk.
//!
//! The only place where what was said becomes bytes and bytes become what was said: encryption per session belongs here,
//! around these functions, and nowhere else. Until it is here, the disk itself has to be encrypted.

use kakanai_domain::session::{Actor, Happened};

use crate::error::StoreError;

/// The bytes of what happened.
pub(crate) fn seal(what: &Happened) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(what).map_err(unreadable)
}

/// What happened, of its bytes.
pub(crate) fn unseal(bytes: &[u8]) -> Result<Happened, StoreError> {
    serde_json::from_slice(bytes).map_err(unreadable)
}

/// Who acted, as it stands in the open.
pub(crate) fn actor_words(actor: &Actor) -> Result<String, StoreError> {
    serde_json::to_string(actor).map_err(unreadable)
}

/// Who acted, of those words.
pub(crate) fn actor(words: &str) -> Result<Actor, StoreError> {
    serde_json::from_str(words).map_err(unreadable)
}

/// Line and column only: serde's words may quote what stands there.
fn unreadable(error: serde_json::Error) -> StoreError {
    StoreError::Corrupt(format!("an entry is not readable at {}:{}", error.line(), error.column()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a mistake here is a failed test")]
mod tests {
    use super::*;

    #[test]
    fn entries_of_earlier_programs_are_read() {
        // They did not say the day of the visit.
        let what = Happened::Started { definitions: "abc".to_owned(), today: None };
        let earlier = br#"{"started":{"definitions":"abc"}}"#;
        assert_eq!(unseal(earlier).unwrap(), what);
        assert_eq!(seal(&what).unwrap(), earlier);
    }
}
