//! Objects of one PDF file carried over into another, each once.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// How far parents are followed.
const DEEPEST: usize = 64;

/// Objects that a page has of its own, by what they are in the file they come from.
pub(crate) type Own = BTreeMap<ObjectId, ObjectId>;

/// A file whose objects are carried over.
pub(crate) struct Import {
    pub source: Document,
    /// By number, from 0.
    pub pages: Vec<ObjectId>,
    /// What is carried over already, or will be.
    shared: BTreeMap<ObjectId, ObjectId>,
    waiting: Vec<(ObjectId, ObjectId)>,
    apart: BTreeSet<ObjectId>,
}

impl Import {
    pub fn new(bytes: &[u8]) -> lopdf::Result<Self> {
        let source = Document::load_mem(bytes)?;
        let pages = source.page_iter().collect::<Vec<_>>();
        // Of the other pages nothing is carried over, wherever something points at them.
        let apart = pages.iter().copied().collect();
        Ok(Self { source, pages, shared: BTreeMap::new(), waiting: Vec::new(), apart })
    }

    /// An object as it is in the file it goes to.
    pub fn copy(&mut self, file: &mut Document, object: &Object, own: &Own) -> Object {
        match object {
            Object::Reference(id) => self.reference(file, *id, own).map_or(Object::Null, Object::Reference),
            Object::Array(all) => Object::Array(all.iter().map(|part| self.copy(file, part, own)).collect()),
            Object::Dictionary(all) => Object::Dictionary(self.copy_all(file, all, own)),
            Object::Stream(stream) => Object::Stream(self.copy_stream(file, stream, own)),
            Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Name(_)
            | Object::String(..) => object.clone(),
        }
    }

    pub fn copy_all(&mut self, file: &mut Document, all: &Dictionary, own: &Own) -> Dictionary {
        all.iter().map(|(key, value)| (key.clone(), self.copy(file, value, own))).collect()
    }

    // The bytes of a stream are those of its file.
    fn copy_stream(&mut self, file: &mut Document, stream: &Stream, own: &Own) -> Stream {
        let mut plain = stream.dict.clone();
        plain.set("Length", i64::try_from(stream.content.len()).unwrap_or_default());
        let dict = self.copy_all(file, &plain, own);
        Stream { dict, ..stream.clone() }
    }

    fn reference(&mut self, file: &mut Document, id: ObjectId, own: &Own) -> Option<ObjectId> {
        if let Some(new) = own.get(&id).or_else(|| self.shared.get(&id)) {
            return Some(*new);
        }
        if self.apart.contains(&id) || !self.source.objects.contains_key(&id) {
            return None;
        }
        let new = file.new_object_id();
        self.shared.insert(id, new);
        self.waiting.push((id, new));
        Some(new)
    }

    /// Carries over what the objects so far point at.
    pub fn settle(&mut self, file: &mut Document) {
        while let Some((id, new)) = self.waiting.pop() {
            let Some(object) = self.source.objects.get(&id).cloned() else { continue };
            let object = self.copy(file, &object, &Own::new());
            file.objects.insert(new, object);
        }
    }

    /// A value with nothing between it and the key.
    pub fn get<'s>(&'s self, dictionary: &'s Dictionary, key: &[u8]) -> Option<&'s Object> {
        let value = dictionary.get(key).ok()?;
        self.source.dereference(value).ok().map(|(_, object)| object)
    }

    pub fn dictionary<'s>(&'s self, dictionary: &'s Dictionary, key: &[u8]) -> Option<&'s Dictionary> {
        self.get(dictionary, key)?.as_dict().ok()
    }

    /// A value of a page or a field, or of what it is a part of.
    pub fn inherited<'s>(&'s self, part: &'s Dictionary, key: &[u8]) -> Option<&'s Object> {
        let above = |part: &&'s Dictionary| self.dictionary(part, b"Parent");
        std::iter::successors(Some(part), above).take(DEEPEST).find_map(|part| self.get(part, key))
    }

    /// The objects that a field is a part of, from the nearest one.
    pub fn above(&self, field: &Dictionary) -> Vec<ObjectId> {
        let parent = |field: &Dictionary| field.get(b"Parent").and_then(Object::as_reference).ok();
        let next = |id: &ObjectId| self.source.get_dictionary(*id).ok().and_then(parent);
        std::iter::successors(parent(field), next).take(DEEPEST).collect()
    }
}
