//! Pages of ours laid over pages of the office's own PDF.
//!
//! The office's page stays as it is: its streams keep their bytes, its form fields stay fields. Our page becomes a Form
//! XObject that is drawn after it. What several pages need of a file is in the bundle once.

use std::sync::Arc;

use kakanai_domain::sheet::PdfPage;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::error::PrintError;
use crate::form::{Form, Look};
use crate::ground::Ground;
use crate::import::{Import, Own};
use crate::page::{MM_PER_PT, Page};

/// What is kept of a page beside what it shows; the rest belongs to the file it comes from.
const KEPT: [&[u8]; 8] =
    [b"MediaBox", b"CropBox", b"BleedBox", b"TrimBox", b"ArtBox", b"Rotate", b"UserUnit", b"Group"];

/// Lays the pages that have one over their ground.
pub(crate) fn lay_over(file: &mut Document, pages: &[Page]) -> Result<(), PrintError> {
    let ids = file.page_iter().collect::<Vec<_>>();
    let mut imports: Vec<(Arc<[u8]>, Import)> = Vec::new();
    let mut form = Form::default();
    for (page, id) in pages.iter().zip(ids) {
        let Ground::Pdf(pdf, entries) = &page.ground else { continue };
        let known = imports.iter().position(|(bytes, _)| *bytes == pdf.file);
        let index = match known {
            Some(index) => index,
            None => {
                imports.push((pdf.file.clone(), Import::new(&pdf.file).map_err(ground)?));
                imports.len() - 1
            }
        };
        let Some((_, import)) = imports.get_mut(index) else { continue };
        let mut own = Own::new();
        let under = import.pages.get(pdf.number.wrapping_sub(1)).copied();
        let under = under.ok_or_else(|| PrintError::Ground("no page".into()))?;
        own.insert(under, id);
        let source = import.source.get_dictionary(under).map_err(ground)?.clone();
        let (annotations, looks) = form.add(file, import, &source, &mut own, entries).map_err(ground)?;
        lay(file, import, (id, page), &source, pdf, &own, annotations, looks).map_err(ground)?;
        import.settle(file);
    }
    for (_, import) in &mut imports {
        form.finish(file, import).map_err(ground)?;
        layers(file, import).map_err(ground)?;
        import.settle(file);
    }
    Ok(())
}

fn ground(error: lopdf::Error) -> PrintError {
    PrintError::Ground(error.to_string())
}

#[allow(clippy::too_many_arguments, reason = "one step of the loop above, which has all of them")]
fn lay(
    file: &mut Document,
    import: &mut Import,
    (id, page): (ObjectId, &Page),
    source: &Dictionary,
    pdf: &PdfPage,
    own: &Own,
    annotations: Vec<Object>,
    looks: Vec<Look>,
) -> lopdf::Result<()> {
    let ours = our_form(file, id, page)?;
    let mut resources =
        import.inherited(source, b"Resources").and_then(|found| found.as_dict().ok()).cloned();
    let mut shown = resources
        .as_ref()
        .and_then(|resources| import.dictionary(resources, b"XObject"))
        .cloned()
        .unwrap_or_default();
    shown = import.copy_all(file, &shown, own);
    let mut resources = import.copy_all(file, &resources.take().unwrap_or_default(), own);

    let mut end = String::from("\nQ");
    let contents = import.source.get_page_contents(import.pages.get(pdf.number - 1).copied().unwrap_or(id));
    // What the page saved and did not restore would move what is drawn after it.
    for _ in 0..unrestored(import, &contents) {
        end.push_str(" Q");
    }
    end.push('\n');
    for Look { stream, matrix } in looks {
        let stream = import.copy(file, &Object::Reference(stream), own);
        let name = free_name(&shown, "Field");
        shown.set(name.as_str(), stream);
        end.push_str(&format!("q {} cm /{name} Do Q\n", numbers(&matrix)));
    }
    let name = free_name(&shown, "Filled");
    shown.set(name.as_str(), ours);
    end.push_str(&format!("q {} cm /{name} Do Q\n", numbers(&pdf.matrix(page.paper))));
    resources.set("XObject", shown);

    let begin = file.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    let end = file.add_object(Stream::new(Dictionary::new(), end.into_bytes()));
    let mut all = vec![begin.into()];
    for stream in contents {
        all.push(import.copy(file, &Object::Reference(stream), own));
    }
    all.push(end.into());
    let parent = file.get_dictionary(id)?.get(b"Parent")?.clone();
    let mut laid = dictionary! { "Type" => "Page", "Parent" => parent };
    for key in KEPT {
        if let Some(value) = import.inherited(source, key).cloned() {
            laid.set(key, import.copy(file, &value, own));
        }
    }
    laid.set("Resources", resources);
    laid.set("Contents", all);
    if !annotations.is_empty() {
        laid.set("Annots", annotations);
    }
    file.set_object(id, laid);
    Ok(())
}

