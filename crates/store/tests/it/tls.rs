//! PostgreSQL that takes TLS alone.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::{MetadataExt as _, chown},
    path::Path,
    time::Duration,
};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use store::{Db, PoolLimits, StoreError, live::News};
use testkit::postgres::{Durability, Server};
use tokio::task::spawn_blocking;

use crate::engines::raw;

/// A server that takes TLS and a password alone.
struct Strict {
    server: Server,
    port: u16,
    folder: tempfile::TempDir,
}

/// An authority, and a certificate of it for 127.0.0.1: the texts of `ca.pem`, `cert.pem` and `key.pem`.
fn certificates() -> [String; 3] {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    let pair = KeyPair::generate().unwrap();
    let authority = params.self_signed(&pair).unwrap().pem();
    let key = KeyPair::generate().unwrap();
    let server = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let certificate = server.signed_by(&key, &Issuer::new(params, pair)).unwrap().pem();
    [authority, certificate, key.serialize_pem()]
}

/// Writes a file that belongs to whom the server runs as.
fn write_as_server(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    let owner = fs::metadata(path.parent().unwrap()).unwrap();
    chown(path, Some(owner.uid()), Some(owner.gid())).unwrap();
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
}

impl Strict {
    fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Server::listening(Durability::Fast, Some(port)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let [authority, certificate, key] = certificates();
        fs::write(folder.path().join("ca.pem"), authority).unwrap();
        fs::write(folder.path().join("other.pem"), &certificates()[0]).unwrap();
        let data = server.folder().join("data");
        write_as_server(&data.join("server.crt"), &certificate);
        write_as_server(&data.join("server.key"), &key);
        write_as_server(&data.join("pg_hba.conf"), "local all all trust\nhostssl all all all scram-sha-256\n");
        server.execute("postgres", "ALTER SYSTEM SET ssl = on").unwrap();
        server.execute("postgres", "ALTER ROLE postgres PASSWORD 'first'").unwrap();
        server.execute("postgres", "SELECT pg_reload_conf()").unwrap();
        Self { server, port, folder }
    }

    fn url(&self, host: &str, mode: &str, authority: &str) -> String {
        let authority = self.folder.path().join(authority);
        let port = self.port;
        format!("postgres://postgres@{host}:{port}/postgres?sslmode={mode}&sslrootcert={}", authority.display())
    }

    async fn connect(&self, host: &str, mode: &str, authority: &str) -> Result<Db, StoreError> {
        let limits = PoolLimits { connections: 2, wait: Duration::from_secs(5) };
        Db::connect_postgres(&self.url(host, mode, authority), Some("first"), limits).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_answers_is_verified_and_the_password_may_change() {
    let strict = spawn_blocking(Strict::start).await.unwrap();
    for (host, mode, authority, distrusted) in [
        ("127.0.0.1", "verify-full", "other.pem", true),
        ("localhost", "verify-full", "ca.pem", true), // the certificate is for the address alone
        ("127.0.0.1", "disable", "ca.pem", false),
    ] {
        let error = strict.connect(host, mode, authority).await.unwrap_err();
        assert_eq!(error.is_distrust(), distrusted, "{host} {mode} {authority}: {error:?}");
    }
    let db = strict.connect("127.0.0.1", "verify-full", "ca.pem").await.unwrap();
    db.migrate().await.unwrap();
    let mut tx = db.read().await.unwrap();
    let secure = raw!("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
    assert!(tx.one(secure, Vec::new()).await.unwrap().get::<bool>("ssl").unwrap());
    for (setting, value) in [("statement_timeout", "1min"), ("lock_timeout", "20s")] {
        let statement = crate::engines::raw_of(format!("SELECT current_setting('{setting}') AS value"));
        assert_eq!(tx.one(statement, Vec::new()).await.unwrap().get::<String>("value").unwrap(), value, "{setting}");
    }
    drop(tx);

    let mut listener = db.listen().await.unwrap().unwrap();
    let end_all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ssl_or_not";
    let end_all = end_all.replace("ssl_or_not", "client_addr IS NOT NULL");
    let (server, sql) = (strict.server, end_all.clone());
    let server = spawn_blocking(move || server.execute("postgres", &sql).map(|_| server).unwrap()).await.unwrap();
    assert_eq!(listener.next().await.unwrap(), News::all(), "it listens again, and may have missed something");

    let rotate = move |server: Server| {
        server.execute("postgres", "ALTER ROLE postgres PASSWORD 'second'").unwrap();
        server.execute("postgres", &end_all).unwrap();
        server
    };
    let _server = spawn_blocking(move || rotate(server)).await.unwrap();
    let mut refused = 0;
    while db.begin().await.is_ok() {
        refused += 1;
        assert!(refused < 5, "the old password is still good");
    }
    db.renew_password("second");
    let mut tx = db.begin().await.unwrap();
    tx.one(raw!("SELECT 1 AS one"), Vec::new()).await.unwrap();
}
