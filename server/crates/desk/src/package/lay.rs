//! Laying an answer down.

use super::{Content, Cover, CoverFile, LaidFile, Leaf, Letters, Origin, StoredPiece};
use crate::files::NewFile;
use crate::store::{Connection, FilingRow, RequestRow};
use crate::vault::Key;
use crate::{DeskError, Office, Result};
use domain::export::package::{
    EXPORT, MANIFEST, MANIFEST_VERSION, Manifest, ManifestFile, PAGE, media_type, original_path, table_path,
};
use domain::export::{
    ControllerFacts, Distinct, Export, Format, Group, Original, RequestFacts, SCHEMA_VERSION, Table, Vocabulary,
};
use domain::words::Right;
use jiff::Timestamp;
use serde::Serialize;

/// Where the files of answers lie.
const FOLDER: &str = "packages";
/// How many rows of a table are written at once.
const ROWS_AT_ONCE: usize = 1000;

impl Office {
    /// Lays the answer of a request down as it is given, in place of what lay there.
    pub(crate) async fn lay_package(&self, db: &mut Connection, row: &RequestRow, key: &Key) -> Result<()> {
        sqlx::query("DELETE FROM package_files WHERE request_id = $1")
            .bind(row.id.to_string())
            .execute(&mut *db)
            .await?;
        for (file, position) in self.package(db, row, key).await?.iter().zip(0..) {
            file.insert(db, row.id, position).await?;
        }
        Ok(())
    }

    /// The files of an answer, in their order. Those that were gathered are the ones that rest already; those that are
    /// made here are swept later if no row comes to name them.
    pub(crate) async fn package(&self, db: &mut Connection, row: &RequestRow, key: &Key) -> Result<Vec<LaidFile>> {
        let pieces = StoredPiece::of_request(db, row, key).await?;
        let originals = self.originals(&pieces);
        let letters = Letters::of_request(self, db, (row, key), pieces.len()).await?;
        let laying = Laying { office: self, row, key, pieces: &pieces, made_at: self.now() };
        let (mut files, contents) = laying.export(&originals, &letters).await?;
        for folder in ["originals/", "attachments/"] {
            let here = originals.iter().zip(&pieces).filter(|(original, _)| original.path.starts_with(folder));
            files.extend(
                here.map(|(original, piece)| LaidFile { path: original.path.clone(), kept: piece.kept.clone() }),
            );
        }
        files.extend(letters.files.iter().cloned());
        let beside = cover_files(self, &files, &originals, &letters);
        let cover = Cover { conversation: letters.told, ..self.cover(db, row, key, contents, beside).await? };
        files.insert(0, laying.page(&cover).await?);
        files.push(laying.manifest(&files).await?);
        Ok(files)
    }

    /// What `export.json` tells of the untouched inputs.
    pub(crate) fn originals(&self, pieces: &[StoredPiece]) -> Vec<Original> {
        let original = |(piece, number): (&StoredPiece, usize)| {
            let path = original_path(number, &piece.system, piece.format, &piece.name);
            Original {
                media_type: media_type(&path).into(),
                path,
                system: piece.system.clone(),
                name: Some(piece.name.clone()).filter(|name| !name.is_empty()),
                sha256: piece.kept.sha256.clone(),
                bytes: piece.kept.bytes,
            }
        };
        pieces.iter().zip(1..).map(original).collect()
    }

    /// `export.json` with these groups.
    pub(crate) fn export_of(
        &self,
        row: &RequestRow,
        originals: &[Original],
        letters: &Letters,
        groups: Vec<Group>,
    ) -> Export {
        let (attachments, originals) =
            originals.iter().cloned().partition(|file| file.path.starts_with("attachments/"));
        Export {
            schema_version: SCHEMA_VERSION.into(),
            context: Vocabulary::default(),
            request: RequestFacts {
                reference: row.reference.to_string(),
                right: row.procedure.right,
                article: row.procedure.right.article().into(),
                dpv: row.procedure.right.dpv().into(),
                received_at: row.procedure.received,
                due: self.deadline(&row.procedure).due,
            },
            controller: ControllerFacts { name: self.operator.name.clone(), contact: self.operator.dpo.clone() },
            exported_at: self.now(),
            groups,
            originals,
            attachments,
            conversation: letters.told.clone(),
        }
    }

