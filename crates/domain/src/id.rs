//! Names become ids once, when the definitions are compiled; afterwards nobody looks up a string.
#![allow(
    clippy::indexing_slicing,
    reason = "an Id exists only for a row of its table, see `Declared::complete`"
)]

use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;

/// The place of one `T` in the table of its kind. Made by [`Declared::declare`] only.
pub struct Id<T> {
    index: u32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// Position in the table, counted from 0.
    pub fn index(self) -> usize {
        self.index as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// Names that are known before their objects are: definitions refer to each other in any order.
pub struct Declared<T> {
    names: Vec<String>,
    by_name: HashMap<String, u32>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Default for Declared<T> {
    fn default() -> Self {
        Self { names: Vec::new(), by_name: HashMap::new(), kind: PhantomData }
    }
}

impl<T> Clone for Declared<T> {
    fn clone(&self) -> Self {
        Self { names: self.names.clone(), by_name: self.by_name.clone(), kind: PhantomData }
    }
}

impl<T> Declared<T> {
    /// The id of a new name, or the id it already has as `Err`.
    pub fn declare(&mut self, name: &str) -> Result<Id<T>, Id<T>> {
        if let Some(id) = self.find(name) {
            return Err(id);
        }
        let index = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.by_name.insert(name.to_owned(), index);
        Ok(Id { index, kind: PhantomData })
    }

    /// The id of a name.
    pub fn find(&self, name: &str) -> Option<Id<T>> {
        self.by_name.get(name).map(|&index| Id { index, kind: PhantomData })
    }

    /// All names, in the order of declaration.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The table, when there is exactly one object for each declared name, in that order.
    pub fn complete(self, rows: Vec<T>) -> Option<Table<T>> {
        (rows.len() == self.names.len()).then_some(Table { names: self.names, rows, by_name: self.by_name })
    }
}

/// All objects of one kind, with their names.
#[derive(Clone)]
pub struct Table<T> {
    names: Vec<String>,
    rows: Vec<T>,
    by_name: HashMap<String, u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { names: Vec::new(), rows: Vec::new(), by_name: HashMap::new() }
    }
}

impl<T> Table<T> {
    /// The name an author gave.
    pub fn name(&self, id: Id<T>) -> &str {
        &self.names[id.index()]
    }
    /// The id of a name: for stored sessions and scenarios, which outlive a catalogue.
    pub fn find(&self, name: &str) -> Option<Id<T>> {
        self.by_name.get(name).map(|&index| Id { index, kind: PhantomData })
    }
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }
    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
    /// All ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<T>> + ExactSizeIterator + use<T> {
        (0..self.rows.len() as u32).map(|index| Id { index, kind: PhantomData })
    }
    /// All ids with their rows.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &T)> {
        self.ids().zip(&self.rows)
    }
}

impl<T> Table<T> {
    /// The object, to be changed.
    pub(crate) fn get_mut(&mut self, id: Id<T>) -> &mut T {
        &mut self.rows[id.index()]
    }
}

impl<T> Index<Id<T>> for Table<T> {
    type Output = T;
    fn index(&self, id: Id<T>) -> &T {
        &self.rows[id.index()]
    }
}

impl<T: fmt::Debug> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.names.iter().zip(&self.rows)).finish()
    }
}
