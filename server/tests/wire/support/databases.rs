//! A main database and a key store for each test, on either engine.

use sqlx::{Connection as _, PgConnection};
use std::path::Path;

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Files in a temporary folder.
    Sqlite,
    /// Databases in the cluster that `INZAGE_TEST_POSTGRES` names.
    Postgres,
}

impl Engine {
    /// The URLs of two empty databases, the main one and the key store; `folder` is the test's own, its name unique.
    ///
    /// # Panics
    /// When there is no PostgreSQL to make one in: a test that did not run has not passed.
    pub async fn databases(self, folder: &Path) -> (String, String) {
        match self {
            Self::Sqlite => {
                let url = |name: &str| format!("sqlite://{}", folder.join(name).display());
                (url("inzage.db"), url("keys.db"))
            }
            Self::Postgres => {
                let cluster = std::env::var("INZAGE_TEST_POSTGRES").expect(
                    "INZAGE_TEST_POSTGRES names no PostgreSQL: run `cargo xtask test --rust`, or start one and set it to \
                     the URL of a database whose account may make others",
                );
                let unique = folder.file_name().unwrap().to_str().unwrap().replace(|c: char| !c.is_alphanumeric(), "_");
                (
                    database(&cluster, &format!("main_{unique}")).await,
                    database(&cluster, &format!("keys_{unique}")).await,
                )
            }
        }
    }
}

/// Makes a database beside the one that `cluster` names. The cluster is thrown away as a whole.
async fn database(cluster: &str, name: &str) -> String {
    let mut connection = PgConnection::connect(cluster).await.expect("the PostgreSQL of INZAGE_TEST_POSTGRES answers");
    let sql = format!("CREATE DATABASE \"{name}\"");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("may make databases");
    let (server, _) = cluster.rsplit_once('/').expect("a URL that ends in the name of a database");
    format!("{server}/{name}")
}
