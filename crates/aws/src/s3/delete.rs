//! The removal of objects, for good.

use super::bucket::{Bucket, failed};
use crate::Failure;

impl Bucket {
    /// Removes an object, with all its versions where the bucket keeps them; `false` when there is none. Repeated after
    /// a lost answer, it ends the same.
    ///
    /// # Errors
    /// When it may still be there.
    pub async fn delete(&self, name: &str) -> Result<bool, Failure> {
        let Some(facts) = self.facts(name).await? else { return Ok(false) };
        if facts.version.is_none() {
            self.delete_version(name, None).await?;
            return Ok(true);
        }
        // An erasure that leaves what was there before is none.
        for version in self.versions(name).await? {
            self.delete_version(name, Some(version)).await?;
        }
        Ok(true)
    }

    async fn delete_version(&self, name: &str, version: Option<String>) -> Result<(), Failure> {
        let delete = self.client.delete_object().bucket(&self.name).key(name).set_version_id(version);
        delete.send().await.map(drop).map_err(|error| failed("DeleteObject", &error))
    }

    /// The versions of one object, and the marks of its deletion. A name is a prefix of no other name here, and an
    /// object that never changes has a few: the first page has them all.
    async fn versions(&self, name: &str) -> Result<Vec<String>, Failure> {
        let page = self.client.list_object_versions().bucket(&self.name).prefix(name).send().await;
        let page = page.map_err(|error| failed("ListObjectVersions", &error))?;
        let versions = page.versions().iter().map(|it| (it.key(), it.version_id()));
        let marks = page.delete_markers().iter().map(|it| (it.key(), it.version_id()));
        let own = versions.chain(marks).filter(|(key, _)| *key == Some(name));
        Ok(own.filter_map(|(_, version)| version.map(ToOwned::to_owned)).collect())
    }
}
