//! Key Management Service: keys that never leave it wrap ours, and sign.

use std::collections::HashMap;

use aws_sdk_kms::{
    Client,
    primitives::Blob,
    types::{DataKeySpec, MessageType, SigningAlgorithmSpec},
};
use zeroize::Zeroizing;

use crate::{Aws, Failure, Kind, Service};

/// What is authenticated with a wrapped key, and stands in the trail of who used it.
pub type EncryptionContext = HashMap<String, String>;

/// The beginning of an Ed25519 public key as `GetPublicKey` gives it (RFC 8410, `SubjectPublicKeyInfo`); its 32 bytes
/// follow.
const ED25519_DER: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// What was encrypted, and the key that did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encrypted {
    /// The ARN of the key: also where an alias was asked for.
    pub key: String,
    /// What `Decrypt` takes.
    pub ciphertext: Vec<u8>,
}

/// A client of KMS.
#[derive(Debug, Clone)]
pub struct Kms {
    client: Client,
}

impl Kms {
    /// A client; nothing is asked yet.
    #[must_use]
    pub fn new(aws: &Aws) -> Self {
        Self { client: Client::new(&aws.of(Service::Kms)) }
    }

    /// 32 new bytes of KMS's randomness, bare and encrypted under `key`. An answer that was lost is asked for again:
    /// another key, and nobody knows of the first.
    ///
    /// # Errors
    /// [`Failure`]; `Denied` also when the key is disabled.
    pub async fn generate_data_key(
        &self,
        key: &str,
        context: EncryptionContext,
    ) -> Result<(Zeroizing<Vec<u8>>, Encrypted), Failure> {
        const CALL: &str = "GenerateDataKey";
        let call = self.client.generate_data_key().key_id(key).key_spec(DataKeySpec::Aes256);
        let given = call.set_encryption_context(Some(context)).send().await.map_err(|e| Failure::of(CALL, &e))?;
        let bare = Zeroizing::new(given.plaintext.ok_or_else(|| incomplete(CALL))?.into_inner());
        Ok((bare, encrypted(CALL, given.key_id, given.ciphertext_blob)?))
    }

    /// Encrypts at most 4,096 bytes under `key`.
    ///
    /// # Errors
    /// [`Failure`]; `Denied` also when the key is disabled.
    pub async fn encrypt(&self, key: &str, context: EncryptionContext, plaintext: &[u8]) -> Result<Encrypted, Failure> {
        const CALL: &str = "Encrypt";
        let call = self.client.encrypt().key_id(key).plaintext(Blob::new(plaintext));
        let given = call.set_encryption_context(Some(context)).send().await.map_err(|e| Failure::of(CALL, &e))?;
        encrypted(CALL, given.key_id, given.ciphertext_blob)
    }

    /// Decrypts what `key` encrypted in this context: no other key is tried.
    ///
    /// # Errors
    /// [`Failure`]; `Tampered` when context, key or bytes are others, `Denied` also when the key is disabled.
    pub async fn decrypt(
        &self,
        key: &str,
        context: EncryptionContext,
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Failure> {
        const CALL: &str = "Decrypt";
        let call = self.client.decrypt().key_id(key).ciphertext_blob(Blob::new(ciphertext));
        let given = call.set_encryption_context(Some(context)).send().await.map_err(|error| {
            let mut failure = Failure::of(CALL, &error);
            // The bytes name another key than the one that was given.
            if failure.code == "IncorrectKeyException" {
                failure.kind = Kind::Tampered;
            }
            failure
        })?;
        Ok(Zeroizing::new(given.plaintext.ok_or_else(|| incomplete(CALL))?.into_inner()))
    }

    /// Signs a message of at most 4,096 bytes with a key of the type `ECC_NIST_EDWARDS25519`: Ed25519 over the message
    /// itself (RFC 8032).
    ///
    /// # Errors
    /// [`Failure`]; `Denied` also when the key is disabled.
    pub async fn sign(&self, key: &str, message: &[u8]) -> Result<[u8; 64], Failure> {
        const CALL: &str = "Sign";
        let call = self.client.sign().key_id(key).message(Blob::new(message)).message_type(MessageType::Raw);
        let call = call.signing_algorithm(SigningAlgorithmSpec::Ed25519Sha512);
        let given = call.send().await.map_err(|error| Failure::of(CALL, &error))?;
        let signature = given.signature.ok_or_else(|| incomplete(CALL))?.into_inner();
        signature.try_into().map_err(|_| Failure::new(Kind::Invalid, CALL, "it is no Ed25519 signature"))
    }

    /// The public half of an Ed25519 key.
    ///
    /// # Errors
    /// [`Failure`]; `Invalid` when it is a key of another type.
    pub async fn public_key(&self, key: &str) -> Result<[u8; 32], Failure> {
        const CALL: &str = "GetPublicKey";
        let given = self.client.get_public_key().key_id(key).send().await.map_err(|e| Failure::of(CALL, &e))?;
        let der = given.public_key.ok_or_else(|| incomplete(CALL))?.into_inner();
        let bare = der.strip_prefix(&ED25519_DER).and_then(|bare| bare.try_into().ok());
        bare.ok_or_else(|| Failure::new(Kind::Invalid, CALL, "it is no key of the type ECC_NIST_EDWARDS25519"))
    }
}

fn encrypted(call: &'static str, key: Option<String>, ciphertext: Option<Blob>) -> Result<Encrypted, Failure> {
    let (key, ciphertext) = key.zip(ciphertext).ok_or_else(|| incomplete(call))?;
    Ok(Encrypted { key, ciphertext: ciphertext.into_inner() })
}

fn incomplete(call: &'static str) -> Failure {
    Failure::new(Kind::Unavailable, call, "the answer is not whole")
}
