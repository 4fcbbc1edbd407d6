//! Examines a database as it lies on the disk: its structure, its shape, and every row against its checksum. What is
//! damaged is told and the examination goes on; nothing is written.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, types::ValueRef};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::super::{WorkFolder, migrations::STEPS, packed, seal::Sealed, seal::seal};
use super::failed;
use crate::{Error, Result};

/// Something in the database that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The table, or nothing where it is about the file as a whole.
    pub table: Option<&'static str>,
    /// Which row, by its key.
    pub row: Option<String>,
    /// What is wrong.
    pub kind: FaultKind,
    /// What the database said, in English; empty where the kind says it all.
    pub why: String,
}

/// What can be wrong with a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// It cannot be opened.
    CannotOpen,
    /// Its own structure is broken: pages, indexes, or what rows refer to.
    Structure,
    /// Its tables are not those that this program makes.
    Shape,
    /// A row cannot be read.
    RowUnreadable,
    /// A row does not have the checksum it was written with.
    RowChanged,
    /// What a row keeps cannot be unpacked.
    RowSpoilt,
    /// An input does not have the fingerprint it is kept under.
    InputChanged,
}

/// What examining a database gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Examined {
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// How many rows were looked at.
    pub rows: u64,
    /// Of these, how many carry no checksum, because an older version wrote them.
    pub unsealed: u64,
}

/// A table: the columns its checksum covers, in that order, how many of them name a row, and which is packed.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    key: &'static [usize],
    packed: Option<usize>,
}

const TABLES: &[Table] = &[
    Table { name: "run", columns: &["id", "finished", "body", "purpose"], key: &[0], packed: None },
    Table { name: "input", columns: &["sha256", "role", "name", "body"], key: &[1, 0], packed: None },
    Table { name: "reading", columns: &["sha256", "reader", "outcome", "body"], key: &[0, 1], packed: Some(3) },
    Table {
        name: "result",
        columns: &["run", "place", "ticket_no", "review", "body", "digest"],
        key: &[0, 1],
        packed: Some(4),
    },
    Table { name: "outline", columns: &["sha256", "reader", "body"], key: &[0, 1], packed: Some(2) },
    Table { name: "trace", columns: &["sha256", "reader", "body"], key: &[0, 1], packed: None },
    Table { name: "verdict", columns: &["sha256", "reader", "at", "machine"], key: &[0, 1], packed: None },
    Table { name: "pruned", columns: &["id", "purpose", "body", "at"], key: &[0], packed: None },
    Table { name: "audit", columns: &["name", "body"], key: &[0], packed: None },
];

/// Examines the database of a work folder. `step` is called at each row and says whether to go on.
pub fn examine(folder: &WorkFolder, step: &mut dyn FnMut() -> bool) -> Result<Examined> {
    let mut examined = Examined::default();
    let path = folder.database();
    match open(&path) {
        Ok(connection) => {
            examined.shape(&connection);
            examined.structure(&connection);
            for table in TABLES {
                if !examined.table(&connection, table, step) {
                    break;
                }
            }
        }
        Err(Error::DiskFull { path }) => return Err(Error::DiskFull { path }),
        Err(error) => examined.fault(None, None, FaultKind::CannotOpen, error.to_string()),
    }
    Ok(examined)
}

/// Opens for reading, so that nothing is mended or brought up to date before it was looked at.
fn open(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let told = |e: rusqlite::Error| failed(path, &e);
    let connection = Connection::open_with_flags(path, flags).map_err(told)?;
    connection.busy_timeout(std::time::Duration::from_secs(30)).map_err(told)?;
    connection.pragma_update(None, "query_only", true).map_err(told)?;
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())).map_err(told)?;
    Ok(connection)
}

/// How many steps a database has seen, and how each of its tables is declared.
type Declared = (i64, Vec<(String, Option<String>)>);

/// How tables are declared, and how many steps a database has seen.
fn declared(connection: &Connection) -> rusqlite::Result<Declared> {
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let mut select = connection.prepare("SELECT name, sql FROM sqlite_master ORDER BY name")?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok((version, rows))
}

/// What a database of this program is declared as after so many steps.
fn expected(steps: usize) -> rusqlite::Result<Vec<(String, Option<String>)>> {
    let fresh = Connection::open_in_memory()?;
    for step in STEPS.iter().take(steps) {
        fresh.execute_batch(step)?;
    }
    Ok(declared(&fresh)?.1)
}

impl Examined {
    fn fault(&mut self, table: Option<&'static str>, row: Option<String>, kind: FaultKind, why: impl Into<String>) {
        self.faults.push(Fault { table, row, kind, why: why.into() });
    }

