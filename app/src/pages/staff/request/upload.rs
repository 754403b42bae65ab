//! What staff give as data: pasted, or a file. Read from the form of several parts that a browser sends it in.
//!
//! A file is sealed while it comes in: memory holds a few megabytes of it, whatever its size. So what belongs to it (of
//! which request, of which system) must come before it, as it does from the form.

use crate::forms::{Flaw, Form, Halt, Result, Visit};
use crate::paths;
use desk::staff::Held;
use desk::{DeskError, StaffDesk};
use domain::export::Format;
use domain::reference::Reference;
use futures::TryStreamExt as _;
use leptos::server_fn::codec::MultipartData;
use multer::Field;

use super::act::Section;

/// The longest pasted text that is kept when it cannot be read, in bytes: about what one pastes by hand.
const KEPT_MAX: usize = 512 * 1024;
/// The longest of the fields that are no file, in bytes.
const FIELD_MAX: usize = 20 * 1024 * 1024;

/// What a form of gathered data held.
#[derive(Debug, Default)]
pub(super) struct Upload {
    pub(super) reference: Option<Reference>,
    pub(super) version: i64,
    pub(super) system: String,
    pasted: String,
    file: Option<std::result::Result<Held, Flaw>>,
}

/// What was given, and by which form control.
#[derive(Debug)]
pub(super) enum Given {
    Pasted(String),
    File(Held),
}

impl Given {
    pub(super) const fn field(&self) -> &'static str {
        match self {
            Self::Pasted(_) => "json",
            Self::File(_) => "file",
        }
    }
}

impl Upload {
    /// Reads it for staff; from whoever else it is read and thrown away, part by part.
    pub(super) async fn read(data: MultipartData) -> Self {
        let staff = match Visit::take() {
            Ok(visit) => visit.staff().await.ok(),
            Err(_) => None,
        };
        let mut upload = Self::default();
        let Some(mut parts) = data.into_inner() else { return upload };
        while let Ok(Some(part)) = parts.next_field().await {
            match &staff {
                Some(desk) if part.name() == Some("file") => upload.take_file(desk, part).await,
                Some(_) => upload.take_field(part).await,
                // What is left of a part is passed over when the next one is asked for.
                None => {}
            }
        }
        upload
    }

    async fn take_field(&mut self, mut part: Field<'static>) {
        let name = part.name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Ok(Some(chunk)) = part.chunk().await {
            if bytes.len() + chunk.len() <= FIELD_MAX {
                bytes.extend_from_slice(&chunk);
            }
        }
        self.take(&name, bytes);
    }

    /// Seals a file on its way in. A control into which none was put sends one without a name.
    async fn take_file(&mut self, desk: &StaffDesk, part: Field<'static>) {
        let name = part.file_name().unwrap_or_default().to_owned();
        let Some(reference) = self.reference.filter(|_| !name.is_empty()) else { return };
        let kind = part.content_type().map(|kind| kind.essence_str().to_owned());
        let content = part.map_err(|_| DeskError::internal("an upload broke off"));
        let held = desk.hold(&reference, format(&name, kind.as_deref()), &name, content).await;
        self.file = Some(held.map_err(|error| match error {
            DeskError::TooLarge { limit } => Flaw::TooLarge { megabytes: limit / (1024 * 1024) },
            _ => Flaw::BrokenOff,
        }));
    }