    async fn cover(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
        contents: Vec<Content>,
        files: Vec<CoverFile>,
    ) -> Result<Cover> {
        let ended = row.procedure.closed.map(|(_, at)| at);
        let events = row.events(db).await?;
        let answers = self.answers(db, row, key, &events).await?;
        Ok(Cover {
            language: FilingRow::by_id(db, row.filing).await?.language,
            answer: answers.into_iter().rfind(|answer| Some(answer.at) == ended),
            withheld: self.withheld(db, row, key, &row.procedure.withheld).await?,
            reference: row.reference,
            right: row.procedure.right,
            received: row.procedure.received,
            due: self.deadline(&row.procedure).due,
            conversation: Vec::new(),
            contents,
            files,
            zone: self.place.zone.clone(),
        })
    }
}

fn cover_files(office: &Office, files: &[LaidFile], originals: &[Original], letters: &Letters) -> Vec<CoverFile> {
    let told = |file: &LaidFile| {
        let original = originals.iter().find(|original| original.path == file.path);
        let (origin, name) = match (original, letters.at(&file.path)) {
            (Some(original), _) => {
                let system = office.called(&original.system).to_owned();
                (Origin::Input(form(&original.path), system), original.name.clone())
            }
            (None, Some(sent)) => (Origin::Sent, Some(sent.name.clone())),
            (None, None) => (Origin::Made, None),
        };
        CoverFile { path: file.path.clone(), bytes: file.kept.bytes, origin, name }
    };
    files.iter().map(told).collect()
}

fn form(path: &str) -> Format {
    if path.starts_with("attachments/") { Format::Document } else { Format::of_file(path) }
}

/// What the files that are made here are made from.
struct Laying<'a> {
    office: &'a Office,
    row: &'a RequestRow,
    key: &'a Key,
    pieces: &'a [StoredPiece],
    made_at: Timestamp,
}

