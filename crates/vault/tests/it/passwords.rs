//! Passwords are hashed as OWASP says, and who does not exist costs as much as who does.

use vault::{Ids, Passwords, hash_blocking};

#[tokio::test]
async fn a_password_fits_its_hash_and_no_other() {
    let passwords = Passwords::new(Ids::default());
    let phc = passwords.hash("correct horse".to_owned()).await.unwrap();
    assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
    assert_ne!(phc, hash_blocking("correct horse", &Ids::default()).unwrap(), "the salt is fresh");
    assert!(passwords.verify("correct horse".to_owned(), Some(phc.clone())).await.unwrap());
    assert!(!passwords.verify("correct hors".to_owned(), Some(phc)).await.unwrap());
    assert!(!passwords.verify("correct horse".to_owned(), Some("no hash".to_owned())).await.unwrap());
    assert!(!passwords.verify("correct horse".to_owned(), None).await.unwrap(), "nobody has a password");
    assert_eq!(passwords.verified(), 4);
}
