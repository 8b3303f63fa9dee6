//! Connections are taken, served and ended.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::StatusCode,
    response::Response,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    time::Instant,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    Connections, HEADER_BYTES, LOOK,
    table::{Entered, Stage},
    watched::{Answering, Watched},
};

/// What a client reads that finds no place.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
/// Connections that are not accepted yet; the system may allow fewer.
const BACKLOG: u32 = 4096;
/// How long nothing is accepted after that failed, such as for want of descriptors.
const PAUSE: Duration = Duration::from_millis(50);

/// Listens on an address, with room for those that connect while nothing is accepted: one for whom there is none
/// waits a second before it asks again.
///
/// # Errors
/// When the address is taken, or not of this machine.
pub(crate) fn listen(wanted: SocketAddr) -> io::Result<TcpListener> {
    let socket = if wanted.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(wanted)?;
    socket.listen(BACKLOG)
}

/// Serves what connects until `stop`; then until the last answer was sent. `counted` is told how many there are.
pub(crate) async fn run(
    listener: TcpListener,
    router: Router,
    connections: &Connections,
    counted: impl Fn(usize),
    stop: CancellationToken,
) {
    let serving = TaskTracker::new();
    let mut look = tokio::time::interval(LOOK);
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            _ = look.tick() => {
                connections.end_slow(Instant::now());
                counted(connections.count());
            }
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => match connections.enter(peer.ip(), Instant::now()) {
                    Some((entered, end)) => {
                        serving.spawn(serve(stream, peer, router.clone(), Arc::new(entered), end, stop.clone()));
                    }
                    None => refuse(&stream),
                },
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    serving.close();
    serving.wait().await;
}

/// Says that there is no place, as far as the line takes it at once.
fn refuse(stream: &TcpStream) {
    let _ = stream.try_write(FULL);
}

async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    entered: Arc<Entered>,
    end: CancellationToken,
    stop: CancellationToken,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection does not send at once");
    }
    let io = TokioIo::new(Watched::new(stream, Arc::clone(&entered)));
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |request| answer(router.clone(), Arc::clone(&entered), peer, request));
    // How long a header may take is watched from outside, where idle connections have another time.
    let mut builder = http1::Builder::new();
    let connection = builder.max_buf_size(HEADER_BYTES).header_read_timeout(None).serve_connection(io, service);
    let mut connection = std::pin::pin!(connection.with_upgrades());
    let mut stopping = false;
    loop {
        tokio::select! {
            biased;
            served = connection.as_mut() => {
                if let Err(error) = served {
                    tracing::debug!(%error, "a connection ended early");
                }
                return;
            }
            () = end.cancelled() => return,
            () = stop.cancelled(), if !stopping => {
                stopping = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

async fn answer(
    router: TowerToHyperService<Router>,
    entered: Arc<Entered>,
    peer: SocketAddr,
    mut request: hyper::Request<Incoming>,
) -> Result<Response<Answering>, Infallible> {
    entered.is_at(|_| Stage::Busy);
    request.extensions_mut().insert(ConnectInfo(peer));
    let request: Request = request.map(Body::new);
    let response = hyper::service::Service::call(&router, request).await?;
    if response.status() == StatusCode::SWITCHING_PROTOCOLS {
        entered.is_at(|_| Stage::Socket);
    }
    Ok(response.map(|body| Answering::new(body, entered)))
}
