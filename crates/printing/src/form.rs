//! The form fields of the office's own pages, in one form of the whole bundle.

use std::collections::btree_map::Entry;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

use crate::ground::{Becomes, Entry as Filled};
use crate::import::{Import, Own};

/// PDF 32000-1, table 165: an annotation that is printed, and those that are not seen.
const PRINT: i64 = 1 << 2;
const UNSEEN: i64 = 1 << 1 | 1 << 5;
/// What annotations do: of a bundle for paper nothing is pressed.
const DEEDS: [&[u8]; 7] = [b"A", b"AA", b"Dest", b"Popup", b"IRT", b"StructParent", b"OC"];

/// The fields so far.
#[derive(Default)]
pub(crate) struct Form {
    roots: Vec<ObjectId>,
    names: Vec<Vec<u8>>,
    /// What the fields of each file share.
    shared: Option<Dictionary>,
}

/// What a field looked like, to be drawn under what is written on it.
pub(crate) struct Look {
    /// In the file it comes from.
    pub stream: ObjectId,
    pub matrix: [f32; 6],
}

impl Form {
    /// Carries over the annotations of a page, and puts the entries into its fields.
    pub fn add(
        &mut self,
        file: &mut Document,
        import: &mut Import,
        page: &Dictionary,
        own: &mut Own,
        entries: &[Filled],
    ) -> lopdf::Result<(Vec<Object>, Vec<Look>)> {
        let listed = import.get(page, b"Annots").and_then(|all| all.as_array().ok()).cloned();
        let mut all = Vec::new();
        for object in listed.unwrap_or_default() {
            let at = object.as_reference().ok();
            let found = import.source.dereference(&object).ok().and_then(|(_, object)| object.as_dict().ok());
            let found = found.cloned().unwrap_or_default();
            let new = file.new_object_id();
            if let Some(at) = at {
                own.insert(at, new);
            }
            all.push((at, found, new));
        }
        // Every field above a widget is of this page alone: the same page may stand in the bundle again.
        let mut fields = Vec::new();
        for (_, widget, _) in all.iter().filter(|(_, widget, _)| is(widget, b"Widget")) {
            for id in import.above(widget) {
                if let Entry::Vacant(free) = own.entry(id) {
                    free.insert(file.new_object_id());
                    fields.push(id);
                }
            }
        }
        let mut roots = Vec::new();
        let mut annotations = Vec::new();
        for (_, found, new) in &all {
            if found.is_empty() || is(found, b"Link") || is(found, b"Popup") {
                continue;
            }
            let mut plain = found.clone();
            for key in DEEDS {
                plain.remove(key);
            }
            if !is(found, b"Widget") {
                plain.remove(b"Parent");
            } else if !plain.has(b"Parent") {
                roots.push(*new);
            }
            kids(&mut plain, own);
            let copy = import.copy_all(file, &plain, own);
            file.objects.insert(*new, copy.into());
            annotations.push(Object::Reference(*new));
        }
        for id in fields {
            let mut plain = import.source.get_dictionary(id)?.clone();
            plain.remove(b"AA");
            kids(&mut plain, own);
            if !plain.has(b"Parent") {
                roots.extend(own.get(&id));
            }
            let copy = import.copy_all(file, &plain, own);
            if let Some(new) = own.get(&id) {
                file.objects.insert(*new, copy.into());
            }
        }
        let mut looks = Vec::new();
        for entry in entries {
            let Some((_, old, new)) = all.get(entry.annotation) else { continue };
            match &entry.becomes {
                Becomes::Text(text) => {
                    looks.extend(look(import, old));
                    write(file, *new, text)?;
                }
                Becomes::State(state) => press(file, *new, state)?,
            }
        }
        self.gather(file, roots)?;
        Ok((annotations, looks))
    }

    /// Fields of the same name would share their values: those of a page that comes again get a name above them.
    fn gather(&mut self, file: &mut Document, roots: Vec<ObjectId>) -> lopdf::Result<()> {
        let mut names = Vec::new();
        for root in &roots {
            let name = file.get_dictionary(*root)?.get(b"T").and_then(Object::as_str);
            names.push(name.map(<[u8]>::to_vec).unwrap_or_default());
        }
        if !names.iter().any(|name| self.names.contains(name)) {
            self.names.extend(names);
            self.roots.extend(roots);
            return Ok(());
        }
        let name =
            (2..).map(|number: usize| number.to_string().into_bytes()).find(|n| !self.names.contains(n));
        let name = name.unwrap_or_default();
        let kids = roots.iter().map(|root| Object::Reference(*root)).collect::<Vec<_>>();
        let above = file.add_object(dictionary! {
            "T" => Object::string_literal(name.clone()), "Kids" => kids
        });
        for root in roots {
            file.get_dictionary_mut(root)?.set("Parent", above);
        }
        self.names.push(name);
        self.roots.push(above);
        Ok(())
    }

