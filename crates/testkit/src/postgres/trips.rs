//! The ways to a PostgreSQL and back, counted from outside of the driver: by the messages `ReadyForQuery`, with which the
//! server says that it has answered all it was asked.

use std::{
    io::{self, Read, Write},
    os::unix::net::{UnixListener, UnixStream},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

/// What stands between its clients and a database, and counts.
#[derive(Debug)]
pub struct Trips {
    url: String,
    counted: Arc<AtomicU64>,
}

impl Trips {
    /// In front of the server whose socket lies in the folder `server`; it listens in `folder`, where `url` leads to.
    pub(super) fn between(folder: &Path, server: &Path, port: u16, url: String) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let name = format!(".s.PGSQL.{port}");
        let (listener, server) = (UnixListener::bind(folder.join(&name))?, server.join(name));
        let counted = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&counted);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (count, server) = (Arc::clone(&count), server.clone());
                thread::spawn(move || relay(client, &server, &count));
            }
        });
        Ok(Self { url, counted })
    }

    /// The address of the database, by way of this.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The ways there and back so far, of all connections.
    #[must_use]
    pub fn made(&self) -> u64 {
        self.counted.load(Ordering::Acquire)
    }
}

fn relay(client: UnixStream, server: &Path, count: &AtomicU64) -> io::Result<()> {
    let server = UnixStream::connect(server)?;
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || {
        let _ = io::copy(&mut from_client, &mut to_server); // its end is the connection's
        let _ = to_server.shutdown(std::net::Shutdown::Write);
    });
    answers(server, client, count)
}

/// Hands on what the server says: messages of a letter, four bytes of length (its own among them), and the rest.
fn answers(mut server: UnixStream, mut client: UnixStream, count: &AtomicU64) -> io::Result<()> {
    loop {
        let mut message = vec![0; 5];
        server.read_exact(&mut message)?;
        let length = u32::from_be_bytes([message[1], message[2], message[3], message[4]]) as usize;
        message.resize(length + 1, 0);
        server.read_exact(&mut message[5..])?;
        if message[0] == b'Z' {
            count.fetch_add(1, Ordering::AcqRel);
        }
        client.write_all(&message)?;
    }
}
