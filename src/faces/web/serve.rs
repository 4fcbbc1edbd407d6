//! Listening, until somebody stops it.

use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use super::{app::Shared, router};
use crate::{Error, Result};

/// What is under way when it is stopped may go on for this long.
const PATIENCE: Duration = Duration::from_secs(5);

/// Takes an address.
pub fn bind(address: SocketAddr) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    listener.map_err(|source| match source.kind() {
        ErrorKind::AddrInUse => Error::AddressTaken { address },
        _ => Error::AddressUnusable { address, why: source.to_string() },
    })
}

/// Serves the review page until Ctrl-C, or until the system asks the program to end.
pub fn run(app: &Shared, listener: TcpListener) -> Result<()> {
    let broken = |why: std::io::Error| Error::Server { why: why.to_string() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(broken)?;
    let done = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
        let (stop, mut stopped) = tokio::sync::watch::channel(false);
        let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
            asked_to_stop().await;
            let _ = stop.send(true);
        });
        tokio::select! {
            done = serving => done,
            // A browser that keeps its connection open must not keep the program from ending.
            () = async {
                let _ = stopped.wait_for(|stopped| *stopped).await;
                tokio::time::sleep(PATIENCE).await;
            } => Ok(()),
        }
    });
    runtime.shutdown_timeout(PATIENCE);
    done.map_err(broken)
}

/// Waits for Ctrl-C, or for the system's wish.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
