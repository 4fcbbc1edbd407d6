//! Listening, until somebody stops it.

use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpListener},
    pin::pin,
    sync::Arc,
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::service::service_fn;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use tokio::sync::Notify;
use tower::ServiceExt as _;

use super::{
    app::Shared,
    connections::{Connection, Connections, ROOM},
    router,
};
use crate::{Error, Result};

/// A request must have said what it wants within this, and a connection that is kept must say something again.
const HEAD: Duration = Duration::from_secs(10);

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
    raise_open_files();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(broken)?;
    let done = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let ending = accept(&listener, &router(app)).await;
        // Nobody else comes in. A browser that keeps its connection open must not keep the program from ending.
        drop(listener);
        let _ = tokio::time::timeout(PATIENCE, ending.shutdown()).await;
        Ok(())
    });
    runtime.shutdown_timeout(PATIENCE);
    done.map_err(broken)
}

/// Takes connections until it is asked to stop; what they are told then comes back.
async fn accept(listener: &tokio::net::TcpListener, router: &Router) -> GracefulShutdown {
    let (connections, ending) = (Connections::new(ROOM), GracefulShutdown::new());
    let mut stopped = pin!(asked_to_stop());
    let mut full = false;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stopped => return ending,
        };
        let entered = accepted.map(|(stream, from)| Some((stream, from, connections.enter(from.ip())?)));
        let is_full = !matches!(entered, Ok(Some(_)));
        if is_full && !full {
            // Once, not at each of thousands.
            tracing::warn!(why = entered.as_ref().err().map(ToString::to_string), "there is no room for a connection");
        }
        full = is_full;
        match entered {
            Ok(Some((stream, from, held))) => {
                tokio::spawn(serve(stream, from, held, router.clone(), ending.watcher()));
            }
            Ok(None) => {}
            // No descriptor is left: one is soon.
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

/// Serves one connection: until it ends, is silent for too long, or gives way.
async fn serve(
    stream: tokio::net::TcpStream,
    from: SocketAddr,
    (connection, gives_way): (Connection, Arc<Notify>),
    router: Router,
    watcher: Watcher,
) {
    let connection = Arc::new(connection);
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        connection.speaks();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(from));
        router.clone().oneshot(request)
    });
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    tokio::select! {
        // How a browser ended its connection is nobody's concern.
        _ = watcher.watch(http.serve_connection(TokioIo::new(stream), service)) => {}
        () = gives_way.notified() => {}
    }
}

/// As many open files as the system lets this process have: each connection is one.
fn raise_open_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let maximum = getrlimit(Resource::Nofile).maximum;
        // Where it stays as it is, there is room for a few less.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    }
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
