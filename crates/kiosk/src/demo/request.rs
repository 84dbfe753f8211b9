//! What the command line asks for.

use std::path::PathBuf;

use kakanai_domain::Lang;

use super::DemoError;

/// What the command line asks for.
pub(super) struct Request {
    pub(super) out: PathBuf,
    pub(super) forms: PathBuf,
    pub(super) seeds: PathBuf,
    pub(super) household: String,
    pub(super) lang: Lang,
}

impl Request {
    pub(super) fn from_arguments(arguments: impl IntoIterator<Item = String>) -> Result<Self, DemoError> {
        let mut out = None;
        let (mut forms, mut seeds) = (PathBuf::from("forms"), PathBuf::from("seeds"));
        let (mut household, mut lang) = ("t01".to_owned(), Lang::Ja);
        let mut arguments = arguments.into_iter();
        while let Some(name) = arguments.next() {
            let mut value =
                || arguments.next().ok_or_else(|| DemoError::Usage(format!("{name} の後に値がありません")));
            match name.as_str() {
                "--out" => out = Some(PathBuf::from(value()?)),
                "--forms" => forms = value()?.into(),
                "--seeds" => seeds = value()?.into(),
                "--household" => household = value()?,
                "--lang" => {
                    let code = value()?;
                    lang = Lang::from_code(&code)
                        .ok_or_else(|| DemoError::Usage(format!("「{code}」という言語はありません")))?;
                }
                _ => return Err(DemoError::Usage(format!("「{name}」は分かりません"))),
            }
        }
        let out = out.ok_or_else(|| DemoError::Usage("--out がありません".into()))?;
        if !household.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(DemoError::Usage(format!("「{household}」は世帯の名前ではありません")));
        }
        Ok(Self { out, forms, seeds, household, lang })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Request, String> {
        Request::from_arguments(line.split_whitespace().map(String::from)).map_err(|error| error.to_string())
    }

    #[test]
    fn the_command_line_is_understood_or_explained() {
        let request = parse("--lang en --out x --seeds y --household t02").unwrap();
        assert_eq!((request.lang, request.household.as_str()), (Lang::En, "t02"));
        assert_eq!((request.forms, request.seeds), ("forms".into(), "y".into()));
        for (line, reason) in [
            ("", "--out がありません"),
            ("--out", "--out の後に値がありません"),
            ("--out x --lang xx", "「xx」という言語はありません"),
            ("--out x --household ../etc", "世帯の名前ではありません"),
            ("--quick", "「--quick」は分かりません"),
        ] {
            let error = parse(line).err().unwrap();
            assert!(error.contains(reason) && error.contains("使い方"), "{error}");
        }
    }
}