    /// Puts what the fields of a file share into the form, and the form into the bundle.
    pub fn finish(&mut self, file: &mut Document, import: &mut Import) -> lopdf::Result<()> {
        if self.roots.is_empty() {
            return Ok(());
        }
        let known = import.source.catalog().ok().and_then(|catalog| import.dictionary(catalog, b"AcroForm"));
        let known = known.cloned().unwrap_or_default();
        let mut shared = self.shared.take().unwrap_or_default();
        if let Some(look) = known.get(b"DA").ok().filter(|_| !shared.has(b"DA")) {
            shared.set("DA", look.clone());
        }
        // Fonts that fields name: of the first file that has the name.
        if let Some(resources) = import.dictionary(&known, b"DR").cloned() {
            let mut all = shared.get(b"DR").and_then(Object::as_dict).cloned().unwrap_or_default();
            for (kind, _) in resources.iter() {
                let Some(more) = import.dictionary(&resources, kind).cloned() else { continue };
                let more = import.copy_all(file, &more, &Own::new());
                let mut kept = all.get(kind).and_then(Object::as_dict).cloned().unwrap_or_default();
                for (name, value) in more.iter() {
                    if !kept.has(name) {
                        kept.set(name.clone(), value.clone());
                    }
                }
                all.set(kind.clone(), kept);
            }
            shared.set("DR", all);
        }
        // No NeedAppearances: viewers would draw the fields anew, without a Japanese font.
        shared.set("Fields", self.roots.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>());
        file.catalog_mut()?.set("AcroForm", shared.clone());
        self.shared = Some(shared);
        Ok(())
    }
}

fn is(annotation: &Dictionary, kind: &[u8]) -> bool {
    annotation.get(b"Subtype").and_then(Object::as_name).is_ok_and(|subtype| subtype == kind)
}

// Of the parts of a field only those of this page are carried over.
fn kids(field: &mut Dictionary, own: &Own) {
    if let Ok(Object::Array(kids)) = field.get_mut(b"Kids") {
        kids.retain(|kid| kid.as_reference().is_ok_and(|id| own.contains_key(&id)));
    }
}

/// The field of a widget: itself, or the nearest one above that has a name.
fn field(file: &Document, widget: ObjectId) -> lopdf::Result<ObjectId> {
    let mut at = widget;
    loop {
        let field = file.get_dictionary(at)?;
        match field.get(b"Parent") {
            Ok(above) if !field.has(b"T") => at = above.as_reference()?,
            Ok(_) | Err(_) => return Ok(at),
        }
    }
}

/// A text field knows its text; the page shows it. Its own look would lie over ours, so it gets an empty one.
fn write(file: &mut Document, widget: ObjectId, text: &str) -> lopdf::Result<()> {
    let field = field(file, widget)?;
    let own = file.get_dictionary_mut(field)?;
    own.set("V", text_string(text));
    for key in ["RV", "I"] {
        own.remove(key.as_bytes());
    }
    let rect = file.get_dictionary(widget)?.get(b"Rect").cloned();
    let empty = file.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => rect? },
        Vec::new(),
    ));
    file.get_dictionary_mut(widget)?.set("AP", dictionary! { "N" => empty });
    Ok(())
}

/// A button shows its state; the other buttons of its field are off.
fn press(file: &mut Document, widget: ObjectId, state: &[u8]) -> lopdf::Result<()> {
    let field = field(file, widget)?;
    let state = Object::Name(state.to_vec());
    let own = file.get_dictionary_mut(field)?;
    own.set("V", state.clone());
    let kids = own.get(b"Kids").and_then(Object::as_array).cloned().unwrap_or_default();
    for kid in kids.iter().filter_map(|kid| kid.as_reference().ok()) {
        file.get_dictionary_mut(kid)?.set("AS", "Off");
    }
    file.get_dictionary_mut(widget)?.set("AS", state);
    Ok(())
}

/// What an empty text field looks like on paper, and the matrix that puts it into its rectangle (12.5.5, algorithm 8.1).
fn look(import: &Import, widget: &Dictionary) -> Option<Look> {
    let flags = import.get(widget, b"F").and_then(|flags| flags.as_i64().ok()).unwrap_or_default();
    let said = import.inherited(widget, b"V").and_then(|value| value.as_str().ok()).unwrap_or_default();
    // A look with a text in it would stand behind ours.
    if flags & PRINT == 0 || flags & UNSEEN != 0 || !said.is_empty() {
        return None;
    }
    let looks = import.dictionary(widget, b"AP")?;
    let stream = looks.get(b"N").ok()?.as_reference().ok()?;
    let form = &import.source.get_object(stream).ok()?.as_stream().ok()?.dict;
    let [left, bottom, right, top] = four(import, widget, b"Rect")?;
    let [l, b, r, t] = four(import, form, b"BBox")?;
    let own = six(import, form).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let corner = |x: f32, y: f32| (own[0] * x + own[2] * y + own[4], own[1] * x + own[3] * y + own[5]);
    let corners = [corner(l, b), corner(r, b), corner(r, t), corner(l, t)];
    let least = |pick: fn(&(f32, f32)) -> f32| corners.iter().map(pick).fold(f32::INFINITY, f32::min);
    let most = |pick: fn(&(f32, f32)) -> f32| corners.iter().map(pick).fold(f32::NEG_INFINITY, f32::max);
    let (x, y) = (least(|at| at.0), least(|at| at.1));
    let (w, h) = (most(|at| at.0) - x, most(|at| at.1) - y);
    if w <= 0.0 || h <= 0.0 {
        return None;
    }
    let (across, up) = ((right - left) / w, (top - bottom) / h);
    Some(Look { stream, matrix: [across, 0.0, 0.0, up, left - x * across, bottom - y * up] })
}

fn numbers(import: &Import, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<f32>> {
    let all = import.get(dictionary, key)?.as_array().ok()?;
    all.iter().map(|number| import.source.dereference(number).ok()?.1.as_float().ok()).collect()
}

fn four(import: &Import, dictionary: &Dictionary, key: &[u8]) -> Option<[f32; 4]> {
    let [a, b, c, d] = numbers(import, dictionary, key)?[..] else { return None };
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn six(import: &Import, form: &Dictionary) -> Option<[f32; 6]> {
    numbers(import, form, b"Matrix")?.try_into().ok()
}
