//! The close look in a process of its own: it can be ended whatever it is at, and what it takes of memory, or a crash,
//! is its own.

use std::{
    io::{self, BufReader, BufWriter, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use crate::{grey::Grey, look::look, symbol::Seen, wire};

/// Seconds of a processor that a close look may take; an honest sheet takes a tenth of one, noise from edge to edge two.
pub const BARCODE_SECONDS: u64 = 5;
/// Seconds on the clock that it may take, however busy the machine is.
pub const BARCODE_WAIT_SECONDS: u64 = 20;
/// MiB of memory that it may take; an honest one takes a tenth of them.
pub const BARCODE_MIB: u64 = 512;
/// The argument by which a program that has a [`Reader`] knows that it is the process that looks, see [`child`].
pub const CHILD: &str = "read-barcodes";

/// How often a process that looks is looked at.
const WATCH: Duration = Duration::from_millis(50);
/// Parts of a second in which Linux counts a process's time (`USER_HZ`, see proc_pid_stat(5)).
const TICKS: u64 = 100;

/// Why a close look came to nothing.
#[derive(Debug)]
pub enum Ended {
    /// It took too long, or too much memory, or did not survive the picture.
    Bound,
    /// No process could be started.
    NotStarted(io::Error),
}

/// Looks closely at pictures of strangers.
#[derive(Clone, Debug)]
pub struct Reader {
    program: PathBuf,
}

impl Reader {
    /// By way of a program that calls [`child`] when its first argument is [`CHILD`].
    #[must_use]
    pub fn by(program: &Path) -> Self {
        Self { program: program.to_owned() }
    }

    /// By way of the program that runs.
    ///
    /// # Errors
    /// When it is not known which that is.
    pub fn by_this_program() -> io::Result<Self> {
        let linux = Path::new("/proc/self/exe"); // the very same, also when the file was replaced meanwhile
        let program = if linux.exists() { linux.to_owned() } else { std::env::current_exe()? };
        Ok(Self { program })
    }

    /// What [`look`] finds; blocking, for at most [`BARCODE_WAIT_SECONDS`].
    ///
    /// # Errors
    /// [`Ended`] where a bound was reached.
    pub fn look(&self, picture: &Grey, wanted: &str) -> Result<Seen, Ended> {
        let mut child = self.start().map_err(Ended::NotStarted)?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Ended::NotStarted(io::ErrorKind::BrokenPipe.into()));
        };
        let (picture, wanted) = (picture.fitted(), wanted.to_owned());
        let (tell, heard) = channel();
        let talk = thread::spawn(move || {
            let asked = wire::ask(&mut BufWriter::new(to), &picture, &wanted);
            let seen = asked.and_then(|()| wire::answered(&mut BufReader::new(from)));
            drop(tell.send(seen.ok()));
        });
        let seen = wait(&child, &heard);
        // One that answered has ended by itself or does so now; it is taken off the system's list in any case.
        drop(child.kill());
        drop(child.wait());
        drop(talk.join()); // its pipes are broken
        seen.ok_or(Ended::Bound)
    }

    /// With nothing of ours: no environment, which may hold secrets, and no open file.
    fn start(&self) -> io::Result<Child> {
        let mut command = Command::new(&self.program);
        command.arg(CHILD).env_clear();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
    }
}

fn wait(child: &Child, heard: &Receiver<Option<Seen>>) -> Option<Seen> {
    let mut left = Duration::from_secs(BARCODE_WAIT_SECONDS);
    while !left.is_zero() {
        match heard.recv_timeout(WATCH) {
            Ok(seen) => return seen,
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) if is_beyond(child.id()) => return None,
            Err(RecvTimeoutError::Timeout) => left = left.saturating_sub(WATCH),
        }
    }
    None
}

/// Whether a process has used more of a processor, or of memory, than it may; where the system tells that.
fn is_beyond(process: u32) -> bool {
    let told = |file: &str| std::fs::read_to_string(format!("/proc/{process}/{file}")).unwrap_or_default();
    let (stat, status) = (told("stat"), told("status"));
    // After the name, which is in brackets: the fields 3 and following, of which 14 and 15 are times.
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = memory.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0);
    ticks > BARCODE_SECONDS * TICKS || kib > BARCODE_MIB * 1024
}

/// Looks at the picture on standard input and writes what is seen to standard output. Ends by itself at the bound, also
/// when whoever asked is gone.
#[must_use]
pub fn child() -> ExitCode {
    thread::spawn(|| {
        thread::sleep(Duration::from_secs(BARCODE_WAIT_SECONDS));
        std::process::exit(1);
    });
    let asked = wire::asked(&mut BufReader::new(io::stdin().lock()).take(u64::from(u32::MAX)));
    let told = asked
        .and_then(|(picture, wanted)| wire::answer(&mut BufWriter::new(io::stdout().lock()), &look(&picture, &wanted)));
    if told.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
