//! How often a resident would have written the same things, and how often somebody still typed them.

use crate::catalog::Catalog;
use crate::filled::FilledSheet;
use crate::item::Writes;
use crate::slot::Slot;

/// Counts of name, address, phone and birth date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// 氏名
    pub name: u32,
    /// 住所
    pub address: u32,
    /// 電話番号
    pub phone: u32,
    /// 生年月日
    pub birth_date: u32,
}

impl Counts {
    /// All of them.
    pub fn total(self) -> u32 {
        self.name + self.address + self.phone + self.birth_date
    }
}

impl FromIterator<Writes> for Counts {
    fn from_iter<I: IntoIterator<Item = Writes>>(kinds: I) -> Self {
        let mut counts = Counts::default();
        for kind in kinds {
            *match kind {
                Writes::Name => &mut counts.name,
                Writes::Address => &mut counts.address,
                Writes::Phone => &mut counts.phone,
                Writes::BirthDate => &mut counts.birth_date,
            } += 1;
        }
        counts
    }
}

/// `writes_before`: the boxes of these kinds on the printed pages.
pub fn writes_before(sheets: &[FilledSheet]) -> Counts {
    sheets.iter().flat_map(|sheet| &sheet.boxes).filter_map(|filled| filled.writes).collect()
}

/// `writes_after`: the answers of these kinds that somebody typed. Readings, inheritance and mere
/// confirmation are no writing.
pub fn writes_after(catalog: &Catalog, typed: impl Iterator<Item = Slot>) -> Counts {
    typed.filter_map(|slot| catalog.items[slot.item()?].writes).collect()
}
