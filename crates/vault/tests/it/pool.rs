//! A pool is bounded, and a caller who leaves frees nothing that is still at work.

use std::sync::mpsc;

use vault::{Pool, VaultError};

#[tokio::test]
async fn a_full_pool_says_so_and_a_patient_caller_waits() {
    let pool = Pool::new(1, 1);
    let (release, held) = mpsc::channel::<()>();
    let at_work = tokio::spawn({
        let pool = pool.clone();
        async move { pool.run(move || held.recv()).await }
    });
    let waiting = tokio::spawn({
        let pool = pool.clone();
        async move { pool.run(|| 2).await }
    });
    tokio::task::yield_now().await;
    assert!(matches!(pool.run(|| 3).await, Err(VaultError::Busy)));
    let patient = tokio::spawn({
        let pool = pool.clone();
        async move { pool.run_patiently(|| 4).await }
    });
    at_work.abort(); // the caller leaves; the thread is still at it
    assert!(at_work.await.unwrap_err().is_cancelled());
    assert!(matches!(pool.run(|| 3).await, Err(VaultError::Busy)));
    release.send(()).unwrap();
    assert_eq!((waiting.await.unwrap().unwrap(), patient.await.unwrap().unwrap()), (2, 4));
    assert_eq!(pool.run(|| 5).await.unwrap(), 5);
}

#[tokio::test]
async fn work_that_panics_is_broken_off_and_gives_its_place_back() {
    let pool = Pool::new(1, 0);
    assert!(matches!(pool.run(|| panic!("a test")).await, Err::<(), _>(VaultError::Broken(_))));
    assert_eq!(pool.run(|| 1).await.unwrap(), 1);
}
