//! Rows of a table while some of them may still be wrong.

use kakanai_domain::{Declared, Id, Table};

use crate::node::Node;

/// One place for each declared name.
pub(crate) struct Rows<T>(Vec<Option<T>>);

impl<T> Rows<T> {
    /// A place for each name, all empty.
    pub fn new(declared: &Declared<T>) -> Self {
        Self(declared.names().map(|_| None).collect())
    }
    pub fn get(&self, id: Id<T>) -> Option<&T> {
        self.0.get(id.index())?.as_ref()
    }
    pub fn get_mut(&mut self, id: Id<T>) -> Option<&mut T> {
        self.0.get_mut(id.index())?.as_mut()
    }
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten()
    }
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().flatten()
    }
    pub fn put(&mut self, id: Id<T>, row: Option<T>) {
        if let Some(place) = self.0.get_mut(id.index())
            && place.is_none()
        {
            *place = row;
        }
    }
    /// The table, when every place is filled.
    pub fn complete(self, declared: Declared<T>) -> Option<Table<T>> {
        declared.complete(self.0.into_iter().collect::<Option<Vec<_>>>()?)
    }
}

/// Reads every entry of a list into the place of its id.
pub(crate) fn each<'a, T>(
    list: Option<Node<'a>>,
    declared: &Declared<T>,
    read: impl Fn(Node<'a>) -> Option<T>,
) -> Rows<T> {
    let mut rows = Rows::new(declared);
    read_into(&mut rows, list.and_then(Node::list).into_iter().flatten(), declared, read);
    rows
}

/// Reads every node into the place of its id.
pub(crate) fn read_into<'a, T>(
    rows: &mut Rows<T>,
    nodes: impl Iterator<Item = Node<'a>>,
    declared: &Declared<T>,
    read: impl Fn(Node<'a>) -> Option<T>,
) {
    for node in nodes {
        let row = read(node);
        if let Some(id) = node.peek("id").and_then(Node::as_str).and_then(|id| declared.find(id)) {
            rows.put(id, row);
        }
    }
}