impl Laying<'_> {
    async fn begin(&self) -> Result<NewFile> {
        self.office.new_file(self.key, FOLDER).await
    }

    /// `export.json` and, for those who take their data along (Art. 20), a table of each group; with what is in it.
    async fn export(&self, originals: &[Original], letters: &Letters) -> Result<(Vec<LaidFile>, Vec<Content>)> {
        let frame = serde_json::to_string_pretty(&self.office.export_of(self.row, originals, letters, Vec::new()))?;
        let (head, tail) = opened(&frame, "groups")?;
        let (mut export, mut tables, mut contents) = (self.begin().await?, Vec::new(), Vec::new());
        let mut distinct = Distinct::default();
        export.write(head.as_bytes()).await?;
        for piece in self.pieces {
            for group in piece.groups(self.office, self.key).await? {
                let group = distinct.name(group);
                export.write(if contents.is_empty() { b"\n    " } else { b",\n    " }).await?;
                write_group(&mut export, &group).await?;
                if self.row.procedure.right == Right::Portability {
                    tables.push(self.table(contents.len() + 1, &group).await?);
                }
                contents.push(Content { items: group.items.len(), id: group.group_id, label: group.group_label });
            }
        }
        export.write(if contents.is_empty() { b"]" } else { b"\n  ]" }).await?;
        export.write(tail.as_bytes()).await?;
        let mut files = vec![LaidFile { path: EXPORT.into(), kept: export.finish().await? }];
        files.append(&mut tables);
        Ok((files, contents))
    }

    async fn table(&self, number: usize, group: &Group) -> Result<LaidFile> {
        let table = Table::of(group);
        let header = table.header().iter().map(|name| (*name).to_owned()).collect();
        let mut rows = std::iter::once(header).chain(table.rows());
        let mut file = self.begin().await?;
        loop {
            let mut lines = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
            for row in rows.by_ref().take(ROWS_AT_ONCE) {
                lines.write_record(row).map_err(DeskError::internal)?;
            }
            let lines = lines.into_inner().map_err(|error| DeskError::internal(error.into_error()))?;
            if lines.is_empty() {
                return Ok(LaidFile { path: table_path(number, &group.group_id), kept: file.finish().await? });
            }
            file.write(&lines).await?;
        }
    }

    /// The page to read.
    async fn page(&self, cover: &Cover) -> Result<LaidFile> {
        let said = |leaf: Leaf<'_>| (self.office.reading)(&leaf, cover, &self.office.operator);
        let mut page = self.begin().await?;
        let mut distinct = Distinct::default();
        page.write(said(Leaf::Opening).as_bytes()).await?;
        for piece in self.pieces {
            for group in piece.groups(self.office, self.key).await? {
                let group = distinct.name(group);
                page.write(said(Leaf::Group(&group)).as_bytes()).await?;
                for item in &group.items {
                    page.write(said(Leaf::Item(&group, item)).as_bytes()).await?;
                }
                page.write(said(Leaf::GroupEnd).as_bytes()).await?;
            }
        }
        page.write(said(Leaf::Closing).as_bytes()).await?;
        Ok(LaidFile { path: PAGE.into(), kept: page.finish().await? })
    }

    async fn manifest(&self, files: &[LaidFile]) -> Result<LaidFile> {
        let told = |file: &LaidFile| ManifestFile {
            path: file.path.clone(),
            bytes: file.kept.bytes,
            sha256: file.kept.sha256.clone(),
            media_type: media_type(&file.path).into(),
        };
        let manifest = Manifest {
            manifest_version: MANIFEST_VERSION.into(),
            reference: self.row.reference.to_string(),
            made_at: self.made_at,
            files: files.iter().map(told).collect(),
        };
        let kept = self.office.keep_file(self.key, FOLDER, &serde_json::to_vec_pretty(&manifest)?).await?;
        Ok(LaidFile { path: MANIFEST.into(), kept })
    }
}

/// JSON on both sides of an empty list, the opening bracket included. Within a string its quotes would be escaped, so
/// the first that looks like it is it.
fn opened<'a>(json: &'a str, list: &str) -> Result<(&'a str, &'a str)> {
    let empty = format!("\"{list}\": []");
    let at = json.find(&empty).ok_or_else(|| DeskError::internal("no empty list to fill"))? + empty.len() - 1;
    Ok((json.get(..at).unwrap_or_default(), json.get(at + 1..).unwrap_or_default()))
}

/// A group as it stands in `export.json`, item by item.
async fn write_group(file: &mut NewFile, group: &Group) -> Result<()> {
    let frame = indented(&heading(group), 4)?;
    let (head, tail) = opened(&frame, "items")?;
    file.write(head.as_bytes()).await?;
    for (item, number) in group.items.iter().zip(0..) {
        let comma = if number == 0 { "" } else { "," };
        file.write(format!("{comma}\n        {}", indented(item, 8)?).as_bytes()).await?;
    }
    file.write(if group.items.is_empty() { b"]" } else { b"\n      ]" }).await?;
    file.write(tail.as_bytes()).await
}

/// A group without its items.
fn heading(group: &Group) -> Group {
    Group {
        group_id: group.group_id.clone(),
        group_label: group.group_label.clone(),
        group_description: group.group_description.clone(),
        items: Vec::new(),
    }
}

/// JSON as it stands at some depth. A line break is never part of a string: there it is escaped.
fn indented<T: Serialize>(value: &T, depth: usize) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)?.replace('\n', &format!("\n{}", " ".repeat(depth))))
}
