//! The server with a certificate of its own.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    path::Path,
    sync::Arc,
    time::Duration,
};

use tempfile::TempDir;
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    crypto::aws_lc_rs::default_provider,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};

use crate::world::process::{Serving, done, mpa, refused};

/// What a server with a certificate is started with.
const LISTEN: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

fn init(folder: &TempDir) {
    let told = done(folder.path(), &["tls", "init", "--name", "exam.local", "--name", "127.0.0.1"], "");
    assert!(told.contains("--tls-cert") && told.contains("ca.pem"), "{told}");
}

fn start(folder: &TempDir) -> Serving {
    let [cert, key] = ["cert.pem", "key.pem"].map(|name| folder.path().join("tls").join(name));
    let files = ["--tls-cert", cert.to_str().unwrap(), "--tls-key", key.to_str().unwrap()];
    Serving::start(mpa(folder.path(), &[&LISTEN[..], &files[..]].concat()))
}

fn stream(serving: &Serving) -> TcpStream {
    let stream = TcpStream::connect(serving.url.split("://").nth(1).unwrap()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// What is answered over TLS, and the certificate that was shown.
fn ask(serving: &Serving, authority: &Path) -> std::io::Result<(String, Vec<u8>)> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(authority).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("exam.local").unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).map_err(std::io::Error::other)?;
    let mut line = StreamOwned::new(connection, stream(serving));
    line.write_all(REQUEST)?;
    let mut answer = Vec::new();
    let _ = line.read_to_end(&mut answer);
    let shown = line.conn.peer_certificates().unwrap()[0].to_vec();
    Ok((String::from_utf8(answer).unwrap(), shown))
}

const REQUEST: &[u8] = b"GET /health/live HTTP/1.1\r\nhost: exam.local\r\nconnection: close\r\n\r\n";

#[test]
fn a_certificate_that_is_made_here_is_served_and_a_new_one_is_taken_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    init(&folder);
    let serving = start(&folder);
    assert!(serving.url.starts_with("https://"), "{}", serving.url);
    let authority = folder.path().join("tls/ca.pem");
    let (answer, first) = ask(&serving, &authority).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000"), "{answer}");
    // On this machine itself it may be asked in plain, as its own health check does.
    let mut plain = stream(&serving);
    plain.write_all(REQUEST).unwrap();
    let mut answer = String::new();
    let _ = plain.read_to_string(&mut answer);
    assert!(answer.starts_with("HTTP/1.1 200") && !answer.contains("strict-transport"), "{answer}");

    let key = folder.path().join("tls/key.pem");
    let good = std::fs::read(&key).unwrap();
    std::fs::write(&key, "half a fi").unwrap();
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(ask(&serving, &authority).unwrap().1, first, "a pair that does not fit is not taken");
    std::fs::write(&key, good).unwrap();
    init(&folder);
    for look in 0.. {
        if ask(&serving, &authority).unwrap().1 != first {
            break;
        }
        assert!(look < 100, "the new certificate is not taken");
        std::thread::sleep(Duration::from_millis(200));
    }
    let stranger = tempfile::tempdir().unwrap();
    init(&stranger);
    assert!(ask(&serving, &stranger.path().join("tls/ca.pem")).is_err(), "another authority is believed");
}

#[test]
fn a_certificate_that_cannot_be_used_stops_the_start_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    init(&folder);
    let tls = folder.path().join("tls");
    let at = |name: &str| tls.join(name).to_str().unwrap().to_owned();
    let with = |cert: &str, key: &str| {
        refused(folder.path(), &[&LISTEN[..], &["--tls-cert", &at(cert), "--tls-key", &at(key)][..]].concat(), "")
    };
    assert!(with("cert.pem", "ca.key").contains("do not belong together"));
    assert!(with("key.pem", "key.pem").contains("no certificate"));
    assert!(with("nothing.pem", "key.pem").contains("cannot be read"));
    let told = refused(folder.path(), &[&LISTEN[..], &["--tls-cert", &at("cert.pem")][..]].concat(), "");
    assert!(told.contains("tls init"), "{told}");
}
