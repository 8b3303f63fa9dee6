//! Writes the files of a folder, each also packed, where the compiler includes them. Run when the program is built.

use std::{
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

/// Symbols of a digest: 128 bits.
const DIGEST: usize = 32;

/// The media types of what may be in the folder, and whether packing is worth it.
const TYPES: &[(&str, &str, bool)] = &[
    ("html", "text/html; charset=utf-8", true),
    ("js", "text/javascript; charset=utf-8", true),
    ("mjs", "text/javascript; charset=utf-8", true),
    ("css", "text/css; charset=utf-8", true),
    ("json", "application/json", true),
    ("webmanifest", "application/manifest+json", true),
    ("svg", "image/svg+xml", true),
    ("wasm", "application/wasm", true),
    ("txt", "text/plain; charset=utf-8", true),
    ("ico", "image/x-icon", true),
    ("png", "image/png", false),
    ("webp", "image/webp", false),
    ("jpg", "image/jpeg", false),
    ("woff2", "font/woff2", false),
    ("mp3", "audio/mpeg", false),
    ("wav", "audio/wav", true),
];

/// Packs the files of `dist` into `out`, and gives the list of them as Rust. What only helps to read the sources stays
/// out.
///
/// # Errors
/// A file that cannot be read or written, or that is of no known type.
pub(crate) fn pack(dist: &Path, out: &Path, quality: u32) -> io::Result<String> {
    let mut found = Vec::new();
    collect(dist, "", &mut found)?;
    found.sort();
    let mut list = "&[\n".to_owned();
    for (number, (path, file)) in found.iter().enumerate() {
        let Some((content_type, packable)) = kind(path)? else { continue };
        let bytes = fs::read(file)?;
        let digest = base16ct::lower::encode_string(&Sha256::digest(&bytes)[..]);
        // Beside the list, so that it is whole also when the folder changes while the compiler reads it.
        let plain = kept(out, &format!("{number}.bin"), &bytes)?;
        let packed = if packable { Some(compressed(&bytes, quality)?) } else { None };
        let packed = match packed.filter(|packed| packed.len() < bytes.len()) {
            Some(packed) => format!("Some(include_bytes!({:?}))", kept(out, &format!("{number}.br"), &packed)?),
            None => "None".to_owned(),
        };
        let digest = &digest[..DIGEST];
        let _ = writeln!(
            list,
            "PageFile {{ path: {path:?}, content_type: {content_type:?}, digest: {digest:?}, \
             bytes: include_bytes!({plain:?}), brotli: {packed} }},"
        );
    }
    list.push_str("]\n");
    Ok(list)
}

/// The files of a folder and those below it, with their paths; a folder that is not there has none.
fn collect(folder: &Path, below: &str, found: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| io::Error::other("a file of web/dist has a name that is no text"))?;
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{below}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.push((path, entry.path()));
        }
    }
    Ok(())
}

/// The media type of a file and whether it may be packed; nothing for what is not served.
fn kind(path: &str) -> io::Result<Option<(&'static str, bool)>> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    if ending == "map" {
        return Ok(None);
    }
    let known = TYPES.iter().find(|(known, ..)| *known == ending);
    let known = known.ok_or_else(|| io::Error::other(format!("web/dist/{path}: add its media type to pack.rs")))?;
    Ok(Some((known.1, known.2)))
}

fn kept(out: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let path = out.join(name);
    fs::write(&path, bytes)?;
    Ok(path)
}

fn compressed(bytes: &[u8], quality: u32) -> io::Result<Vec<u8>> {
    let mut packer = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, quality, 22);
    packer.write_all(bytes)?;
    packer.flush()?;
    Ok(packer.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn of(files: &[(&str, &[u8])]) -> (tempfile::TempDir, io::Result<String>) {
        let folder = tempfile::tempdir().unwrap();
        let (dist, out) = (folder.path().join("dist"), folder.path().join("out"));
        fs::create_dir_all(&out).unwrap();
        for (path, bytes) in files {
            let path = dist.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let list = pack(&dist, &out, 5);
        (folder, list)
    }

    #[test]
    fn every_file_is_listed_and_what_was_packed_unpacks_to_it() {
        let text = "a text that repeats itself, ".repeat(100);
        let (folder, list) = of(&[
            ("index.html", text.as_bytes()),
            ("assets/app-B3tg0Zk9.js", text.as_bytes()),
            ("assets/app-B3tg0Zk9.js.map", b"{}"),
            ("assets/face.png", text.as_bytes()),
            ("short.txt", b"x"),
            (".vite/manifest.json", b"{}"),
        ]);
        let list = list.unwrap();
        let paths: Vec<&str> = list.lines().filter_map(|line| line.split('"').nth(1)).collect();
        assert_eq!(paths, ["assets/app-B3tg0Zk9.js", "assets/face.png", "index.html", "short.txt"]);
        let packed: Vec<bool> =
            list.lines().filter(|line| line.contains("path:")).map(|line| line.contains(".br\"")).collect();
        assert_eq!(packed, [true, false, true, false]);
        let digest = "\"".to_owned() + &base16ct::lower::encode_string(&Sha256::digest(&text)[..16]) + "\"";
        assert_eq!(list.matches(&digest).count(), 3, "{list}");
        let mut unpacked = String::new();
        let file = fs::File::open(folder.path().join("out/0.br")).unwrap();
        brotli::Decompressor::new(file, 4096).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }

    #[test]
    fn without_the_folder_there_are_none_and_a_strange_file_is_named() {
        let (folder, _) = of(&[]);
        assert_eq!(pack(&folder.path().join("dist"), folder.path(), 5).unwrap(), "&[\n]\n");
        let told = of(&[("run.exe", b"x")]).1.unwrap_err().to_string();
        assert!(told.contains("web/dist/run.exe"), "{told}");
    }
}
