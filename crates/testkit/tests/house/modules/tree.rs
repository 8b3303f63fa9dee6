//! The tree of modules, and what each of them defines and imports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::Item;
use syn::visit::{self, Visit};

use super::items::{defined, imports, tests_only};

/// The modules that grow from one root (`lib.rs`, `main.rs`).
pub(crate) struct Tree {
    pub(super) files: Vec<Source>,
    pub(super) modules: Vec<Module>,
    /// Macros by their names, with the file that defines them: their scope is the text, not the module.
    pub(super) macros: BTreeMap<String, usize>,
}

pub(super) struct Source {
    /// From `src`.
    pub name: String,
    pub parsed: syn::File,
    pub module: usize,
}

#[derive(Default)]
pub(super) struct Module {
    pub parent: Option<usize>,
    pub file: usize,
    pub children: BTreeMap<String, usize>,
    /// What is defined here by its name.
    pub items: BTreeSet<String>,
    /// Types that are named where a macro is called, which may be what defines them.
    pub perhaps: BTreeSet<String>,
    pub imports: BTreeMap<String, Vec<String>>,
    pub globs: Vec<Vec<String>>,
}

impl Tree {
    /// The trees of a crate: of its library and of its binary.
    pub(crate) fn load(src: &Path) -> Vec<Self> {
        let roots = ["lib.rs", "main.rs"].into_iter().filter(|root| src.join(root).is_file());
        roots.map(|root| Self::from_root(src, root)).collect()
    }

    /// Each file by its name from `src`, and what is in it.
    pub(crate) fn sources(&self) -> impl Iterator<Item = (&str, &syn::File)> {
        self.files.iter().map(|source| (source.name.as_str(), &source.parsed))
    }

    fn from_root(src: &Path, root: &str) -> Self {
        let mut tree = Self { files: Vec::new(), modules: vec![Module::default()], macros: BTreeMap::new() };
        let mut waiting = vec![(0, src.join(root), src.to_path_buf())];
        while let Some((module, path, folder)) = waiting.pop() {
            let text = fs::read_to_string(&path).unwrap();
            let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path.strip_prefix(src).unwrap().to_string_lossy().replace('\\', "/");
            let mut collect = Collect { file: tree.files.len(), module, folder, tree: &mut tree, waiting: Vec::new() };
            collect.tree.modules[module].file = collect.file;
            collect.visit_file(&parsed);
            waiting.append(&mut collect.waiting);
            tree.files.push(Source { name, parsed, module });
        }
        tree
    }
}

/// Writes down what a file declares, defines and imports. Functions are looked into too: what they import is taken as
/// imported by the module.
struct Collect<'t> {
    tree: &'t mut Tree,
    file: usize,
    module: usize,
    /// Where the files of the module's children are.
    folder: PathBuf,
    waiting: Vec<(usize, PathBuf, PathBuf)>,
}

impl Collect<'_> {
    fn here(&mut self) -> &mut Module {
        &mut self.tree.modules[self.module]
    }

    fn child(&mut self, name: &str) -> usize {
        let number = self.tree.modules.len();
        self.tree.modules.push(Module { parent: Some(self.module), file: self.file, ..Module::default() });
        self.here().children.insert(name.to_owned(), number);
        number
    }
}

impl<'a> Visit<'a> for Collect<'_> {
    fn visit_item(&mut self, item: &'a Item) {
        if tests_only(item) {
            return;
        }
        if let Some(name) = defined(item) {
            self.here().items.insert(name);
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        let name = item.ident.to_string();
        let module = self.child(&name);
        let folder = self.folder.join(&name);
        if let Some((_, items)) = &item.content {
            let outside = (self.module, std::mem::replace(&mut self.folder, folder));
            self.module = module;
            items.iter().for_each(|item| self.visit_item(item));
            (self.module, self.folder) = outside;
        } else {
            let candidates = [self.folder.join(format!("{name}.rs")), folder.join("mod.rs")];
            let path = candidates.into_iter().find(|path| path.is_file());
            let path = path.unwrap_or_else(|| panic!("no file for the module {name} in {}", self.folder.display()));
            self.waiting.push((module, path, folder));
        }
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        for import in imports(&item.tree) {
            match import.bound {
                Some(name) => drop(self.here().imports.insert(name, import.path)),
                None => self.here().globs.push(import.path),
            }
        }
    }

    fn visit_item_macro(&mut self, item: &'a syn::ItemMacro) {
        if let Some(name) = &item.ident {
            self.tree.macros.insert(name.to_string(), self.file);
            if item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) {
                self.tree.modules[0]
                    .imports
                    .insert(name.to_string(), vec!["macro_export".to_owned(), name.to_string()]);
            }
        } else {
            types_named(item.mac.tokens.clone(), &mut self.here().perhaps);
        }
    }
}

fn types_named(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                found.extend(Some(ident.to_string()).filter(|name| name.starts_with(char::is_uppercase)))
            }
            TokenTree::Group(group) => types_named(group.stream(), found),
            _ => (),
        }
    }
}
