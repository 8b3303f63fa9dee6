//! From a path to the file that defines what it names.

use super::tree::Tree;

/// What a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// Something that this file defines.
    In(usize),
    /// A module, and not yet anything in it.
    Module(usize),
}

/// What is being looked up already, so that imports that name each other end.
type Seen<'p> = Vec<(usize, &'p [String])>;

impl Tree {
    /// What a path in a module names; nothing if it is of another crate.
    pub(super) fn resolve(&self, module: usize, path: &[String]) -> Option<Named> {
        self.start(module, path, &mut Vec::new())
    }

    /// Whether a module is below another.
    pub(super) fn is_below(&self, mut module: usize, above: usize) -> bool {
        while let Some(parent) = self.modules[module].parent {
            if parent == above {
                return true;
            }
            module = parent;
        }
        false
    }

    fn start<'p>(&'p self, module: usize, path: &'p [String], seen: &mut Seen<'p>) -> Option<Named> {
        match path {
            [first, rest @ ..] if first == "crate" => self.walk(0, rest, seen),
            [first, name] if first == "macro_export" => self.macros.get(name).map(|file| Named::In(*file)),
            _ => self.walk(module, path, seen),
        }
    }

    fn walk<'p>(&'p self, number: usize, path: &'p [String], seen: &mut Seen<'p>) -> Option<Named> {
        let module = &self.modules[number];
        let Some((name, rest)) = path.split_first() else {
            return Some(Named::Module(number));
        };
        match name.as_str() {
            "self" => return self.walk(number, rest, seen),
            "super" => return self.walk(module.parent?, rest, seen),
            _ if seen.contains(&(number, path)) => return None,
            _ => seen.push((number, path)),
        }
        let child = module.children.get(name).copied();
        if let Some(child) = child.filter(|_| !rest.is_empty()) {
            return self.walk(child, rest, seen);
        }
        if module.items.contains(name) {
            return Some(Named::In(module.file));
        }
        let imported = module.imports.get(name).and_then(|import| self.start(number, import, seen));
        match imported.or(child.map(Named::Module)) {
            Some(Named::Module(inner)) => return self.walk(inner, rest, seen),
            Some(found) => return Some(found),
            None => (),
        }
        let mut globbed = module.globs.iter().filter_map(|glob| match self.start(number, glob, seen)? {
            Named::Module(inner) => self.walk(inner, path, seen),
            Named::In(_) => None,
        });
        globbed.next().or_else(|| module.perhaps.contains(name).then_some(Named::In(module.file)))
    }
}
