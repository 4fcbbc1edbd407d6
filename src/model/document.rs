//! A document: some pages of a file that belong together and are of one kind.

use serde::{Deserialize, Serialize};

use super::{
    DocumentKind, Explained, Field, FieldName, Qr, Reader, Reading, Seal, Signature, Upload, words::vocabulary,
};

vocabulary! {
    /// What an `other` document is mistaken for, so that the candidate can be told what to send instead.
    Lookalike {
        /// 教育部学籍在线验证报告: student status, no proof of graduation.
        StudentStatusReport = "student_status_report",
        /// 中国高等教育学位在线验证报告: a degree, no proof of education.
        DegreeReport = "degree_report",
        /// A receipt of an application that has not been decided.
        ApplicationReceipt = "application_receipt",
        /// 成绩单.
        Transcript = "transcript",
        /// 工作年限承诺书: the candidate's own word, not an employer's.
        SelfDeclaration = "self_declaration",
        /// An invoice or payment slip.
        Invoice = "invoice",
        /// 结业证书, 肄业证书 and the like that no kind covers.
        OtherCertificate = "other_certificate",
    }
}

vocabulary! {
    /// What a remark on a document is.
    RemarkKind {
        /// What the employer, or the office behind it, says of the candidate in its own box of the form.
        Opinion = "opinion",
        /// The site that a printed page is of: its name, owner or address.
        Site = "site",
        /// Who looked a page up or checked it against the original.
        Checked = "checked",
        /// Who copied a page of an archive, and the office's telephone.
        Handler = "handler",
    }
}

/// A notable sentence on a document that is no field: what checks look at beside values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    /// What it is.
    pub kind: RemarkKind,
    /// Page, from 1.
    pub page: u32,
    /// Where it stands.
    pub bbox: super::Rect,
    /// What is printed, without white space.
    pub text: String,
}

/// A document found in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The file it stands in, as in [`Upload::file`].
    pub file: String,
    /// SHA-256 of that file.
    pub sha256: String,
    /// First and last page, from 1.
    pub pages: (u32, u32),
    /// What it is.
    pub kind: DocumentKind,
    /// How sure that is, 0 to 1.
    pub kind_confidence: f32,
    /// The title as printed, where one was found.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// For `other`: what it is mistaken for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub lookalike: Option<Lookalike>,
    /// Who read it.
    pub reader: Reader,
    /// What was read from it, in the order of [`FieldName`].
    pub fields: Vec<Field>,
    /// Labels that are printed while their value is empty or printed as unknown (`＊`).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub empty_fields: Vec<EmptyField>,
    /// How much of what is printed on it found its role.
    #[serde(default)]
    pub explained: Explained,
    /// Sentences on it that are no fields.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub remarks: Vec<Remark>,
    /// Seals on its pages.
    pub seals: Vec<Seal>,
    /// QR codes on its pages.
    pub qr: Vec<Qr>,
    /// Digital signatures of its file.
    pub signatures: Vec<Signature>,
}

/// A label that stands on the page without a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EmptyField {
    /// Which field.
    pub name: FieldName,
    /// Page of the label, from 1.
    pub page: u32,
    /// Where the label stands; of a value that was not understood, where that stands.
    pub bbox: super::Rect,
    /// Why there is no value.
    #[serde(default)]
    pub absence: Absence,
}

/// Why a label has no value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// Nothing was seen behind it.
    #[default]
    Blank,
    /// The document says that the value is not known (`＊`).
    PrintedAsUnknown,
    /// What was read there is no value of this kind, such as a date under a blot.
    NotUnderstood(String),
}

impl Document {
    /// The first field of that name.
    #[must_use]
    pub fn field(&self, name: FieldName) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// The remarks of a kind.
    pub fn remarks_of(&self, kind: RemarkKind) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(move |remark| remark.kind == kind)
    }

    /// The text of the first field of that name.
    #[must_use]
    pub fn text(&self, name: FieldName) -> Option<&str> {
        self.field(name)?.value.as_text()
    }
}

/// A file after reading, classifying and extracting.
#[derive(Debug, Clone, PartialEq)]
pub struct ScreenedFile {
    /// The file.
    pub upload: Upload,
    /// What reading gave.
    pub reading: Reading,
    /// The documents in it, in page order; every page stands in exactly one.
    pub documents: Vec<Document>,
}
