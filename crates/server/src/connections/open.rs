//! Connections are taken, served and ended.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::{HeaderValue, StatusCode, header::STRICT_TRANSPORT_SECURITY},
    response::Response,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpSocket, TcpStream},
    time::Instant,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    Connections, HEADER_BYTES, LOOK,
    line::{HANDSHAKE, Line},
    table::{Entered, Stage},
    watched::{Answering, Watched},
};
use crate::tls::Tls;

/// What a client reads that finds no place.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
/// What a client from afar reads that speaks plain HTTP to a server with a certificate. It is not sent on: what it sent
/// has been read by whoever listens, and it shall notice.
const PLAIN: &[u8] = b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 104\r\n\
Connection: close\r\n\r\n\
{\"success\":false,\"error\":\"This server speaks https: write https:// in the address.\",\"code\":\"VALIDATION\"}";
/// For how long a browser comes by https alone, once it has: a year.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");
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
    tls: Option<&Tls>,
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
                        let client = Client { peer, entered: Arc::new(entered), tls: tls.map(Tls::acceptor) };
                        serving.spawn(serve(stream, client, router.clone(), end, stop.clone()));
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

/// Who is connected.
struct Client {
    peer: SocketAddr,
    entered: Arc<Entered>,
    /// Where the server has a certificate.
    tls: Option<TlsAcceptor>,
}

impl Client {
    /// What the client speaks. On the same machine it may do without TLS; from afar it may not, where there is a
    /// certificate. `None` for a connection that is over.
    async fn line(&self, mut stream: TcpStream) -> Option<Line> {
        let Some(tls) = &self.tls else { return Some(Line::Plain(stream)) };
        self.entered.is_at(|_| Stage::Header(Instant::now())); // a handshake has as long
        let mut first = [0];
        stream.peek(&mut first).await.ok().filter(|read| *read > 0)?;
        let line = match first {
            [HANDSHAKE] => match tls.accept(stream).await {
                Ok(stream) => Line::Tls(Box::new(stream)),
                Err(error) => {
                    tracing::debug!(%error, "a handshake came to nothing");
                    return None;
                }
            },
            _ if self.peer.ip().to_canonical().is_loopback() => Line::Plain(stream),
            _ => {
                let _ = stream.write_all(PLAIN).await;
                let _ = stream.shutdown().await;
                return None;
            }
        };
        self.entered.is_at(|_| Stage::Idle(Instant::now()));
        Some(line)
    }
}

async fn serve(stream: TcpStream, client: Client, router: Router, end: CancellationToken, stop: CancellationToken) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection does not send at once");
    }
    let line = tokio::select! {
        line = client.line(stream) => line,
        () = end.cancelled() => return,
        () = stop.cancelled() => return,
    };
    let Some(line) = line else { return };
    let (peer, entered, secure) = (client.peer, client.entered, matches!(line, Line::Tls(_)));
    let io = TokioIo::new(Watched::new(line, Arc::clone(&entered)));
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |request| answer(router.clone(), Arc::clone(&entered), peer, secure, request));
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
    secure: bool,
    mut request: hyper::Request<Incoming>,
) -> Result<Response<Answering>, Infallible> {
    entered.is_at(|_| Stage::Busy);
    request.extensions_mut().insert(ConnectInfo(peer));
    let request: Request = request.map(Body::new);
    let mut response = hyper::service::Service::call(&router, request).await?;
    if secure {
        response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, HSTS);
    }
    if response.status() == StatusCode::SWITCHING_PROTOCOLS {
        entered.is_at(|_| Stage::Socket);
    }
    Ok(response.map(|body| Answering::new(body, entered)))
}
