//! `inzage serve`: opens the office, listens, works, and ends in good order.

use crate::config::Config;
use crate::office::{self, Mail};
use crate::system::SystemRandom;
use crate::web::{Site, Web, router};
use crate::{cli, demo, jobs, log};
use anyhow::{Context as _, Result};
use axum::Router;
use desk::Office;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How long requests and letters may take to end once it is told to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Runs the portal until it is told to stop, by Ctrl-C or a termination signal.
///
/// # Errors
/// Whatever keeps it from starting, with what to do about it.
pub async fn serve(file: Option<&Path>, options: &cli::Serve) -> Result<()> {
    let mut config = settings(file, options)?;
    log::begin(&config.log);
    let mail = if options.demo { demo::prepare(&config)? } else { Mail::of(&config)? };
    let site = Site::find(&config.site)?;
    let listener = TcpListener::bind(config.address).await.with_context(|| {
        format!("cannot listen on {}: is another portal running there? Choose with --address", config.address)
    })?;
    let address = listener.local_addr()?;
    if options.demo {
        config.base_url = demo::base_url(address);
    }
    let opened = office::open(&config, mail).await;
    config.wipe_keys();
    let office = if options.demo { opened.with_context(demo::begin_anew)? } else { opened? };
    let mut web = Web::new(office.clone(), Arc::new(SystemRandom), &site, &config.base_url).behind(config.proxies);
    web = web.within(config.rates.clone());
    if options.demo {
        web = web.with_demo_mail(demo::mail_folder());
        demo::welcome(&config.base_url, &demo::seed(&office).await.with_context(demo::begin_anew)?);
    }
    log::panics();
    let router = router(web)?;
    tracing::info!(%address, base_url = config.base_url, "open");
    work(&office, listener, router).await
}

/// Serves and sends the post until it is told to stop; then lets everything under way end.
async fn work(office: &Office, listener: TcpListener, router: Router) -> Result<()> {
    // Before the first request: whoever was answered can count on a good end.
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let (tell, stop) = watch::channel(false);
    let mut working = jobs::start(office, &stop);
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, router).with_graceful_shutdown(jobs::told(stop));
    let mut serving = tokio::spawn(serving.into_future());
    tokio::select! {
        ended = &mut serving => return Ok(ended??),
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("closing: no new requests, those under way end");
    tell.send_replace(true);
    let in_good_order = async {
        let served = serving.await;
        while working.join_next().await.is_some() {}
        served
    };
    match tokio::time::timeout(GRACE, in_good_order).await {
        Ok(served) => served??,
        Err(_) => tracing::warn!("some requests or letters took too long and were cut off"),
    }
    tracing::info!("closed");
    Ok(())
}

fn settings(file: Option<&Path>, options: &cli::Serve) -> Result<Config> {
    if options.demo {
        return Ok(demo::config(options.address, std::env::vars())?);
    }
    let mut config = Config::read(file, std::env::vars())?;
    config.address = options.address.unwrap_or(config.address);
    Ok(config)
}
