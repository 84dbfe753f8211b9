//! The letters of paper and screen, for the checks of the definitions.

use kakanai_definition::{Letters, Surface};
use kakanai_domain::Lang;
use kakanai_printing::{Fonts, Typeface};

/// The fonts inside the program.
#[derive(Debug, Default)]
pub struct OwnLetters(Fonts);

impl Letters for OwnLetters {
    fn lacks(&self, text: &str, on: Surface) -> Vec<String> {
        let (face, lang) = match on {
            Surface::Paper => (Typeface::Gothic, Lang::Ja),
            Surface::Screen(lang) => (Typeface::Plain, lang),
        };
        let doubts = self.0.doubts(text, face).into_iter().map(|doubt| doubt.meant);
        doubts.filter(|letter| !letter.chars().all(|c| is_added(lang, c))).collect()
    }

    fn width(&self, text: &str) -> f32 {
        self.0.width(text, Typeface::Bold)
    }
}

/// Whether the Noto fonts, which a machine needs for these languages, have it: the program's own fonts are Japanese.
fn is_added(lang: Lang, c: char) -> bool {
    match lang {
        Lang::Ja | Lang::En => false,
        Lang::Zh => matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'),
        Lang::Ko => matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}'),
        Lang::Vi | Lang::Pt => {
            matches!(c, '\u{a0}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
        }
        Lang::Ne => matches!(c, '\u{900}'..='\u{97f}' | '\u{200c}' | '\u{200d}'),
    }
}
