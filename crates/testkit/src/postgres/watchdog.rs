//! Statics are never dropped and processes get killed, so the server is not
//! stopped by us but by a shell process: it reads a pipe whose other end only
//! this process holds, and which the kernel closes whatever happens here.

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use super::PostgresError;
use super::binaries::{Binaries, other_user};

/// Arguments: scratch folder, folder of the programs, options of the server.
/// The shell owns everything from the making of the folder on, so that there
/// is no moment at which a kill of the test leaves something behind.
const SCRIPT: &str = r#"
trap '' INT TERM HUP PIPE
exec 2>&1
umask 077
mkdir "$1" && cd "$1" || exit 1
if "$2/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync \
       >log </dev/null &&
   "$2/pg_ctl" -D data -l log -w -t 60 -o "$3" start >>log </dev/null
then
    echo ready
    read -r _
else
    cat log
fi
"$2/pg_ctl" -D data -w -m immediate stop >/dev/null </dev/null
cd / && rm -rf -- "$1"
"#;
const READY: &[u8] = b"ready\n";

/// The shell process; it ends the server when this is dropped.
#[derive(Debug)]
pub(super) struct Watchdog {
    shell: Child,
    folder: PathBuf,
}

impl Watchdog {
    /// Makes a cluster and starts its server, as the user `postgres` if this
    /// process is root's. Returns when connections are accepted.
    pub(super) fn start(binaries: &Binaries, options: &str) -> Result<Self, PostgresError> {
        static SERVERS: AtomicU32 = AtomicU32::new(0);
        let number = SERVERS.fetch_add(1, Ordering::Relaxed);
        let name = format!("mpa-pg-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", SCRIPT, "mpa-test-postgres"])
            .args([folder.as_os_str(), binaries.folder().as_os_str()])
            .arg(options)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Ctrl-C in the terminal is for the test, not for its watchdog.
            .process_group(0);
        if let Some((user, group)) = other_user()? {
            command.uid(user).gid(group);
        }
        let shell = command.spawn().map_err(|source| PostgresError::Run { program: "/bin/sh".into(), source })?;
        let mut watchdog = Self { shell, folder };
        watchdog.wait_until_ready()?;
        Ok(watchdog)
    }

    fn wait_until_ready(&mut self) -> Result<(), PostgresError> {
        let Some(mut output) = self.shell.stdout.take() else {
            return Err(PostgresError::Start("its output is lost".into()));
        };
        let mut said = Vec::new();
        let first_line = output.by_ref().take(READY.len() as u64);
        let read = { first_line }.read_to_end(&mut said);
        if read.is_ok() && said == READY {
            return Ok(());
        }
        // It failed, and tells why until it ends.
        drop(output.read_to_end(&mut said));
        Err(PostgresError::Start(String::from_utf8_lossy(&said).into_owned()))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // Nothing can be done here about a shell that cannot be waited for.
        drop(self.shell.wait());
    }
}
