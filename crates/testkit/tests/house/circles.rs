//! No circles between the files of a crate, and none between its folders: what is below can be read without what is
//! above.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use crate::{
    modules::{Edge, Tree, edges},
    sources::{crates, made_up, root},
};

/// What each node takes something from, with the line where it does so first.
type Graph = BTreeMap<String, BTreeMap<String, Place>>;

/// A line of a file.
type Place = (String, usize);

fn graph(edges: &[Edge], node: impl Fn(&str) -> Option<String>) -> Graph {
    let mut graph = Graph::new();
    for edge in edges {
        if let (Some(from), Some(to)) = (node(&edge.from), node(&edge.to))
            && from != to
        {
            let place = (edge.from.clone(), edge.line);
            graph.entry(to.clone()).or_default();
            graph.entry(from).or_default().entry(to).or_insert(place);
        }
    }
    graph
}

/// The first folder below `src`, which is one with the file of its name; the root of the crate is in none.
fn folder(file: &str) -> Option<String> {
    match file.split_once('/') {
        Some((folder, _)) => Some(folder.to_owned()),
        None => file.strip_suffix(".rs").filter(|name| !matches!(*name, "lib" | "main")).map(str::to_owned),
    }
}

/// The shortest way from a node back to itself.
fn shortest(graph: &Graph, start: &str) -> Option<Vec<String>> {
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(node) = waiting.pop_front() {
        for next in graph[node].keys().map(String::as_str) {
            if next == start {
                let mut way = vec![node.to_owned()];
                while let Some(before) = came_from.get(way[0].as_str()) {
                    way.insert(0, (*before).to_owned());
                }
                return Some(way);
            }
            if !came_from.contains_key(next) {
                came_from.insert(next, node);
                waiting.push_back(next);
            }
        }
    }
    None
}

fn reachable<'g>(graph: &'g Graph, start: &'g str) -> BTreeSet<&'g str> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![start];
    while let Some(node) = waiting.pop() {
        waiting.extend(graph[node].keys().map(String::as_str).filter(|next| found.insert(*next)));
    }
    found
}

/// A set of nodes that all reach each other, and the shortest circle in it.
#[derive(Debug)]
struct Circle {
    members: BTreeSet<String>,
    drawn: String,
}

fn circles(graph: &Graph) -> Vec<Circle> {
    let reach: BTreeMap<&str, _> = graph.keys().map(|node| (node.as_str(), reachable(graph, node))).collect();
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut found = Vec::new();
    for node in graph.keys().filter(|node| reach[node.as_str()].contains(node.as_str())) {
        if !told.contains(node) {
            let mutual = |other: &&str| reach[*other].contains(node.as_str());
            let members: BTreeSet<String> =
                reach[node.as_str()].iter().copied().filter(mutual).map(str::to_owned).collect();
            let way = members.iter().filter_map(|member| shortest(graph, member)).min_by_key(Vec::len).unwrap();
            told.extend(members.iter().cloned());
            found.push(Circle { members, drawn: drawn(graph, &way) });
        }
    }
    found
}

fn drawn(graph: &Graph, way: &[String]) -> String {
    let next = way.iter().cycle().skip(1);
    let steps = way.iter().zip(next).map(|(from, to)| match &graph[from][to] {
        (file, line) if file == from => format!("{from}:{line} → "),
        (file, line) => format!("{from} ({file}:{line}) → "),
    });
    steps.chain([way[0].clone()]).collect()
}

/// The circles of all crates of a workspace, each with its crate: between files, and between folders.
fn found(root: &Path) -> Vec<(String, Circle)> {
    let mut found = Vec::new();
    for (name, src) in crates(root) {
        for edges in Tree::load(&src).iter().map(edges) {
            let both = [graph(&edges, |file| Some(file.to_owned())), graph(&edges, folder)];
            found.extend(both.iter().flat_map(circles).map(|circle| (name.clone(), circle)));
        }
    }
    found
}

#[test]
fn modules_form_no_circles() {
    let found = found(&root());
    let told = found.iter().map(|(name, circle)| {
        let all: Vec<&str> = circle.members.iter().map(String::as_str).collect();
        format!("{name}: {}\n    all of it: {}", circle.drawn, all.join(" "))
    });
    assert!(found.is_empty(), "{} circles:\n{}", found.len(), told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_circle_is_drawn_with_the_lines_that_make_it() {
    let tree = made_up(&[
        ("crates/a/src/lib.rs", "pub mod ops;\npub mod routes;\npub use ops::close;\n"),
        ("crates/a/src/ops/mod.rs", "pub mod close;\npub use close::close;\n"),
        ("crates/a/src/ops/close.rs", "use crate::routes::Body;\n\npub fn close(_: Body) {}\n"),
        ("crates/a/src/routes.rs", "pub struct Body;\n\nfn f() {\n    crate::close(Body)\n}\n"),
        ("crates/b/src/main.rs", "mod x;\nmod y;\nfn main() { x::f() }\n"),
        ("crates/b/src/x.rs", "pub fn f() { vec![super::y::g()]; }\n#[cfg(test)]\nmod tests { use crate::y::z; }\n"),
        ("crates/b/src/y.rs", "pub fn g() {}\n#[cfg(test)]\nmod tests { use crate::x::f; }\n"),
    ]);
    let drawn: Vec<(String, String)> =
        found(tree.path()).into_iter().map(|(name, circle)| (name, circle.drawn)).collect();
    let expected = ["ops/close.rs:1 → routes.rs:4 → ops/close.rs", "ops (ops/close.rs:1) → routes (routes.rs:4) → ops"];
    assert_eq!(drawn, expected.map(|circle| ("a".to_owned(), circle.to_owned())));
}

#[test]
fn what_is_below_may_not_take_from_what_declares_it() {
    let tree = made_up(&[
        ("crates/a/src/lib.rs", "mod up;\nmod inner { pub use crate::up::down::Down; }\n"),
        ("crates/a/src/up.rs", "pub mod down;\nmod other;\npub struct Up(down::Down);\npub use other::Other;\n"),
        ("crates/a/src/up/down.rs", "#[serde(with = \"super::Other\")]\npub struct Down;\ntype T = super::Up;\n"),
        ("crates/a/src/up/other.rs", "use super::down::Down;\npub struct Other(Down);\n"),
    ]);
    let found = found(tree.path());
    let drawn: Vec<&str> = found.iter().map(|(_, circle)| circle.drawn.as_str()).collect();
    assert_eq!(drawn, ["up.rs:3 → up/down.rs:3 → up.rs"]);
    assert_eq!(found[0].1.members.iter().collect::<Vec<_>>(), ["up.rs", "up/down.rs", "up/other.rs"]);
}
