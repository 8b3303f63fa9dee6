//! KMS as it answers: where MPA_TEST_AWS names one, with keys that it is asked to make through the SDK. Without it there
//! is nothing to be seen here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

use adapters::{Class, FarSigner as _, KeyContext, KeyProvider as _, KeyPurpose, KmsKeys, KmsSigner, Maker, Wrapped};
use aws::{Aws, Kms, Service, Settings};
use uuid::Uuid;

/// A client, and keys that exist there: `MPA_TEST_KMS_KEYS` is the ARNs of two symmetric keys and of one of the type
/// ECC_NIST_EDWARDS25519, parted by commas.
async fn peer() -> Option<(Kms, [String; 3])> {
    let endpoint = std::env::var("MPA_TEST_AWS").ok()?;
    let keys = std::env::var("MPA_TEST_KMS_KEYS").ok()?;
    let keys: Vec<String> = keys.split(',').map(ToOwned::to_owned).collect();
    let mut settings = Settings { region: Some("ap-south-1".to_owned()), ..Settings::default() };
    settings.endpoints.insert(Service::Kms, endpoint);
    Some((Kms::new(&Aws::open(settings).await), keys.try_into().unwrap()))
}

fn data_key_of(exam: u128) -> KeyContext {
    KeyContext { purpose: KeyPurpose::DataKey, exam: Some(Uuid::from_u128(exam)) }
}

#[tokio::test]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn what_kms_has_wrapped_opens_only_in_its_context() {
    let (kms, [key, ..]) = peer().await.expect("MPA_TEST_AWS and MPA_TEST_KMS_KEYS");
    let keys = KmsKeys::new(kms, key.clone());
    let (bare, wrapped) = keys.new_key(&data_key_of(1)).await.unwrap();
    assert_eq!((bare.len(), wrapped.maker()), (32, Some(Maker::Kms(key.clone()))));
    let stored = Wrapped::from_bytes(wrapped.as_bytes().to_vec());
    assert_eq!(keys.unwrap(&data_key_of(1), &stored).await.unwrap(), bare);
    let signing = KeyContext { purpose: KeyPurpose::TokenSigning, ..data_key_of(1) };
    let of_no_exam = KeyContext { exam: None, ..data_key_of(1) };
    for other in [data_key_of(2), signing, of_no_exam] {
        assert_eq!(keys.unwrap(&other, &stored).await.unwrap_err().class, Class::Tampered, "{other:?}");
    }
    let wrapped = keys.wrap(&of_no_exam, b"secret").await.unwrap();
    assert_eq!(*keys.unwrap(&of_no_exam, &wrapped).await.unwrap(), b"secret");
}

#[tokio::test]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn a_key_that_is_not_there_is_named_and_nothing_is_lost_by_it() {
    let (kms, [key, ..]) = peer().await.expect("MPA_TEST_AWS and MPA_TEST_KMS_KEYS");
    let none = format!("{}0", key);
    let fault = KmsKeys::new(kms, none.clone()).new_key(&data_key_of(1)).await.unwrap_err();
    assert_eq!(fault.class, Class::Denied);
    assert!(fault.to_string().contains(&none), "{fault}");
}

#[tokio::test]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn the_signer_signs_and_a_key_of_another_type_is_refused() {
    let (kms, [symmetric, _, key]) = peer().await.expect("MPA_TEST_AWS and MPA_TEST_KMS_KEYS");
    let signer = KmsSigner::new(kms.clone(), key);
    let public = signer.public_key().await.unwrap();
    // Ed25519 gives the same signature each time (RFC 8032): a lost answer is asked for again.
    assert_eq!(signer.sign(b"note").await.unwrap(), signer.sign(b"note").await.unwrap());
    assert_eq!(signer.public_key().await.unwrap(), public);
    assert!(KmsSigner::new(kms, symmetric).public_key().await.is_err());
}
