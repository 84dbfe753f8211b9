//! A folder of definitions with changes that are not on the disk yet: all of them are written, or none.

use std::fs;
use std::path::{Path, PathBuf};

use kakanai_definition::{Compiled, Severity, Source, compile, read_folder};

use crate::loading::{count, listed};
use crate::papers::unwritable;

/// A folder and what is to be changed in it.
#[derive(Clone, Debug)]
pub struct Revision {
    dir: PathBuf,
    before: Vec<Source>,
    after: Vec<Source>,
    others: Vec<(String, String)>,
}

impl Revision {
    /// A folder that is not there yet, or has nothing in it.
    ///
    /// # Errors
    /// When something is in it.
    pub fn of_nothing(dir: &Path) -> Result<Self, String> {
        let taken = dir.exists() && fs::read_dir(dir).map_or(true, |mut entries| entries.next().is_some());
        if taken {
            let dir = dir.display();
            return Err(format!(
                "「{dir}」には、もう何かあります。まだないフォルダの名前を書いてください。\nthere is something in {dir} already: name a folder that is not there yet\n"
            ));
        }
        Ok(Self { dir: dir.to_owned(), before: Vec::new(), after: Vec::new(), others: Vec::new() })
    }

    /// A folder without mistakes, and what it says.
    ///
    /// # Errors
    /// When it cannot be read, or has mistakes: who changes it by a program should know that nothing else is wrong.
    pub fn open(dir: &Path) -> Result<(Self, Compiled), String> {
        let before = read_folder(dir).map_err(|error| format!("{error}\n"))?;
        if before.is_empty() {
            let dir = dir.display();
            return Err(format!(
                "「{dir}」に .json のファイルがありません。--forms で定義のフォルダを指定するか、先に kakanai-author new office {dir} で作ってください。\n\
                 there is no .json file in {dir}: name the folder of the definitions with --forms, or make one with kakanai-author new office {dir}\n"
            ));
        }
        let revision = Self { dir: dir.to_owned(), after: before.clone(), before, others: Vec::new() };
        let compiled = revision.compiled();
        match sound(&compiled) {
            Ok(()) => Ok((revision, compiled)),
            Err(problems) => Err(format!(
                "{problems}「{0}」に誤りがあるので、何も書いていません。先に上の誤りを直してください。\n\
                 there are errors in {0}, so nothing was written: mend them first\n",
                dir.display()
            )),
        }
    }

    /// All files, as they will be.
    pub fn sources(&self) -> &[Source] {
        &self.after
    }

    /// What a file says, as it will be.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.after.iter().find(|source| source.path == path).map(|source| &*source.text)
    }

    /// Whether there is a file of this name, also where the file system does not tell large letters from small ones.
    pub fn has(&self, path: &str) -> bool {
        let there = self.after.iter().any(|source| source.path.eq_ignore_ascii_case(path));
        there || self.dir.join(path).exists()
    }

    /// Puts a new file into the folder.
    ///
    /// # Errors
    /// When there is one of this name.
    pub fn add(&mut self, source: Source) -> Result<(), String> {
        if self.has(&source.path) {
            let path = self.dir.join(&source.path);
            let path = path.display();
            return Err(format!(
                "「{path}」は、もうあります。上書きはしません。別の名前にしてください。\n{path} is there already and is not overwritten: choose another name\n"
            ));
        }
        self.after.push(source);
        self.after.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(())
    }

    /// Changes what a file says.
    pub fn set(&mut self, path: &str, text: String) {
        if let Some(source) = self.after.iter_mut().find(|source| source.path == path) {
            source.text = text;
        }
    }

    /// Takes back a file that was put in.
    pub fn remove(&mut self, path: &str) {
        if self.before(path).is_none() {
            self.after.retain(|source| source.path != path);
        }
    }

    /// Puts a file in, over what may be there.
    pub fn put(&mut self, source: Source) {
        self.after.retain(|other| other.path != source.path);
        self.after.push(source);
        self.after.sort_by(|a, b| a.path.cmp(&b.path));
    }

    /// What a file says on the disk.
    pub fn before(&self, path: &str) -> Option<&str> {
        self.before.iter().find(|source| source.path == path).map(|source| &*source.text)
    }

    /// Puts a file beside the definitions, over what may be there.
    pub fn set_beside(&mut self, path: impl Into<String>, text: String) {
        self.others.push((path.into(), text));
    }

    /// What the folder will say.
    pub fn compiled(&self) -> Compiled {
        compile(&self.after)
    }

    /// The paths of all files that are new or say something else, from the folder.
    pub fn changes(&self) -> Vec<&Source> {
        self.after.iter().filter(|source| !self.before.contains(source)).collect()
    }

    /// Writes every change, or none.
    ///
    /// # Errors
    /// When a file was changed by somebody else meanwhile, or cannot be written.
    pub fn write(&self) -> Result<(), String> {
        let changes = self.changes();
        for source in &changes {
            let path = self.dir.join(&source.path);
            let known = self.before.iter().find(|before| before.path == source.path).map(content);
            if fs::read(&path).ok().as_deref() != known {
                let path = path.display();
                return Err(format!(
                    "「{path}」が、たった今ほかで変わりました。何も書いていません。もう一度やってください。\n{path} was changed by somebody else just now, so nothing was written: try again\n"
                ));
            }
        }
        let definitions = changes.iter().map(|source| (self.dir.join(&source.path), content(source)));
        let others = self.others.iter().map(|(path, text)| (self.dir.join(path), text.as_bytes()));
        write_all(&definitions.chain(others).collect::<Vec<_>>())
    }
}

/// Nothing when definitions have no errors, else these, for the screen.
pub fn sound(compiled: &Compiled) -> Result<(), String> {
    if count(&compiled.problems, Severity::Error) == 0 { Ok(()) } else { Err(listed(&compiled.problems)) }
}

fn content(source: &Source) -> &[u8] {
    source.pdf.as_deref().unwrap_or(source.text.as_bytes())
}

// First everything under other names; then the names. What was there comes back when a name cannot be given.
fn write_all(files: &[(PathBuf, &[u8])]) -> Result<(), String> {
    let beside = |path: &Path| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".unfinished");
        path.with_file_name(name)
    };
    let written = files.iter().try_for_each(|(path, bytes)| {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        let unfinished = beside(path);
        fs::write(&unfinished, bytes).map_err(|error| unwritable(&unfinished, &error))
    });
    let mut former = Vec::new();
    let named = written.and_then(|()| {
        files.iter().try_for_each(|(path, _)| {
            former.push((path, fs::read(path).ok()));
            fs::rename(beside(path), path).map_err(|error| unwritable(path, &error))
        })
    });
    if named.is_err() {
        for (path, _) in files {
            let _ = fs::remove_file(beside(path));
        }
        for (path, bytes) in former {
            let _ = match bytes {
                Some(bytes) => fs::write(path, bytes),
                None => fs::remove_file(path),
            };
        }
    }
    named
}
