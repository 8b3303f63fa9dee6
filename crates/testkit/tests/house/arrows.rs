//! Which crate may depend on which. An arrow that is not in the table fails, and is named.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::sources::root;

/// Each crate of the workspace, and the crates of the workspace that it may depend on. A row for a crate that does not
/// exist, and an arrow that nobody uses, are fine; a crate without a row is not.
const ALLOWED: &[(&str, &[&str])] = &[
    (
        "mpa",
        &[
            "server",
            "app",
            "api",
            "backup",
            "journal",
            "vault",
            "store",
            "adapters",
            "aws",
            "face",
            "barcodes",
            "tlog",
            "domain",
            "telemetry",
            "pages",
        ],
    ),
    ("server", &["app", "api", "domain", "pages"]),
    (
        "app",
        &[
            "api",
            "backup",
            "journal",
            "vault",
            "store",
            "adapters",
            "face",
            "fingerprint",
            "roster",
            "barcodes",
            "tlog",
            "domain",
        ],
    ),
    ("backup", &["journal", "vault", "store", "adapters", "domain"]),
    ("journal", &["vault", "store", "adapters", "tlog", "domain"]),
    ("vault", &["store", "adapters", "domain"]),
    ("api", &["domain"]),
    ("store", &["domain"]),
    ("adapters", &["aws"]),
    ("aws", &[]),
    ("barcodes", &[]),
    ("domain", &[]),
    ("rekognition-peer", &["face"]),
    ("face", &[]),
    ("fuzz", &["api", "app", "face", "fingerprint", "roster", "server"]),
    ("fingerprint", &[]),
    ("pages", &[]),
    ("roster", &["domain"]),
    ("telemetry", &[]),
    ("testkit", &["adapters"]),
    ("tlog", &[]),
];

/// What tests, and nothing else, may depend on.
const FOR_TESTS: &[&str] = &["testkit"];

/// Libraries that a crate must not reach, not through another either.
const UNREACHABLE: &[(&str, &[&str])] = &[
    ("app", &["axum", "tower-http"]), // hyper is in Amazon's clients
    ("api", &["axum", "tower-http", "hyper", "sqlx"]),
    ("domain", &["axum", "hyper", "sqlx", "tokio"]),
];

/// A crate, and what it names as its dependencies in the workspace, each with whether tests alone need it.
struct Package {
    name: String,
    needs: Vec<(String, bool)>,
}

fn packages(root: &Path) -> Vec<Package> {
    let printed = cargo(root, &["metadata", "--no-deps", "--offline", "--locked", "--format-version", "1"]);
    let document: Value = serde_json::from_str(&printed).unwrap();
    let list = document["packages"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let ours: Vec<String> = list.iter().map(|package| text(&package["name"])).collect();
    list.iter()
        .map(|package| Package {
            name: text(&package["name"]),
            needs: package["dependencies"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|need| need["source"].is_null() && ours.contains(&text(&need["name"])))
                .map(|need| (text(&need["name"]), need["kind"] == "dev"))
                .collect(),
        })
        .collect()
}

fn cargo(root: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root).output().unwrap();
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Every arrow that the table does not allow. Tests may use what the crate itself may use, and what is for tests.
fn forbidden(packages: &[Package], allowed: &[(&str, &[&str])]) -> Vec<String> {
    let mut wrong = Vec::new();
    for Package { name, needs } in packages {
        let Some((_, row)) = allowed.iter().find(|(of, _)| of == name) else {
            wrong.push(format!("{name} has no row in the table"));
            continue;
        };
        for (need, tests_only) in needs {
            let fine = row.contains(&need.as_str()) || (*tests_only && FOR_TESTS.contains(&need.as_str()));
            if !fine {
                wrong.push(format!("{name} → {need}{}", if *tests_only { " (tests)" } else { "" }));
            }
        }
    }
    wrong
}

#[test]
fn crates_know_only_what_the_table_allows() {
    let wrong = forbidden(&packages(&root()), ALLOWED);
    assert!(wrong.is_empty(), "not in the table of arrows.rs:\n{}", wrong.join("\n"));
}

#[test]
fn http_and_sql_stay_out_of_reach() {
    let present = packages(&root());
    let mut wrong = Vec::new();
    for (from, libraries) in UNREACHABLE {
        if !present.iter().any(|package| package.name == *from) {
            continue;
        }
        let tree = cargo(&root(), &["tree", "--offline", "--locked", "-p", from, "-e", "normal", "--prefix", "none"]);
        assert!(tree.starts_with(from), "{tree}");
        let reached: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        let found = libraries.iter().filter(|library| reached.contains(library));
        wrong.extend(
            found.map(|library| format!("{from} reaches {library}: cargo tree -p {from} -e normal -i {library}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_arrow_that_is_not_in_the_table_is_named() {
    let package = |name: &str, needs: &[(&str, bool)]| Package {
        name: name.to_owned(),
        needs: needs.iter().map(|(need, tests_only)| ((*need).to_owned(), *tests_only)).collect(),
    };
    let made_up = [
        package("store", &[("domain", false), ("testkit", true), ("server", false)]),
        package("domain", &[("testkit", false), ("store", true)]),
        package("stranger", &[]),
    ];
    let expected = ["store → server", "domain → testkit", "domain → store (tests)", "stranger has no row in the table"];
    assert_eq!(forbidden(&made_up, ALLOWED), expected);
}
