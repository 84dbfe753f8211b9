//! How often a resident would have written the same things, and how often somebody still typed them.
use crate::{Catalog, Slot, filled::FilledSheet};
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
/// `writes_before`: the boxes of these kinds on the printed pages.
pub fn writes_before(_sheets: &[FilledSheet]) -> Counts {
    Counts::default()
}
/// `writes_after`: the answers of these kinds that somebody typed.
pub fn writes_after(_catalog: &Catalog, _typed: impl Iterator<Item = Slot>) -> Counts {
    Counts::default()
}