/// Our page as an object that can be drawn on another.
fn our_form(file: &mut Document, id: ObjectId, page: &Page) -> lopdf::Result<ObjectId> {
    let content = file.get_page_content(id);
    for stream in file.get_page_contents(id) {
        file.objects.remove(&stream);
    }
    let resources = file.get_dictionary(id)?.get(b"Resources").cloned();
    let (w, h) = (f32::from(page.paper.width) / MM_PER_PT, f32::from(page.paper.height) / MM_PER_PT);
    let mut form = Stream::new(
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), w.into(), h.into()],
            "Resources" => resources.unwrap_or_else(|_| Dictionary::new().into()),
        },
        content,
    );
    form.compress()?;
    Ok(file.add_object(form))
}

/// How often the streams of a page save the state without restoring it.
fn unrestored(import: &Import, contents: &[ObjectId]) -> usize {
    let mut bytes = Vec::new();
    for id in contents {
        let Ok(stream) = import.source.get_object(*id).and_then(Object::as_stream) else { continue };
        bytes.extend(stream.get_plain_content().unwrap_or_default());
        bytes.push(b'\n');
    }
    let mut open = 0_usize;
    for operation in Content::decode(&bytes).map(|content| content.operations).unwrap_or_default() {
        match operation.operator.as_str() {
            "q" => open += 1,
            "Q" => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open
}

fn free_name(taken: &Dictionary, word: &str) -> String {
    let mut names = (1..).map(|number| format!("Kakanai{word}{number}"));
    names.find(|name| !taken.has(name.as_bytes())).unwrap_or_default()
}

fn numbers(matrix: &[f32; 6]) -> String {
    matrix.map(|number| format!("{number:.4}")).join(" ")
}

/// Layers of the file that are hidden stay hidden.
fn layers(file: &mut Document, import: &mut Import) -> lopdf::Result<()> {
    let catalog = import.source.catalog()?;
    let Some(all) = import.dictionary(catalog, b"OCProperties") else { return Ok(()) };
    let array = |of: &Dictionary, key: &[u8]| {
        import.get(of, key).and_then(|found| found.as_array().ok()).cloned().unwrap_or_default()
    };
    let groups = array(all, b"OCGs");
    let usual = import.dictionary(all, b"D").cloned().unwrap_or_default();
    let off = match import.get(&usual, b"BaseState").and_then(|state| state.as_name().ok()) {
        Some(b"OFF") => {
            let on = array(&usual, b"ON");
            groups.iter().filter(|group| !on.contains(group)).cloned().collect()
        }
        Some(_) | None => array(&usual, b"OFF"),
    };
    let own = Own::new();
    let mut copied =
        |all: Vec<Object>| all.iter().map(|group| import.copy(file, group, &own)).collect::<Vec<_>>();
    let (groups, off) = (copied(groups), copied(off));
    let catalog = file.catalog_mut()?;
    if !catalog.has(b"OCProperties") {
        let empty = || Object::Array(Vec::new());
        catalog.set(
            "OCProperties",
            dictionary! { "OCGs" => empty(), "D" => dictionary! { "OFF" => empty(), "Order" => empty() } },
        );
    }
    let kept = catalog.get_mut(b"OCProperties")?.as_dict_mut()?;
    kept.get_mut(b"OCGs")?.as_array_mut()?.extend(groups);
    kept.get_mut(b"D")?.as_dict_mut()?.get_mut(b"OFF")?.as_array_mut()?.extend(off);
    Ok(())
}
