//! What runs beside the requests: the post, the rounds and the log.
//!
//! An error is logged and the next turn tries again; what was not done is still in the database.

use desk::Office;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// How long a letter of another process, or one that must be tried again, waits at most.
const POST_EVERY: Duration = Duration::from_secs(5);
/// How often the rounds are made.
const ROUNDS_EVERY: Duration = Duration::from_secs(60);
/// How long an event waits for its place in the log, at most.
const LOG_EVERY: Duration = Duration::from_secs(5);

/// The word to stop; everybody who works holds one.
pub type Stop = watch::Receiver<bool>;

/// Waits for the word to stop.
pub async fn told(mut stop: Stop) {
    // Whoever would tell is gone: that too means to stop.
    drop(stop.wait_for(|told| *told).await);
}

/// Starts all jobs. Told to stop, each ends after the turn that it is in.
pub fn start(office: &Office, stop: &Stop) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(post(office.clone(), stop.clone()));
    jobs.spawn(rounds(office.clone(), stop.clone()));
    jobs.spawn(log(office.clone(), stop.clone()));
    jobs
}

async fn post(office: Office, stop: Stop) {
    loop {
        match office.send_post().await {
            Ok(0) => {}
            Ok(sent) => tracing::info!(sent, "letters left"),
            Err(error) => tracing::error!(%error, "the post was not sent"),
        }
        tokio::select! {
            () = told(stop.clone()) => return,
            () = office.post_arrives() => {}
            () = sleep(POST_EVERY) => {}
        }
    }
}

async fn rounds(office: Office, stop: Stop) {
    loop {
        if let Err(error) = office.make_rounds().await {
            tracing::error!(%error, "the rounds were not made");
        }
        tokio::select! {
            () = told(stop.clone()) => return,
            () = sleep(ROUNDS_EVERY) => {}
        }
    }
}

async fn log(office: Office, stop: Stop) {
    loop {
        if let Err(error) = office.keep_log().await {
            tracing::error!(%error, "the log was not kept");
        }
        tokio::select! {
            () = told(stop.clone()) => return,
            () = sleep(LOG_EVERY) => {}
        }
    }
}
