use crate::{DeskError, Result};
use sqlx::any::AnyPoolOptions;
use sqlx::migrate::Migrator;
use sqlx::{Any, AnyPool, Transaction};
use std::time::Duration;

static SQLITE: Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("./migrations/postgres");

/// A database. This file alone knows which engine it is.
#[derive(Clone)]
pub struct Store {
    pool: AnyPool,
    engine: Engine,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Store {
    /// Opens the database at `url`, makes it if it is a file that is not there, and migrates it.
    pub(crate) async fn open(url: &str, migrators: &[&Migrator]) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let engine = if url.starts_with("sqlite:") { Engine::Sqlite } else { Engine::Postgres };
        let pool = pool(url, engine).await?;
        for migrator in migrators {
            migrate(migrator, &pool).await?;
        }
        Ok(Self { pool, engine })
    }

    /// Opens the main database with what its engine needs besides.
    pub(crate) async fn open_main(url: &str) -> Result<Self> {
        let store = Self::open(url, &[&super::COMMON]).await?;
        let own = if store.engine == Engine::Sqlite { &SQLITE } else { &POSTGRES };
        migrate(own, &store.pool).await?;
        Ok(store)
    }

    /// For reading.
    pub(crate) const fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Begins a transaction that will write. SQLite takes its one write lock at once: a transaction that reads first
    /// and then finds somebody else writing could not be retried.
    pub(crate) async fn begin_write(&self) -> Result<Transaction<'static, Any>> {
        Ok(match self.engine {
            Engine::Sqlite => self.pool.begin_with("BEGIN IMMEDIATE").await?,
            Engine::Postgres => self.pool.begin().await?,
        })
    }
}

/// Each migrator knows its own folder only, and all share one table of what was done.
async fn migrate(migrator: &Migrator, pool: &AnyPool) -> Result<()> {
    let known = Migrator { migrations: migrator.migrations.clone(), ignore_missing: true, ..Migrator::DEFAULT };
    known.run(pool).await.map_err(DeskError::internal)
}

async fn pool(url: &str, engine: Engine) -> Result<AnyPool> {
    let options = AnyPoolOptions::new().max_connections(8).acquire_timeout(Duration::from_secs(20));
    if engine == Engine::Postgres {
        return Ok(options.connect(url).await?);
    }
    if let Some(folder) = url.strip_prefix("sqlite://").and_then(|path| std::path::Path::new(path).parent()) {
        std::fs::create_dir_all(folder).map_err(DeskError::internal)?;
    }
    let url = if url.contains('?') { url.to_owned() } else { format!("{url}?mode=rwc") };
    let options = options.after_connect(|connection, _| {
        Box::pin(async move {
            for pragma in [
                "PRAGMA busy_timeout = 15000",
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA foreign_keys = ON",
                "PRAGMA secure_delete = ON",
            ] {
                sqlx::query(pragma).execute(&mut *connection).await?;
            }
            Ok(())
        })
    });
    Ok(options.connect(&url).await?)
}
