//! What staff give as data: pasted, or a file. Read from the form of several parts that a browser sends it in.

use crate::forms::{Flaw, Form, Halt, Result, Visit};
use crate::paths;
use desk::DeskError;
use domain::reference::Reference;
use leptos::server_fn::codec::MultipartData;

use super::act::Section;

/// The longest pasted text that is kept when it cannot be read, in bytes: about what one pastes by hand.
const KEPT_MAX: usize = 512 * 1024;

/// What a form of gathered data held.
#[derive(Debug, Default)]
pub(super) struct Upload {
    pub(super) reference: Option<Reference>,
    pub(super) version: i64,
    pub(super) system: String,
    pasted: String,
    file: Vec<u8>,
}

impl Upload {
    /// Reads it for staff; from whoever else it is read and thrown away, part by part.
    pub(super) async fn read(data: MultipartData) -> Self {
        let is_staff = match Visit::take() {
            Ok(visit) => visit.staff().await.is_ok(),
            Err(_) => false,
        };
        let mut upload = Self::default();
        let Some(mut parts) = data.into_inner() else { return upload };
        while let Ok(Some(mut part)) = parts.next_field().await {
            let name = part.name().unwrap_or_default().to_owned();
            let mut bytes = Vec::new();
            while let Ok(Some(chunk)) = part.chunk().await {
                if is_staff {
                    bytes.extend_from_slice(&chunk);
                }
            }
            upload.take(&name, bytes);
        }
        upload
    }

    fn take(&mut self, name: &str, bytes: Vec<u8>) {
        if name == "file" {
            self.file = bytes;
            return;
        }
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

    /// The data, with the name of the form control that gave them.
    pub(super) fn data(&self) -> Result<(&'static str, &[u8])> {
        let data = match (self.pasted.trim().is_empty(), self.file.is_empty()) {
            (true, true) => Err(Flaw::Missing),
            (false, false) => Err(Flaw::NotAccepted),
            (false, true) => Ok(("json", self.pasted.as_bytes())),
            (true, false) => Ok(("file", self.file.as_slice())),
        };
        let system = self.system.is_empty().then_some(("system", Flaw::Missing));
        let json = data.as_ref().err().map(|flaw| ("json", *flaw));
        let flaws: Vec<_> = [system, json].into_iter().flatten().map(|(name, flaw)| (name.to_owned(), flaw)).collect();
        match data {
            Ok(data) if flaws.is_empty() => Ok(data),
            _ => Err(Halt::Flawed(flaws)),
        }
    }
}

/// What cannot be read is told at the form control that gave it.
pub(super) fn unreadable(error: DeskError, field: &str) -> Halt {
    match error {
        DeskError::Unreadable(fault) => Halt::flaw(field, fault),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(pasted: &str, file: &[u8]) -> Upload {
        Upload { system: "crm".into(), pasted: pasted.into(), file: file.into(), ..Upload::default() }
    }

    #[test]
    fn data_come_from_one_place() {
        assert!(matches!(upload("{}", b"").data(), Ok(("json", b"{}"))));
        assert!(matches!(upload(" \n", b"[]").data(), Ok(("file", b"[]"))));
        for (both, flaw) in [(upload("", b""), Flaw::Missing), (upload("{}", b"[]"), Flaw::NotAccepted)] {
            let Err(Halt::Flawed(flaws)) = both.data() else { panic!("taken") };
            assert_eq!(flaws, [("json".to_owned(), flaw)]);
        }
    }

    #[test]
    fn all_that_is_missing_is_told_at_once() {
        let Err(Halt::Flawed(flaws)) = Upload::default().data() else { panic!("taken") };
        assert_eq!(flaws, [("system".to_owned(), Flaw::Missing), ("json".to_owned(), Flaw::Missing)]);
        let unnamed = Upload { system: String::new(), ..upload("{}", b"") };
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
        upload.take("file", vec![0xff]);
        assert_eq!((upload.reference, upload.version, upload.system.as_str()), (Some(reference), 7, "crm"));
        assert!(matches!(upload.data(), Ok(("file", [0xff]))));
    }
}
