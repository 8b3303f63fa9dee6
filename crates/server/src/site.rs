//! The web application: its files, and the rules under which a browser shows them.

use axum::{
    body::Body,
    extract::Request,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{
            ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
            HOST, IF_NONE_MATCH, VARY, X_FRAME_OPTIONS,
        },
    },
    response::{Html, IntoResponse as _, Response},
};
use pages::PageFile;

use crate::error::Failure;

/// First parts of paths that are no pages, whatever is asked for below them.
const NO_PAGES: &[&str] = &["api", "health", "metrics", "docs"];

/// Its contents never change: the name holds a digest of them.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// It is asked for each time, and sent again only when it has changed.
const ASKED: &str = "no-cache";

/// The page of the operator's station and what belongs to it.
const STATION: &str = "station/";
/// What works for the station without a line; it answers for the address without a slash, too.
const WORKER: &str = "station/worker.js";
/// What of the machine a page may use.
const PAGE_MAY: &str = "camera=(self), microphone=(), geolocation=()";
/// The same of a station: its screen stays on, and it asks the reader beside it. The last two both allow that: Chrome
/// 142 knows the first, 145 the second.
const STATION_MAY: &str = "camera=(self), microphone=(), geolocation=(), screen-wake-lock=(self), \
    local-network-access=(self), loopback-network=(self)";
/// Where the service of a fingerprint reader listens on the machine that it is plugged into (Mantra: 8003 or 8004, and 8030).
const READERS: &str = " http://127.0.0.1:8003 http://localhost:8003 http://127.0.0.1:8004 http://localhost:8004 \
    http://127.0.0.1:8030 http://localhost:8030 \
    https://127.0.0.1:8003 https://localhost:8003 https://127.0.0.1:8030 https://localhost:8030";

/// What is told where the program was built without the web application.
const NOT_BUILT: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>MPA</title>\
    <h1>The web application is not in this program</h1>\
    <p><code>make build</code> builds it and packs it in. The calls are described at <a href=/api/docs>/api/docs</a>.\
    </html>";

/// The files that a browser is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site(pub &'static [PageFile]);

impl Site {
    /// Those of this program.
    pub(crate) const BUILT: Self = Self(pages::FILES);

    /// What a request for something that is no call gets.
    pub(crate) fn answer(self, request: &Request) -> Response {
        let (method, path, headers) = (request.method(), request.uri().path(), request.headers());
        let path = path.strip_prefix('/').unwrap_or(path);
        let first = path.split('/').next().unwrap_or_default();
        if !matches!(*method, Method::GET | Method::HEAD) || NO_PAGES.contains(&first) {
            return Failure::NoRoute.into_response();
        }
        if self.0.is_empty() && path.is_empty() {
            return Html(NOT_BUILT).into_response();
        }
        let page = || self.page_of(path).filter(|_| path.is_empty() || wants_page(headers));
        match self.file(path).or_else(page) {
            Some(file) => sent(file, headers),
            None => Failure::NoRoute.into_response(),
        }
    }

    fn file(self, path: &str) -> Option<&'static PageFile> {
        self.0.binary_search_by_key(&path, |file| file.path).ok().map(|at| &self.0[at])
    }

    /// The page that shows an address: the `index.html` that is in it, or nearest above it.
    fn page_of(self, path: &str) -> Option<&'static PageFile> {
        let mut folder = Some(path);
        while let Some(here) = folder {
            if let Some(page) = self.file(&format!("{here}/index.html")) {
                return Some(page);
            }
            folder = here.rsplit_once('/').map(|(above, _)| above);
        }
        self.file("index.html")
    }
}

/// Whether somebody opens an address, rather than a script asking for a file.
fn wants_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT).iter().filter_map(|line| line.to_str().ok());
    accepted
        .flat_map(|line| line.split(','))
        .any(|kind| kind.split(';').next().unwrap_or_default().trim() == "text/html")
}

/// Whether the browser unpacks brotli.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let never =
            |part: &str| part.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|weight| weight <= 0.0));
        parts.next() == Some("br") && !parts.any(never)
    })
}

/// Whether the name of a file holds a digest of its contents: `assets/NAME-HASH.EXT`, as Vite writes it. The digest
/// may hold a hyphen itself.
fn is_hashed(path: &str) -> bool {
    const HASH: usize = 8;
    let named = path.split_once("assets/").and_then(|(_, name)| name.rsplit_once('.'));
    let stem = named.map_or("", |(stem, _)| stem).as_bytes();
    let symbol = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    stem.len() > HASH + 1 && stem[stem.len() - HASH - 1] == b'-' && stem[stem.len() - HASH..].iter().all(symbol)
}

/// Whether a browser need not ask for a file again. A manifest is asked for whatever its name: what is installed
/// follows it.
fn is_kept(path: &str) -> bool {
    is_hashed(path) && !path.ends_with(".webmanifest")
}

fn sent(file: &PageFile, asked: &HeaderMap) -> Response {
    let packed = file.brotli.filter(|_| takes_brotli(asked));
    let tag = format!("\"{}{}\"", file.digest, if packed.is_some() { "-br" } else { "" });
    let known = asked.get_all(IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let known = known.flat_map(|line| line.split(',')).any(|known| known.trim().trim_start_matches("W/") == tag);
    let body = if known { Body::empty() } else { Body::from(packed.unwrap_or(file.bytes)) };
    let mut response = Response::new(body);
    *response.status_mut() = if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        // Every value is text of ours, but the host, which was looked at.
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(CONTENT_TYPE, file.content_type);
    set(ETAG, &tag);
    set(VARY, "accept-encoding");
    set(CACHE_CONTROL, if is_kept(file.path) { FOR_EVER } else { ASKED });
    let is_station = file.path.starts_with(STATION);
    // Of a worker's script, too, the browser takes the rules from its own answer.
    set(CONTENT_SECURITY_POLICY, &policy(asked, if is_station { READERS } else { "" }));
    set(HeaderName::from_static("permissions-policy"), if is_station { STATION_MAY } else { PAGE_MAY });
    set(X_FRAME_OPTIONS, "SAMEORIGIN");
    if file.path == WORKER {
        set(HeaderName::from_static("service-worker-allowed"), "/station");
    }
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if packed.is_some() {
        set(CONTENT_ENCODING, "br");
    }
    response
}

/// What a page may load and whom it may speak to: this server, and `also`. Older browsers do not take the WebSocket of
/// the same host for the same origin, so that it is named where the browser says what this server's name is. Only a
/// page of this server may frame it: the demo shows head office and a station side by side.
fn policy(headers: &HeaderMap, also: &str) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let is_name = |host: &&str| host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
    let socket = host.filter(is_name).map(|host| format!(" ws://{host} wss://{host}")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
         media-src 'self' blob:; font-src 'self'; connect-src 'self'{socket}{also}; worker-src 'self'; \
         manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
}

#[cfg(test)]
mod tests;
