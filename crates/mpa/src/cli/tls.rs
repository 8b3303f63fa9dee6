//! `mpa tls init`: a certificate for a network that no public authority knows, such as a centre's.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, ensure};
use clap::Subcommand;
use domain::Timestamp;
use jiff::civil::Date;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
use vault::Clock;

use crate::config::Config;

/// Days for which the authority is good: ten years. The devices of a centre learn it once.
const AUTHORITY_DAYS: i64 = 3652;
/// Days for which a certificate is good: browsers refuse more than 398.
const CERTIFICATE_DAYS: i64 = 397;
/// Days before now from which on both are good: the clocks of devices may be behind.
const BEFORE: i64 = 2;

/// Certificates.
#[derive(Debug, Subcommand)]
pub(super) enum TlsCommand {
    /// Make a certificate for this server, and an authority for it where there is none yet. Again: a new certificate of
    /// the same authority; a server that runs takes it by itself.
    Init {
        /// A name or an address by which the stations reach the server; repeat it for each.
        #[arg(long = "name", required = true)]
        names: Vec<String>,
        /// Where the files go; without it `tls` in the data directory.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

/// Runs a command on certificates.
///
/// # Errors
/// When a name is none, or a file cannot be read or written.
pub(super) fn run(command: TlsCommand, config: &Config) -> anyhow::Result<()> {
    let TlsCommand::Init { names, out } = command;
    let folder = out.unwrap_or_else(|| config.data_dir.join("tls"));
    init(&folder, &names, Clock::System.now())?;
    let [authority, certificate, key] = ["ca.pem", "cert.pem", "key.pem"].map(|name| folder.join(name));
    println!("made for {}, good for {CERTIFICATE_DAYS} days", names.join(", "));
    println!("start the server with: --tls-cert {} --tls-key {}", certificate.display(), key.display());
    println!("have each station trust this authority, once: {}", authority.display());
    println!("keep {} where nobody who could misuse it gets at it", folder.join("ca.key").display());
    Ok(())
}

/// Makes what is to be made in a folder.
fn init(folder: &Path, names: &[String], now: Timestamp) -> anyhow::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("{} cannot be created", folder.display()))?;
    let authority = authority(folder, now)?;
    let mut params = CertificateParams::new(names.to_vec()).context("a name is no host name and no address")?;
    (params.not_before, params.not_after) = (day(now, -BEFORE)?, day(now, CERTIFICATE_DAYS - BEFORE)?);
    params.distinguished_name.push(DnType::CommonName, names.first().map_or("mpa", String::as_str));
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    let key = KeyPair::generate()?;
    let certificate = params.signed_by(&key, &authority)?;
    // The key first: a server that finds one of the two changed waits until they fit.
    write(&folder.join("key.pem"), &key.serialize_pem(), 0o600)?;
    write(&folder.join("cert.pem"), &certificate.pem(), 0o644)
}

/// The authority of the folder, made where there is none.
fn authority(folder: &Path, now: Timestamp) -> anyhow::Result<Issuer<'static, KeyPair>> {
    let (certificate, key) = (folder.join("ca.pem"), folder.join("ca.key"));
    ensure!(
        certificate.exists() == key.exists(),
        "{} holds one of ca.pem and ca.key without the other; put the other one back, or choose another --out",
        folder.display()
    );
    if certificate.exists() {
        let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()));
        let pair = KeyPair::from_pem(&read(&key)?).with_context(|| format!("{} is no key", key.display()))?;
        let made = Issuer::from_ca_cert_pem(&read(&certificate)?, pair);
        return made.with_context(|| format!("{} is no certificate", certificate.display()));
    }
    let mut params = CertificateParams::default();
    (params.not_before, params.not_after) = (day(now, -BEFORE)?, day(now, AUTHORITY_DAYS)?);
    params.distinguished_name.push(DnType::CommonName, format!("MPA authority of {}", date(now, 0)?));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let pair = KeyPair::generate()?;
    write(&key, &pair.serialize_pem(), 0o600)?;
    write(&certificate, &params.self_signed(&pair)?.pem(), 0o644)?;
    Ok(Issuer::new(params, pair))
}

fn date(now: Timestamp, days: i64) -> anyhow::Result<Date> {
    Ok(jiff::Timestamp::from_microsecond(now.plus_seconds(days * 24 * 3600).0)?
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date())
}

fn day(now: Timestamp, days: i64) -> anyhow::Result<time::OffsetDateTime> {
    let date = date(now, days)?;
    Ok(date_time_ymd(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs()))
}

/// Writes a file beside its place and gives it its name, so that nobody reads half of it.
fn write(path: &Path, text: &str, mode: u32) -> anyhow::Result<()> {
    let new = path.with_extension("new");
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(mode)
        .open(&new)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&new, path));
    written.with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_second_certificate_is_of_the_same_authority() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["exam.local".to_owned(), "192.168.1.10".to_owned()];
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        let now = Timestamp(1_796_000_000_000_000);
        init(folder.path(), &names, now).unwrap();
        let (authority, first) = (read("ca.pem"), read("cert.pem"));
        init(folder.path(), &names, now).unwrap();
        assert_eq!(read("ca.pem"), authority);
        assert_ne!(read("cert.pem"), first);
        for secret in ["ca.key", "key.pem"] {
            let mode = fs::metadata(folder.path().join(secret)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{secret}");
        }
        let [cert, key] = ["cert.pem", "key.pem"].map(|name| folder.path().join(name));
        assert!(server::tls::Tls::open(&cert, &key).is_ok());
        let error = server::tls::Tls::open(&cert, &folder.path().join("ca.key")).unwrap_err();
        assert!(error.to_string().contains("do not belong together"), "{error:#}");
    }

    #[test]
    fn half_an_authority_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("ca.pem"), "lost its key").unwrap();
        let error = init(folder.path(), &["exam.local".to_owned()], Timestamp(1_796_000_000_000_000)).unwrap_err();
        assert!(error.to_string().contains("put the other one back"), "{error}");
    }
}
