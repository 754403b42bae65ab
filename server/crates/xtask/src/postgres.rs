//! A PostgreSQL of one's own, for as long as the tests run.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use crate::{apt, run};

/// Where Debian puts each version's programs, which it keeps off the `PATH`.
const DEBIAN: &str = "/usr/lib/postgresql";
/// The account that runs it when the tests run as root, which PostgreSQL refuses to run as.
const ACCOUNT: &str = "postgres";
/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server with an empty database, on loopback. Dropped, it is stopped and its files are removed.
#[derive(Debug)]
pub(crate) struct Postgres {
    server: Child,
    port: u16,
    folder: TempDir,
}

impl Postgres {
    /// Makes a database cluster in a temporary folder and starts a server on it.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs()?;
        let folder = tempfile::Builder::new().prefix("inzage-postgres-").tempdir()?;
        let data = folder.path().join("data");
        if run::is_root() {
            run::output(run::command("chown").arg(ACCOUNT).arg(folder.path()))?;
        }
        let mut initdb = as_account(&programs.join("initdb"));
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"]);
        run::output(initdb.arg(&data)).context("cannot make a PostgreSQL cluster")?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let log = std::fs::File::create(folder.path().join("log"))?;
        let mut server = as_account(&programs.join("postgres"));
        server.arg("-D").arg(&data).args(settings(port));
        server.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let server = server.spawn().context("cannot start PostgreSQL")?;
        let mut postgres = Self { server, port, folder };
        postgres.wait(&programs)?;
        eprintln!("    {} on port {port}, in {}", programs.display(), postgres.folder.path().display());
        Ok(postgres)
    }

    /// Where tests connect to, with the right to make databases of their own.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&mut self, programs: &Path) -> Result<()> {
        let begin = Instant::now();
        loop {
            let mut ready = run::command(programs.join("pg_isready"));
            ready.args(["--quiet", "--host=127.0.0.1", "--username=postgres", "--dbname=postgres"]);
            if run::succeeds(ready.arg(format!("--port={}", self.port))) {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() || begin.elapsed() > PATIENCE {
                let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
                bail!("PostgreSQL does not start:\n{log}");
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Told to stop by SIGINT it hangs up on everybody; its files are thrown away, so it may as well be killed.
        let mut interrupt = run::command("kill");
        if run::succeeds(interrupt.args(["-s", "INT"]).arg(self.server.id().to_string())) {
            let begin = Instant::now();
            while begin.elapsed() < Duration::from_secs(5) && matches!(self.server.try_wait(), Ok(None)) {
                thread::sleep(Duration::from_millis(20));
            }
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// For throw-away data: nothing is waited for, and only loopback is listened to.
fn settings(port: u16) -> impl Iterator<Item = String> {
    let settings = [
        format!("port={port}"),
        "listen_addresses=127.0.0.1".to_owned(),
        "unix_socket_directories=".to_owned(),
        "max_connections=300".to_owned(),
        "fsync=off".to_owned(),
        "synchronous_commit=off".to_owned(),
        "full_page_writes=off".to_owned(),
    ];
    settings.into_iter().flat_map(|setting| ["-c".to_owned(), setting])
}

/// A program that root hands to PostgreSQL's own account, and that ends when this tool does, however it ends.
fn as_account(program: &Path) -> Command {
    let mut command = run::command("setpriv");
    command.arg("--pdeathsig=INT");
    if run::is_root() {
        command.arg(format!("--reuid={ACCOUNT}")).arg(format!("--regid={ACCOUNT}")).arg("--init-groups");
    }
    command.arg("--").arg(program).current_dir("/");
    command
}

/// The folder of the newest PostgreSQL's programs; installs one where there is none.
fn programs() -> Result<PathBuf> {
    if let Some(found) = find_programs() {
        return Ok(found);
    }
    apt::install("the store's tests need PostgreSQL", &["postgresql"])?;
    find_programs().context("PostgreSQL is installed, but its initdb is not to be found")
}

fn find_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let number = |path: &Path| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let mut found: Vec<_> =
        versions.filter_map(|entry| Some((number(&entry.path())?, entry.path().join("bin")))).collect();
    found.sort();
    let debian = found.into_iter().rev().map(|(_, folder)| folder);
    let on_path = run::which("initdb").and_then(|path| Some(path.canonicalize().ok()?.parent()?.to_path_buf()));
    debian.chain(on_path).find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_starts_and_leaves_nothing_behind() {
        let postgres = Postgres::start().unwrap();
        let folder = postgres.folder.path().to_path_buf();
        assert!(postgres.url().starts_with("postgres://postgres@127.0.0.1:"));
        assert!(folder.join("data").is_dir());
        drop(postgres);
        assert!(!folder.exists());
    }
}
