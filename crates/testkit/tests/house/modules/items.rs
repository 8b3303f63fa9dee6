//! What an item is called, what it imports, and whether it is for tests.

use syn::{Attribute, Item, UseTree};

/// One name that a `use` brings: `bound` to what; nothing for a glob.
pub(super) struct Import {
    pub path: Vec<String>,
    pub bound: Option<String>,
    pub line: usize,
}

/// What a `use` brings, name by name.
pub(super) fn imports(tree: &UseTree) -> Vec<Import> {
    fn walk(tree: &UseTree, before: &[String], found: &mut Vec<Import>) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            UseTree::Path(path) => walk(&path.tree, &with(&path.ident), found),
            UseTree::Group(group) => group.items.iter().for_each(|tree| walk(tree, before, found)),
            UseTree::Glob(glob) => {
                let line = glob.star_token.spans[0].start().line;
                found.push(Import { path: before.to_vec(), bound: None, line });
            }
            UseTree::Name(syn::UseName { ident, .. }) | UseTree::Rename(syn::UseRename { ident, .. }) => {
                let path = if ident == "self" { before.to_vec() } else { with(ident) };
                let bound = match tree {
                    UseTree::Rename(rename) => Some(rename.rename.to_string()),
                    _ => path.last().cloned(),
                };
                found.push(Import { path, bound, line: ident.span().start().line });
            }
        }
    }
    let mut found = Vec::new();
    walk(tree, &[], &mut found);
    found
}

/// Whether an item is there for tests only.
pub(crate) fn tests_only(item: &Item) -> bool {
    attributes(item).iter().any(|attribute| {
        let test = |meta: &syn::MetaList| meta.path.is_ident("cfg") && meta.tokens.to_string() == "test";
        attribute.meta.require_list().is_ok_and(test)
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The name that an item defines.
pub(super) fn defined(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}
