//! One word, one type: a public type's name is not used again for something else.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Item, Visibility};

use crate::{
    modules::{Tree, tests_only},
    sources::{crates, made_up, root},
};

/// The crates that are read together, so that a name in one of them must not mean something else in another.
const READ_TOGETHER: &[&str] = &["api", "app", "domain", "journal", "server", "store", "vault"];

fn said_twice(root: &Path) -> Vec<String> {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, src) in crates(root).into_iter().filter(|(name, _)| READ_TOGETHER.contains(&name.as_str())) {
        for (file, parsed) in Tree::load(&src).iter().flat_map(Tree::sources) {
            for ident in public_types(&parsed.items) {
                let line = ident.span().start().line;
                places.entry(ident.to_string()).or_default().push(format!("crates/{name}/src/{file}:{line}"));
            }
        }
    }
    places.retain(|_, places| places.len() > 1);
    places.into_iter().map(|(name, places)| format!("{name}: {}", places.join(", "))).collect()
}

fn public_types(items: &[Item]) -> Vec<&syn::Ident> {
    let mut found = Vec::new();
    for item in items.iter().filter(|item| !tests_only(item)) {
        let (visibility, ident) = match item {
            Item::Struct(item) => (&item.vis, &item.ident),
            Item::Enum(item) => (&item.vis, &item.ident),
            Item::Trait(item) => (&item.vis, &item.ident),
            Item::Mod(inline) => {
                found.extend(inline.content.iter().flat_map(|(_, items)| public_types(items)));
                continue;
            }
            _ => continue,
        };
        if matches!(visibility, Visibility::Public(_)) {
            found.push(ident);
        }
    }
    found
}

#[test]
fn a_name_means_one_type() {
    let wrong = said_twice(&root());
    assert!(wrong.is_empty(), "one name, several public types:\n{}", wrong.join("\n"));
}

#[test]
fn a_name_with_two_meanings_is_named() {
    let tree = made_up(&[
        ("crates/api/src/lib.rs", "mod a;\npub struct Place;\nstruct Own;\n"),
        ("crates/api/src/a.rs", "pub struct Own;\n#[cfg(test)]\nmod tests { pub struct Place; }\n"),
        ("crates/app/src/lib.rs", "\npub mod inner { pub enum Place {} }\n"),
        ("crates/store/src/lib.rs", "pub struct Own;\n"),
    ]);
    assert_eq!(
        said_twice(tree.path()),
        [
            "Own: crates/api/src/a.rs:1, crates/store/src/lib.rs:1",
            "Place: crates/api/src/lib.rs:2, crates/app/src/lib.rs:2"
        ]
    );
}
