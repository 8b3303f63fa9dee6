//! Which file takes something from which other.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Item, Meta};

use super::items::{imports, tests_only};
use super::resolve::Named;
use super::tree::Tree;

/// A file takes something from another: at this line of it first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edge {
    /// From `src`, as is `to`.
    pub from: String,
    pub to: String,
    pub line: usize,
}

/// Every edge between two files of a tree. That a module declares another, and passes on what is below it, is none.
pub(crate) fn edges(tree: &Tree) -> Vec<Edge> {
    let mut found = BTreeMap::new();
    for (file, source) in tree.files.iter().enumerate() {
        let mut lines = BTreeMap::new();
        Uses { tree, module: source.module, file, lines: &mut lines }.visit_file(&source.parsed);
        found.extend(lines.into_iter().map(|(to, line)| ((file, to), line)));
    }
    let name = |file: usize| tree.files[file].name.clone();
    found.into_iter().map(|((from, to), line)| Edge { from: name(from), to: name(to), line }).collect()
}

struct Uses<'t> {
    tree: &'t Tree,
    module: usize,
    file: usize,
    /// The first line by the file that it takes something from.
    lines: &'t mut BTreeMap<usize, usize>,
}

impl Uses<'_> {
    fn takes(&mut self, path: &[String], line: usize) {
        if let Some(Named::In(to)) = self.tree.resolve(self.module, path).filter(|named| *named != Named::In(self.file))
        {
            let first = self.lines.entry(to).or_insert(line);
            *first = line.min(*first);
        }
    }

    fn takes_macro(&mut self, path: &[String], line: usize) {
        match path {
            [name] if self.tree.macros.contains_key(name) => {
                self.takes(&["macro_export".to_owned(), name.clone()], line)
            }
            _ => self.takes(path, line),
        }
    }

    /// What a macro gets is not Rust yet: anything that looks like a path is tried.
    fn tokens(&mut self, tokens: TokenStream, in_attribute: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is =
            |at: usize, sign: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                TokenTree::Group(group) => self.tokens(group.stream(), in_attribute),
                TokenTree::Literal(literal) if in_attribute => {
                    self.quoted(&literal.to_string(), literal.span().start().line)
                }
                TokenTree::Ident(first) => {
                    let (before, line) = (at.checked_sub(2), first.span().start().line);
                    let mut path = vec![first.to_string()];
                    while is(at, ':') && is(at + 1, ':') {
                        let Some(TokenTree::Ident(next)) = tokens.get(at + 2) else { break };
                        path.push(next.to_string());
                        at += 3;
                    }
                    let field = before.is_some_and(|before| is(before, '.') || is(before, '\''));
                    if is(at, '!') && !field {
                        self.takes_macro(&path, line);
                    } else if path.len() > 1 || (!field && path[0].starts_with(char::is_uppercase)) {
                        self.takes(&path, line);
                    }
                }
                _ => (),
            }
        }
    }

    /// Attributes name functions in quotation marks.
    fn quoted(&mut self, literal: &str, line: usize) {
        let path: Vec<String> = literal.trim_matches('"').split("::").map(str::to_owned).collect();
        if matches!(path[0].as_str(), "crate" | "super" | "self") {
            self.takes(&path, line);
        }
    }
}

impl<'a> Visit<'a> for Uses<'_> {
    fn visit_item(&mut self, item: &'a Item) {
        if !tests_only(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if let Some((_, items)) = &item.content {
            let outside = self.module;
            self.module = self.tree.modules[outside].children[&item.ident.to_string()];
            items.iter().for_each(|item| self.visit_item(item));
            self.module = outside;
        }
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        let passed_on = !matches!(item.vis, syn::Visibility::Inherited);
        for import in imports(&item.tree) {
            let parent =
                import.path.split_last().filter(|_| import.bound.is_some()).map_or(&*import.path, |(_, parent)| parent);
            let below = matches!(self.tree.resolve(self.module, parent),
                Some(Named::Module(module)) if self.tree.is_below(module, self.module));
            if !(passed_on && below) {
                self.takes(&import.path, import.line);
            }
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(first) = path.segments.first().filter(|_| path.leading_colon.is_none()) {
            self.takes(&names, first.ident.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'a syn::Macro) {
        let names: Vec<String> = called.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.takes_macro(&names, called.path.segments[0].ident.span().start().line);
        self.tokens(called.tokens.clone(), false);
    }

    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone(), true);
        }
    }

    fn visit_visibility(&mut self, _: &'a syn::Visibility) {}
}