    fn take(&mut self, name: &str, bytes: Vec<u8>) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match name {
            "reference" => self.reference = Reference::parse(&text).ok(),
            "version" => self.version = text.trim().parse().unwrap_or_default(),
            "system" => self.system = text,
            "json" => self.pasted = text,
            _ => {}
        }
    }

    /// The form that it came from, with what was typed.
    pub(super) fn form(&self) -> Form {
        let Some(reference) = self.reference else { return Form::new("staff/gather", paths::STAFF) };
        let form = Section::Gather.form(&reference, self.version).with("system", &self.system);
        if self.pasted.len() <= KEPT_MAX { form.with("json", &self.pasted) } else { form }
    }

    /// The data. A file that is not taken is swept later.
    pub(super) fn data(self) -> Result<Given> {
        let pasted = Some(self.pasted).filter(|text| !text.trim().is_empty());
        let given = match (pasted, self.file) {
            (None, None) => Err(("json", Flaw::Missing)),
            (Some(_), Some(_)) => Err(("json", Flaw::NotAccepted)),
            (Some(text), None) => Ok(Given::Pasted(text)),
            (None, Some(file)) => file.map(Given::File).map_err(|flaw| ("file", flaw)),
        };
        let system = self.system.is_empty().then_some(("system", Flaw::Missing));
        let flaws = system.into_iter().chain(given.as_ref().err().copied());
        let flaws: Vec<_> = flaws.map(|(name, flaw)| (name.to_owned(), flaw)).collect();
        given.ok().filter(|_| flaws.is_empty()).ok_or(Halt::Flawed(flaws))
    }
}

/// The form of a file, by its name; where that has no ending, by what the browser takes it for.
fn format(name: &str, kind: Option<&str>) -> Format {
    match kind {
        Some("application/json") if !name.contains('.') => Format::Json,
        Some("text/csv") if !name.contains('.') => Format::Csv,
        _ => Format::of_file(name),
    }
}

/// What cannot be read is told at the form control that gave it.
pub(super) fn unreadable(error: DeskError, field: &str) -> Halt {
    match error {
        DeskError::Unreadable(fault) => Halt::flaw(field, fault),
        DeskError::TooLarge { limit } => Halt::flaw(field, Flaw::TooLarge { megabytes: limit / (1024 * 1024) }),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(pasted: &str, file: Option<Flaw>) -> Upload {
        Upload { system: "crm".into(), pasted: pasted.into(), file: file.map(Err), ..Upload::default() }
    }

    #[test]
    fn data_come_from_one_place() {
        assert!(matches!(upload("{}", None).data(), Ok(Given::Pasted(json)) if json == "{}"));
        let broken = Some(Flaw::BrokenOff);
        let cases = [
            (upload(" ", None), "json", Flaw::Missing),
            (upload("{}", broken), "json", Flaw::NotAccepted),
            (upload(" \n", broken), "file", Flaw::BrokenOff),
        ];
        for (given, field, flaw) in cases {
            let Err(Halt::Flawed(flaws)) = given.data() else { panic!("taken") };
            assert_eq!(flaws, [(field.to_owned(), flaw)]);
        }
    }

    #[test]
    fn all_that_is_missing_is_told_at_once() {
        let Err(Halt::Flawed(flaws)) = Upload::default().data() else { panic!("taken") };
        assert_eq!(flaws, [("system".to_owned(), Flaw::Missing), ("json".to_owned(), Flaw::Missing)]);
        let unnamed = Upload { system: String::new(), ..upload("{}", None) };
        assert!(matches!(unnamed.data(), Err(Halt::Flawed(flaws)) if flaws == [("system".to_owned(), Flaw::Missing)]));
    }

    #[test]
    fn parts_are_taken_by_name_and_strangers_are_passed_over() {
        let reference = Reference::from_random([3; 16]);
        let mut upload = Upload::default();
        for (name, text) in [("reference", reference.to_string()), ("version", "7".into()), ("other", "x".into())] {
            upload.take(name, text.into_bytes());
        }
        upload.take("system", b"crm".to_vec());
        assert_eq!((upload.reference, upload.version, upload.system.as_str()), (Some(reference), 7, "crm"));
    }

    #[test]
    fn the_name_tells_the_form_and_the_browser_only_where_it_does_not() {
        let cases = [
            ("a.csv", Some("application/vnd.ms-excel"), Format::Csv),
            ("a.pdf", Some("application/json"), Format::Document),
            ("export", Some("application/json"), Format::Json),
            ("export", Some("text/csv"), Format::Csv),
            ("export", None, Format::Document),
        ];
        for (name, kind, expected) in cases {
            assert_eq!(format(name, kind), expected, "{name} {kind:?}");
        }
    }
}