    fn shape(&mut self, connection: &Connection) {
        let wrong = match declared(connection) {
            Err(error) => error.to_string(),
            Ok((version, tables)) => match usize::try_from(version).ok().filter(|n| (1..=STEPS.len()).contains(n)) {
                None => format!("its version is {version}"),
                Some(steps) => match expected(steps) {
                    Ok(ours) if ours == tables => return,
                    Ok(_) => "its tables are declared otherwise".to_owned(),
                    Err(error) => error.to_string(),
                },
            },
        };
        self.fault(None, None, FaultKind::Shape, wrong);
    }

    fn structure(&mut self, connection: &Connection) {
        for pragma in ["PRAGMA integrity_check(100)", "PRAGMA foreign_key_check"] {
            let lines: rusqlite::Result<Vec<String>> = connection
                .prepare(pragma)
                .and_then(|mut check| check.query_map([], |row| Ok(text(row.get_ref(0)?)))?.collect());
            match lines {
                Ok(lines) => {
                    for line in lines.into_iter().filter(|line| line != "ok") {
                        self.fault(None, None, FaultKind::Structure, line);
                    }
                }
                Err(error) => self.fault(None, None, FaultKind::Structure, error.to_string()),
            }
        }
    }

    /// Looks at every row of a table; `false` where it was told to stop.
    fn table(&mut self, connection: &Connection, table: &Table, step: &mut dyn FnMut() -> bool) -> bool {
        let name = table.name;
        let has = |column: &str| connection.prepare(&format!("SELECT {column} FROM {name}")).is_ok();
        // A database that has not seen all steps lacks columns and tables; their absence is told by its shape.
        let columns: Vec<&str> = table.columns.iter().copied().filter(|column| has(column)).collect();
        if columns.len() < table.columns.len() {
            return true;
        }
        let checksum = if has("checksum") { "checksum" } else { "NULL" };
        let select = format!("SELECT {}, {checksum} FROM {name}", columns.join(", "));
        let mut select = match connection.prepare(&select) {
            Ok(select) => select,
            Err(error) => {
                self.fault(Some(name), None, FaultKind::RowUnreadable, error.to_string());
                return true;
            }
        };
        let mut rows = match select.query([]) {
            Ok(rows) => rows,
            Err(error) => {
                self.fault(Some(name), None, FaultKind::RowUnreadable, error.to_string());
                return true;
            }
        };
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    let values: Vec<ValueRef<'_>> =
                        (0..=columns.len()).map(|i| row.get_ref(i).unwrap_or(ValueRef::Null)).collect();
                    self.row(table, &values);
                }
                Ok(None) => return true,
                Err(error) => {
                    self.fault(Some(name), None, FaultKind::RowUnreadable, error.to_string());
                    return true;
                }
            }
            if !step() {
                return false;
            }
        }
    }

    fn row(&mut self, table: &Table, values: &[ValueRef<'_>]) {
        self.rows += 1;
        let Some((checksum, values)) = values.split_last() else { return };
        let key = table.key.iter().filter_map(|i| values.get(*i)).map(|value| text(*value)).collect::<Vec<_>>();
        let fault = |examined: &mut Self, kind| {
            examined.fault(Some(table.name), Some(key.join(" ")), kind, "");
        };
        match checksum {
            ValueRef::Null => self.unsealed += 1,
            kept => {
                let row: Vec<Sealed<'_>> = values.iter().map(|value| sealed(*value)).collect();
                if kept.as_bytes().ok() != Some(seal(&row).as_bytes()) {
                    fault(self, FaultKind::RowChanged);
                }
            }
        }
        let bytes = |column: usize| values.get(column).and_then(|value| value.as_bytes().ok()).unwrap_or_default();
        if table.packed.is_some_and(|column| packed::unpack::<serde_json::Value>(bytes(column)).is_err()) {
            fault(self, FaultKind::RowSpoilt);
        }
        if table.name == "input" && format!("{:x}", Sha256::digest(bytes(3))).as_bytes() != bytes(0) {
            fault(self, FaultKind::InputChanged);
        }
    }
}

fn sealed(value: ValueRef<'_>) -> Sealed<'_> {
    match value {
        ValueRef::Null => Sealed::Nothing,
        ValueRef::Integer(number) => Sealed::Number(number),
        // No table holds such numbers; one that turned up is a change.
        ValueRef::Real(_) => Sealed::Bytes(b"real"),
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).map_or(Sealed::Bytes(bytes), Sealed::Text),
        ValueRef::Blob(bytes) => Sealed::Bytes(bytes),
    }
}

fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}
